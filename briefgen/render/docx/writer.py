"""Document → the bytes of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.render.docx.base import empty_file
from briefgen.render.docx.blocks import Body
from briefgen.render.docx.package import packed, set_language, set_properties
from briefgen.render.docx.page import Furniture, set_paper, text_width
from briefgen.render.docx.reference import furnish_reference, reference_file
from briefgen.render.theme import PLAIN

if TYPE_CHECKING:
    from briefgen.render.document import Document
    from briefgen.render.theme import Theme


def write(document: Document, *, theme: Theme = PLAIN) -> bytes:
    """Return the document as DOCX, in the looks of a theme.  Raises RenderError."""
    file = reference_file(theme.reference, theme.colours) if theme.reference else empty_file(theme)
    section = file.sections[-1]
    if not theme.reference:
        set_paper(section, theme.page_size)
    set_properties(file, document)
    set_language(file, document.language)
    Body.of(file, document.blocks, text_width(section), theme).write()
    furniture = Furniture(theme, document.title, file.styles)
    if theme.reference:
        furnish_reference(file, furniture)
    else:
        furniture.furnish(section)
    return packed(file)
