"""Which of an article's mentions are one meeting, when and where it is, and what the article is about."""

from __future__ import annotations

import datetime as dt

import pytest
from told import BOTH, BRANDT, DAHL, HAUGEN, ZIELINSKI, tell

from briefgen.model import MeetingKind, Status

A, B = BRANDT, ZIELINSKI
MET = f"{A} met {B} in Warsaw on Wednesday."


# ── one meeting or several ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    "again",
    [
        "Brandt's meeting with Zielinski lasted three hours.",
        "The meeting lasted three hours.",
        "The two leaders met for three hours.",
        "They met for three hours.",
        "The talks in Warsaw were the first of the year.",
        "Brandt met Zielinski on Wednesday for three hours.",
    ],
)
def test_a_meeting_told_twice_is_one(again: str) -> None:
    told = tell(f"{MET}\n\n{again}")
    assert told.encounters == [BOTH]
    assert len(told.meeting.mentions) == 2


def test_the_headline_tells_of_the_same_meeting() -> None:
    told = tell(MET, title="Brandt meets Zielinski in Warsaw")
    assert told.encounters == [BOTH]


def test_another_day_is_another_meeting() -> None:
    told = tell(f"{MET} Brandt had met Zielinski in Berlin in March.")
    assert [told.place(m) for m in told.meetings] == ["Warsaw", "Berlin"]


def test_another_place_is_another_meeting() -> None:
    told = tell(f"{A} met {B} in Warsaw. Brandt had met Zielinski in Berlin before.")
    assert [told.place(m) for m in told.meetings] == ["Warsaw", "Berlin"]


def test_meeting_again_is_another_meeting() -> None:
    told = tell(f"{MET} The two will meet again in Berlin next month.")
    assert [m.status for m in told.meetings] == [Status.HELD, Status.PLANNED]


def test_it_was_their_second_meeting_speaks_of_the_one_just_told() -> None:
    assert len(tell(f"{MET} It was their second meeting this year.").meetings) == 1


def test_a_named_person_again_is_another_meeting() -> None:
    told = tell(f"{MET} Brandt will meet Zielinski again in Berlin in June.")
    assert [m.status for m in told.meetings] == [Status.HELD, Status.PLANNED]


def test_other_people_are_another_meeting() -> None:
    told = tell(f"{MET} On Thursday Zielinski met {DAHL}.")
    assert told.encounters == [BOTH, {"Marek Zielinski", "Henrik Dahl"}]


def test_what_the_sentence_lacks_comes_from_before() -> None:
    told = tell(f"{A} and {B} flew to Oslo. They met on Wednesday.")
    assert told.encounters in ([], [BOTH])  # never anybody else


def test_a_first_account_without_the_name_is_filled_by_a_later_one() -> None:
    told = tell(f"{A} met Polish officials in Warsaw on Wednesday.\n\nBrandt met {B} in Warsaw on Wednesday.")
    assert BOTH in told.encounters


# ── when ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{A} met {B} in Warsaw on Tuesday.", dt.date(2024, 5, 14)),
        (f"{A} will meet {B} in Warsaw on Tuesday.", dt.date(2024, 5, 21)),
        (f"{A} is scheduled to meet {B} in Warsaw on Monday.", dt.date(2024, 5, 20)),
        (f"{A} met {B} in Warsaw yesterday.", dt.date(2024, 5, 15)),
        (f"{A} meets {B} in Warsaw today.", dt.date(2024, 5, 16)),
        (f"{A} will meet {B} in Warsaw tomorrow.", dt.date(2024, 5, 17)),
        (f"{A} met {B} in Warsaw on April 30.", dt.date(2024, 4, 30)),
        (f"{A} met {B} in Warsaw on 3 June 2021.", dt.date(2021, 6, 3)),
        (f"On Monday, {A} met {B} in Warsaw.", dt.date(2024, 5, 13)),
        (f"{A} arrived in Warsaw on Monday for talks with {B}.", dt.date(2024, 5, 13)),
        (f"{A} said on Thursday that he had met {B} on Monday.", dt.date(2024, 5, 13)),
        (f"{A} said on Monday that he would meet {B} on Friday.", dt.date(2024, 5, 17)),
        pytest.param(
            f"{A} said on Monday he would meet {B} on Friday.",
            dt.date(2024, 5, 17),
        ),
    ],
)
def test_tense_and_publication_give_the_day(text: str, day: dt.date) -> None:
    assert tell(text).day() == day


def test_the_day_of_the_announcement_is_not_the_day_of_the_meeting() -> None:
    told = tell(f"{A} announced on Monday that he would meet {B} in June.")
    assert told.days() is not None
    assert (told.days().start, told.days().end) == (dt.date(2024, 6, 1), dt.date(2024, 6, 30))


