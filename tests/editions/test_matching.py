from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest
from harbour import (
    AFTER,
    AHEAD,
    BRASK,
    CHEN,
    DUE,
    FENN,
    LIND,
    MET,
    MONDAY,
    TODAY,
    TUESDAY,
    YESTERDAY,
    analysis,
    article,
    meeting,
    on,
    span,
)

from briefgen.editions import match, of_analysis
from briefgen.model import ActorKind, Analysis, Meeting, Person, Status


def found(old: Analysis, new: Analysis) -> dict[str, str]:
    return match(of_analysis(old), new)


def alone(one: Meeting, *articles: object) -> Analysis:
    return analysis(*articles, meetings=(one,))  # type: ignore[arg-type]


def test_a_meeting_is_known_by_a_sentence_that_both_have() -> None:
    assert found(YESTERDAY, TODAY) == {"m9": "m1"}


def test_articles_are_known_by_their_text_and_not_by_path_or_id() -> None:
    moved = replace(AHEAD, id="other", path="archive/x.txt")
    today = alone(meeting("m9", replace(DUE, article="other"), people=(LIND, FENN)), moved)
    assert found(YESTERDAY, today) == {"m9": "m1"}


def test_a_copy_of_the_sentence_in_another_article_is_enough() -> None:
    text = "Norvik (Wire) - Ada Lind is to meet Oto Brask on Tuesday, it was said."
    copy = article("c", text)
    old = alone(meeting("m1", span(AHEAD, "Ada Lind is to meet Oto Brask on Tuesday")), AHEAD)
    new = alone(meeting("m9", span(copy, "Ada Lind is to meet Oto Brask on Tuesday"), date=on(None)), copy)
    assert found(old, new) == {"m9": "m1"}


def test_the_same_people_on_near_days_are_the_same_meeting_where_it_was_planned() -> None:
    new = alone(meeting("m9", MET, date=on(dt.date(2031, 5, 8))), AFTER)
    assert found(YESTERDAY, new) == {"m9": "m1"}


def test_a_meeting_that_was_held_does_not_move() -> None:
    old = alone(meeting("m1", DUE, status=Status.HELD), AHEAD)
    same = alone(meeting("m9", MET, status=Status.HELD), AFTER)
    next_day = alone(meeting("m9", MET, status=Status.HELD, date=on(dt.date(2031, 5, 7))), AFTER)
    assert found(old, same) == {"m9": "m1"}
    assert found(old, next_day) == {}


def test_the_same_people_on_far_days_are_two_meetings() -> None:
    assert found(YESTERDAY, alone(meeting("m9", MET, date=on(dt.date(2031, 6, 9))), AFTER)) == {}


def test_undated_meetings_are_not_known_by_their_people_alone() -> None:
    assert found(YESTERDAY, alone(meeting("m9", MET, date=on(None)), AFTER)) == {}


def test_one_common_participant_is_not_enough() -> None:
    assert found(YESTERDAY, alone(meeting("m9", MET, people=(LIND, CHEN)), AFTER)) == {}


def test_a_sentence_in_common_does_not_bind_meetings_of_other_people() -> None:
    assert found(YESTERDAY, alone(meeting("m9", DUE, people=(FENN, CHEN)), AHEAD)) == {}


def test_the_same_id_counts_only_where_nothing_speaks_against_it() -> None:
    others = alone(meeting("m1", MET, people=(FENN, CHEN)), AFTER)
    later = alone(meeting("m1", MET, date=on(dt.date(2032, 1, 1))), AFTER)
    assert found(YESTERDAY, others) == {}
    assert found(YESTERDAY, later) == {}


def test_people_are_known_by_other_spellings() -> None:
    def with_name(name: str, *aliases: str) -> Analysis:
        lind = Person(id="p7", name=name, kind=ActorKind.PERSON, aliases=aliases)
        return analysis(AFTER, meetings=(meeting("m9", MET, people=(lind, BRASK)),), people=(lind, BRASK))

    assert found(YESTERDAY, with_name("Ada Marie Lind")) == {"m9": "m1"}
    assert found(YESTERDAY, with_name("Dame Ada of Norvik", "Ada Lind")) == {"m9": "m1"}
    assert found(YESTERDAY, with_name("Bea Lind")) == {}


def test_two_meetings_in_one_sentence_find_their_own_selves_by_their_days() -> None:
    both = (meeting("m1", DUE, date=on(MONDAY)), meeting("m2", DUE, date=on(TUESDAY)))
    renamed = (replace(both[1], id="n2"), replace(both[0], id="n1"))
    assert found(analysis(AHEAD, meetings=both), analysis(AHEAD, meetings=renamed)) == {
        "n1": "m1",
        "n2": "m2",
    }


def test_the_matching_is_one_to_one() -> None:
    twice = analysis(AHEAD, meetings=(meeting("n1", DUE), meeting("n2", DUE)))
    assert found(YESTERDAY, twice) == {"n1": "m1"}
    assert found(twice, YESTERDAY) == {"m1": "n1"}


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_meetings_does_not_matter(turned: bool) -> None:
    old = [
        meeting("m1", DUE),
        meeting("m2", DUE, date=on(None)),
        meeting("m3", DUE, people=(LIND, BRASK, FENN)),
    ]
    new = [replace(one, id=one.id.replace("m", "n")) for one in old]
    if turned:
        old, new = old[::-1], new[1:] + new[:1]
    there = analysis(AHEAD, meetings=tuple(old))
    here = analysis(AHEAD, meetings=tuple(new))
    assert found(there, here) == {"n1": "m1", "n2": "m2", "n3": "m3"}


@pytest.mark.slow
def test_time_grows_with_the_number_of_meetings_and_not_with_its_square() -> None:
    def many(count: int, prefix: str) -> Analysis:
        """A year of meetings of the same two dozen people, a few a day, all in articles of their own."""
        people = [Person(id=f"p{i}", name=f"First{i} Last{i}", kind=ActorKind.PERSON) for i in range(24)]
        articles, meetings = [], []
        for i in range(count):
            pair = (people[i % 24], people[(i * 7 + 5) % 24])
            one = article(f"{prefix}{i}", f"{prefix}: {pair[0].name} met {pair[1].name} for the {i}th time.")
            day = MONDAY + dt.timedelta(days=i // 4)
            articles.append(one)
            mention = span(one, one.text)
            meetings.append(meeting(f"{prefix}{i}", mention, people=pair, date=on(day)))
        return analysis(*articles, meetings=tuple(meetings), people=tuple(people))

    seconds = []
    for count in (1000, 4000):
        old, new = of_analysis(many(count, "m")), many(count, "n")
        started = time.process_time()
        assert len(match(old, new)) > count * 0.7
        seconds.append(time.process_time() - started)
    assert seconds[1] < 10 * seconds[0]
