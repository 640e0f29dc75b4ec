"""All that one article says, as extract reads it: the unit of caching and of parallel work.

References inside a reading are indices into its tuples, since the same person or
meeting in another article is not known yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefgen.model.article import Span  # noqa: TC001 - what reads a stored reading looks its types up


class ActorKind(StrEnum):
    """Who can speak or take part."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class RoleClaim:
    """What an article says someone is: "Russian Foreign Minister"."""

    title: str
    organisation: str | None
    country: str | None
    span: Span
    head: str | None = None  # the noun of the title: "minister"
    kinds: tuple[str, ...] = ()  # the words that tell one such office from another: "foreign"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person or an institution as one article tells of them.

    ``name`` is the fullest form that the article uses, without titles; ``aliases``
    are the other forms ("Wang", "Mr Xi"); ``mentions`` are the spans of all of them,
    pronouns not included.  Where the article only describes someone ("the Chinese
    president"), ``offices`` holds the nouns of which the bearer has one ("president"),
    ``country`` for whom, and ``roles`` the description; ``name`` is then no name.
    """

    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[RoleClaim, ...] = ()
    country: str | None = None  # for which this one speaks
    mentions: tuple[Span, ...] = ()
    offices: tuple[str, ...] = ()


class TimeUnit(StrEnum):
    """The unit of a relative expression: "last week" is -1 week."""

    DAY = "day"
    WEEK = "week"
    WEEKEND = "weekend"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words that place something in time, taken apart but not resolved.

    What the words leave open stays ``None``: "Feb. 21-22" has ``month=2, day=21,
    end_day=22`` and no year.  ``temporal.resolve`` turns it into days once the day of
    publication is known.

    ``weekday`` counts from Monday = 0.  ``shift`` counts ``unit`` from the article's
    day: yesterday is -1 day.  ``direction`` says where the tense or a word puts it:
    -1 before the article, +1 after it, 0 unknown.  ``approximate`` marks "later this
    year", "early October": the expression bounds the date but does not give it.

    ``length`` is over how many days the article says that something went which these
    words give one day of ("a two-day summit that ended on Saturday"), ``nth`` which of
    them that is, counted from 1.
    """

    span: Span
    text: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_year: int | None = None
    end_month: int | None = None
    end_day: int | None = None
    weekday: int | None = None
    end_weekday: int | None = None
    unit: TimeUnit | None = None
    shift: int | None = None
    direction: int = 0
    approximate: bool = False
    length: int = 1
    nth: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something is: a city if one is known, else what is known.

    ``inferred`` marks one that the article does not say of the meeting itself, but of a
    participant in those days, or of the article as a whole.
    """

    name: str
    country: str | None = None
    venue: str | None = None
    span: Span | None = None
    inferred: bool = False


class MeetingKind(StrEnum):
    """The form of an encounter."""

    TALKS = "talks"
    CONSULTATION = "consultation"
    NEGOTIATION = "negotiation"
    SUMMIT = "summit"
    CALL = "call"
    MEAL = "meal"
    RECEPTION = "reception"
    SIGNING = "signing"


class Status(StrEnum):
    """What is known about whether a meeting takes place."""

    HELD = "held"
    PLANNED = "planned"
    POSSIBLE = "possible"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of a meeting in one article: a named actor, or words for one ("officials").

    ``described`` is the actor that words such as "the Chinese president" describe; ``along``
    marks who only came along with those who met.
    """

    name: str
    actor: int | None = None
    described: int | None = None
    side: str | None = None
    span: Span | None = None
    along: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A sentence or headline that tells of a meeting, and why it was taken as one."""

    span: Span  # the sentence
    trigger: Span  # the word that gave it away
    rule: str  # "verb 'met' with two parties"


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicClaim:
    """Something that was talked about, with its sentence and who said so.

    ``key`` is what the wordings of one topic have in common: the name in it ("ukraine" of
    "Ukraine crisis"), else its words in the singular.  ``weight`` says how surely: 3 for
    what is said to have been discussed, less for what a participant speaks of.  ``discussed``
    tells that the sentence says it was talked about at the meeting, or reports what a participant
    said of it; otherwise only the account around the meeting speaks of it.
    """

    label: str
    key: str
    span: Span
    actor: int | None = None
    weight: int = 1
    discussed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedMeeting:
    """One encounter as one article tells of it: all its mentions there, put together."""

    kind: MeetingKind
    status: Status
    status_span: Span
    parties: tuple[Party, ...]
    mentions: tuple[Mention, ...]
    main: bool
    times: tuple[TimeExpression, ...] = ()  # best first
    place: Place | None = None
    series: str | None = None  # "strategic security consultation"
    edition: int | None = None  # 18 of "the 18th round"
    event: str | None = None  # the gathering of many that it is, by the name of its body: "g20"
    topics: tuple[TopicClaim, ...] = ()


class QuoteKind(StrEnum):
    """How closely words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"  # a quoted fragment inside a reported clause


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedQuote:
    """Words that someone is reported to have said or written.

    ``span`` holds the words without their quotation marks.  ``via`` is who relays
    them ("TASS"), kept apart from who spoke.  ``continues`` is the index of the
    earlier part of a broken quote.
    """

    span: Span
    kind: QuoteKind
    speaker: int | None = None
    speaker_text: str | None = None
    speaker_span: Span | None = None
    cue: str | None = None
    cue_span: Span | None = None
    via: str | None = None
    continues: int | None = None
    meeting: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that one article says, each with spans.

    ``fingerprint`` is a bottom-k sketch of the text's word sequences, by which copies
    of one text are recognised without the text.
    """

    article: str
    actors: tuple[Actor, ...] = ()
    meetings: tuple[ReportedMeeting, ...] = ()
    quotes: tuple[ReportedQuote, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    fingerprint: tuple[int, ...] = ()
