from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.filenames import MAX_STEM, meeting_stem, stem, unique
from briefgen.model import (
    ActorKind,
    Analysis,
    DateFinding,
    Meeting,
    MeetingKind,
    Participant,
    Person,
    Place,
    Precision,
    Status,
)

RESERVED = {"con", "prn", "aux", "nul"} | {f"{d}{n}" for d in ("com", "lpt") for n in range(10)}
HOSTILE = [
    "/../",
    "..\\..\\x",
    "x" * 300,
    "ab " * 200,
    "😀😀",
    "שלום",
    "\u202egpj.exe",
    "CON",
    "com³",
    ".hidden ",
    "",
    "\x00",
    "\uffff",
]


def is_safe(name: str) -> bool:
    return (
        re.fullmatch(r"[a-z0-9]+(?:[-_]+[a-z0-9]+)*", name) is not None
        and len(name) <= MAX_STEM
        and name not in RESERVED
    )


def meeting(*names: str, date: DateFinding | None = None, place: str | None = "Norvik") -> Meeting:
    return Meeting(
        id="m1",
        title="A meeting / of ministers",
        kind=MeetingKind.TALKS,
        status=Status.HELD,
        date=date or DateFinding(),
        place=Place(name=place) if place else None,
        place_evidence=(),
        participants=tuple(Participant(person=None, name=name, role=None, side=None) for name in names),
        topics=(),
        quotes=(),
        mentions=(),
        rules=(),
        articles=(),
        status_reports=(),
    )


EMPTY = Analysis(articles=(), people=(), meetings=(), quotes=())
DAY = DateFinding(start=dt.date(2023, 9, 18), end=dt.date(2023, 9, 18), precision=Precision.DAY)


def test_stem_joins_parts_and_transliterates() -> None:
    assert stem("2023-09-18", "Zoë Łind", "Новград") == "2023-09-18_zoe-lind_novgrad"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_parts_make_safe_stems(text: str) -> None:
    assert is_safe(stem(text))


@given(st.lists(st.text(max_size=150) | st.sampled_from(HOSTILE), max_size=5))
def test_any_parts_make_a_safe_stem(parts: list[str]) -> None:
    assert is_safe(stem(*parts))


@given(st.lists(st.sampled_from([*HOSTILE, "a", "A", "a-2", "a 2", "y" * 119]), max_size=12))
def test_unique_stems_are_distinct_and_safe(parts: list[str]) -> None:
    result = unique(stem(part) for part in parts)
    assert len({name.casefold() for name in result}) == len(parts)
    assert all(map(is_safe, result))


def test_unique_numbers_repeats_and_leaves_existing_names_alone() -> None:
    assert unique(["a", "a", "a-2", "A"]) == ["a", "a-3", "a-2", "A-4"]


def test_unique_respects_the_limit() -> None:
    long = "y" * MAX_STEM
    assert [len(name) for name in unique([long, long])] == [MAX_STEM, MAX_STEM]


def test_meeting_stem_has_date_people_and_place() -> None:
    assert meeting_stem(meeting("Ada Lind", "Oto Brask", date=DAY), EMPTY) == (
        "2023-09-18_ada-lind_oto-brask_norvik"
    )


def test_meeting_stem_uses_the_persons_canonical_name() -> None:
    person = Person(id="p1", name="Ada Lind", kind=ActorKind.PERSON)
    one = Participant(person="p1", name="Lind", role=None, side=None)
    value = dataclasses.replace(meeting(), participants=(one,))
    analysis = dataclasses.replace(EMPTY, people=(person,))
    assert meeting_stem(value, analysis) == "undated_ada-lind_norvik"


def test_meeting_stem_puts_unnamed_parties_last() -> None:
    people = (
        Participant(person=None, name="officials", role=None, side=None),
        Participant(person="p1", name="Ada Lind", role=None, side=None),
    )
    value = dataclasses.replace(meeting(), participants=people)
    assert meeting_stem(value, EMPTY) == "undated_ada-lind_officials_norvik"


def test_meeting_stem_names_three_people_at_most() -> None:
    assert meeting_stem(meeting("A", "B", "C", "D"), EMPTY) == "undated_a_b_c_and-others_norvik"


def test_meeting_stem_without_people_uses_the_title() -> None:
    assert meeting_stem(meeting(place=None), EMPTY) == "undated_a-meeting-of-ministers"


@pytest.mark.parametrize(("precision", "expected"), [(Precision.MONTH, "2023-09"), (Precision.YEAR, "2023")])
def test_meeting_stem_claims_no_day_that_is_not_known(precision: Precision, expected: str) -> None:
    date = DateFinding(start=dt.date(2023, 9, 1), end=dt.date(2023, 9, 30), precision=precision)
    assert meeting_stem(meeting("A", date=date), EMPTY) == f"{expected}_a_norvik"
