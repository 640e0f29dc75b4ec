"""Reads web pages as saved from a site: trafilatura finds the text, the page its facts."""

from __future__ import annotations

import logging
from copy import deepcopy
from typing import TYPE_CHECKING

from briefgen.ingest import pagefacts
from briefgen.ingest.characters import clean, fold
from briefgen.ingest.decoding import declared_charset, decode, has_html
from briefgen.ingest.interface import Draft, Paragraph, UnreadableError
from briefgen.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_SILENT = logging.NullHandler()
_ASIDE = frozenset({"nav", "header", "footer", "aside", "form", "script", "style", "noscript", "template"})
_TEXT_TAGS = ("h1", "h2", "h3", "h4", "p", "blockquote", "figcaption", "li")
_KINDS = {
    "quote": BlockKind.QUOTATION,
    "item": BlockKind.PROSE,
    "row": BlockKind.PROSE,
    "head": BlockKind.HEADING,
}
_FALLBACK_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4"), BlockKind.HEADING),
    "blockquote": BlockKind.QUOTATION,
    "figcaption": BlockKind.CAPTION,
    "li": BlockKind.PROSE,
}


def read(data: bytes) -> Draft:
    """Return the draft of a page; a file that holds no markup is read as plain text."""
    text = decode(data, declared_charset(data))
    if not has_html(text):
        from briefgen.ingest import plain

        return plain.read_text(text)
    return read_html(text)


def read_html(text: str, *, fragment: bool = False) -> Draft:
    """Return the draft of a decoded page, or of a ``fragment``: an article without a site around it."""
    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).addHandler(_SILENT)  # their complaints are about the page
    tree = _parse(text)
    body = list(_main_text(tree, fragment=fragment))
    plain = list(_all_text(tree))
    if _length(body) < 0.2 * _length(plain) and _length(body) < 500:
        body = plain
    return pagefacts.with_page_facts(Draft(paragraphs=tuple(_with_captions(body, tree))), tree)


def _parse(text: str) -> HtmlElement:
    """Parse without opening anything: neither DTDs nor addresses."""
    import lxml.html

    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    tree = lxml.html.document_fromstring(clean(text).encode("utf-8"), parser=parser, ensure_head_body=True)
    if tree is None:
        raise UnreadableError("holds no text")
    return tree


def _main_text(tree: HtmlElement, *, fragment: bool) -> Iterator[Paragraph]:
    from trafilatura import bare_extraction

    # ``fast`` leaves out the slow ways to tell an article from the site around it.
    found = bare_extraction(
        deepcopy(tree), fast=fragment, include_comments=False, include_links=False, with_metadata=False
    )
    body = getattr(found, "body", None)
    if body is not None:
        for element in body:
            yield from _from_element(element)


def _from_element(element: HtmlElement, kind: BlockKind | None = None) -> Iterator[Paragraph]:
    """Yield the paragraphs of an element of trafilatura's tree (its TEI-like tags)."""
    tag = element.tag
    if tag in {"graphic", "comments"} or not isinstance(tag, str):
        return
    kind = kind or _KINDS.get(tag)
    if tag in {"list", "table", "quote", "div", "row"} and len(element) and tag != "row":
        if element.text and element.text.strip():
            yield Paragraph(element.text, kind)
        for child in element:
            yield from _from_element(child, kind)
            if child.tail and child.tail.strip():
                yield Paragraph(child.tail, kind)
        return
    separator = " | " if tag == "row" else ""
    for line in _text_of(element, separator).split("\n"):
        if line.strip():
            yield Paragraph(line, kind)


def _text_of(element: HtmlElement, separator: str = "") -> str:
    """Return the words of an element, its line breaks as line ends and its source lines folded."""
    if separator:
        return separator.join(fold("".join(cell.itertext())) for cell in element)
    parts = [" ".join((element.text or "").split("\n"))]
    for child in element:
        parts.append("\n" if child.tag in {"lb", "br"} else _text_of(child))
        parts.append(" ".join((child.tail or "").split("\n")))
    return "".join(parts)


def _all_text(tree: HtmlElement) -> Iterator[Paragraph]:
    """Yield every paragraph of a page outside of its navigation, for pages without an article."""
    found = False
    for element in tree.iter(*_TEXT_TAGS):
        if _is_aside(element) or any(parent.tag in _TEXT_TAGS for parent in element.iterancestors()):
            continue
        for line in _text_of(element).split("\n"):
            if line.strip():
                found = True
                yield Paragraph(line, _FALLBACK_KINDS.get(element.tag))
    if not found:
        body = tree.find("body")
        lines = [] if body is None else [fold(text) for text in body.itertext() if text.strip()]
        yield from (Paragraph(line) for line in lines)


def _is_aside(element: HtmlElement) -> bool:
    return any(parent.tag in _ASIDE for parent in element.iterancestors())


def _length(paragraphs: list[Paragraph]) -> int:
    return sum(len(part.text) for part in paragraphs)


def _with_captions(body: list[Paragraph], tree: HtmlElement) -> Iterator[Paragraph]:
    """Put the captions of the page's figures after the kept paragraph that they follow there.

    Captions after the last kept paragraph belong to other stories.
    """
    places: dict[str, list[str]] = {}
    kept = {fold(part.text) for part in body}
    before, waiting = "", list[tuple[str, str]]()
    for element in tree.iter(*_TEXT_TAGS):
        words = fold("".join(element.itertext()))
        if element.tag == "figcaption" and words and not _is_aside(element):
            waiting.append((before, words))
        elif element.tag != "figcaption" and words in kept:
            for place, caption in waiting:
                places.setdefault(place, []).append(caption)
            before, waiting = words, []
    captions = {caption for found in places.values() for caption in found}
    yield from (Paragraph(caption, BlockKind.CAPTION) for caption in places.pop("", []))
    for part in body:
        words = fold(part.text)
        if words not in captions:
            yield part
        yield from (Paragraph(caption, BlockKind.CAPTION) for caption in places.pop(words, []))
