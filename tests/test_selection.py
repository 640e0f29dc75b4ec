from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from briefgen.model import Analysis, DateFinding, PastMeeting, Precision, Status
from briefgen.selection import EVERYTHING, Selection, admits_past, narrow, select, undated, without_meeting

MONDAY = dt.date(2031, 5, 5)


def ids(analysis: Analysis, **parts: object) -> list[str]:
    return [meeting.id for meeting in select(analysis, Selection(**parts))]


def test_everything_leaves_nothing_out(analysis: Analysis) -> None:
    assert select(analysis, EVERYTHING) == analysis.meetings


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lind", ["m1"]),
        ("lind", ["m1"]),
        ("Mr Ostrander", ["m1", "m2"]),
        ("Norland", ["m1"]),
        ("norvik", ["m1"]),
        ("ferry question", ["m1"]),
        ("ferries", ["m1"]),
        ("Lin", []),
        ("Nobody", []),
        ("", []),
        ("…", []),
    ],
)
def test_about_is_a_participant_side_place_or_topic(
    analysis: Analysis, name: str, expected: list[str]
) -> None:
    assert ids(analysis, about=(name,)) == expected


def test_several_names_widen(analysis: Analysis) -> None:
    assert ids(analysis, about=("Lind", "Chen")) == ["m1", "m2"]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (MONDAY, MONDAY, ["m1"]),
        (MONDAY + dt.timedelta(days=1), None, []),
        (None, MONDAY - dt.timedelta(days=1), []),
        (None, None, ["m1", "m2"]),
    ],
)
def test_days_are_bounded_on_both_sides(
    analysis: Analysis, since: dt.date | None, until: dt.date | None, expected: list[str]
) -> None:
    assert ids(analysis, since=since, until=until) == expected


def test_a_range_counts_if_it_reaches_into_the_days(analysis: Analysis) -> None:
    month = DateFinding(start=dt.date(2031, 5, 1), end=dt.date(2031, 5, 31), precision=Precision.MONTH)
    later = replace(analysis, meetings=(replace(analysis.meetings[0], date=month),))
    assert ids(later, since=dt.date(2031, 5, 20), until=dt.date(2031, 5, 21)) == ["m1"]


def test_status_is_one_of_those_given(analysis: Analysis) -> None:
    assert ids(analysis, statuses=frozenset({Status.PLANNED, Status.CANCELLED})) == ["m2"]


def test_copies_are_one_source(analysis: Analysis) -> None:
    assert ids(analysis, min_sources=2) == []
    assert ids(replace(analysis, copies=()), min_sources=2) == ["m1"]


def test_undated_meetings_are_told_if_only_their_date_is_missing(analysis: Analysis) -> None:
    assert [m.id for m in undated(analysis, Selection(since=MONDAY))] == ["m2"]
    assert undated(analysis, Selection(since=MONDAY, about=("Lind",))) == ()
    assert undated(analysis, Selection()) == ()


def test_narrow_leaves_nothing_that_refers_to_what_is_gone(analysis: Analysis) -> None:
    narrowed = narrow(analysis, Selection(about=("Chen",)))
    assert [m.id for m in narrowed.meetings] == ["m2"]
    assert narrowed.meetings[0].related == ()
    assert narrowed.quotes == ()
    assert narrowed.articles == analysis.articles


def test_articles_without_a_meeting_are_found(analysis: Analysis) -> None:
    assert without_meeting(analysis) == ("a3",)


@pytest.mark.parametrize(
    ("parts", "admitted"),
    [
        ({}, True),
        ({"about": ("Lind",)}, True),
        ({"about": ("Norvik",)}, True),
        ({"about": ("Chen",)}, False),
        ({"statuses": frozenset({Status.HELD})}, False),
        ({"since": MONDAY}, True),
        ({"until": MONDAY - dt.timedelta(days=1)}, False),
        ({"min_sources": 3}, True),
    ],
)
def test_a_meeting_of_an_earlier_edition_is_chosen_likewise(parts: dict[str, Any], admitted: bool) -> None:
    meeting = PastMeeting(
        id="m1",
        title="Ada Lind – Oto Brask",
        status=Status.PLANNED,
        date=DateFinding(start=MONDAY, end=MONDAY, precision=Precision.DAY),
        place="Norvik, Norland",
        labels=("Ada Lind", "Norland", "Norvik, Norland"),
    )
    assert admits_past(Selection(**parts), meeting) is admitted
