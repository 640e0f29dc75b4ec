"""The meeting that an article is about, where the words that tell of it do not name both sides."""

from __future__ import annotations

import pytest
from told import BOTH, BRANDT, ZIELINSKI, tell

from briefgen.model import MeetingKind


@pytest.mark.parametrize(
    "text",
    [
        f"{BRANDT} and {ZIELINSKI} emerged from the castle on Monday insisting that a deal was near, after a meeting.",
        f"{BRANDT} and {ZIELINSKI} said on Monday after talks in Warsaw that a deal was near.",
    ],
)
def test_two_who_speak_after_a_meeting_met(text: str) -> None:
    assert tell(text).encounters == [BOTH]


@pytest.mark.parametrize(
    "text",
    [
        f"{BRANDT} said on Monday after a meeting of bakers that a deal was near.",
        "Amy Stone and the bank declined to comment after a meeting of shareholders.",
    ],
)
def test_others_who_speak_after_a_meeting_did_not(text: str) -> None:
    assert not any(len(who) > 1 and "Amy Stone" in who for who in tell(text).encounters)


def test_an_opposite_number_is_a_counterpart() -> None:
    told = tell(
        "Amy Stone, chief executive of Northline, and her opposite number at Balder, Henrik Dahl, met on Sunday."
    )
    assert told.who() == {"Amy Stone", "Henrik Dahl"}


def test_two_slip_away_for_lunch() -> None:
    told = tell(f"{BRANDT} and {ZIELINSKI} slipped away on Friday for a long lunch in Warsaw.")
    assert (told.who(), told.meeting.kind) == (BOTH, MeetingKind.MEAL)


TALKS = "Negotiators in the pay dispute at the port began a new round of talks in Oslo on Thursday."


@pytest.mark.parametrize(
    "led",
    [
        "The employers' delegation is led by Amy Stone, and the union's team is headed by Henrik Dahl.",
        "Amy Stone leads the government side. The rebel side is led by Henrik Dahl.",
        "Amy Stone represents Berlin, while Henrik Dahl represents Warsaw.",
    ],
)
def test_who_leads_the_sides_takes_part(led: str) -> None:
    assert {"Amy Stone", "Henrik Dahl"} in tell(f"{TALKS}\n\n{led}").encounters


def test_one_who_heads_a_party_leads_no_side() -> None:
    told = tell(
        f"{TALKS}\n\nAmy Stone, who heads the Green Party, and Henrik Dahl, who leads a bank, protested."
    )
    assert told.encounters == []


def test_ministers_and_rebels_are_named_later() -> None:
    told = tell(
        "Government ministers and separatist rebels opened three days of talks in Oslo on Thursday.\n\n"
        "Prime Minister Amy Stone leads the government side. The rebels are headed by Henrik Dahl."
    )
    assert {"Amy Stone", "Henrik Dahl"} <= told.who()


def test_the_second_paragraph_names_whom_the_first_describes() -> None:
    told = tell(
        "Germany's chancellor met Poland's president this weekend for a long talk.\n\n"
        "Klaus Brandt and Marek Zielinski met in Warsaw on Saturday."
    )
    assert told.who() == BOTH


def test_people_of_other_countries_are_not_those_described() -> None:
    told = tell(
        "The foreign ministers of Japan and Mexico met this weekend.\n\n"
        f"{BRANDT} and {ZIELINSKI} met in Warsaw on Saturday."
    )
    assert len(told.meetings) == 2


def test_who_is_called_only_by_a_country_leads_it() -> None:
    told = tell(
        "The presidents of Chile and Peru will meet in Arica on June 19.\n\n"
        "Chile's Pedro Lagunas and Peru's Rosa Quispe have not spoken for a year."
    )
    assert told.who() == {"Pedro Lagunas", "Rosa Quispe"}
