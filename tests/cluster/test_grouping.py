"""Which articles' accounts tell of one meeting."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hand_made import (
    BERLIN,
    BRANDT,
    DAHL,
    MONDAY,
    NEXT_TUESDAY,
    PUBLISHED,
    TUESDAY,
    WARSAW,
    ZIELINSKI,
    analysed,
    met,
    names_of,
    person,
    reading,
    told_by,
    when,
)

from briefgen.model import MeetingKind, Party, Place, Reading, ReportedMeeting, Status

PAIR = [BRANDT, ZIELINSKI]


def pile(*meetings: ReportedMeeting) -> list[Reading]:
    """One article for each meeting of the same two people."""
    return [reading(f"a{n}", PAIR, [m]) for n, m in enumerate(meetings, 1)]


def test_the_same_people_on_the_same_day_meet_once() -> None:
    assert told_by(analysed(*pile(met(0, 1, times=[TUESDAY]), met(0, 1, times=[TUESDAY])))) == [{"a1", "a2"}]


def test_the_same_day_in_other_words_is_one_meeting() -> None:
    full = when("14 May 2024", year=2024, month=5, day=14)
    assert len(analysed(*pile(met(0, 1, times=[TUESDAY]), met(0, 1, times=[full]))).meetings) == 1


def test_another_day_is_another_meeting() -> None:
    assert len(analysed(*pile(met(0, 1, times=[TUESDAY]), met(0, 1, times=[MONDAY]))).meetings) == 2


def test_another_city_is_another_meeting() -> None:
    assert len(analysed(*pile(met(0, 1, place=WARSAW), met(0, 1, place=BERLIN))).meetings) == 2


def test_a_city_that_is_only_inferred_does_not_part_accounts() -> None:
    inferred = replace(BERLIN, inferred=True)
    assert len(analysed(*pile(met(0, 1, place=WARSAW), met(0, 1, place=inferred))).meetings) == 1


def test_a_city_and_its_country_are_one_meeting() -> None:
    poland = Place(name="Poland", country="Poland")
    assert len(analysed(*pile(met(0, 1, place=WARSAW), met(0, 1, place=poland))).meetings) == 1


def test_a_call_is_not_the_talks() -> None:
    call = met(0, 1, times=[TUESDAY], kind=MeetingKind.CALL)
    assert len(analysed(*pile(met(0, 1, times=[TUESDAY]), call)).meetings) == 2


def test_other_people_are_another_meeting() -> None:
    found = analysed(
        reading("a1", PAIR, [met(0, 1, times=[TUESDAY])]),
        reading("a2", [BRANDT, DAHL], [met(0, 1, times=[TUESDAY])]),
    )
    assert len(found.meetings) == 2


def test_an_account_without_a_date_joins_the_dated_one() -> None:
    assert len(analysed(*pile(met(0, 1, times=[TUESDAY]), met(0, 1))).meetings) == 1


def test_accounts_of_different_years_are_two_meetings() -> None:
    found = analysed(*pile(met(0, 1), met(0, 1)), days=[PUBLISHED, dt.date(2022, 5, 16)])
    assert len(found.meetings) == 2


def test_one_articles_own_meetings_stay_apart() -> None:
    assert len(analysed(reading("a1", PAIR, [met(0, 1), met(0, 1)])).meetings) == 2


def test_planned_then_held_is_one_meeting() -> None:
    before, after = dt.date(2024, 5, 10), PUBLISHED
    found = analysed(
        *pile(
            met(0, 1, status=Status.PLANNED, times=[when("Tuesday", weekday=1, direction=1)]),
            met(0, 1, times=[TUESDAY]),
        ),
        days=[before, after],
    )
    assert [m.status for m in found.meetings] == [Status.HELD]


def test_held_then_planned_again_is_two_meetings() -> None:
    found = analysed(
        *pile(met(0, 1, times=[TUESDAY]), met(0, 1, status=Status.PLANNED, times=[NEXT_TUESDAY]))
    )
    assert [m.status for m in found.meetings] == [Status.HELD, Status.PLANNED]


def test_an_unnamed_party_is_filled_by_the_named_one_of_its_country() -> None:
    found = analysed(
        reading("a1", PAIR, [met(0, 1, times=[TUESDAY])]),
        reading("a2", [BRANDT], [met(0, "Poland", times=[TUESDAY])]),
    )
    assert names_of(found) == {"Klaus Brandt", "Marek Zielinski"}


def test_an_unnamed_party_of_another_country_is_another_meeting() -> None:
    found = analysed(
        reading("a1", PAIR, [met(0, 1, times=[TUESDAY])]),
        reading("a2", [BRANDT], [met(0, "Denmark", times=[TUESDAY])]),
    )
    assert len(found.meetings) == 2


def test_an_unnamed_party_joins_two_named_by_different_articles() -> None:
    """'Brandt met Polish officials' and 'German officials met Zielinski' on one day in one place."""
    found = analysed(
        reading("a1", PAIR, [met(0, 1, times=[TUESDAY], place=WARSAW)]),
        reading("a2", [ZIELINSKI], [met(0, "Germany", times=[TUESDAY], place=WARSAW)]),
        reading("a3", [BRANDT], [met(0, "Poland", times=[TUESDAY], place=WARSAW)]),
    )
    assert told_by(found) == [{"a1", "a2", "a3"}]


def test_the_same_two_countries_on_one_day_meet_once() -> None:
    found = analysed(
        reading("a1", [], [met("Germany", "Poland", times=[TUESDAY])]),
        reading("a2", [], [met("Poland", "Germany", times=[TUESDAY])]),
    )
    assert len(found.meetings) == 1


def test_more_participants_in_one_account_are_one_meeting() -> None:
    found = analysed(
        reading("a1", PAIR, [met(0, 1, times=[TUESDAY])]),
        reading("a2", [*PAIR, DAHL], [met(0, 1, 2, times=[TUESDAY])]),
    )
    assert names_of(found) == {"Klaus Brandt", "Marek Zielinski", "Henrik Dahl"}


def test_a_number_joins_what_is_told_without_a_date() -> None:
    numbered = {"series": "security consultation", "edition": 18}
    found = analysed(
        reading("a1", PAIR, [met(0, 1, times=[TUESDAY], **numbered)]),
        reading("a2", [BRANDT], [met(0, "Poland", status=Status.PLANNED, **numbered)]),
        days=[PUBLISHED, None],
    )
    assert told_by(found) == [{"a1", "a2"}]
    assert found.meetings[0].status is Status.HELD


def test_two_numbers_are_two_meetings() -> None:
    found = analysed(
        *pile(
            met(0, 1, series="security consultation", edition=18),
            met(0, 1, series="security consultation", edition=17),
        )
    )
    assert len(found.meetings) == 2


def test_spellings_do_not_split_a_meeting() -> None:
    found = analysed(
        reading("a1", [BRANDT, person("Sergei Volkov", "Russia")], [met(0, 1, times=[TUESDAY])]),
        reading("a2", [BRANDT, person("Sergey Volkov", "Russia")], [met(0, 1, times=[TUESDAY])]),
    )
    assert len(found.meetings) == 1


def test_a_meeting_of_nobody_known_is_none() -> None:
    assert analysed(reading("a1", [], [met("Poland")])).meetings == ()


def test_two_dates_for_one_numbered_meeting_are_a_discrepancy() -> None:
    numbered = {"series": "security consultation", "edition": 18, "place": WARSAW}
    found = analysed(*pile(met(0, 1, times=[TUESDAY], **numbered), met(0, 1, times=[MONDAY], **numbered)))
    assert [[d.field for d in m.discrepancies] for m in found.meetings] == [["date"]]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_the_articles_does_not_change_which_tell_of_one_meeting(order: tuple[int, ...]) -> None:
    given = pile(
        met(0, 1, times=[TUESDAY]), met(0, 1), met(0, 1, times=[NEXT_TUESDAY], status=Status.PLANNED)
    )
    found = analysed(*[given[i] for i in order])
    assert sorted(map(sorted, told_by(found))) == [["a1", "a2"], ["a3"]]


def with_bankers(words: str, side: str | None = None, **how: Any) -> ReportedMeeting:
    """One known person and several unnamed ones."""
    meeting = met(0, 1, **how)
    parties = (meeting.parties[0], Party(name=words, side=side))
    return replace(meeting, parties=parties)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bankers", "leading bankers"),
        ("several senators", "lawmakers of both parties"),
        ("CEOs of three airlines", "airline executives"),
    ],
)
def test_unnamed_company_in_other_words_is_one_meeting(one: str, other: str) -> None:
    found = analysed(*pile(with_bankers(one, times=[TUESDAY]), with_bankers(other, times=[TUESDAY])))
    assert told_by(found) == [{"a1", "a2"}]


def test_other_unnamed_company_is_another_meeting() -> None:
    found = analysed(
        *pile(with_bankers("bankers", times=[TUESDAY]), with_bankers("farmers", times=[TUESDAY]))
    )
    assert len(found.meetings) == 2


def test_the_bankers_of_two_countries_are_two_companies() -> None:
    swiss = with_bankers("Swiss bankers", "Switzerland", times=[TUESDAY])
    assert (
        len(analysed(*pile(swiss, with_bankers("Dutch bankers", "Netherlands", times=[TUESDAY]))).meetings)
        == 2
    )


def test_unnamed_company_on_another_day_is_another_meeting() -> None:
    found = analysed(*pile(with_bankers("bankers", times=[TUESDAY]), with_bankers("bankers", times=[MONDAY])))
    assert len(found.meetings) == 2


def test_one_person_at_a_summit_in_one_city_is_one_gathering() -> None:
    alone = met(0, kind=MeetingKind.SUMMIT, place=WARSAW)
    assert told_by(analysed(*pile(alone, alone))) == [{"a1", "a2"}]


def test_summits_in_two_cities_are_two_gatherings() -> None:
    one, other = (met(0, kind=MeetingKind.SUMMIT, place=place) for place in (WARSAW, BERLIN))
    assert len(analysed(*pile(one, other)).meetings) == 2


def test_a_plan_left_open_between_two_months_may_be_fixed_for_the_later() -> None:
    open_ = met(0, 1, status=Status.PLANNED, times=[when("June", month=6), when("July", month=7)])
    fixed = met(0, 1, status=Status.PLANNED, times=[when("9 July", month=7, day=9)])
    assert told_by(analysed(*pile(open_, fixed))) == [{"a1", "a2"}]


def test_a_plan_for_a_month_is_not_one_for_the_next() -> None:
    june = met(0, 1, status=Status.PLANNED, times=[when("June", month=6)])
    fixed = met(0, 1, status=Status.PLANNED, times=[when("9 July", month=7, day=9)])
    assert len(analysed(*pile(june, fixed)).meetings) == 2


def test_a_plan_called_off_is_the_plan() -> None:
    off = met(0, 1, status=Status.CANCELLED)
    planned = met(0, 1, status=Status.PLANNED, times=[NEXT_TUESDAY])
    assert told_by(analysed(*pile(off, planned))) == [{"a1", "a2"}]
