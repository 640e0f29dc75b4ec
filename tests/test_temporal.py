from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.model import Interval, Precision, Span, TimeExpression, TimeUnit
from briefgen.temporal import basis, compatible, infer_interval, infer_published, resolve

TUESDAY = dt.date(2023, 9, 19)
MONDAY = dt.date(2023, 9, 18)
DAYS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31))


def time(text: str = "then", **fields: object) -> TimeExpression:
    return TimeExpression(span=Span("a1", 0, 4), text=text, **fields)


def day(year: int, month: int, number: int) -> Interval:
    found = dt.date(year, month, number)
    return Interval(found, found, Precision.DAY)


def ends(interval: Interval | None) -> tuple[str, str] | None:
    return None if interval is None else (interval.start.isoformat(), interval.end.isoformat())


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ({"unit": TimeUnit.DAY, "shift": 0}, "2023-09-19", "2023-09-19"),
        ({"unit": TimeUnit.DAY, "shift": -2}, "2023-09-17", "2023-09-17"),
        ({"unit": TimeUnit.WEEK, "shift": 0}, "2023-09-18", "2023-09-24"),
        ({"unit": TimeUnit.WEEK, "shift": -1}, "2023-09-11", "2023-09-17"),
        ({"unit": TimeUnit.MONTH, "shift": 1}, "2023-10-01", "2023-10-31"),
        ({"unit": TimeUnit.MONTH, "shift": -9}, "2022-12-01", "2022-12-31"),
        ({"unit": TimeUnit.YEAR, "shift": -1}, "2022-01-01", "2022-12-31"),
        (
            {"unit": TimeUnit.YEAR, "shift": 0, "direction": 1, "approximate": True},
            "2023-01-01",
            "2023-12-31",
        ),
        (
            {"unit": TimeUnit.WEEK, "shift": 0, "direction": 1, "approximate": True},
            "2023-09-19",
            "2023-09-24",
        ),
        (
            {"unit": TimeUnit.WEEK, "shift": 0, "direction": -1, "approximate": True},
            "2023-09-18",
            "2023-09-19",
        ),
        ({"unit": TimeUnit.WEEKEND, "direction": -1}, "2023-09-16", "2023-09-17"),
        ({"unit": TimeUnit.WEEKEND, "direction": 1}, "2023-09-23", "2023-09-24"),
        ({"unit": TimeUnit.WEEKEND, "shift": -1}, "2023-09-16", "2023-09-17"),
        ({"weekday": 1, "direction": -1}, "2023-09-19", "2023-09-19"),
        ({"weekday": 1, "direction": 1}, "2023-09-19", "2023-09-19"),
        ({"weekday": 1, "shift": -1, "direction": -1}, "2023-09-12", "2023-09-12"),
        ({"weekday": 1, "shift": 1, "direction": 1}, "2023-09-26", "2023-09-26"),
        ({"weekday": 3, "shift": 0}, "2023-09-21", "2023-09-21"),
        ({"weekday": 0}, "2023-09-18", "2023-09-18"),
        ({"weekday": 2}, "2023-09-13", "2023-09-13"),
        ({"weekday": 2, "direction": 1}, "2023-09-20", "2023-09-20"),
        ({"weekday": 1, "unit": TimeUnit.WEEK, "shift": 1}, "2023-09-26", "2023-09-26"),
        ({"weekday": 0, "end_weekday": 3, "direction": -1}, "2023-09-11", "2023-09-14"),
        ({"weekday": 0, "end_weekday": 3, "direction": 1}, "2023-09-25", "2023-09-28"),
        ({"month": 9, "day": 18, "end_day": 21}, "2023-09-18", "2023-09-21"),
        ({"month": 2, "day": 21, "end_day": 22}, "2024-02-21", "2024-02-22"),
        ({"month": 2, "day": 21, "end_day": 22, "direction": -1}, "2023-02-21", "2023-02-22"),
        ({"month": 11, "day": 30, "end_month": 12, "end_day": 1}, "2023-11-30", "2023-12-01"),
        ({"month": 12, "day": 30, "end_month": 1, "end_day": 2}, "2023-12-30", "2024-01-02"),
        ({"month": 10, "direction": 1}, "2023-10-01", "2023-10-31"),
        ({"month": 10, "direction": -1}, "2022-10-01", "2022-10-31"),
        ({"month": 10, "shift": -1, "direction": -1}, "2022-10-01", "2022-10-31"),
        ({"month": 5, "shift": 1, "direction": 1}, "2024-05-01", "2024-05-31"),
        ({"month": 7}, "2023-07-01", "2023-07-31"),
        ({"month": 10, "unit": TimeUnit.YEAR, "shift": -1}, "2022-10-01", "2022-10-31"),
        ({"month": 2, "direction": 1}, "2024-02-01", "2024-02-29"),
        ({"day": 18, "direction": -1}, "2023-09-18", "2023-09-18"),
        ({"day": 21, "direction": 1}, "2023-09-21", "2023-09-21"),
        ({"weekday": 0, "month": 9, "day": 18}, "2023-09-18", "2023-09-18"),
        ({"year": 2023, "month": 9, "day": 18}, "2023-09-18", "2023-09-18"),
        ({"year": 2018, "month": 6, "day": 8, "end_day": 9}, "2018-06-08", "2018-06-09"),
        ({"year": 1987}, "1987-01-01", "1987-12-31"),
        ({"year": 2016, "month": 2}, "2016-02-01", "2016-02-29"),
    ],
)
def test_resolves_from_an_article_of_tuesday(fields: dict[str, object], start: str, end: str) -> None:
    assert ends(resolve(time(**fields), published=TUESDAY)) == (start, end)


