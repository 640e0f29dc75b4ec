"""Drawing → PNG, for files that hold no vector drawing: the same bytes for the same drawing."""

from __future__ import annotations

import struct
import warnings
import zlib
from functools import cache
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from briefgen.render.document import Disc, Label, Line
from briefgen.render.fonts import (
    MissingGlyphWarning,
    Typesetter,
    describe_missing,
    font_file,
    load_chain,
    load_file,
)
from briefgen.render.pdf.direction import drawn_runs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefgen.render.document import Drawing, Shape
    from briefgen.render.theme import Colours

_DENSITY = 180  # dots an inch
_FINER = 3  # drawn so many times finer, then made smaller, for smooth edges
_POINTS = 72  # an inch
_METRE = 39.3701  # inches
_COLOURS = 16  # two dots a byte
_STORED = 65_535  # bytes of a block that is not compressed, at most


def png(drawing: Drawing, colours: Colours, fallback: Iterable[Path] = ()) -> bytes:
    """Return a picture of a drawing on white, in the colours of a theme.

    ``fallback`` are font files for characters that ours lack.  Characters that no font can
    show are named in one MissingGlyphWarning.
    """
    scale = _DENSITY * _FINER / _POINTS
    size = round(drawing.width * scale), round(drawing.height * scale)
    image = Image.new("RGB", size, "white")
    pen = _Pen(ImageDraw.Draw(image), scale, colours, fallback)
    for shape in drawing.shapes:
        pen.draw(shape)
    if pen.typesetter.missing:
        warnings.warn(describe_missing(pen.typesetter.missing), MissingGlyphWarning, stacklevel=2)
    small = image.resize((2 * (size[0] // _FINER // 2), size[1] // _FINER), Image.Resampling.BOX)
    return _encoded(small.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE))


def _encoded(image: Image.Image) -> bytes:
    """Return a PNG file of an image of 16 colours and even width, not compressed.

    Compressed bytes differ between builds of zlib.
    """
    width, height = image.size
    dots = image.tobytes()
    rows = (dots[start : start + width] for start in range(0, len(dots), width))
    lines = b"".join(
        b"\0" + bytes(a << 4 | b for a, b in zip(row[::2], row[1::2], strict=True)) for row in rows
    )
    per_metre = round(_DENSITY * _METRE)
    palette = bytes(image.getpalette("RGB") or ())[: 3 * _COLOURS]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 4, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            _chunk(b"IDAT", _stored(lines)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _stored(data: bytes) -> bytes:
    """Return a zlib stream (RFC 1950, RFC 1951) of blocks that are stored as they are."""
    blocks = [data[start : start + _STORED] for start in range(0, len(data), _STORED)]
    heads = [
        struct.pack("<BHH", number == len(blocks), len(block), len(block) ^ 0xFFFF)
        for number, block in enumerate(blocks, 1)
    ]
    body = b"".join(head + block for head, block in zip(heads, blocks, strict=True))
    return b"\x78\x01" + body + struct.pack(">I", zlib.adler32(data))


class _Pen:
    """Draws shapes at a scale."""

    def __init__(
        self, canvas: ImageDraw.ImageDraw, scale: float, colours: Colours, fallback: Iterable[Path]
    ) -> None:
        self._canvas, self._scale, self._colours = canvas, scale, colours
        self.typesetter = Typesetter((*load_chain(), *map(load_file, fallback)))

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
            (self.typesetter.as_drawn(run.text), _font(run.font, label.size * self._scale))
            for run in drawn_runs(self.typesetter.runs(label.text))
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
