from __future__ import annotations

import datetime as dt

import pytest

from briefgen.compose import dates
from briefgen.model import DateFinding, Precision


def finding(start: str, end: str, precision: Precision) -> DateFinding:
    return DateFinding(
        start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), precision=precision
    )


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2023-09-18", "2023-09-18", Precision.DAY, "Mon 18 Sep 2023"),
        ("2023-09-16", "2023-09-17", Precision.RANGE, "Sat 16 – Sun 17 Sep 2023"),
        ("2023-09-30", "2023-10-01", Precision.RANGE, "Sat 30 Sep – Sun 1 Oct 2023"),
        ("2023-12-31", "2024-01-01", Precision.RANGE, "Sun 31 Dec 2023 – Mon 1 Jan 2024"),
        ("2023-10-01", "2023-10-31", Precision.MONTH, "October 2023"),
        ("2023-01-01", "2023-12-31", Precision.YEAR, "2023"),
    ],
)
def test_known_dates(start: str, end: str, precision: Precision, expected: str) -> None:
    assert dates.when(finding(start, end, precision)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, "date not stated"),
        ("on Tuesday", "a Tuesday; the article gives no date"),
        ("Feb. 21-22", "“Feb. 21-22”; the article gives no year"),
        ("21 February", "“21 February”; the article gives no year"),
        ("last week", "“last week”; the article gives no date"),
        ("may be soon", "“may be soon”; the article gives no date"),
    ],
)
def test_unknown_dates_are_told_in_the_articles_words(text: str | None, expected: str) -> None:
    assert dates.when(DateFinding(text=text)) == expected


def test_a_weekday_reads_as_part_of_a_sentence() -> None:
    assert dates.adverbial(DateFinding(text="Tuesday")) == " on a Tuesday (the article gives no date)"


def test_a_month_takes_another_preposition() -> None:
    assert dates.adverbial(finding("2023-10-01", "2023-10-31", Precision.MONTH)) == " in October 2023"


def test_nothing_is_said_of_a_date_that_nobody_mentions() -> None:
    assert dates.adverbial(DateFinding()) == ""


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (0, "Mon 18 Sep 2023, 08:05 UTC"),
        (330, "Mon 18 Sep 2023, 08:05 (UTC+05:30)"),
        (-210, "Mon 18 Sep 2023, 08:05 (UTC−03:30)"),
    ],
)
def test_moment_has_its_offset(minutes: int, expected: str) -> None:
    zone = dt.timezone(dt.timedelta(minutes=minutes), "whatever the system calls it")
    assert dates.moment(dt.datetime(2023, 9, 18, 8, 5, tzinfo=zone)) == expected


def test_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        dates.moment(dt.datetime(2023, 9, 18, 8, 5))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("start", "end", "precision", "expected"),
    [
        ("2023-09-18", "2023-09-18", Precision.DAY, "18 Sep 2023"),
        ("2023-09-16", "2023-09-17", Precision.RANGE, "16–17 Sep 2023"),
        ("2023-09-30", "2023-10-01", Precision.RANGE, "30 Sep 2023 – 1 Oct 2023"),
        ("2023-10-01", "2023-10-31", Precision.MONTH, "October 2023"),
    ],
)
def test_short_dates_for_titles(start: str, end: str, precision: Precision, expected: str) -> None:
    assert dates.short(finding(start, end, precision)) == expected


@pytest.mark.parametrize(
    ("style", "one", "two", "across"),
    [
        ("weekday", "Mon 18 Sep 2023", "Mon 18 – Tue 19 Sep 2023", "Sat 30 Sep – Sun 1 Oct 2023"),
        ("long", "18 September 2023", "18 – 19 September 2023", "30 September – 1 October 2023"),
        ("iso", "2023-09-18", "2023-09-18 – 2023-09-19", "2023-09-30 – 2023-10-01"),
    ],
)
def test_dates_are_written_in_the_style_that_is_asked_for(
    style: str, one: str, two: str, across: str
) -> None:
    monday = dt.date(2023, 9, 18)
    with dates.written(style):
        assert dates.day(monday) == one
        assert dates.days(monday, dt.date(2023, 9, 19)) == two
        assert dates.days(dt.date(2023, 9, 30), dt.date(2023, 10, 1)) == across
    assert dates.day(monday) == "Mon 18 Sep 2023"


def test_an_unknown_style_of_dates_is_refused() -> None:
    with pytest.raises(ValueError, match="weekday, long, iso"), dates.written("roman"):
        pass
