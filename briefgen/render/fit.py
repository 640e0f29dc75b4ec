"""Fitting a document onto its pages: what a template marks as droppable goes until the rest fits.

What matters most is laid first; what finds no room is left out whole, never cut, and counted in
the paragraph of the class "left-out".  Sources that nothing cites any more go, and the others are
numbered anew.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from briefgen.render.document import (
    Block,
    Heading,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Row,
    Section,
    Table,
    Text,
)
from briefgen.render.outline import plain, walk
from briefgen.render.renumber import only_cited

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

NOTE = "left-out"
"""The class of the paragraph that says what was left out; it stands only if something was."""

_ENOUGH_SHORTER = 0.5
"""What comes after a part that found no room is tried only if it is shorter by this factor: a gap is
filled with little things, and the number of trials is the logarithm of the longest part's length."""

_Part: TypeAlias = Paragraph | ListItem | Row | Quotation | Section


@dataclass(frozen=True, slots=True)
class Fitted:
    """The blocks that were chosen, and whether they fit."""

    blocks: tuple[Block, ...]
    fits: bool


def fit(blocks: tuple[Block, ...], fits: Callable[[tuple[Block, ...]], bool]) -> Fitted:
    """Return as much of a document as ``fits`` allows, by what its parts say of themselves."""
    parts = list(_parts(blocks))
    whole = _chosen(blocks, parts, _ids(parts))
    if fits(whole):
        return Fitted(whole, fits=True)

    def fit_together(some: Collection[int]) -> bool:
        return fits(_chosen(blocks, parts, some))

    kept: frozenset[int] = frozenset()
    waiting = sorted(parts, key=_rank)
    while waiting:
        count = _most(waiting, kept, fit_together)
        kept |= _ids(waiting[:count])
        limit = _length(waiting[count]) * _ENOUGH_SHORTER if count < len(waiting) else 0.0
        waiting = [part for part in waiting[count + 1 :] if _length(part) <= limit]
    chosen = _chosen(blocks, parts, kept)
    return Fitted(chosen, fits=fits(chosen))


def _most(parts: Sequence[_Part], kept: frozenset[int], fit: Callable[[Collection[int]], bool]) -> int:
    """Return how many of the first parts fit beside those kept; more parts never take less room."""
    least, beyond = 0, len(parts) + 1
    while beyond - least > 1:
        middle = (least + beyond) // 2
        if fit(kept | _ids(parts[:middle])):
            least = middle
        else:
            beyond = middle
    return least


def _ids(parts: Sequence[_Part]) -> frozenset[int]:
    """Return what tells parts apart: two with the same words are still two."""
    return frozenset(map(id, parts))


def _rank(part: _Part) -> int:
    return -part.droppable.keep if part.droppable else 0


def _chosen(blocks: Sequence[Block], parts: Sequence[_Part], kept: Collection[int]) -> tuple[Block, ...]:
    """Return the blocks without the parts that are not kept, and with a note on those."""
    left_out = _left_out(parts, kept)
    return only_cited(_noted(tuple(_without(blocks, kept)), left_out))


def _parts(blocks: Sequence[Block]) -> Iterator[_Part]:
    """Yield the droppable parts in reading order, the outer before the inner."""
    for block in blocks:
        if isinstance(block, Paragraph | Quotation | Section) and block.droppable:
            yield block
        for holder in _holders(block):
            if isinstance(holder, ListItem | Row) and holder.droppable:
                yield holder
            yield from _parts(_inner(holder))


def _holders(block: Block) -> tuple[ListItem | Row | Quotation | Section, ...]:
    """Return what holds the blocks inside of a block."""
    match block:
        case Section() | Quotation():
            return (block,)
        case List():
            return block.items
        case Table():
            return block.body
        case _:
            return ()


def _inner(holder: _Part) -> tuple[Block, ...]:
    match holder:
        case Row():
            return tuple(block for cell in holder.cells for block in cell.blocks)
        case Paragraph():
            return (holder,)
        case _:
            return holder.blocks


def _left_out(parts: Sequence[_Part], kept: Collection[int]) -> Counter[str]:
    """Count what is left out by its kind; what stands inside of it is not counted besides."""
    inside = {
        id(inner)
        for part in parts
        if id(part) not in kept
        for inner in _parts(_inner(part))
        if inner is not part
    }
    return Counter(
        part.droppable.kind
        for part in parts
        if part.droppable and id(part) not in kept and id(part) not in inside
    )


def _without(blocks: Sequence[Block], kept: Collection[int]) -> Iterator[Block]:
    """Yield the blocks that stay; what has nothing left but its heading goes too."""
    for block in blocks:
        if isinstance(block, Paragraph | Quotation | Section) and _goes(block, kept):
            continue
        smaller = _smaller(block, kept)
        if smaller == block or not _is_bare(smaller):
            yield smaller


def _smaller(block: Block, kept: Collection[int]) -> Block:
    match block:
        case Section() | Quotation():
            return replace(block, blocks=tuple(_without(block.blocks, kept)))
        case List():
            items = (item for item in block.items if not _goes(item, kept))
            return replace(
                block, items=tuple(replace(item, blocks=tuple(_without(item.blocks, kept))) for item in items)
            )
        case Table():
            rows = [(row, _row(row, kept)) for row in block.body if not _goes(row, kept)]
            return replace(block, body=tuple(new for old, new in rows if not _has_lost_a_cell(old, new)))
        case _:
            return block


def _row(row: Row, kept: Collection[int]) -> Row:
    cells = (replace(cell, blocks=tuple(_without(cell.blocks, kept))) for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _has_lost_a_cell(old: Row, new: Row) -> bool:
    return any(before.blocks and not after.blocks for before, after in zip(old.cells, new.cells, strict=True))


def _goes(part: _Part, kept: Collection[int]) -> bool:
    return part.droppable is not None and id(part) not in kept


def _is_bare(block: Block) -> bool:
    match block:
        case Section() | Quotation():
            return all(isinstance(inner, Heading) for inner in block.blocks)
        case List():
            return not block.items
        case Table():
            return not block.body
        case _:
            return False


def _noted(blocks: tuple[Block, ...], left_out: Counter[str]) -> tuple[Block, ...]:
    """Complete the note on what was left out, or take it away where nothing was."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, Section):
            inner = _noted(block.blocks, left_out)
            if inner or not block.blocks:
                found.append(replace(block, blocks=inner))
        elif isinstance(block, Paragraph) and block.role == NOTE:
            if left_out:
                told = ", ".join(_counted(count, kind) for kind, count in left_out.items())
                found.append(replace(block, children=(*block.children, Text(f" {told}."))))
        else:
            found.append(block)
    return tuple(found)


def _counted(count: int, kind: str) -> str:
    """Return "1 topic", "2 topics" or, for "party/parties", "2 parties"."""
    one, _, many = kind.partition("/")
    return f"1 {one}" if count == 1 else f"{count:,} {many or f'{one}s'}"


def _length(part: _Part) -> int:
    return length(_inner(part))


def length(blocks: Sequence[Block]) -> int:
    """Return how many characters there are in blocks."""
    return sum(
        len(plain(block.attribution if isinstance(block, Quotation) else block.children))
        for block in walk(blocks)
        if isinstance(block, Heading | Paragraph | Quotation)
    )
