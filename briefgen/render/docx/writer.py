"""Document → the bytes of a Word file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.render.docx.base import empty_file
from briefgen.render.docx.blocks import Body
from briefgen.render.docx.package import packed, set_language, set_properties
from briefgen.render.docx.page import set_paper, set_running_title, text_width

if TYPE_CHECKING:
    from briefgen.render.document import Document


def write(document: Document, *, page_size: str = "A4") -> bytes:
    """Return the document as DOCX; ``page_size`` is "A4" or "Letter".  Raises RenderError."""
    file = empty_file()
    section = file.sections[-1]
    set_paper(section, page_size)
    set_properties(file, document)
    set_language(file, document.language)
    Body.of(file, document.blocks, text_width(section)).write()
    set_running_title(section, document.title)
    return packed(file)
