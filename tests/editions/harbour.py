"""Articles and meetings put together by hand, all invented, for tests of editions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from briefgen.model import (
    ActorKind,
    Analysis,
    Article,
    ArticleLink,
    Block,
    BlockKind,
    DateFinding,
    Meeting,
    MeetingKind,
    Participant,
    Person,
    Place,
    Precision,
    Quote,
    QuoteKind,
    Span,
    Status,
    StatusReport,
    Topic,
)

MONDAY, TUESDAY = dt.date(2031, 5, 5), dt.date(2031, 5, 6)

LIND = Person(id="p1", name="Ada Lind", kind=ActorKind.PERSON, aliases=("Lind",), country="Norland")
BRASK = Person(id="p2", name="Oto Brask", kind=ActorKind.PERSON, aliases=("Brask",), country="Sudmark")
FENN = Person(id="p3", name="Ida Fenn", kind=ActorKind.PERSON, country="Sudmark")
CHEN = Person(id="p4", name="Chen Mu", kind=ActorKind.PERSON)
EVERYBODY = (LIND, BRASK, FENN, CHEN)


def article(id: str, text: str, **fields: Any) -> Article:
    defaults: dict[str, Any] = {"title": f"Title of {id}", "path": f"in/{id}.txt", "source": "Norvik Post"}
    blocks = (Block(BlockKind.PROSE, 0, len(text)),)
    return Article(id=id, text=text, blocks=blocks, **{**defaults, **fields})


def span(of: Article, words: str) -> Span:
    start = of.text.index(words)
    return Span(of.id, start, start + len(words))


def on(day: dt.date | None, *evidence: Span) -> DateFinding:
    if day is None:
        return DateFinding()
    return DateFinding(start=day, end=day, precision=Precision.DAY, evidence=evidence)


def meeting(id: str, *mentions: Span, people: tuple[Person, ...] = (LIND, BRASK), **fields: Any) -> Meeting:
    """Make a meeting; its articles, participants, status reports follow from the mentions."""
    status = fields.pop("status", Status.PLANNED)
    articles = dict.fromkeys(mention.article for mention in mentions)
    defaults: dict[str, Any] = {
        "title": " – ".join(person.name for person in people),
        "kind": MeetingKind.TALKS,
        "date": on(TUESDAY, *mentions[:1]),
        "place": None,
        "place_evidence": (),
        "participants": tuple(
            Participant(person=p.id, name=p.name, role=None, side=p.country, evidence=mentions)
            for p in people
        ),
        "topics": (),
        "quotes": (),
        "rules": ("verb",) * len(mentions),
        "articles": tuple(ArticleLink(article=one, main=True) for one in articles),
        "status_reports": tuple(StatusReport(status=status, article=m.article, evidence=m) for m in mentions),
    }
    return Meeting(id=id, mentions=mentions, status=status, **{**defaults, **fields})


def quote(id: str, of: Article, words: str, meeting: str = "m1", **fields: Any) -> Quote:
    found = span(of, words)
    return Quote(
        id=id, article=of.id, text=words, kind=QuoteKind.DIRECT, start=found.start, end=found.end,
        meeting=meeting, **{"speaker": "p1", **fields},
    )  # fmt: skip


def topic(label: str, *evidence: Span) -> Topic:
    return Topic(label=label, aliases=(), evidence=evidence)


def place(name: str, country: str | None = None) -> Place:
    return Place(name=name, country=country)


def analysis(*articles: Article, meetings: tuple[Meeting, ...], **fields: Any) -> Analysis:
    defaults: dict[str, Any] = {"people": EVERYBODY, "quotes": ()}
    return Analysis(articles=articles, meetings=meetings, **{**defaults, **fields})


AHEAD = article(
    "a1",
    "Ada Lind is to meet Oto Brask on Tuesday. They will discuss the ferry line.",
    published=dt.date(2031, 5, 5),
)
AFTER = article(
    "a2",
    "Ada Lind met Oto Brask in Norvik on Tuesday. “The ferry will sail again,” Lind said. "
    "Ida Fenn was there too. They spoke about cod.",
    published=dt.date(2031, 5, 7),
)
DUE, MET = span(AHEAD, "Ada Lind is to meet"), span(AFTER, "Ada Lind met Oto Brask in Norvik on Tuesday.")
YESTERDAY = analysis(
    AHEAD, meetings=(meeting("m1", DUE, topics=(topic("ferry line", span(AHEAD, "ferry line")),)),)
)
SAID = quote("q1", AFTER, "The ferry will sail again,", meeting="m9")
HELD = meeting(
    "m9",
    DUE,
    MET,
    people=(LIND, BRASK),
    status=Status.HELD,
    status_reports=(
        StatusReport(status=Status.HELD, article="a2", evidence=MET),
        StatusReport(status=Status.PLANNED, article="a1", evidence=DUE),
    ),
    quotes=("q1",),
    place=place("Norvik", "Norland"),
    place_evidence=(MET,),
    topics=(topic("ferry line", span(AHEAD, "ferry line")), topic("cod", span(AFTER, "cod"))),
    participants=(
        *(
            Participant(person=p.id, name=p.name, role=None, side=p.country, evidence=(DUE, MET))
            for p in (LIND, BRASK)
        ),
        Participant(
            person="p3", name="Ida Fenn", role=None, side="Sudmark", evidence=(span(AFTER, "Ida Fenn was"),)
        ),
    ),
)
TODAY = analysis(AHEAD, AFTER, meetings=(HELD,), quotes=(SAID,))
