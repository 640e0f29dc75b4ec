"""Plainly fictional people, countries and articles, put together by hand."""

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
    CopyGroup,
    DateFinding,
    Discrepancy,
    DiscrepancyValue,
    Meeting,
    MeetingKind,
    Participant,
    Person,
    Place,
    Precision,
    Quote,
    QuoteKind,
    Role,
    Span,
    Status,
    StatusReport,
    Topic,
)

NOW = dt.datetime(2031, 5, 9, 8, 30, tzinfo=dt.UTC)


def article(id: str, title: str, *paragraphs: str, **fields: Any) -> Article:
    """Make an article whose text is the title and the paragraphs, one block each."""
    text = "\n\n".join((title, *paragraphs))
    blocks = []
    start = 0
    for index, part in enumerate((title, *paragraphs)):
        kind = BlockKind.PROSE if index else BlockKind.TITLE
        blocks.append(Block(kind, start, start + len(part)))
        start += len(part) + 2
    return Article(id=id, path=f"in/{id}.txt", text=text, blocks=tuple(blocks), title=title, **fields)


def span(of: Article, words: str) -> Span:
    """Find words in an article; fails if they are not there."""
    start = of.text.index(words)
    return Span(of.id, start, start + len(words))


def quote(id: str, of: Article, words: str, kind: QuoteKind = QuoteKind.DIRECT, **fields: Any) -> Quote:
    found = span(of, words)
    return Quote(id=id, article=of.id, text=words, kind=kind, start=found.start, end=found.end, **fields)


def role(title: str, *evidence: Span, country: str | None = None) -> Role:
    articles = tuple(dict.fromkeys(one.article for one in evidence))
    return Role(title=title, organisation=None, country=country, articles=articles, evidence=evidence)


def person(
    id: str, name: str, *aliases: str, roles: tuple[Role, ...] = (), country: str | None = None
) -> Person:
    return Person(id=id, name=name, kind=ActorKind.PERSON, aliases=aliases, roles=roles, country=country)


def takes_part(
    id: str | None, name: str, side: str | None, *evidence: Span, role: str | None = None
) -> Participant:
    return Participant(person=id, name=name, role=role, side=side, evidence=evidence)


def on(day: dt.date, *evidence: Span, basis: str | None = None) -> DateFinding:
    return DateFinding(start=day, end=day, precision=Precision.DAY, basis=basis, evidence=evidence)


def meeting(id: str = "m1", **fields: Any) -> Meeting:
    defaults: dict[str, Any] = {
        "title": "Ada Lind – Oto Brask",
        "kind": MeetingKind.TALKS,
        "status": Status.HELD,
        "date": DateFinding(),
        "place": None,
        "place_evidence": (),
        "participants": (),
        "topics": (),
        "quotes": (),
        "mentions": (),
        "rules": (),
        "articles": (),
        "status_reports": (),
    }
    return Meeting(id=id, **{**defaults, **fields})


def analysis(*articles: Article, **fields: Any) -> Analysis:
    return Analysis(articles=articles, **{"people": (), "meetings": (), "quotes": (), **fields})


# ── one whole case: a meeting announced by one paper and reported by three ───

AHEAD = article(
    "a1",
    "Lind to meet Brask in Norvik",
    "Norlandic Foreign Minister Ada Lind is to meet Oto Brask, foreign minister of Sudmark, "
    "in Norvik on Tuesday, the ministry said.",
    "They are expected to discuss the ferry line between the two countries.",
    source="Norvik Courier",
    published=dt.date(2031, 5, 5),
    language="en",
)
AFTER = article(
    "a2",
    "Lind and Brask meet in Norvik",
    "Norlandic Foreign Minister Ada Lind met Oto Brask, foreign minister of Sudmark, in Norvik on Tuesday.",
    "“We will open the ferry line in June,” Lind said after the talks. “The ports are ready.”",
    "Brask said that Sudmark was willing to share the cost. He noted that the U.S. firm Harbor Inc. "
    "had offered to build the pier.",
    "The ministers also spoke about cod quotas.",
    source="Norvik Courier",
    published=dt.date(2031, 5, 7),
    language="en",
)
COPY = article(
    "a3",
    "Lind and Brask meet in Norvik",
    *AFTER.text.split("\n\n")[1:],
    source="Fjord Wire",
    published=dt.date(2031, 5, 7),
    language="en",
)
SOUTH = article(
    "a4",
    "Brask: no word yet on the price",
    "Foreign minister Oto Brask held talks with his Norlandic counterpart Ada Lind in Norvik on Wednesday.",
    "Brask called the ferry line “a matter for both treasuries” and gave no figure.",
    "“We have not agreed on a price,” Brask told reporters.",
    "A Sudmark ministry spokeswoman, Ida Fenn, said the talks would go on in the autumn.",
    source="Sudmark Daily",
    published=dt.date(2031, 5, 8),
    language="en",
)
EARLIER = article(
    "a5",
    "Lind and Brask speak by phone",
    "Ada Lind and Oto Brask spoke by phone in April about the ferry line.",
    source="Norvik Courier",
    published=dt.date(2031, 4, 20),
    language="en",
)

