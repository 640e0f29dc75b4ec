"""A text with marks on it, cut into pieces that can be printed one after the other."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class MarkKind(StrEnum):
    """What a mark says that a stretch of text is."""

    PERSON = "person"
    DATE = "date"
    MEETING = "meeting"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Mark:
    """A half-open range of characters with a label such as "P1"."""

    kind: MarkKind
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch in which no mark begins or ends.

    ``marks`` are those on it, outermost first; ``opens`` are those to be opened before it,
    and ``closes`` is how many to close after it, so that brackets always nest.
    """

    text: str
    marks: tuple[Mark, ...]
    opens: tuple[Mark, ...] = ()
    closes: int = 0


def cut(text: str, marks: Sequence[Mark], *, start: int = 0, end: int | None = None) -> list[Piece]:
    """Cut ``text[start:end]`` at the borders of the marks; marks are clipped to that range.

    Where two marks cross, the inner one is closed and opened again.
    """
    end = len(text) if end is None else end
    clipped = [replace(m, start=max(m.start, start), end=min(m.end, end)) for m in marks]
    clipped = [m for m in clipped if m.start < m.end]
    borders = sorted({start, end, *(m.start for m in clipped), *(m.end for m in clipped)})
    stretches = [
        (text[a:b], tuple(sorted((m for m in clipped if m.start <= a and b <= m.end), key=_outermost)))
        for a, b in itertools.pairwise(borders)
    ]
    return list(_nested(stretches))


def bracketed(pieces: Iterable[Piece]) -> str:
    """Return the text with every mark in brackets: ``[P1 Ada Lind] met …``."""
    return "".join(
        "".join(f"[{mark.label} " for mark in piece.opens) + piece.text + "]" * piece.closes
        for piece in pieces
    )


def _outermost(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.label


def _nested(stretches: Sequence[tuple[str, tuple[Mark, ...]]]) -> Iterator[Piece]:
    for index, (text, marks) in enumerate(stretches):
        before = stretches[index - 1][1] if index else ()
        after = stretches[index + 1][1] if index + 1 < len(stretches) else ()
        yield Piece(text, marks, marks[_shared(before, marks) :], len(marks) - _shared(marks, after))


def _shared(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> int:
    """Return how many marks, counted from the outermost, two stretches have in common."""
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
