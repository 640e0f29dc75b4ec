"""What templates see: a meeting, or several, turned into statements with citations.

Everything here is ready to show: text is plain (never markup), dates are written
out, and each statement knows the sources that it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A numbered source and the exact sentence of it that a statement rests on.

    ``start`` and ``end`` are characters of the article's text, and ``sentence`` is
    exactly that range with its white space folded.
    """

    number: int  # of the Source, counted from 1
    article: str
    start: int
    end: int
    sentence: str


class StatementKind(StrEnum):
    """Reporting rests on citations, an assessment on a stated rule."""

    REPORTING = "reporting"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence or table cell of a brief.

    ``rule`` says on what an assessment rests; reporting has citations instead.
    """

    text: str
    citations: tuple[Citation, ...] = ()
    kind: StatementKind = StatementKind.REPORTING
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled line of the header block or the details table."""

    label: str
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefParticipant:
    """Who takes part: ``attendance`` is confirmed, reported or expected."""

    name: str
    role: str | None
    role_as_of: str | None  # "19 Sep 2023", the newest article that gives the role
    side: str | None
    attendance: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefTopic:
    """One topic with how many sources speak of it and what they say."""

    label: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one side said, attributed; the sides' accounts are never merged."""

    side: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefQuote:
    """A verbatim quote with its speaker; ``via`` is who relays it."""

    text: str
    speaker: str
    role: str | None
    via: str | None
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """An earlier or later meeting of the same people."""

    when: str
    title: str
    status: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One article in the numbered list of sources."""

    number: int
    title: str
    publisher: str | None
    author: str | None
    published: str | None  # "Tue 19 Sep 2023"
    published_basis: str | None
    language: str | None
    url: str | None
    path: str
    content_hash: str
    copy_of: int | None = None  # the number of an earlier source with the same text


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSummary:
    """How many articles and independent originators, how old, and which side is missing."""

    articles: int
    originators: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One meeting as a briefing note, in the order in which it is read."""

    id: str  # of the meeting
    title: str
    file_stem: str
    when: str  # "Mon 18 Sep 2023"; "date not stated" where unknown
    start: dt.date | None
    end: dt.date | None
    where: str | None
    status: str
    kind: str
    principals: tuple[str, ...]
    cutoff: str | None  # information cut-off: the newest publication date
    prepared: str  # when the brief was made
    header: tuple[Fact, ...]
    bottom_line: tuple[Statement, ...]  # at most three
    key_points: tuple[Statement, ...]  # at most five
    details: tuple[Fact, ...]
    participants: tuple[BriefParticipant, ...]
    topics: tuple[BriefTopic, ...]
    positions: tuple[Position, ...]
    quotations: tuple[BriefQuote, ...]
    disagreements: tuple[Statement, ...]
    gaps: tuple[Statement, ...]
    chronology: tuple[Chronicle, ...]
    source_summary: SourceSummary
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Several meetings in one document, with one pooled list of sources."""

    title: str
    file_stem: str
    period: str | None  # "21 Feb 2023 to 10 Sep 2024"
    prepared: str
    briefs: tuple[Brief, ...]  # by date, undated last; citations count the pooled sources
    source_summary: SourceSummary
    sources: tuple[Source, ...]


def citations_in(value: object) -> Iterator[Citation]:
    """Yield every citation within a brief or a part of one, in order."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from citations_in(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from citations_in(getattr(value, field.name))
