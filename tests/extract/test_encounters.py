"""Which words tell of a meeting, of which kind, and between whom."""

from __future__ import annotations

import pytest
from told import BOTH, BRANDT, DAHL, HAUGEN, ZIELINSKI, tell

from briefgen.model import MeetingKind

A, B = BRANDT, ZIELINSKI
C = "Canadian Prime Minister Thomas Whitfield"


@pytest.mark.parametrize(
    "text",
    [
        f"{A} met {B} in Warsaw.",
        f"{A} met with {B} in Warsaw.",
        f"{A} and {B} met in Warsaw.",
        f"{A} hosted {B} in Berlin.",
        f"{A} received {B} in Berlin.",
        f"{A} was received by {B} in Warsaw.",
        f"{A} was welcomed by {B} in Warsaw.",
        f"{A} huddled with {B} in Warsaw.",
        f"{A} sat down with {B} in Warsaw.",
        f"{A} conferred with {B} in Warsaw.",
        f"{A}, who met {B} in Warsaw, praised the bridge.",
        f"{A} visited Warsaw, where he met {B}.",
    ],
)
def test_verbs_of_meeting(text: str) -> None:
    assert tell(text).encounters == [BOTH]


@pytest.mark.parametrize(
    "text",
    [
        f"Talks between {A} and {B} took place in Warsaw.",
        f"Klaus Brandt's meeting with {B} lasted two hours.",
        f"{A}'s meeting with {B} lasted two hours.",
        f"A summit of {A} and {B} opened in Warsaw.",
        f"The Brandt-Zielinski summit opened in Warsaw. {A} and {B} smiled.",
        f"{A} praised the bridge in a meeting with {B}.",
        f"{A} praised the bridge during talks with {B}.",
    ],
)
def test_nouns_of_meeting(text: str) -> None:
    assert BOTH in tell(text).encounters


@pytest.mark.parametrize(
    "text",
    [
        f"{A} held talks with {B} in Warsaw.",
        f"{A} attended talks with {B} in Warsaw.",
        f"{A} arrived in Warsaw for talks with {B}.",
        f"{A} opened negotiations with {B} in Warsaw.",
        f"{A} had a meeting with {B} in Warsaw.",
        f"{A} and {B} held a meeting in Warsaw.",
        f"{A} wrapped up talks with {B} in Warsaw.",
    ],
)
def test_light_verbs_with_a_noun(text: str) -> None:
    assert tell(text).encounters == [BOTH]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"{A} met {B} in Warsaw.", MeetingKind.TALKS),
        (f"{A} negotiated with {B} in Warsaw.", MeetingKind.NEGOTIATION),
        (f"{A} held consultations with {B} in Warsaw.", MeetingKind.CONSULTATION),
        (f"{A} received {B} in Berlin.", MeetingKind.RECEPTION),
        (f"{A} had dinner with {B} in Warsaw on Wednesday.", MeetingKind.MEAL),
        pytest.param(
            f"{A} had lunch with {B}.",
            MeetingKind.MEAL,
        ),
        (f"{A} held a summit with {B} in Warsaw.", MeetingKind.SUMMIT),
        (f"{A} spoke by phone with {B} on Wednesday.", MeetingKind.CALL),
        (f"{A} telephoned {B} on Wednesday.", MeetingKind.CALL),
        (f"{A} had a phone call with {B} on Wednesday.", MeetingKind.CALL),
        (f"{A} held a video call with {B} on Wednesday.", MeetingKind.CALL),
    ],
)
def test_the_words_give_the_kind(text: str, kind: MeetingKind) -> None:
    assert tell(text).meeting.kind is kind


@pytest.mark.parametrize(
    "text",
    [
        f"{A} said Germany would meet the deadline.",
        f"{A} said the plan met the needs of farmers in Poland.",
        f"{A} said the proposal had met with approval.",
        f"{A} said the plan met resistance from {B}.",
        f"{A} visited Warsaw on Wednesday.",
        f"{A} addressed parliament on Wednesday.",
        f"{A} spoke about energy. {B} spoke about trade.",
        f"{A} meets {B} regularly.",
        f"{A} and {B} have met several times.",
        f"{A} called {B} a friend.",
        f"{A} called on {B} to open the border.",
        f"{A} praised regular meetings between ministers.",
        f"{A} hosted a show on German television.",
        f"{A} received a medal in Warsaw.",
    ],
)
def test_other_senses_of_the_words_are_no_meeting(text: str) -> None:
    assert tell(text).meetings == ()


def test_opponents_in_a_match_do_not_hold_a_meeting() -> None:
    told = tell("Anna Kovacs will meet Julia Moreno in the final of the French Open on Saturday.")
    assert told.meetings == ()


def test_who_speaks_to_whom_at_a_meeting_are_its_parties() -> None:
    told = tell(f"At a meeting in Warsaw on Wednesday, {A} told {B} that the bridge would open.")
    assert told.encounters == [BOTH]


def test_who_does_something_together_during_talks_are_its_parties() -> None:
    told = tell(f"{A} and {B} exchanged views on the energy crisis during talks in Warsaw.")
    assert told.encounters == [BOTH]


def test_two_nationalities_before_the_noun_are_its_parties() -> None:
    assert tell("The German-Polish talks in Warsaw ended on Wednesday.").sides() == {"Germany", "Poland"}


