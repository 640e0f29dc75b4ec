"""Inline content → runs and hyperlinks; links and bookmarks are counted as they come."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import groupby
from typing import TYPE_CHECKING

from docx.opc.constants import RELATIONSHIP_TYPE as RT

from briefgen.render.document import CitationMark, Inline, LineBreak, Link, Text, Time
from briefgen.render.docx.oxml import Element, add, add_line_break, add_run, legal
from briefgen.render.outline import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from docx.opc.part import Part

    from briefgen.render.docx.notes import Notes

_LONGEST_BOOKMARK = 40  # characters, Word's own limit


class References:
    """What a part of a file points to: outside addresses, and places inside of it."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._links: dict[str, str] = {}  # address → relationship id
        self._bookmarks: dict[str, str] = {}  # block id → bookmark name
        self._names: set[str] = set()
        self._opened = 0

    def of_part(self, part: Part) -> References:
        """Return the references of another part of the file: other addresses, the same places."""
        other = References(part)
        other._bookmarks, other._names = self._bookmarks, self._names
        return other

    def relationship(self, address: str) -> str:
        """Return the id of the relationship to an outside address.

        python-docx looks through all relationships for each new one, which takes minutes
        where there are thousands, so the ids are given here.
        """
        if address not in self._links:
            key = f"rLink{len(self._links) + 1}"
            self._part.load_rel(RT.HYPERLINK, legal(address), key, is_external=True)
            self._links[address] = key
        return self._links[address]

    def bookmark(self, id: str) -> str:
        """Return the bookmark name for a block's id: letters, digits and underscores, each once."""
        if id not in self._bookmarks:
            name = self._free_name(id)
            self._names.add(name.lower())  # Word takes names that differ in case alone for one
            self._bookmarks[id] = name
        return self._bookmarks[id]

    def _free_name(self, id: str) -> str:
        name = re.sub(r"\W", "_", id, flags=re.ASCII)
        name = (name if name[:1].isalpha() else f"b{name}")[: _LONGEST_BOOKMARK - 6]
        candidate, number = name, 1
        while candidate.lower() in self._names:
            number += 1
            candidate = f"{name}_{number}"
        return candidate

    def marked(self, parent: Element, *ids: str | None) -> AbstractContextManager[None]:
        """Put bookmarks around what is added to ``parent`` meanwhile."""
        return self._marked(parent, ids) if any(ids) else nullcontext()

    @contextmanager
    def _marked(self, parent: Element, ids: Sequence[str | None]) -> Iterator[None]:
        opened = []
        for block in filter(None, ids):
            self._opened += 1
            add(parent, "w:bookmarkStart", {"w:id": self._opened, "w:name": self.bookmark(block)})
            opened.append(self._opened)
        yield
        for number in reversed(opened):
            add(parent, "w:bookmarkEnd", {"w:id": number})


class InlineWriter:
    """Writes inline content into paragraphs; ``styles`` maps names of styles to ids."""

    def __init__(self, references: References, styles: Mapping[str, str], notes: Notes | None = None) -> None:
        self._references = references
        self._styles = styles
        self._notes = notes

    def write(
        self,
        parent: Element,
        children: Sequence[Inline],
        link_style: str = "Hyperlink",
        statement: str | None = None,
    ) -> None:
        """Add the runs of a paragraph's content; ``link_style`` is the name of a character style.

        ``statement`` is what citation marks stand for, if that is not the content itself.
        """
        for citing, run in groupby(children, lambda child: isinstance(child, CitationMark)):
            group = tuple(run)
            if citing and self._notes:
                said = plain(children) if statement is None else statement
                marks = [mark for mark in group if isinstance(mark, CitationMark)]
                if self._notes.refer(parent, marks, said):
                    continue
            for child in group:
                self._write(parent, child, None, self._styles[link_style])

    def write_without_notes(self, parent: Element, children: Sequence[Inline]) -> None:
        """Add the runs of content where no notes may stand: of headings, and of rows that repeat."""
        for child in children:
            self._write(parent, child, None, self._styles["Hyperlink"])

    def _write(self, parent: Element, inline: Inline, style: str | None, link_style: str) -> None:
        match inline:
            case Text():
                self._write_text(parent, inline, style)
            case Time():
                for child in inline.children:
                    self._write(parent, child, style, link_style)
            case Link():
                link = self.add_link(parent, inline.href)
                for child in inline.children:
                    self._write(link, child, link_style, link_style)
            case CitationMark():
                link = self.add_link(parent, inline.href)
                add_run(link, f"[{inline.number}]", self._styles["Citation Mark"])
            case LineBreak():
                add_line_break(parent)

    def _write_text(self, parent: Element, text: Text, style: str | None) -> None:
        if style is None and text.strong != text.emphasis:
            add_run(parent, text.text, self._styles["Strong" if text.strong else "Emphasis"])
        else:
            add_run(parent, text.text, style, bold=text.strong, italic=text.emphasis)

    def add_link(self, parent: Element, href: str) -> Element:
        """Add a hyperlink without content as yet, to an address or to "#" with a block's id."""
        if href.startswith("#"):
            target = {"w:anchor": self._references.bookmark(href[1:])}
        else:
            target = {"r:id": self._references.relationship(href)}
        return add(parent, "w:hyperlink", {**target, "w:history": 1})