def test_the_day_of_the_cancellation_is_not_the_day_of_the_meeting() -> None:
    assert tell(f"A meeting between {A} and {B} was postponed on Wednesday.").days() is None


def test_the_day_after_the_noun_is_preferred_to_that_of_the_announcement() -> None:
    assert tell(f"{A} announced on Monday a meeting with {B} on Friday.").day() == dt.date(2024, 5, 17)


def test_without_a_date_there_is_none() -> None:
    assert tell(f"{A} met {B} in Warsaw.").meeting.times == ()


def test_a_weekday_of_an_undated_article_stays_open() -> None:
    told = tell(f"{A} met {B} in Warsaw on Tuesday.", published=None)
    assert [t.text for t in told.meeting.times] == ["Tuesday"]
    assert told.days() is None


def test_the_day_of_something_else_is_not_the_day_of_the_meeting() -> None:
    told = tell(f"{A} met {B} in Warsaw. The bridge collapsed on Monday.")
    assert told.meeting.times == ()


def test_a_stretch_of_days() -> None:
    told = tell(f"{A} held talks with {B} in Warsaw from May 6 to 8.")
    assert told.days() is not None
    assert (told.days().start, told.days().end) == (dt.date(2024, 5, 6), dt.date(2024, 5, 8))


# ── where ────────────────────────────────────────────────────────────────────


def test_a_city_is_the_place() -> None:
    place = tell(f"{A} met {B} in Warsaw.").meeting.place
    assert place is not None
    assert (place.name, place.country, place.venue) == ("Warsaw", "Poland", None)


def test_a_venue_is_kept_beside_the_city() -> None:
    place = tell(f"{A} received {B} at Bellevue Palace in Berlin on Wednesday.").meeting.place
    assert place is not None
    assert (place.name, place.venue) == ("Berlin", "Bellevue Palace")


def test_a_well_known_venue_gives_its_city() -> None:
    told = tell(
        "U.S. President Rebecca Stone received Jean-Luc Moreau, the French president, at the White House."
    )
    assert told.meeting.place is not None
    assert (told.meeting.place.name, told.meeting.place.venue) == ("Washington", "White House")


def test_a_country_is_the_place_where_no_city_is_named() -> None:
    assert tell(f"{A} met {B} in Norway.").place() == "Norway"


def test_a_later_sentence_gives_the_city() -> None:
    told = tell(f"{A} met {B} in Norway on Wednesday.\n\nThe meeting in Oslo lasted three hours.")
    assert told.place() == "Oslo"


def test_the_capital_of_the_host_is_not_assumed() -> None:
    assert tell(f"{A} hosted {B} on Wednesday.").place() is None


def test_a_place_that_is_talked_about_is_not_the_place() -> None:
    assert tell(f"{A} met {B} to discuss the floods in Pakistan.").place() is None


# ── form, number, gatherings ─────────────────────────────────────────────────


def test_a_numbered_round() -> None:
    told = tell(
        "The 18th round of the strategic security consultation between Germany and Poland was held in Warsaw."
    )
    assert (told.meeting.series, told.meeting.edition) == ("strategic security consultation", 18)
    assert told.meeting.kind is MeetingKind.CONSULTATION
    assert told.sides() == {"Germany", "Poland"}


def test_two_rounds_are_two_meetings() -> None:
    told = tell(
        "The 18th round of the security consultation between Germany and Poland was held in Warsaw today. "
        "The 17th round of the security consultation between Germany and Poland was held in Berlin in 2022."
    )
    assert [m.edition for m in told.meetings] == [18, 17]


def test_a_gathering_with_a_name_is_a_meeting_of_who_attends() -> None:
    told = tell(f"{A} will attend the G7 summit in Canada in June.")
    assert told.encounters == [{"Klaus Brandt"}]
    assert (told.meeting.kind, told.meeting.status) == (MeetingKind.SUMMIT, Status.PLANNED)


def test_a_meeting_on_the_sidelines_is_its_own() -> None:
    told = tell(f"{A} attended the G7 summit in Milan. Klaus Brandt met {B} there on Friday.")
    assert told.encounters == [{"Klaus Brandt"}, BOTH]
    assert [m.kind for m in told.meetings] == [MeetingKind.SUMMIT, MeetingKind.TALKS]


def test_the_sidelines_of_a_summit_make_no_summit() -> None:
    told = tell(f"On the sidelines of the G7 summit in Milan, {A} met {B} on Friday.")
    assert next(m.kind for m in told.meetings if told.who(m) == BOTH) is MeetingKind.TALKS


