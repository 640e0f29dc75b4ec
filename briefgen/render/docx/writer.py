"""Document → the bytes of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.render.docx.base import empty_file
from briefgen.render.docx.blocks import Body
from briefgen.render.docx.package import packed, set_language, set_properties
from briefgen.render.docx.page import furnish, set_paper, text_width
from briefgen.render.theme import PLAIN

if TYPE_CHECKING:
    from briefgen.render.document import Document
    from briefgen.render.theme import Theme


def write(document: Document, *, theme: Theme = PLAIN) -> bytes:
    """Return the document as DOCX, in the looks of a theme.  Raises RenderError."""
    file = empty_file(theme)
    section = file.sections[-1]
    set_paper(section, theme.page_size)
    set_properties(file, document)
    set_language(file, document.language)
    Body.of(file, document.blocks, text_width(section)).write()
    furnish(section, document.title, theme)
    return packed(file)
