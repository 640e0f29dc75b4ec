"""When and where a meeting is: several days, places of other words, what the lead gives."""

from __future__ import annotations

import datetime as dt

import pytest
from told import BRANDT, ZIELINSKI, tell

from briefgen import temporal

A, B = BRANDT, ZIELINSKI
PUBLISHED = dt.date(2024, 5, 18)  # a Saturday


def days_of(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day that an article of that Saturday gives its one meeting."""
    times = tell(text).meeting.times
    found = temporal.resolve(times[0], published=PUBLISHED) if times else None
    return None if found is None else (found.start, found.end)


# ── several days ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        f"{A} and {B} held two days of talks in Warsaw that ended on Friday.",
        f"{A} and {B} concluded a two-day summit in Warsaw on Friday.",
        f"{A} and {B} opened a two-day summit in Warsaw on Thursday.",
    ],
)
def test_first_or_last_day_and_length_give_all_days(text: str) -> None:
    assert days_of(text) == (dt.date(2024, 5, 16), dt.date(2024, 5, 17))


def test_a_day_that_is_neither_first_nor_last_stays_one_day() -> None:
    assert days_of(f"{A} met {B} in Warsaw on Friday.") == (dt.date(2024, 5, 17), dt.date(2024, 5, 17))


def test_the_grounds_of_several_days_tell_which_day_was_named() -> None:
    (time,) = tell(f"{A} and {B} concluded a two-day summit in Warsaw on Friday.").meeting.times
    assert temporal.basis(time, published=PUBLISHED) == "'Friday', day 2 of 2, article published 2024-05-18"


# ── where ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("in the Polish capital", "Warsaw"),
        ("on the southern side of Geneva", "Geneva"),
        ("at a Geneva hotel", "Geneva"),
        ("on the sidelines of a summit in Geneva", "Geneva"),
        ("on the margins of an energy forum in Geneva", "Geneva"),
        ("for a second time at Panmunjom", "Panmunjom"),
        ("in another Japanese city", "Japan"),
        ("at Granary House", "Granary House"),
        ("at the Marble Palace in Riga", "Riga"),
    ],
)
def test_places_are_found_behind_other_words(words: str, place: str) -> None:
    told = tell(f"{A} met {B} {words} on Wednesday.")
    assert told.place(told.meetings[0]) == place


def test_the_place_of_a_clause_about_the_meeting_is_its_place() -> None:
    told = tell(f"{A} praised his talks with {B}, which took place in Geneva.")
    assert told.place(told.meeting) == "Geneva"


# ── what the lead gives ──────────────────────────────────────────────────────

LATER = "The meeting between Brandt and Zielinski lasted three hours."


def test_the_lead_gives_the_day_of_a_meeting_of_the_same_people() -> None:
    text = f"{A} praised {B} during a visit on Friday.\n\n{LATER}"
    assert days_of(text) == (dt.date(2024, 5, 17), dt.date(2024, 5, 17))


def test_the_day_of_something_that_one_of_them_did_is_not_taken() -> None:
    assert days_of(f"{A} spoke of the border on Friday.\n\n{LATER}") is None


def test_the_day_of_words_from_afar_is_not_taken() -> None:
    assert days_of(f"{A} accused {B} on Friday of closing the border.\n\n{LATER}") is None


def test_two_days_of_the_lead_give_none() -> None:
    first = f"{A} praised {B} during a visit on Friday."
    assert days_of(f"{first} Brandt had praised Zielinski during a visit on Tuesday.\n\n{LATER}") is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{A} flew to Geneva, where he met {B} on Friday.", "Geneva"),
        (f"Rain fell on the trip to Peru, where {A} cancelled a meeting with {B}.", "Peru"),
        (f"{A} walked into the palace in Oslo, where he is expected to have lunch with {B}.", "Oslo"),
        (f"{A} told reporters in Riga after a meeting with {B} that it went well.", "Riga"),
        (f"Nairobi hosted talks between {A} and {B} on Friday.", "Nairobi"),
        (f"The meeting of {A} with {B} took place soon after his arrival in Norway.", "Norway"),
    ],
)
def test_a_place_may_stand_in_the_clause_above(text: str, place: str) -> None:
    assert tell(text).place() == place


@pytest.mark.parametrize(
    "text",
    [
        f"{A} said in Geneva that he would meet {B} on Friday.",
        f"{A} met {B} on Friday, and on Saturday the envoy was in Geneva with a letter.",
        f"{A} met {B} to talk about the forum in Geneva.",
    ],
)
def test_a_place_of_something_else_is_not_taken(text: str) -> None:
    assert tell(text).place() is None
