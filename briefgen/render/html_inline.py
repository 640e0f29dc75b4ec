"""Inline content → HTML: words, links, marks, and passages in other languages than the document's."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from briefgen.render.document import CitationMark, Inline, LineBreak, Link, Text, Time
from briefgen.render.scripts import passages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONG_WORD = re.compile(
    r"(\S{28,})"
)  # may break anywhere, even in a table, whose columns other words hold open


def tag(name: str, attributes: Mapping[str, str | None]) -> str:
    """Return a start tag with the attributes that have a value, escaped."""
    given = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{name}{given}>"


def wrapped(name: str, content: str, attributes: Mapping[str, str | None] | None = None) -> str:
    """Return an element with content that is HTML already."""
    return f"{tag(name, attributes or {})}{content}</{name}>"


def inlines(children: Sequence[Inline], language: str) -> str:
    """Return inline content as HTML; ``language`` is that of the document."""
    return "".join(_inline(child, language) for child in children)


def _inline(inline: Inline, language: str) -> str:
    match inline:
        case Text():
            return _text(inline, language)
        case Link():
            rel = None if inline.href.startswith("#") else "noreferrer"
            return wrapped("a", inlines(inline.children, language), {"href": inline.href, "rel": rel})
        case Time():
            return wrapped("time", inlines(inline.children, language), {"datetime": inline.datetime})
        case CitationMark():
            return mark_link(inline)
        case LineBreak():
            return "<br>"


def _text(text: Text, language: str) -> str:
    content = worded(text.text, language)
    if text.emphasis:
        content = wrapped("em", content)
    return wrapped("strong", content) if text.strong else content


def worded(text: str, language: str) -> str:
    """Return words, escaped, that name the language of passages in another script."""
    return "".join(
        wrapped("span", _broken(words), {"lang": spoken}) if spoken else _broken(words)
        for spoken, words in passages(text, language)
    )


def _broken(words: str) -> str:
    return "".join(
        wrapped("span", escape(part), {"class": "long"}) if number % 2 else escape(part)
        for number, part in enumerate(_LONG_WORD.split(words))
    )


def mark_link(mark: CitationMark) -> str:
    """Return a mark as a link to its entry in the list of sources."""
    href, label = escape(mark.href), f"Source {mark.number}"
    return f'<sup><a href="{href}" aria-label="{label}">[{mark.number}]</a></sup>'
