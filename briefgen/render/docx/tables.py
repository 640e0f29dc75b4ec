"""Tables of a Word file: widths by content, header rows that repeat, rows that stay whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from briefgen.render.document import Cell, Heading, Paragraph, Row, Table
from briefgen.render.docx.oxml import Element, add, add_value, legal
from briefgen.render.outline import plain, walk

_EQUAL = frozenset({"positions"})  # roles whose columns are of one width
_LABELS = frozenset({"header", "details"})  # roles whose first column holds labels
_LABEL_SHARE = 0.24
_LONGEST = 48  # characters beyond which a cell gives its column no more weight
_LONGEST_WORD = 16  # characters beyond which a word may be broken
_CHARACTER = 125  # twentieths of a point that a character of a table takes, amply
_MARGINS = 200  # of a cell, both sides together
_WHOLE_ROW = 500  # characters up to which a row is kept on one page

CellWriter: TypeAlias = Callable[[Element, Cell, bool, int], None]
"""Writes the content of a cell: does its row repeat, and how wide is it?"""


def column_widths(table: Table, total: int) -> tuple[int, ...]:
    """Return the widths of the columns, which add up to ``total``.

    Each is as wide as its longest word; what is left over goes to the columns by the
    length of what stands in them.
    """
    rows = (*table.head, *table.body)
    columns = len(rows[0].cells)
    if table.role in _LABELS and columns == 2:
        return _parted(total, [_LABEL_SHARE, 1 - _LABEL_SHARE])
    if table.role in _EQUAL:
        return _parted(total, [1.0] * columns)
    texts = [[text for row in rows for text in _texts(row.cells[column])] for column in range(columns)]
    least = [_MARGINS + _CHARACTER * min(_longest_word(column), _LONGEST_WORD) for column in texts]
    spare = total - sum(least)
    if spare <= 0:
        return _parted(total, [float(width) for width in least])
    weights = [float(min(max(map(len, column), default=1) + 1, _LONGEST)) for column in texts]
    return _parted(
        total, [width + extra for width, extra in zip(least, _parted(spare, weights), strict=True)]
    )


def _parted(total: int, shares: Sequence[float]) -> tuple[int, ...]:
    """Divide a width in proportion; the last column takes what rounding leaves."""
    widths = [int(total * share / sum(shares)) for share in shares[:-1]]
    return (*widths, total - sum(widths))


def _longest_word(texts: Sequence[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=1)


def add_table(
    parent: Element,
    table: Table,
    widths: Sequence[int],
    write_cell: CellWriter,
    *,
    style: str,
    text: str,
    indent: int = 0,
) -> None:
    """Add a table; ``style`` is the id of its style, ``text`` its title for a screen reader.

    The rows are made here one after the other: python-docx looks a table's grid up anew
    for each cell that one asks it for.
    """
    element = add(parent, "w:tbl")
    properties = add(element, "w:tblPr")
    add_value(properties, "w:tblStyle", style)
    add(properties, "w:tblW", {"w:w": sum(widths), "w:type": "dxa"})
    if indent:
        add(properties, "w:tblInd", {"w:w": indent, "w:type": "dxa"})
    add(properties, "w:tblLayout", {"w:type": "fixed"})
    labelled = all(row.cells[0].header for row in table.body)
    add(properties, "w:tblLook", _look(first_row=bool(table.head), first_column=labelled))
    if text:
        add_value(properties, "w:tblCaption", legal(text))
    grid = add(element, "w:tblGrid")
    for width in widths:
        add(grid, "w:gridCol", {"w:w": width})
    for row in table.head:
        _add_row(element, row, widths, write_cell, head=True)
    for row in table.body:
        _add_row(element, row, widths, write_cell, head=False)


def _look(*, first_row: bool, first_column: bool) -> dict[str, str | int]:
    """Say which parts of the table style apply; the bits are for older readers."""
    bits = 0x0600 | 0x0020 * first_row | 0x0080 * first_column
    parts = {
        "firstRow": first_row,
        "lastRow": False,
        "firstColumn": first_column,
        "lastColumn": False,
        "noHBand": True,
        "noVBand": True,
    }
    return {"w:val": f"{bits:04X}", **{f"w:{name}": int(applies) for name, applies in parts.items()}}


def _add_row(table: Element, row: Row, widths: Sequence[int], write_cell: CellWriter, *, head: bool) -> None:
    element = add(table, "w:tr")
    whole = sum(map(_length, row.cells)) <= _WHOLE_ROW
    if whole or head:
        properties = add(element, "w:trPr")
        if whole:
            add(properties, "w:cantSplit")
        if head:
            add(properties, "w:tblHeader")
    for cell, width in zip(row.cells, widths, strict=True):
        content = add(element, "w:tc")
        add(add(content, "w:tcPr"), "w:tcW", {"w:w": width, "w:type": "dxa"})
        write_cell(content, cell, head, width)


def _length(cell: Cell) -> int:
    return sum(map(len, _texts(cell)))


def _texts(cell: Cell) -> list[str]:
    """Return the words of a cell's paragraphs."""
    return [plain(block.children) for block in walk(cell.blocks) if isinstance(block, Heading | Paragraph)]
