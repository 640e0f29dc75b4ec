"""HTML of a template → blocks of a Document.

Only semantic elements are known (``parse_elements.ATTRIBUTES``); anything else is
an error that names the element and its line.  What is empty (a paragraph without
a word, a list without an item, a table without a row) leaves no trace.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.render.document import (
    Block,
    Cell,
    Droppable,
    Heading,
    Inline,
    List,
    ListItem,
    Paragraph,
    Quotation,
    Row,
    Section,
    Table,
    TableOfContents,
)
from briefgen.render.errors import ElementError
from briefgen.render.parse_anchors import check_anchors, name_headings
from briefgen.render.parse_elements import Element, read_elements
from briefgen.render.parse_figures import figure
from briefgen.render.parse_inline import INLINE, inlines
from briefgen.render.parse_text import line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ROLE = re.compile(r"[a-z][a-z0-9-]*")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_KIND = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)*(?:/[^\W\d_]+(?: [^\W\d_]+)*)?")
_LONGEST_KEEP = 6  # figures


def parse(html: str) -> tuple[Block, ...]:
    """Return the blocks of a template's result; every heading has an id, every link a target.

    Raises ElementError.
    """
    blocks = _blocks(read_elements(html))
    check_anchors(blocks)
    return name_headings(blocks)


def _blocks(parent: Element) -> tuple[Block, ...]:
    """Convert the children of an element that holds blocks alone."""
    return tuple(_each_block(parent))


def _each_block(parent: Element) -> Iterator[Block]:
    for child in parent.children:
        if isinstance(child, str):
            if child.strip():
                raise ElementError(
                    f'"{child.strip()[:40]}" stands outside of a paragraph, in <{parent.name}>',
                    line=parent.line,
                )
            continue
        block = _block(child)
        if block is not None:
            yield block


def _flow(parent: Element) -> tuple[Block, ...]:
    """Convert children that may be blocks or bare text, which becomes paragraphs."""
    found: list[Block] = []
    run: list[Element | str] = []
    for child in [*parent.children, None]:
        if isinstance(child, str) or (child is not None and child.name in INLINE):
            run.append(child)
            continue
        if children := inlines(run):
            found.append(Paragraph(children))
        run = []
        if child is not None and (block := _block(child)) is not None:
            found.append(block)
    return tuple(found)


def _block(element: Element) -> Block | None:
    convert = _BLOCKS.get(element.name)
    if convert is None:
        raise ElementError(f"<{element.name}> has no place here", element=element.name, line=element.line)
    return convert(element)


def _heading(element: Element) -> Block | None:
    children = inlines(element.children)
    return Heading(int(element.name[1]), children, _id(element)) if children else None


def _paragraph(element: Element) -> Block | None:
    children = inlines(element.children)
    return Paragraph(children, _role(element), _id(element), _droppable(element)) if children else None


def _list(element: Element) -> Block | None:
    items = tuple(_item(item) for item in _only(element, "li"))
    return List(element.name == "ol", items, _role(element)) if items else None


def _item(element: Element) -> ListItem:
    label = line(element.attributes.get("data-label", "")) or None
    return ListItem(_flow(element), _id(element), _droppable(element), label)


def _quotation(element: Element) -> Block | None:
    attribution: tuple[Inline, ...] = ()
    body = Element(element.name, element.line)
    for child in element.children:
        if isinstance(child, Element) and child.name in {"footer", "cite"}:
            attribution = inlines(child.children)
        else:
            body.children.append(child)
    blocks = _flow(body)
    return Quotation(blocks, attribution, _droppable(element)) if blocks else None


def _section(element: Element) -> Block | None:
    blocks = _blocks(element)
    return Section(blocks, _role(element), _id(element), _droppable(element)) if blocks else None


def _contents(element: Element) -> Block | None:
    depth = element.attributes.get("data-depth", "2")
    if depth not in {"1", "2", "3", "4", "5", "6"}:
        raise ElementError(
            'the "data-depth" of <nav> is a heading level from 1 to 6', element="nav", line=element.line
        )
    over = element.attributes.get("data-over", "0")
    if not (over.isascii() and over.isdigit() and len(over) <= _LONGEST_KEEP):
        message = 'the "data-over" of <nav> is a number of pages'
        raise ElementError(message, element="nav", line=element.line)
    return TableOfContents(int(depth), int(over))


def _table(element: Element) -> Block | None:
    caption: tuple[Inline, ...] = ()
    head: list[Row] = []
    body: list[Row] = []
    for part in _only(element, "caption", "thead", "tbody", "tr"):
        if part.name == "caption":
            caption = inlines(part.children)
        elif part.name == "tr":
            body.append(_row(part, "row"))
        else:
            rows, scope = (head, "col") if part.name == "thead" else (body, "row")
            rows.extend(_row(row, scope) for row in _only(part, "tr"))
    _check_width(element, head + body)
    return Table(caption, tuple(head), tuple(body), _role(element)) if body else None


def _row(element: Element, scope: str) -> Row:
    return Row(tuple(_cell(cell, scope) for cell in _only(element, "th", "td")), _droppable(element))


def _cell(element: Element, scope: str) -> Cell:
    if element.name == "td":
        return Cell(_flow(element))
    scope = element.attributes.get("scope", scope)
    if scope not in {"col", "row"}:
        raise ElementError('the "scope" of <th> is "col" or "row"', element="th", line=element.line)
    return Cell(_flow(element), header=True, scope=scope)


def _check_width(element: Element, rows: list[Row]) -> None:
    widths = {len(row.cells) for row in rows}
    if len(widths) > 1 or 0 in widths:
        counts = " and ".join(str(width) for width in sorted(widths))
        raise ElementError(
            f"the rows of a <table> differ in length ({counts} cells)", element="table", line=element.line
        )


def _only(parent: Element, *names: str) -> Iterator[Element]:
    """Yield the child elements, which must bear one of the names."""
    for child in parent.children:
        if isinstance(child, Element) and child.name in names:
            yield child
        elif isinstance(child, Element):
            message = f"<{child.name}> has no place in <{parent.name}>"
            raise ElementError(message, element=child.name, line=child.line)
        elif child.strip():
            message = f'"{child.strip()[:40]}" has no place in <{parent.name}>'
            raise ElementError(message, element=parent.name, line=parent.line)


def _droppable(element: Element) -> Droppable | None:
    """Return what "data-keep" and "data-kind" say: how long to keep the element, and what it is."""
    keep, kind = element.attributes.get("data-keep"), element.attributes.get("data-kind")
    if keep is None and kind is None:
        return None
    if keep is None or not (keep.isascii() and keep.isdigit() and len(keep) <= _LONGEST_KEEP):
        message = f'the "data-keep" of <{element.name}> is a number from 0 upwards'
        raise ElementError(message, element=element.name, line=element.line)
    if kind is None or not _KIND.fullmatch(kind):
        message = f'the "data-kind" of <{element.name}> is a word such as "topic", or "party/parties"'
        raise ElementError(message, element=element.name, line=element.line)
    return Droppable(int(keep), kind)


def _role(element: Element) -> str | None:
    return _attribute(element, "class", _ROLE)


def _id(element: Element) -> str | None:
    return _attribute(element, "id", _ID)


def _attribute(element: Element, name: str, pattern: re.Pattern[str]) -> str | None:
    value = element.attributes.get(name)
    if value is not None and not pattern.fullmatch(value):
        message = f'"{value[:40]}" is not a good {name} for <{element.name}>'
        raise ElementError(message, element=element.name, line=element.line)
    return value


_BLOCKS: dict[str, Callable[[Element], Block | None]] = {
    **{f"h{level}": _heading for level in range(1, 7)},
    "p": _paragraph,
    "ul": _list,
    "ol": _list,
    "table": _table,
    "blockquote": _quotation,
    "section": _section,
    "figure": figure,
    "nav": _contents,
}
