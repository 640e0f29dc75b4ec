"""Drawings of a document as pictures of a Word file."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx.shared import Pt, Twips

from briefgen.render.docx.oxml import Element, add, legal
from briefgen.render.raster import png

if TYPE_CHECKING:
    from docx.document import Document as WordFile

    from briefgen.render.document import Figure
    from briefgen.render.theme import Theme


def add_picture(file: WordFile, paragraph: Element, figure: Figure, width: int, theme: Theme) -> None:
    """Add a drawing to a paragraph; ``width`` is that of the text, in twentieths of a point."""
    shown = min(Twips(width), Pt(figure.drawing.width))
    inline = file.part.new_pic_inline(io.BytesIO(png(figure.drawing, theme.colours, theme.fallback)), shown)
    inline.docPr.set("name", f"Figure {inline.docPr.get('id')}")
    inline.docPr.set("descr", legal(figure.alt))
    add(add(paragraph, "w:r"), "w:drawing").append(inline)
