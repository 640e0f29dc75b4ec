"""Dates of publication as sites, mails and people write them.

Only dates with a day, a month and a year are read, and only where there is one way to
read them: 03/04/2023 is no date here, 19/09/2023 is.
"""

from __future__ import annotations

import datetime as dt
import re

from briefgen.ingest.interface import Moment

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<!\d){_YEAR}[/.](?P<number>\d\d?)[/.](?P<day>\d\d?)(?!\d)",
        rf"(?<![\w.]){_DAY}(?: of)?[ \-./]+(?P<name>{MONTH})[,\-/]? *{_YEAR}",
        rf"\b(?P<name>{MONTH}) *{_DAY},? *{_YEAR}",
        rf"(?<!\d)(?P<first>\d\d?)(?P<mark>[/.\-])(?P<second>\d\d?)(?P=mark){_YEAR}",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<number>[01]\d)(?P<day>[0-3]\d)(?!\d)",
    )
)
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>[0-2]?\d)(?:(?P<mark>[:.])(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?)?"
    r" *(?P<half>[ap]\.?m\b\.?)?"
    r" *(?P<zone>Z\b|[+-]\d\d:?\d\d\b|\(?(?:UTC|GMT)(?: *[+-]\d\d?(?::?\d\d)?)?\b"
    r"|(?-i:E[SD]T|C[DE]T|CEST|P[SD]T|MSK|JST|KST)\b)?",
    re.I,
)
# Abbreviations with one meaning only: CST, IST and BST have several and are not read.
_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "EST": -5, "EDT": -4, "CDT": -5, "PST": -8, "PDT": -7}
_ZONES |= {"CET": 1, "CEST": 2, "MSK": 3, "JST": 9, "KST": 9}
_OFFSET = re.compile(r"([+-])(\d\d?):?(\d\d)?$")
_URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?([0-2]\d|3[01])(?=[/_-]|$)")


def read_moment(text: str) -> Moment | None:
    """Return the first full date of a text, with its instant if time and zone follow it."""
    first: tuple[int, re.Match[str], dt.date] | None = None
    for pattern in _DATES:
        for match in pattern.finditer(text):
            day = _day(match)
            if day is not None and (first is None or match.start() < first[0]):
                first = (match.start(), match, day)
                break
    if first is None:
        return None
    return Moment(first[2], _instant(text, first[1], first[2]))


def is_date_alone(text: str) -> bool:
    """Tell whether a line holds a date, with or without weekday, time and zone, and no more."""
    if len(text) > 60 or read_moment(text) is None:
        return False
    rest = text
    for pattern in (*_DATES, _TIME):
        rest = pattern.sub(" ", rest)
    rest = re.sub(
        r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\bat\b|\bET\b",
        "",
        rest,
        flags=re.I,
    )
    return re.search(r"\w", rest) is None


def date_of_address(url: str) -> dt.date | None:
    """Return the day that an address has in its path: ``/2023/09/19/``."""
    match = _URL_DATE.search(url)
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def month_number(name: str) -> int:
    """Return 1 to 12 for a month's name or abbreviation that ``MONTH`` matches."""
    return _MONTHS.index(name[:3].lower()) + 1


def aware_moment(moment: dt.datetime) -> Moment:
    """Return a datetime as a moment: its day, and the instant if it has a zone."""
    return Moment(moment.date(), moment if moment.tzinfo is not None else None)


def _day(match: re.Match[str]) -> dt.date | None:
    parts = match.groupdict()
    year = int(parts["year"])
    if parts.get("name"):
        return _date(year, month_number(parts["name"]), int(parts["day"]))
    if parts.get("number"):
        return _date(year, int(parts["number"]), int(parts["day"]))
    first, second = int(parts["first"]), int(parts["second"])
    if first > 12:
        return _date(year, second, first)
    if second > 12 or first == second:
        return _date(year, first, second)
    return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _instant(text: str, date: re.Match[str], day: dt.date) -> dt.datetime | None:
    """Return the instant whose time stands right after, or right before, a date."""
    after = re.match(r"(?:T|,? +at +|[,|•·\-–—]? +|, *)", text[date.end() :], re.I)
    time = _TIME.match(text, date.end() + after.end()) if after else None
    if time is None or not (time["mark"] or time["half"]):
        earlier = [found for found in _TIME.finditer(text, 0, date.start()) if found["mark"] or found["half"]]
        time = earlier[-1] if earlier else None
    return _combine(day, time) if time is not None else None


def _combine(day: dt.date, time: re.Match[str]) -> dt.datetime | None:
    zone = _zone(time["zone"])
    hour = int(time["hour"])
    if half := (time["half"] or "").lower():
        hour = hour % 12 + (12 if half.startswith("p") else 0) if hour <= 12 else 24
    if zone is None or hour > 23:
        return None
    return dt.datetime(
        day.year, day.month, day.day, hour, int(time["minute"] or 0), int(time["second"] or 0), tzinfo=zone
    )


def _zone(name: str | None) -> dt.timezone | None:
    if not name:
        return None
    offset = _OFFSET.search(name)
    if offset:
        hours = int(offset[2]) + int(offset[3] or 0) / 60
        sign = -1 if offset[1] == "-" else 1
    else:
        hours, sign = _ZONES[name.upper().strip("( ")], 1
    return dt.timezone(dt.timedelta(hours=sign * hours)) if hours <= 14 else None
