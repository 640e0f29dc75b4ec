from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from norland import (
    AFTER,
    BRASK,
    CASE,
    MET,
    NOW,
    SOUTH,
    TALKS,
    analysis,
    article,
    meeting,
    person,
    quote,
    role,
    span,
    takes_part,
)

from briefgen.compose import citations_in, compose_brief
from briefgen.compose.people import with_office
from briefgen.model import (
    Analysis,
    ArticleLink,
    Brief,
    DateFinding,
    Meeting,
    Precision,
    Status,
    StatusReport,
)


def test_participants_have_office_side_and_date(brief: Brief) -> None:
    lind, brask = brief.participants
    assert (lind.name, lind.role, lind.role_as_of, lind.side) == (
        "Ada Lind", "Norlandic Foreign Minister", "7 May 2031", "Norland",
    )  # fmt: skip
    assert (brask.role, brask.role_as_of) == ("foreign minister", "8 May 2031")


def test_the_newest_own_article_decides_on_the_office() -> None:
    newer = role("caretaker minister", span(SOUTH, "Oto Brask"))
    older = role("foreign minister", span(AFTER, "Oto Brask"))
    brask = dataclasses.replace(BRASK, roles=(older, newer))
    case = dataclasses.replace(CASE, people=(brask,))
    assert compose_brief(case, TALKS, now=NOW).participants[1].role == "caretaker minister"


def test_of_two_long_offices_the_first_introduces_and_the_table_has_both() -> None:
    both = "director of the Office of the Commission for Harbours and a member of the Council of the Islands"
    brask = dataclasses.replace(BRASK, roles=(role(both, span(SOUTH, "Oto Brask")),))
    brief = compose_brief(dataclasses.replace(CASE, people=(brask,)), TALKS, now=NOW)
    assert "(director of the Office of the Commission for Harbours" in brief.bottom_line[0].text
    assert "Council of the Islands" not in brief.bottom_line[0].text
    assert brief.participants[1].role == both


def test_an_office_from_another_article_is_cited_as_background() -> None:
    here = article("h", "Lind met Brask.", published=dt.date(2031, 5, 7))
    there = article("t", "Foreign Minister Ada Lind spoke.", published=dt.date(2031, 1, 7))
    lind = person(
        "p1", "Ada Lind", "Lind", roles=(role("Foreign Minister", span(there, "Foreign Minister")),)
    )
    met = meeting(
        participants=(takes_part("p1", "Ada Lind", None, span(here, "Lind met"), role="Foreign Minister"),),
        mentions=(span(here, "Lind met"),),
        articles=(ArticleLink(article="h", main=True),),
    )
    brief = compose_brief(analysis(here, there, people=(lind,)), met, now=NOW)
    assert brief.participants[0].role == "Foreign Minister"
    assert {citation.article for citation in brief.participants[0].citations} == {"h", "t"}
    assert [source.number for source in brief.sources] == [1, 2]
    assert brief.source_summary.articles == 1


def test_background_that_is_not_cited_after_all_takes_no_number() -> None:
    office = article("o", "Foreign Minister Ada Lind spoke.", published=dt.date(2021, 1, 7))
    call = article("p", "Lind called Brask.", published=dt.date(2031, 5, 1))
    here = article("h", "Lind met Brask.", published=dt.date(2031, 5, 7))
    lind = person("p1", "Ada Lind", roles=(role("Foreign Minister", span(office, "Foreign Minister")),))
    both = {
        one: (takes_part("p1", "Ada Lind", None, one), takes_part("p2", "Oto Brask", None, one))
        for one in (span(here, "Lind met"), span(call, "Lind called"))
    }
    (met, meets), (called, calls) = both.items()
    talks = meeting(
        participants=tuple(dataclasses.replace(p, role="Foreign Minister") for p in meets),
        date=DateFinding(start=dt.date(2031, 5, 7), end=dt.date(2031, 5, 7), precision=Precision.DAY),
        mentions=(met,),
        articles=(ArticleLink(article="h", main=True),),
    )
    earlier = meeting(
        "m2", participants=calls, mentions=(called,), articles=(ArticleLink(article="p", main=True),)
    )
    case = analysis(office, call, here, people=(lind,), meetings=(talks, earlier))
    brief = compose_brief(case, talks, now=NOW)
    assert [(source.number, source.title) for source in brief.sources] == [
        (1, "Lind met Brask."),
        (2, "Lind called Brask."),
    ]
    assert {c.number for c in citations_in(brief)} == {1, 2}


