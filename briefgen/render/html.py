"""Document → one HTML file: inline style, no script, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape
from importlib import resources
from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from briefgen.render.document import (
    Block,
    Cell,
    CitationMark,
    Document,
    Figure,
    Heading,
    Inline,
    List,
    Paragraph,
    Quotation,
    Row,
    Section,
    Table,
    TableOfContents,
)
from briefgen.render.html_citations import HINT, Citations
from briefgen.render.html_inline import inlines, tag, wrapped
from briefgen.render.outline import Entry, contents, plain
from briefgen.render.svg import svg
from briefgen.render.theme import PLAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.render.theme import Theme

_CSS_TEXT = re.compile(
    r"[^\w .-]"
)  # what a name of a font never needs, and a style sheet could take for a rule
_DRAWING = (
    '<div tabindex="0" role="group" aria-label="Figure">'  # scrolls sideways where it would be too small
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"  # not even a broken reader fetches anything


def write(document: Document, *, theme: Theme = PLAIN) -> bytes:
    """Return the document as UTF-8 HTML 5, in the looks of a theme."""
    style = resources.files("briefgen.render").joinpath("html_style.css").read_text("utf-8")
    writer = _Writer(document)
    lines = [
        "<!doctype html>",
        tag("html", {"lang": document.language}),
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        tag("meta", {"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        f"<title>{escape(document.title)}</title>",
        *_properties(document),
        f"<style>\n{style.strip()}\n{_looks(theme)}</style>",
        "</head>",
        "<body>",
        *_letterhead(theme),
        *_landmarks(writer, document.blocks),
        *_marking(theme, "Marking at the end"),
        "</body>",
        "</html>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _letterhead(theme: Theme) -> list[str]:
    """Return what stands above the document: marking, logo and organisation."""
    parts = []
    if theme.logo:
        data = b64encode(theme.logo.data).decode("ascii")
        source = f"data:image/{theme.logo.format};base64,{data}"
        parts.append(tag("img", {"class": "logo", "src": source, "alt": theme.logo.alt}))
    if theme.organisation:
        parts.append(wrapped("p", escape(theme.organisation), {"class": "organisation"}))
    head = ['<section class="letterhead" aria-label="Letterhead">', *parts, "</section>"] if parts else []
    return [*_marking(theme, "Marking"), *head]


def _marking(theme: Theme, label: str) -> list[str]:
    """Return the marking as a landmark, so that those who go from part to part meet it."""
    if not theme.marking:
        return []
    return [
        wrapped("section", wrapped("p", escape(theme.marking), {"class": "marking"}), {"aria-label": label})
    ]


def _looks(theme: Theme) -> str:
    """Return the style rules by which a theme differs; dark mode keeps colours that can be read there."""
    lines = [] if theme.page_size == PLAIN.page_size else [f"@page {{ size: {theme.page_size.lower()}; }}"]
    if theme.marking:
        box = f'{{ content: "{_css_string(theme.marking)}"; font-size: 12pt; font-weight: 700; }}'
        lines.append(f"@page {{ @top-center {box} @bottom-center {box} }}")
    if theme.font != PLAIN.font:
        lines.append(f'html {{ font-family: "{_CSS_TEXT.sub("", theme.font)}", system-ui, sans-serif; }}')
    if theme.colours != PLAIN.colours:
        c = theme.colours
        values = {"accent": c.accent, "ink": c.text, "soft": c.muted, "line": c.line, "shade": c.tint}
        rules = " ".join(f"--{name}: {value};" for name, value in values.items())
        lines += [
            f"@media {medium} {{ :root {{ {rules} }} }}"
            for medium in ("(prefers-color-scheme: light)", "print")
        ]
        lines.append(f"@media (prefers-color-scheme: light) {{ a {{ color: {c.link}; }} }}")
    return "".join(f"{line}\n" for line in lines)


def _css_string(text: str) -> str:
    """Return text as it can stand between quotation marks in a style sheet."""
    return "".join(c if c.isascii() and (c.isalnum() or c in " :+-") else f"\\{ord(c):x} " for c in text)


def _properties(document: Document) -> list[str]:
    values = {
        "author": document.author,
        "description": document.subject,
        "dcterms.created": document.created,
    }
    return [tag("meta", {"name": name, "content": value}) for name, value in values.items() if value]


def _landmarks(writer: _Writer, blocks: Sequence[Block]) -> list[str]:
    """Put the header and footer sections into landmarks of their own, the rest into main."""
    lines: list[str] = []
    for landmark, members in groupby(blocks, key=_landmark):
        inside: list[str] = []
        for block in members:
            inner = block.blocks if landmark != "main" and isinstance(block, Section) else (block,)
            inside.extend(writer.blocks(inner))
        hint = landmark == "main" and any(map(_holds_details, inside))
        hints = [wrapped("p", HINT, {"class": "extra hint"})] if hint else []
        lines += [f"<{landmark}>", *hints, *inside, f"</{landmark}>"]
    return lines if "<main>" in lines else [*lines, "<main>", "</main>"]


def _landmark(block: Block) -> str:
    return block.role if isinstance(block, Section) and block.role in {"header", "footer"} else "main"


class _Writer:
    """Writes blocks as lines of HTML; knows the whole document for its table of contents."""

    def __init__(self, document: Document) -> None:
        self._document = document.blocks
        self._language = document.language
        self._citations = Citations(document.blocks, document.language)

    def blocks(self, blocks: Sequence[Block]) -> list[str]:
        return [line for block in blocks for line in self._block(block)]

    def _block(self, block: Block) -> list[str]:
        match block:
            case Heading():
                return [wrapped(f"h{block.level}", self._inlines(block.children), {"id": block.id})]
            case Paragraph():
                return [self._paragraph(block)]
            case List():
                return self._list(block)
            case Table():
                return self._table(block)
            case Quotation():
                return self._quotation(block)
            case Section():
                start = tag("section", {"class": block.role, "id": block.id})
                return [start, *self.blocks(block.blocks), "</section>"]
            case Figure():
                caption = [wrapped("figcaption", self._opening(block.caption))] if block.caption else []
                return [
                    '<figure class="drawing">',
                    *caption,
                    _DRAWING,
                    *svg(block.drawing, block.alt),
                    "</div>",
                    "</figure>",
                ]
            case TableOfContents():
                entries = contents(self._document, block.depth)
                return ['<nav aria-label="Contents">', *_entries(entries), "</nav>"] if entries else []

    def _paragraph(self, block: Paragraph) -> str:
        """Write a paragraph; one in which citations open is a <div>, as HTML allows no <details> in a <p>."""
        content = self._opening(block.children)
        if _holds_details(content):
            return wrapped("div", content, {"class": block.role, "role": "paragraph", "id": block.id})
        return wrapped("p", content, {"class": block.role, "id": block.id})

    def _opening(self, children: Sequence[Inline]) -> str:
        """Write inline content where blocks may stand: neighbouring citation marks open as one."""
        parts = []
        for opens, group in groupby(children, key=self._opens):
            members = list(group)
            marks = [member for member in members if isinstance(member, CitationMark)]
            parts.append(self._citations.disclosure(marks) if opens else self._inlines(members))
        return "".join(parts)

    def _inlines(self, children: Sequence[Inline]) -> str:
        return inlines(children, self._language)

    def _opens(self, inline: Inline) -> bool:
        return isinstance(inline, CitationMark) and self._citations.opens(inline)

    def _list(self, block: List) -> list[str]:
        name = "ol" if block.ordered else "ul"
        ways = [self._citations.way_back(item.id) for item in block.items]
        items = [
            wrapped("li", self._flow(item.blocks) + way, {"id": item.id})
            for item, way in zip(block.items, ways, strict=True)
        ]
        return [tag(name, {"class": block.role}), *items, f"</{name}>"]

    def _flow(self, blocks: Sequence[Block]) -> str:
        """Write a cell's or item's content; a lone plain paragraph needs no element of its own."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph) and not (blocks[0].role or blocks[0].id):
            return self._opening(blocks[0].children)
        return "\n".join(self.blocks(blocks))

    def _table(self, block: Table) -> list[str]:
        lines = [tag("table", {"class": block.role})]
        if block.caption:
            lines.append(wrapped("caption", self._opening(block.caption)))
        if block.head:
            lines += ["<thead>", *map(self._row, block.head), "</thead>"]
        labels = [_words(cell.blocks) for cell in block.head[-1].cells] if block.head else []
        rows = [self._row(row, labels) for row in block.body]
        return [*lines, "<tbody>", *rows, "</tbody>", "</table>"]

    def _row(self, row: Row, labels: Sequence[str] = ()) -> str:
        """Write a row; with ``labels`` each cell bears that of its column, for screens that have no columns."""
        labelled = zip_longest(row.cells, labels[: len(row.cells)])
        return wrapped("tr", "".join(self._cell(cell, label) for cell, label in labelled))

    def _cell(self, cell: Cell, label: str | None) -> str:
        name, scope = ("th", cell.scope) if cell.header else ("td", None)
        return wrapped(name, self._flow(cell.blocks), {"scope": scope, "data-label": label})

    def _quotation(self, block: Quotation) -> list[str]:
        lines = ["<figure>", "<blockquote>", *self.blocks(block.blocks), "</blockquote>"]
        if block.attribution:
            lines.append(wrapped("figcaption", self._opening(block.attribution)))
        return [*lines, "</figure>"]


def _holds_details(content: str) -> bool:
    return "<details" in content


def _words(blocks: Sequence[Block]) -> str:
    return " ".join(plain(block.children) for block in blocks if isinstance(block, Paragraph))


def _entries(entries: Sequence[Entry]) -> list[str]:
    lines = ["<ul>"]
    for entry in entries:
        link = wrapped("a", escape(entry.text), {"href": f"#{entry.id}"})
        lines.append(wrapped("li", link, {"class": f"level-{entry.level}"}))
    return [*lines, "</ul>"]
