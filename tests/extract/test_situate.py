"""When and where a meeting is: several days, places of other words, what the lead gives."""

from __future__ import annotations

import datetime as dt

import pytest
from told import BRANDT, DAHL, ZIELINSKI, tell

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
        f"On the second and final day of their talks in Warsaw on Friday, {A} and {B} agreed on a treaty.",
        f"Talks between {A} and {B} opened in Oslo on Thursday and ended on Friday.",
    ],
)
def test_first_or_last_day_and_length_give_all_days(text: str) -> None:
    assert days_of(text) == (dt.date(2024, 5, 16), dt.date(2024, 5, 17))


@pytest.mark.parametrize(
    "text",
    [
        f"{A} will host {B} for a two-day summit starting on Monday in Berlin.",
        f"{A} and {B} will hold a two-day summit in Berlin beginning Monday.",
    ],
)
def test_a_planned_meeting_of_several_days_begins_on_its_day(text: str) -> None:
    assert days_of(text) == (dt.date(2024, 5, 20), dt.date(2024, 5, 21))


def test_talks_that_go_on_last_until_the_day_on_which_they_are_to_end() -> None:
    text = f"Talks between {A} and {B} began on Friday and are due to end on Tuesday."
    assert days_of(text) == (dt.date(2024, 5, 17), dt.date(2024, 5, 21))


@pytest.mark.parametrize(
    "text",
    [
        f"The meeting between {A} and {B} had been scheduled for Friday but was moved to Thursday.",
        f"The meeting between {A} and {B}, planned for Friday, was brought forward to Thursday.",
    ],
)
def test_the_day_to_which_a_meeting_was_moved_is_its_day(text: str) -> None:
    assert days_of(text) == (dt.date(2024, 5, 16), dt.date(2024, 5, 16))


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


# ── days of other things ─────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        f"{A} met {B} in Warsaw, where a bridge collapsed on Monday.",
        f"{A} met {B}, who was elected in March, in Warsaw.",
        f"{A} met {B} days after he was elected in March.",
        f"{A} met {B} after a court on Monday freed him.",
        f"{A} will meet {B} before the election on June 9.",
        f"{A} on Tuesday praised his talks with {B}.",
        f"{A} on Tuesday defended his meeting with {B}.",
        f"{A} said on Tuesday that he had met {B} in Warsaw.",
        f"A meeting between {A} and {B} was announced on Tuesday.",
    ],
)
def test_the_day_of_another_event_is_not_taken(text: str) -> None:
    assert tell(text).meeting.times == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{A} said on Tuesday he met {B} last week.", "last week"),
        (f"{A} met {B} during his visit to Berlin last year.", "last year"),
        (f"Talks between {A} and {B} are planned for June.", "June"),
        (f"{A} announced a summit with {B} on 12 June.", "12 June"),
        (f"{A} will meet {B} in May or June.", "May or June"),
        (f"{A} met {B} on Saturday and again on Sunday.", "Saturday and again on Sunday"),
        (f"{A} played down the row, saying on Tuesday after meeting {B} that he would go on.", "Tuesday"),
    ],
)
def test_the_words_that_give_the_day_of_the_meeting(text: str, day: str) -> None:
    assert tell(text).meeting.times[0].text == day


# ── a day carried on ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        f"{A} on Tuesday stepped back from his plan.\n\nDuring an hour-long meeting with {B}, Brandt agreed to wait.",
        f"{A} came to Warsaw on Tuesday with a plan.\n\n{B} told reporters after a short meeting with Brandt of it.",
        f"{A} came to Warsaw on Tuesday with a plan. He met {B}, and the two talked about fish.",
    ],
)
def test_the_day_of_the_news_serves_a_meeting_of_the_lead(text: str) -> None:
    assert [t.text for t in tell(text).meeting.times] == ["Tuesday"]


@pytest.mark.parametrize(
    "text",
    [
        f"{A} was charged on Tuesday with lying.\n\nHe met {B} in a hotel, prosecutors say.",
        f"{A} dropped the tax on Tuesday.\n\nHe had met {B} in Warsaw.",
        f"{A} dropped the tax on Tuesday.\n\nHis meeting with {B} was a mistake, critics say.",
        f"{A} won on Monday and dropped the tax on Tuesday.\n\nAt a meeting with {B}, Brandt smiled.",
    ],
)
def test_the_day_of_the_news_is_not_that_of_what_happened_before(text: str) -> None:
    assert tell(text).meeting.times == ()


