"""The lists of a Word file: what their marks look like, and an instance for each numbered list."""

from __future__ import annotations

from enum import Enum
from typing import Any

from docx.oxml.ns import qn

from briefgen.render.docx.oxml import Element, add, add_value, new

_LEVELS = 6
_STEP = 340  # twentieths of a point by which each level is indented: 6 mm


class Marks(Enum):
    """The kinds of list, by the name of their definition in the file."""

    BULLETS = "briefgen bullets"
    NUMBERS = "briefgen numbers"
    SOURCES = "briefgen sources"
    EVIDENCE = "briefgen evidence"
    CELL_BULLETS = "briefgen cell bullets"


_TEXTS = {
    Marks.BULLETS: "•",
    Marks.NUMBERS: "%{level}.",
    Marks.SOURCES: "[%{level}]",
    Marks.EVIDENCE: "–",
    Marks.CELL_BULLETS: "•",
}
_NUMBERED = frozenset({Marks.NUMBERS, Marks.SOURCES})
_HEADING_WIDTHS = (510, 680, 850)  # of the numbers of headings, by level
_WIDTHS = {Marks.SOURCES: 510, Marks.CELL_BULLETS: 200}


class Lists:
    """The lists of one file, found by their names; numbered ones start anew each time."""

    def __init__(self, numbering: Any) -> None:
        self._numbering = numbering
        self._definitions: dict[str, int] = {
            found.find(qn("w:name")).get(qn("w:val")): int(found.get(qn("w:abstractNumId")))
            for found in numbering.xpath("w:abstractNum[w:name]")
        }
        self._instances: dict[int, int] = {
            found.abstractNumId.val: found.numId for found in reversed(numbering.num_lst)
        }

    def instance(self, marks: Marks, level: int = 0) -> int:
        """Return the id of an instance of such a list that stands at ``level``."""
        definition = self._definitions[marks.value]
        if marks not in _NUMBERED:
            return self._instances[definition]
        number = self._numbering.add_num(definition)
        number.add_lvlOverride(ilvl=level).add_startOverride(1)
        return int(number.numId)


def define_lists(numbering: Any) -> None:
    """Put the definition of each kind of list into a numbering part, with one instance."""
    taken = map(int, numbering.xpath("w:abstractNum/@w:abstractNumId"))
    first = max(taken, default=0) + 1
    for number, marks in enumerate(Marks, first):
        definition = _definition(number, marks)
        if numbering.num_lst:
            numbering.num_lst[0].addprevious(definition)  # the schema wants all definitions first
        else:
            numbering.append(definition)
    for number, _ in enumerate(Marks, first):
        numbering.add_num(number)


def _definition(id: int, marks: Marks) -> Element:
    definition = new("w:abstractNum", {"w:abstractNumId": id})
    add_value(definition, "w:multiLevelType", "hybridMultilevel")
    add_value(definition, "w:name", marks.value)
    for level in range(_LEVELS):
        _add_level(definition, marks, level)
    return definition


def _add_level(definition: Element, marks: Marks, level: int) -> None:
    item = add(definition, "w:lvl", {"w:ilvl": level})
    add_value(item, "w:start", 1)
    add_value(item, "w:numFmt", "decimal" if marks in _NUMBERED else "bullet")
    add_value(item, "w:lvlText", _TEXTS[marks].replace("{level}", str(level + 1)))
    add_value(item, "w:lvlJc", "left")
    indent = {"w:left": left_indent(marks, level), "w:hanging": _WIDTHS.get(marks, _STEP)}
    add(add(item, "w:pPr"), "w:ind", indent)


def number_headings(numbering: Any, styles: Any) -> None:
    """Put headings of the first three levels into one list: 1, 1.1, 1.1.1."""
    number = max(map(int, numbering.xpath("w:abstractNum/@w:abstractNumId")), default=0) + 1
    definition = new("w:abstractNum", {"w:abstractNumId": number})
    add_value(definition, "w:multiLevelType", "multilevel")
    add_value(definition, "w:name", "briefgen headings")
    for level, width in enumerate(_HEADING_WIDTHS):
        item = add(definition, "w:lvl", {"w:ilvl": level})
        add_value(item, "w:start", 1)
        add_value(item, "w:numFmt", "decimal")
        add_value(item, "w:pStyle", styles[f"Heading {level + 1}"].style_id)
        add_value(item, "w:lvlText", ".".join(f"%{count + 1}" for count in range(level + 1)))
        add_value(item, "w:lvlJc", "left")
        add(add(item, "w:pPr"), "w:ind", {"w:left": width, "w:hanging": width})
    numbering.num_lst[0].addprevious(definition)
    list_id = numbering.add_num(number).numId
    for level in range(len(_HEADING_WIDTHS)):
        properties = styles[f"Heading {level + 1}"].element.get_or_add_pPr().get_or_add_numPr()
        properties.clear()
        if level:
            add_value(properties, "w:ilvl", level)
        add_value(properties, "w:numId", list_id)


def left_indent(marks: Marks, level: int) -> int:
    """Return where the text of a level begins, in twentieths of a point."""
    width = _WIDTHS.get(marks, _STEP)
    if marks is Marks.EVIDENCE:
        return _WIDTHS[Marks.SOURCES] + width * max(level, 1)
    return width * (level + 1)
