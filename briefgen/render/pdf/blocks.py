"""What must be known of a whole Document before its layout begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.render.document import (
    Block,
    Heading,
    List,
    Paragraph,
    Quotation,
    Section,
    Table,
    TableOfContents,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def destinations(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the ids of all blocks, each with the name of its destination in the file."""
    names = dict.fromkeys(name for name in _ids(blocks) if name)
    return {name: f"target-{number}" for number, name in enumerate(names, start=1)}


def has_contents(blocks: Iterable[Block]) -> bool:
    """Whether a table of contents stands anywhere in the blocks."""
    return any(isinstance(block, TableOfContents) or has_contents(_inner(block)) for block in blocks)


def _ids(blocks: Iterable[Block]) -> Iterator[str | None]:
    for block in blocks:
        if isinstance(block, Heading | Paragraph | Section):
            yield block.id
        if isinstance(block, List):
            yield from (item.id for item in block.items)
        yield from _ids(_inner(block))


def _inner(block: Block) -> tuple[Block, ...]:
    """Return the blocks that stand in a block."""
    match block:
        case Section() | Quotation():
            return block.blocks
        case List():
            return tuple(inner for item in block.items for inner in item.blocks)
        case Table():
            rows = (*block.head, *block.body)
            return tuple(inner for row in rows for cell in row.cells for inner in cell.blocks)
        case _:
            return ()
