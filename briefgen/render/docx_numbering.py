"""The lists of a Word file: what their marks look like, and one instance for each numbered list."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from briefgen.render.docx_xml import element, part, value

_LEVELS = 6
_STEP = 340  # twentieths of a point by which each level is indented: 6 mm


class Marks(IntEnum):
    """The kinds of list, by the id of their definition."""

    BULLETS = 1
    NUMBERS = 2
    SOURCES = 3
    EVIDENCE = 4
    CELL_BULLETS = 5


_TEXTS = {Marks.BULLETS: "•", Marks.NUMBERS: "%{level}.", Marks.EVIDENCE: "–", Marks.CELL_BULLETS: "•"}
_WIDTHS = {Marks.SOURCES: 510, Marks.CELL_BULLETS: 200}


@dataclass(slots=True)
class Lists:
    """Hands out list instances; numbered ones start anew each time."""

    instances: list[Marks] = field(default_factory=lambda: list(Marks))

    def instance(self, marks: Marks) -> int:
        """Return the id of an instance of such a list."""
        if marks not in {Marks.NUMBERS, Marks.SOURCES}:
            return int(marks)
        self.instances.append(marks)
        return len(self.instances)

    def xml(self) -> bytes:
        """Return the numbering part."""
        definitions = "".join(_definition(marks) for marks in Marks)
        instances = "".join(_instance(number, marks) for number, marks in enumerate(self.instances, 1))
        return part("w:numbering", definitions + instances)


def _definition(marks: Marks) -> str:
    levels = "".join(_level(marks, level) for level in range(_LEVELS))
    kind = value("w:multiLevelType", "hybridMultilevel")
    return element("w:abstractNum", {"w:abstractNumId": int(marks)}, kind + levels)


def _level(marks: Marks, level: int) -> str:
    numbered = marks in {Marks.NUMBERS, Marks.SOURCES}
    text = f"[%{level + 1}]" if marks is Marks.SOURCES else _TEXTS[marks].replace("{level}", str(level + 1))
    indent = {"w:left": left_indent(marks, level), "w:hanging": _WIDTHS.get(marks, _STEP)}
    content = (
        value("w:start", 1)
        + value("w:numFmt", "decimal" if numbered else "bullet")
        + value("w:lvlText", text)
        + value("w:lvlJc", "left")
        + element("w:pPr", None, element("w:ind", indent))
    )
    return element("w:lvl", {"w:ilvl": level}, content)


def left_indent(marks: Marks, level: int) -> int:
    """Return where the text of a level begins, in twentieths of a point."""
    width = _WIDTHS.get(marks, _STEP)
    if marks is Marks.EVIDENCE:
        return _WIDTHS[Marks.SOURCES] + width * max(level, 1)
    return width * (level + 1)


def _instance(number: int, marks: Marks) -> str:
    override = ""
    if number > len(Marks):
        override = element("w:lvlOverride", {"w:ilvl": 0}, value("w:startOverride", 1))
    return element("w:num", {"w:numId": number}, value("w:abstractNumId", int(marks)) + override)