@pytest.mark.parametrize(
    ("second", "day"),
    [
        (f"Afterwards Brandt met {DAHL}.", dt.date(2024, 5, 14)),
        (f"Brandt, who then lunched with {DAHL}, was pleased.", dt.date(2024, 5, 14)),
        (f"After the talks, Brandt met {DAHL}.", dt.date(2024, 5, 14)),
        (f"Brandt also called on {DAHL}.", dt.date(2024, 5, 14)),
        (f"Brandt was also scheduled to meet {DAHL}.", dt.date(2024, 5, 14)),
        (f"Brandt has also met {DAHL}.", None),
        (f"Brandt is also scheduled to meet {DAHL}.", None),
        (f"Since then Brandt has met {DAHL}.", None),
        (f"The day before Brandt met {DAHL}.", dt.date(2024, 5, 13)),
        (f"Two days later Brandt met {DAHL}.", dt.date(2024, 5, 16)),
    ],
)
def test_what_follows_in_the_telling_is_on_the_same_day(second: str, day: dt.date | None) -> None:
    told = tell(f"{A} received {B} in Berlin on Tuesday. {second}")
    after = next(m for m in told.meetings if "Henrik Dahl" in told.who(m))
    assert told.day(after) == day


def test_the_afternoon_of_an_article_is_its_own() -> None:
    assert tell(f"{A} will meet {B} in the afternoon.").day() == dt.date(2024, 5, 16)


def test_meetings_named_by_one_word_share_their_day() -> None:
    told = tell(
        f"After meetings with {B} and {DAHL}, {A} was content. He left his meeting with Zielinski on Tuesday."
    )
    assert [told.day(m) for m in told.meetings] == [dt.date(2024, 5, 14)] * 2


def test_the_first_sentence_gives_the_day_of_the_meeting_in_the_headline() -> None:
    told = tell(
        f"The leader of Germany picked up the telephone to {B} on Tuesday.\n\nThe call lasted an hour, {A} said.",
        title="Brandt and Zielinski speak by phone",
    )
    assert told.day() == dt.date(2024, 5, 14)


def test_the_first_sentence_of_other_people_gives_the_headline_no_day() -> None:
    told = tell(
        f"The leader of Norway picked up the telephone to {B} on Tuesday.\n\nHe told him of the call, {A} said.",
        title="Brandt and Zielinski speak by phone",
    )
    assert all(m.times == () for m in told.meetings if told.who(m) == {"Klaus Brandt", "Marek Zielinski"})


SUMMIT = f"{BRANDT} and {ZIELINSKI} held a summit in Riga on Tuesday.\n\nTrade grew last year.\n\n"


@pytest.mark.parametrize(
    "second",
    [
        f"Before the summit, Brandt received {DAHL}.",
        f"Brandt and {DAHL} signed a treaty on cables in the margins of the summit.",
        f"Brandt met {DAHL} on the sidelines of the summit.",
        f"On the sidelines, Brandt met {DAHL}.",
        f"Brandt had breakfast with {DAHL} before the summit.",
    ],
)
def test_what_is_around_the_summit_has_its_day_and_place(second: str) -> None:
    told = tell(f"{SUMMIT}The weather was fine.\n\nNobody spoke of the roads.\n\n{second}")
    beside = next(m for m in told.meetings if "Henrik Dahl" in told.who(m))
    assert (told.day(beside), told.place(beside)) == (dt.date(2024, 5, 14), "Riga")


@pytest.mark.parametrize(
    "second",
    [
        f"Brandt met {DAHL} in Oslo before the summit.",
        f"Brandt met {DAHL} before a summit.",
        f"Brandt met {DAHL} on the sidelines of the NATO summit.",
        f"Brandt met {DAHL} before the vote.",
    ],
)
def test_what_is_around_another_summit_has_not(second: str) -> None:
    told = tell(f"{SUMMIT}The weather was fine.\n\nNobody spoke of the roads.\n\n{second}")
    beside = next(m for m in told.meetings if "Henrik Dahl" in told.who(m))
    assert told.day(beside) is None
    assert told.place(beside) != "Riga"


@pytest.mark.parametrize("words", ["from", "starting", "beginning"])
def test_a_day_from_which_talks_go_on_is_the_first(words: str) -> None:
    text = f"{BRANDT} and {ZIELINSKI} held three days of unusual talks {words} May 6."
    assert days_of(text) == (dt.date(2024, 5, 6), dt.date(2024, 5, 8))


@pytest.mark.parametrize("words", ["before the end of 2025", "by the end of 2025"])
def test_a_meeting_before_the_end_of_a_year_is_in_that_year(words: str) -> None:
    text = f"The first meeting, between {BRANDT} and {ZIELINSKI}, will be held in Riga {words}."
    assert days_of(text) == (dt.date(2025, 1, 1), dt.date(2025, 12, 31))


@pytest.mark.parametrize("verb", ["will be held", "is to be held", "is due to be held", "will take place"])
def test_a_passive_that_looks_ahead_gives_the_day(verb: str) -> None:
    text = f"The first meeting, between {BRANDT} and {ZIELINSKI}, {verb} in Riga on June 4."
    assert days_of(text) == (dt.date(2024, 6, 4), dt.date(2024, 6, 4))


def test_a_round_of_talks_has_the_length_of_the_round() -> None:
    text = f"A three-day round of talks between {BRANDT} and {ZIELINSKI} wrapped up on Tuesday in Riga."
    assert days_of(text) == (dt.date(2024, 5, 12), dt.date(2024, 5, 14))