MET, MET_COPY = (
    span(AFTER, "Norlandic Foreign Minister Ada Lind met"),
    span(COPY, "Norlandic Foreign Minister Ada Lind met"),
)
TALKED = span(SOUTH, "Foreign minister Oto Brask held talks")
DUE = span(AHEAD, "Norlandic Foreign Minister Ada Lind is to meet")
PHONED = span(EARLIER, "Ada Lind and Oto Brask spoke")

LIND = person(
    "p1", "Ada Lind", "Lind",
    roles=(role("Norlandic Foreign Minister", DUE, MET, MET_COPY),),
    country="Norland",
)  # fmt: skip
BRASK = person(
    "p2", "Oto Brask", "Brask", "Oto",
    roles=(role("foreign minister", TALKED, MET, DUE),),
    country="Sudmark",
)  # fmt: skip
FENN = person(
    "p3", "Ida Fenn", "Fenn",
    roles=(role("ministry spokeswoman", span(SOUTH, "Ida Fenn")),),
    country="Sudmark",
)  # fmt: skip

QUOTES = (
    quote("q1", AFTER, "We will open the ferry line in June,", speaker="p1", cue="said", meeting="m1"),
    quote("q2", AFTER, "The ports are ready.", speaker="p1", meeting="m1", continues="q1"),
    quote("q3", COPY, "We will open the ferry line in June,", speaker="p1", cue="said", meeting="m1"),
    quote("q4", COPY, "The ports are ready.", speaker="p1", meeting="m1", continues="q3"),
    quote("q5", AFTER, "Sudmark was willing to share the cost", QuoteKind.INDIRECT,
          speaker="p2", meeting="m1"),
    quote("q6", AFTER, "the U.S. firm Harbor Inc. had offered to build the pier", QuoteKind.INDIRECT,
          speaker="p2", meeting="m1"),
    quote("q7", SOUTH, "a matter for both treasuries", QuoteKind.MIXED, speaker="p2", meeting="m1"),
    quote("q8", SOUTH, "We have not agreed on a price,", speaker="p2", cue="told", meeting="m1"),
    quote("q9", SOUTH, "the talks would go on in the autumn", QuoteKind.INDIRECT, speaker="p3", meeting="m1"),
)  # fmt: skip


def topic(label: str, *spans: Span) -> Topic:
    """A topic of which every sentence says that it was discussed."""
    return Topic(label=label, aliases=(), evidence=spans, discussed=spans)


FERRY = topic(
    "ferry line",
    span(AHEAD, "They are expected"),
    span(AFTER, "We will open the ferry line"),
    span(SOUTH, "Brask called the ferry line"),
)
COD = topic("cod quotas", span(AFTER, "cod quotas"), span(COPY, "cod quotas"))

TUESDAY, WEDNESDAY = dt.date(2031, 5, 6), dt.date(2031, 5, 7)

TALKS = meeting(
    title="Ada Lind – Oto Brask, Norvik, 6 May 2031",
    date=on(TUESDAY, MET, MET_COPY, basis="“Tuesday”, article published 2031-05-07"),
    place=Place(name="Norvik", country="Norland"),
    place_evidence=(MET, TALKED),
    participants=(
        takes_part("p1", "Ada Lind", "Norland", MET, MET_COPY, TALKED, DUE),
        takes_part("p2", "Oto Brask", "Sudmark", MET, MET_COPY, TALKED, DUE),
    ),
    topics=(FERRY, COD),
    quotes=tuple(one.id for one in QUOTES),
    mentions=(DUE, MET, MET_COPY, TALKED),
    rules=("verb", "verb", "verb", "noun"),
    articles=tuple(ArticleLink(article=one, main=True) for one in ("a1", "a2", "a3", "a4")),
    status_reports=(
        StatusReport(status=Status.HELD, article="a4", evidence=TALKED),
        StatusReport(status=Status.HELD, article="a2", evidence=MET),
        StatusReport(status=Status.HELD, article="a3", evidence=MET_COPY),
        StatusReport(status=Status.PLANNED, article="a1", evidence=DUE),
    ),
    discrepancies=(
        Discrepancy(
            field="date",
            values=(
                DiscrepancyValue(value="2031-05-06", evidence=(MET, MET_COPY)),
                DiscrepancyValue(value="2031-05-07", evidence=(TALKED,)),
            ),
        ),
    ),
)
CALL = meeting(
    "m2",
    title="Ada Lind – Oto Brask, call, April 2031",
    kind=MeetingKind.CALL,
    date=DateFinding(
        start=dt.date(2031, 4, 1), end=dt.date(2031, 4, 30), precision=Precision.MONTH, evidence=(PHONED,)
    ),
    participants=(
        takes_part("p1", "Ada Lind", "Norland", PHONED),
        takes_part("p2", "Oto Brask", "Sudmark", PHONED),
    ),
    mentions=(PHONED,),
    rules=("verb",),
    articles=(ArticleLink(article="a5", main=True),),
    status_reports=(StatusReport(status=Status.HELD, article="a5", evidence=PHONED),),
)

CASE = analysis(
    AHEAD, AFTER, COPY, SOUTH, EARLIER,
    people=(LIND, BRASK, FENN),
    meetings=(CALL, TALKS),
    quotes=QUOTES,
    copies=(CopyGroup(articles=("a2", "a3")),),
)  # fmt: skip
