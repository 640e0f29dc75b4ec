"""Citation marks that open in place: a reader sees the sentences behind a statement without leaving it.

The marks are the summary of a ``<details>``, so that no script is needed; what it holds besides the marks
bears the class "extra": this format alone shows it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from briefgen.render.document import Inline, Link, List, Paragraph, Time
from briefgen.render.html_inline import worded, wrapped
from briefgen.render.outline import plain, walk
from briefgen.render.templates_filters import at_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.render.document import Block, CitationMark, ListItem

HINT = "Open a number in brackets to read, word for word, the sentences that the statement rests on."


class Citations:
    """The sources and the sentences of a document, by the links that lead to them."""

    def __init__(self, blocks: Sequence[Block], language: str) -> None:
        self._language = language
        self._firsts: dict[str, str] = {}  # id of a source → that of the mark that cites it first
        lists = (block for block in walk(blocks) if isinstance(block, List))
        self._items = {item.id: item for block in lists for item in block.items if item.id}

    def opens(self, mark: CitationMark) -> bool:
        """Tell whether there are sentences to show for a mark."""
        return bool(mark.quoted) or any(name in self._items for name in mark.evidence)

    def disclosure(self, marks: Sequence[CitationMark]) -> str:
        """Return neighbouring marks as one element that opens to show their sentences."""
        shown = "".join(wrapped("sup", f"[{mark.number}]", {"id": self._first(mark)}) for mark in marks)
        summary = f'<summary><span class="extra">Evidence: </span>{shown}</summary>'
        held = "".join(line for mark in marks for line in self._evidence(mark))
        return f'<details class="citation">{summary}<div class="extra">{held}</div></details>'

    def _first(self, mark: CitationMark) -> str | None:
        """Return an id for the mark that is the first to cite its source."""
        source = mark.href.removeprefix("#")
        if source in self._firsts:
            return None
        self._firsts[source] = f"cites-{source}"
        return self._firsts[source]

    def way_back(self, source: str | None) -> str:
        """Return a link from a source to where it is cited first, or nothing where it is not."""
        place = self._firsts.get(source or "")
        if place is None:
            return ""
        name = f"Back to the first citation of {(source or '').replace('-', ' ')}"
        link = wrapped("a", "Back to the first citation", {"href": f"#{place}", "aria-label": name})
        return wrapped("p", link, {"class": "extra meta"})

    def _evidence(self, mark: CitationMark) -> Iterator[str]:
        source = self._items.get(mark.href.removeprefix("#"))
        told = _words(source) if source else ()
        name = source.label if source and source.label else plain(told)
        label = f'aria-label="Source {mark.number} in the list"'
        yield f'<p><a href="{escape(mark.href)}" {label}>[{mark.number}]</a> {worded(name, self._language)}</p>'
        for item in filter(None, map(self._items.get, mark.evidence)):
            yield self._sentence(plain(_words(item)), _address(_words(item)))
        address = _address(told)
        for sentence in mark.quoted:
            yield self._sentence(sentence, at_sentence(address, sentence) if address else None)

    def _sentence(self, words: str, address: str | None) -> str:
        way = f' <a href="{escape(address)}" rel="noreferrer">In the article</a>' if address else ""
        return f"<blockquote><p>{worded(words, self._language)}{way}</p></blockquote>"


def _words(item: ListItem) -> Sequence[Inline]:
    """Return the first paragraph of an item."""
    return next((block.children for block in item.blocks if isinstance(block, Paragraph)), ())


def _address(children: Sequence[Inline]) -> str | None:
    """Return the first address outside of the document that inline content links to."""
    for child in children:
        if isinstance(child, Link) and not child.href.startswith("#"):
            return child.href
        if isinstance(child, Link | Time) and (found := _address(child.children)):
            return found
    return None
