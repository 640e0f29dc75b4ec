from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.extract import datewords
from briefgen.extract.dates import find_times
from briefgen.extract.passages import Passage
from briefgen.model import TimeExpression, TimeUnit

Parse = Callable[[str], list[Passage]]


def given_fields(expression: TimeExpression) -> dict[str, object]:
    names = (
        "year",
        "month",
        "day",
        "end_year",
        "end_month",
        "end_day",
        "weekday",
        "end_weekday",
        "unit",
        "shift",
    )
    return {name: value for name in names if (value := getattr(expression, name)) is not None}


def words(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in datewords.find(text)]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Feb. 21-22", {"month": 2, "day": 21, "end_day": 22}),
        ("February 21 and 22", {"month": 2, "day": 21, "end_day": 22}),
        ("Sept 18 to 21", {"month": 9, "day": 18, "end_day": 21}),
        ("18 September", {"month": 9, "day": 18}),
        ("18–21 September 2023", {"year": 2023, "month": 9, "day": 18, "end_day": 21}),
        ("September 18th", {"month": 9, "day": 18}),
        ("Sept. 18, 2023", {"year": 2023, "month": 9, "day": 18}),
        ("2023-09-18", {"year": 2023, "month": 9, "day": 18}),
        ("Monday, Sept. 18, 2023", {"year": 2023, "month": 9, "day": 18, "weekday": 0}),
        ("Mon., Sept. 18", {"month": 9, "day": 18, "weekday": 0}),
        ("June 8-9, 2018", {"year": 2018, "month": 6, "day": 8, "end_day": 9}),
        ("30 November to 1 December", {"month": 11, "day": 30, "end_month": 12, "end_day": 1}),
        (
            "Dec. 30 to Jan. 2, 2019",
            {"year": 2018, "month": 12, "day": 30, "end_year": 2019, "end_month": 1, "end_day": 2},
        ),
        ("October last year", {"month": 10, "unit": TimeUnit.YEAR, "shift": -1}),
        ("last October", {"month": 10, "shift": -1}),
        ("next May", {"month": 5, "shift": 1}),
        ("early October", {"month": 10}),
        ("October 2018", {"year": 2018, "month": 10}),
        ("last Tuesday", {"weekday": 1, "shift": -1}),
        ("next Tuesday", {"weekday": 1, "shift": 1}),
        ("this Thursday", {"weekday": 3, "shift": 0}),
        ("Tuesday night", {"weekday": 1}),
        ("Tuesday last week", {"weekday": 1, "unit": TimeUnit.WEEK, "shift": -1}),
        ("Monday to Thursday", {"weekday": 0, "end_weekday": 3}),
        ("Monday and Tuesday", {"weekday": 0, "end_weekday": 1}),
        ("today", {"unit": TimeUnit.DAY, "shift": 0}),
        ("tonight", {"unit": TimeUnit.DAY, "shift": 0}),
        ("yesterday", {"unit": TimeUnit.DAY, "shift": -1}),
        ("tomorrow morning", {"unit": TimeUnit.DAY, "shift": 1}),
        ("this week", {"unit": TimeUnit.WEEK, "shift": 0}),
        ("next month", {"unit": TimeUnit.MONTH, "shift": 1}),
        ("last year", {"unit": TimeUnit.YEAR, "shift": -1}),
        ("later this year", {"unit": TimeUnit.YEAR, "shift": 0}),
        ("two days ago", {"unit": TimeUnit.DAY, "shift": -2}),
        ("in two weeks' time", {"unit": TimeUnit.WEEK, "shift": 2}),
        ("in the coming weeks", {"unit": TimeUnit.WEEK}),
    ],
)
def test_reads_the_fields(text: str, fields: dict[str, object]) -> None:
    [hit] = datewords.find(f"They said {text}.")
    assert hit.fields.values == fields


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met over the weekend.", ["the weekend"]),
        ("They met in April and May.", ["April", "May"]),
        ("The summits in 2000 and 2007 failed.", ["2000", "2007"]),
        ("He returned on the 18th, tired.", ["the 18th"]),
        ("They met on Tuesday and Thursday.", ["Tuesday", "Thursday"]),
        ("SEPT. 18, 2023", ["SEPT. 18, 2023"]),
        ("It was September 18 and 21 ministers came.", ["September 18"]),
    ],
)
def test_finds_the_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "They may march on.",
        "The second round was the 18th round of talks.",
        "A man in his 60s paid $2,018 for it, open 24/7.",
        "The 78th General Assembly remembered 9/11.",
        "The Group of 20 met.",
        "They won Super Tuesday, the Sunday Times said, and USA Today agreed.",
        "It rose by 2018% to 12.2018.",
        "The last week was hard.",
        "He left soon after that.",
        "Three weeks later they parted.",
    ],
)
def test_leaves_what_is_no_date(text: str) -> None:
    assert words(text) == []


