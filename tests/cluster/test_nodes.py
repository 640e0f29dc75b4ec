"""Which of an article's time expressions dates a meeting, and articles dated by a weekday."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hand_made import BRANDT, ZIELINSKI, analysed, article, met, reading, when

from briefgen.cluster.nodes import clock_of
from briefgen.model import MeetingKind, Place, Status

PAIR = [BRANDT, ZIELINSKI]
SATURDAY = when("Saturday", weekday=5, direction=-1)
SUNDAY_AHEAD = when("Sunday", weekday=6, direction=1)
FULL = when("July 8, 2018", year=2018, month=7, day=8)
WRITTEN = dt.date(2018, 7, 9)


def starts(first: str, second: str) -> list[dt.date | None]:
    """Return the days of the meetings of a dated article and an undated one, each with its place."""
    dated = replace(met(0, 1, times=[FULL]), place=Place(name=first))
    undated = replace(met(0, 1, times=[SUNDAY_AHEAD]), place=Place(name=second))
    other = replace(met(0, 1, times=[SATURDAY]), place=Place(name="Oslo"))
    found = analysed(
        reading("a1", PAIR, [dated]),
        reading("a2", PAIR, [undated, other], times=[SATURDAY, SUNDAY_AHEAD]),
        days=[WRITTEN, None],
    )
    return [m.date.start for m in found.meetings]


def test_a_month_within_the_year_is_preferred() -> None:
    year, march = when("2023", year=2023), when("March 2023", year=2023, month=3)
    (found,) = analysed(reading("a1", PAIR, [met(0, 1, times=[year, march])])).meetings
    assert found.date.start == dt.date(2023, 3, 1)


def test_a_weekday_that_another_article_dates_tells_when_an_article_was_written() -> None:
    """'Sunday' ahead is July 8; so 'Saturday' just past is July 7."""
    assert starts("Tokyo", "Tokyo") == [dt.date(2018, 7, 7), dt.date(2018, 7, 8)]


def test_a_weekday_in_another_place_tells_nothing() -> None:
    assert dt.date(2018, 7, 7) not in starts("Tokyo", "Seoul")


@pytest.mark.parametrize(
    ("weekday", "day"),
    [
        (4, dt.date(2018, 7, 13)),  # called off on Monday: Friday is ahead
        (6, dt.date(2018, 7, 8)),  # "were to have met on Sunday"
    ],
)
def test_the_weekday_of_a_meeting_that_was_called_off_lies_ahead_unless_it_is_yesterday(
    weekday: int, day: dt.date
) -> None:
    off = met(0, 1, times=[when("day", weekday=weekday, direction=-1)], status=Status.CANCELLED)
    (found,) = analysed(reading("a1", PAIR, [off]), days=[WRITTEN]).meetings
    assert found.date.start == day


@pytest.mark.parametrize(
    ("kind", "status"), [(MeetingKind.SUMMIT, Status.HELD), (MeetingKind.TALKS, Status.PLANNED)]
)
def test_a_summit_whose_days_are_over_was_held(kind: MeetingKind, status: Status) -> None:
    days = when("July 7-8", month=7, day=7, end_day=8)
    planned = met(0, 1, times=[days], status=Status.PLANNED, kind=kind)
    (found,) = analysed(reading("a1", PAIR, [planned]), days=[WRITTEN]).meetings
    assert found.status is status


@pytest.mark.parametrize(
    ("month", "direction", "day"),
    [
        (10, -1, dt.date(2023, 10, 29)),
        (10, 1, None),  # "will meet on 29 October" is of the year after
        (6, -1, None),
    ],
)
def test_the_newest_full_date_gives_an_undated_article_the_year_of_the_days_near_it(
    month: int, direction: int, day: dt.date | None
) -> None:
    said = when("3 November 2023", year=2023, month=11, day=3, direction=-1)
    old = when("31 October 2020", year=2020, month=10, day=31, direction=-1)
    told = met(0, 1, times=[when("29", month=month, day=29, direction=direction)])
    (found,) = analysed(reading("a1", PAIR, [told], times=[said, old]), days=[None]).meetings
    assert found.date.start == day


@pytest.mark.parametrize(
    ("source", "official"),
    [
        ("Presidential Press Service", True),
        ("Office of the Prime Minister", True),
        ("Council of the EU", True),
        ("Evening Courier", False),
        ("Union Press", False),
    ],
)
def test_offices_of_state_report_on_their_own_work(source: str, official: bool) -> None:
    clock = clock_of(replace(article("a1"), source=source), reading("a1", PAIR, []))
    assert (clock.official is not None) is official
