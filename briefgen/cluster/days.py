"""Days: when undated articles were written, and when a meeting was, with the grounds for it."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen import temporal
from briefgen.model import Article, DateFinding, Interval, Precision, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.cluster.nodes import Clock, Node

MONTH = dt.timedelta(days=20)  # wider intervals bound a meeting rather than date it


def infer_clocks(
    groups: Sequence[Sequence[Node]],
    articles: Sequence[Article],
    readings: Sequence[Reading],
    clocks: Sequence[Clock],
) -> list[Clock]:
    """Return the clocks, with the day of writing inferred for undated articles where that is sure.

    An undated article is dated through a meeting that another article dates, if its own
    words (a weekday and a day of the month) then fit together in one way only.
    """
    found = list(clocks)
    for group in groups:
        known = [n for n in group if n.interval and n.interval.end - n.interval.start < MONTH]
        for node in group:
            if found[node.reading].published is not None or not known:
                continue
            anchor = next((n for n in known if n.reading != node.reading), None)
            if anchor is None or anchor.interval is None:
                continue
            day = temporal.infer_published(readings[node.reading].times, near=anchor.interval.start)
            day = day or _by_weekday(node, known, readings[node.reading])
            if day is not None:
                title = articles[anchor.reading].title or articles[anchor.reading].path
                reason = f"day of writing inferred from '{title}' about the same meeting"
                found[node.reading] = replace(found[node.reading], published=day, inferred=reason)
    return found


def _by_weekday(node: Node, known: Sequence[Node], reading: Reading) -> dt.date | None:
    """Return the day of writing of an article that names the day of a dated meeting by its weekday.

    Two articles of other weeks can tell of other meetings of the same people on the same
    weekday, so the place has to be the same as well.
    """
    for other in known:
        if other.interval is None or other.interval.precision is not Precision.DAY or other.clock.inferred:
            continue
        here, there = node.report.place, other.report.place
        if here is None or there is None or here.name != there.name:
            continue
        for named in node.report.times[:1]:
            day = temporal.infer_published_from(reading.times, named=named, day=other.interval.start)
            if day is not None:
                return day
    return None


def date_of(group: Sequence[Node]) -> DateFinding:
    """Return when a meeting is: the days that most articles give, narrower ones before wider."""
    votes: Counter[Interval] = Counter()
    voters: dict[Interval, list[Node]] = defaultdict(list)
    for node in group:
        if node.interval is not None:
            votes[node.interval] += 1
            voters[node.interval].append(node)
    if not votes:
        return _undated(group)
    exact = [i for i in votes if i.end - i.start < MONTH] or list(votes)
    best = min(exact, key=lambda i: (-_support(i, votes), i.end - i.start, i.start))
    whole = [i for i in exact if _begins_or_ends(best, i) and votes[i] >= votes[best]]
    best = min((i for i in whole if any(map(_tells_length, voters[i]))), key=_length, default=best)
    node = min(
        voters[best], key=lambda n: (n.clock.inferred is not None, n.clock.published is None, n.reading)
    )
    expression = node.expression
    return DateFinding(
        start=best.start,
        end=best.end,
        precision=best.precision,
        text=expression.text if expression else None,
        basis=node.clock.basis(expression) if expression else _basis_of_read_out(node),
        evidence=tuple(dict.fromkeys(_span(n) for n in voters[best])),
    )


def _begins_or_ends(day: Interval, whole: Interval) -> bool:
    """Tell whether a day is the first or the last one of some: "opened on Thursday" of a two-day summit."""
    return day.start == day.end and day != whole and day.start in {whole.start, whole.end}


def _length(interval: Interval) -> tuple[dt.timedelta, dt.date]:
    return interval.end - interval.start, interval.start


def _tells_length(node: Node) -> bool:
    """Tell whether an account says over which days a meeting went, of which another may name only one."""
    time = node.expression
    if time is None or time.approximate:
        return False
    return time.length > 1 or time.end_day is not None or time.end_weekday is not None


def _basis_of_read_out(node: Node) -> str:
    return f"the day on which {node.clock.official} published its report, which gives no other"


def _support(interval: Interval, votes: Counter[Interval]) -> int:
    return sum(count for other, count in votes.items() if other.overlaps(interval))


def _span(node: Node) -> Span:
    """Return the sentence of the time expression: the mention that holds it, else the expression itself."""
    if node.expression is None:
        return node.report.mentions[0].span
    at = node.expression.span
    return next((m.span for m in node.report.mentions if m.span.start <= at.start < m.span.end), at)


def _undated(group: Sequence[Node]) -> DateFinding:
    for node in group:
        for expression in node.report.times:
            at = expression.span
            sentence = next(
                (m.span for m in node.report.mentions if m.span.start <= at.start < m.span.end), at
            )
            basis = "the article gives no date to which these words could be tied"
            return DateFinding(text=expression.text, basis=basis, evidence=(sentence,))
    return DateFinding()
