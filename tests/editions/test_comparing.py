from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from harbour import (
    AFTER,
    AHEAD,
    BRASK,
    CHEN,
    DUE,
    FENN,
    HELD,
    LIND,
    MET,
    SAID,
    TODAY,
    YESTERDAY,
    analysis,
    article,
    meeting,
    on,
    place,
    quote,
    span,
    topic,
)
from hypothesis import given
from hypothesis import strategies as st

from briefgen.editions import compare, of_analysis
from briefgen.model import (
    Absence,
    Analysis,
    Aspect,
    Cause,
    Changes,
    Difference,
    Discrepancy,
    DiscrepancyValue,
    MeetingChanges,
    Novelty,
    Participant,
    Status,
)


def changes(old: Analysis, new: Analysis) -> Changes:
    return compare(of_analysis(old), new)


def only(old: Analysis, new: Analysis) -> MeetingChanges:
    (found,) = changes(old, new).meetings
    return found


def told(found: MeetingChanges) -> dict[Aspect, Difference]:
    return {difference.aspect: difference for difference in found.differences}


def test_planned_yesterday_and_held_today() -> None:
    found = only(YESTERDAY, TODAY)
    assert found.novelty is Novelty.CHANGED
    assert found.earlier is not None
    assert found.earlier.id == "m1"
    now = told(found)
    assert (now[Aspect.STATUS].earlier, now[Aspect.STATUS].present) == ("planned", "held")
    assert now[Aspect.STATUS].evidence == (MET,)
    assert (now[Aspect.PLACE].earlier, now[Aspect.PLACE].present) == (None, "Norvik, Norland")
    assert (now[Aspect.JOINED].present, now[Aspect.JOINED].subject) == ("Ida Fenn", "p3")
    assert (now[Aspect.QUOTE].present, now[Aspect.QUOTE].subject) == ("The ferry will sail again,", "q1")
    assert now[Aspect.TOPIC].present == "cod"
    assert (now[Aspect.SOURCE].present, now[Aspect.SOURCE].subject) == ("Title of a2", "a2")
    assert len(found.differences) == 6
    assert all(difference.is_news for difference in found.differences)


def test_a_meeting_that_only_a_new_article_tells_of_is_new() -> None:
    later = meeting("m5", span(AFTER, "They spoke"), people=(FENN, CHEN), date=on(None))
    found = changes(YESTERDAY, replace(TODAY, meetings=(HELD, later)))
    assert [one.novelty for one in found.meetings] == [Novelty.CHANGED, Novelty.NEW]
    assert found.meetings[1].earlier is None
    assert found.gone == ()


def test_a_meeting_found_in_articles_that_were_read_already_is_no_news() -> None:
    other = meeting("m5", span(AHEAD, "They will discuss"), people=(FENN, CHEN))
    found = changes(YESTERDAY, replace(YESTERDAY, meetings=(*YESTERDAY.meetings, other)))
    assert [one.novelty for one in found.meetings] == [Novelty.UNCHANGED, Novelty.RETOLD]


def test_the_same_articles_read_differently_are_no_news() -> None:
    found = only(YESTERDAY, analysis(AHEAD, meetings=(meeting("m1", DUE, status=Status.HELD),)))
    assert found.novelty is Novelty.RETOLD
    assert [(d.aspect, d.cause) for d in found.differences] == [(Aspect.STATUS, Cause.READING)]


def test_what_a_new_article_does_not_show_is_no_news_beside_what_it_does() -> None:
    found = told(
        only(YESTERDAY, replace(TODAY, meetings=(replace(HELD, date=on(dt.date(2031, 5, 9), DUE)),)))
    )
    assert found[Aspect.DATE].cause is Cause.READING
    assert (found[Aspect.DATE].earlier, found[Aspect.DATE].present) == ("2031-05-06", "2031-05-09")
    assert found[Aspect.STATUS].cause is Cause.NEW_ARTICLE


def test_sentences_of_new_articles_come_first_in_the_evidence() -> None:
    both = replace(HELD, place=place("Norvik"), place_evidence=(DUE, MET))
    assert told(only(YESTERDAY, replace(TODAY, meetings=(both,))))[Aspect.PLACE].evidence == (MET, DUE)


