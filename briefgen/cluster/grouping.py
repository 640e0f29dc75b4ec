"""Which accounts tell of one meeting: agreement of people, days, place and form.

Accounts are taken surest first (dated, main subject).  Each joins the group that it
agrees with best and contradicts nowhere, or begins a new one.  Only groups that share
a person, or a numbered series, are looked at, so the cost stays near linear.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen import names, temporal
from briefgen.model import Interval, MeetingKind, Precision, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.cluster.nodes import Node

DAY_ERROR = dt.timedelta(days=2)  # how far two articles' days for one meeting may lie apart
NUMBERED_ERROR = dt.timedelta(days=14)  # the same where both give its number
PLANNED_AHEAD = dt.timedelta(days=90)  # how long before its day an article may speak of a plan without it
SAME_STORY = dt.timedelta(days=45)  # articles further apart than this don't tell one undated meeting


def group_nodes(nodes: Sequence[Node]) -> list[list[Node]]:
    """Return the nodes of each meeting, in the order in which they were recognised."""
    groups: list[list[Node]] = []
    by_key: dict[str, list[int]] = defaultdict(list)
    for node in sorted(nodes, key=lambda n: n.order):
        keys = _keys(node)
        candidates = dict.fromkeys(g for key in keys for g in by_key[key])
        scored = [(score, -g) for g in candidates if (score := agreement(node, groups[g])) > 0]
        if scored:
            index = -max(scored)[1]
        else:
            index = len(groups)
            groups.append([])
        groups[index].append(node)
        for key in keys:
            if index not in by_key[key]:
                by_key[key].append(index)
    return _absorbed(groups)


def _absorbed(groups: list[list[Node]]) -> list[list[Node]]:
    """Put "Russian-Korean talks" with the meeting of the two leaders of which the same article tells."""
    kept = [g for g in groups if any(n.people for n in g)]
    for group in groups:
        if any(n.people for n in group):
            continue
        sides = frozenset().union(*(n.sides for n in group))
        readings = {n.reading for n in group}
        hosts = [
            other
            for other in kept
            if len(sides) > 1
            and readings & {n.reading for n in other}
            and sides == frozenset().union(*(n.sides for n in other))
            and not any(contradict(a, b) for a in group for b in other)
            and any(_states_fit(a, b) for a in group for b in other)
        ]
        if len(hosts) == 1:
            hosts[0].extend(group)
        else:
            kept.append(group)
    return kept


def _keys(node: Node) -> list[str]:
    series = [f"series {names.fold(node.report.series)}"] if node.report.series else []
    countries = ["sides " + " ".join(sorted(node.sides))] if not node.people and len(node.sides) > 1 else []
    return sorted(node.people) + series + countries


def agreement(node: Node, group: Sequence[Node]) -> float:
    """Return how well an account fits a meeting: 0 if they contradict each other anywhere."""
    if any(n.reading == node.reading and not _described(node, n) for n in group):
        return 0.0  # an article's own meetings were told apart by extract
    people = _people_agree(node, group)
    if not people or any(contradict(node, other) for other in group):
        return 0.0
    days = max(_days_agree(node, other) for other in group)
    if _same_series(node, group) and node.report.edition:
        days = max(days, 0.6)
    if days <= 0:
        return 0.0
    place = max(_places_agree(node, other) for other in group)
    return people + days + 0.5 * place


def _described(*nodes: Node) -> bool:
    """Tell whether an account calls somebody by an office only, whose bearer its article alone didn't tell."""
    return any(p.described is not None and p.actor is not None for n in nodes for p in n.report.parties)


