"""What holds for every brief, whatever the analysis says."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from norland import NOW, analysis, article, meeting, person, role

from briefgen.compose import citations_in, compose_brief, compose_digest
from briefgen.model import (
    Analysis,
    Article,
    ArticleLink,
    Brief,
    CopyGroup,
    DateFinding,
    Discrepancy,
    DiscrepancyValue,
    Meeting,
    MeetingKind,
    Participant,
    Place,
    Precision,
    Quote,
    QuoteKind,
    Span,
    Statement,
    StatementKind,
    Status,
    StatusReport,
    Topic,
)

WORDS = (
    "Lind",
    "Brask",
    "met",
    "Norvik.",
    "“We",
    "agree,”",
    "said.",
    "Mr.",
    "in",
    "the",
    "U.S.",
    "R&D",
    "<b>",
    "{{x}}",
)
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
DAYS = st.dates(dt.date(2030, 1, 1), dt.date(2032, 1, 1))
IDS = ("a0", "a1", "a2", "missing")
PEOPLE = ("p0", "p1", "p2", None)
NAMES = ("Ada Lind", "Oto Brask", "officials")
SPANS = st.builds(
    lambda one, at, size: Span(one, at, at + size),
    st.sampled_from(IDS),
    st.integers(0, 60),
    st.integers(0, 30),
)
EVIDENCE = st.lists(SPANS, max_size=3).map(tuple)
SIDES = st.sampled_from((None, "Norland", "Sudmark"))


def tuples(of: st.SearchStrategy[Any], most: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=most).map(tuple)


ARTICLES = st.tuples(
    *(
        st.builds(
            article,
            st.just(f"a{n}"),
            TEXT,
            TEXT,
            TEXT,
            source=st.sampled_from((None, "Norvik Courier")),
            published=st.none() | DAYS,
        )
        for n in range(3)
    )
)
PERSONS = st.tuples(
    *(
        st.builds(
            person,
            st.just(f"p{n}"),
            st.sampled_from(NAMES),
            st.sampled_from(("Lind", "Oto")),
            roles=tuples(st.builds(role, st.sampled_from(("minister", "Envoy")), SPANS), 2),
            country=SIDES,
        )
        for n in range(2)
    )
)
PARTICIPANTS = st.builds(
    Participant,
    person=st.sampled_from(PEOPLE),
    name=st.sampled_from(NAMES),
    role=st.sampled_from((None, "minister")),
    side=SIDES,
    evidence=EVIDENCE,
)
DATES = st.builds(
    lambda days, precision, text, evidence: DateFinding(
        start=min(days) if days else None,
        end=max(days) if days else None,
        precision=precision if days else Precision.UNKNOWN,
        text=text,
        evidence=evidence,
    ),
    tuples(DAYS, 2),
    st.sampled_from(Precision),
    st.sampled_from((None, "Tuesday", "Feb. 2", "soon")),
    EVIDENCE,
)
MEETING = {
    "title": st.sampled_from(("Ada Lind – Oto Brask", "3rd round of talks, Norvik")),
    "kind": st.sampled_from(MeetingKind),
    "status": st.sampled_from(Status),
    "date": DATES,
    "place": st.none() | st.builds(Place, name=TEXT, country=SIDES, venue=st.none() | TEXT),
    "place_evidence": EVIDENCE,
    "participants": tuples(PARTICIPANTS),
    "topics": tuples(st.builds(Topic, label=TEXT, aliases=st.just(()), evidence=EVIDENCE)),
    "quotes": tuples(st.sampled_from(("q0", "q1", "q9"))),
    "mentions": EVIDENCE,
    "articles": tuples(st.builds(ArticleLink, article=st.sampled_from(IDS), main=st.booleans())),
    "status_reports": tuples(
        SPANS.flatmap(
            lambda one: st.builds(
                StatusReport,
                status=st.sampled_from(Status),
                article=st.just(one.article),
                evidence=st.just(one),
            )
        )
    ),
    "discrepancies": tuples(
        st.builds(
            Discrepancy,
            field=st.sampled_from(("date", "place")),
            values=tuples(st.builds(DiscrepancyValue, value=TEXT, evidence=EVIDENCE)),
        ),
        2,
    ),
}


def quotes_in(articles: tuple[Article, ...]) -> st.SearchStrategy[tuple[Quote, ...]]:
    return st.tuples(
        *(
            st.builds(
                lambda n, one, at, size, **rest: Quote(
                    id=f"q{n}",
                    article=one.id,
                    text=one.text[at : at + size],
                    start=min(at, len(one.text)),
                    end=min(at + size, len(one.text)),
                    **rest,
                ),
                st.just(n),
                st.sampled_from(articles),
                st.integers(0, 40),
                st.integers(1, 40),
                kind=st.sampled_from(QuoteKind),
                speaker=st.sampled_from(PEOPLE),
                speaker_text=st.sampled_from((None, "an official")),
                via=st.sampled_from((None, "Fjord Wire")),
                continues=st.sampled_from((None, "q0", "q1", "q2")),
                meeting=st.sampled_from((None, "m0")),
            )
            for n in range(3)
        )
    )


@st.composite
def analyses(draw: st.DrawFn) -> Analysis:
    articles = draw(ARTICLES)
    meetings = tuple(
        meeting(f"m{n}", **{field: draw(values) for field, values in MEETING.items()}) for n in range(2)
    )
    copies = draw(st.sampled_from(((), (CopyGroup(articles=("a0", "a2")),))))
    return analysis(
        *articles, people=draw(PERSONS), meetings=meetings, quotes=draw(quotes_in(articles)), copies=copies
    )


def statements_of(brief: Brief) -> list[Statement]:
    facts = [fact.statement for fact in (*brief.header, *brief.details)]
    grouped = [*brief.topics, *brief.positions]
    return [
        *facts,
        *brief.bottom_line,
        *brief.key_points,
        *brief.disagreements,
        *brief.gaps,
        *brief.source_summary.statements,
        *(statement for group in grouped for statement in group.statements),
    ]


def check_citations(brief: Brief, articles: dict[str, Article]) -> None:
    numbers = {source.path: source.number for source in brief.sources}
    for citation in citations_in(brief):
        one = articles[citation.article]
        assert citation.sentence == " ".join(one.text[citation.start : citation.end].split()) != ""
        assert numbers[one.path] == citation.number


def check_brief(brief: Brief, found: Meeting, articles: dict[str, Article]) -> None:
    check_citations(brief, articles)
    for statement in statements_of(brief):
        assert statement.text.strip()
        if statement.kind is StatementKind.REPORTING:
            assert statement.citations
        else:
            assert statement.rule
    for part in (*brief.participants, *brief.topics, *brief.chronology):
        assert part.citations
    for entry in brief.quotations:
        one = articles[entry.citation.article]
        assert entry.text in " ".join(one.text.split())
    assert len(brief.bottom_line) <= 3
    assert len(brief.key_points) <= 5
    assert brief.id == found.id


FAST = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


@FAST
@given(analyses())
def test_every_brief_is_cited(value: Analysis) -> None:
    articles = {one.id: one for one in value.articles}
    for found in value.meetings:
        brief = compose_brief(value, found, now=NOW)
        check_brief(brief, found, articles)
        assert [source.number for source in brief.sources] == list(range(1, len(brief.sources) + 1))


@FAST
@given(analyses())
def test_every_digest_is_cited_counts_once_and_is_stable(value: Analysis) -> None:
    digest = compose_digest(value, value.meetings, now=NOW)
    articles = {one.id: one for one in value.articles}
    pooled = {source.path: source.number for source in digest.sources}
    assert list(pooled.values()) == list(range(1, len(pooled) + 1))
    for brief in digest.briefs:
        check_brief(brief, next(one for one in value.meetings if one.id == brief.id), articles)
        assert all(pooled[source.path] == source.number for source in brief.sources)
    assert digest == compose_digest(value, value.meetings, now=NOW)