def test_a_participant_whose_article_fell_away_has_left_without_news() -> None:
    old = replace(TODAY, articles=(AHEAD, AFTER))
    found = only(
        old, analysis(AHEAD, meetings=(meeting("m9", DUE, status=Status.HELD, people=(LIND, BRASK)),))
    )
    assert found.novelty is Novelty.RETOLD
    left = told(found)[Aspect.LEFT]
    assert (left.earlier, left.present, left.cause) == ("Ida Fenn", None, Cause.ARTICLE_GONE)


def test_a_participant_whom_the_next_version_of_the_article_does_not_name_has_left() -> None:
    first = article("a1", "Ada Lind is to meet Oto Brask and Ida Fenn on Tuesday.", url="https://x.example/1")
    second = article("a2", "Ada Lind is to meet Oto Brask on Tuesday.", url="https://x.example/1")
    old = analysis(first, meetings=(meeting("m1", span(first, "Ada Lind"), people=(LIND, BRASK, FENN)),))
    found = only(old, analysis(second, meetings=(meeting("m2", span(second, "Ada Lind")),)))
    assert found.novelty is Novelty.CHANGED
    assert told(found)[Aspect.LEFT].cause is Cause.NEW_ARTICLE
    assert told(found)[Aspect.SOURCE].earlier == "Title of a1"


def test_someone_unnamed_whose_side_has_a_name_now_has_not_left() -> None:
    unnamed = Participant(person=None, name="officials", role=None, side="Sudmark", evidence=(DUE,))
    old_meeting = meeting("m1", DUE, people=(LIND,))
    old = analysis(AHEAD, meetings=(replace(old_meeting, participants=(*old_meeting.participants, unnamed)),))
    found = only(old, analysis(AHEAD, meetings=(meeting("m1", DUE),)))
    assert [(d.aspect, d.present) for d in found.differences] == [(Aspect.JOINED, "Oto Brask")]


def test_words_that_were_quoted_already_are_no_new_quote() -> None:
    copy = article("a3", AFTER.text + " That was all.", title="A copy")
    copied = quote("q2", copy, "The ferry will sail again,", meeting="m9")
    part = quote("q3", copy, "sail again", meeting="m9")
    more = replace(
        HELD, mentions=(*HELD.mentions, span(copy, "Ada Lind met")), quotes=("q1", "q2", "q3"),
        articles=(*HELD.articles, replace(HELD.articles[0], article="a3")),
    )  # fmt: skip
    found = only(TODAY, analysis(AHEAD, AFTER, copy, meetings=(more,), quotes=(SAID, copied, part)))
    assert [(d.aspect, d.present) for d in found.differences] == [(Aspect.SOURCE, "A copy")]


def test_a_disagreement_that_a_new_article_brings_is_told() -> None:
    values = (
        DiscrepancyValue(value="2031-05-06", evidence=(DUE,)),
        DiscrepancyValue(value="2031-05-07", evidence=(MET,)),
    )
    disputed = replace(HELD, discrepancies=(Discrepancy(field="date", values=values),))
    today = replace(TODAY, meetings=(disputed,))
    found = told(only(YESTERDAY, today))[Aspect.DISCREPANCY]
    assert (found.subject, found.present) == ("date", "2031-05-06; 2031-05-07")
    assert found.is_news
    assert Aspect.DISCREPANCY not in told(only(today, today))


def test_a_topic_by_another_of_its_names_is_not_new() -> None:
    renamed = replace(topic("the line of ferries", MET), aliases=("Ferry Line",))
    assert Aspect.TOPIC not in told(
        only(YESTERDAY, replace(TODAY, meetings=(replace(HELD, topics=(renamed,)),)))
    )


@pytest.mark.parametrize(
    ("articles", "absence"), [((AFTER,), Absence.ARTICLES_GONE), ((AHEAD, AFTER), Absence.READING)]
)
def test_a_meeting_is_gone_for_a_reason(articles: tuple[Any, ...], absence: Absence) -> None:
    (gone,) = changes(YESTERDAY, analysis(*articles, meetings=())).gone
    assert (gone.absence, gone.now) == (absence, None)
    assert (gone.earlier.title, gone.earlier.date.start) == ("Ada Lind – Oto Brask", dt.date(2031, 5, 6))


