"""From a group of accounts to a Meeting: who, where, in what state, on what, by which articles."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.cluster.days import date_of
from briefgen.cluster.discrepancies import find_discrepancies
from briefgen.cluster.topics import topics_of
from briefgen.model import (
    ArticleLink,
    DateFinding,
    Meeting,
    MeetingKind,
    Participant,
    Party,
    Person,
    Place,
    Reading,
    Span,
    Status,
    StatusReport,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.cluster.nodes import Node
    from briefgen.cluster.people import Registry

CERTAINTY = (Status.HELD, Status.CANCELLED, Status.POSTPONED, Status.PLANNED, Status.POSSIBLE)
NAMED_IN_TITLE = 3


def assemble(group: Sequence[Node], readings: Sequence[Reading], registry: Registry) -> Meeting:
    """Return the meeting that a group of accounts tells of."""
    members = sorted(group, key=lambda n: (n.reading, n.index))
    participants = _participants(members, registry, registry.by_id)
    place, place_evidence = _place(members)
    reports = _status_reports(members, readings)
    mentions = {m.span: m.rule for n in members for m in n.report.mentions}
    date = date_of(members)
    kind = _kind(members)
    return Meeting(
        id=_id(participants, members),
        title=_title(kind, participants, place, members),
        kind=kind,
        status=_status(reports),
        date=date,
        place=place,
        place_evidence=place_evidence,
        participants=participants,
        topics=topics_of(members),
        quotes=(),
        mentions=tuple(mentions),
        rules=tuple(mentions.values()),
        articles=tuple(ArticleLink(article=readings[n.reading].article, main=n.report.main) for n in members),
        status_reports=reports,
        discrepancies=find_discrepancies(members),
    )


def _id(participants: Sequence[Participant], members: Sequence[Node]) -> str:
    first = members[0].report.mentions[0].span
    basis = "|".join([*(names.fold(p.name) for p in participants), first.article, str(first.start)])
    return "m" + hashlib.sha256(basis.encode()).hexdigest()[:10]


# ── who ──────────────────────────────────────────────────────────────────────


def _participants(
    members: Sequence[Node], registry: Registry, people: dict[str, Person]
) -> tuple[Participant, ...]:
    """Return the named people in the order of the accounts, then the unnamed parties nobody fills.

    Those who by every account only came along stand after the others.
    """
    met: set[str] = set()
    evidence: dict[str, list[Span]] = defaultdict(list)
    sides: dict[str, str | None] = {}
    for node in sorted(members, key=lambda n: not n.report.main):
        for party in node.report.parties:
            if party.actor is not None:
                person = registry.of[node.reading, party.actor]
                evidence[person] += _sentences(node, party.span)
                if not party.along:
                    met.add(person)
                sides[person] = people[person].country or sides.get(person) or party.side
    named = [
        Participant(
            person=i, name=people[i].name, role=people[i].roles[0].title if people[i].roles else None,
            side=sides[i], evidence=tuple(dict.fromkeys(evidence[i])), along=i not in met,
        )
        for i in sorted(evidence, key=lambda person: person not in met)
    ]  # fmt: skip
    return (*named, *_unnamed(members, {p.side for p in named}))


def _unnamed(members: Sequence[Node], filled: set[str | None]) -> Iterable[Participant]:
    seen: set[str] = set()
    shown: list[Party] = []
    for node in members:
        for party in node.report.parties:
            key = party.side or names.fold(party.name)
            if party.actor is None and any(_same_people(party, other) for other in shown):
                continue
            if party.actor is None and key not in seen and (party.side is None or party.side not in filled):
                if party.side is None and len([s for s in filled if s]) > 1:
                    continue
                seen.add(key)
                shown.append(party)
                yield Participant(
                    person=None, name=party.name, role=None, side=party.side,
                    evidence=tuple(_sentences(node, party.span)),
                )  # fmt: skip


def _same_people(one: Party, other: Party) -> bool:
    """Tell whether two unnamed parties are the same people in other words, by no two countries."""
    return (one.side is None or other.side is None or one.side == other.side) and names.same_group(
        one.name, other.name
    )


def _sentences(node: Node, span: Span | None) -> list[Span]:
    """Return the mention that holds a span, else the first mention of the account."""
    mentions = [m.span for m in node.report.mentions]
    inside = [m for m in mentions if span and m.article == span.article and m.start <= span.start < m.end]
    return inside[:1] or mentions[:1]


# ── where, and in what state ─────────────────────────────────────────────────


def _place(members: Sequence[Node]) -> tuple[Place | None, tuple[Span, ...]]:
    """Return the place that most accounts give, one that is said of the meeting before one that is inferred."""
    given = [(n, n.report.place) for n in members if n.report.place]
    if not given:
        return None, ()
    said = [(n, p) for n, p in given if not p.inferred]
    given = said or given
    votes = Counter(names.fold(p.name) for _, p in given)
    _, best = min(
        given,
        key=lambda g: (
            _vagueness(g[1]),
            -votes[names.fold(g[1].name)],
            g[0].reading,
        ),
    )
    evidence = [
        s for n, p in given if names.fold(p.name) == names.fold(best.name) for s in _sentences(n, p.span)
    ]
    return best, tuple(dict.fromkeys(evidence))


def _vagueness(place: Place) -> int:
    """Return how little a place tells: a city 0, a building or other place of unknown country 1, a country 2."""
    if place.name == place.country:
        return 2
    return int(place.country is None)


def _status_reports(members: Sequence[Node], readings: Sequence[Reading]) -> tuple[StatusReport, ...]:
    """Return what each article says of the status, newest article first, undated ones last."""

    def newest_first(node: Node) -> tuple[bool, int, int, int]:
        day = node.clock.published
        return (
            day is None,
            -(day or dt.date.min).toordinal(),
            CERTAINTY.index(node.report.status),
            node.reading,
        )

    return tuple(
        StatusReport(
            status=n.report.status, article=readings[n.reading].article, evidence=n.report.status_span
        )
        for n in sorted(members, key=newest_first)
    )


def _status(reports: Sequence[StatusReport]) -> Status:
    """Return what the newest article knows; held, by whatever article, is not taken back."""
    if any(r.status is Status.HELD for r in reports):
        return Status.HELD
    return reports[0].status


def _kind(members: Sequence[Node]) -> MeetingKind:
    kinds = [n.report.kind for n in sorted(members, key=lambda n: not n.report.main)]
    for kind in (MeetingKind.SUMMIT, MeetingKind.CALL, MeetingKind.CONSULTATION, MeetingKind.NEGOTIATION):
        if kind in kinds:
            return kind
    return kinds[0]


def _title(
    kind: MeetingKind, participants: Sequence[Participant], place: Place | None, members: Sequence[Node]
) -> str:
    """Return "18th strategic security consultation: Wang Yi – Nikolai Patrushev, Moscow"."""
    met = [p for p in participants if not p.along]
    chief = met if len(met) > 1 else participants
    shown = [p.name for p in chief[:NAMED_IN_TITLE]]
    more = len(chief) - len(shown)
    who = " – ".join(shown) + (f" and {more} more" if more > 0 else "")
    report = next((n.report for n in members if n.report.edition and n.report.series), None)
    lead = f"{_ordinal(report.edition)} {report.series}: " if report and report.edition else ""
    if not lead and kind is MeetingKind.CALL:
        lead = "Call: "
    return lead + who + (f", {place.name}" if place else "")


def _ordinal(number: int) -> str:
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def overlapping(one: DateFinding, other: DateFinding, *, slack: int) -> bool:
    """Tell whether two dates lie within ``slack`` days of one another."""
    if not (one.start and one.end and other.start and other.end):
        return False
    reach = dt.timedelta(days=slack)
    return one.start - reach <= other.end and other.start <= one.end + reach
