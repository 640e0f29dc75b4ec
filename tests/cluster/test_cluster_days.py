"""When a meeting is, and when an undated article was written."""

from __future__ import annotations

import datetime as dt

import pytest
from hand_made import BRANDT, MONDAY, PUBLISHED, TUESDAY, ZIELINSKI, analysed, met, reading, sentence, when

from briefgen.model import Precision

PAIR = [BRANDT, ZIELINSKI]


def test_a_weekday_is_counted_from_the_day_of_publication() -> None:
    (found,) = analysed(reading("a1", PAIR, [met(0, 1, times=[TUESDAY])])).meetings
    assert (found.date.start, found.date.end) == (dt.date(2024, 5, 14), dt.date(2024, 5, 14))
    assert found.date.precision is Precision.DAY


def test_the_grounds_of_a_date_are_given() -> None:
    (found,) = analysed(reading("a1", PAIR, [met(0, 1, times=[TUESDAY])])).meetings
    assert found.date.text == "Tuesday"
    assert found.date.basis == "'Tuesday', article published 2024-05-16"
    assert found.date.evidence == (sentence("a1", 0),)


def test_no_year_is_guessed() -> None:
    february = when("Feb. 21-22", month=2, day=21, end_day=22)
    (found,) = analysed(reading("a1", PAIR, [met(0, 1, times=[february])]), days=[None]).meetings
    assert (found.date.start, found.date.end) == (None, None)
    assert found.date.precision is Precision.UNKNOWN
    assert found.date.text == "Feb. 21-22"


def test_a_month_is_its_first_and_last_day() -> None:
    june = when("June 2023", year=2023, month=6)
    (found,) = analysed(reading("a1", PAIR, [met(0, 1, times=[june])])).meetings
    assert (found.date.start, found.date.end) == (dt.date(2023, 6, 1), dt.date(2023, 6, 30))
    assert found.date.precision is Precision.MONTH


def test_a_day_is_preferred_to_the_month_around_it() -> None:
    may = when("May", month=5, direction=-1)
    found = analysed(
        reading("a1", PAIR, [met(0, 1, times=[may])]), reading("a2", PAIR, [met(0, 1, times=[TUESDAY])])
    )
    assert [m.date.start for m in found.meetings] == [dt.date(2024, 5, 14)]


def test_an_undated_article_is_dated_through_a_dated_one_about_the_same_meeting() -> None:
    """'On Monday' and 'September 18 to 21' fit together in one way near the dated article."""
    monday = when("Monday", weekday=0, direction=-1)
    trip = when("September 18 to 21", month=9, day=18, end_day=21)
    full = when("Sept. 18, 2023", year=2023, month=9, day=18)
    found = analysed(
        reading("a1", PAIR, [met(0, 1, times=[full])]),
        reading("a2", PAIR, [met(0, 1, times=[monday])], times=[monday, trip]),
        days=[dt.date(2023, 9, 19), None],
    )
    assert [m.date.start for m in found.meetings] == [dt.date(2023, 9, 18)]


def test_an_inferred_day_says_from_which_article() -> None:
    monday = when("Monday", weekday=0, direction=-1)
    trip = when("September 18 to 21", month=9, day=18, end_day=21)
    full = when("September 2023", year=2023, month=9, day=17, end_day=19)
    found = analysed(
        reading("a1", PAIR, [met(0, 1, times=[full])]),
        reading("a2", PAIR, [met(0, 1, times=[monday])], times=[monday, trip]),
        days=[dt.date(2023, 9, 19), None],
    )
    assert found.meetings[0].date.start == dt.date(2023, 9, 18)
    assert "inferred" in (found.meetings[0].date.basis or "")


def test_a_weekday_that_the_article_elsewhere_gives_in_full_is_that_day() -> None:
    full = when("Monday, Sept. 18, 2023", year=2023, month=9, day=18, weekday=0)
    found = analysed(reading("a1", PAIR, [met(0, 1, times=[MONDAY])], times=[MONDAY, full]), days=[None])
    assert [m.date.start for m in found.meetings] == [dt.date(2023, 9, 18)]


def test_without_any_words_nothing_is_said_of_the_date() -> None:
    (found,) = analysed(reading("a1", PAIR, [met(0, 1)])).meetings
    assert (found.date.start, found.date.text, found.date.basis) == (None, None, None)


def test_the_day_that_most_articles_give_is_shown() -> None:
    yesterday = when("two days", year=2024, month=5, day=13, end_day=14)
    found = analysed(
        reading("a1", PAIR, [met(0, 1, times=[TUESDAY])]),
        reading("a2", PAIR, [met(0, 1, times=[TUESDAY])]),
        reading("a3", PAIR, [met(0, 1, times=[yesterday])]),
        days=[PUBLISHED] * 3,
    )
    assert [m.date.start for m in found.meetings] == [dt.date(2024, 5, 14)]


@pytest.mark.parametrize(
    ("weekday", "end"),
    [
        (0, dt.date(2024, 5, 14)),  # "opened on Monday"
        (1, dt.date(2024, 5, 14)),  # "ended on Tuesday"
    ],
)
def test_all_days_that_one_article_gives_are_preferred_to_the_first_or_last(
    weekday: int, end: dt.date
) -> None:
    both = when("Monday and Tuesday", weekday=0, end_weekday=1, direction=-1)
    one = when("day", weekday=weekday, direction=-1)
    (found,) = analysed(
        reading("a1", PAIR, [met(0, 1, times=[one])]), reading("a2", PAIR, [met(0, 1, times=[both])])
    ).meetings
    assert (found.date.start, found.date.end) == (dt.date(2024, 5, 13), end)
