"""Drawing → SVG inside of an HTML file: colours from the style sheet, words as text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from briefgen.render.document import Disc, Drawing, Label, Line, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLOURS = {"text": "var(--ink)", "muted": "var(--soft)"}
"""What a colour is for → its name in the style sheet, where the two differ."""


def svg(drawing: Drawing, alt: str) -> list[str]:
    """Return the lines of an image with its alternative text, as wide as its place."""
    size = f"{_number(drawing.width)} {_number(drawing.height)}"
    start = f'<svg role="img" aria-label="{escape(alt)}" viewBox="0 0 {size}">'
    return [start, *(line for shape in drawing.shapes for line in _shape(shape)), "</svg>"]


def _shape(shape: Shape) -> Iterator[str]:
    colour = _COLOURS.get(shape.colour, f"var(--{shape.colour})")
    match shape:
        case Line():
            ends = zip(("x1", "y1", "x2", "y2"), (shape.x1, shape.y1, shape.x2, shape.y2), strict=True)
            place = " ".join(f'{name}="{_number(value)}"' for name, value in ends)
            yield f'<line {place} stroke="{colour}" stroke-width="{_number(shape.width)}"/>'
        case Disc():
            fill = colour if shape.filled else "var(--paper)"
            place = f'cx="{_number(shape.x)}" cy="{_number(shape.y)}" r="{_number(shape.radius)}"'
            yield f'<circle {place} fill="{fill}" stroke="{colour}" stroke-width="1.2"/>'
        case Label():
            place = f'x="{_number(shape.x)}" y="{_number(shape.y)}" font-size="{_number(shape.size)}"'
            yield f'<text {place} text-anchor="{shape.anchor}" fill="{colour}">{escape(shape.text)}</text>'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
