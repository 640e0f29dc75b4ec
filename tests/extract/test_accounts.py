"""How short official accounts and chronicles tell of calls and meetings, and who "the two" are in them."""

from __future__ import annotations

import pytest
from told import DAHL, HAUGEN, tell

from briefgen.model import MeetingKind, Status

NORDIC = {"Henrik Dahl", "Ingrid Haugen"}


@pytest.mark.parametrize("verb", ["told", "assured", "thanked"])
def test_words_by_telephone_are_a_call(verb: str) -> None:
    told = tell(f"{DAHL} {verb} {HAUGEN} by telephone on Tuesday that the ferry would sail.")
    assert told.encounters == [NORDIC]
    assert told.meeting.kind is MeetingKind.CALL


def test_a_telephone_conversation_is_a_call() -> None:
    told = tell(f"{DAHL} had a telephone conversation with {HAUGEN} on Tuesday.")
    assert told.meeting.kind is MeetingKind.CALL


def test_meetings_with_each_of_several_are_the_visitors_own() -> None:
    told = tell(
        "After a day of meetings with President Ada Roe, Prime Minister Tom Vance and Finance Minister "
        "Lea Ward, Dahl told a press conference that he was content. Henrik Dahl flew home.",
    )
    assert told.encounters == [{"Henrik Dahl", name} for name in ("Ada Roe", "Tom Vance", "Lea Ward")]


@pytest.mark.parametrize(
    "text",
    [
        f"{DAHL} spoke today with {HAUGEN}.",
        f"{DAHL} last saw {HAUGEN} in Oslo in November.",
        f"In November {DAHL} flew to see {HAUGEN} in Oslo.",
        f"{DAHL} was in Oslo with {HAUGEN} on Tuesday for talks.",
        f"{DAHL} gave the news to {HAUGEN} by telephone on Tuesday.",
        f"The new man at the top of the bank, Henrik Dahl, sat down on Tuesday with {HAUGEN}.",
        f"The ferry will sail, as agreed by {DAHL} and {HAUGEN} at the May 2023 Bergen Summit.",
    ],
)
def test_accounts_of_a_meeting(text: str) -> None:
    assert NORDIC in tell(text).encounters


@pytest.mark.parametrize(
    "text",
    [
        f"{DAHL} saw {HAUGEN} as a rival.",
        f"{DAHL} saw {HAUGEN} win the election.",
        f"{DAHL} spoke of {HAUGEN} on Tuesday.",
        f"{DAHL} told reporters by telephone on Tuesday that the ferry would sail.",
    ],
)
def test_words_that_are_no_meeting(text: str) -> None:
    assert tell(text).encounters == []


def test_a_call_that_is_reported_without_a_telephone() -> None:
    told = tell(f"{DAHL} spoke today with {HAUGEN}.")
    assert (told.meeting.kind, told.meeting.status) == (MeetingKind.CALL, Status.HELD)


def test_the_two_men_are_those_of_whom_the_sentence_before_told() -> None:
    told = tell(
        f"Kenyan President Ada Roe praised {DAHL} and {HAUGEN}. The Danish prime minister met Tom Vance in Oslo "
        "in March. The two men will meet again in June.",
    )
    assert {"Henrik Dahl", "Ada Roe"} not in told.encounters


def test_no_ambassador_is_the_top_diplomat() -> None:
    told = tell(
        f"{DAHL} met Norway's top diplomat on Tuesday. Norway's ambassador, Liv Strand, waited outside.",
    )
    assert all("Liv Strand" not in who for who in told.encounters)


def test_an_office_that_somebody_holds_or_wants_is_not_its_bearer() -> None:
    told = tell(
        f"US President Ada Roe stayed at home. The party will give {DAHL} a third term as president. "
        "Ada Roe was not asked.",
    )
    assert told.encounters == []
