"""Readings made by hand, so that clustering is tested without a language model.

An article's text is only as long as its spans need; ``told`` gives each meeting a sentence
of its own, one after the other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefgen.cluster import cluster
from briefgen.model import (
    Actor,
    ActorKind,
    Analysis,
    Article,
    Block,
    BlockKind,
    Meeting,
    MeetingKind,
    Mention,
    Party,
    Place,
    QuoteKind,
    Reading,
    ReportedMeeting,
    ReportedQuote,
    RoleClaim,
    Span,
    Status,
    TimeExpression,
    TopicClaim,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

LENGTH = 100  # characters of a sentence
PUBLISHED = dt.date(2024, 5, 16)  # a Thursday
WARSAW = Place(name="Warsaw", country="Poland")
BERLIN = Place(name="Berlin", country="Germany")


def sentence(article: str, number: int) -> Span:
    return Span(article, number * LENGTH, (number + 1) * LENGTH)


def role(title: str, country: str | None = None, *kinds: str, head: str | None = None) -> RoleClaim:
    """An office; the span is set when the actor is put into an article."""
    return RoleClaim(
        title, None, country, Span("", 0, 10), head or title.rsplit(maxsplit=1)[-1].casefold(), kinds
    )


def person(name: str, country: str | None = None, *roles: RoleClaim, aliases: Sequence[str] = ()) -> Actor:
    return Actor(
        name=name, kind=ActorKind.PERSON, aliases=tuple(aliases), roles=roles, country=country,
        mentions=(Span("", 0, 5),),
    )  # fmt: skip


def office(title: str, country: str, *kinds: str, head: str) -> Actor:
    """Somebody whom the article only describes."""
    return Actor(
        name=f"the {title}", kind=ActorKind.PERSON, roles=(role(title, country, *kinds, head=head),),
        country=country, mentions=(Span("", 0, 5),), offices=(head,),
    )  # fmt: skip


def body(name: str, country: str | None = None) -> Actor:
    return Actor(name=name, kind=ActorKind.ORGANISATION, country=country, mentions=(Span("", 0, 5),))


def when(text: str, **parts: Any) -> TimeExpression:
    """A time expression; the span is set when the meeting is put into an article."""
    return TimeExpression(span=Span("", 0, 5), text=text, **parts)


def met(
    *parties: int | str | Party,
    status: Status = Status.HELD,
    kind: MeetingKind = MeetingKind.TALKS,
    times: Sequence[TimeExpression] = (),
    place: Place | None = None,
    main: bool = True,
    topics: Sequence[TopicClaim] = (),
    **more: Any,
) -> ReportedMeeting:
    """A meeting; a number is an actor, a word a country for which somebody unnamed takes part."""
    return ReportedMeeting(
        kind=kind, status=status, status_span=Span("", 0, 5), main=main, mentions=(),
        parties=tuple(_as_party(p) for p in parties),
        times=tuple(times), place=place,
        topics=tuple(topics), **more,
    )  # fmt: skip


def _as_party(given: int | str | Party) -> Party:
    if isinstance(given, Party):
        return given
    return (
        Party(name=f"officials of {given}", side=given)
        if isinstance(given, str)
        else Party(name="", actor=given)
    )


def topic(label: str, key: str | None = None) -> TopicClaim:
    """A topic; ``key`` is what its wordings have in common."""
    return TopicClaim(label=label, key=key or label.casefold(), span=Span("", 0, 5))


def described(actor: int, side: str) -> Party:
    return Party(name="the president", described=actor, side=side)


def quoted(
    speaker: int | None = None, meeting: int | None = None, at: int = 0, continues: int | None = None
) -> ReportedQuote:
    return ReportedQuote(
        span=Span("", at, at + 20),
        kind=QuoteKind.DIRECT,
        speaker=speaker,
        meeting=meeting,
        continues=continues,
    )


def reading(
    article: str,
    actors: Sequence[Actor] = (),
    meetings: Sequence[ReportedMeeting] = (),
    quotes: Sequence[ReportedQuote] = (),
    times: Sequence[TimeExpression] = (),
    fingerprint: Sequence[int] = (),
) -> Reading:
    """Put hand-made parts into one article: sentence n tells of meeting n."""
    return Reading(
        article=article,
        actors=tuple(_actor(article, a) for a in actors),
        meetings=tuple(_meeting(article, n, m, actors) for n, m in enumerate(meetings)),
        quotes=tuple(_quote(article, q) for q in quotes),
        times=tuple(_time(article, 0, t) for t in times or [t for m in meetings for t in m.times]),
        fingerprint=tuple(fingerprint),
    )


def _actor(article: str, actor: Actor) -> Actor:
    return replace(
        actor,
        mentions=tuple(Span(article, m.start, m.end) for m in actor.mentions),
        roles=tuple(replace(r, span=Span(article, r.span.start, r.span.end)) for r in actor.roles),
    )


def _time(article: str, number: int, time: TimeExpression) -> TimeExpression:
    return replace(time, span=Span(article, number * LENGTH + 10, number * LENGTH + 15))


def _meeting(article: str, number: int, meeting: ReportedMeeting, actors: Sequence[Actor]) -> ReportedMeeting:
    here = sentence(article, number)
    return replace(
        meeting,
        status_span=here,
        mentions=(
            Mention(span=here, trigger=Span(article, here.start, here.start + 3), rule=f"rule {number}"),
        ),
        parties=tuple(_party(here, p, actors) for p in meeting.parties),
        times=tuple(_time(article, number, t) for t in meeting.times),
        place=meeting.place and replace(meeting.place, span=here),
        topics=tuple(replace(t, span=here) for t in meeting.topics),
    )


def _party(here: Span, party: Party, actors: Sequence[Actor]) -> Party:
    if party.actor is None:
        return replace(party, span=here)
    actor = actors[party.actor]
    return replace(party, name=actor.name, side=party.side or actor.country, span=here)


def _quote(article: str, quote: ReportedQuote) -> ReportedQuote:
    return replace(quote, span=Span(article, quote.span.start, quote.span.end))


def article(id: str, published: dt.date | None = PUBLISHED, *, title: str | None = None) -> Article:
    text = (f"{id} " * LENGTH)[: 10 * LENGTH]
    return Article(
        id=id, path=f"{id}.txt", text=text, blocks=(Block(BlockKind.PROSE, 0, len(text)),), title=title,
        published=published, language="en",
    )  # fmt: skip


def analysed(*readings: Reading, days: Sequence[dt.date | None] = ()) -> Analysis:
    """Cluster readings; ``days`` are the days of publication, else all are of one day."""
    given = list(days) or [PUBLISHED] * len(readings)
    return cluster([article(r.article, d) for r, d in zip(readings, given, strict=True)], readings)


def names_of(analysis: Analysis, meeting: Meeting | None = None) -> set[str]:
    """Who takes part in the only meeting, or in the given one."""
    if meeting is None:
        (meeting,) = analysis.meetings
    return {p.name for p in meeting.participants}


def told_by(analysis: Analysis) -> list[set[str]]:
    """The articles of each meeting."""
    return [{link.article for link in m.articles} for m in analysis.meetings]


TUESDAY = when("Tuesday", weekday=1, direction=-1)  # 2024-05-14 for the day of publication
MONDAY = when("Monday", weekday=0, direction=-1)  # 2024-05-13
NEXT_TUESDAY = when("Tuesday", weekday=1, direction=1)  # 2024-05-21
BRANDT = person("Klaus Brandt", "Germany", role("German Chancellor", "Germany"))
ZIELINSKI = person("Marek Zielinski", "Poland", role("Polish President", "Poland"))
DAHL = person("Henrik Dahl", "Denmark", role("Danish Prime Minister", "Denmark", "prime"))
