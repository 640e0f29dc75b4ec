"""Who is left when an office is told that the article gives nobody."""

from __future__ import annotations

import pytest
from told import tell

CALL = "Klaus Brandt and Xu Wenbo spoke by phone on Wednesday. A translator, Udo Kern, said it took an hour."


def speaker(text: str) -> str | None:
    return tell(f"{text} said.").speaker("It will open")


@pytest.mark.parametrize(
    ("office", "bearer"),
    [("the German leader", "Klaus Brandt"), ("the Chinese president", "Xu Wenbo")],
)
def test_the_one_whom_nothing_contradicts_is_meant(office: str, bearer: str) -> None:
    assert speaker(f'{CALL} "It will open soon," {office}') == bearer


def test_where_two_are_left_nobody_is_meant() -> None:
    text = 'Klaus Brandt met Stefan Vogt on Wednesday. "It will open soon," the German leader'
    assert speaker(text) not in {"Klaus Brandt", "Stefan Vogt"}


def test_whom_the_clause_itself_names_is_another() -> None:
    told = tell(
        "Xu Wenbo left Geneva on Wednesday. Udo Kern stayed. "
        '"It will open soon," the Chinese president told Xu Wenbo.'
    )
    assert told.speaker("It will open") != "Xu Wenbo"


def test_a_president_told_without_a_country_is_not_taken_for_a_foreign_one() -> None:
    text = (
        "President Lloyd Baxter met Polish President Marek Zielinski on Wednesday. "
        '"It will open soon," the Peruvian president'
    )
    assert speaker(text) != "Lloyd Baxter"


def test_a_name_that_is_only_mentioned_is_nobody_who_speaks() -> None:
    text = (
        "German Chancellor Klaus Brandt spoke on Lars Berg Day. "
        '"It will open soon," the Norwegian prime minister'
    )
    assert speaker(text) != "Lars Berg"


def test_who_was_found_so_bears_the_office_from_then_on() -> None:
    text = f'{CALL} "A channel is open at last," the Chinese president said.\n\n"It will open soon," the Chinese leader'
    assert speaker(text) == "Xu Wenbo"
