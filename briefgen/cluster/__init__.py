"""Cluster: from the Readings of all articles to one Analysis.

It sees no text: who is who by names and roles, which accounts are one meeting by
people, days, place and form.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.cluster.assemble import assemble, overlapping
from briefgen.cluster.copies import find_copies
from briefgen.cluster.days import infer_clocks
from briefgen.cluster.grouping import group_nodes
from briefgen.cluster.nodes import Clock, Node, clock_of, make_nodes
from briefgen.cluster.people import Registry, identify
from briefgen.cluster.quotes import collect_quotes
from briefgen.model import Analysis, Article, Meeting, Reading, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROUNDS = 3  # a day inferred for one article may date another

__all__ = ["cluster"]


def cluster(
    articles: Sequence[Article], readings: Sequence[Reading], skipped: Sequence[Skipped] = ()
) -> Analysis:
    """Put the readings of all articles together; ``readings[i]`` is that of ``articles[i]``."""
    registry = identify(readings)
    groups, _ = _settle(articles, readings, registry)
    groups = [g for g in groups if _is_meeting(g)]
    meetings = _with_distinct_ids([assemble(group, readings, registry) for group in groups])
    of = {(n.reading, n.index): m.id for g, m in zip(groups, meetings, strict=True) for n in g}
    quotes = collect_quotes(articles, readings, registry, of)
    spoken: dict[str | None, list[str]] = defaultdict(list)
    for quote in quotes:
        spoken[quote.meeting].append(quote.id)
    meetings = [replace(m, quotes=tuple(spoken[m.id])) for m in meetings]
    meetings = sorted(_with_related(meetings), key=_chronological)
    return Analysis(
        articles=tuple(articles),
        people=registry.people,
        meetings=tuple(meetings),
        quotes=quotes,
        skipped=tuple(skipped),
        copies=find_copies(readings),
    )


def _settle(
    articles: Sequence[Article], readings: Sequence[Reading], registry: Registry
) -> tuple[list[list[Node]], list[Clock]]:
    """Group the accounts, date undated articles by that, and group again until nothing changes."""
    clocks = [clock_of(a, r) for a, r in zip(articles, readings, strict=True)]
    groups = group_nodes(make_nodes(readings, registry, clocks))
    for _ in range(ROUNDS):
        inferred = infer_clocks(groups, articles, readings, clocks)
        if inferred == clocks:
            break
        clocks = inferred
        groups = group_nodes(make_nodes(readings, registry, clocks))
    return groups, clocks


def _is_meeting(group: Sequence[Node]) -> bool:
    """Tell whether a group names at least one person or two sides."""
    people = frozenset().union(*(n.people for n in group))
    sides = frozenset().union(*(n.sides for n in group))
    return bool(people) or len(sides) > 1


def _with_distinct_ids(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Give meetings of the same people that one sentence tells of ids of their own: "m1", "m1-2"."""
    seen: Counter[str] = Counter()
    distinct = []
    for meeting in meetings:
        seen[meeting.id] += 1
        count = seen[meeting.id]
        distinct.append(replace(meeting, id=f"{meeting.id}-{count}") if count > 1 else meeting)
    return distinct


def _with_related(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Name for each meeting the others of two of the same people, or of one of them within three days."""
    attended: dict[str, list[int]] = defaultdict(list)
    people = [{p.person for p in meeting.participants if p.person} for meeting in meetings]
    for index, named in enumerate(people):
        for person in named:
            attended[person].append(index)
    return [
        replace(meeting, related=tuple(meetings[i].id for i in _related(index, meetings, people, attended)))
        for index, meeting in enumerate(meetings)
    ]


def _related(
    index: int,
    meetings: Sequence[Meeting],
    people: Sequence[set[str]],
    attended: Mapping[str, Sequence[int]],
) -> Iterator[int]:
    others = {other for person in people[index] for other in attended[person]} - {index}
    for other in sorted(others):
        many = len(people[index] & people[other]) > 1
        if many or overlapping(meetings[index].date, meetings[other].date, slack=3):
            yield other


def _chronological(meeting: Meeting) -> tuple[bool, str, str]:
    start = meeting.date.start
    return (start is None, start.isoformat() if start else "", meeting.title)
