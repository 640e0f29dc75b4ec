"""Meetings of one article: the encounters that tell of one and the same put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.gathering import Gatherer
from briefgen.model import BlockKind, Mention, Party, ReportedMeeting, Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from briefgen.extract.coreference import References
    from briefgen.extract.encounters import Encounter
    from briefgen.extract.groups import Group
    from briefgen.extract.situate import Situation

LEAD = 3  # prose paragraphs at the beginning that tell what an article is about


def read_meetings(
    references: References,
    encounters: Sequence[Encounter],
    situations: Sequence[Situation],
    *,
    published: dt.date | None,
) -> list[ReportedMeeting]:
    """Return the meetings that an article tells of, in the order in which it does."""
    groups = Gatherer(references, published).gather(encounters, situations)
    weights = [_prominence(references, g) for g in groups]
    most = max(weights, default=0)
    meetings = []
    for group, weight in zip(groups, weights, strict=True):
        main = weight > 0 and weight >= 0.5 * most
        meetings.append(_reported(references, group, main=main))
    return meetings


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


def _reported(references: References, group: Group, *, main: bool) -> ReportedMeeting:
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
        place=group.place,
        series=series,
        edition=edition,
        event=group.event,
    )
