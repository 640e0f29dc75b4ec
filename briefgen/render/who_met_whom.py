"""A who-met-whom diagram: a row for each person, a line down for each meeting with a mark on each who takes part.

Such lines cross nobody's name and tell a meeting of three from three meetings of two, which arrows between
points cannot. (The form is known as PAOH: Valdivia and others, "Analyzing Dynamic Hypergraphs with Parallel
Aggregated Ordered Hypergraph Visualization", 2021.)
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from briefgen.render.document import Drawing, Label, Line, Shape
from briefgen.render.lettering import fitted, width
from briefgen.render.timeline import MONTHS, mark

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

MOST_PEOPLE = 40
MOST_LINES = 56

_WIDTH = 470.0  # points: the text of an A4 page; writers scale it
_ROW = 13.0
_BETWEEN_SIDES = 5.0
_TOP = 4.0
_SIZE, _SMALL = 8.5, 7.5
_MOST_SIDE, _MOST_NAME = 76.0, 118.0  # widths of the two columns of words, where lines need the rest
_ROOMY_STEP = 14.0  # from one meeting to the next, before names get more room
_GAP = 8.0
_WIDEST_STEP = 48.0  # from one meeting to the next
_RADIUS = 3.2
_FOOT = 22.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who takes part; ``key`` tells apart who bears the same name."""

    key: str
    name: str
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """A meeting of people, or ``count`` meetings of the same ones; ``mark`` is one of timeline.MARKS."""

    people: tuple[Person, ...]
    mark: str
    days: tuple[dt.date, dt.date] | None = None  # the first and the last, where they are known
    count: int = 1


def who_met_whom(encounters: Sequence[Encounter]) -> Drawing:
    """Return the drawing of meetings, at least one, in the order given."""
    rows = _Rows.of(encounters)
    grid = _Grid.of(rows, len(encounters))
    bottom = rows.bottom
    shapes = [*rows.shapes(grid.left), *(shape for shape in _lines(encounters, rows, grid))]
    words = list(_foot(encounters, grid, bottom))
    return Drawing(_WIDTH, round(bottom + (_FOOT if words else 4.0), 2), (*shapes, *words))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The people from top to bottom, those of one side beside each other."""

    people: tuple[Person, ...]
    heights: dict[str, float]  # by key: where a person's row is
    side_width: float
    name_width: float

    @classmethod
    def of(cls, encounters: Sequence[Encounter]) -> _Rows:
        met = Counter(person.key for encounter in encounters for person in encounter.people)
        known = {person.key: person for encounter in encounters for person in encounter.people}
        sides = Counter(known[key].side for key in met)
        weight = {side: max(met[p.key] for p in known.values() if p.side == side) for side in sides}

        def order(person: Person) -> tuple[bool, int, str, int, str, str]:
            side = person.side
            return side is None, -weight[side], side or "", -met[person.key], person.name, person.key

        people = tuple(sorted(known.values(), key=order))
        heights, y = {}, _TOP
        for number, person in enumerate(people):
            y += _BETWEEN_SIDES if number and person.side != people[number - 1].side else 0.0
            heights[person.key] = round(y + _ROW / 2, 2)
            y += _ROW
        sided = any(person.side for person in people)
        side_width = max(width(_told(person), _SMALL) for person in people) if sided else 0.0
        name_width = max(width(person.name, _SIZE) for person in people)
        side_width = min(side_width, _MOST_SIDE)
        spare = _WIDTH - side_width - 2 * _GAP - _ROOMY_STEP * len(encounters)
        return cls(people, heights, side_width, min(name_width, max(_MOST_NAME, spare)))

    @property
    def bottom(self) -> float:
        return max(self.heights.values()) + _ROW / 2

    def shapes(self, left: float) -> Iterator[Shape]:
        """Yield the names, the sides at the first of their people, and a thin line for each row."""
        name_end = left - _GAP
        for _, group in groupby(self.people, key=lambda person: person.side):
            members = list(group)
            for number, person in enumerate(members):
                y = self.heights[person.key]
                yield Line(left, y, _WIDTH, y, 0.5, "line")
                if number == 0 and self.side_width:
                    side = fitted(_told(person), self.side_width, _SMALL)
                    yield Label(0, y + _SMALL * 0.35, side, _SMALL, "start", "muted")
                name = fitted(person.name, self.name_width, _SIZE)
                yield Label(name_end, y + _SIZE * 0.35, name, _SIZE, "end", "text")


def _told(person: Person) -> str:
    return person.side or "side not stated"


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the lines of meetings stand, from left to right."""

    left: float  # of the first row's thin line
    step: float

    @classmethod
    def of(cls, rows: _Rows, lines: int) -> _Grid:
        left = rows.side_width + (_GAP if rows.side_width else 0.0) + rows.name_width + _GAP
        return cls(round(left, 2), min(_WIDEST_STEP, (_WIDTH - left) / lines))

    def x(self, number: int) -> float:
        return round(self.left + self.step * (number + 0.5), 2)


def _lines(encounters: Sequence[Encounter], rows: _Rows, grid: _Grid) -> Iterator[Shape]:
    radius = min(_RADIUS, grid.step * 0.36)
    for number, encounter in enumerate(encounters):
        x = grid.x(number)
        heights = sorted({rows.heights[person.key] for person in encounter.people})
        if len(heights) > 1:
            yield Line(x, heights[0], x, heights[-1], 1.4 if encounter.mark == "solid" else 0.7, "accent")
        for y in heights:
            yield from mark(encounter.mark, x, y, radius)


def _foot(encounters: Sequence[Encounter], grid: _Grid, bottom: float) -> Iterator[Shape]:
    """Yield what stands below the lines: how many meetings each is for, else when they are."""
    y = bottom + 13
    if any(encounter.count > 1 for encounter in encounters):
        for number, encounter in enumerate(encounters):
            text = str(encounter.count)
            size = min(_SMALL, grid.step / width(text, 1))
            yield Label(grid.x(number), y, text, round(size, 2), "middle", "muted")
        return
    for word, first, last in _times(encounters, grid):
        if width(word, _SMALL) <= last - first + grid.step - 2:
            half = grid.step * 0.3
            yield Line(first - half, bottom + 2, last + half, bottom + 2, 0.8, "muted")
            yield Label(round((first + last) / 2, 2), y, word, _SMALL, "middle", "muted")


def _times(encounters: Sequence[Encounter], grid: _Grid) -> list[tuple[str, float, float]]:
    """Return months, or years where months have no room, with the places of their first and last line."""
    found: list[tuple[str, float, float]] = []
    for named in (_month, _year):
        found = []
        for word, group in groupby(enumerate(encounters), key=lambda pair: named(pair[1].days)):
            numbers = [number for number, _ in group]
            found.append((word, grid.x(numbers[0]), grid.x(numbers[-1])))
        if all(width(word, _SMALL) <= last - first + grid.step - 2 for word, first, last in found):
            break
    return found


def _month(days: tuple[dt.date, dt.date] | None) -> str:
    if days and (days[0].year, days[0].month) == (days[1].year, days[1].month):
        return f"{MONTHS[days[0].month - 1]} {days[0].year}"
    return _year(days)


def _year(days: tuple[dt.date, dt.date] | None) -> str:
    if not days:
        return "undated"
    first, last = days[0].year, days[1].year
    return str(first) if first == last else f"{first}–{last}"
