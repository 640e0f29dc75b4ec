"""Keeping, in a document that was made shorter, the sources that are still cited, numbered from 1 upwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias, TypeGuard

from briefgen.render.document import (
    Block,
    Cell,
    CitationMark,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Row,
    Section,
    Table,
    Text,
    Time,
)

_Inlines: TypeAlias = tuple[Inline, ...]
_Change: TypeAlias = Callable[[_Inlines], _Inlines]

_OWN_WORDS = re.compile(r"“[^”]*”|(?P<name>\b[Ss]ource )(?P<number>\d+)\b")
"""What an article says, which stays as it is, or the name of a source in words of our own."""


def only_cited(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return a document without the sources that no mark cites, the others in order and numbered anew.

    Sources are the items with an id of the ordered list of the class "sources".  A statement that
    calls one by its number ("held according to source 3") is as good as a mark, and is told the new number.
    """
    cited: set[str] = set()

    def note(inlines: _Inlines) -> _Inlines:
        marks = _marks(inlines)
        cited.update(mark.href for mark in marks)
        if marks:
            cited.update(f"#source-{number}" for number in _named(inlines))
        return inlines

    _changed(blocks, note)
    kept = [f"#{item.id}" for item in _sources(blocks) if f"#{item.id}" in cited]
    numbers = {href: number for number, href in enumerate(kept, 1)}
    return _changed(blocks, lambda inlines: _numbered(inlines, numbers), numbers)


def _marks(inlines: _Inlines) -> list[CitationMark]:
    found: list[CitationMark] = []
    for inline in inlines:
        if isinstance(inline, CitationMark):
            found.append(inline)
        elif isinstance(inline, Link | Time):
            found += _marks(inline.children)
    return found


def _named(inlines: _Inlines) -> list[str]:
    """Return the numbers of the sources that the words of a statement name."""
    found: list[str] = []
    for inline in inlines:
        if isinstance(inline, Text):
            found += [match["number"] for match in _OWN_WORDS.finditer(inline.text) if match["number"]]
    return found


def _numbered(inlines: _Inlines, numbers: dict[str, int]) -> _Inlines:
    """Return a run with the new numbers: in marks, and in the words of what has marks."""
    is_statement = bool(_marks(inlines))
    return tuple(_inline(inline, numbers, is_statement) for inline in inlines)


def _inline(inline: Inline, numbers: dict[str, int], is_statement: bool) -> Inline:
    match inline:
        case CitationMark():
            return _mark(inline, numbers)
        case Link() | Time():
            return replace(inline, children=_numbered(inline.children, numbers))
        case Text() if is_statement:
            return replace(inline, text=_OWN_WORDS.sub(lambda match: _renamed(match, numbers), inline.text))
        case _:
            return inline


def _renamed(match: re.Match[str], numbers: dict[str, int]) -> str:
    number = numbers.get(f"#source-{match['number']}") if match["number"] else None
    return match[0] if number is None else f"{match['name']}{number}"


def _mark(mark: CitationMark, numbers: dict[str, int]) -> CitationMark:
    number = numbers.get(mark.href)
    return mark if number is None else replace(mark, number=number, href=f"#source-{number}")


def _sources(blocks: Sequence[Block]) -> list[ListItem]:
    found: list[ListItem] = []
    for block in blocks:
        if isinstance(block, Section):
            found += _sources(block.blocks)
        elif _is_source_list(block):
            found += [item for item in block.items if item.id]
    return found


def _is_source_list(block: Block) -> TypeGuard[List]:
    return isinstance(block, List) and block.ordered and block.role == "sources"


def _changed(
    blocks: Sequence[Block], change: _Change, numbers: dict[str, int] | None = None
) -> tuple[Block, ...]:
    """Return blocks with every run of inline content changed, and with ``numbers`` only those sources."""
    found: list[Block] = []
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                found.append(replace(block, children=change(block.children)))
            case Section():
                found.append(replace(block, blocks=_changed(block.blocks, change, numbers)))
            case Quotation():
                inner = _changed(block.blocks, change, numbers)
                found.append(replace(block, blocks=inner, attribution=change(block.attribution)))
            case List():
                found.append(replace(block, items=_items(block, change, numbers)))
            case Table():
                rows = [tuple(_row(row, change) for row in part) for part in (block.head, block.body)]
                found.append(replace(block, caption=change(block.caption), head=rows[0], body=rows[1]))
            case _:
                found.append(block)
    return tuple(new for new, old in zip(found, blocks, strict=True) if new == old or not _is_bare(new))


def _is_bare(block: Block) -> bool:
    if isinstance(block, Section):
        return all(isinstance(inner, Heading) for inner in block.blocks)
    return isinstance(block, List) and not block.items


def _items(block: List, change: _Change, numbers: dict[str, int] | None) -> tuple[ListItem, ...]:
    items = [replace(item, blocks=_changed(item.blocks, change, numbers)) for item in block.items]
    if numbers is None or not _is_source_list(block):
        return tuple(items)
    cited = [(item, numbers.get(f"#{item.id}")) for item in items]
    return tuple(replace(item, id=f"source-{number}") for item, number in cited if number)


def _row(row: Row, change: _Change) -> Row:
    return replace(row, cells=tuple(_cell(cell, change) for cell in row.cells))


def _cell(cell: Cell, change: _Change) -> Cell:
    return replace(cell, blocks=_changed(cell.blocks, change))
