"""Records of what people said to each other ("NAME: words"): whom "we" and "you" mean there."""

from __future__ import annotations

import pytest
from told import BOTH, Told, tell

from briefgen.model import MeetingKind, Status

OPENING = "Klaus Brandt met with President of Poland Marek Zielinski in Berlin."


def record(words: str, answer: str = "Thank you, I am glad to be here.") -> Told:
    return tell(
        f"{OPENING}\n\nChancellor of Germany Klaus Brandt: Mr President, welcome.\n\n{words}\n\n"
        f"President of Poland Marek Zielinski (retranslated): {answer}",
        title="Meeting with President of Poland Marek Zielinski",
    )


@pytest.mark.parametrize(
    "words",
    [
        "We met last month in Vienna.",
        "The last time we met was in 2019.",
        "You and I met in Vienna in March.",
        "When we met in Vienna, we agreed on the bridge.",
        "We have recently met at the World Harvest Forum.",
        "I told you by telephone that the bridge was closed.",
        "We had a telephone conversation last week.",
    ],
)
def test_an_earlier_meeting_that_is_recalled_is_another_one(words: str) -> None:
    told = record(words)
    assert told.encounters == [BOTH, BOTH]
    assert {m.status for m in told.meetings} == {Status.HELD}


@pytest.mark.parametrize(
    "words",
    [
        "We meet regularly.",
        "Our talks are always useful.",
        "I am sure that this meeting will help us.",
        "Let me welcome you to Berlin.",
        "Today we have met to speak about the bridge.",
        "We have met several times.",
        "We were going to hold this meeting in Warsaw.",
        "Our ministers are working on the bridge.",
    ],
)
def test_words_about_the_meeting_itself_or_any_are_no_other_one(words: str) -> None:
    told = record(words)
    assert told.encounters == [BOTH]
    assert told.place() == "Berlin"
    assert told.meeting.status is Status.HELD


def test_the_other_party_may_recall_it() -> None:
    told = record("The bridge is ready.", "I remember how we met in Vienna in 2021.")
    assert told.encounters == [BOTH, BOTH]
    assert "Vienna" in {told.place(m) for m in told.meetings}


def test_a_call_is_one_by_kind() -> None:
    told = record("As I told you by telephone, the bridge is closed.")
    assert {m.kind for m in told.meetings} == {MeetingKind.TALKS, MeetingKind.CALL}


def test_a_single_speaker_addresses_the_other_one_of_the_opening() -> None:
    told = tell(
        "Following the talks, Klaus Brandt and Marek Zielinski made statements for the press.\n\n"
        "Chancellor of Germany Klaus Brandt: Good afternoon, colleagues.\n\n"
        "The President and I met in Vienna in March.",
    )
    assert BOTH in told.encounters


def test_we_who_meet_others_are_a_government() -> None:
    told = record("We will soon hold consultations with the Syrian government.")
    assert BOTH in told.encounters
    assert all("Klaus Brandt" not in who or who == BOTH for who in told.encounters)