def test_two_meetings_that_are_one_now_are_told_as_such() -> None:
    late = span(AFTER, "They spoke about cod.")
    two = analysis(AHEAD, AFTER, meetings=(meeting("m1", DUE, MET), meeting("m2", late, date=on(None))))
    one = analysis(AHEAD, AFTER, meetings=(meeting("m3", DUE, MET, late),))
    found = changes(two, one)
    (merged,) = found.meetings[0].merged
    assert (merged.id, found.meetings[0].novelty) == ("m2", Novelty.RETOLD)
    assert [(g.earlier.id, g.absence, g.now) for g in found.gone] == [("m2", Absence.MERGED, "m3")]


def test_one_meeting_that_is_two_now_is_told_as_such() -> None:
    late = span(AFTER, "They spoke about cod.")
    two = analysis(AHEAD, AFTER, meetings=(meeting("m1", DUE, MET), meeting("m2", late, date=on(None))))
    one = analysis(AHEAD, AFTER, meetings=(meeting("m3", DUE, MET, late),))
    found = changes(one, two)
    assert [m.split_from.id if m.split_from else None for m in found.meetings] == [None, "m3"]
    assert [m.novelty for m in found.meetings] == [Novelty.UNCHANGED, Novelty.RETOLD]
    assert found.gone == ()


def test_the_edition_is_known_by_its_time_and_its_newest_article() -> None:
    created = dt.datetime(2031, 5, 6, 7, 30, tzinfo=dt.UTC)
    edition = replace(of_analysis(TODAY), created=created)
    found = compare(edition, TODAY)
    assert (found.created, found.newest) == (created, dt.date(2031, 5, 7))


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    """Make an analysis of a few articles whose meetings share people, sentences and even ids."""
    texts = draw(st.lists(st.sampled_from([AHEAD.text, AFTER.text, "Nothing met."]), min_size=1, max_size=4))
    articles = [article(f"a{i}", text) for i, text in enumerate(texts)]
    meetings, quotes = [], []
    for i in range(draw(st.integers(0, 5))):
        of = draw(st.sampled_from(articles))
        start = draw(st.integers(0, len(of.text) - 1))
        words = of.text[start : start + draw(st.integers(1, 60))]
        people = tuple(draw(st.lists(st.sampled_from((LIND, BRASK, FENN, CHEN)), unique=True, max_size=3)))
        day = draw(st.none() | st.dates(dt.date(2031, 5, 1), dt.date(2031, 5, 9)))
        quotes.append(quote(f"q{i}", of, words, meeting=f"m{i}"))
        meetings.append(
            meeting(
                draw(st.sampled_from([f"m{i}", "m"])), span(of, words), people=people, date=on(day),
                topics=(topic(words, span(of, words)),), quotes=(f"q{i}",), place=place(words),
                status=draw(st.sampled_from(list(Status))),
            )
        )  # fmt: skip
    return analysis(*articles, meetings=tuple(meetings), quotes=tuple(quotes))


@given(analyses())
def test_an_edition_beside_itself_changes_nothing(one: Analysis) -> None:
    found = changes(one, one)
    assert {m.novelty for m in found.meetings} <= {Novelty.UNCHANGED}
    assert not any(m.differences or m.merged or m.split_from for m in found.meetings)
    assert found.gone == ()


@given(analyses(), analyses())
def test_every_meeting_of_either_side_is_accounted_for_once(old: Analysis, new: Analysis) -> None:
    there = changes(old, new)
    kept = [m.earlier.id for m in there.meetings if m.earlier]
    assert len(there.meetings) == len(new.meetings)
    assert sorted(kept + [g.earlier.id for g in there.gone]) == sorted(m.id for m in old.meetings)
    assert there == changes(old, new)


@given(analyses())
def test_without_a_new_article_nothing_is_news(one: Analysis) -> None:
    fewer = replace(one, meetings=one.meetings[::2])
    assert not any(m.is_news for m in changes(fewer, one).meetings)
    assert not any(m.is_news for m in changes(one, fewer).meetings)
