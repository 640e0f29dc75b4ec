"""WordprocessingML elements for which python-docx has no interface, or only a slow one.

Elements are made by python-docx's parser, so they are its own and go wherever its API
takes them.  Names carry their prefix ("w:p").  Children come in the order of the schema
(ECMA-376, part 1, annex A); Word refuses files that do not keep it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import SubElement, _Element

if TYPE_CHECKING:
    from collections.abc import Mapping

Element: TypeAlias = _Element

name = cache(qn)
"""A prefixed name → the name as lxml knows it."""

TABLE = name("w:tbl")
PARAGRAPH = name("w:p")
_SPACE = name("xml:space")

# All but the characters that XML 1.0 (section 2.2) allows.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Return the text without the characters that no XML file can hold."""
    if text.isprintable():
        return text
    return _ILLEGAL.sub("", text)


def new(tag: str, attributes: Mapping[str, str | int] | None = None) -> Element:
    """Return an element that stands alone as yet."""
    return OxmlElement(tag, _attributes(attributes))


def add(parent: Element, tag: str, attributes: Mapping[str, str | int] | None = None) -> Element:
    """Return an element newly put at the end of ``parent``."""
    return SubElement(parent, name(tag), _attributes(attributes))


def add_value(parent: Element, tag: str, value: str | int) -> Element:
    """Return a new last child whose whole meaning is its ``w:val``."""
    return SubElement(parent, name(tag), {name("w:val"): str(value)})


def _attributes(attributes: Mapping[str, str | int] | None) -> dict[str, str]:
    return {name(key): str(value) for key, value in attributes.items()} if attributes else {}


def add_paragraph(
    parent: Element,
    style: str | None = None,
    *,
    keep_next: bool = False,
    numbering: tuple[int, int] | None = None,
    indent: int = 0,
) -> Element:
    """Return a new paragraph.

    ``style`` is the id of a style, ``numbering`` a list instance with a level, ``indent``
    the left indent in twentieths of a point.
    """
    paragraph = add(parent, "w:p")
    if style or keep_next or numbering or indent:
        properties = add(paragraph, "w:pPr")
        if style:
            add_value(properties, "w:pStyle", style)
        if keep_next:
            add(properties, "w:keepNext")
        if numbering:
            number = add(properties, "w:numPr")
            add_value(number, "w:ilvl", numbering[1])
            add_value(number, "w:numId", numbering[0])
        if indent:
            add(properties, "w:ind", {"w:left": indent})
    return paragraph


def add_run(
    parent: Element, text: str, style: str | None = None, *, bold: bool = False, italic: bool = False
) -> None:
    """Add a run of characters, if there are any; ``style`` is the id of a character style."""
    kept = legal(text)
    if not kept:
        return
    run = add(parent, "w:r")
    if style or bold or italic:
        properties = add(run, "w:rPr")
        if style:
            add_value(properties, "w:rStyle", style)
        if bold:
            add(properties, "w:b")
        if italic:
            add(properties, "w:i")
    content = SubElement(run, name("w:t"), {_SPACE: "preserve"})
    content.text = kept


def add_line_break(parent: Element) -> None:
    """Add a forced line break."""
    add(add(parent, "w:r"), "w:br")


def start_field(parent: Element, instruction: str) -> None:
    """Add the runs that open a field, up to its cached result."""
    _field_mark(parent, "begin")
    code = SubElement(add(parent, "w:r"), name("w:instrText"), {_SPACE: "preserve"})
    code.text = f" {instruction} "
    _field_mark(parent, "separate")


def end_field(parent: Element) -> None:
    """Add the run that closes a field."""
    _field_mark(parent, "end")


def add_field(parent: Element, instruction: str, result: str) -> None:
    """Add a field with its cached result."""
    start_field(parent, instruction)
    add_run(parent, result)
    end_field(parent)


def _field_mark(parent: Element, kind: str) -> None:
    add(add(parent, "w:r"), "w:fldChar", {"w:fldCharType": kind})