def test_theresa_may_is_no_month(parse: Parse) -> None:
    found = find_times(parse("Confidence in Theresa May fell. She met Theresa May in July."))
    assert [expression.text for expression in found] == ["July"]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The envoy met the minister on Tuesday.", -1),
        ("The envoy will meet the minister on Tuesday.", 1),
        ("The envoy is scheduled to meet the minister on Monday.", 1),
        ("The envoy plans to meet the minister on Friday.", 1),
        ("The envoy is expected to have tea with the minister later Monday.", 1),
        ("Monday's talks were frank.", -1),
        ("Monday's talks will be frank.", 1),
        ("The summit is planned for May 30 in Paris.", 1),
        ("The president hosts the Polish leader on Thursday.", 1),
        ("President to meet chancellor on Monday", 1),
        ("He arrived on Monday to meet the minister.", -1),
        ("He will be in Russia until Thursday.", 1),
        ("The two sides have met this month.", -1),
        ("They were due to meet on Wednesday.", 0),
        ("The planned June 12 summit was discussed.", 1),
        ("They agreed to meet on Friday.", 1),
        ("They agreed on Friday to meet again.", -1),
        ("He said on Thursday he would work with the party.", -1),
        ("He travels to Beijing in October.", 1),
        ("The two leaders last met in October.", -1),
        ("The talks had been postponed to December 10.", 1),
        ("The meeting on December 3 was postponed.", 0),
        ("The ministry postponed the talks on Thursday.", -1),
    ],
)
def test_the_tense_gives_the_direction(parse: Parse, text: str, direction: int) -> None:
    [expression] = find_times(parse(text))
    assert expression.direction == direction


def test_each_date_has_the_tense_of_its_own_verb(parse: Parse) -> None:
    found = find_times(parse("The envoy said on Tuesday that he would travel to Rome on Friday."))
    assert [(expression.text, expression.direction) for expression in found] == [
        ("Tuesday", -1),
        ("Friday", 1),
    ]


def test_later_this_year_is_approximate(parse: Parse) -> None:
    [expression] = find_times(parse("They will meet later this year."))
    assert expression.approximate


def test_the_previous_day_rests_on_the_day_named_before(parse: Parse) -> None:
    found = find_times(parse("He met senators on Thursday.\n\nHe had met the premier the previous day."))
    assert [given_fields(expression) for expression in found] == [{"weekday": 3}, {"weekday": 2}]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("They met on March 3. They parted on the 5th.", 3),
        ("They met in March. They parted on the 5th of that month.", 3),
        ("They met in March. They will part on the 5th.", None),
        ("They will meet in March. They spoke on the 5th.", None),
        ("They met in March.\n\nThey parted on the 5th.", None),
    ],
)
def test_a_bare_day_is_of_the_month_that_its_paragraph_named(
    parse: Parse, text: str, month: int | None
) -> None:
    last = find_times(parse(text))[-1]
    assert (last.day, last.month) == (5, month)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In April I met the minister.", ["April"]),
        ("Since March they have met twice.", ["March"]),
        ("On the 22nd, she left.", ["the 22nd"]),
        ("In May or June they will meet.", ["May or June"]),
    ],
)
def test_months_and_days_are_found_at_the_start_of_a_sentence(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_the_next_day_alone_is_left_out(parse: Parse) -> None:
    assert find_times(parse("They parted the next day.")) == ()


def test_later_in_the_day_alone_is_the_articles_own_day(parse: Parse) -> None:
    [expression] = find_times(parse("They met later in the day."))
    assert given_fields(expression) == {"unit": TimeUnit.DAY, "shift": 0}


def test_spans_count_from_the_start_of_the_article(parse: Parse) -> None:
    text = "They met.\n\nIt was on Tuesday, Feb. 21."
    [expression] = find_times(parse(text))
    assert text[expression.span.start : expression.span.end] == expression.text == "Tuesday, Feb. 21"


@given(date=st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_a_full_date_is_read_back_from_many_forms(date: dt.date) -> None:
    forms = (
        f"{date:%A}, {date:%B} {date.day}, {date.year}",
        f"{date:%b} {date.day}, {date.year}",
        f"{date:%d} {date:%b} {date.year}",
        f"{date.day} {date:%B} {date.year}",
        f"{date:%A} {date.day} {date:%B}, {date.year}",
        f"the {date.day}th of {date:%B} {date.year}",
        date.isoformat(),
    )
    for form in forms:
        [hit] = datewords.find(f"It happened on {form}, they said.")
        values = hit.fields.values
        assert (values["year"], values["month"], values["day"]) == (date.year, date.month, date.day)


@given(st.text(alphabet="Monday Febr.21-,'s/0th of last week\n", max_size=60))
def test_any_text_gives_hits_that_do_not_overlap(text: str) -> None:
    hits = datewords.find(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(hits))


@pytest.mark.parametrize(
    "text",
    [
        "The office said on Thursday that talks went on. The envoy will fly to Riga on Thursday.",
        "The envoy will fly to Riga on Thursday. His office gave no reasons on Thursday.",
        "They met in Bonn on Thursday. The court is to hear both sides on Thursday.",
    ],
)
def test_a_promised_weekday_is_not_that_of_the_report(parse: Parse, text: str) -> None:
    assert {e.shift for e in find_times(parse(text)) if e.direction > 0} == {1}


@pytest.mark.parametrize(
    "text",
    [
        "The office said on Wednesday that talks went on. The envoy will fly to Riga on Thursday.",
        "The office said on Thursday that talks went on. The envoy will fly to Riga later on Thursday.",
        "The office said on Thursday that talks went on. The envoy will fly to Riga on Thursday evening.",
        "The house is dealing with anger Thursday after a leak. The office apologised on Thursday.",
        "Brandt meets Dahl in Riga on Thursday. The two arrived on Thursday.",
    ],
)
def test_a_weekday_that_may_be_that_of_the_report_stays_it(parse: Parse, text: str) -> None:
    assert {e.shift for e in find_times(parse(text))} == {None}
