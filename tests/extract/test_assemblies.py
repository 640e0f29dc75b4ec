"""Meetings whose people stand elsewhere in the article: summits, delegations, unnamed plurals, guests."""

from __future__ import annotations

import pytest
from told import BOTH, BRANDT, DAHL, HAUGEN, ZIELINSKI, tell

from briefgen.extract.assemblies import body_in, members_of
from briefgen.model import MeetingKind

MET = f"{BRANDT} met {ZIELINSKI} in Warsaw on Wednesday."
SPEAKING = f"{BRANDT} said the text was too long.\n\n{ZIELINSKI} said it was too short."


@pytest.mark.parametrize(
    "opening",
    [
        "EU leaders agreed on a budget at a summit in Brussels on Wednesday.",
        "EU leaders met in Brussels on Wednesday.",
        "Leaders of the European Union convened in Brussels on Wednesday.",
        "European leaders closed their two-day summit in Brussels on Wednesday.",
    ],
)
def test_a_summit_takes_in_the_leaders_who_speak(opening: str) -> None:
    told = tell(f"{opening}\n\n{SPEAKING}\n\n{HAUGEN} said she was watching from Oslo.")
    assert told.who() >= BOTH
    assert "Ingrid Haugen" not in told.who()


def test_leaders_of_other_countries_and_of_lower_rank_are_not_at_a_summit() -> None:
    told = tell(
        f"EU leaders met in Brussels on Wednesday.\n\n{SPEAKING}\n\n"
        "Kenyan President Ada Mwangi said she was glad.\n\n"
        "Danish Finance Minister Henrik Dahl said he would pay."
    )
    assert not {"Ada Mwangi", "Henrik Dahl"} & told.who()


def test_leaders_who_gather_to_mourn_do_not_meet() -> None:
    assert not tell(f"EU leaders gathered for the funeral in Brussels on Wednesday.\n\n{SPEAKING}").meetings


def test_a_body_without_anybody_named_is_no_meeting() -> None:
    assert not tell("NATO defence ministers met in Brussels on Wednesday.").meetings


def test_three_parties_are_those_three_who_speak() -> None:
    told = tell(
        "Leaders of three parties met in Oslo on Wednesday.\n\n"
        '"We are close," said Ada Roe.\n\n"Not very," Jonas Berg said.\n\n"We shall see," said Lena Holt.'
    )
    assert told.who() >= {"Ada Roe", "Jonas Berg", "Lena Holt"}


@pytest.mark.parametrize(
    "presence",
    [
        "Other attendees included Jonas Berg.",
        "Among the guests was Jonas Berg.",
        '"It was frank," Jonas Berg said after the meeting.',
        "Jonas Berg attended the meeting.",
    ],
)
def test_unnamed_people_get_the_names_of_those_present(presence: str) -> None:
    told = tell(f"{BRANDT} met several union leaders in Berlin on Wednesday.\n\n{presence}")
    assert told.who() >= {"Klaus Brandt", "Jonas Berg"}


def test_who_comments_on_a_meeting_of_named_people_was_not_there() -> None:
    told = tell(f'{MET}\n\n"It was frank," Jonas Berg said after the meeting.')
    assert told.encounters == [BOTH]


def test_a_country_sends_somebody_to_a_meeting_of_a_body() -> None:
    told = tell(
        "BRICS trade ministers gathered in Durban on Wednesday.\n\n"
        "India has sent Ravi Menon; Brazil is represented by Paulo Lemos."
    )
    assert told.who() >= {"Ravi Menon", "Paulo Lemos"}


def test_two_wordings_of_unnamed_people_are_one_party() -> None:
    told = tell(
        "Klaus Brandt met prominent farmers' leaders in Berlin on Wednesday.\n\n"
        "Brandt met the leaders for two hours."
    )
    assert len(told.meetings) == 1
    assert len(told.meeting.parties) == 2


def test_people_who_sit_together_at_a_meal_meet() -> None:
    told = tell("Klaus Brandt sat between Marek Zielinski and Ada Roe for a dinner in Warsaw on Wednesday.")
    assert told.encounters == [BOTH | {"Ada Roe"}]
    assert told.meeting.kind is MeetingKind.MEAL


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (f"{BRANDT} and {ZIELINSKI} signed the agreement in Warsaw on Wednesday.", [BOTH]),
        (f"{BRANDT} had tea with {ZIELINSKI} on Wednesday.", [BOTH]),
        (f"{BRANDT} signed the agreement on Wednesday.", []),
        (f"{BRANDT} and {ZIELINSKI} signed their new books on Wednesday.", []),
    ],
)
def test_teas_and_signings(words: str, found: list[set[str]]) -> None:
    assert tell(words).encounters == found


def test_a_next_meeting_has_the_parties_of_the_last() -> None:
    told = tell(f"{MET}\n\nThey will meet again on June 3.")
    assert told.encounters == [BOTH, BOTH]


def test_who_joins_the_talks_comes_along() -> None:
    told = tell(f"{MET}\n\n{DAHL} joined the talks.")
    assert told.encounters == [BOTH | {"Henrik Dahl"}]


def test_bodies_are_known_by_their_other_names() -> None:
    assert body_in("the Group of Seven") == "g7"
    assert body_in("Southeast Asian") == "asean"
    assert body_in("three Austrian parties") is None
    assert "Kenya" in members_of("african union")
