"""Where the text of a PDF stands on its pages, as its own operators place it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf.generic import ContentStream

if TYPE_CHECKING:
    from collections.abc import Iterator

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True)
class Box:
    """A run of text: its page (from 1), its edges and its base line, and how large a page is."""

    page: int
    left: float
    right: float
    base: float
    size: float
    sheet: tuple[float, float]

    def overflow(self, margin: float = 0.0) -> float:
        """How far the run stands out of the page, or into its margin, in points."""
        width, height = self.sheet
        outside = (
            margin - self.left,
            self.right - (width - margin),
            margin - (self.base - 0.25 * self.size),
            self.base + 0.75 * self.size - (height - margin),
        )
        return max(*outside, 0.0)


def text_boxes(data: bytes) -> list[Box]:
    """Each run of text of a file; white space alone does not count."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    found: list[Box] = []
    widths: dict[int, list[float]] = {}
    for number, page in enumerate(reader.pages, start=1):
        fonts = {}
        for name, value in page["/Resources"]["/Font"].items():
            font = value.get_object()
            key = value.idnum if hasattr(value, "idnum") else id(font)
            if key not in widths:
                first = int(font.get("/FirstChar", 0))
                widths[key] = [0.0] * first + [float(width) for width in font.get("/Widths", [])]
            fonts[name] = widths[key]
        sheet = (float(page.mediabox.width), float(page.mediabox.height))
        operations = ContentStream(page.get_contents(), reader).operations
        for left, right, base, size in _runs(operations, fonts):
            found.append(Box(number, left, right, base, size, sheet))
    return found


def _runs(operations: list, fonts: dict[str, list[float]]) -> Iterator[tuple[float, float, float, float]]:
    page, stack, text, line = UNIT, [], UNIT, UNIT
    font: list[float] = []
    size = leading = rise = spacing = 0.0
    for operands, operator in operations:
        match operator:
            case b"q":
                stack.append((page, font, size, leading, rise))
            case b"Q":
                page, font, size, leading, rise = stack.pop()
            case b"cm":
                page = _times(tuple(map(float, operands)), page)
            case b"BT":
                text = line = UNIT
            case b"Tf":
                font, size = fonts[operands[0]], float(operands[1])
            case b"TL":
                leading = float(operands[0])
            case b"Ts":
                rise = float(operands[0])
            case b"Tm":
                text = line = tuple(map(float, operands))
            case b"Td":
                text = line = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), line)
            case b"T*":
                text = line = _times((1, 0, 0, 1, 0, -leading), line)
            case b"Tj":
                codes = operands[0] if isinstance(operands[0], bytes) else operands[0].original_bytes
                width = sum(font[code] for code in codes) * size / 1000 + spacing * codes.count(b" ")
                whole = _times(text, page)
                left, base = whole[4], whole[5] + rise * whole[3]
                if codes.strip():
                    yield left, left + width * whole[0], base, size * whole[3]
                text = _times((1, 0, 0, 1, width, 0), text)
            case b"Tw":
                spacing = float(operands[0])
            case b"TJ" | b"'" | b'"' | b"Tc" | b"Tz":
                raise AssertionError(f"{operator!r} is not read here")


def _times(a: Any, b: Any) -> Any:
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )
