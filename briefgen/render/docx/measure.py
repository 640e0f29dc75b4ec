"""How much room the paragraphs, rows and notes of a Word file take, by their styles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from docx.oxml.ns import qn

from briefgen.render.docx.oxml import PARAGRAPH, TABLE, Element, name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_W = {tag: name(f"w:{tag}") for tag in (
    "t", "br", "pPr", "rPr", "pStyle", "rStyle", "numPr", "ind", "spacing", "sz", "b", "keepNext", "keepLines", "pBdr",
    "val", "left", "right", "hanging", "before", "after", "line", "space", "styleId", "style", "basedOn", "type", "tr",
    "tc", "tblGrid", "gridCol", "w", "trPr", "cantSplit", "tblHeader", "id", "footnoteReference", "default",
    "docDefaults", "lvl", "ilvl", "abstractNum", "num", "abstractNumId", "numId", "instrText", "fldChar", "vertAlign",
)}  # fmt: skip
_EXTENT = qn("wp:extent")
_POINT = 20  # twentieths of a point
_EMU = 12_700  # in a point
_LINE = 1.15  # the height of a line of Arial, in its size
_WIDE = 0x2E80  # from here on characters are as wide as high
_CELL_SIDES, _CELL_ENDS = 198, 3.1  # of the table style: twentieths of a point, and points with half a line
_DEFAULT_SIZE = 22  # half points


@dataclass(frozen=True, slots=True)
class Shape:
    """The room of a paragraph or a row, in points: its lines, and the notes that each brings along."""

    lines: tuple[float, ...]
    notes: tuple[float, ...]
    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``head`` if it repeats."""

    element: Element
    shape: Shape
    head: bool


@dataclass(frozen=True, slots=True)
class _Style:
    """What the room of a paragraph depends on; points, and lines."""

    size: float = _DEFAULT_SIZE / 2
    bold: bool = False
    before: float = 0.0
    after: float = 0.0
    line: float = 1.0
    exact: float = 0.0  # the height of a line, where it does not depend on its content
    left: float = 0.0
    right: float = 0.0
    border: float = 0.0
    keep_next: bool = False
    keep_lines: bool = False


class Measure:
    """Measures the paragraphs and tables of one file; ``width`` is that of its text, in points."""

    def __init__(
        self, styles: Element, numbering: Element | None, notes: Element | None, width: float
    ) -> None:
        self._width = width
        self._styles = _read_styles(styles)
        self._default = next(
            (found.get(_W["styleId"]) or "" for found in styles if found.get(_W["default"]) and
             found.get(_W["type"]) == "paragraph"), "",
        )  # fmt: skip
        self._indents = dict(_read_indents(numbering)) if numbering is not None else {}
        self._direct: dict[tuple[str, str, str, str, bool], _Style] = {}
        self._notes: dict[str, float] = {}
        if notes is not None:
            self._notes = {note.get(_W["id"], ""): self._height(note, width) for note in notes}

    def paragraph(self, element: Element, width: float | None = None) -> Shape:
        """Return the room of a paragraph in a column."""
        style = self._style(element)
        room = (self._width if width is None else width) - style.left - style.right
        text, picture, marks = self._content(element)
        count, ends = _broken(text, room, style)
        lines = [style.exact or style.size * _LINE * style.line] * count
        lines[0] += picture
        notes = [0.0] * count
        for place, height in marks:
            at = next((line for line, end in enumerate(ends) if place <= end), count - 1)
            notes[at] += height
        return Shape(
            tuple(lines), tuple(notes), style.before, style.after + style.border, style.keep_next, style.keep_lines
        )  # fmt: skip

    def rows(self, table: Element) -> Iterator[Row]:
        """Yield the rows of a table with their room."""
        grid = table.find(_W["tblGrid"])
        widths = [int(column.get(_W["w"], "0")) for column in grid] if grid is not None else []
        for row in table.iterchildren(_W["tr"]):
            properties = row.find(_W["trPr"])
            whole = properties is not None and properties.find(_W["cantSplit"]) is not None
            head = properties is not None and properties.find(_W["tblHeader"]) is not None
            yield Row(row, replace(self._row(row, widths), whole=whole), head)

    def _row(self, row: Element, widths: Sequence[int]) -> Shape:
        """Return the lines of the tallest cell, with the notes of all."""
        tallest: tuple[float, ...] = (0.0,)
        notes = 0.0
        for cell, width in zip(row.iterchildren(_W["tc"]), widths, strict=False):
            shapes = list(self._shapes(cell, (width - _CELL_SIDES) / _POINT))
            notes += sum(sum(shape.notes) for shape in shapes)
            lines = _stacked(shapes)
            if sum(lines) > sum(tallest):
                tallest = lines
        ends = (
            tallest[0] + _CELL_ENDS,
            *tallest[1:-1],
            (tallest[-1] if len(tallest) > 1 else 0.0) + _CELL_ENDS,
        )
        return Shape(ends, (notes, *[0.0] * (len(ends) - 1)))

    def _shapes(self, parent: Element, width: float) -> Iterator[Shape]:
        for element in parent:
            if element.tag == PARAGRAPH:
                yield self.paragraph(element, width)
            elif element.tag == TABLE:
                yield from (row.shape for row in self.rows(element))

    def _height(self, parent: Element, width: float) -> float:
        return sum(_stacked(list(self._shapes(parent, width))))

    def _style(self, paragraph: Element) -> _Style:
        properties = paragraph.find(_W["pPr"])
        if properties is None:
            return self._styles.get(self._default, _Style())
        named, numbers = properties.find(_W["pStyle"]), properties.find(_W["numPr"])
        level, list_id = (found.get(_W["val"], "0") for found in numbers) if numbers is not None else ("", "")
        indent = properties.find(_W["ind"])
        key = (
            named.get(_W["val"], "") if named is not None else self._default,
            level,
            list_id,
            indent.get(_W["left"], "") if indent is not None else "",
            properties.find(_W["keepNext"]) is not None,
        )
        if key not in self._direct:
            self._direct[key] = self._directly(*key)
        return self._direct[key]

    def _directly(self, name: str, level: str, list_id: str, indent: str, keep_next: bool) -> _Style:
        """Return a style with what a paragraph says itself."""
        style = self._styles.get(name, _Style())
        if list_id:
            style = replace(style, left=self._indents.get((int(list_id), int(level)), style.left))
        if indent:
            style = replace(style, left=int(indent) / _POINT)
        return replace(style, keep_next=True) if keep_next else style

    def _content(self, paragraph: Element) -> tuple[str, float, list[tuple[int, float]]]:
        """Return the words, the height of a picture, and the notes with the places of their marks."""
        words: list[str] = []
        length, picture = 0, 0.0
        marks: list[tuple[int, float]] = []
        for found in paragraph.iter(_W["t"], _W["br"], _W["footnoteReference"], _EXTENT):
            if found.tag == _EXTENT:
                picture = max(picture, int(found.get("cy", "0")) / _EMU)
            elif found.tag == _W["footnoteReference"]:
                marks.append((length, self._notes.get(found.get(_W["id"], ""), 0.0)))
            else:
                words.append(found.text or "" if found.tag == _W["t"] else "\n")
                length += len(words[-1])
        return "".join(words), picture, marks


def _stacked(shapes: Sequence[Shape]) -> tuple[float, ...]:
    """Return the lines of shapes one below the other, with the space between them."""
    lines: list[float] = []
    after = 0.0
    for shape in shapes:
        gap = max(shape.before, after) if lines else shape.before
        lines += (shape.lines[0] + gap, *shape.lines[1:])
        after = shape.after
    if lines:
        lines[-1] += after
    return tuple(lines) or (0.0,)


def _broken(text: str, room: float, style: _Style) -> tuple[int, list[int]]:
    """Return how many lines a text takes, and the place in it where each ends."""
    ends: list[int] = []
    size, bold, space = style.size, style.bold, _width(" ", bold=style.bold) * style.size
    place = 0
    for part in text.split("\n"):
        used = 0.0
        for word in part.split(" "):
            width = _width(word, bold=bold) * size
            if used and used + width > room:
                ends.append(place)
                used = 0.0
            while width > room > size:  # a word that is broken itself
                ends.append(place)
                width -= room
            used += width + space
            place += len(word) + 1
        ends.append(place)
    return len(ends), ends


