"""Fixtures that several folders of tests share.

``analysis`` is one analysis, built by hand, without a language model; ``need_program`` is how a test
asks for a program that a machine may lack.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from briefgen.model import (
    ActorKind,
    Analysis,
    Article,
    ArticleLink,
    Block,
    BlockKind,
    CopyGroup,
    DateFinding,
    Meeting,
    MeetingKind,
    Participant,
    Person,
    Place,
    Precision,
    Provenance,
    Quote,
    QuoteKind,
    Role,
    Skipped,
    Span,
    Status,
    StatusReport,
    Topic,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAMS = Path(__file__).parents[1] / ".ci" / "programs.txt"
MUST_BE_THERE = "BRIEFGEN_REQUIRE_PROGRAMS"

# How long an example takes tells of the machine, not of the program.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")

TEXT = (
    "Ada Lind met Boris Ostrander in Norvik on Monday.\n\n"
    "“The ferry question is closed for good,” Lind said.\n\n"
    "Ostrander is to receive Chen Mu next year."
)


def span_of(words: str, article: str = "a1") -> Span:
    start = TEXT.index(words)
    return Span(article, start, start + len(words))


def article(id: str, *, text: str = TEXT, published: dt.date | None = dt.date(2031, 5, 6)) -> Article:
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(Block(BlockKind.PROSE, start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Article(
        id=id,
        path=f"news/{id}.txt",
        text=text,
        blocks=tuple(blocks),
        title="Ferry talks end",
        source="Norvik Post",
        published=published,
        language="en",
        provenance=Provenance(published="front matter"),
    )


FIRST = span_of("Ada Lind met Boris Ostrander in Norvik on Monday.")
LAST = span_of("Ostrander is to receive Chen Mu next year.")

LIND = Person(
    id="p1",
    name="Ada Lind",
    kind=ActorKind.PERSON,
    aliases=("Lind",),
    roles=(
        Role(
            title="ferry minister",
            organisation=None,
            country="Norland",
            articles=("a1",),
            evidence=(span_of("Lind said"),),
        ),
    ),
    country="Norland",
)
OSTRANDER = Person(id="p2", name="Boris Ostrander", kind=ActorKind.PERSON, country="Sudria")
CHEN = Person(id="p3", name="Chen Mu", kind=ActorKind.PERSON)

TALKS = Meeting(
    id="m1",
    title="Ada Lind – Boris Ostrander, Norvik",
    kind=MeetingKind.TALKS,
    status=Status.HELD,
    date=DateFinding(
        start=dt.date(2031, 5, 5),
        end=dt.date(2031, 5, 5),
        precision=Precision.DAY,
        text="Monday",
        basis="'Monday', article published 2031-05-06",
        evidence=(span_of("Monday"),),
    ),
    place=Place(name="Norvik", country="Norland", span=span_of("Norvik")),
    place_evidence=(span_of("Norvik"),),
    participants=(
        Participant(person="p1", name="Ada Lind", role="ferry minister", side="Norland", evidence=(FIRST,)),
        Participant(person="p2", name="Boris Ostrander", role=None, side="Sudria", evidence=(FIRST,)),
    ),
    topics=(
        Topic(
            label="the ferry question",
            aliases=("ferries",),
            evidence=(span_of("ferry question"),),
            discussed=(span_of("ferry question"),),
        ),
    ),
    quotes=("q1",),
    mentions=(FIRST,),
    rules=("verb 'met' with two parties",),
    articles=(ArticleLink(article="a1", main=True), ArticleLink(article="a2", main=True)),
    status_reports=(StatusReport(status=Status.HELD, article="a1", evidence=FIRST),),
    related=("m2",),
)
VISIT = Meeting(
    id="m2",
    title="Boris Ostrander – Chen Mu",
    kind=MeetingKind.RECEPTION,
    status=Status.PLANNED,
    date=DateFinding(text="next year"),
    place=None,
    place_evidence=(),
    participants=(
        Participant(person="p2", name="Boris Ostrander", role=None, side="Sudria", evidence=(LAST,)),
        Participant(person="p3", name="Chen Mu", role=None, side=None, evidence=(LAST,)),
    ),
    topics=(),
    quotes=(),
    mentions=(LAST,),
    rules=("verb 'receive' with two parties",),
    articles=(ArticleLink(article="a1", main=False),),
    status_reports=(StatusReport(status=Status.PLANNED, article="a1", evidence=LAST),),
    related=("m1",),
)
QUOTED = span_of("The ferry question is closed for good,")
ANALYSIS = Analysis(
    articles=(article("a1"), article("a2"), article("a3", text="The ferry did not run.")),
    people=(LIND, OSTRANDER, CHEN),
    meetings=(TALKS, VISIT),
    quotes=(
        Quote(
            id="q1",
            article="a1",
            text="The ferry question is closed for good,",
            kind=QuoteKind.DIRECT,
            start=QUOTED.start,
            end=QUOTED.end,
            speaker="p1",
            speaker_text="Lind",
            speaker_span=Span("a1", QUOTED.end + 2, QUOTED.end + 6),
            cue="said",
            meeting="m1",
        ),
    ),
    skipped=(Skipped("news/map.pdf", "is empty"),),
    copies=(CopyGroup(articles=("a1", "a2")),),
)


@pytest.fixture
def analysis() -> Analysis:
    """Three articles: two copies that tell of a meeting held and one planned, one that tells of none.

    One more input was skipped.
    """
    return ANALYSIS


@pytest.fixture(scope="session")
def need_program() -> Callable[[str], str]:
    """A function that returns the path of a program, and skips the test where the program is absent.

    Usage: ``program = need_program("qpdf")``; what may be asked for stands in .ci/programs.txt.
    Where the environment has BRIEFGEN_REQUIRE_PROGRAMS=1,
    as in .ci/run, the test fails instead, so that no check is left out there unnoticed.
    """

    lines = (line.split() for line in PROGRAMS.read_text("utf-8").splitlines())
    packages = {words[0]: words[1] for words in lines if words and words[0] != "#"}

    def find(name: str) -> str:
        package = packages[name]
        path = shutil.which(name)
        if path is not None:
            return path
        reason = f"{name} is not installed (Debian: {package})"
        if os.environ.get(MUST_BE_THERE) == "1":
            pytest.fail(reason)
        pytest.skip(reason)

    return find
