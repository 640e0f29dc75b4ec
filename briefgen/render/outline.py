"""Reading a Document: its blocks in order, its plain words, its table of contents."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.render.document import (
    Block,
    CitationMark,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Quotation,
    Section,
    Table,
    TableOfContents,
    Text,
    Time,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents: ``level`` counts from 1 for the first below the title."""

    level: int
    text: str
    id: str


def contents(blocks: Sequence[Block], depth: int) -> tuple[Entry, ...]:
    """Return the headings from level 2 down to ``depth``, without that of the contents itself."""
    own = heads_of_contents(blocks)
    return tuple(
        Entry(block.level - 1, plain(block.children), block.id)
        for block in walk(blocks)
        if isinstance(block, Heading) and 2 <= block.level <= depth and block.id and block.id not in own
    )


def heads_of_contents(blocks: Sequence[Block]) -> set[str | None]:
    """Return the ids of the headings that stand right before a table of contents."""
    found: set[str | None] = set()
    for siblings in (blocks, *(block.blocks for block in walk(blocks) if isinstance(block, Section))):
        for before, after in pairwise(siblings):
            if isinstance(before, Heading) and isinstance(after, TableOfContents):
                found.add(before.id)
    return found


_CHARACTERS = 2_700
"""What a page holds, about, in the looks of Word and PDF files."""


def without_short_contents(blocks: tuple[Block, ...], characters: int) -> tuple[Block, ...]:
    """Return the blocks without the tables of contents for which they are too short.

    ``characters`` is the length of the whole document.  A section that holds nothing else goes too.
    """
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, TableOfContents) and characters <= block.over * _CHARACTERS:
            continue
        if isinstance(block, Section):
            inner = without_short_contents(block.blocks, characters)
            if inner is not block.blocks:
                if not all(isinstance(left, Heading) for left in inner):
                    found.append(replace(block, blocks=inner))
                continue
        found.append(block)
    same = len(found) == len(blocks) and all(new is old for new, old in zip(found, blocks, strict=True))
    return blocks if same else tuple(found)


def plain(children: Sequence[Inline]) -> str:
    """Return the words alone, without citation marks."""
    words: list[str] = []
    for child in children:
        match child:
            case Text():
                words.append(child.text)
            case Link() | Time():
                words.append(plain(child.children))
            case LineBreak():
                words.append(" ")
            case CitationMark():
                pass
    return "".join(words)


def walk(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield every block, the outer before the inner, in reading order."""
    for block in blocks:
        yield block
        match block:
            case Section() | Quotation():
                yield from walk(block.blocks)
            case List():
                for item in block.items:
                    yield from walk(item.blocks)
            case Table():
                for row in (*block.head, *block.body):
                    for cell in row.cells:
                        yield from walk(cell.blocks)
