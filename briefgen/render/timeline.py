"""A timeline: events on an axis of days, told apart by shape and not by colour.

A few events have a line each, with their words beside the mark; many are stacked as marks alone,
to show how they lie in time.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.render.document import Disc, Drawing, Label, Line, Shape
from briefgen.render.lettering import fitted, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MARKS = ("solid", "hollow", "crossed")

_WIDTH = 470.0  # points: the text of an A4 page; writers scale it
_SIDE = 16.0  # left and right of the axis
_TOP = 4.0
_ROW = 15.0  # height of an event's line
_MOST_ROWS = 30
_STACK = 8.0  # a mark of a stack, with its room
_MOST_STACK = 280.0  # height of the highest stack
_AXIS = 22.0  # height of the axis with its words
_RADIUS = 3.2
_LEAST_SPAN = 3 * _RADIUS  # between two marks; days nearer to each other are one mark
_SIZE = 8.5
_GAP = 8.0  # between mark and words


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something on one day or on several; ``mark`` is one of MARKS."""

    start: dt.date
    end: dt.date
    mark: str
    text: str


def timeline(events: Sequence[Event]) -> Drawing:
    """Return the drawing of events, at least one, in the order of their days."""
    ordered = sorted(events, key=lambda event: (event.start, event.end))
    axis = _Axis.of(ordered)
    if len(ordered) <= _MOST_ROWS:
        shapes, height = list(_rows(ordered, axis)), _TOP + _ROW * len(ordered)
    else:
        shapes, height = _stacked(ordered, axis)
    words = [shape for shape in shapes if isinstance(shape, Label)]
    return Drawing(_WIDTH, height + _AXIS, (*axis.shapes(height, words), *shapes))


def _rows(events: Sequence[Event], axis: _Axis) -> Iterator[Shape]:
    for number, event in enumerate(events):
        y = _TOP + _ROW * (number + 0.5)
        first, last = axis.x(event.start), axis.x(event.end)
        if last - first > _LEAST_SPAN:
            yield Line(first, y, last, y, 2.2, "accent")
            yield from mark(event.mark, last, y)
        else:
            last = first
        yield from mark(event.mark, first, y)
        yield _words(event.text, first, last, y)


def _words(text: str, first: float, last: float, y: float) -> Label:
    """Return an event's words on that side of its mark where there is more room."""
    right = _WIDTH - last >= first
    room = (_WIDTH - last if right else first) - _GAP
    shown, base = fitted(text, room, _SIZE), y + _SIZE * 0.35
    if right:
        return Label(last + _GAP, base, shown, _SIZE, "start", "text")
    return Label(first - _GAP, base, shown, _SIZE, "end", "text")


def _stacked(events: Sequence[Event], axis: _Axis) -> tuple[list[Shape], float]:
    """Return marks in columns, the earliest of a column lowest, and the height that they take."""
    columns = [round(axis.x(event.start) / _STACK) for event in events]
    highest = max(Counter(columns).values())
    step = min(_STACK, _MOST_STACK / highest)
    height = _TOP + step * highest
    levels: Counter[int] = Counter()
    shapes: list[Shape] = []
    for event, column in zip(events, columns, strict=True):
        shapes += mark(event.mark, column * _STACK, height - step * (levels[column] + 0.5))
        levels[column] += 1
    return shapes, height


def mark(kind: str, x: float, y: float, radius: float = _RADIUS) -> list[Shape]:
    """Return a mark that says by its shape what became of a meeting; ``kind`` is one of MARKS."""
    if kind == "crossed":
        arm = radius * 0.85
        return [
            Line(x - arm, y - arm, x + arm, y + arm, 1.2, "accent"),
            Line(x - arm, y + arm, x + arm, y - arm, 1.2, "accent"),
        ]
    return [Disc(x, y, radius, kind == "solid", "accent")]


@dataclass(frozen=True, slots=True)
class _Axis:
    """The days from one to another on the width of the drawing."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, events: Sequence[Event]) -> _Axis:
        first, last = min(event.start for event in events), max(event.end for event in events)
        room = max(1, (last - first).days // 40)  # the outermost events stand off the ends
        return cls(_moved(first, -room), _moved(last, room))

    def x(self, day: dt.date) -> float:
        """Return where a day is."""
        share = (day - self.first).days / (self.last - self.first).days
        return round(_SIDE + share * (_WIDTH - 2 * _SIDE), 2)

    def shapes(self, y: float, words: Sequence[Label]) -> Iterator[Shape]:
        """Yield the axis at a height, with a word for each of its days that count and thin lines up between words."""
        for day, word in self._ticks():
            x = self.x(day)
            for top, bottom in _gaps(x, y, words):
                yield Line(x, top, x, bottom, 0.5, "line")
            yield Line(x, y, x, y + 4, 0.8, "muted")
            word_x = min(max(x, _HALF_WORD), _WIDTH - _HALF_WORD)
            yield Label(word_x, y + 14, word, 7.5, "middle", "muted")
        yield Line(_SIDE / 2, y, _WIDTH - _SIDE / 2, y, 0.8, "muted")

    def _ticks(self) -> list[tuple[dt.date, str]]:
        days = (self.last - self.first).days
        if days <= _MOST_TICKS * 7:
            step = max(1, -(-days // _MOST_TICKS))
            return [(day, f"{day.day} {MONTHS[day.month - 1]} {day.year}") for day in self._every(step)]
        months = next((step for step in (1, 3, 6, 12) if days <= step * 30 * _MOST_TICKS), 0)
        if months and months < len(MONTHS):
            return [(day, f"{MONTHS[day.month - 1]} {day.year}") for day in self._firsts(months)]
        years = max(1, -(-(self.last.year - self.first.year) // _MOST_TICKS))
        return [(day, str(day.year)) for day in self._firsts(12) if day.year % years == 0]

    def _every(self, step: int) -> Iterator[dt.date]:
        for days in range(1, (self.last - self.first).days + 1, step):
            yield _moved(self.first, days)

    def _firsts(self, months: int) -> Iterator[dt.date]:
        """Yield the first days of months, each so many months after the one before, from January."""
        for year in range(self.first.year, self.last.year + 1):
            for month in range(1, 13, months):
                day = dt.date(year, month, 1)
                if self.first <= day <= self.last:
                    yield day


def _gaps(x: float, height: float, words: Sequence[Label]) -> Iterator[tuple[float, float]]:
    """Yield the stretches of a vertical line that no words stand on, from the top to a height."""
    top = 0.0
    for label in words:
        start = label.x - (width(label.text, label.size) if label.anchor == "end" else 0.0)
        if start - 2 <= x <= start + width(label.text, label.size) + 2:
            bottom = label.y - _SIZE * 0.35 - _ROW / 2
            if bottom > top:
                yield round(top, 2), round(bottom, 2)
            top = bottom + _ROW
    if top < height:
        yield round(top, 2), height


_MOST_TICKS = 8
_HALF_WORD = 24.0  # half the width of a tick's word, amply
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def _moved(day: dt.date, days: int) -> dt.date:
    """Return another day, within what the calendar holds."""
    ordinal = min(max(day.toordinal() + days, dt.date.min.toordinal()), dt.date.max.toordinal())
    return dt.date.fromordinal(ordinal)
