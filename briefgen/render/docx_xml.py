"""WordprocessingML as text: elements, runs and fields, with every character escaped.

Element order inside of properties follows the schema (ECMA-376, part 1, annex A);
Word refuses files that do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAMESPACES = {
    "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def element(name: str, attributes: Mapping[str, str | int] | None = None, content: str = "") -> str:
    """Return an element; attribute values are escaped, the content is XML already."""
    given = "".join(f" {key}={quoteattr(str(value))}" for key, value in (attributes or {}).items())
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def value(name: str, val: str | int) -> str:
    """Return an element whose whole meaning is its ``w:val``."""
    return element(name, {"w:val": val})


def part(name: str, content: str) -> bytes:
    """Return a whole XML part with the root element ``name``."""
    return (DECLARATION + element(name, NAMESPACES, content)).encode("utf-8")


def run(text: str, *, style: str | None = None, bold: bool = False, italic: bool = False) -> str:
    """Return a run of characters; ``style`` is the id of a character style."""
    return _run(element("w:t", {"xml:space": "preserve"}, escape(text)), style, bold, italic) if text else ""


def line_break() -> str:
    """Return a forced line break."""
    return element("w:r", None, element("w:br"))


def _run(content: str, style: str | None = None, bold: bool = False, italic: bool = False) -> str:
    properties = value("w:rStyle", style) if style else ""
    properties += element("w:b") if bold else ""
    properties += element("w:i") if italic else ""
    return element("w:r", None, (element("w:rPr", None, properties) if properties else "") + content)


def field_start(instruction: str) -> str:
    """Return the runs that open a complex field, up to its cached result."""
    code = element("w:instrText", {"xml:space": "preserve"}, escape(f" {instruction} "))
    return _run(_field("begin")) + _run(code) + _run(_field("separate"))


def field_end() -> str:
    """Return the run that closes a complex field."""
    return _run(_field("end"))


def field(instruction: str, result: str) -> str:
    """Return a field with its cached result."""
    return field_start(instruction) + run(result) + field_end()


def _field(kind: str) -> str:
    return element("w:fldChar", {"w:fldCharType": kind})


def paragraph(content: str, *, style: str | None = None, properties: Iterable[str] = ()) -> str:
    """Return a paragraph; ``properties`` come in schema order after the style."""
    given = (value("w:pStyle", style) if style else "") + "".join(properties)
    return element("w:p", None, (element("w:pPr", None, given) if given else "") + content)


def numbering(number: int, level: int) -> str:
    """Return the property that makes a paragraph an item of a list instance."""
    return element("w:numPr", None, value("w:ilvl", level) + value("w:numId", number))
