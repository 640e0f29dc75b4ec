"""Ids of blocks: each unique, each internal link with a target, each heading with one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.render.document import (
    Block,
    CitationMark,
    Heading,
    Inline,
    Link,
    List,
    Paragraph,
    Quotation,
    Section,
    Table,
    Time,
)
from briefgen.render.errors import ElementError
from briefgen.render.outline import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def check_anchors(blocks: Sequence[Block]) -> None:
    """Raise ElementError where an id stands twice or an internal link leads nowhere."""
    known: set[str] = set()
    for name in _ids(blocks):
        if name in known:
            raise ElementError(f'two elements have the id "{name}"')
        known.add(name)
    for href in _internal_links(blocks):
        if href[1:] not in known:
            raise ElementError(f'a link leads to "{href}", but no element has that id')


def name_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with an id, ``heading-1`` and so on, for each heading without one."""
    taken = set(_ids(blocks))
    names = (name for number in range(1, 1_000_000) if (name := f"heading-{number}") not in taken)
    return _named(blocks, names)


def _named(blocks: Sequence[Block], names: Iterator[str]) -> tuple[Block, ...]:
    named: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.id is None:
            named.append(replace(block, id=next(names)))
        elif isinstance(block, Section):
            named.append(replace(block, blocks=_named(block.blocks, names)))
        else:
            named.append(block)
    return tuple(named)


def _ids(blocks: Sequence[Block]) -> Iterator[str]:
    for block in walk(blocks):
        if isinstance(block, Heading | Paragraph | Section) and block.id is not None:
            yield block.id
        elif isinstance(block, List):
            yield from (item.id for item in block.items if item.id is not None)


def _internal_links(blocks: Sequence[Block]) -> Iterator[str]:
    for block in walk(blocks):
        if isinstance(block, Heading | Paragraph):
            yield from _hrefs(block.children)
        elif isinstance(block, Table):
            yield from _hrefs(block.caption)
        elif isinstance(block, Quotation):
            yield from _hrefs(block.attribution)


def _hrefs(children: Sequence[Inline]) -> Iterator[str]:
    for child in children:
        if isinstance(child, CitationMark | Link) and child.href.startswith("#"):
            yield child.href
        if isinstance(child, Link | Time):
            yield from _hrefs(child.children)
