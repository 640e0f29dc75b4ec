from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from norland import AFTER, CALL, CASE, COPY, MET, NOW, SOUTH, TALKS, span

from briefgen.compose import citations_in, compose_brief, compose_briefs, compose_digest
from briefgen.compose.edition_words import since
from briefgen.model import (
    Absence,
    Aspect,
    Brief,
    BriefChanges,
    Cause,
    Changes,
    DateFinding,
    Difference,
    GoneMeeting,
    MeetingChanges,
    Novelty,
    PastMeeting,
    Precision,
    StatementKind,
    Status,
)

PAST = PastMeeting(
    id="m1",
    title="Ada Lind – Oto Brask",
    status=Status.PLANNED,
    date=DateFinding(start=dt.date(2031, 5, 5), end=dt.date(2031, 5, 5), precision=Precision.DAY),
    place=None,
)


def differs(aspect: Aspect, earlier: str | None, present: str | None, *evidence, **fields) -> Difference:
    return Difference(
        aspect=aspect,
        earlier=earlier,
        present=present,
        evidence=evidence,
        **{"cause": Cause.NEW_ARTICLE, **fields},
    )


def edition(*differences: Difference, novelty: Novelty = Novelty.CHANGED, **fields) -> Changes:
    talks = MeetingChanges(
        meeting="m1", novelty=novelty, **{"earlier": PAST, "differences": differences, **fields}
    )
    call = MeetingChanges(meeting="m2", novelty=Novelty.UNCHANGED, earlier=replace(PAST, id="m2"))
    return Changes(created=None, newest=dt.date(2031, 5, 5), meetings=(call, talks), gone=())


def brief(changes: Changes) -> Brief:
    return compose_brief(CASE, TALKS, now=NOW, changes=changes)


def told(changes: Changes) -> BriefChanges:
    found = brief(changes).changes
    assert found is not None
    return found


STATUS = differs(Aspect.STATUS, "planned", "held", MET, MET)
DATE = differs(Aspect.DATE, "2031-05-05", "2031-05-06", MET)
PLACE = differs(
    Aspect.PLACE, None, "Norvik, Norland", TALKED := span(SOUTH, "Foreign minister Oto Brask held talks")
)


def test_without_an_earlier_edition_nothing_is_said_of_one() -> None:
    assert compose_brief(CASE, TALKS, now=NOW).changes is None
    assert compose_digest(CASE, (TALKS, CALL), now=NOW).changes is None


def test_a_change_is_a_statement_with_the_sentence_it_rests_on() -> None:
    found = told(edition(STATUS, DATE, PLACE))
    assert [statement.text for statement in found.statements] == [
        "Status: planned → held.",
        "Date: Mon 5 May 2031 → Tue 6 May 2031.",
        "Place: not stated → Norvik, Norland.",
    ]
    first = found.statements[0].citations[0]
    assert first.sentence == "".join(
        AFTER.words(span(AFTER, "Norlandic Foreign Minister Ada Lind met Oto Brask, foreign minister of Sudmark, "
                                "in Norvik on Tuesday."))
    )  # fmt: skip
    assert found.mark == "Changed"
    assert found.since == "the last edition (articles up to Mon 5 May 2031)"
    assert found.summary.text == (
        "status: planned → held; date: Mon 5 May 2031 → Tue 6 May 2031; place: not stated → Norvik, Norland"
    )
    assert found.summary.citations


def test_those_who_joined_are_named_together() -> None:
    joined = (
        differs(Aspect.JOINED, None, "Lind", MET, subject="p1"),
        differs(Aspect.JOINED, None, "officials", TALKED),
    )
    (statement,) = told(edition(*joined)).statements
    assert statement.text == "Now also named as taking part: Ada Lind and officials."
    assert len(statement.citations) == 2
    assert told(edition(*joined)).summary.text == "Ada Lind and officials also named"


def test_new_words_are_given_in_full_and_the_rest_is_counted() -> None:
    quoted = [
        differs(
            Aspect.QUOTE, None, q.text, span(AFTER, q.text) if q.article == "a2" else TALKED, subject=q.id
        )
        for q in CASE.quotes
        if q.article in ("a2", "a4")
    ]
    found = told(edition(*quoted))
    texts = [statement.text for statement in found.statements]
    assert texts[0] == "New: Lind said: “We will open the ferry line in June” … “The ports are ready.”"
    assert len(texts) == 4
    assert texts[-1] == "3 more new quotations."
    assert found.summary.text == "6 new quotations"
    assert all(statement.citations for statement in found.statements)


