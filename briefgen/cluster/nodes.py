"""Nodes: one article's account of one meeting, with people known across articles and days resolved."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen import temporal
from briefgen.model import (
    Article,
    Interval,
    MeetingKind,
    Party,
    Precision,
    Reading,
    ReportedMeeting,
    Status,
    TimeExpression,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.cluster.people import Registry


LEAD = 600  # characters at the beginning of an article, in which it tells the news
UNCERTAIN = frozenset({Status.PLANNED, Status.POSSIBLE})


@dataclass(frozen=True, slots=True)
class Clock:
    """What is known about when an article was written, and how.

    ``anchors`` maps a weekday to the day that the article itself gives it in full
    ("Monday, Sept. 18, 2023"), ``newest`` is the newest day that it gives with its year,
    if that stands where the news is told: elsewhere a year mostly says that a day is of another one.
    """

    published: dt.date | None
    inferred: str | None  # None if the article states its date
    anchors: tuple[tuple[int, dt.date], ...] = ()
    official: str | None = None  # the office that published the article about its own work
    newest: dt.date | None = None

    @property
    def about(self) -> dt.date | None:
        """Return a day near which the article was written: its own, or one that it gives in full."""
        return self.published or max((day for _, day in self.anchors), default=None)

    def resolve(self, expression: TimeExpression) -> Interval | None:
        """Return the days an expression of this article means, or None."""
        found = temporal.resolve(expression, published=self.published)
        if found is None and self.published is None and _is_bare_weekday(expression):
            day = dict(self.anchors).get(expression.weekday if expression.weekday is not None else -1)
            return Interval(day, day, Precision.DAY) if day else None
        if found is None and self.published is None and self.newest is not None:
            return self._near_newest(expression, self.newest)
        return found

    @staticmethod
    def _near_newest(expression: TimeExpression, newest: dt.date) -> Interval | None:
        """Return the days of a month that lie near the newest day of an undated article: "said on 3 November 2025"."""
        near = temporal.infer_interval(expression, near=newest)
        ahead = near is not None and near.end > newest
        return None if near is None or expression.direction * (1 if ahead else -1) < 0 else near

    def basis(self, expression: TimeExpression) -> str:
        """Say in one line how the days of an expression were reached."""
        if self.published is None and _is_bare_weekday(expression):
            return f"'{expression.text}', which the article elsewhere gives with its full date"
        if self.published is None and self.newest is not None and expression.year is None:
            words = " ".join(expression.text.split())
            return f"'{words}', of the year of the newest date that the article gives in full"
        said = temporal.basis(expression, published=self.published)
        return f"{said} ({self.inferred})" if self.inferred and expression.year is None else said


def _is_bare_weekday(expression: TimeExpression) -> bool:
    return (
        expression.weekday is not None
        and expression.day is None
        and not expression.shift
        and not expression.unit
    )


def clock_of(article: Article, reading: Reading) -> Clock:
    """Return what an article itself says about its day."""
    anchors = {
        e.weekday: found.start
        for e in reversed(reading.times)
        if e.weekday is not None and e.year and e.day and (found := temporal.resolve(e, published=None))
    }
    office = _official(article.source)
    return Clock(article.published, None, tuple(sorted(anchors.items())), office, _newest(reading))


def _newest(reading: Reading) -> dt.date | None:
    """Return the newest past day that a reading gives in full, None if it does not stand in the lead."""
    given = [
        (found.start, e.span.start)
        for e in reading.times
        if e.year and e.day and e.direction < 0 and e.end_day is None
        if (found := temporal.resolve(e, published=None)) is not None
    ]
    day, at = max(given, default=(None, 0))
    return day if at < LEAD else None


OFFICES = (
    "kremlin", "white house", "ministry", "government", "presidency", "prime minister", "state department",
    "department of", "foreign office", "embassy", "downing street", "palace", "chancellery", "european commission",
    "presidential", "european council", "council of the eu", "office of the", "press office", "secretariat",
)  # fmt: skip


def _official(source: str | None) -> str | None:
    """Return the publisher if it is an office of state, which reports on the day."""
    return source if source and any(office in source.casefold() for office in OFFICES) else None


@dataclass(frozen=True, slots=True)
class Node:
    """One article's account of one meeting."""

    reading: int
    index: int
    report: ReportedMeeting
    people: frozenset[str]  # those who met; who came along does not make it another meeting
    loose: frozenset[str]  # sides of parties without a name
    sides: frozenset[str]
    interval: Interval | None
    expression: TimeExpression | None  # the one that gave the interval
    clock: Clock
    beside: frozenset[str] = frozenset()  # the gatherings of which its article tells apart from it

    @property
    def order(self) -> tuple[bool, bool, dt.date, int, int]:
        """Return the order in which nodes look for their meeting: sure ones first."""
        start = self.interval.start if self.interval else dt.date.max
        return (self.interval is None, not self.report.main, start, self.reading, self.index)


