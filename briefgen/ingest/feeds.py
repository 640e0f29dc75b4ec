"""Reads feeds, RSS and Atom: every entry is an article, with what the feed says about it.

An entry's words are its full content, or its summary where there is nothing more; HTML in it
goes the way that web pages go.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import re
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefgen.ingest import plain, webpage
from briefgen.ingest.assembly import assemble
from briefgen.ingest.characters import clean, fold
from briefgen.ingest.dates import aware_moment, read_moment
from briefgen.ingest.decoding import declared_charset, decode, has_html
from briefgen.ingest.interface import Draft, Known, Publication, UnreadableError
from briefgen.model import Article, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ENTRIES = 5_000
"""How many entries are read of one feed."""

TOO_MANY = 20_000
"""With how many entries a feed is not read at all: no feed has them, and parsing would take minutes."""


_BASIS = "feed"
_LONGEST_ID = 80
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARKS = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|<!ENTITY", re.I)
_ENDS = {"<!--": "-->", "<![cdata[": "]]>"}
_ELEMENT = re.compile(r"<\w")
_LONGEST_HEAD = 65_536  # characters before the first element; feedparser takes the square of them in time
_ENTRY = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)[\s/>]", re.I)
_UNKNOWN_ENTITY = "undefined entity"  # expat's words; the forgiving parser knows those of HTML


def read_feed(
    data: bytes, path: str, *, charset: str | None = None, base: str | None = None
) -> Iterator[Article | Skipped]:
    """Yield an article for each entry of a feed, or the reason why there is none.

    ``path`` is what the feed is called in what is told; ``charset`` is the encoding that
    counts if the data names none; ``base`` is the address that relative links refer to.
    Never raises for what the data holds.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parsers, about faults of the feed
            feed = _parse(data, charset, base)
            yield from _damage(feed, path)
            entries = feed.entries[:MOST_ENTRIES]
            for number, entry in enumerate(entries, start=1):
                yield _article(_Entry(entry, feed.feed), path, number)
    except UnreadableError as error:
        yield Skipped(path, str(error))
        return
    except ImportError:
        raise  # the installation is broken, not the feed
    except Exception:  # parsers fail on damaged data in more ways than they document
        yield Skipped(path, "could not be read as a feed; it may be damaged")
        return
    if len(feed.entries) > MOST_ENTRIES:
        yield Skipped(path, f"has {len(feed.entries):,} entries; the first {MOST_ENTRIES:,} are read")


def _parse(data: bytes, charset: str | None, base: str | None) -> Any:
    import feedparser

    text = clean(decode(data, declared_charset(data) or charset))
    if (count := len(_ENTRY.findall(text))) > TOO_MANY:
        raise UnreadableError(f"has {count:,} entries; at most {TOO_MANY:,} are opened")
    if _declares_entities(text):
        raise UnreadableError("declares entities of its own, which are not read because they may never end")
    text = _DECLARATION.sub("", text).lstrip()
    if _ELEMENT.search(text, 0, _LONGEST_HEAD) is None:
        raise UnreadableError("is no feed that is known (RSS or Atom)")
    headers = {"content-type": "application/xml; charset=utf-8"}
    if base:
        headers["content-location"] = base
    feed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers=headers,
        resolve_relative_uris=False,  # addresses in the words are not kept
        sanitize_html=False,  # nothing is shown as HTML; it becomes text
    )
    if not feed.version:
        raise UnreadableError("is no feed that is known (RSS or Atom)")
    if not feed.entries:
        raise UnreadableError("is a feed without entries")
    return feed


def _declares_entities(text: str) -> bool:
    """Tell whether a feed declares entities: they may be small and unfold to gigabytes, and real feeds have none.

    What the words of an entry (CDATA) say of entities declares none; before the first element
    nothing is taken for words.
    """
    first = _ELEMENT.search(text)
    head = first.start() if first else len(text)
    end = None  # of the comment or the words that the walk is within
    for mark in _MARKS.finditer(text):
        found = mark[0].lower()
        if found == "<!entity" and (end != "]]>" or mark.start() < head):
            return True
        if end is None:
            end = _ENDS.get(found)
        elif found == end:
            end = None
    return False