def test_new_topics_sources_and_disagreements_are_told() -> None:
    found = told(
        edition(
            differs(Aspect.DISCREPANCY, None, "2031-05-06; 2031-05-07", MET, subject="date"),
            differs(Aspect.TOPIC, None, "cod quotas", span(AFTER, "cod quotas")),
            differs(Aspect.SOURCE, None, "Lind and Brask meet in Norvik", MET, subject="a2"),
            differs(Aspect.SOURCE, "An older version", "Brask: no word", TALKED, subject="a4"),
        )
    )
    assert [statement.text for statement in found.statements] == [
        (
            "The sources now disagree on the date: Norvik Courier (source 2) gives Tue 6 May 2031; "
            "Sudmark Daily gives Wed 7 May 2031."
        ),
        "New topic: cod quotas.",
        "New source: Norvik Courier (source 2, 7 May 2031).",
        "New version of a source: Sudmark Daily (8 May 2031).",
    ]
    assert found.summary.text == "the sources disagree on the date; 1 new topic; 2 new sources"


def test_a_new_meeting_is_said_to_be_new() -> None:
    found = told(edition(novelty=Novelty.NEW, earlier=None))
    assert (found.mark, found.summary.text) == ("New", "not in the last edition")
    (statement,) = found.statements
    assert statement.text == "The last edition does not have this meeting."
    assert statement.citations


def test_what_is_read_differently_is_no_news_and_says_why() -> None:
    found = told(edition(replace(STATUS, cause=Cause.READING), novelty=Novelty.RETOLD))
    assert (found.mark, found.statements) == ("", ())
    assert found.summary.text == "nothing new, though the account differs"
    (statement,) = found.retold
    assert (statement.text, statement.kind) == ("Status: planned → held.", StatementKind.ASSESSMENT)
    assert statement.rule == "No new article: the same ones are read differently."


def test_words_and_topics_read_differently_are_left_out() -> None:
    found = told(
        edition(
            differs(Aspect.TOPIC, None, "cod", MET, cause=Cause.READING),
            differs(Aspect.QUOTE, None, "x", MET, cause=Cause.READING, subject="q1"),
            novelty=Novelty.RETOLD,
        )
    )
    assert found.retold == ()


@pytest.mark.parametrize(
    ("cause", "rule"),
    [
        (Cause.NEW_ARTICLE, "The present version of the article does not say so any more."),
        (Cause.ARTICLE_GONE, "No new article: one of the last edition is not among the inputs any more."),
    ],
)
def test_who_is_named_no_longer_is_told_with_the_reason(cause: Cause, rule: str) -> None:
    found = told(edition(differs(Aspect.LEFT, "Ida Fenn", None, cause=cause)))
    (statement,) = (*found.statements, *found.retold)
    assert statement.text == "No longer named as taking part: Ida Fenn."
    assert (statement.kind, statement.rule) == (StatementKind.ASSESSMENT, rule)


def test_a_copy_is_named_but_is_no_news() -> None:
    copy = differs(
        Aspect.SOURCE,
        None,
        COPY.title,
        span(COPY, "Norlandic Foreign Minister"),
        subject="a3",
        cause=Cause.COPY,
    )
    found = told(edition(copy, novelty=Novelty.UNCHANGED))
    assert found.summary.text == "nothing new"
    assert [s.text for s in found.retold] == [
        "Also carried by Fjord Wire (7 May 2031), in the same words as an article that was read before."
    ]


def test_meetings_that_were_two_or_one_are_told() -> None:
    other = replace(PAST, id="m7", title="Lind – officials")
    merged = told(edition(novelty=Novelty.RETOLD, merged=(other,)))
    split = told(edition(novelty=Novelty.CHANGED, earlier=None, split_from=other))
    assert [s.text for s in merged.retold] == [
        "The last edition has this as two meetings; the other is “Lind – officials”."
    ]
    assert [s.text for s in split.statements] == ["The last edition told of this under “Lind – officials”."]


def test_a_digest_counts_and_lists_what_is_gone() -> None:
    gone = tuple(
        GoneMeeting(earlier=replace(PAST, title=f"Lind – {absence}"), absence=absence) for absence in Absence
    )
    digest = compose_digest(CASE, (TALKS, CALL), now=NOW, changes=replace(edition(STATUS), gone=gone))
    assert digest.changes is not None
    assert digest.changes.summary.text == "1 meeting changed, 1 with nothing new and 3 not found any more."
    assert digest.changes.gone[0].text == "Mon 5 May 2031: Lind – articles gone (planned)."
    assert len({s.rule for s in digest.changes.gone}) == 3
    assert [b.changes.mark for b in digest.briefs if b.changes] == ["", "Changed"]


def test_what_changes_cite_is_among_the_sources() -> None:
    (made,) = compose_briefs(CASE, (TALKS,), now=NOW, changes=edition(STATUS, PLACE))
    assert {c.number for c in citations_in(made.changes)} <= {source.number for source in made.sources}


def test_the_edition_is_named_by_what_is_known_of_it() -> None:
    changes = edition()
    assert since(replace(changes, created=NOW)) == "the last edition (made Fri 9 May 2031, 08:30 UTC)"
    assert since(replace(changes, newest=None)) == "the last edition (its date is not known)"