@lru_cache(maxsize=50_000)
def _width(word: str, *, bold: bool) -> float:
    """Return the width of a word for a size of one point."""
    from reportlab.pdfbase.pdfmetrics import stringWidth  # heavy

    wide = sum(character >= "\u2e80" for character in word)
    narrow = "".join(character for character in word if character < "\u2e80") if wide else word
    return wide + float(stringWidth(narrow, "Helvetica-Bold" if bold else "Helvetica", 1))


def _read_styles(styles: Element) -> Mapping[str, _Style]:
    """Return the paragraph styles by their ids, each with what it has from those it is based on."""
    elements = {found.get(_W["styleId"]) or "": found for found in styles.iterchildren(_W["style"])}
    found: dict[str, _Style] = {}
    defaults = _Style()
    for properties in styles.findall(f"{_W['docDefaults']}/*/*"):
        defaults = _changed(defaults, properties)

    def resolved(key: str, seen: frozenset[str]) -> _Style:
        if key in found or key in seen or key not in elements:
            return found.get(key, defaults)
        base = elements[key].find(_W["basedOn"])
        style = defaults if base is None else resolved(base.get(_W["val"], ""), seen | {key})
        for properties in elements[key].iterchildren(_W["pPr"], _W["rPr"]):
            style = _changed(style, properties)
        found[key] = style
        return style

    for key in elements:
        resolved(key, frozenset())
    return found


def _changed(style: _Style, properties: Element) -> _Style:
    """Return a style with what some properties of paragraphs or of text say."""
    for found in properties:
        if found.tag == _W["sz"]:
            style = replace(style, size=int(found.get(_W["val"], "0")) / 2)
        elif found.tag == _W["b"]:
            style = replace(style, bold=_is_on(found))
        elif found.tag == _W["keepNext"]:
            style = replace(style, keep_next=_is_on(found))
        elif found.tag == _W["keepLines"]:
            style = replace(style, keep_lines=_is_on(found))
        elif found.tag == _W["ind"]:
            style = replace(
                style, left=_points(found, "left", style.left), right=_points(found, "right", style.right)
            )
        elif found.tag == _W["pBdr"]:
            style = replace(style, border=sum(_border(side) for side in found))
        elif found.tag == _W["spacing"] and properties.tag == _W["pPr"]:
            style = _spaced(style, found)
    return style


def _spaced(style: _Style, spacing: Element) -> _Style:
    style = replace(
        style, before=_points(spacing, "before", style.before), after=_points(spacing, "after", style.after)
    )
    line = spacing.get(_W["line"])
    if line is None:
        return style
    if spacing.get(name("w:lineRule"), "auto") == "auto":
        return replace(style, line=int(line) / 240, exact=0.0)
    return replace(style, exact=int(line) / _POINT)


def _border(side: Element) -> float:
    """Return the height that a line above or below a paragraph takes."""
    is_beside = side.tag in {name("w:left"), name("w:right")}
    return 0.0 if is_beside else float(side.get(_W["space"], "0")) + int(side.get(name("w:sz"), "0")) / 8


def _points(element: Element, key: str, default: float) -> float:
    value = element.get(_W[key])
    return default if value is None else int(value) / _POINT


def _is_on(element: Element) -> bool:
    return element.get(_W["val"], "1") not in {"0", "false", "off"}


def _read_indents(numbering: Element) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield the left indents of lists by the number of the list and the level."""
    levels = {
        definition.get(_W["abstractNumId"]): {
            int(level.get(_W["ilvl"], "0")): _points(indent, "left", 0.0)
            for level in definition.iterchildren(_W["lvl"])
            if (indent := level.find(f"{_W['pPr']}/{_W['ind']}")) is not None
        }
        for definition in numbering.iterchildren(_W["abstractNum"])
    }
    for found in numbering.iterchildren(_W["num"]):
        definition = found.find(_W["abstractNumId"])
        if definition is not None:
            for level, left in levels.get(definition.get(_W["val"]), {}).items():
                yield (int(found.get(_W["numId"], "0")), level), left
