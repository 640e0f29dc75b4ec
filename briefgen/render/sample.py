"""A sample brief and digest, to preview and check templates with: invented countries, persons and articles.

Every part of the brief is filled; of the digest's other meetings little is known, so that a
template shows what it makes of a part that is missing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import Any

from briefgen.model import (
    Brief,
    BriefParticipant,
    BriefQuote,
    BriefTopic,
    Chronicle,
    Citation,
    Digest,
    Fact,
    Position,
    Source,
    SourceSummary,
    Statement,
    StatementKind,
)

CREATED = "2031-05-20T08:00:00+00:00"
"""The moment that a document made of the samples bears."""

_SENTENCES = (
    "Norland's foreign minister Ada Lind met her Sudmark counterpart Otto Berg in Port Alba on Monday.",
    "The two ministers spoke for three hours about the ferry treaty and fishing quotas.",
    '"We have agreed to finish the ferry treaty before the winter," Lind told reporters after the talks.',
    "Berg said that Sudmark would not accept any cut in its quota for herring.",
    "A Norland spokesman said the talks lasted two hours.",
    "Lind is expected to visit Sudmark in July for the next round, the ministry said.",
    "Deputy minister Ivo Strand and officials of both fisheries agencies attended the meeting.",
)


def cite(number: int, sentence: int) -> Citation:
    """Cite a sentence of one of the three invented articles."""
    text = _SENTENCES[sentence]
    return Citation(number=number, article=f"a{number}", start=100, end=100 + len(text), sentence=text)


def said(text: str, *citations: Citation) -> Statement:
    """Return a reporting statement."""
    return Statement(text=text, citations=citations)


def assessed(text: str, rule: str) -> Statement:
    """Return an assessment with its rule."""
    return Statement(text=text, kind=StatementKind.ASSESSMENT, rule=rule)


def _source(number: int, title: str, publisher: str | None, **known: Any) -> Source:
    values: dict[str, Any] = {
        "author": None,
        "published": None,
        "published_basis": None,
        "language": "en",
        "url": None,
        "path": f"articles/{number:02d}.txt",
        "content_hash": hashlib.sha256(title.encode("utf-8", "replace")).hexdigest(),
    }
    return Source(number=number, title=title, publisher=publisher, **(values | known))


def _sources() -> tuple[Source, ...]:
    return (
        _source(
            1,
            "Norland and Sudmark ministers discuss ferry treaty",
            "The Alba Courier",
            author="M. Reed",
            published="Mon 12 May 2031",
            published_basis="page metadata",
            url="https://courier.example/2031/05/ferry-treaty",
        ),
        _source(
            2,
            "Lind: ferry treaty before winter",
            "Norland News Agency",
            published="Tue 13 May 2031",
            published_basis="dateline",
            url="https://nna.example/lind",
        ),
        _source(3, "Ministers meet", None, path="articles/undated/ministers.txt", copy_of=2),
    )


def _summary(articles: int, originators: int) -> SourceSummary:
    return SourceSummary(
        articles=articles,
        originators=originators,
        statements=(
            said(f"{articles} articles from {originators} independent originators."),
            said("No article gives Sudmark's own account."),
        ),
    )


def sample_brief() -> Brief:
    """Return a brief in which every part is filled."""
    return Brief(
        id="m1",
        title="Ada Lind and Otto Berg: talks in Port Alba",
        file_stem="2031-05-12_ada-lind_otto-berg_port-alba",
        when="Mon 12 May 2031",
        start=dt.date(2031, 5, 12),
        end=dt.date(2031, 5, 12),
        where="Port Alba, Norland",
        status="held",
        kind="talks",
        principals=("Ada Lind", "Otto Berg"),
        cutoff="Tue 13 May 2031",
        prepared="Tue 20 May 2031",
        header=(
            Fact(label="Meeting", statement=said("Ada Lind and Otto Berg: talks in Port Alba", cite(1, 0))),
            Fact(label="Date", statement=said("Mon 12 May 2031", cite(1, 0))),
            Fact(label="Place", statement=said("Port Alba, Norland", cite(1, 0))),
            Fact(label="Status", statement=said("Held", cite(1, 0), cite(2, 2))),
            Fact(label="Principals", statement=said("Ada Lind (Norland), Otto Berg (Sudmark)")),
            Fact(
                label="Information cut-off",
                statement=assessed("Tue 13 May 2031", "The newest date of publication among the sources."),
            ),
        ),
        bottom_line=(
            said(
                "Ada Lind, foreign minister of Norland, met Otto Berg, foreign minister of Sudmark, "
                "in Port Alba on Mon 12 May 2031.",
                cite(1, 0),
            ),
            said("They discussed the ferry treaty and fishing quotas.", cite(1, 1), cite(2, 2)),
            assessed(
                "The accounts of the two sides differ on fishing quotas.",
                "Two sides speak about one topic and share no wording.",
            ),
        ),
        key_points=(
            said("Lind said that the treaty would be finished before the winter.", cite(2, 2)),
            said("Berg said that Sudmark would not accept a cut in its quota for herring.", cite(1, 3)),
            said("Lind is expected to visit Sudmark in July.", cite(2, 5)),
        ),
        details=(
            Fact(label="Kind", statement=said("Talks", cite(1, 0))),
            Fact(
                label="Basis of the date",
                statement=said("“Monday”, article published Mon 12 May 2031", cite(1, 0)),
            ),
            Fact(label="Place", statement=said("Port Alba, Norland", cite(1, 0))),
            Fact(label="Duration", statement=said("Three hours", cite(1, 1))),
        ),
        participants=(
            BriefParticipant(
                name="Ada Lind",
                role="foreign minister",
                role_as_of="13 May 2031",
                side="Norland",
                attendance="confirmed",
                citations=(cite(1, 0), cite(2, 2)),
            ),
            BriefParticipant(
                name="Otto Berg",
                role="foreign minister",
                role_as_of="12 May 2031",
                side="Sudmark",
                attendance="confirmed",
                citations=(cite(1, 0),),
            ),
            BriefParticipant(
                name="Ivo Strand",
                role="deputy minister",
                role_as_of=None,
                side="Norland",
                attendance="reported",
                citations=(cite(3, 6),),
            ),
            BriefParticipant(
                name="officials of both fisheries agencies",
                role=None,
                role_as_of=None,
                side=None,
                attendance="reported",
                citations=(cite(3, 6),),
            ),
        ),
        topics=(
            BriefTopic(
                label="Ferry treaty",
                statements=(
                    said("The ministers spoke about the ferry treaty for three hours.", cite(1, 1)),
                    said("Lind said that it would be finished before the winter.", cite(2, 2)),
                ),
                citations=(cite(1, 1), cite(2, 2)),
            ),
            BriefTopic(label="Fishing quotas", statements=(), citations=(cite(1, 1), cite(1, 3))),
        ),
        positions=(
            Position(
                side="Norland",
                statements=(
                    said("Lind said that the ferry treaty would be finished before the winter.", cite(2, 2)),
                    said("A spokesman said that the talks lasted two hours.", cite(2, 4)),
                ),
            ),
            Position(
                side="Sudmark",
                statements=(said("Berg said that Sudmark would not accept a cut in its quota.", cite(1, 3)),),
            ),
        ),
        quotations=(
            BriefQuote(
                text="We have agreed to finish the ferry treaty before the winter",
                speaker="Ada Lind",
                role="foreign minister of Norland",
                via="Norland News Agency",
                citation=cite(2, 2),
            ),
            BriefQuote(
                text="Sudmark will not accept any cut",
                speaker="a senior official",
                role=None,
                via=None,
                citation=cite(1, 3),
            ),
        ),
        disagreements=(
            said(
                "Duration: three hours (The Alba Courier), two hours (Norland News Agency).",
                cite(1, 1),
                cite(2, 4),
            ),
        ),
        gaps=(
            assessed("No source gives the account of Sudmark.", "No quote has a speaker for it."),
            assessed("No source names the host of the next round.", "No sentence on it names a place."),
        ),
        chronology=(
            Chronicle(
                when="Thu 6 Mar 2031",
                title="Ada Lind and Otto Berg: telephone call",
                status="held",
                citations=(cite(1, 1),),
                start=dt.date(2031, 3, 6),
                end=dt.date(2031, 3, 6),
            ),
            Chronicle(
                when="July 2031",
                title="Ada Lind: visit to Sudmark",
                status="planned",
                citations=(cite(2, 5),),
                start=dt.date(2031, 7, 1),
                end=dt.date(2031, 7, 31),
            ),
        ),
        source_summary=_summary(3, 2),
        sources=_sources(),
    )


def sample_second_brief() -> Brief:
    """Return a short brief of which little is known: empty parts are to be left out."""
    return replace(
        sample_brief(),
        id="m2",
        title="Ada Lind and Sudmark officials: next round",
        file_stem="undated_ada-lind_sudmark",
        when="date not stated",
        start=None,
        end=None,
        where=None,
        status="planned",
        kind="round of talks",
        principals=("Ada Lind",),
        header=(Fact(label="When", statement=said("Date not stated")),),
        bottom_line=(said("Lind is expected to visit Sudmark in July.", cite(2, 5)),),
        key_points=(),
        details=(),
        participants=(
            BriefParticipant(
                name="Ada Lind",
                role=None,
                role_as_of=None,
                side="Norland",
                attendance="expected",
                citations=(cite(2, 5),),
            ),
        ),
        topics=(),
        positions=(),
        quotations=(),
        disagreements=(),
        gaps=(),
        chronology=(),
        source_summary=_summary(1, 1),
    )


def sample_digest() -> Digest:
    """Return a digest of two meetings with pooled sources."""
    return Digest(
        title="Norland and Sudmark: two meetings",
        file_stem="digest",
        period="12 May 2031 to July 2031",
        prepared="Tue 20 May 2031",
        briefs=(sample_brief(), sample_second_brief()),
        source_summary=_summary(3, 2),
        sources=_sources(),
    )


def sample_long_digest() -> Digest:
    """Return a digest with meetings enough for a timeline: held, planned and cancelled, on a day and on several."""
    digest = sample_digest()
    days = {"held": dt.date(2031, 3, 6), "cancelled": dt.date(2031, 4, 15), "planned": dt.date(2031, 7, 1)}
    others = [
        replace(
            sample_second_brief(),
            id=f"m-{status}",
            title=f"Ada Lind and Otto Berg: {status} meeting",
            when=f"{day:%a} {day.day} {day:%b %Y}",
            start=day,
            end=day + dt.timedelta(days=2 if status == "planned" else 0),
            status=status,
            principals=("Ada Lind", "Otto Berg"),
        )
        for status, day in days.items()
    ]
    dated = sorted([digest.briefs[0], *others], key=lambda brief: brief.start or dt.date.max)
    title = "Norland and Sudmark: five meetings"
    return replace(digest, title=title, briefs=(*dated, *digest.briefs[1:]))
