"""Date arithmetic on time expressions: from an article's words to days, never by a guess.

How a :class:`~briefgen.model.TimeExpression` is read here:

- ``unit`` with ``shift`` counts from the day of publication ("yesterday", "next month");
  together with ``month`` or ``weekday`` it says in which year or week they lie
  ("October last year", "Tuesday last week").
- ``shift`` without ``unit`` belongs to the weekday or month itself: -1 is "last Tuesday"
  (strictly before the article), +1 "next Tuesday", 0 "this Tuesday".
- ``direction`` decides between past and future where the words leave it open.

Weeks run from Monday to Sunday (ISO 8601).
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.model import Interval, Precision, TimeExpression, TimeUnit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SLACK = dt.timedelta(days=2)
"""How far a date may lie on the wrong side of the day of publication.

Time zones and late updates: "met on August 29" in a text dated August 28.
"""

HALF_A_YEAR = dt.timedelta(days=183)
"""Up to this age a date without year and without tense is taken for a past one."""

NEAR = dt.timedelta(days=45)
"""Within this, a date without year is meant rather than the same one half a year or more away."""

_DAY = dt.timedelta(days=1)
_WEEK = dt.timedelta(days=7)


def resolve(expression: TimeExpression, *, published: dt.date | None) -> Interval | None:
    """Return the days that the words mean, or None where they cannot be told.

    Without a day of publication only expressions that state their year resolve.
    """
    try:
        if expression.year is not None:
            return _stretched(_calendar_interval(expression, expression.year), expression)
        if published is None:
            return None
        return _stretched(_resolve_from(expression, published), expression)
    except (ValueError, OverflowError):  # "Feb. 30", "9000 years ago"
        return None


def _stretched(found: Interval | None, expression: TimeExpression) -> Interval | None:
    """Return all the days of something of which the words name one."""
    if found is None or expression.length == 1 or found.start != found.end:
        return found
    start = found.start - (expression.nth - 1) * _DAY
    return Interval(start, start + (expression.length - 1) * _DAY, Precision.RANGE)


def basis(expression: TimeExpression, *, published: dt.date | None) -> str:
    """Say in one line on what the days rest: "'Tuesday', article published 2023-09-19"."""
    words = f"'{' '.join(expression.text.split())}'"
    if expression.length > 1:
        words = f"{words}, day {expression.nth} of {expression.length}"
    if expression.year is not None:
        return words
    if published is None:
        return f"{words}, day of publication unknown"
    return f"{words}, article published {published.isoformat()}"


def compatible(expression: TimeExpression, interval: Interval, *, published: dt.date | None) -> bool:
    """Tell whether the expression could mean days that the interval holds.

    Words that cannot be resolved rule out only what they contradict: "Tuesday" in an
    undated article may be any Tuesday, "last week" any week.
    """
    if published is not None and _is_open_weekday(expression):
        readings = [resolve(replace(expression, direction=d), published=published) for d in (-1, 1)]
        return any(found is not None and found.overlaps(interval) for found in readings)
    found = resolve(expression, published=published)
    if found is not None:
        return found.overlaps(interval)
    if published is not None and expression.direction and not _names_days(expression):
        return _on_side(interval, published, expression.direction)
    return any(_could_be(expression, day) for day in _days(interval))


def infer_interval(expression: TimeExpression, *, near: dt.date, window_days: int = 21) -> Interval | None:
    """Give a month and day without year the year that puts them nearest to ``near``.

    ``near`` is a day known from elsewhere, such as a dated article on the same meeting.
    None where the result lies more than ``window_days`` off, where a stated weekday
    contradicts it, or where the expression names no day of a month.
    """
    if expression.month is None or expression.day is None:
        return None
    if expression.year is not None:
        found = resolve(expression, published=None)
        candidates = [] if found is None else [found]
    else:
        candidates = _yearly(expression, near, weekday_must_fit=True)
    close = [found for found in candidates if _gap(found, near) <= window_days * _DAY]
    return min(close, key=lambda found: _gap(found, near)) if close else None


def infer_published(
    expressions: Sequence[TimeExpression], *, near: dt.date, window_days: int = 21
) -> dt.date | None:
    """Infer on which day an undated article was written, from its own words.

    News names the day it reports by its weekday.  So where a past weekday of the
    article ("on Monday") falls on the first or last day of a calendar date of it
    ("September 18 to 21") in the year that ``near`` suggests, the newest weekday so
    reported is the day of writing.  None where no weekday confirms a date, where
    expressions contradict each other, or where two days fit equally well.
    """
    dates = [
        (expression, found)
        for expression in expressions
        if (found := infer_interval(expression, near=near, window_days=window_days)) is not None
    ]
    weekdays = [e for e in expressions if _is_bare_weekday(e)]
    reported = [e for e in weekdays if e.direction < 0] or [e for e in weekdays if e.direction == 0]
    window = (near + n * _DAY for n in range(-window_days, window_days + 1))
    fitting = [day for day in window if _fits(day, dates, reported)]
    fitting.sort(key=lambda day: abs(day - near))
    if len(fitting) > 1 and abs(fitting[0] - near) == abs(fitting[1] - near):
        return None
    return fitting[0] if fitting else None


def infer_published_from(
    expressions: Sequence[TimeExpression], *, named: TimeExpression, day: dt.date
) -> dt.date | None:
    """Infer on which day an undated article was written, where a weekday of it is known to mean ``day``.

    Another article dates the meeting for which this one says "on Sunday".  The newest
    weekday that it reports as past is the day of writing, if "Sunday" said on that day
    means ``day``.  None where it reports none or the weekday is another.
    """
    if not _is_bare_weekday(named) or named.weekday != day.weekday() or not named.direction:
        return None
    reported = [e for e in expressions if _is_bare_weekday(e) and e.direction < 0]
    for offset in range(7):
        written = day - offset * _DAY if named.direction > 0 else day + offset * _DAY
        past = [found.start for e in reported if (found := resolve(e, published=written)) is not None]
        meant = resolve(named, published=written)
        if past and max(past) == written and meant is not None and meant.start == day:
            return written
    return None


def _fits(day: dt.date, dates: list[tuple[TimeExpression, Interval]], reported: list[TimeExpression]) -> bool:
    """Tell whether an article written on ``day`` could say all this, with one confirmation."""
    if any(not _on_side(found, day, expression.direction) for expression, found in dates):
        return False
    past = [found.start for e in reported if (found := resolve(e, published=day)) is not None]
    edges = {edge for _, found in dates for edge in (found.start, found.end)}
    return bool(past) and max(past) == day and not edges.isdisjoint(past)


def _on_side(interval: Interval, day: dt.date, direction: int) -> bool:
    """Tell whether the interval has a day on the given side of ``day``, itself included."""
    if direction < 0:
        return interval.start <= day
    if direction > 0:
        return interval.end >= day
    return True


def _resolve_from(expression: TimeExpression, published: dt.date) -> Interval | None:
    """Resolve an expression without year from the day of publication."""
    if expression.month is not None:
        return _resolve_month(expression, published)
    if expression.day is not None:
        return _resolve_day_of_month(expression, published)
    if expression.weekday is not None:
        return _resolve_weekday(expression, published)
    if expression.unit is TimeUnit.WEEKEND:
        return _resolve_weekend(expression, published)
    if expression.unit is not None and expression.shift is not None:
        return _resolve_unit(expression, published)
    return None


# -- units: "yesterday", "last week", "later this year"


def _resolve_unit(expression: TimeExpression, published: dt.date) -> Interval | None:
    shift = expression.shift or 0
    if expression.unit is TimeUnit.DAY:
        day = published + shift * _DAY
        return Interval(day, day, Precision.DAY)
    if expression.unit is TimeUnit.WEEK:
        return _resolve_week(expression, published, shift)
    if expression.unit is TimeUnit.MONTH:
        months = published.year * 12 + published.month - 1 + shift
        return _month(months // 12, months % 12 + 1)
    if expression.unit is TimeUnit.YEAR:
        return _year(published.year + shift)
    return None


def _resolve_week(expression: TimeExpression, published: dt.date, shift: int) -> Interval:
    """Return a week; "earlier this week" ends and "later this week" begins with the article.

    What lies ahead "this week" in an article of Sunday is in the week that begins.
    """
    start = _monday(published) + shift * _WEEK
    if shift == 0 and expression.direction > 0 and published.weekday() == 6:
        start += _WEEK
    end = start + 6 * _DAY
    if expression.approximate and shift == 0:
        if expression.direction > 0:
            start = max(start, published)
        elif expression.direction < 0:
            end = published
    return Interval(start, end, Precision.RANGE)


def _resolve_weekend(expression: TimeExpression, published: dt.date) -> Interval | None:
    """Return a Saturday and Sunday; a weekend that has begun is the nearest either way."""
    this = _monday(published) + 5 * _DAY
    begun = this <= published
    if expression.shift in (-1, 1):
        saturday = this + (expression.shift or 0) * _WEEK
    elif expression.direction > 0 or begun or (expression.shift == 0 and expression.direction == 0):
        saturday = this
    else:
        saturday = this - _WEEK
    return Interval(saturday, saturday + _DAY, Precision.RANGE)


# -- weekdays


def _resolve_weekday(expression: TimeExpression, published: dt.date) -> Interval:
    first = expression.weekday or 0
    last = first if expression.end_weekday is None else expression.end_weekday
    length = ((last - first) % 7) * _DAY
    start = _weekday_start(expression, published, first, length)
    precision = Precision.RANGE if length else Precision.DAY
    return Interval(start, start + length, precision)


def _weekday_start(
    expression: TimeExpression, published: dt.date, weekday: int, length: dt.timedelta
) -> dt.date:
    """Return the first day; of a past stretch the end counts, of a future one the start."""
    if expression.unit is TimeUnit.WEEK and expression.shift is not None:
        return _monday(published) + expression.shift * _WEEK + weekday * _DAY
    if expression.shift == -1:
        return _on_or_before(published - _DAY - length, weekday)
    if expression.shift == 1:
        return _on_or_after(published + _DAY, weekday)
    if expression.shift == 0 and expression.direction == 0:
        return _monday(published) + weekday * _DAY
    if expression.direction > 0:
        return _on_or_after(published, weekday)
    return _on_or_before(published - length, weekday)


def _on_or_before(day: dt.date, weekday: int) -> dt.date:
    return day - ((day.weekday() - weekday) % 7) * _DAY


def _on_or_after(day: dt.date, weekday: int) -> dt.date:
    return day + ((weekday - day.weekday()) % 7) * _DAY


def _monday(day: dt.date) -> dt.date:
    return day - day.weekday() * _DAY


# -- months and days of a month


def _resolve_month(expression: TimeExpression, published: dt.date) -> Interval | None:
    if expression.unit is TimeUnit.YEAR and expression.shift is not None:
        return _calendar_interval(expression, published.year + expression.shift)
    candidates = _yearly(expression, published, weekday_must_fit=True) or _yearly(
        expression, published, weekday_must_fit=False
    )
    if expression.shift == -1:
        candidates = [found for found in candidates if found.end < published]
    elif expression.shift == 1:
        candidates = [found for found in candidates if found.start > published]
    direction = expression.shift or expression.direction
    return _choose(candidates, published, direction)


def _resolve_day_of_month(expression: TimeExpression, published: dt.date) -> Interval | None:
    """Resolve "the 18th" within the months around the article."""
    candidates = []
    for months in range(-2, 3):
        index = published.year * 12 + published.month - 1 + months
        if (found := _try_calendar(expression, index // 12, index % 12 + 1)) is not None:
            candidates.append(found)
    if expression.direction:
        return _choose(candidates, published, expression.direction)
    return min(candidates, key=lambda found: (_gap(found, published), found.start), default=None)


def _choose(candidates: list[Interval], published: dt.date, direction: int) -> Interval | None:
    """Choose among the same days of several years by tense, else by nearness."""
    past = max((c for c in candidates if c.start <= published), key=_start, default=None)
    future = min((c for c in candidates if c.end >= published), key=_start, default=None)
    if direction and past is not None and future is not None and past.end - past.start < _WEEK:
        # The tense is that of a verb near by, which need not be the right one; half a year is.
        since, until = published - past.end, future.start - published
        if direction < 0 and since > HALF_A_YEAR >= NEAR >= until:
            return future
        if direction > 0 and until > HALF_A_YEAR >= NEAR >= since:
            return past
    if direction < 0:
        return future if future is not None and future.start <= published + SLACK else past
    if direction > 0:
        return past if past is not None and past.end >= published - SLACK else future
    if past is None or future is None:
        return past or future
    return past if published - past.end <= HALF_A_YEAR else future


def _start(interval: Interval) -> dt.date:
    return interval.start


def _yearly(expression: TimeExpression, around: dt.date, *, weekday_must_fit: bool) -> list[Interval]:
    """Return the expression's days in the years around a day, where they exist."""
    weekday = expression.weekday if weekday_must_fit and expression.day is not None else None
    reach = 5 if weekday is not None or (expression.month, expression.day) == (2, 29) else 2
    years = range(around.year - reach, around.year + reach + 1)
    found = (_try_calendar(expression, year) for year in years)
    return [c for c in found if c is not None and (weekday is None or c.start.weekday() == weekday)]


