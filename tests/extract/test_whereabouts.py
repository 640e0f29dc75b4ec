"""Where a meeting was whose own words give no place."""

from __future__ import annotations

import pytest
from told import BRANDT, DAHL, ZIELINSKI, tell

A, B, C = BRANDT, ZIELINSKI, DAHL
MET = f"{A} met {B} on Thursday."


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"{MET}\n\nBrandt arrived in Riga on Wednesday.", "Riga"),
        (f"{MET}\n\nIt was the end of Brandt's two days in Riga.", "Riga"),
        (f"{MET}\n\nThe visit of Brandt to Riga lasted three days.", "Riga"),
    ],
)
def test_a_stay_of_a_participant_gives_the_place(text: str, place: str) -> None:
    assert tell(text).place() == place


@pytest.mark.parametrize(
    "text",
    [
        f"{MET}\n\nThe envoy Henrik Dahl arrived in Riga on Wednesday.",
        f"{MET}\n\nBrandt arrived in Riga on Wednesday and had visited Oslo on Tuesday.",
        f"{MET}\n\nBrandt is willing to visit Riga.",
        f"{MET}\n\nBrandt visited Riga in March.",
        f"{MET}\n\nThe envoy Henrik Dahl said during a visit to Riga that Brandt was right.",
        f"{A} will meet {B} in the autumn.\n\nBrandt visited Riga in 2019.",
        f"{A} spoke with {B} by phone on Thursday.\n\nBrandt arrived in Riga on Wednesday.",
    ],
)
def test_a_stay_of_another_or_at_another_time_gives_none(text: str) -> None:
    assert all(m.place is None for m in tell(text).meetings)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"BERLIN (Agency) - {MET}", "Berlin"),
        ("KAMPALA (Agency) - Governor Ann Lee met Mayor Bob Ray on Thursday.", "Kampala"),
    ],
)
def test_the_head_of_the_article_gives_the_place(text: str, place: str) -> None:
    assert tell(text).place() == place


@pytest.mark.parametrize(
    "text",
    [
        f"DUBAI (Agency) - {MET}",
        f"BERLIN (Agency) - {A} will meet {B} in the autumn.",
        f"BERLIN (Agency) - {A} spoke with {B} by phone on Thursday.",
    ],
)
def test_the_head_gives_no_place_to_what_was_elsewhere(text: str) -> None:
    assert tell(text).place() is None


def test_a_guest_sees_others_of_the_country_in_the_same_city() -> None:
    told = tell(
        f"{A} received {B} in Berlin on Wednesday.\n\n"
        "Zielinski is to meet the German transport minister, Jonas Keller, on Friday before he goes home."
    )
    assert [told.place(m) for m in told.meetings] == ["Berlin", "Berlin"]


def test_a_host_may_be_elsewhere_on_another_day() -> None:
    told = tell(f"{A} received {B} in Berlin on Tuesday.\n\nBrandt met {C} on Thursday.")
    assert [told.place(m) for m in told.meetings] == ["Berlin", None]


def test_an_old_meeting_was_not_where_the_new_one_is() -> None:
    told = tell(f"{A} met {B} in Riga on Thursday.\n\nBrandt first met {C} in 2011.")
    assert [told.place(m) for m in told.meetings] == ["Riga", None]


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        ("BRANDT IN VIENNA", MET, "Vienna"),
        ("Brandt in Vienna", MET, "Vienna"),
        ("Brandt in Vienna", f"{A} met {B} in 2011.", None),
        ("Storm in Vienna", MET, None),
        ("Brandt in Vienna, then in Graz", MET, None),
        ("Brandt in Vienna", f"{A} will meet {B} in the autumn.", None),
    ],
)
def test_a_headline_puts_its_people_in_a_city(title: str, text: str, place: str | None) -> None:
    assert tell(text, title=title).place() == place


@pytest.mark.parametrize(
    ("title", "text", "place"),
    [
        ("Brandt puts off Riga trip", f"{A} was to have met {B}.", "Riga"),
        (
            "Steel prices fall",
            f"{A} called off a journey to Riga. He was expected to be received by {B}.",
            "Riga",
        ),
        ("Brandt puts off Riga trip", MET, None),
    ],
)
def test_a_journey_that_is_called_off_gives_the_place_only_of_what_was_not_held(
    title: str, text: str, place: str | None
) -> None:
    assert tell(text, title=title).place() == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"DUBAI (Agency) - {A} met {B} here on Thursday.", "Dubai"),
        (f"DUBAI (Agency) - {A} told reporters here after talks with {B} on Thursday.", "Dubai"),
        (f"DUBAI (Agency) - {A} will hold talks with {B} here on Saturday.", "Dubai"),
        (f"DUBAI (Agency) - {A} met {B} on Thursday. Both like it here.", None),
    ],
)
def test_here_is_the_place_at_the_head(text: str, place: str | None) -> None:
    assert tell(text).place() == place


def test_one_goes_home_only_after_the_meeting() -> None:
    told = tell(
        f"{A} received {B} in Berlin on Wednesday.\n\n"
        "Zielinski is to meet the German transport minister, Jonas Keller, on Friday before returning to Warsaw."
    )
    assert [told.place(m) for m in told.meetings] == ["Berlin", "Berlin"]


def test_the_city_of_the_same_day_goes_before_that_of_the_next() -> None:
    told = tell(
        f"{A} received {B} in Berlin on Tuesday.\n\n"
        "Also on Tuesday, the German transport minister, Jonas Keller, held talks with Zielinski.\n\n"
        "On Wednesday Zielinski is to meet the German finance minister, Ulla Roth, in Hamburg."
    )
    assert [told.place(m) for m in told.meetings] == ["Berlin", "Berlin", "Hamburg"]


def test_a_bare_weekday_is_of_the_days_of_an_article_without_a_date() -> None:
    told = tell(f"{MET}\n\nIt was the end of Brandt's two days in Riga.", published=None)
    assert told.place() == "Riga"


def test_the_named_guest_may_be_the_one_who_is_only_described() -> None:
    told = tell(
        "Ruth Amsel came to Vienna on Wednesday with an offer.\n\n"
        "It was too little, Jonas Keller told reporters after a meeting with the head of Nordstahl."
    )
    assert told.place() == "Vienna"


def test_where_somebody_would_go_is_not_where_it_was_said() -> None:
    told = tell(f"{A} met {B} on Thursday. Brandt told Zielinski that he was willing to visit him in Riga.")
    assert told.place() is None


def test_what_the_article_only_lets_one_infer_is_marked() -> None:
    said, inferred = (
        tell(t).meeting.place
        for t in (f"{MET[:-1]} in Riga.", f"{MET}\n\nBrandt arrived in Riga on Wednesday.")
    )
    assert said is not None
    assert inferred is not None
    assert (said.inferred, inferred.inferred) == (False, True)


@pytest.mark.parametrize("words", ["in this desert port", "in this small town", "in this city"])
def test_a_lead_that_is_written_there_gives_the_place(words: str) -> None:
    told = tell(f"DUBAI (Agency) - Two neighbours agreed {words} to keep talking.\n\n{MET}")
    assert told.place() == "Dubai"


def test_a_place_that_is_only_included_is_not_that_of_the_meeting() -> None:
    told = tell(f"{A} and {B} signed a treaty on cables, including in the Arctic.")
    assert told.place() is None