def test_three_who_sit_together_are_one_meeting() -> None:
    told = tell(f"{A}, {B} and {DAHL} held talks in Warsaw on Wednesday.")
    assert told.encounters == [{*BOTH, "Henrik Dahl"}]


@pytest.mark.parametrize("how", ["had meetings with", "met separately with", "held separate talks with"])
def test_three_who_are_met_apart_are_three_meetings(how: str) -> None:
    told = tell(f"{HAUGEN} {how} {A}, {B} and {DAHL} on Wednesday.")
    assert told.encounters == [
        {"Ingrid Haugen", name} for name in ("Klaus Brandt", "Marek Zielinski", "Henrik Dahl")
    ]


def test_one_delegation_is_one_meeting() -> None:
    told = tell(f"{HAUGEN} met {A} and German Defence Minister Eva Lindner in Berlin on Wednesday.")
    assert told.encounters == [{"Ingrid Haugen", "Klaus Brandt", "Eva Lindner"}]


def test_whoever_stands_after_the_verb_is_met() -> None:
    told = tell(f"{A} spoke to farmers in Milan. On Friday, Brandt met {B}.")
    assert told.encounters == [BOTH]


def test_who_comes_along_takes_part() -> None:
    told = tell(f"{A}, accompanied by Defence Minister Eva Lindner, met {B} in Warsaw on Wednesday.")
    assert told.who() == {*BOTH, "Eva Lindner"}


def test_who_only_comments_takes_no_part() -> None:
    told = tell(f'{A} met {B} in Warsaw. "This is late," said opposition leader Piotr Lis.')
    assert told.who() == BOTH


def test_who_is_only_talked_about_takes_no_part() -> None:
    told = tell(f"{A} met {B} in Warsaw to talk about {C}.")
    assert told.who() == BOTH


def test_a_call_and_a_meeting_are_two() -> None:
    told = tell(f"{A} met {B} in Warsaw on Tuesday. On Thursday Brandt spoke by phone with Zielinski.")
    assert [m.kind for m in told.meetings] == [MeetingKind.TALKS, MeetingKind.CALL]


def test_countries_are_parties_where_nobody_is_named() -> None:
    told = tell("Germany and Poland held talks in Warsaw on Wednesday.")
    assert told.sides() == {"Germany", "Poland"}


def test_ministers_of_two_countries_are_two_parties() -> None:
    told = tell("The foreign ministers of Germany and Poland met in Warsaw on Wednesday.")
    assert told.sides() == {"Germany", "Poland"}
    assert all(p.actor is None for p in told.meeting.parties)


def test_ministers_of_two_countries_are_those_whom_the_article_names() -> None:
    told = tell(
        "The foreign ministers of Norway and Denmark met in Oslo on Wednesday. "
        f"{HAUGEN} and Danish Foreign Minister Henrik Dahl signed nothing."
    )
    assert told.who() == {"Ingrid Haugen", "Henrik Dahl"}


def test_counterparts_with_their_names_are_parties_once() -> None:
    told = tell(
        f"{HAUGEN} and her Danish and Swedish counterparts, Henrik Dahl and Lena Sjoberg, met in Oslo."
    )
    assert told.who() == {"Ingrid Haugen", "Henrik Dahl", "Lena Sjoberg"}


def test_a_name_after_a_description_is_the_party() -> None:
    told = tell("Irish Prime Minister Helen Marsh met her predecessor, David Marsh, in Dublin.")
    assert told.encounters == [{"Helen Marsh", "David Marsh"}]


def test_parties_know_their_side() -> None:
    assert tell(f"{A} met {B} in Warsaw.").sides() == {"Germany", "Poland"}


def test_a_company_and_a_minister() -> None:
    told = tell("Volkswagen Chief Executive Paul Richter met German Economy Minister Eva Lindner in Berlin.")
    assert told.encounters == [{"Paul Richter", "Eva Lindner"}]


def test_the_rule_names_the_word() -> None:
    told = tell(f"{A} huddled with {B} in Warsaw.")
    (mention,) = told.meeting.mentions
    assert told.article.words(mention.trigger) == "huddled"
    assert "huddled" in mention.rule


def test_a_mention_is_the_whole_sentence() -> None:
    told = tell(f"It rained. {A} met {B} in Warsaw. It rained again.")
    (mention,) = told.meeting.mentions
    assert told.article.words(mention.span) == f"{A} met {B} in Warsaw."


@pytest.mark.parametrize(
    "text",
    [
        f"Will {A} meet {B} in Warsaw?",
        f"Are there any plans for {A} to call {B}?",
        f"Is {A} planning to hold talks with {B} in Warsaw?",
    ],
)
def test_a_question_announces_no_meeting(text: str) -> None:
    assert tell(text).encounters == []


def test_a_question_may_be_about_a_meeting_that_was_held() -> None:
    assert tell(f"What did {A} say when he met {B} in Warsaw on Monday?").encounters == [BOTH]


def test_a_reception_has_its_host_and_the_one_whom_it_honours() -> None:
    told = tell(
        "An official reception was held on behalf of President Klaus Brandt in honour of Chancellor Ada Lind."
    )
    assert told.encounters == [{"Klaus Brandt", "Ada Lind"}]
