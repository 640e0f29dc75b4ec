"""Document → Markdown (CommonMark with GFM tables).

No raw HTML is written.  Citation marks are the plain characters "[3]": the list of
sources is numbered alike, and since every bracket of the text is escaped, nothing
can turn them into links.  Links inside the document lead to the anchors that GitHub
and most other readers make of headings.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.render.document import (
    Block,
    Cell,
    CitationMark,
    Document,
    Figure,
    Heading,
    Inline,
    LineBreak,
    Link,
    List,
    Paragraph,
    Quotation,
    Row,
    Section,
    Table,
    TableOfContents,
    Text,
    Time,
)
from briefgen.render.markdown_escape import emphasised, escape, escape_start
from briefgen.render.outline import contents, plain, walk
from briefgen.render.theme import PLAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.render.theme import Theme


def write(document: Document, *, theme: Theme = PLAIN) -> bytes:
    """Return the document as UTF-8 Markdown, with the marking and organisation of a theme."""
    lines = _Writer(document.blocks).blocks(document.blocks)
    if theme.organisation:
        lines = [escape_start(escape(theme.organisation)), "", *lines]
    if theme.marking:
        marking = f"**{escape(theme.marking)}**"
        lines = [marking, "", *lines, "", marking]
    return ("\n".join(lines) + "\n").encode("utf-8")


class _Writer:
    """Writes blocks as lines; knows the whole document for anchors and contents."""

    def __init__(self, document: Sequence[Block]) -> None:
        self._document = document
        self._anchors = _anchors(document)

    def blocks(self, blocks: Sequence[Block]) -> list[str]:
        """Write blocks with an empty line between each two."""
        lines: list[str] = []
        alternate = False
        before: Block | None = None
        for block in blocks:
            alternate = isinstance(block, List) and isinstance(before, List) and not alternate
            written = self._block(block, alternate=alternate)
            if written:
                lines += ["", *written] if lines else written
                before = block
        return lines

    def _block(self, block: Block, *, alternate: bool) -> list[str]:
        match block:
            case Heading():
                return [f"{'#' * block.level} {self._line(block.children)}"]
            case Paragraph():
                return self._paragraph(block.children)
            case List():
                return self._list(block, alternate=alternate)
            case Table():
                return self._table(block)
            case Quotation():
                return self._quotation(block)
            case Section():
                return self.blocks(block.blocks)
            case Figure():
                return self._figure(block)
            case TableOfContents():
                return self._contents(block.depth)

    def _paragraph(self, children: Sequence[Inline]) -> list[str]:
        return [escape_start(line) for line in self._inlines(children).split("\n")]

    def _line(self, children: Sequence[Inline]) -> str:
        """Write inline content that has to stay on one line."""
        return self._inlines([Text(" ") if isinstance(child, LineBreak) else child for child in children])

    def _list(self, block: List, *, alternate: bool) -> list[str]:
        """Write a list; a second one in a row takes another mark, or it would go on the first."""
        lines: list[str] = []
        for number, item in enumerate(block.items, 1):
            ordered = f"{number}{')' if alternate else '.'} "
            mark = ordered if block.ordered else ("* " if alternate else "- ")
            content = self._item(item.blocks) or [""]
            if lines and len(content) > 1:
                lines.append("")
            lines += [
                f"{mark if first else ' ' * len(mark)}{line}".rstrip(" ") for first, line in _marked(content)
            ]
        return lines

    def _item(self, blocks: Sequence[Block]) -> list[str]:
        """Write an item tightly where it is a paragraph with a list below."""
        if len(blocks) == 2 and isinstance(blocks[0], Paragraph) and isinstance(blocks[1], List):
            return [line for block in blocks for line in self._block(block, alternate=False)]
        return self.blocks(blocks)

    def _quotation(self, block: Quotation) -> list[str]:
        lines = self.blocks(block.blocks)
        if block.attribution:
            lines += ["", f"— {self._line(block.attribution)}"]
        return [f"> {line}".rstrip(" ") for line in lines]

    def _figure(self, block: Figure) -> list[str]:
        """Write a drawing as its caption and the words for those who cannot see it."""
        caption = [*self._paragraph(block.caption), ""] if block.caption else []
        return [*caption, *self._paragraph((Text(block.alt),))]

    def _contents(self, depth: int) -> list[str]:
        return [
            f"{'  ' * (entry.level - 1)}- [{escape(entry.text)}](#{self._anchors[entry.id]})"
            for entry in contents(self._document, depth)
        ]

    def _table(self, table: Table) -> list[str]:
        """Write a table; one without a header row gets an empty one, as GFM demands."""
        caption = [*self._paragraph(table.caption), ""] if table.caption else []
        width = len(table.body[0].cells)
        head = [self._row(row) for row in table.head] or [f"|{'   |' * width}"]
        rule = f"|{' --- |' * width}"
        return [*caption, head[0], rule, *head[1:], *map(self._row, table.body)]

    def _row(self, row: Row) -> str:
        return f"| {' | '.join(self._cell(cell) for cell in row.cells)} |"

    def _cell(self, cell: Cell) -> str:
        """Write a cell on its one line; several paragraphs or items are set apart by bullets."""
        parts = [self._line(children) for children in _lines_of(cell.blocks)]
        if cell.header and cell.scope == "row" and parts:
            parts[0] = emphasised("", parts[0], "", "**")
        return parts[0] if len(parts) == 1 else " ".join(f"• {part}" for part in parts)

    def _inlines(self, children: Sequence[Inline]) -> str:
        written = ""
        for position, child in enumerate(children):
            following = children[position + 1] if position + 1 < len(children) else None
            written += self._inline(child, written, _first_character(following))
        return written

    def _inline(self, inline: Inline, before: str, after: str) -> str:
        match inline:
            case Text():
                return _text(inline, before, after)
            case Link():
                return self._link(inline)
            case Time():
                return self._inlines(inline.children)
            case CitationMark():
                space = "" if not before or before.endswith((" ", "\n", "]")) else " "
                return f"{space}[{inline.number}]"
            case LineBreak():
                return "\\\n"

    def _link(self, link: Link) -> str:
        words = self._inlines(link.children)
        if link.href.startswith("#"):
            anchor = self._anchors.get(link.href[1:])
            return f"[{words}](#{anchor})" if anchor else words
        if plain(link.children) == link.href:
            return f"<{link.href}>"
        return f"[{words}](<{link.href.replace('&', '&amp;')}>)"


def _marked(lines: Sequence[str]) -> list[tuple[bool, str]]:
    return [(position == 0, line) for position, line in enumerate(lines)]


def _text(text: Text, before: str, after: str) -> str:
    content = escape(text.text)
    if before.endswith("]") and content[:1] in {"(", ":"}:
        content = f"\\{content}"  # "[1](…" would be a link, "[1]: …" its definition
    mark = "*" * (2 * text.strong + text.emphasis)
    return emphasised(before, content, after, mark) if mark else content


def _first_character(inline: Inline | None) -> str:
    """Return what the next inline begins with, as far as emphasis marks care."""
    match inline:
        case None | LineBreak():
            return ""
        case Text():
            return "*" if inline.strong or inline.emphasis else inline.text[:1]
        case CitationMark():
            return " "
        case _:
            return "["


def _lines_of(blocks: Sequence[Block]) -> list[Sequence[Inline]]:
    """Return the paragraphs of a cell in order, those of its lists as well."""
    found: list[Sequence[Inline]] = []
    for block in walk(blocks):
        if isinstance(block, Heading | Paragraph):
            found.append(block.children)
        elif isinstance(block, Quotation) and block.attribution:
            found.append(block.attribution)
    return found


def _anchors(blocks: Sequence[Block]) -> dict[str, str]:
    """Return the anchor of each heading, and of each section with the heading it begins with."""
    anchors: dict[str, str] = {}
    seen: dict[str, int] = {}
    for block in walk(blocks):
        if isinstance(block, Heading) and block.id is not None:
            anchors[block.id] = _slug(plain(block.children), seen)
    for block in walk(blocks):
        if isinstance(block, Section) and block.id and block.blocks and isinstance(block.blocks[0], Heading):
            anchors[block.id] = anchors.get(block.blocks[0].id or "", "")
    return anchors


def _slug(text: str, seen: dict[str, int]) -> str:
    """Name a heading as GitHub does: lower case, words joined by hyphens, repeats numbered."""
    base = re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")
    count = seen.get(base, 0)
    seen[base] = count + 1
    return f"{base}-{count}" if count else base
