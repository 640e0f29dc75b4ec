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
