"""The grid that tables and panels are made of.

The layout library's own table is not used, because it cannot split a row of any height
over pages in all cases; a grid here always can.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.platypus import Flowable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.lib.colors import Color

    from briefgen.render.pdf.canvas import TaggedCanvas

_KEEP_WHOLE = 200.0  # a lower row is moved to the next page rather than split
_SHORT = 225.0  # points: the most that is kept whole
_WORTH_STARTING = 60.0  # in less room than this a row is not begun


@dataclass(frozen=True, slots=True, kw_only=True)
class GridLook:
    """Paddings of the cells in points, and the colours of fills and rules (None is without)."""

    pad_x: float = 5.0
    pad_y: float = 4.0
    outer_pad: bool = True  # whether the outermost cells are padded at the outer side
    fill: Color | None = None
    head_fill: Color | None = None
    rule: Color | None = None
    frame_rule: Color | None = None  # above and below the whole, and below the head
    side_bar: Color | None = None


@dataclass(slots=True)
class GridRow:
    """A row: per column the flowables of its cell. ``open`` rows go on in the next row."""

    cells: list[list[Flowable]]
    open: bool = False
    height: float | None = None


class Grid(Flowable):
    """Rows of cells that flow over pages; the head is drawn again on every page, as an artifact."""

    canv: TaggedCanvas

    def __init__(
        self,
        *,
        head: list[GridRow],
        rows: list[GridRow],
        widths: list[float],
        look: GridLook,
        left: float = 0.0,
        whole: bool = False,
    ) -> None:
        super().__init__()
        self.whole = whole  # whether it is kept on one page with what leads to it, if it is short
        self.head, self.rows, self.widths, self.look, self.left = head, rows, widths, look, left
        self.spaceBefore, self.spaceAfter = 4.0, 9.0
        self.closed = True  # whether the last row ends the grid
        self.goes_on = False  # whether the head stands on a page before

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: ARG002, N803
        """Return the size of the whole grid, whatever there is room for."""
        self._settle_head()
        self.width = self.left + sum(self.widths)
        self.height = self._head_height() + sum(self._height(row) for row in self.rows)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: ARG002, N803
        """Return the part that fits and the rest, or nothing if too little fits to begin here."""
        self._settle_head()
        room = availHeight - self._head_height()
        for index, row in enumerate(self.rows):
            if self._height(row) > room:
                return self._split_at(index, room)
            room -= self._height(row)
        return [self]

    def draw(self) -> None:
        """Draw head and rows from the top."""
        top = self.height
        if self.goes_on:
            with self.canv.artifact():
                top = self._draw_head(top)
        else:
            top = self._draw_head(top)
        for row in self.rows:
            last = self.closed and row is self.rows[-1]
            top = self._draw_row(row, top, fill=self.look.fill, last=last)
        if self.look.frame_rule is not None:
            self._line(self.height, self.look.frame_rule, 0.7)

    def _draw_head(self, top: float) -> float:
        for row in self.head:
            top = self._draw_row(row, top, fill=self.look.head_fill, last=row is self.head[-1])
        return top

    def start_height(self) -> float:
        """Return the room that the head and the start of the first row ask for."""
        self._settle_head()
        height = sum(self._height(row) for row in self.rows) if self.whole else 0.0
        if 0.0 < height <= _SHORT:
            return height
        first = self._height(self.rows[0]) if self.rows else 0.0
        return self._head_height() + min(first, _WORTH_STARTING)

    def _settle_head(self) -> None:
        """Make a head that would fill every page part of the rows, so that it is not repeated."""
        if self._head_height() > _KEEP_WHOLE:
            self.head, self.rows = [], self.head + self.rows

    def _head_height(self) -> float:
        return sum(self._height(row) for row in self.head)

    def _split_at(self, index: int, room: float) -> list[Flowable]:
        row = self.rows[index]
        if self._height(row) > _KEEP_WHOLE and room >= _WORTH_STARTING:
            halves = self._split_row(row, room)
            if halves is not None:
                first, rest = halves
                return self._parts([*self.rows[:index], first], [rest, *self.rows[index + 1 :]], closed=False)
        if index == 0:
            return []
        return self._parts(self.rows[:index], self.rows[index:], closed=True)

    def _parts(self, first: list[GridRow], rest: list[GridRow], *, closed: bool) -> list[Flowable]:
        return [
            self._part(first, closed=closed, goes_on=self.goes_on),
            self._part(rest, closed=self.closed, goes_on=True),
        ]

    def _part(self, rows: list[GridRow], *, closed: bool, goes_on: bool) -> Grid:
        part = Grid(head=self.head, rows=rows, widths=self.widths, look=self.look, left=self.left)
        part.spaceBefore, part.spaceAfter, part.closed = self.spaceBefore, self.spaceAfter, closed
        part.goes_on = goes_on
        return part

    def _split_row(self, row: GridRow, room: float) -> tuple[GridRow, GridRow] | None:
        inner = room - 2 * self.look.pad_y
        halves = [
            split_stack(cell, self._inner_width(column), inner) for column, cell in enumerate(row.cells)
        ]
        if not any(first for first, _ in halves):
            return None
        return (
            GridRow([first for first, _ in halves], open=True),
            GridRow([rest for _, rest in halves], open=row.open),
        )

    def _height(self, row: GridRow) -> float:
        if row.height is None:
            heights = [stack_height(cell, self._inner_width(column)) for column, cell in enumerate(row.cells)]
            row.height = max(heights, default=0.0) + 2 * self.look.pad_y
        return row.height

    def _inner_width(self, column: int) -> float:
        return self.widths[column] - sum(self._pads(column))

    def _pads(self, column: int) -> tuple[float, float]:
        pad = min(self.look.pad_x, self.widths[column] / 6)
        first, last = column == 0, column == len(self.widths) - 1
        outer = pad if self.look.outer_pad else 0.0
        return (outer if first else pad), (outer if last else pad)

    def _draw_row(self, row: GridRow, top: float, *, fill: Color | None, last: bool) -> float:
        bottom = top - self._height(row)
        if fill is not None:
            self._fill(bottom, top, fill)
        if self.look.side_bar is not None:
            self._bar(bottom, top, self.look.side_bar)
        x = self.left
        for column, cell in enumerate(row.cells):
            self._draw_stack(
                cell, x + self._pads(column)[0], top - self.look.pad_y, self._inner_width(column)
            )
            x += self.widths[column]
        strong = last and self.look.frame_rule is not None
        rule = self.look.frame_rule if strong else self.look.rule
        if rule is not None and not row.open:
            self._line(bottom, rule, 0.7 if strong else 0.4)
        return bottom

    def _draw_stack(self, cell: list[Flowable], x: float, top: float, width: float) -> None:
        previous: Flowable | None = None
        for flowable in cell:
            top -= _gap(previous, flowable)
            _, height = flowable.wrapOn(self.canv, width, _BOUNDLESS)
            top -= height
            flowable.drawOn(self.canv, x, top)
            previous = flowable

    def _fill(self, bottom: float, top: float, color: Color) -> None:
        self.canv.saveState()
        self.canv.setFillColor(color)
        self.canv.rect(self.left, bottom, sum(self.widths), top - bottom, stroke=0, fill=1)
        self.canv.restoreState()

    def _bar(self, bottom: float, top: float, color: Color) -> None:
        self.canv.saveState()
        self.canv.setFillColor(color)
        self.canv.rect(self.left, bottom, 2.4, top - bottom, stroke=0, fill=1)
        self.canv.restoreState()

    def _line(self, y: float, color: Color, width: float) -> None:
        self.canv.saveState()
        self.canv.setStrokeColor(color)
        self.canv.setLineWidth(width)
        self.canv.line(self.left, y, self.left + sum(self.widths), y)
        self.canv.restoreState()


# ── stacks: flowables one above the other ────────────────────────────────────

_BOUNDLESS = 1e6


def stack_height(stack: Sequence[Flowable], width: float) -> float:
    """Return the height of a stack at a width, with the space between its flowables."""
    total = 0.0
    previous: Flowable | None = None
    for flowable in stack:
        total += _gap(previous, flowable) + flowable.wrap(width, _BOUNDLESS)[1]
        previous = flowable
    return total


def split_stack(
    stack: Sequence[Flowable], width: float, room: float
) -> tuple[list[Flowable], list[Flowable]]:
    """Return what of a stack fits in ``room`` points of height, and the rest."""
    taken: list[Flowable] = []
    for index, flowable in enumerate(stack):
        room -= _gap(taken[-1] if taken else None, flowable)
        height = flowable.wrap(width, _BOUNDLESS)[1]
        if height > room:
            parts = flowable.split(width, room) if room > 0 else []
            rest = [*parts[1:], *stack[index + 1 :]] if parts else list(stack[index:])
            return [*taken, *parts[:1]], rest
        taken.append(flowable)
        room -= height
    return taken, []


def _gap(above: Flowable | None, below: Flowable) -> float:
    if above is None:
        return 0.0
    return max(float(above.getSpaceAfter()), float(below.getSpaceBefore()))
