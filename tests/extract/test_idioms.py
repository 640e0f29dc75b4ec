"""Encounters told by a common verb and a word beside it, and by a verb said once for two."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.extract.told import BOTH, BRANDT, ZIELINSKI, tell


@pytest.mark.parametrize(
    "text",
    [
        f"{BRANDT} spent two hours with {ZIELINSKI} in Warsaw on Tuesday.",
        f"{BRANDT} and {ZIELINSKI} spent the morning together at a lodge near Warsaw.",
        f"{BRANDT} sat in a kitchen with {ZIELINSKI} for three hours.",
        f"{BRANDT} sat across the table from {ZIELINSKI} in Warsaw.",
        f"{BRANDT} sat across from {ZIELINSKI} at a long table.",
        f"{BRANDT} was closeted with {ZIELINSKI} for three hours.",
        f"{BRANDT} consulted with {ZIELINSKI} in Warsaw on Monday.",
        f"{BRANDT} came face to face with {ZIELINSKI} in Warsaw.",
        f"{BRANDT} and {ZIELINSKI} shook hands and went behind closed doors.",
        f"{BRANDT} exchanged views with {ZIELINSKI} on Monday.",
        f"{BRANDT} had an exchange of views with {ZIELINSKI} on Monday.",
        f"{BRANDT} and {ZIELINSKI} broke bread in Warsaw on Monday.",
        f"{BRANDT} returned to the bargaining table with {ZIELINSKI} on Monday.",
        f"{BRANDT} played host to {ZIELINSKI} on Monday.",
        f"{BRANDT} entertained {ZIELINSKI} at his country house.",
        f"{BRANDT} held a bilateral with {ZIELINSKI} on Monday.",
        f"{BRANDT} paid a courtesy call on {ZIELINSKI} on Monday.",
        f"{BRANDT} discussed trade with {ZIELINSKI} in Warsaw on Monday.",
        f"{ZIELINSKI} granted an audience to {BRANDT} on Monday.",
        f"A meeting took place between {BRANDT} and {ZIELINSKI} on Monday.",
        f"The meeting was attended by {BRANDT} and {ZIELINSKI}.",
        f"A working lunch hosted by {BRANDT} for {ZIELINSKI} was held on Monday.",
        f"Four hours of talks between {BRANDT} and {ZIELINSKI} failed on Monday.",
        f"{BRANDT} walked out of talks with {ZIELINSKI} on Monday.",
        f"{ZIELINSKI}, with whom {BRANDT} had talks on Monday, praised the deal.",
        f"Talks were held on Monday between {BRANDT} and {ZIELINSKI}.",
        f"Visiting {BRANDT} on Friday met with {ZIELINSKI}.",
        f"{BRANDT} this morning received a delegation headed by {ZIELINSKI}.",
        f"{BRANDT} and {ZIELINSKI} reviewed a guard of honour and then talked for an hour.",
        f"Over lunch, {BRANDT} told {ZIELINSKI} that trade would grow.",
    ],
)
def test_named_people_come_together(text: str) -> None:
    assert tell(text).who() >= BOTH


def test_a_call_by_idiom() -> None:
    assert tell(f"{BRANDT} was on the phone with {ZIELINSKI} on Monday.").meeting.kind == "call"


def test_who_brings_people_together_is_there() -> None:
    told = tell(f"Mediator Amy Stone brought together {BRANDT} and {ZIELINSKI} in Leeds on Monday.")
    assert told.who() == BOTH | {"Amy Stone"}


@pytest.mark.parametrize(
    "text",
    [
        "Amy Stone spent two hours with her family on Monday.",
        "Amy Stone spent three years with Klaus Brandt.",
        "Amy Stone sat with Klaus Brandt in the same class.",
        "Amy Stone shook hands with voters in Leeds.",
        "Amy Stone visited the grave of Klaus Brandt on Monday.",
        "Amy Stone caught up with Klaus Brandt in the final of the cup.",
        "Amy Stone discussed her film in an interview with Klaus Brandt.",
        "The book brings together Amy Stone and Klaus Brandt.",
        "Amy Stone met the deadline on Monday and with Klaus Brandt she sang.",
        f"{BRANDT} refused to return to the table with {ZIELINSKI}.",
    ],
)
def test_no_encounter(text: str) -> None:
    assert tell(text).encounters == []


def test_a_verb_said_once_tells_of_two_meetings() -> None:
    told = tell(
        f"Envoy Amy Stone met in Warsaw on Monday with {ZIELINSKI}, and in Berlin on Tuesday with {BRANDT}."
    )
    assert [(told.who(m), told.place(m), told.day(m)) for m in told.meetings] == [
        ({"Amy Stone", "Marek Zielinski"}, "Warsaw", dt.date(2024, 5, 13)),
        ({"Amy Stone", "Klaus Brandt"}, "Berlin", dt.date(2024, 5, 14)),
    ]


def test_two_subjects_of_a_headline() -> None:
    told = tell("The two agreed to cut tariffs.", title=f"{BRANDT}, {ZIELINSKI} meet in Warsaw")
    assert told.who() == BOTH
