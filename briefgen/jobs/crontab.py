"""Cron expressions: what they may be, and when the next due times are.

An expression has the five fields of crontab(5): minute, hour, day of month, month, day of week
(0 and 7 are Sunday).  Times are those of the wall clock in the schedule's zone: one that a
change of clocks skips is due once right after the gap, one that comes twice is due the first
time.  Where the hour is ``*``, time elapses instead: "0 * * * *" is due every hour, whatever the
clocks do.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cronsim import CronSim, CronSimError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from briefgen.jobs.settings import Schedule

FIELDS = ("minute", "hour", "day of month", "month", "day of week")
_LONGEST = 200  # characters
_ANY_TIME = dt.datetime(2024, 1, 1)  # noqa: DTZ001 - a time of the wall clock
_EVERY_HOUR = "*"


def check(expression: str) -> None:
    """Raise ``ValueError`` with what is wrong ("its hour means nothing") if it is no expression."""
    fields = expression.split()
    if len(fields) != len(FIELDS):
        raise ValueError(f"it has {len(fields)} fields and needs five")
    if not expression.isascii() or len(expression) > _LONGEST:
        raise ValueError("it has characters that do not belong there, or too many")
    for number, name in enumerate(FIELDS):
        others = ["*"] * len(FIELDS)
        others[number] = fields[number]
        if not _is_due(" ".join(others)):
            raise ValueError(f"its {name} means nothing")
    if not _is_due(expression):
        raise ValueError("no day is like that")


def due_times(schedule: Schedule, after: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the due times later than the aware time ``after``, in order, in the schedule's zone."""
    if schedule.cron.split()[1] == _EVERY_HOUR:
        start = after.astimezone(dt.UTC).replace(microsecond=0).astimezone(schedule.zone)
        yield from CronSim(schedule.cron, start)
    else:
        yield from _by_the_wall_clock(schedule, after)


def next_due(schedule: Schedule, after: dt.datetime) -> dt.datetime:
    """Return the first due time later than ``after``."""
    return next(due_times(schedule, after))


def _by_the_wall_clock(schedule: Schedule, after: dt.datetime) -> Iterator[dt.datetime]:
    # A day earlier, since what a gap skips is due later than the clock says.
    start = after.astimezone(schedule.zone).replace(tzinfo=None, fold=0) - dt.timedelta(days=1)
    last = after.astimezone(dt.UTC)
    for wall in CronSim(schedule.cron, start):
        due = _real(wall, schedule.zone)
        if due.astimezone(dt.UTC) > last:
            last = due.astimezone(dt.UTC)
            yield due


def _real(wall: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the instant at which a clock on the wall shows a time, or has just passed over it."""
    due = wall.replace(tzinfo=zone, fold=0)
    if _exists(due):
        return due
    # The offset of before the gap leads beyond it; the gap's end lies where the offset changes.
    low, high = wall - dt.timedelta(days=1), wall + dt.timedelta(days=1)
    before = low.replace(tzinfo=zone).astimezone(dt.UTC)
    beyond = high.replace(tzinfo=zone).astimezone(dt.UTC)
    while beyond - before > dt.timedelta(seconds=1):
        middle = before + (beyond - before) // 2
        shown = middle.astimezone(zone).replace(tzinfo=None)
        before, beyond = (middle, beyond) if shown < wall else (before, middle)
    return beyond.replace(microsecond=0).astimezone(zone)


def _exists(moment: dt.datetime) -> bool:
    back = moment.astimezone(dt.UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)


def _is_due(expression: str) -> bool:
    try:
        return next(CronSim(expression, _ANY_TIME), None) is not None
    except (CronSimError, ValueError, AssertionError):
        return False
