"""Paragraphs of printed pages, by the places and sizes of their lines."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pypdf import PageObject

_PAGE_NUMBER = re.compile(r"^\W*(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?\W*$", re.I)
_ENDS = re.compile(r"[.!?:][\"'”’»)\]]*\s*$")
_EDGE = 2  # lines at the head and at the foot of a page that may be printed on each
_GAP = 1.25  # times the usual distance of lines


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its words, its height above the foot and the size of its letters (points)."""

    text: str
    height: float
    size: float
    bold: bool


def page_lines(page: PageObject) -> list[Line]:
    """Return the lines of a page that hold words, in the order in which they are drawn."""
    lines: list[Line] = []
    parts: list[Line] = []

    def visit(text: str, matrix: Sequence[float], place: Sequence[float], font: Any, size: float) -> None:
        scale = abs(matrix[3] * place[3]) or 1.0
        bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
        height = matrix[5] + place[5] * (matrix[3] or 1.0)
        for at, words in enumerate(text.split("\n")):
            if at:
                _end_line(lines, parts)
            if words:
                parts.append(Line(words, height, round(size * scale, 1), bold))

    page.extract_text(visitor_text=visit)
    _end_line(lines, parts)
    return lines


def _end_line(lines: list[Line], parts: list[Line]) -> None:
    filled = [part for part in parts if part.text.strip()]
    if filled:
        main = max(filled, key=lambda part: len(part.text))
        text = "".join(part.text for part in parts)
        lines.append(Line(text, main.height, main.size, main.bold))
    parts.clear()


def without_running_lines(pages: list[list[Line]]) -> list[list[Line]]:
    """Drop page numbers, and what stands on each page but for numbers, save where it comes first."""
    found = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    running = {key for key, count in found.items() if count > 1 and count >= 0.5 * len(pages)}
    seen: set[str] = set()
    kept = []
    for page in pages:
        edges = _edges(page)
        drop = {line for line in edges if _PAGE_NUMBER.match(line.text.strip()) or _key(line) in seen}
        seen |= {_key(line) for line in edges} & running
        kept.append([line for line in page if line not in drop])
    return kept


def _edges(page: list[Line]) -> list[Line]:
    ordered = sorted(page, key=lambda line: line.height)
    return ordered[:_EDGE] + ordered[-_EDGE:] if len(page) > _EDGE else []


def _key(line: Line) -> str:
    return re.sub(r"\d+", "0", line.text.strip().lower())


def layout_text(pages: list[list[Line]]) -> tuple[str, bool]:
    """Return the lines with blank lines where the pages show a paragraph's end.

    The second value tells whether gaps part the paragraphs, so that each run of lines
    between blank ones is one paragraph.
    """
    steps = [step for page in pages for step in _steps(page)]
    usual = median(steps) if steps else 0.0
    gaps = sum(step > _GAP * usual for step in steps)
    runs = [_page_text(page, usual) for page in pages if page]
    text = runs[0] if runs else ""
    for run in runs[1:]:
        text += ("\n\n" if _ENDS.search(text) else "\n") + run
    return text, gaps >= max(2, len(steps) / 30)


def _steps(page: list[Line]) -> Iterator[float]:
    """Yield the distances of neighbouring lines of one size."""
    for line, after in itertools.pairwise(page):
        if line.size == after.size and line.height > after.height:
            yield line.height - after.height


def _page_text(page: list[Line], usual: float) -> str:
    text = page[0].text
    for line, after in itertools.pairwise(page):
        text += ("\n\n" if _parts(line, after, usual) else "\n") + after.text
    return text


def _parts(line: Line, after: Line, usual: float) -> bool:
    """Tell whether a paragraph ends between two lines; a jump upwards is a new column."""
    if abs(line.size - after.size) > 0.5 or line.bold is not after.bold:
        return True
    return line.height - after.height > _GAP * max(usual, line.size)
