"""Document → the bytes of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.render.docx.base import empty_file
from briefgen.render.docx.blocks import Body
from briefgen.render.docx.contents import set_contents_tabs, unnumber_contents_heading
from briefgen.render.docx.measure import Measure
from briefgen.render.docx.numbering import number_headings
from briefgen.render.docx.package import number_pictures, packed, set_language, set_properties
from briefgen.render.docx.page import TWIPS_IN_POINT, Furniture, set_paper, text_height, text_width
from briefgen.render.docx.pagination import paginate
from briefgen.render.docx.reference import furnish_reference, reference_file
from briefgen.render.theme import PLAIN

if TYPE_CHECKING:
    from docx.document import Document as WordFile

    from briefgen.render.document import Document
    from briefgen.render.docx.pagination import Pages
    from briefgen.render.theme import Theme


def write(document: Document, *, theme: Theme = PLAIN) -> bytes:
    """Return the document as DOCX, in the looks of a theme.  Raises RenderError."""
    file = reference_file(theme.reference, theme.colours) if theme.reference else empty_file(theme)
    section = file.sections[-1]
    if not theme.reference:
        set_paper(section, theme.page_size)
    set_properties(file, document)
    set_language(file, document.language)
    set_contents_tabs(file.styles, text_width(section))
    if theme.numbered_headings:
        number_headings(file.part.numbering_part.element, file.styles)
        unnumber_contents_heading(file.styles)
    body = Body.of(file, document.blocks, text_width(section), theme)
    body.write()
    furniture = Furniture(theme, document.title, file.styles)
    if theme.reference:
        furnish_reference(file, furniture)
    else:
        furniture.furnish(section)
    if body.contents.is_written:
        body.contents.fill(_pages(file, body).of)
    number_pictures(file)
    return packed(file)


def _pages(file: WordFile, body: Body) -> Pages:
    """Return on which page each bookmark stands, by our own reckoning."""
    section = file.sections[-1]
    notes = body.notes.footnotes if body.notes else None
    measure = Measure(
        file.styles.element, file.part.numbering_part.element, notes, text_width(section) / TWIPS_IN_POINT
    )
    return paginate(file.element.body, measure, text_height(section) / TWIPS_IN_POINT)