def _people_agree(node: Node, group: Sequence[Node]) -> float:
    """Return how far the parties are the same, from 0 (they are not) to 2."""
    theirs = frozenset().union(*(n.people for n in group))
    shared = node.people & theirs
    if _same_series(node, group) and (shared or node.sides & frozenset().union(*(n.sides for n in group))):
        return 2.0
    if node.people and node.people == theirs and len(theirs) > 1:
        return 2.0
    if shared and node.report.event and any(n.report.event == node.report.event for n in group):
        return 2.0
    if len(shared) > 1:
        return 1.0 + len(shared) / len(node.people | theirs)
    if shared:
        fits = any(_loose_fit(node, n) or _loose_fit(n, node) or _same_company(node, n) for n in group)
        return 1.0 if fits else 0.0
    if not node.people and not theirs and len(node.sides) > 1:
        alike = (n for n in group if n.report.kind is node.report.kind or _states_fit(n, node))
        return 1.0 if any(node.sides == n.sides for n in alike) else 0.0
    return 0.0


def _loose_fit(one: Node, other: Node) -> bool:
    """Tell whether an unnamed party of one account may be a named party of the other."""
    sides = {p.side for p in other.report.parties if p.actor is not None or p.side}
    return bool(one.loose) and all(side in sides for side in one.loose if side) and any(one.loose)


def _same_company(one: Node, other: Node) -> bool:
    """Tell whether two accounts give somebody the same unnamed company, or none at the same gathering."""
    a, b = one.report, other.report
    if one.people == other.people and not one.loose and not other.loose:
        return a.kind is b.kind is MeetingKind.SUMMIT and _places_agree(one, other) == 1.0
    if not _same_week(one, other):
        return False
    return any(
        names.same_group(p.name, q.name) and (p.side is None or q.side is None or p.side == q.side)
        for p in a.parties
        for q in b.parties
        if p.actor is None and q.actor is None
    )


def _same_week(one: Node, other: Node) -> bool:
    """Tell whether two articles speak of the same days, or were written within some."""
    if one.interval and other.interval:
        return one.interval.overlaps(other.interval)
    if one.clock.about is None or other.clock.about is None:
        return False
    return abs(one.clock.about - other.clock.about) <= dt.timedelta(days=7)


def _same_series(node: Node, group: Sequence[Node]) -> bool:
    """Tell whether both name one series of meetings, and no two different numbers of it."""
    if not node.report.series:
        return False
    mine, edition = names.fold(node.report.series), node.report.edition
    return any(
        n.report.series
        and names.fold(n.report.series) == mine
        and (edition is None or n.report.edition is None or edition == n.report.edition)
        for n in group
    )


def contradict(one: Node, other: Node) -> bool:
    """Tell whether two accounts cannot be of one meeting."""
    a, b = one.report, other.report
    if (a.kind is MeetingKind.CALL) != (b.kind is MeetingKind.CALL):
        return True
    if a.edition and b.edition and a.edition != b.edition:
        return True
    if one.interval and other.interval and not one.interval.overlaps(other.interval):
        return not (_disputed(one, other) or _left_open(one, other) or _left_open(other, one))
    if _beside_event(one, other) or _beside_event(other, one):
        return True
    if _stories_apart(one, other) or _stories_apart(other, one):
        return True
    if one.interval and not _could_be_on(other, one.interval):
        return True
    if other.interval and not _could_be_on(one, other.interval):
        return True
    return _places_agree(one, other) < 0


def _beside_event(one: Node, other: Node) -> bool:
    """Tell whether one is the gathering of a body, and the other that of another one, or a talk on its margins.

    It is known for one on the margins if its article tells of the gathering as well.
    """
    event = one.report.event
    if event is None:
        return False
    return event in other.beside or other.report.event not in {None, event}


def _disputed(one: Node, other: Node) -> bool:
    """Tell whether two accounts that agree in everything else give one meeting two days.

    A wrong day is then likelier than a second meeting: the same people, as both
    articles' main subject, in the same place, told as held, within two days.
    """
    a, b = one.report, other.report
    if (
        one.interval is None
        or other.interval is None
        or a.status is not Status.HELD
        or b.status is not Status.HELD
    ):
        return False
    gap = _apart(one.interval, other.interval.start)
    numbered = bool(a.edition and a.edition == b.edition and a.series == b.series)
    same = one.people == other.people and len(one.people) > 1 and _places_agree(one, other) == 1.0
    return same and a.main and b.main and gap <= (NUMBERED_ERROR if numbered else DAY_ERROR)


