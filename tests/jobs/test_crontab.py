from __future__ import annotations

import datetime as dt
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter
from hypothesis import given
from hypothesis import strategies as st

from briefgen.jobs import crontab
from briefgen.jobs.settings import Schedule


def next_times(schedule: Schedule, after: dt.datetime, count: int) -> tuple[dt.datetime, ...]:
    return tuple(islice(crontab.due_times(schedule, after), count))


PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")

EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def times(cron: str, zone: ZoneInfo, after: str, count: int) -> list[str]:
    schedule = Schedule(cron=cron, zone=zone)
    return [
        due.isoformat(timespec="minutes")
        for due in next_times(schedule, dt.datetime.fromisoformat(after), count)
    ]


def test_due_times_are_later_than_asked_for_and_in_the_zone_of_the_schedule() -> None:
    assert times("30 7 * * 1-5", PARIS, "2026-06-05T05:30:00+00:00", 2) == [
        "2026-06-08T07:30+02:00",
        "2026-06-09T07:30+02:00",
    ]
    assert times("30 7 * * 1-5", PARIS, "2026-06-05T05:29:59.999+00:00", 1) == ["2026-06-05T07:30+02:00"]


@pytest.mark.parametrize("sunday", ["0", "7", "sun", "SUN"])
def test_sunday_has_its_usual_names(sunday: str) -> None:
    assert times(f"0 9 * * {sunday}", PARIS, "2026-06-05T00:00Z", 1) == ["2026-06-07T09:00+02:00"]


@pytest.mark.parametrize(
    ("zone", "eve", "due"),
    [
        (PARIS, "2026-03-28T12:00Z", ["2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00"]),
        (NEW_YORK, "2026-03-07T12:00Z", ["2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00"]),
    ],
)
def test_a_time_that_the_spring_skips_is_due_once_after_the_gap(
    zone: ZoneInfo, eve: str, due: list[str]
) -> None:
    assert times("30 2 * * *", zone, eve, 2) == due


@pytest.mark.parametrize(
    ("zone", "eve", "due"),
    [
        (PARIS, "2026-10-24T12:00Z", ["2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"]),
        (NEW_YORK, "2026-10-31T12:00Z", ["2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00"]),
    ],
)
def test_a_time_that_the_autumn_doubles_is_due_once(zone: ZoneInfo, eve: str, due: list[str]) -> None:
    assert times(f"30 {due[0][11:13].lstrip('0')} * * *", zone, eve, 2) == due


def test_several_times_in_the_gap_are_due_once_together() -> None:
    assert times("*/15 2,3 * * *", PARIS, "2026-03-28T12:00Z", 5) == [
        f"2026-03-29T03:{minute}+02:00" for minute in ("00", "15", "30", "45")
    ] + ["2026-03-30T02:00+02:00"]


def test_what_was_due_before_the_doubled_hour_is_not_due_again_in_it() -> None:
    assert times("30 2 * * *", PARIS, "2026-10-25T00:45Z", 1) == ["2026-10-26T02:30+01:00"]
    assert times("30 2 * * *", PARIS, "2026-10-25T01:15Z", 1) == ["2026-10-26T02:30+01:00"]


def test_after_the_gap_the_skipped_time_is_not_due_again() -> None:
    assert times("30 2 * * *", PARIS, "2026-03-29T01:00Z", 1) == ["2026-03-30T02:30+02:00"]
    assert times("30 2 * * *", PARIS, "2026-03-29T00:59:59Z", 1) == ["2026-03-29T03:00+02:00"]


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_every_hour_is_every_hour_whatever_the_clocks_do(day: str) -> None:
    schedule = Schedule(cron="0 * * * *", zone=PARIS)
    start = dt.datetime.fromisoformat(f"{day}T00:00+00:00") - dt.timedelta(hours=3)
    due = next_times(schedule, start, 8)
    assert [time.astimezone(dt.UTC) for time in due] == [start + dt.timedelta(hours=n) for n in range(1, 9)]


def test_the_half_hour_gap_of_lord_howe() -> None:
    assert times("15 2 * * *", ZoneInfo("Australia/Lord_Howe"), "2026-10-03T12:00Z", 1) == [
        "2026-10-04T02:30+11:00"
    ]


@pytest.mark.parametrize("zone", [PARIS, NEW_YORK, ZoneInfo("UTC")])
@pytest.mark.parametrize(
    "cron", ["30 7 * * 1-5", "0 6,18 * * *", "*/20 8-10 * * 1", "5 4 1,15 * *", "0 12 29 2 *", "15 0 * 6 3"]
)
def test_a_year_of_due_times_is_that_of_another_library(zone: ZoneInfo, cron: str) -> None:
    start = dt.datetime(2028, 1, 1, tzinfo=zone)
    end = dt.datetime(2029, 1, 1, tzinfo=zone)
    ours = list(takewhile(lambda due: due < end, crontab.due_times(Schedule(cron=cron, zone=zone), start)))
    others = croniter(cron, start, ret_type=dt.datetime)
    theirs = list(takewhile(lambda due: due < end, iter(others.get_next, None)))
    assert ours == theirs
    assert ours


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("", "it has 0 fields"),
        ("30 7 * *", "it has 4 fields"),
        ("60 7 * * *", "its minute"),
        ("0 24 * * *", "its hour"),
        ("0 7 0 * *", "its day of month"),
        ("0 7 * 13 *", "its month"),
        ("0 7 * * 8", "its day of week"),
        ("0 7 * * 5-1", "its day of week"),
        ("*/0 7 * * *", "its minute"),
        ("0 7 30 2 *", "no day is like that"),
        ("０ 7 * * *", "characters"),
        (f"{'9' * 5000} 7 * * *", "too many"),
    ],
)
def test_what_is_no_expression_is_told(expression: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        crontab.check(expression)


FIELD = st.text("0123456789*/-,L#WMON", min_size=1, max_size=5)


@given(st.lists(FIELD, min_size=5, max_size=5).map(" ".join))
def test_whatever_passes_the_check_is_due_some_time(expression: str) -> None:
    try:
        crontab.check(expression)
    except ValueError:
        return
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert crontab.next_due(Schedule(cron=expression, zone=PARIS), now) > now


@given(
    st.sampled_from(["30 2 * * *", "0 3 * * *", "*/10 1-3 * * *", "59 1 * * 0", "0 * * * *"]),
    st.sampled_from([PARIS, NEW_YORK, ZoneInfo("Australia/Lord_Howe")]),
    st.floats(0, 3652 * 86400).map(lambda seconds: EPOCH + dt.timedelta(seconds=seconds)),
)
def test_due_times_rise_and_going_on_from_one_skips_none(
    cron: str, zone: ZoneInfo, after: dt.datetime
) -> None:
    schedule = Schedule(cron=cron, zone=zone)
    first, second, third = next_times(schedule, after, 3)
    instants = [time.astimezone(dt.UTC) for time in (first, second, third)]
    assert after < instants[0] < instants[1] < instants[2]
    assert next_times(schedule, first, 2) == (second, third)
    middle = instants[0] + (instants[1] - instants[0]) / 2
    assert crontab.next_due(schedule, middle) == second
