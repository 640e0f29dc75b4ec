"""Drawing → PNG, for files that hold no vector drawing: the same bytes for the same drawing."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from briefgen.render.document import Disc, Label, Line
from briefgen.render.fonts import Typesetter, font_file, load_chain

if TYPE_CHECKING:
    from briefgen.render.document import Drawing, Shape
    from briefgen.render.theme import Colours

_DENSITY = 220  # dots an inch
_FINER = 3  # drawn so many times finer, then made smaller, for smooth edges
_POINTS = 72  # an inch


def png(drawing: Drawing, colours: Colours) -> bytes:
    """Return a picture of a drawing on white, in the colours of a theme."""
    scale = _DENSITY * _FINER / _POINTS
    size = round(drawing.width * scale), round(drawing.height * scale)
    image = Image.new("RGB", size, "white")
    pen = _Pen(ImageDraw.Draw(image), scale, colours)
    for shape in drawing.shapes:
        pen.draw(shape)
    image = image.resize((size[0] // _FINER, size[1] // _FINER), Image.Resampling.BOX)
    file = io.BytesIO()
    image.save(file, "PNG", dpi=(_DENSITY, _DENSITY), optimize=False, compress_level=9)
    return file.getvalue()


class _Pen:
    """Draws shapes at a scale."""

    def __init__(self, canvas: ImageDraw.ImageDraw, scale: float, colours: Colours) -> None:
        self._canvas, self._scale, self._colours = canvas, scale, colours
        self._typesetter = Typesetter(load_chain())

    def draw(self, shape: Shape) -> None:
        scale, colour = self._scale, getattr(self._colours, shape.colour)
        match shape:
            case Line():
                ends = (shape.x1 * scale, shape.y1 * scale, shape.x2 * scale, shape.y2 * scale)
                self._canvas.line(ends, fill=colour, width=max(1, round(shape.width * scale)))
            case Disc():
                fill = colour if shape.filled else "white"
                center, width = (shape.x * scale, shape.y * scale), round(1.2 * scale)
                self._canvas.circle(center, shape.radius * scale, fill=fill, outline=colour, width=width)
            case Label():
                self._write(shape, colour)

    def _write(self, label: Label, colour: str) -> None:
        pieces = [
            (run.text, _font(run.font, label.size * self._scale)) for run in self._typesetter.runs(label.text)
        ]
        width = sum(font.getlength(text) for text, font in pieces)
        x = label.x * self._scale - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
        for text, font in pieces:
            self._canvas.text((x, label.y * self._scale), text, fill=colour, font=font, anchor="ls")
            x += font.getlength(text)


@cache
def _font(name: str, size: float) -> ImageFont.FreeTypeFont:
    """Return a face that the typesetter names; laid out without libraries that may be absent."""
    return ImageFont.truetype(font_file(name), size, layout_engine=ImageFont.Layout.BASIC)