def _damage(feed: Any, path: str) -> Iterator[Skipped]:
    """Tell of a feed that breaks off or is otherwise no XML: what is lost cannot be known."""
    error = feed.get("bozo_exception")
    place = getattr(error, "getLineNumber", None)
    if place is not None and _UNKNOWN_ENTITY not in str(error):
        yield Skipped(path, f"is damaged at line {place()}; entries after it may be missing")


def _article(entry: _Entry, path: str, number: int) -> Article | Skipped:
    """Return the article of an entry, which is called by its address, else by its place in the feed."""
    shown = entry.link or f"{path}#{(_one_line(entry.entry.get('id')) or str(number))[:_LONGEST_ID]}"
    try:
        return assemble(entry.draft(), shown)
    except UnreadableError as error:
        return Skipped(shown, str(error))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry as feedparser gives it, and the feed's own elements."""

    entry: Any
    feed: Any

    def draft(self) -> Draft:
        """Return the words of the entry and what the feed says about it."""
        draft = Draft(paragraphs=max((_words(part) for part in self.parts()), key=_length, default=()))
        title = _flat(self.entry.get("title_detail"))
        source = self.publisher()
        author = _one_line(self.entry.get("author"))
        return replace(
            draft,
            title=Known(title, _BASIS) if title else None,
            source=Known(source, _BASIS) if source else None,
            author=Known(author, _BASIS) if author else None,
            url=Known(self.link, _BASIS) if self.link else None,
            published=self.moment("published"),
            updated=self.moment("updated"),
        )

    def parts(self) -> list[Any]:
        """Return the texts of the entry: its contents, then its summary."""
        contents = [part for part in self.entry.get("content", []) if part.get("value")]
        summary = self.entry.get("summary_detail")
        return contents + ([summary] if summary and summary.get("value") else [])

    def publisher(self) -> str | None:
        """Return who published the entry: its own source, else that of the feed, else the feed's title."""
        names = (
            (self.entry.get("source") or {}).get("title"),
            self.entry.get("publisher"),
            self.feed.get("publisher"),
            _flat(self.feed.get("title_detail")),
        )
        return next((line for name in names if (line := _one_line(name))), None)

    @property
    def link(self) -> str | None:
        """The address of the article."""
        link = _one_line(self.entry.get("link"))
        return link if link and re.match(r"https?://", link, re.I) else None

    def moment(self, name: str) -> Publication | None:
        """Return when the entry was published or updated, in the zone that the feed gives."""
        moment = read_moment(self.entry.get(name) or "")
        parsed = self.entry.get(f"{name}_parsed")  # in UTC
        if moment is None and parsed:
            year, month, day, hour, minute, second = parsed[:6]
            moment = aware_moment(dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.UTC))
        return Publication(moment, _BASIS) if moment else None


def _words(part: Any) -> tuple[Any, ...]:
    """Return the paragraphs of a text that may be HTML."""
    value = part["value"]
    if part.get("type") == "text/plain":
        return plain.read_text(value).paragraphs
    if not has_html(value):
        return plain.read_text(html.unescape(value)).paragraphs
    try:
        page = f"<html><body><article>{value}</article></body></html>"
        return webpage.read_html(page, fragment=True).paragraphs
    except UnreadableError:
        return ()


def _length(paragraphs: tuple[Any, ...]) -> int:
    return sum(len(part.text) for part in paragraphs)


def _flat(detail: Any) -> str | None:
    """Return a title as one line, without the HTML that may be in it."""
    if not detail or not detail.get("value"):
        return None
    value: str = detail["value"]
    if detail.get("type") != "text/plain":
        value = html.unescape(re.sub(r"</?[A-Za-z][^<>]*>", " ", value))
    return _one_line(value)


def _one_line(text: str | None) -> str | None:
    return fold(clean(text)) or None if text else None