def _try_calendar(expression: TimeExpression, year: int, month: int | None = None) -> Interval | None:
    try:
        return _calendar_interval(expression, year, month)
    except (ValueError, OverflowError):
        return None


def _calendar_interval(expression: TimeExpression, year: int, month: int | None = None) -> Interval:
    """Return the days in a given year; raises ValueError for days that do not exist."""
    month = expression.month if month is None else month
    if month is None:
        last = year if expression.end_year is None else expression.end_year
        return _ordered(_year(year), _year(last), Precision.YEAR)
    end_month = month if expression.end_month is None else expression.end_month
    end_year = expression.end_year
    if end_year is None:  # "30 December to 2 January"
        end_year = year + 1 if end_month < month else year
    if expression.day is None:
        return _ordered(_month(year, month), _month(end_year, end_month), Precision.MONTH)
    end_day = expression.day if expression.end_day is None else expression.end_day
    first, last_day = dt.date(year, month, expression.day), dt.date(end_year, end_month, end_day)
    return _ordered(_one(first), _one(last_day), Precision.DAY)


def _ordered(first: Interval, last: Interval, precision: Precision) -> Interval:
    """Join two intervals; raises ValueError where the second lies before the first."""
    if last.end < first.start:
        message = f"{last.end} lies before {first.start}"
        raise ValueError(message)
    return Interval(first.start, last.end, precision if first == last else Precision.RANGE)


