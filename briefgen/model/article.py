"""One piece of news as ingest hands it on: text, blocks, and what is known about it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - what reads a stored article looks its types up
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters of one article's text; all evidence is spans."""

    article: str
    start: int
    end: int


class BlockKind(StrEnum):
    """What a stretch of an article's text is."""

    TITLE = "title"
    HEADING = "heading"
    PROSE = "prose"
    QUOTATION = "quotation"  # a block quote, a statement set apart
    CAPTION = "caption"  # words under a picture: evidence for a date, but not prose
    CREDIT = "credit"  # "Photo: Reuters"
    METADATA = "metadata"  # "Published: Sep 19, 2023 09:27 PM", by-lines
    BOILERPLATE = "boilerplate"  # "Skip to content", "Source link", share buttons
    REFERENCE = "reference"  # "Reference(s):" and what follows


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like stretch of the text; blocks are in order and do not overlap."""

    kind: BlockKind
    start: int
    end: int


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    RANGE = "range"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of days, both ends included; a month is its first and last day."""

    start: dt.date
    end: dt.date
    precision: Precision

    def overlaps(self, other: Interval) -> bool:
        """Tell whether the two share at least one day."""
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where each fact about an article came from, in words ("front matter", "dateline")."""

    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening "MOSCOW, Sept. 19 (Xinhua) --" of a news report."""

    start: int
    end: int
    place: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    r"""One piece of news.

    ``text`` is what the program read, with line ends as ``\\n`` and without control
    characters.  It begins with the title where one is known, so that a headline can
    serve as evidence.  ``blocks`` covers every character that is not white space.
    """

    id: str
    path: str
    text: str
    blocks: tuple[Block, ...]
    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_at: dt.datetime | None = None  # aware; only where the source gives a time and zone
    dateline: Dateline | None = None
    language: str | None = None  # ISO 639-1
    provenance: Provenance = field(default_factory=Provenance)

    @property
    def content_hash(self) -> str:
        """SHA-256 of the text, in hexadecimal: what a reader compares a copy with."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def words(self, span: Span) -> str:
        """Return the characters of a span of this article."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gives nothing to a brief, with the reason in one sentence."""

    path: str
    reason: str
