"""Tables of a Word file: widths by content, header rows that repeat, rows that stay whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefgen.render.document import Block, Cell, Heading, Paragraph, Row, Table
from briefgen.render.docx_xml import element, value
from briefgen.render.outline import plain, walk

_EQUAL = frozenset({"positions"})  # roles whose columns are of one width
_LABELS = frozenset({"header", "details"})  # roles whose first column holds labels
_LABEL_SHARE = 0.24
_LONGEST = 48  # characters beyond which a cell gives its column no more weight
_LONGEST_WORD = 16  # characters beyond which a word may be broken
_CHARACTER = 125  # twentieths of a point that a character of a table takes, amply
_MARGINS = 200  # of a cell, both sides together
_WHOLE_ROW = 500  # characters up to which a row is kept on one page

CellWriter = Callable[[Sequence[Block], bool, int], str]


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


def table_xml(table: Table, widths: Sequence[int], indent: int, cell: CellWriter) -> str:
    """Return a table; ``cell`` writes the content of a cell of a given width."""
    labelled = all(row.cells[0].header for row in table.body)
    look = _look(first_row=bool(table.head), first_column=labelled)
    properties = (
        value("w:tblStyle", "BriefTable")
        + element("w:tblW", {"w:w": sum(widths), "w:type": "dxa"})
        + (element("w:tblInd", {"w:w": indent, "w:type": "dxa"}) if indent else "")
        + element("w:tblLayout", {"w:type": "fixed"})
        + element("w:tblLook", look)
        + (value("w:tblCaption", plain(table.caption)) if table.caption else "")
    )
    grid = "".join(element("w:gridCol", {"w:w": width}) for width in widths)
    rows = [_row(row, widths, cell, head=True) for row in table.head]
    rows += [_row(row, widths, cell, head=False) for row in table.body]
    content = element("w:tblPr", None, properties) + element("w:tblGrid", None, grid) + "".join(rows)
    return element("w:tbl", None, content)


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


def _row(row: Row, widths: Sequence[int], cell: CellWriter, *, head: bool) -> str:
    properties = element("w:cantSplit") if sum(map(_length, row.cells)) <= _WHOLE_ROW else ""
    properties += element("w:tblHeader") if head else ""
    cells = "".join(_cell(part, width, cell) for part, width in zip(row.cells, widths, strict=True))
    return element("w:tr", None, (element("w:trPr", None, properties) if properties else "") + cells)


def _cell(part: Cell, width: int, cell: CellWriter) -> str:
    properties = element("w:tcPr", None, element("w:tcW", {"w:w": width, "w:type": "dxa"}))
    return element("w:tc", None, properties + cell(part.blocks, part.header, width))


def _length(cell: Cell) -> int:
    return sum(map(len, _texts(cell)))


def _texts(cell: Cell) -> list[str]:
    """Return the words of a cell's paragraphs."""
    return [plain(block.children) for block in walk(cell.blocks) if isinstance(block, Heading | Paragraph)]