@pytest.mark.parametrize(
    ("fields", "precision"),
    [
        ({"weekday": 1}, Precision.DAY),
        ({"weekday": 0, "end_weekday": 1}, Precision.RANGE),
        ({"unit": TimeUnit.WEEKEND}, Precision.RANGE),
        ({"month": 10, "approximate": True}, Precision.MONTH),
        ({"unit": TimeUnit.YEAR, "shift": 0}, Precision.YEAR),
        ({"month": 5, "end_month": 6, "year": 2018}, Precision.RANGE),
        ({"month": 5, "day": 5, "end_month": 5, "end_day": 5}, Precision.DAY),
    ],
)
def test_says_how_exact_it_is(fields: dict[str, object], precision: Precision) -> None:
    found = resolve(time(**fields), published=TUESDAY)
    assert found is not None
    assert found.precision is precision


@pytest.mark.parametrize(
    "fields",
    [
        {"weekday": 1},
        {"month": 2, "day": 21},
        {"weekday": 0, "month": 9, "day": 18},
        {"unit": TimeUnit.DAY, "shift": 0},
        {"month": 10},
        {"day": 18},
    ],
)
def test_without_a_day_of_publication_the_year_is_not_known(fields: dict[str, object]) -> None:
    assert resolve(time(**fields), published=None) is None


def test_a_full_date_needs_no_day_of_publication() -> None:
    assert resolve(time(year=2023, month=9, day=18), published=None) == day(2023, 9, 18)


@pytest.mark.parametrize(
    "fields", [{"month": 2, "day": 30}, {"month": 6, "day": 31}, {"year": 2023, "month": 2, "day": 29}]
)
def test_days_that_do_not_exist_resolve_to_none(fields: dict[str, object]) -> None:
    assert resolve(time(**fields), published=TUESDAY) is None


def test_a_range_that_runs_backwards_resolves_to_none() -> None:
    assert resolve(time(year=2023, month=9, day=21, end_day=18), published=None) is None


def test_a_leap_day_is_looked_for_in_leap_years() -> None:
    assert ends(resolve(time(month=2, day=29, direction=-1), published=TUESDAY)) == (
        "2020-02-29",
        "2020-02-29",
    )


def test_a_past_date_may_lie_a_day_ahead_of_the_time_zone() -> None:
    found = resolve(time(month=8, day=29, direction=-1), published=dt.date(2024, 8, 28))
    assert found == day(2024, 8, 29)


def test_on_a_sunday_what_is_planned_this_week_is_in_the_next() -> None:
    found = resolve(time(unit=TimeUnit.WEEK, shift=0, direction=1), published=dt.date(2016, 5, 15))
    assert ends(found) == ("2016-05-16", "2016-05-22")


def test_vague_words_do_not_resolve() -> None:
    assert resolve(time(unit=TimeUnit.WEEK, direction=1, approximate=True), published=TUESDAY) is None


def test_the_basis_names_the_words_and_the_day_of_publication() -> None:
    assert basis(time("Tuesday", weekday=1), published=TUESDAY) == "'Tuesday', article published 2023-09-19"


def test_the_basis_of_a_full_date_is_its_words_on_one_line() -> None:
    assert basis(time("Sept.\n18, 2023", year=2023, month=9, day=18), published=TUESDAY) == "'Sept. 18, 2023'"