def make_nodes(readings: Sequence[Reading], registry: Registry, clocks: Sequence[Clock]) -> list[Node]:
    """Return a node for each meeting of each reading."""
    return [
        replace(_node(r, i, report, registry, clocks[r]), beside=_events(reading) - {report.event})
        for r, reading in enumerate(readings)
        for i, report in enumerate(reading.meetings)
    ]


def _events(reading: Reading) -> frozenset[str]:
    return frozenset(m.event for m in reading.meetings if m.event)


def _node(r: int, i: int, report: ReportedMeeting, registry: Registry, clock: Clock) -> Node:
    report = _with_known_parties(r, report, registry)
    expression, interval = _best_time(_ahead_if_called_off(report, clock), clock)
    if interval is None and not report.times and report.main and report.status is Status.HELD:
        interval = _day_of_read_out(clock)
    if report.status in UNCERTAIN and _lies_behind(interval, clock):
        expression, interval = None, None
    if report.status is Status.HELD and _lies_ahead(interval, clock):
        report = replace(report, status=Status.PLANNED)
    if report.status is Status.PLANNED and report.kind is MeetingKind.SUMMIT and _is_over(interval, clock):
        report = replace(report, status=Status.HELD)
    return Node(
        reading=r,
        index=i,
        report=report,
        people=frozenset(
            registry.of[r, p.actor] for p in report.parties if p.actor is not None and not p.along
        ),
        loose=frozenset(p.side or "" for p in report.parties if p.actor is None),
        sides=frozenset(side for p in report.parties if (side := _side(p, r, registry))),
        interval=interval,
        expression=expression,
        clock=clock,
    )


def _ahead_if_called_off(report: ReportedMeeting, clock: Clock) -> ReportedMeeting:
    """Put the bare weekday of a meeting that was called off or put off ahead: "planned for Friday".

    Yesterday and today stay what they are; what fell through is told at once.
    """
    if report.status not in {Status.CANCELLED, Status.POSTPONED} or clock.published is None:
        return report
    near = {clock.published.weekday(), (clock.published - dt.timedelta(days=1)).weekday()}
    times = tuple(
        replace(t, direction=1) if _is_bare_weekday(t) and t.shift is None and t.weekday not in near else t
        for t in report.times
    )
    return replace(report, times=times)


def _lies_behind(interval: Interval | None, clock: Clock) -> bool:
    """Tell whether a day is before the article: that of something else, where a meeting is still planned."""
    if interval is None or clock.published is None:
        return False
    return interval.end < clock.published - dt.timedelta(days=1)


def _is_over(interval: Interval | None, clock: Clock) -> bool:
    """Tell whether all days of a summit were over when the article was written, which calls it off nowhere."""
    return interval is not None and clock.published is not None and interval.end < clock.published


def _lies_ahead(interval: Interval | None, clock: Clock) -> bool:
    """Tell whether a meeting is later than the article: such a one cannot have been held."""
    if interval is None or clock.published is None:
        return False
    return interval.start > clock.published + dt.timedelta(days=1)


def _day_of_read_out(clock: Clock) -> Interval | None:
    """Return the day of publication where an office of state tells of its own meeting without a date."""
    if clock.official is None or clock.published is None:
        return None
    return Interval(clock.published, clock.published, Precision.DAY)


def _side(party: Party, r: int, registry: Registry) -> str | None:
    """Return for whom a party speaks, by its article, else by all articles."""
    if party.side or party.actor is None:
        return party.side
    return registry.countries.get(registry.of[r, party.actor])


def _with_known_parties(r: int, report: ReportedMeeting, registry: Registry) -> ReportedMeeting:
    """Make a party that is only described a named one, where it is known who that is."""
    parties = tuple(
        replace(p, actor=p.described)
        if p.actor is None and p.described is not None and (r, p.described) in registry.of
        else p
        for p in report.parties
    )
    seen: set[str] = set()
    distinct = []
    for party in parties:
        person = registry.of[r, party.actor] if party.actor is not None else None
        if person is None or person not in seen:
            distinct.append(party)
            seen.update([person] if person else [])
    return replace(report, parties=tuple(distinct))


def _best_time(report: ReportedMeeting, clock: Clock) -> tuple[TimeExpression | None, Interval | None]:
    """Return the first expression that gives days, or the narrowest that lies within those."""
    found = [(t, interval) for t in report.times if (interval := clock.resolve(t)) is not None]
    if not found:
        return None, None
    first = found[0][1]
    if first.end - first.start < dt.timedelta(days=7):
        return found[0]
    within = [f for f in found if first.start <= f[1].start and f[1].end <= first.end]
    return min(within, key=lambda f: f[1].end - f[1].start)
