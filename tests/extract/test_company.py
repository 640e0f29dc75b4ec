"""Who came along to a meeting that others held."""

from __future__ import annotations

import pytest
from told import BOTH, BRANDT, ZIELINSKI, tell

MET = f"{BRANDT} met {ZIELINSKI} in Warsaw on Wednesday."


def along(text: str) -> set[str]:
    return {p.name for p in tell(text).meeting.parties if p.along}


@pytest.mark.parametrize(
    "sentence",
    [
        "Foreign Minister Lena Vogt and the Polish ambassador, Jan Nowak, sat in.",
        "Brandt was accompanied by Foreign Minister Lena Vogt and by his adviser, Jan Nowak.",
        "Also present were the finance minister, Lena Vogt, and Jan Nowak.",
        "Foreign Minister Lena Vogt also took part in the talks.",
        "Lena Vogt and Jan Nowak joined the two men.",
        "Brandt had brought the foreign minister, Lena Vogt, and Jan Nowak.",
        "Lena Vogt and Jan Nowak were at the table with them.",
        "Taking part in the talks were Foreign Minister Lena Vogt and Jan Nowak.",
        "It was chaired by the mayor, Lena Vogt.",
    ],
)
def test_who_came_along_takes_part(sentence: str) -> None:
    assert along(f"{MET} {sentence}") >= {"Lena Vogt"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Lena Vogt joined the company in 2010.",
        "Lena Vogt was not present.",
        "Lena Vogt is to present the plan.",
        "Udo Kern was accompanied by Lena Vogt.",
        "Lena Vogt took part in the race.",
    ],
)
def test_who_is_elsewhere_does_not(sentence: str) -> None:
    assert "Lena Vogt" not in {p.name for m in tell(f"{MET} {sentence}").meetings for p in m.parties}


def test_those_who_met_stay_those_who_met() -> None:
    told = tell(f"{MET} Foreign Minister Lena Vogt sat in.")
    assert {p.name for p in told.meeting.parties if not p.along} == BOTH