# ── what the article is about ────────────────────────────────────────────────


def test_the_lead_is_what_an_article_is_about() -> None:
    assert tell(MET).meeting.main


def test_a_meeting_told_at_the_end_is_not_the_subject() -> None:
    filler = "\n\n".join(["The river has risen. Ships are waiting."] * 4)
    told = tell(
        f"{MET}\n\n{filler}\n\nIn March, Zielinski met {HAUGEN} in Oslo.", title="Brandt meets Zielinski"
    )
    assert [(told.who(m), m.main) for m in told.meetings] == [
        (BOTH, True),
        ({"Marek Zielinski", "Ingrid Haugen"}, False),
    ]


def test_a_planned_meeting_that_is_then_told_as_held_is_held() -> None:
    told = tell(f"{A} was to meet {B} in Warsaw on Wednesday. Brandt met Zielinski in Warsaw on Wednesday.")
    assert [m.status for m in told.meetings] == [Status.HELD]


# ── who is meant, and of which meeting words speak ───────────────────────────


@pytest.mark.parametrize(
    "later",
    [
        f"{A} met investors in Warsaw on Wednesday. Brandt said his meeting with leading investors had gone well.",
        f"{A} met senators in Warsaw on Wednesday. Brandt told the lawmakers at the meeting that he would resign.",
    ],
)
def test_unnamed_company_in_other_words_is_told_once(later: str) -> None:
    assert len(tell(later).meetings) == 1


def test_a_plan_called_off_is_told_once() -> None:
    told = tell(f"{A} cancelled his summit with {B} on Tuesday. Brandt still hopes to meet Zielinski.")
    assert told.encounters == [BOTH]


def test_whoever_comments_on_a_meeting_is_not_at_it() -> None:
    told = tell(
        f"{MET}\n\n{HAUGEN} was in Oslo. “Brandt has to decide if he goes ahead with his summit,” "
        "Lena Dahl said of the results."
    )
    assert {"Klaus Brandt", "Lena Dahl"} not in told.encounters


def test_the_leader_of_a_country_is_the_one_named_without_a_country() -> None:
    told = tell(
        "Anders Holm and Ludovic Marchetti spoke by phone on Wednesday.\n\n"
        "“I had a long phone call with President Anders Holm,” the Albanian leader said."
    )
    assert len(told.meetings) == 1


def test_talks_of_two_countries_are_not_the_summit_of_three() -> None:
    told = tell(
        "Polish-German talks were held in Warsaw on Wednesday.\n\n"
        "A Polish-German-Czech summit was held in Prague in March."
    )
    assert len(told.meetings) == 2


def test_people_met_one_by_one_are_not_put_together_when_their_host_follows() -> None:
    told = tell(
        "After a day of meetings with President Marek Zielinski, Secretary of State Ingrid Haugen and Finance "
        f"Secretary Henrik Dahl, {A} told a press conference that he was content."
    )
    assert told.encounters
    assert all(len(who) == 2 for who in told.encounters)


def test_a_summit_told_of_first_is_no_meeting_planned_at_the_end() -> None:
    filler = "\n\n".join(["The river has risen. Ships are waiting."] * 4)
    told = tell(
        "Ingrid Haugen praised what was agreed at the summit in Oslo.\n\n"
        f"{filler}\n\nOn Friday {A} will meet {B} in Warsaw."
    )
    assert all(m.place is None or m.place.name != "Oslo" for m in told.meetings)


def test_a_trade_fair_is_not_the_meeting() -> None:
    told = tell(f"{MET}\n\nBrandt spoke on stage at the Initech F5 conference in Oslo in March.")
    assert [m.place.name for m in told.meetings if m.place] == ["Warsaw"]


def test_a_surname_alone_is_whose_it_has_been() -> None:
    told = tell(
        "Kim Dae-won met Ingrid Haugen in Oslo on Monday. Kim thanked her. Kim praised the city.\n\n"
        "Kim Young-sam, a deputy minister, stayed at home.\n\n"
        "On Friday Haugen was in Warsaw.\n\nThe Kim-Haugen meeting lasted an hour."
    )
    assert told.encounters == [{"Kim Dae-won", "Ingrid Haugen"}]


def test_a_title_tells_two_of_one_surname_apart() -> None:
    told = tell(
        "Lena Olsen wrote to Chairman Kim Dae-won.\n\nKim Young-sam, a deputy minister, left for Oslo.\n\n"
        "Ingrid Haugen will meet Chairman Kim in Warsaw on Friday."
    )
    assert told.encounters == [{"Kim Dae-won", "Ingrid Haugen"}]