def test_an_office_that_no_article_gives_is_left_out() -> None:
    lind = person("p1", "Ada Lind")
    met = dataclasses.replace(TALKS, participants=(takes_part("p1", "Ada Lind", None, MET, role="Queen"),))
    brief = compose_brief(dataclasses.replace(CASE, people=(lind,)), met, now=NOW)
    assert brief.participants[0].role is None
    assert "No role was found in the sources for Ada Lind." in [gap.text for gap in brief.gaps]


@pytest.mark.parametrize(
    ("title", "side", "expected"),
    [
        ("Norlandic Foreign Minister", "Norland", "Norlandic Foreign Minister Ada Lind"),
        ("foreign minister", "Norland", "Ada Lind (foreign minister, Norland)"),
        ("Prime Minister", None, "Prime Minister Ada Lind"),
        ("Secretary of the Norland Council", "Norland", "Ada Lind (Secretary of the Norland Council)"),
    ],
)
def test_office_and_name(title: str, side: str | None, expected: str) -> None:
    assert with_office("Ada Lind", title, side) == expected


def short_name_of(name: str, *aliases: str, text: str, others: tuple[str, ...] = ()) -> str:
    """Return what a brief calls the speaker of an indirect quote in ``text``."""
    one = article("x", "Title", text)
    people = (person("p", name, *aliases), *(person(f"o{i}", o) for i, o in enumerate(others)))
    met = meeting(
        "m",
        participants=tuple(takes_part(p.id, p.name, p.name, span(one, text)) for p in people),
        mentions=(span(one, text),),
        articles=(ArticleLink(article="x", main=True),),
        quotes=("q",),
    )
    quotes = (quote("q", one, "We agree.", speaker="p"),)
    brief = compose_brief(analysis(one, people=people, quotes=quotes), met, now=NOW)
    return brief.positions[0].statements[0].text.split(":")[0]


def test_the_short_name_is_the_one_that_stands_alone_most() -> None:
    text = "Wei An met Olaf. Wei said little. “We agree.” Wei left. An odd day."
    assert short_name_of("Wei An", "Wei", "An", text=text) == "Wei"


def test_the_full_name_stays_where_two_share_the_short_one() -> None:
    text = "Ada Lind met Per Lind. “We agree.” Lind left."
    assert short_name_of("Ada Lind", "Lind", text=text, others=("Per Lind",)) == "Ada Lind"


def test_the_full_name_stays_where_no_short_one_is_used() -> None:
    assert short_name_of("Ada Lind", "Lind", text="Ada Lind spoke. “We agree.”") == "Ada Lind"


def with_statuses(status: Status, **statuses: Status) -> tuple[Analysis, Meeting]:
    reports = tuple(
        StatusReport(status=one, article=report.article, evidence=report.evidence)
        for report in TALKS.status_reports
        if (one := statuses.get(report.article))
    )
    return CASE, dataclasses.replace(TALKS, status=status, status_reports=reports)


@pytest.mark.parametrize(
    ("status", "statuses", "expected"),
    [
        (Status.HELD, {"a2": Status.HELD, "a4": Status.HELD}, "confirmed"),
        (
            Status.HELD,
            {"a2": Status.HELD, "a3": Status.HELD, "a4": Status.PLANNED, "a1": Status.PLANNED},
            "reported",
        ),
        (Status.PLANNED, {"a1": Status.PLANNED}, "expected"),
        (Status.POSSIBLE, {"a1": Status.POSSIBLE}, "expected"),
        (Status.CANCELLED, {"a1": Status.CANCELLED}, "was expected"),
    ],
)
def test_attendance(status: Status, statuses: dict[str, Status], expected: str) -> None:
    case, met = with_statuses(status, **statuses)
    assert {row.attendance for row in compose_brief(case, met, now=NOW).participants} == {expected}


def test_an_office_told_of_long_after_the_meeting_bears_no_day() -> None:
    told = article("t", "Foreign Minister Ada Lind met Brask.", published=dt.date(2061, 5, 7))
    lind = person("p1", "Ada Lind", "Lind", roles=(role("Foreign Minister", span(told, "Foreign Minister")),))
    day = dt.date(2031, 5, 6)
    met = meeting(
        date=DateFinding(start=day, end=day, precision=Precision.DAY),
        participants=(takes_part("p1", "Ada Lind", None, span(told, "Lind met"), role="Foreign Minister"),),
        mentions=(span(told, "Lind met"),),
        articles=(ArticleLink(article="t", main=True),),
    )
    (found,) = compose_brief(analysis(told, people=(lind,)), met, now=NOW).participants
    assert (found.role, found.role_as_of) == ("Foreign Minister", None)
