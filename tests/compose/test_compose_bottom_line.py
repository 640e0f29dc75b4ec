from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from norland import CASE, MET, NOW, TALKS, TUESDAY, on, takes_part

from briefgen.compose import compose_brief
from briefgen.model import Brief, DateFinding, MeetingKind, Status, StatusReport

PLAIN: dict[str, Any] = {"date": on(TUESDAY, MET), "discrepancies": ()}
LIND, BRASK = "Norlandic Foreign Minister Ada Lind", "Oto Brask (foreign minister, Sudmark)"


def first_sentence(**changes: Any) -> str:
    return (
        compose_brief(CASE, dataclasses.replace(TALKS, **{**PLAIN, **changes}), now=NOW).bottom_line[0].text
    )


def test_the_bottom_line_of_a_held_meeting(brief: Brief) -> None:
    assert [statement.text for statement in brief.bottom_line] == [
        f"{LIND} met {BRASK} in Norvik on Tue 6 May 2031 (the sources differ on the date).",
        "Topics reported: ferry line; cod quotas.",
        "Lind said: “We will open the ferry line in June” … “The ports are ready.”",
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, f"{LIND} met {BRASK} in Norvik on Tue 6 May 2031."),
        ({"place": None}, f"{LIND} met {BRASK} on Tue 6 May 2031."),
        ({"date": DateFinding()}, f"{LIND} met {BRASK} in Norvik."),
        (
            {"date": DateFinding(text="Tuesday", evidence=(MET,))},
            f"{LIND} met {BRASK} in Norvik on a Tuesday (the article gives no date).",
        ),
        (
            {"kind": MeetingKind.CONSULTATION},
            f"{LIND} held consultations with {BRASK} in Norvik on Tue 6 May 2031.",
        ),
        (
            {"title": "The 3rd round of the ferry talks, Norvik"},
            f"{LIND} and {BRASK} took part in the 3rd round of the ferry talks in Norvik on Tue 6 May 2031.",
        ),
        ({"participants": ()}, "A meeting took place in Norvik on Tue 6 May 2031."),
        (
            {"status": Status.PLANNED, "date": on(dt.date(2031, 6, 2), MET)},
            f"{LIND} is to meet {BRASK} in Norvik on Mon 2 Jun 2031.",
        ),
        ({"status": Status.PLANNED}, f"{LIND} was to meet {BRASK} in Norvik on Tue 6 May 2031."),
        (
            {"status": Status.POSSIBLE},
            f"A meeting of {LIND} with {BRASK} in Norvik on Tue 6 May 2031 is reported as possible.",
        ),
        (
            {"status": Status.CANCELLED},
            f"A meeting of {LIND} with {BRASK} in Norvik (date given: Tue 6 May 2031) has been cancelled.",
        ),
        (
            {"status": Status.POSTPONED, "kind": MeetingKind.CALL, "place": None, "date": DateFinding()},
            f"A call of {LIND} with {BRASK} has been postponed.",
        ),
    ],
)
def test_the_first_sentence(changes: dict[str, Any], expected: str) -> None:
    assert first_sentence(**changes) == expected


def test_two_sides_stand_against_each_other() -> None:
    third = takes_part(None, "officials", "Sudmark", MET)
    text = first_sentence(participants=(*TALKS.participants, third))
    assert text == f"{LIND} met {BRASK} and officials (Sudmark) in Norvik on Tue 6 May 2031."


def test_three_sides_are_listed() -> None:
    third = takes_part(None, "Westmark", "Westmark", MET)
    text = first_sentence(participants=(*TALKS.participants, third))
    assert text == f"{LIND}, {BRASK} and Westmark met in Norvik on Tue 6 May 2031."


def test_many_participants_are_counted() -> None:
    more = tuple(takes_part(None, f"envoy {n}", None, MET) for n in range(9))
    brief = compose_brief(
        CASE, dataclasses.replace(TALKS, participants=(*TALKS.participants, *more)), now=NOW
    )
    assert brief.bottom_line[0].text.startswith(
        f"{LIND}, {BRASK}, envoy 0, envoy 1 and 7 others met in Norvik on Tue 6 May 2031"
    )
    assert len(brief.participants) == 11


def test_six_participants_are_all_named() -> None:
    more = tuple(takes_part(None, f"envoy {n}", None, MET) for n in range(4))
    assert "envoy 3 met" in first_sentence(participants=(*TALKS.participants, *more))


def test_of_many_those_in_the_title_are_named_and_the_host_first() -> None:
    more = tuple(takes_part(None, f"envoy {n}", "Norland" if n == 7 else None, MET) for n in range(8))
    participants = (*more, *TALKS.participants)
    title = "Oto Brask – Ada Lind – envoy 7, Norvik"
    text = first_sentence(participants=participants, title=title)
    assert text.startswith(f"{LIND}, envoy 7 (Norland), {BRASK}, envoy 0 and 6 others met in Norvik")


def test_a_planned_meeting_ends_with_who_announced_it() -> None:
    report = StatusReport(status=Status.PLANNED, article="a1", evidence=TALKS.status_reports[-1].evidence)
    planned = dataclasses.replace(TALKS, status=Status.PLANNED, status_reports=(report,))
    last = compose_brief(CASE, planned, now=NOW).bottom_line[-1]
    assert last.text == "Planned according to Norvik Courier (source 1, 5 May 2031)."
    assert [citation.number for citation in last.citations] == [1]


def test_topics_that_only_an_announcement_gives_are_told_apart() -> None:
    ferry, cod = TALKS.topics
    ahead = dataclasses.replace(ferry, discussed=ferry.discussed[:1])
    told = compose_brief(CASE, dataclasses.replace(TALKS, topics=(ahead, cod)), now=NOW).bottom_line[1]
    assert told.text == "Topics reported: cod quotas; announced beforehand: ferry line."