def _one(day: dt.date) -> Interval:
    return Interval(day, day, Precision.DAY)


def _month(year: int, month: int) -> Interval:
    last = calendar.monthrange(year, month)[1]
    return Interval(dt.date(year, month, 1), dt.date(year, month, last), Precision.MONTH)


def _year(year: int) -> Interval:
    return Interval(dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR)


def _gap(interval: Interval, day: dt.date) -> dt.timedelta:
    """Return how far a day lies outside an interval."""
    return max(interval.start - day, day - interval.end, dt.timedelta(0))


# -- what an unresolved expression does not rule out


def _is_bare_weekday(expression: TimeExpression) -> bool:
    named = (expression.year, expression.month, expression.day, expression.unit, expression.end_weekday)
    return expression.weekday is not None and all(part is None for part in named)


def _is_open_weekday(expression: TimeExpression) -> bool:
    return _is_bare_weekday(expression) and not expression.direction and expression.shift is None


def _names_days(expression: TimeExpression) -> bool:
    """Tell whether the words name a month, a day or a weekday, not only a side."""
    named = (expression.month, expression.day, expression.weekday)
    return any(part is not None for part in named)


def _days(interval: Interval) -> Iterator[dt.date]:
    """Yield the days of an interval, at most those of its first two years."""
    for n in range(min((interval.end - interval.start).days + 1, 731)):
        yield interval.start + n * _DAY


def _could_be(expression: TimeExpression, day: dt.date) -> bool:
    if expression.month is not None:
        years: Iterable[int] = (day.year - 1, day.year)
        found = (_try_calendar(expression, year) for year in years)
        in_dates = any(c is not None and c.start <= day <= c.end for c in found)
        return in_dates and _weekday_could_be(expression, day)
    if expression.day is not None:
        last = expression.day if expression.end_day is None else expression.end_day
        return expression.day <= day.day <= last
    return _weekday_could_be(expression, day)


def _weekday_could_be(expression: TimeExpression, day: dt.date) -> bool:
    """Tell whether a weekday allows the day; beside a range of dates it names the first only."""
    if expression.weekday is None or expression.end_day is not None:
        return True
    last = expression.weekday if expression.end_weekday is None else expression.end_weekday
    return (day.weekday() - expression.weekday) % 7 <= (last - expression.weekday) % 7
