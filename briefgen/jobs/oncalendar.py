"""From a cron expression to calendar events of systemd.time(7).

The fields come from the parser that the scheduler goes by, so that a timer is due when
``briefgen schedule`` would run the job.  Days of the month and of the week are alternatives
where neither field begins with "*", as crontab(5) has it; systemd then needs an event for each.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cronsim import CronSim

from briefgen.exceptions import ConfigError
from briefgen.jobs import crontab

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.jobs.settings import Schedule

_ANY_TIME = dt.datetime(2024, 1, 1)  # noqa: DTZ001 - a time of the wall clock
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EVERY_DAY, _EVERY_WEEKDAY = frozenset(range(1, 32)), frozenset(range(7))
_LAST, _LAST_WEEKDAY = CronSim.LAST, CronSim.LAST_WEEKDAY
_GAPS_FOR = 10  # years


@dataclass(frozen=True, slots=True)
class _Days:
    """Days as systemd writes them: names of weekdays or none, and the day of the month behind its sign."""

    weekdays: frozenset[int]  # 0 is Monday
    days: str  # "-01,15" counts from the beginning of the month, "~01" from its end

    def text(self, months: str) -> str:
        """Return them with months."""
        names = ",".join(_NAMES[day] for day in sorted(self.weekdays))
        return (
            f"{names} *-{months}{self.days}" if self.weekdays != _EVERY_WEEKDAY else f"*-{months}{self.days}"
        )


def events(schedule: Schedule, now: dt.datetime) -> tuple[str, ...]:
    """Return the values of OnCalendar= that are due when the schedule is.

    systemd leaves out a time that the change of clocks skips, where ``crontab`` has it due
    right after the gap: for the ten years after ``now`` such times stand there by themselves.
    Raises ``ConfigError`` for what systemd cannot say.
    """
    parsed = CronSim(schedule.cron, _ANY_TIME)
    months = _listed(parsed.months, range(1, 13))
    time = f"{_listed(parsed.hours, range(24))}:{_listed(parsed.minutes, range(60))}:00"
    zone = schedule.zone.key
    days = dict.fromkeys(day.text(months) for day in _days(parsed, schedule.cron))
    gaps = (f"{gap:%Y-%m-%d %H:%M:%S}" for gap in _after_gaps(schedule, now))
    return tuple(f"{event} {zone}" for event in [*(f"{day} {time}" for day in days), *gaps])


def _days(parsed: CronSim, cron: str) -> Iterator[_Days]:
    plain = frozenset(day for day in parsed.days if day > 0)
    weekdays = frozenset((day - 1) % 7 for day in parsed.weekdays if isinstance(day, int))
    special = [item for item in parsed.weekdays if not isinstance(item, int)]
    if not parsed.day_and:
        yield from _of_month(parsed, plain, _EVERY_WEEKDAY)
        yield from _of_week(weekdays, special, _EVERY_DAY, cron)
    elif special:
        yield from _of_week(weekdays, special, plain, cron)
    else:
        yield from _of_month(parsed, plain, weekdays)


def _of_month(parsed: CronSim, plain: frozenset[int], weekdays: frozenset[int]) -> Iterator[_Days]:
    """Yield the days of the month that fall on certain weekdays."""
    if plain:
        yield _Days(weekdays, "-" + _listed(plain, range(1, 32)))
    if _LAST in parsed.days:
        yield _Days(weekdays, "~01")
    if _LAST_WEEKDAY in parsed.days:
        # The last day itself, or the Friday before the last weekend.
        for allowed, day in ((range(5), "~01"), ([4], "~02"), ([4], "~03")):
            if found := weekdays & frozenset(allowed):
                yield _Days(found, day)


def _of_week(
    weekdays: frozenset[int], special: Iterable[tuple[int, int]], days: frozenset[int], cron: str
) -> Iterator[_Days]:
    """Yield the weekdays that fall on certain days of the month; (5, 2) is the second Friday."""
    if weekdays:
        yield _Days(weekdays, "-" + _listed(days, range(1, 32)))
    for day, number in special:
        name = frozenset({(day - 1) % 7})
        if number != _LAST:
            found = days & frozenset(range(number * 7 - 6, number * 7 + 1))
            if found:
                yield _Days(name, "-" + _listed(found, range(1, 32)))
        elif days == _EVERY_DAY:
            yield _Days(name, "~07/1")
        else:
            raise ConfigError(
                f'systemd cannot say "{cron}".', remedy="Use 'briefgen schedule', or make two jobs of it."
            )


def _after_gaps(schedule: Schedule, now: dt.datetime) -> Iterator[dt.datetime]:
    """Yield the due times that stand for ones which a gap skips, in the zone of the schedule."""
    day = now.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    for _ in range(_GAPS_FOR * 366):
        following = day + dt.timedelta(days=1)
        before, after = (time.astimezone(schedule.zone).utcoffset() for time in (day, following))
        if before is not None and after is not None and after > before:
            for due in crontab.due_times(schedule, day):
                if due.astimezone(dt.UTC) > following:
                    break
                if not _is_written(schedule, due):
                    yield due
        day = following


def _is_written(schedule: Schedule, due: dt.datetime) -> bool:
    """Tell whether the expression itself names the time that a clock then shows."""
    wall = due.replace(tzinfo=None, fold=0)
    return next(CronSim(schedule.cron, wall - dt.timedelta(seconds=1))) == wall


def _listed(values: Iterable[int], every: range) -> str:
    """Write numbers as systemd does: "*" for all, "8..10" for three or more in a row."""
    found = sorted(values)
    if found == list(every):
        return "*"
    rows: list[list[int]] = []
    for value in found:
        if rows and value == rows[-1][-1] + 1:
            rows[-1].append(value)
        else:
            rows.append([value])
    parts = [
        f"{row[0]:02}..{row[-1]:02}" if len(row) > 2 else ",".join(f"{n:02}" for n in row) for row in rows
    ]
    return ",".join(parts)