@pytest.mark.parametrize(
    ("fields", "interval", "published", "expected"),
    [
        ({"weekday": 1}, day(2023, 9, 19), None, True),
        ({"weekday": 2}, day(2023, 9, 19), None, False),
        ({"weekday": 0, "end_weekday": 3}, day(2023, 9, 19), None, True),
        ({"month": 2, "day": 21, "end_day": 22}, day(2023, 2, 22), None, True),
        ({"month": 2, "day": 21, "end_day": 22}, day(2023, 9, 19), None, False),
        ({"weekday": 0, "month": 9, "day": 18}, day(2023, 9, 18), None, True),
        ({"weekday": 0, "month": 9, "day": 18}, day(2022, 9, 18), None, False),
        ({"month": 12, "day": 30, "end_month": 1, "end_day": 2}, day(2024, 1, 1), None, True),
        ({"day": 18}, day(2023, 9, 19), None, False),
        ({"unit": TimeUnit.WEEK, "shift": -1}, day(2023, 9, 19), None, True),
        ({"weekday": 2}, day(2023, 9, 20), TUESDAY, True),
        ({"weekday": 2, "direction": -1}, day(2023, 9, 20), TUESDAY, False),
        ({"unit": TimeUnit.WEEK, "direction": 1, "approximate": True}, day(2023, 9, 1), TUESDAY, False),
        ({"unit": TimeUnit.WEEK, "direction": 1, "approximate": True}, day(2023, 10, 1), TUESDAY, True),
        ({"year": 2023}, day(2023, 9, 19), None, True),
        ({"year": 2022}, day(2023, 9, 19), TUESDAY, False),
    ],
)
def test_compatible(
    fields: dict[str, object], interval: Interval, published: dt.date | None, *, expected: bool
) -> None:
    assert compatible(time(**fields), interval, published=published) is expected


def test_infers_the_year_from_a_day_known_elsewhere() -> None:
    assert ends(infer_interval(time(month=9, day=18, end_day=21), near=TUESDAY)) == (
        "2023-09-18",
        "2023-09-21",
    )


def test_infers_no_year_for_a_date_that_is_far_off() -> None:
    assert infer_interval(time(month=2, day=21), near=TUESDAY) is None


def test_infers_no_year_where_the_weekday_contradicts() -> None:
    assert infer_interval(time(weekday=1, month=9, day=18), near=TUESDAY) is None


def test_infers_the_day_of_writing_from_a_weekday_that_confirms_a_date() -> None:
    said = [time("Monday", weekday=0, direction=-1), time(month=9, day=18, end_day=21)]
    assert infer_published(said, near=TUESDAY) == MONDAY


def test_the_newest_weekday_reported_is_the_day_of_writing() -> None:
    said = [time(weekday=0, direction=-1), time(weekday=1, direction=-1), time(month=9, day=18)]
    assert infer_published(said, near=dt.date(2023, 9, 25)) == TUESDAY


@pytest.mark.parametrize(
    "said",
    [
        [],
        [time(weekday=0, direction=-1)],
        [time(month=9, day=18, end_day=21)],
        [time(weekday=2, direction=-1), time(month=9, day=18, end_day=21)],
        [time(weekday=0, direction=1), time(month=9, day=18, end_day=21)],
        [time(weekday=0, direction=-1), time(month=2, day=21)],
        [time(weekday=0, direction=-1), time(month=9, day=25, direction=-1)],
    ],
)
def test_infers_no_day_of_writing_without_confirmation(said: list[TimeExpression]) -> None:
    assert infer_published(said, near=dt.date(2023, 9, 19), window_days=5) is None


@given(published=DAYS, weekday=st.integers(0, 6))
def test_a_past_weekday_lies_within_the_last_seven_days(published: dt.date, weekday: int) -> None:
    found = resolve(time(weekday=weekday, direction=-1), published=published)
    assert found is not None
    assert found.start.weekday() == weekday
    assert published - dt.timedelta(days=6) <= found.start <= published


@given(published=DAYS, weekday=st.integers(0, 6))
def test_a_future_weekday_lies_within_the_next_seven_days(published: dt.date, weekday: int) -> None:
    found = resolve(time(weekday=weekday, direction=1), published=published)
    assert found is not None
    assert found.start.weekday() == weekday
    assert published <= found.start <= published + dt.timedelta(days=6)


@given(published=DAYS, date=DAYS, direction=st.sampled_from([-1, 0, 1]))
def test_a_resolved_day_of_a_month_is_that_day(published: dt.date, date: dt.date, direction: int) -> None:
    found = resolve(time(month=date.month, day=date.day, direction=direction), published=published)
    if found is not None:
        assert (found.start.month, found.start.day) == (date.month, date.day)
    else:
        assert (date.month, date.day) == (2, 29)


@given(
    published=st.none() | st.dates(),
    fields=st.fixed_dictionaries(
        {},
        optional={
            "year": st.integers(0, 12000),
            "month": st.integers(1, 12),
            "day": st.integers(1, 31),
            "end_year": st.integers(0, 12000),
            "end_month": st.integers(1, 12),
            "end_day": st.integers(1, 31),
            "weekday": st.integers(0, 6),
            "end_weekday": st.integers(0, 6),
            "unit": st.sampled_from(TimeUnit),
            "shift": st.integers(-10_000, 10_000),
            "direction": st.sampled_from([-1, 0, 1]),
            "approximate": st.booleans(),
        },
    ),
)
def test_whatever_the_fields_the_start_is_not_after_the_end(
    published: dt.date | None, fields: dict[str, object]
) -> None:
    found = resolve(time(**fields), published=published)
    assert found is None or found.start <= found.end
    compatible(time(**fields), day(2023, 9, 19), published=published)
    infer_interval(time(**fields), near=published or TUESDAY)
