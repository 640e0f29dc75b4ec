"""Reads a tagged PDF by its structure tree: the elements, their text, and what no element holds."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pypdf
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"f*", b"F", b"S", b"s", b"B", b"B*", b"b", b"b*", b"sh"}


@dataclass
class Element:
    """A structure element with its text, its elements and the link annotations in its order."""

    type: str
    dictionary: DictionaryObject
    kids: list[Element | str] = field(default_factory=list)
    links: list[DictionaryObject] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)  # one a piece of content

    @property
    def text(self) -> str:
        if "/ActualText" in self.dictionary:
            return str(self.dictionary["/ActualText"])
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    def walk(self) -> Iterator[Element]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def all(self, *types: str) -> list[Element]:
        return [element for element in self.walk() if element.type in types]

    def attribute(self, name: str) -> Any:
        return self.dictionary.get("/A", {}).get(name)


@dataclass
class PageContent:
    """What one page draws: text by the number of its mark, artifacts, and what is not marked."""

    texts: dict[int, str] = field(default_factory=dict)
    artifacts: list[str] = field(default_factory=list)
    unmarked: list[str] = field(default_factory=list)


@dataclass
class Tagged:
    """A tagged file, read."""

    reader: pypdf.PdfReader
    pages: list[PageContent]
    root: Element
    claimed: list[tuple[int, int]]  # page and mark of each piece that an element holds, in their order


def read_tags(data: bytes) -> Tagged:
    reader = pypdf.PdfReader(io.BytesIO(data))
    pages = [_content(page, reader) for page in reader.pages]
    numbers = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    claimed: list[tuple[int, int]] = []
    (top,) = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    return Tagged(reader, pages, _element(top.get_object(), pages, numbers, claimed), claimed)


def parent_entries(tagged: Tagged) -> dict[int, Any]:
    """The parent tree: what each key of a page or an annotation stands for."""
    numbers = tagged.reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    keys = [int(key) for key in numbers[::2]]
    assert all(low < high for low, high in pairwise(keys))
    return dict(zip(keys, (value.get_object() for value in numbers[1::2]), strict=True))


def _element(
    node: DictionaryObject, pages: list[PageContent], numbers: dict[int, int], claimed: list[tuple[int, int]]
) -> Element:
    element = Element(node["/S"].removeprefix("/"), node)
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        value = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(value, int):
            place = numbers[node.raw_get("/Pg").idnum], int(value)
        elif value.get("/Type") == "/MCR":
            place = numbers[value.raw_get("/Pg").idnum], int(value["/MCID"])
        elif value.get("/Type") == "/OBJR":
            element.links.append(value["/Obj"])
            continue
        else:
            assert value.raw_get("/P").idnum == node.indirect_reference.idnum
            element.kids.append(_element(value, pages, numbers, claimed))
            continue
        claimed.append(place)
        element.pages.append(place[0])
        element.kids.append(pages[place[0]].texts[place[1]])
    return element


def _content(page: pypdf.PageObject, reader: pypdf.PdfReader) -> PageContent:
    found, stack, font = PageContent(), [], {}
    fonts = {name: _characters(value.get_object()) for name, value in page["/Resources"]["/Font"].items()}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            properties = operands[1] if len(operands) > 1 else {}
            stack.append((operands[0], properties.get("/MCID")))
            if "/MCID" in properties:
                assert properties["/MCID"] not in found.texts
                found.texts[properties["/MCID"]] = ""
        elif operator == b"EMC":
            stack.pop()
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in _SHOWS:
            shown = _shown(operands, font) if operator in {b"Tj", b"TJ"} else ""
            _file(found, stack, shown, operator)
    assert stack == []
    return found


def _file(found: PageContent, stack: list[tuple[str, int | None]], shown: str, operator: bytes) -> None:
    if not stack:
        found.unmarked.append(shown or operator.decode())
        return
    assert len(stack) == 1
    kind, mark = stack[-1]
    if mark is None:
        assert kind == "/Artifact"
        found.artifacts.append(shown)
    else:
        found.texts[mark] += shown


def _characters(font: DictionaryObject) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    table = font["/ToUnicode"].get_data().decode("latin-1").partition("beginbfchar")[2]
    pairs = re.findall(r"<(\w+)>\s*<(\w+)>", table)
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def _shown(operands: list[Any], font: dict[int, str]) -> str:
    parts = operands[0] if isinstance(operands[0], list) else operands
    return "".join(font[code] for part in parts if not isinstance(part, int | float) for code in _bytes(part))


def _bytes(part: Any) -> bytes:
    return part if isinstance(part, bytes) else part.original_bytes
