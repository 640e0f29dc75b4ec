"""Dates as a brief writes them: "Mon 18 Sep 2023", never ambiguous, never invented.

``written`` sets another style for what is composed inside of it: "long" is "18 September
2023", "iso" is "2023-09-18".

The names of days and months are our own tables, since ``strftime`` follows the
machine's locale.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from briefgen.model import DateFinding, Precision

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

STYLES = ("weekday", "long", "iso")

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAY = re.compile(
    r"(?:on\s+)?((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)(?:\s+(?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
_DAY_OF_MONTH = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\b.*\d|\d.*\b(?:Jan|Feb|Mar|Apr|May"
    r"|Jun|Jul|Aug|Sep|Oct|Nov|Dec)",
    re.IGNORECASE | re.DOTALL,
)
NOT_STATED = "date not stated"


_STYLE: ContextVar[str] = ContextVar("date style", default="weekday")


@contextmanager
def written(style: str) -> Iterator[None]:
    """Write dates as "weekday", "long" or "iso" for as long as the context lasts."""
    if style not in STYLES:
        raise ValueError(f"There is no style of dates {style!r}; the styles are {', '.join(STYLES)}.")
    token = _STYLE.set(style)
    try:
        yield
    finally:
        _STYLE.reset(token)


def day(date: dt.date) -> str:
    """Write a day: "Mon 18 Sep 2023"."""
    return f"{_weekday(date)}{short_day(date)}"


def short_day(date: dt.date) -> str:
    """Write a day without its weekday: "18 Sep 2023"."""
    if _STYLE.get() == "iso":
        return date.isoformat()
    return f"{date.day} {_month(date)} {date.year}"


def _weekday(date: dt.date) -> str:
    return f"{_DAYS[date.weekday()]} " if _STYLE.get() == "weekday" else ""


def _month(date: dt.date) -> str:
    name = _MONTHS[date.month - 1]
    return name if _STYLE.get() == "long" else name[:3]


def days(start: dt.date, end: dt.date) -> str:
    """Write a stretch of days: "Sat 16 – Sun 17 Sep 2023"; one day if both are the same."""
    if start == end:
        return day(start)
    if _STYLE.get() == "iso" or start.year != end.year:
        return f"{day(start)} – {day(end)}"
    first = f"{_weekday(start)}{start.day}"
    if start.month != end.month:
        first += f" {_month(start)}"
    return f"{first} – {day(end)}"


def short(date: DateFinding) -> str | None:
    """Write a known date without weekdays, for a title: "16–17 Sep 2023"; None if unknown."""
    if date.start is None or not is_known(date):
        return None
    if date.precision in (Precision.MONTH, Precision.YEAR):
        return when(date)
    start, end = date.start, date.end or date.start
    if start == end:
        return short_day(start)
    if (start.year, start.month) == (end.year, end.month) and _STYLE.get() != "iso":
        return f"{start.day}–{short_day(end)}"
    return f"{short_day(start)} – {short_day(end)}"


def moment(now: dt.datetime) -> str:
    """Write an aware time with its offset: "Tue 19 Sep 2023, 10:30 UTC"."""
    offset = now.utcoffset()
    if offset is None:
        raise ValueError("The time at which a brief is prepared needs a time zone.")
    if not offset:
        return f"{day(now.date())}, {now:%H:%M} UTC"
    minutes = int(offset.total_seconds()) // 60
    sign = "+" if minutes >= 0 else "−"
    zone = f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    return f"{day(now.date())}, {now:%H:%M} ({zone})"


def is_known(date: DateFinding) -> bool:
    """Tell whether the articles allow to say at least the year."""
    return date.start is not None and date.precision is not Precision.UNKNOWN


def lacks_year(date: DateFinding) -> bool:
    """Tell whether the articles give a day and month but nothing that tells the year."""
    return not is_known(date) and bool(date.text and _DAY_OF_MONTH.search(date.text))


def when(date: DateFinding) -> str:
    """Write when a meeting is, as a table cell: a date, or what is known instead of one."""
    if date.start is not None and is_known(date):
        return _known(date, date.start)
    if not date.text:
        return NOT_STATED
    if weekday := _WEEKDAY.fullmatch(date.text.strip()):
        return f"a {weekday.group(1).capitalize()}; the article gives no date"
    missing = "year" if lacks_year(date) else "date"
    return f"“{' '.join(date.text.split())}”; the article gives no {missing}"


def adverbial(date: DateFinding) -> str:
    """Write when a meeting is, to follow a place in a sentence: " on Mon 18 Sep 2023".

    Empty where no article says anything of the date.
    """
    if is_known(date):
        wide = date.precision in (Precision.MONTH, Precision.YEAR)
        return f" {'in' if wide else 'on'} {when(date)}"
    if not date.text:
        return ""
    if _WEEKDAY.fullmatch(date.text.strip()):
        return f" on {when(date).replace('; ', ' (')})"
    return f" (date: {when(date)})"


def _known(date: DateFinding, start: dt.date) -> str:
    if date.precision is Precision.YEAR:
        return str(start.year)
    if date.precision is Precision.MONTH:
        return f"{start:%Y-%m}" if _STYLE.get() == "iso" else f"{_MONTHS[start.month - 1]} {start.year}"
    return days(start, date.end or start)
