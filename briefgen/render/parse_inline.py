"""Inline elements → runs of text, links, times and citation marks, with white space folded."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.render.document import CitationMark, Inline, LineBreak, Link, Text, Time
from briefgen.render.errors import ElementError
from briefgen.render.parse_elements import Element
from briefgen.render.parse_text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

INLINE = frozenset({"a", "time", "strong", "em", "br", "sup"})

_INTERNAL = re.compile(r"#[A-Za-z][A-Za-z0-9_.-]*")
_EXTERNAL = re.compile(
    r"(?:https?://|mailto:)[^\s<>\"{}|\\^`\x00-\x20\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+", re.I
)


def is_linkable(address: str | None) -> bool:
    """Tell whether an address may become a link to the outside: http, https or mailto, well formed."""
    return address is not None and _EXTERNAL.fullmatch(address) is not None


_PLAIN = Text("")


def inlines(nodes: Sequence[Element | str]) -> tuple[Inline, ...]:
    """Convert text and inline elements to one paragraph's content, folded and trimmed."""
    raw = _convert(nodes, _PLAIN)
    tidy, _ = _trim_left(_merge(raw), at_start=True)
    return _trim_right(tidy)


def _convert(nodes: Sequence[Element | str], style: Text) -> list[Inline]:
    found: list[Inline] = []
    for node in nodes:
        if isinstance(node, str):
            found.append(Text(fold(node), style.strong, style.emphasis))
        else:
            found.extend(_element(node, style))
    return found


def _element(element: Element, style: Text) -> list[Inline]:
    match element.name:
        case "strong":
            return _convert(element.children, replace(style, strong=True))
        case "em":
            return _convert(element.children, replace(style, emphasis=True))
        case "br":
            return [LineBreak()]
        case "a":
            return _link(element, style)
        case "time":
            return [Time(_moment(element), tuple(_merge(_convert(element.children, style))))]
        case "sup":
            return [_mark(element)]
    raise ElementError(
        f"<{element.name}> has no place inside a paragraph", element=element.name, line=element.line
    )


def _link(element: Element, style: Text) -> list[Inline]:
    """Return a link; an address that cannot be followed safely leaves its words alone."""
    href = element.attributes.get("href", "")
    children = _merge(_convert(element.children, style))
    if any(isinstance(child, Link | CitationMark) for child in children):
        raise ElementError("<a> cannot stand inside another <a>", element="a", line=element.line)
    if _INTERNAL.fullmatch(href) or is_linkable(href):
        return [Link(href, tuple(children))]
    return children


def _mark(element: Element) -> CitationMark:
    """Read ``<sup><a href="#source-3" data-evidence="id id">3</a></sup>``; the ids may be left out.

    Sentences that the list of sources lacks may follow: ``<sup><a href="#source-3">3</a><q>A sentence.</q></sup>``.
    """
    link, *rest = [child for child in element.children if isinstance(child, Element) or child.strip()] or [""]
    if isinstance(link, Element) and link.name == "a" and len(link.children) == 1:
        href, number = link.attributes.get("href", ""), link.children[0]
        if isinstance(number, str) and number.isdecimal() and number.isascii() and _INTERNAL.fullmatch(href):
            ids = tuple(dict.fromkeys(link.attributes.get("data-evidence", "").split()))
            return CitationMark(int(number), href, ids, tuple(filter(None, map(_sentence, rest))))
    raise _no_mark(element)


def _sentence(node: Element | str) -> str:
    if (
        isinstance(node, Element)
        and node.name == "q"
        and all(isinstance(part, str) for part in node.children)
    ):
        return fold("".join(part for part in node.children if isinstance(part, str))).strip()
    raise _no_mark(node if isinstance(node, Element) else None)


def _no_mark(element: Element | None) -> ElementError:
    message = '<sup> is for citation marks alone: <sup><a href="#source-3">3</a></sup>, with or without <q>'
    return ElementError(message, element="sup", line=element.line if element else None)


def _moment(element: Element) -> str:
    value = element.attributes.get("datetime", "")
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        raise ElementError(
            f'the "datetime" of <time> is an ISO 8601 date, not "{value[:40]}"',
            element="time",
            line=element.line,
        ) from None
    return value


def _merge(children: Sequence[Inline]) -> list[Inline]:
    """Join neighbouring texts of one emphasis."""
    merged: list[Inline] = []
    for child in children:
        last = merged[-1] if merged else None
        if isinstance(child, Text) and isinstance(last, Text) and _style(child) == _style(last):
            merged[-1] = Text(fold(last.text + child.text), last.strong, last.emphasis)
        else:
            merged.append(child)
    return merged


def _style(text: Text) -> tuple[bool, bool]:
    return (text.strong, text.emphasis)


def _trim_left(children: Sequence[Inline], *, at_start: bool) -> tuple[list[Inline], bool]:
    """Drop each space that follows another, or a line's start; tell whether a space came last."""
    kept: list[Inline] = []
    for child in children:
        if isinstance(child, Text):
            text = child.text.removeprefix(" ") if at_start else child.text
            if text:
                kept.append(child if text is child.text else Text(text, child.strong, child.emphasis))
                at_start = text.endswith(" ")
        elif isinstance(child, Link | Time):
            inner, at_start = _trim_left(child.children, at_start=at_start)
            if inner:
                kept.append(replace(child, children=tuple(inner)))
        else:
            if isinstance(child, LineBreak):
                kept = list(_trim_right(kept))
            kept.append(child)
            at_start = isinstance(child, LineBreak)
    return kept, at_start


def _trim_right(children: Sequence[Inline]) -> tuple[Inline, ...]:
    """Drop the space at the end, and line breaks there."""
    kept = list(children)
    while kept:
        last = kept.pop()
        if isinstance(last, LineBreak):
            continue
        trimmed = _without_last_space(last)
        if trimmed is not None:
            return (*kept, trimmed)
    return ()


def _without_last_space(inline: Inline) -> Inline | None:
    if isinstance(inline, Text):
        text = inline.text.removesuffix(" ")
        if text is inline.text and text:
            return inline
        return Text(text, inline.strong, inline.emphasis) if text else None
    if isinstance(inline, Link | Time):
        children = _trim_right(inline.children)
        return replace(inline, children=children) if children else None
    return inline
