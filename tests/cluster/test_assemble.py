"""What is said of a meeting once its accounts are together."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hand_made import (
    BRANDT,
    DAHL,
    NEXT_TUESDAY,
    PUBLISHED,
    TUESDAY,
    WARSAW,
    ZIELINSKI,
    analysed,
    met,
    person,
    reading,
    role,
    sentence,
    topic,
    when,
)

from briefgen.model import ArticleLink, Meeting, MeetingKind, Party, Place, Reading, ReportedMeeting, Status

PAIR = [BRANDT, ZIELINSKI]
LATER = dt.date(2024, 5, 17)


def only(*readings: Reading, days: tuple[dt.date | None, ...] = ()) -> Meeting:
    (found,) = analysed(*readings, days=days).meetings
    return found


def pile(*meetings: ReportedMeeting) -> list[Reading]:
    return [reading(f"a{n}", PAIR, [m]) for n, m in enumerate(meetings, 1)]


def test_participants_carry_role_side_and_sentence() -> None:
    found = only(*pile(met(0, 1)))
    assert [(p.name, p.role, p.side) for p in found.participants] == [
        ("Klaus Brandt", "German Chancellor", "Germany"),
        ("Marek Zielinski", "Polish President", "Poland"),
    ]
    assert found.participants[0].evidence == (sentence("a1", 0),)


def test_a_side_comes_from_another_article_where_this_one_gives_none() -> None:
    found = only(reading("a1", [person("Klaus Brandt"), ZIELINSKI], [met(0, 1)]), reading("a2", [BRANDT]))
    assert [p.side for p in found.participants] == ["Germany", "Poland"]


def test_who_only_came_along_stands_last_and_not_in_the_title() -> None:
    escort = Party(name="", actor=2, along=True)
    found = only(reading("a1", [BRANDT, ZIELINSKI, DAHL], [met(0, escort, 1)]))
    assert [(p.name, p.along) for p in found.participants] == [
        ("Klaus Brandt", False),
        ("Marek Zielinski", False),
        (DAHL.name, True),
    ]
    assert found.title == "Klaus Brandt – Marek Zielinski"


def test_a_delegation_nobody_names_has_no_person() -> None:
    found = only(reading("a1", [BRANDT], [met(0, "Poland")]))
    assert [(p.person is None, p.side) for p in found.participants] == [(False, "Germany"), (True, "Poland")]


def test_every_article_is_linked_with_whether_it_is_its_subject() -> None:
    found = only(*pile(met(0, 1), met(0, 1, main=False)))
    assert set(found.articles) == {
        ArticleLink(article="a1", main=True),
        ArticleLink(article="a2", main=False),
    }


def test_every_mention_has_its_rule() -> None:
    found = only(*pile(met(0, 1), met(0, 1)))
    assert found.mentions == (sentence("a1", 0), sentence("a2", 0))
    assert len(found.rules) == len(found.mentions)


@pytest.mark.parametrize(
    ("early", "late", "known"),
    [
        (Status.PLANNED, Status.HELD, Status.HELD),
        (Status.PLANNED, Status.CANCELLED, Status.CANCELLED),
        (Status.PLANNED, Status.POSTPONED, Status.POSTPONED),
        (Status.POSSIBLE, Status.PLANNED, Status.PLANNED),
        (Status.CANCELLED, Status.PLANNED, Status.PLANNED),
    ],
)
def test_the_newest_article_knows_the_status(early: Status, late: Status, known: Status) -> None:
    both = pile(met(0, 1, status=early, place=WARSAW), met(0, 1, status=late, place=WARSAW))
    assert only(*both, days=(PUBLISHED, LATER)).status is known


def test_the_order_of_the_articles_does_not_decide_the_status() -> None:
    both = pile(met(0, 1, status=Status.CANCELLED), met(0, 1, status=Status.PLANNED))
    assert only(*both, days=(LATER, PUBLISHED)).status is Status.CANCELLED


def test_an_undated_article_does_not_overrule_a_dated_one() -> None:
    day = when("14 May 2024", year=2024, month=5, day=14)
    both = pile(*(met(0, 1, status=status, times=[day]) for status in (Status.CANCELLED, Status.PLANNED)))
    assert only(*both, days=(PUBLISHED, None)).status is Status.CANCELLED


def test_what_was_held_is_not_taken_back() -> None:
    both = pile(met(0, 1, times=[TUESDAY]), met(0, 1, times=[TUESDAY], status=Status.PLANNED))
    assert only(*both, days=(PUBLISHED, PUBLISHED)).status is Status.HELD


def test_status_reports_are_newest_first() -> None:
    both = pile(met(0, 1, status=Status.PLANNED), met(0, 1, status=Status.CANCELLED))
    found = only(*both, days=(PUBLISHED, LATER))
    assert [(r.article, r.status) for r in found.status_reports] == [
        ("a2", Status.CANCELLED),
        ("a1", Status.PLANNED),
    ]


def test_a_city_is_shown_before_its_country() -> None:
    poland = Place(name="Poland", country="Poland")
    found = only(*pile(met(0, 1, place=poland), met(0, 1, place=poland), met(0, 1, place=WARSAW)))
    assert found.place is not None
    assert found.place.name == "Warsaw"
    assert found.place_evidence == (sentence("a3", 0),)


def test_a_place_that_is_said_goes_before_those_that_are_inferred() -> None:
    inferred = replace(WARSAW, inferred=True)
    malta = Place(name="Malta", country="Malta")
    found = only(*pile(met(0, 1, place=inferred), met(0, 1, place=inferred), met(0, 1, place=malta)))
    assert found.place == replace(malta, span=sentence("a3", 0))
    assert not found.discrepancies


def test_the_more_telling_kind_is_shown() -> None:
    found = only(*pile(met(0, 1), met(0, 1, kind=MeetingKind.SUMMIT)))
    assert found.kind is MeetingKind.SUMMIT


def test_topics_that_more_articles_name_come_first() -> None:
    found = only(
        *pile(met(0, 1, topics=[topic("fishing quotas"), topic("trade")]), met(0, 1, topics=[topic("trade")]))
    )
    assert [t.label for t in found.topics] == ["trade", "fishing quotas"]


def test_wordings_of_one_topic_are_put_together() -> None:
    found = only(
        *pile(
            met(0, 1, topics=[topic("Fishing quota", "fishing quota")]),
            met(0, 1, topics=[topic("fishing quotas", "fishing quota")]),
        )
    )
    (merged,) = found.topics
    assert {merged.label, *merged.aliases} == {"Fishing quota", "fishing quotas"}
    assert merged.evidence == (sentence("a1", 0), sentence("a2", 0))


def test_the_title_names_people_and_place() -> None:
    found = only(*pile(met(0, 1, place=WARSAW)))
    assert found.title == "Klaus Brandt – Marek Zielinski, Warsaw"


def test_the_title_gives_the_number_of_the_round() -> None:
    found = only(*pile(met(0, 1, series="security consultation", edition=22)))
    assert found.title.startswith("22nd security consultation: ")


@pytest.mark.parametrize(
    ("number", "shown"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th")]
)
def test_numbers_are_written_as_ordinals(number: int, shown: str) -> None:
    assert only(*pile(met(0, 1, series="dialogue", edition=number))).title.startswith(f"{shown} dialogue")


def test_meetings_of_the_same_people_are_related() -> None:
    found = analysed(
        *pile(met(0, 1, times=[TUESDAY]), met(0, 1, times=[NEXT_TUESDAY], status=Status.PLANNED))
    ).meetings
    assert [m.related for m in found] == [(found[1].id,), (found[0].id,)]


def test_a_meeting_of_one_of_them_in_the_same_days_is_related() -> None:
    actors = [*PAIR, DAHL]
    found = analysed(reading("a1", actors, [met(0, 1, times=[TUESDAY]), met(0, 2, times=[TUESDAY])])).meetings
    assert [m.related for m in found] == [(found[1].id,), (found[0].id,)]


def test_meetings_of_other_people_are_not_related() -> None:
    actors = [*PAIR, DAHL, person("Ingrid Haugen", "Norway", role("Norwegian Foreign Minister", "Norway"))]
    found = analysed(reading("a1", actors, [met(0, 1, times=[TUESDAY]), met(2, 3, times=[TUESDAY])])).meetings
    assert [m.related for m in found] == [(), ()]


def test_meetings_stand_in_the_order_of_their_days_undated_last() -> None:
    found = analysed(
        reading(
            "a1", [*PAIR, DAHL], [met(1, 2), met(0, 1, times=[NEXT_TUESDAY]), met(0, 2, times=[TUESDAY])]
        )
    ).meetings  # fmt: skip
    assert [m.date.start for m in found] == [dt.date(2024, 5, 14), dt.date(2024, 5, 21), None]
