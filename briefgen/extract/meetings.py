"""Meetings of one article: the encounters that tell of one and the same put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.gathering import Gatherer, Group
from briefgen.model import BlockKind, MeetingKind, Mention, Party, Place, ReportedMeeting, Span, Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from briefgen.extract.coreference import References
    from briefgen.extract.encounters import Encounter
    from briefgen.extract.places import PlaceMention
    from briefgen.extract.situate import Situation

LEAD = 3  # prose paragraphs at the beginning that tell what an article is about


def read_meetings(
    references: References,
    encounters: Sequence[Encounter],
    situations: Sequence[Situation],
    *,
    published: dt.date | None,
    stays: Sequence[tuple[PlaceMention, frozenset[int]]] = (),
    home: PlaceMention | None = None,
) -> list[ReportedMeeting]:
    """Return the meetings that an article tells of, in the order in which it does.

    ``stays`` are the places its people are said to visit, ``home`` that of its dateline:
    either serves as the place of a main meeting for which the article gives no other.
    """
    groups = Gatherer(references, published).gather(encounters, situations)
    weights = [_prominence(references, g) for g in groups]
    most = max(weights, default=0)
    meetings = []
    for group, weight in zip(groups, weights, strict=True):
        main = weight > 0 and weight >= 0.5 * most
        place = group.place
        if place is None and main and group.status is Status.HELD and group.kind is not MeetingKind.CALL:
            place = _place_of_stay(group, stays) or _place_of_dateline(group, home)
        meetings.append(_reported(references, group, main=main, place=place))
    return meetings


def _place_of_stay(group: Group, stays: Sequence[tuple[PlaceMention, frozenset[int]]]) -> Place | None:
    """Return the one place in which the article says that a participant was; None if it names several."""
    fitting = [place for place, people in stays if people & group.actors]
    if len({place.name for place in fitting}) != 1:
        return None
    best = fitting[0]
    return Place(name=best.name, country=best.country, venue=best.venue, span=best.span)


def _place_of_dateline(group: Group, home: PlaceMention | None) -> Place | None:
    """Return the place of the dateline where it lies in a participant's country."""
    if home is None or home.country not in group.sides:
        return None
    return Place(name=home.name, country=home.country, span=home.span)


def _empty_seats(group: Group) -> list[Party]:
    """Return the countries that are parties by an adjective only ("China-Russia consultation")."""
    taken = {p.side for p in group.parties}
    return [Party(name=seat, side=seat) for seat in sorted(group.seats - taken)]


def _prominence(references: References, group: Group) -> float:
    """Return how much an article is about a meeting: its title and first paragraphs decide."""
    prose = [i for i, p in enumerate(references.passages) if p.block.kind is BlockKind.PROSE][:LEAD]
    score = 0.0
    for encounter, _ in group.members:
        kind = references.passages[encounter.passage].block.kind
        if kind is BlockKind.TITLE:
            score += 3
        elif encounter.passage in prose:
            score += 2.0 - 0.5 * prose.index(encounter.passage)
    return score and score + 0.1 * len(group.members)


def _reported(references: References, group: Group, *, main: bool, place: Place | None) -> ReportedMeeting:
    series, edition = group.edition
    deciding = next(e for e, _ in group.members if e.status is group.status)
    mentions: dict[Span, Mention] = {}
    for encounter, _ in group.members:
        passage = references.passages[encounter.passage]
        trigger = passage.span_of(passage.doc[encounter.trigger])
        mentions.setdefault(
            encounter.sentence, Mention(span=encounter.sentence, trigger=trigger, rule=encounter.rule)
        )
    return ReportedMeeting(
        kind=group.kind,
        status=group.status,
        status_span=deciding.sentence,
        parties=(*group.parties, *_empty_seats(group)),
        mentions=tuple(mentions.values()),
        main=main,
        times=tuple(dict.fromkeys(group.times)),
        place=place,
        series=series,
        edition=edition,
    )
