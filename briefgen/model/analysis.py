"""What all articles of one run say together: people, meetings and quotes.

Ids are short strings, stable for the same input: ``a…`` articles, ``p…`` people,
``m…`` meetings, ``q…`` quotes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.model.article import Article, Precision, Skipped, Span

if TYPE_CHECKING:
    import datetime as dt

    from briefgen.model.reading import ActorKind, MeetingKind, Place, QuoteKind, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office that articles give someone."""

    title: str
    organisation: str | None
    country: str | None
    articles: tuple[str, ...]
    evidence: tuple[Span, ...]

    @property
    def label(self) -> str:
        """The office in the articles' own words, as a brief shows it."""
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One human being, or one institution that speaks, across all articles."""

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()  # best attested first
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Someone who took part; ``person`` is None for a delegation or unnamed officials."""

    person: str | None
    name: str
    role: str | None
    side: str | None
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What was talked about, in a reader's words, with the sentences that say so.

    ``discussed`` is false where no source says that the meeting, or somebody at it, spoke of
    it: the articles speak of it around the meeting.
    """

    label: str
    aliases: tuple[str, ...]
    evidence: tuple[Span, ...]
    discussed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLink:
    """An article that tells of the meeting; ``main`` if it is the article's own subject."""

    article: str
    main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscrepancyValue:
    """One of the values that sources give for a field."""

    value: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """A field for which the sources give values that cannot all be true."""

    field: str
    values: tuple[DiscrepancyValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusReport:
    """What one article says about the status, with the sentence it says it in."""

    status: Status
    article: str
    evidence: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFinding:
    """When a meeting is, as far as the articles allow to say.

    ``text`` holds an article's words, ``basis`` says in one line how the days were
    reached; ``start`` and ``end`` are None where the year cannot be told.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    precision: Precision = Precision.UNKNOWN
    text: str | None = None
    basis: str | None = None
    evidence: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One encounter across all articles."""

    id: str
    title: str
    kind: MeetingKind
    status: Status
    date: DateFinding
    place: Place | None
    place_evidence: tuple[Span, ...]
    participants: tuple[Participant, ...]
    topics: tuple[Topic, ...]
    quotes: tuple[str, ...]
    mentions: tuple[Span, ...]
    rules: tuple[str, ...]  # why each mention was taken, in the order of ``mentions``
    articles: tuple[ArticleLink, ...]
    status_reports: tuple[StatusReport, ...]  # newest article first
    discrepancies: tuple[Discrepancy, ...] = ()
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that someone is reported to have said, at their place in their article."""

    id: str
    article: str
    text: str
    kind: QuoteKind
    start: int
    end: int
    speaker: str | None = None
    speaker_text: str | None = None
    speaker_span: Span | None = None
    cue: str | None = None
    via: str | None = None
    continues: str | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Articles that are copies or near-copies of one text: one originator."""

    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """The articles, people, quotes and meetings of one run."""

    articles: tuple[Article, ...]
    people: tuple[Person, ...]
    meetings: tuple[Meeting, ...]
    quotes: tuple[Quote, ...]
    skipped: tuple[Skipped, ...] = ()
    copies: tuple[CopyGroup, ...] = ()  # groups of two or more
