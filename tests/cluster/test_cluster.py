"""What holds for every analysis, whatever the readings."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hand_made import (
    BERLIN,
    BRANDT,
    DAHL,
    MONDAY,
    NEXT_TUESDAY,
    TUESDAY,
    WARSAW,
    ZIELINSKI,
    analysed,
    body,
    met,
    office,
    person,
    quoted,
    reading,
    when,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model import Analysis, MeetingKind, Reading, Span, Status

ACTORS = (
    BRANDT,
    ZIELINSKI,
    DAHL,
    person("Brandt"),
    person("Sergei Volkov"),
    person("Sergey Volkov", "Russia"),
    office("Polish president", "Poland", head="president"),
    body("Volta Institute"),
)
TIMES = (
    TUESDAY,
    MONDAY,
    NEXT_TUESDAY,
    when("May", month=5),
    when("Feb. 21-22", month=2, day=21, end_day=22),
    when("2023", year=2023),
    when("Feb. 30", month=2, day=30),
)
DAYS = st.sampled_from([None, dt.date(2024, 5, 16), dt.date(2024, 5, 23), dt.date(2022, 1, 1)])


@st.composite
def readings(draw: st.DrawFn, name: str) -> Reading:
    actors = draw(st.lists(st.sampled_from(ACTORS), max_size=4))
    people = [i for i, a in enumerate(actors) if not a.offices]
    party = st.sampled_from(["Germany", "Poland", *people])
    meeting = st.builds(
        lambda parties, times, **rest: met(*parties, times=times, **rest),
        parties=st.lists(party, min_size=1, max_size=3, unique=True),
        times=st.lists(st.sampled_from(TIMES), max_size=2),
        status=st.sampled_from(Status),
        kind=st.sampled_from([MeetingKind.TALKS, MeetingKind.CALL, MeetingKind.SUMMIT]),
        place=st.sampled_from([None, WARSAW, BERLIN]),
        main=st.booleans(),
        series=st.sampled_from([None, "dialogue"]),
        edition=st.sampled_from([None, 2, 3]),
    )
    meetings = draw(st.lists(meeting, max_size=3))
    speaker = st.sampled_from([None, *range(len(actors))])
    about = st.sampled_from([None, *range(len(meetings))])
    voices = draw(st.lists(st.tuples(speaker, about), max_size=3))
    quotes = [quoted(who, which, at=30 * n) for n, (who, which) in enumerate(voices)]
    return reading(
        name, actors, meetings, quotes, fingerprint=draw(st.sampled_from([(), range(9), range(5, 14)]))
    )


@st.composite
def piles(draw: st.DrawFn) -> tuple[list[Reading], list[dt.date | None]]:
    found = [draw(readings(f"a{n}")) for n in range(draw(st.integers(0, 4)))]
    return found, [draw(DAYS) for _ in found]


def spans_of(analysis: Analysis) -> list[Span]:
    found = [s for p in analysis.people for r in p.roles for s in r.evidence]
    for m in analysis.meetings:
        found += [*m.mentions, *m.place_evidence, *m.date.evidence, *(r.evidence for r in m.status_reports)]
        found += [s for p in m.participants for s in p.evidence]
        found += [s for t in m.topics for s in t.evidence]
        found += [s for d in m.discrepancies for v in d.values for s in v.evidence]
    return found


@settings(deadline=None, max_examples=60)
@given(piles())
def test_every_span_is_of_an_article_of_the_analysis(
    pile: tuple[list[Reading], list[dt.date | None]],
) -> None:
    found = analysed(*pile[0], days=pile[1])
    assert {s.article for s in spans_of(found)} <= {a.id for a in found.articles}


@settings(deadline=None, max_examples=60)
@given(piles())
def test_each_reported_meeting_is_in_one_meeting_at_most(
    pile: tuple[list[Reading], list[dt.date | None]],
) -> None:
    found = analysed(*pile[0], days=pile[1])
    mentions = [s for m in found.meetings for s in m.mentions]
    assert len(mentions) == len(set(mentions))
    assert set(mentions) <= {x.span for r in pile[0] for m in r.meetings for x in m.mentions}


@settings(deadline=None, max_examples=60)
@given(piles())
def test_ids_are_distinct_and_all_references_are_known(
    pile: tuple[list[Reading], list[dt.date | None]],
) -> None:
    found = analysed(*pile[0], days=pile[1])
    people, meetings = [p.id for p in found.people], [m.id for m in found.meetings]
    quotes = [q.id for q in found.quotes]
    for ids in (people, meetings, quotes):
        assert len(ids) == len(set(ids))
    for m in found.meetings:
        assert {p.person for p in m.participants if p.person} <= set(people)
        assert set(m.quotes) <= set(quotes)
        assert set(m.related) <= set(meetings) - {m.id}
    for q in found.quotes:
        assert q.speaker is None or q.speaker in people
        assert q.meeting is None or q.meeting in meetings


@settings(deadline=None, max_examples=40)
@given(piles())
def test_the_same_input_gives_the_same_analysis(pile: tuple[list[Reading], list[dt.date | None]]) -> None:
    assert analysed(*pile[0], days=pile[1]) == analysed(*pile[0], days=pile[1])


@settings(deadline=None, max_examples=60)
@given(piles())
def test_a_date_is_whole_or_absent_and_has_its_grounds(
    pile: tuple[list[Reading], list[dt.date | None]],
) -> None:
    for m in analysed(*pile[0], days=pile[1]).meetings:
        assert (m.date.start is None) == (m.date.end is None)
        if m.date.start is not None and m.date.end is not None:
            assert m.date.start <= m.date.end
            assert m.date.basis
            assert m.date.evidence


def test_nothing_in_gives_nothing_out() -> None:
    found = analysed()
    assert (found.people, found.meetings, found.quotes, found.copies) == ((), (), (), ())


def test_an_article_without_meetings_stays_in_the_analysis() -> None:
    found = analysed(reading("a1", [BRANDT]))
    assert [a.id for a in found.articles] == ["a1"]
    assert found.meetings == ()


def test_two_meetings_of_the_same_people_in_one_sentence_have_ids_of_their_own() -> None:
    one = reading(
        "a1", [BRANDT, ZIELINSKI], [met(0, 1, times=[MONDAY]), met(0, 1, times=[NEXT_TUESDAY], main=False)]
    )
    first, second = one.meetings
    told = replace(one, meetings=(first, replace(second, mentions=first.mentions)))
    one_id, other_id = sorted(meeting.id for meeting in analysed(told).meetings)
    assert other_id == f"{one_id}-2"