def _left_open(planned: Node, other: Node) -> bool:
    """Tell whether an account leaves open which month a plan is for ("in May or June"), and the other knows."""
    if planned.report.status is Status.HELD or planned.interval is None or other.interval is None:
        return False
    if planned.interval.precision is not Precision.MONTH:
        return False
    months = [planned.clock.resolve(t) for t in planned.report.times]
    return any(m.precision is Precision.MONTH and m.overlaps(other.interval) for m in months if m is not None)


def _stories_apart(dated: Node, undated: Node) -> bool:
    """Tell whether an account without a date stands in an article written long before or after the day.

    A plan is told longer before its day than a meeting is after it.
    """
    if dated.interval is None or undated.interval is not None or undated.clock.about is None:
        return False
    if dated.report.series and dated.report.series == undated.report.series:
        return False
    ahead = undated.report.status is not Status.HELD and dated.interval.start > undated.clock.about
    return _apart(dated.interval, undated.clock.about) > (PLANNED_AHEAD if ahead else SAME_STORY)


def _could_be_on(node: Node, interval: Interval) -> bool:
    if node.interval is not None:
        return True
    held = node.report.status is Status.HELD
    times = [
        t for t in node.report.times if held or t.direction >= 0
    ]  # a past day is that of a plan's announcement
    return all(temporal.compatible(t, interval, published=node.clock.published) for t in times[:1])


def _days_agree(one: Node, other: Node) -> float:
    """Return how far the days speak for one meeting; 0 where nothing does."""
    if one.interval and other.interval:
        return 2.0
    written = (one.clock.about, other.clock.about)
    known = one.interval or other.interval
    if known is not None:
        day = next((n.clock.about for n in (one, other) if n.interval is None), None)
        undated = one if one.interval is None else other
        if day is not None:
            return 1.0  # not long before or after, else the two contradict each other
        if undated.report.times:
            return 0.8
        return 0.5 if _states_fit(one, other) else 0.0
    if all(written):
        return 0.7 if abs(written[0] - written[1]) <= SAME_STORY else 0.0  # type: ignore[operator]
    return 0.3 if _states_fit(one, other) else 0.0


def _states_fit(one: Node, other: Node) -> bool:
    """Tell whether neither looks ahead to a meeting that the other looks back on."""
    return (one.report.status is Status.HELD) == (other.report.status is Status.HELD)


def _apart(interval: Interval, day: dt.date) -> dt.timedelta:
    if interval.start <= day <= interval.end:
        return dt.timedelta()
    return min(abs(interval.start - day), abs(interval.end - day))


def _places_agree(one: Node, other: Node) -> float:
    """Return 1 for the same place, 0 where one says less than the other, -1 for two places.

    A place that is only inferred never speaks against a meeting.
    """
    a, b = one.report.place, other.report.place
    if a is None or b is None:
        return 0.0
    if names.fold(a.name) == names.fold(b.name):
        return 1.0
    if a.inferred or b.inferred:
        return 0.0
    if a.country and b.country and a.country != b.country:
        return -1.0
    if a.name == a.country or b.name == b.country or a.venue or b.venue:
        return 0.5
    if None in {a.country, b.country} and _on_one_day(one, other):
        return 0.0  # "Korea", "the border": a name of which no country is known need not be another city
    return -1.0


def _on_one_day(one: Node, other: Node) -> bool:
    days = {i for i in (one.interval, other.interval) if i is not None}
    return len(days) == 1 and one.interval == other.interval and all(i.start == i.end for i in days)
