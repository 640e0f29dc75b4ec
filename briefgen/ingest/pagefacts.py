"""What a web page says about itself: meta elements, JSON-LD, headings and links.

Elements are those of Open Graph, Dublin Core, schema.org and the HTML standard.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING, Any

from briefgen.ingest.characters import fold
from briefgen.ingest.dates import date_of_address, read_moment
from briefgen.ingest.interface import Draft, Known, Moment, Publication
from briefgen.ingest.structure import is_same_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_BASIS = "HTML metadata"
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published",
    "og:published_time", "publishdate", "publish-date", "publish_date", "pubdate", "parsely-pub-date",
    "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.date.created",
    "dcterms.created", "citation_publication_date", "date", "originalpublicationdate",
    "article_date_original", "cxenseparse:recs:publishtime", "rnews:datepublished",
)  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified")
_AUTHOR = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
)
_SOURCE = (
    "og:site_name",
    "application-name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "article:publisher",
)
_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "headline")
_ARTICLE_TYPES = re.compile(r"(?:Article|Report|BlogPosting|NewsItem|LiveBlogPosting|WebPage)$")
_SITE_SUFFIX = re.compile(r"\s+(?:\||–|—|-|::|·|«|»)\s+[^|–—]{2,40}$")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(\S+)")
_HANDLE = re.compile(r"^(?:https?://|@|www\.)")
_EARLIEST, _LATEST = "1980-01-01", "2100-01-01"  # fixed, so that no clock is read


def with_page_facts(draft: Draft, tree: HtmlElement) -> Draft:
    """Return the draft with what the page says about itself."""
    meta = _meta(tree)
    data = _linked_data(tree)
    url = _address(tree, meta)
    return replace(
        draft,
        title=_title(tree, meta, data),
        source=_first(meta, _SOURCE) or _entity(data.get("publisher")),
        author=_first(meta, _AUTHOR) or _entity(data.get("author")) or _marked_author(tree),
        url=url,
        published=_published(tree, meta, data, url),
        updated=_dated([*_values(meta, _UPDATED), _text(data.get("dateModified"))]),
    )


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the meta elements by lower-case name, property or itemprop; the first of each counts."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = element.get("content", "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = element.get(attribute, "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _values(meta: dict[str, str], names: tuple[str, ...]) -> list[str]:
    return [meta[name] for name in names if name in meta]


def _first(meta: dict[str, str], names: tuple[str, ...]) -> Known | None:
    return next((Known(value, _BASIS) for value in _values(meta, names) if not _HANDLE.match(value)), None)


def _linked_data(tree: HtmlElement) -> dict[str, Any]:
    """Return the first JSON-LD object that describes an article."""
    pages: dict[str, Any] = {}
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", ""):
            try:
                objects = list(_objects(json.loads(script.text or "", strict=False)))
            except (ValueError, RecursionError):
                continue
            for item in objects:
                kinds = item.get("@type")
                names = [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]
                if any(_ARTICLE_TYPES.search(name) for name in names):
                    if "WebPage" not in names:
                        return item
                    pages = pages or item
    return pages


def _objects(value: object) -> Iterator[dict[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item
            yield from _objects(item.get("@graph", []))


def _text(value: object) -> str:
    return unescape(value) if isinstance(value, str) else ""


def _entity(value: object) -> Known | None:
    """Return the name of a schema.org person or organisation, or of several."""
    parts = value if isinstance(value, list) else [value]
    names = [_text(part.get("name") if isinstance(part, dict) else part) for part in parts]
    joined = ", ".join(name for name in names if name and not _HANDLE.match(name))
    return Known(joined, _BASIS) if joined else None


def _marked_author(tree: HtmlElement) -> Known | None:
    for element in tree.xpath("//*[@rel='author' or @itemprop='author' or @itemprop='creator']"):
        name = re.sub(r"^(?:By|BY) ", "", fold(element.text_content()))
        if 2 < len(name) < 80:
            return Known(name, "HTML by-line")
    return None


def _title(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> Known | None:
    """Return the headline: the page's main heading where the metadata agree, else theirs."""
    named = [*_values(meta, _TITLE), _text(data.get("headline"))]
    named += [fold(element.text_content()) for element in tree.xpath("//head/title")]
    named = [fold(name) for name in named if name.strip()]
    headings = [words for element in tree.iter("h1") if (words := fold(element.text_content()))]
    for heading in headings:
        if (len(headings) == 1 and not named) or any(is_same_title(heading, name) for name in named):
            return Known(heading, "HTML heading")
    if named:
        return Known(_SITE_SUFFIX.sub("", named[0]) or named[0], _BASIS)
    return Known(headings[0], "HTML heading") if headings else None


def _address(tree: HtmlElement, meta: dict[str, str]) -> Known | None:
    links = [
        link.get("href", "")
        for link in tree.iter("link")
        if "canonical" in link.get("rel", "").lower().split()
    ]
    for address in (*links, meta.get("og:url", "")):
        if address.strip().startswith(("http://", "https://")):
            return Known(address.strip(), _BASIS)
    return None


def _published(
    tree: HtmlElement, meta: dict[str, str], data: dict[str, Any], url: Known | None
) -> Publication | None:
    stated = _dated([_text(data.get("datePublished")), *_values(meta, _PUBLISHED), *_marked_dates(tree)])
    if stated or (url and date_of_address(url.value)):
        return stated  # the address is read where all articles' addresses are
    return _searched(tree)


def _marked_dates(tree: HtmlElement) -> Iterator[str]:
    """Yield what elements mark as the date of publication, then a lone ``time`` element."""
    for element in tree.xpath("//*[@itemprop='datePublished' or @pubdate]"):
        yield element.get("datetime") or element.get("content") or fold(element.text_content())
    times = tree.xpath("//article//time[@datetime] | //header//time[@datetime]") or tree.xpath(
        "//time[@datetime]"
    )
    if len({element.get("datetime")[:10] for element in times}) == 1:
        yield times[0].get("datetime")


def _dated(values: list[str]) -> Publication | None:
    for value in values:
        moment = read_moment(value)
        if moment is not None:
            return Publication(moment, _BASIS)
    return None


def _searched(tree: HtmlElement) -> Publication | None:
    """Return the date that htmldate finds in the page's own markup, never in its text."""
    from htmldate import find_date

    head = _without_text(tree)
    found = find_date(head, extensive_search=False, original_date=True, min_date=_EARLIEST, max_date=_LATEST)
    moment = read_moment(found) if found else None
    return Publication(Moment(moment.day), "HTML page, by htmldate") if moment else None


def _without_text(tree: HtmlElement) -> HtmlElement:
    """Return a copy of the page without paragraphs and captions, whose dates are the story's."""
    from copy import deepcopy

    copy = deepcopy(tree)
    for element in list(copy.iter("p", "figcaption", "blockquote", "li", "footer", "aside", "nav", "script")):
        if element.tag != "script" and element.getparent() is not None:
            element.drop_tree()
    return copy
