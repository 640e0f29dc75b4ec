"""On which page each place of a Word file stands, as near as can be told without a word processor.

Lines are broken with the widths of Helvetica, which are those of Arial and of Liberation Sans;
paragraphs keep with the next, keep together and leave no widows as their styles say, rows stay
whole as they are marked, and notes take room on the page of their mark.  Word and LibreOffice
themselves differ by a line here and there, so a place near the edge of a page can be one off.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.render.docx.oxml import PARAGRAPH, TABLE, Element, name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.render.docx.measure import Measure, Shape

_BOOKMARK, _BOOKMARK_NAME = name("w:bookmarkStart"), name("w:name")
_SEPARATOR = 6.5  # points that the line above the notes takes
_NOTE = 11.0  # points of a note that stand on the page of its mark at least; the rest may follow
_LEAST = 2  # lines of a paragraph that stand together at the end or the beginning of a page


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a file: the page of each bookmark, and how many there are."""

    of: Mapping[str, int]
    total: int


def paginate(body: Element, measure: Measure, height: float) -> Pages:
    """Return where the bookmarks of a body come to stand; ``height`` is that of the text, in points."""
    layout = _Layout(height)
    blocks = list(_blocks(body, measure))
    for place, block in enumerate(blocks):
        if block.keep_next:
            layout.keep(_kept(blocks, place))
        layout.place(block)
    return Pages(layout.found, layout.page)


@dataclass(frozen=True, slots=True)
class _Block:
    """What is laid at once: a paragraph or a row, in lines; ``repeated`` is the room of its heading rows."""

    shape: Shape
    keep_next: bool
    whole: bool
    is_row: bool
    bookmarks: tuple[str, ...]
    repeated: float = 0.0

    @property
    def least(self) -> float:
        """The height of the least part that can stand at the end of a page, with its notes."""
        shape = self.shape
        count = len(shape.lines) if self.whole or len(shape.lines) <= _LEAST + 1 else _LEAST
        return shape.before + sum(shape.lines[:count]) + sum(shape.notes[:count])


def _blocks(body: Element, measure: Measure) -> Iterator[_Block]:
    waiting: tuple[str, ...] = ()
    for element in body:
        if element.tag == PARAGRAPH:
            shape = measure.paragraph(element)
            marks = waiting + _bookmarks(element)
            yield _Block(shape, shape.keep_next, shape.whole, False, marks)
            waiting = ()
        elif element.tag == TABLE:
            yield from _rows(element, measure)
        elif element.tag == _BOOKMARK:
            waiting += (element.get(_BOOKMARK_NAME, ""),)


def _rows(table: Element, measure: Measure) -> Iterator[_Block]:
    repeated = 0.0
    for row in measure.rows(table):
        if row.head:
            repeated += sum(row.shape.lines)
        marks = _bookmarks(row.element)
        yield _Block(row.shape, row.head, row.shape.whole, True, marks, 0.0 if row.head else repeated)


def _bookmarks(element: Element) -> tuple[str, ...]:
    return tuple(found.get(_BOOKMARK_NAME, "") for found in element.iter(_BOOKMARK))


def _kept(blocks: Sequence[_Block], place: int) -> float:
    """Return the height that a block takes with those that it keeps with."""
    total = 0.0
    for block in blocks[place:]:
        if not block.keep_next:
            return total + block.least
        total += block.shape.before + sum(block.shape.lines) + sum(block.shape.notes)
    return total


@dataclass(slots=True)
class _Layout:
    """The page in hand: how much of it is taken, by text and by notes."""

    height: float
    page: int = 1
    found: dict[str, int] = field(default_factory=dict)
    _top: float = 0.0
    _notes: float = 0.0
    _after: float = 0.0  # the space below the last paragraph
    _carried: float = 0.0  # of notes, over to the next page

    def keep(self, height: float) -> None:
        """Begin a page where what keeps together would not fit, if it fits on one."""
        if self._top and self._top + self._notes + height > self.height >= height:
            self._turn()

    def place(self, block: _Block) -> None:
        """Lay a block, over as many pages as it needs."""
        shape = block.shape
        before = max(shape.before, self._after) if self._top else 0.0
        fitting = self._fitting(shape, before)
        if fitting < len(shape.lines):
            fitting = self._allowed(block, fitting)
        if not fitting and self._top:
            self._turn(block.repeated)
            before, fitting = 0.0, self._fitting(shape, 0.0)
            if fitting < len(shape.lines):
                fitting = max(self._allowed(block, fitting, forced=True), 1)
        for bookmark in block.bookmarks:
            self.found[bookmark] = self.page
        self._top += before
        self._lay(shape, fitting, block.repeated)
        self._after = shape.after

    def _lay(self, shape: Shape, first: int, repeated: float) -> None:
        for place, (line, notes) in enumerate(zip(shape.lines, shape.notes, strict=True)):
            if place >= first and self._top + line + self._room(min(notes, _NOTE)) > self.height:
                self._turn(repeated)
            self._top += line
            self._notes = self._room(notes)
            excess = self._top + self._notes - self.height
            if excess > 0 and notes:
                self._notes -= excess
                self._carried += excess

    def _room(self, notes: float) -> float:
        """Return the room that all notes of the page take with more of them."""
        return self._notes + notes + (_SEPARATOR if notes and not self._notes else 0.0)

    def _fitting(self, shape: Shape, before: float) -> int:
        """Return how many of the lines fit on what is left of the page."""
        top, notes = self._top + before, self._notes
        for place, (line, more) in enumerate(zip(shape.lines, shape.notes, strict=True)):
            separator = _SEPARATOR if more and not notes else 0.0
            top += line
            if top + notes + separator + min(more, _NOTE) > self.height:
                return place
            notes += separator + more
        return len(shape.lines)

    @staticmethod
    def _allowed(block: _Block, fitting: int, *, forced: bool = False) -> int:
        """Return how many lines may stay where not all do."""
        if block.whole and not forced:
            return 0
        if block.is_row:
            return fitting
        allowed = min(fitting, len(block.shape.lines) - _LEAST)
        return allowed if allowed >= _LEAST else 0

    def _turn(self, repeated: float = 0.0) -> None:
        self.page += 1
        self._top, self._notes, self._after = repeated, 0.0, 0.0
        if self._carried:
            self._notes, self._carried = self._carried + _SEPARATOR, 0.0
