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
    article: str  # its id
    start: int  # the first character of the sentence
    end: int  # the one after the last
    sentence: str  # as the article has it


class StatementKind(StrEnum):
    """Reporting rests on citations, an assessment on a stated rule."""

    REPORTING = "reporting"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence or table cell of a brief.

    ``rule`` says on what an assessment rests; reporting has citations instead.
    """

    text: str  # a whole sentence, or the content of a table cell
    citations: tuple[Citation, ...] = ()  # what it rests on
    kind: StatementKind = StatementKind.REPORTING  # "reporting" or "assessment"
    rule: str | None = None  # of an assessment: what it rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled line of the header block or the details table."""

    label: str  # "Place"
    statement: Statement  # "Port Alba, Norland", with its citations


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefParticipant:
    """Who takes part: ``attendance`` is confirmed, reported or expected."""

    name: str  # in full
    role: str | None  # "foreign minister"
    role_as_of: str | None  # "19 Sep 2023", the newest article that gives the role
    side: str | None  # the country or organisation that one speaks for
    attendance: str  # "confirmed", "reported", "expected" or "was expected"
    citations: tuple[Citation, ...]  # the sentences that attest it
    person: str | None = None  # who it is: the same in every brief of a digest; None for a group or an office


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefTopic:
    """One topic with how many sources speak of it and what they say."""

    label: str  # "Ferry treaty"
    statements: tuple[Statement, ...]  # what the sources say of it; may be empty
    citations: tuple[Citation, ...]  # the sentences that name it


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one side said, attributed; the sides' accounts are never merged."""

    side: str  # "Norland"
    statements: tuple[Statement, ...]  # empty where the sources hold none


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefQuote:
    """A verbatim quote with its speaker; ``via`` is who relays it."""

    text: str  # verbatim, without quotation marks
    speaker: str  # a name, or what the article calls the speaker
    role: str | None  # of the speaker
    via: str | None  # who relays it: an agency, a ministry
    citation: Citation  # the sentence in which it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """An earlier or later meeting of the same people."""

    when: str  # "Thu 6 Mar 2031"
    title: str  # of that meeting
    status: str  # as that of a brief
    citations: tuple[Citation, ...]  # the sentences that tell of it
    start: dt.date | None = None  # the first day, None where unknown
    end: dt.date | None = None  # the last day


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One article in the numbered list of sources."""

    number: int  # counted from 1 in the document
    title: str  # of the article
    publisher: str | None  # the outlet or agency
    author: str | None  # as the article names it
    published: str | None  # "Tue 19 Sep 2023"
    published_basis: str | None  # how the day is known: "page metadata", "dateline"
    language: str | None  # "en"
    url: str | None  # the address of the article; test it with "is linkable"
    path: str  # of the file that was read
    content_hash: str  # SHA-256 of the text, in full
    copy_of: int | None = None  # the number of an earlier source with the same text
    is_background: bool = False  # tells of other meetings alone


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSummary:
    """How many articles and independent originators, how old, and which side is missing."""

    articles: int  # how many articles tell of it
    originators: int  # how many of them are independent; copies of one text count once
    statements: tuple[Statement, ...]  # the same in sentences, with age and the side that is missing


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefChanges:
    """What is new of a meeting since an earlier edition, if one was given to compare with."""

    mark: str  # "New", "Changed", or "" where no new article tells anything
    since: str  # "the last edition (articles up to Mon 5 May 2031)"
    summary: Statement  # all in one line: "status planned → held; 1 new quotation"
    statements: tuple[Statement, ...]  # each change that a new article shows
    retold: tuple[Statement, ...]  # what differs although no new article shows it, as assessments


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestChanges:
    """What is new in a digest since an earlier edition."""

    since: str  # as that of a brief
    summary: Statement  # how many meetings are new, changed, unchanged and gone
    gone: tuple[Statement, ...]  # the meetings of that edition that are not found any more, as assessments


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One meeting as a briefing note, in the order in which it is read."""

    id: str  # of the meeting
    title: str  # who met whom, where and when, as far as that is known
    file_stem: str  # the name of the file, without its ending
    when: str  # "Mon 18 Sep 2023"; "date not stated" where unknown
    start: dt.date | None  # the first day, None where unknown
    end: dt.date | None  # the last day
    where: str | None  # "Port Alba, Norland"
    status: str  # "held", "planned", "possible", "postponed" or "cancelled"
    kind: str  # "meeting", "consultation", "negotiation", "summit", "call", "meal", "reception" or "signing"
    principals: tuple[str, ...]  # the names of those whom the meeting is between
    cutoff: str | None  # information cut-off: the newest publication date
    prepared: str  # when the brief was made: "Tue 19 Sep 2023, 10:30 UTC"
    header: tuple[Fact, ...]  # the block at the top
    bottom_line: tuple[Statement, ...]  # at most three
    key_points: tuple[Statement, ...]  # at most five
    details: tuple[Fact, ...]  # the table of details
    participants: tuple[BriefParticipant, ...]  # all that a source names
    topics: tuple[BriefTopic, ...]  # said to be discussed; the most that the limits of [brief] allow
    coverage: tuple[BriefTopic, ...] = ()  # spoken of around it; no source says it was discussed
    positions: tuple[Position, ...]  # by side, for what each said
    quotations: tuple[BriefQuote, ...]  # best first; the parts of a broken quote follow each other
    disagreements: tuple[Statement, ...]  # where the sources tell different things
    gaps: tuple[Statement, ...]  # what no source tells, as assessments
    chronology: tuple[Chronicle, ...]  # other meetings of the same people, by date, undated last
    source_summary: SourceSummary  # how much all this rests on
    sources: tuple[Source, ...]  # in order of number
    changes: BriefChanges | None = None  # None where no earlier edition was given


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Several meetings in one document, with one pooled list of sources."""

    title: str  # "Digest of 3 meetings, ..."
    file_stem: str  # the name of the file, without its ending
    period: str | None  # "21 Feb 2023 to 10 Sep 2024"
    prepared: str  # when the digest was made
    briefs: tuple[Brief, ...]  # by date, undated last; citations count the pooled sources
    source_summary: SourceSummary  # how much all this rests on
    sources: tuple[Source, ...]  # in order of number, pooled
    changes: DigestChanges | None = None  # None where no earlier edition was given


def citations_in(value: object) -> Iterator[Citation]:
    """Yield every citation within a brief or a part of one, in order."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from citations_in(item)
    elif not isinstance(value, str):
        owner = type(value)
        if owner not in _FIELD_NAMES:
            names = tuple(field.name for field in fields(owner)) if is_dataclass(owner) else ()
            _FIELD_NAMES[owner] = names
        for name in _FIELD_NAMES[owner]:
            yield from citations_in(getattr(value, name))


_FIELD_NAMES: dict[type, tuple[str, ...]] = {}  # as they are asked for
