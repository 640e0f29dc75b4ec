"""The documents that are checked in every format: each shipped template with samples, with the briefs of
the articles in seeds/, and with hostile subjects.

``CASES`` names them, ``documents`` makes those of a case, and each is written once a format in a test run.
"""

from __future__ import annotations

import datetime as dt
import warnings
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from reading import TEXTS
from render_samples import CREATED, said, sample_brief, sample_digest, sample_second_brief, with_text

from briefgen import pipeline
from briefgen.compose import BriefOptions, compose_briefs, compose_digest
from briefgen.model import Brief, BriefParticipant, BriefTopic, Digest, SourceSummary
from briefgen.render import find_template, list_templates, shipped_templates, to_document, write_document
from briefgen.render.fonts import MissingGlyphWarning
from briefgen.render.sample import sample_long_digest
from briefgen.render.theme import PLAIN, Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model import Analysis
    from briefgen.render.document import Document

EVERY = 3
"""Of the meetings that the seeds tell of, each third has documents of its own; a digest has them all."""
SEEDS = Path(__file__).parents[2] / "seeds"
MARKING = "TLP:AMBER+STRICT"
MARKED = Theme(marking=MARKING, organisation="Ministry of Examples & Sons <Archive>")
LETTER = Theme(marking=MARKING, page_size="Letter")
FORMATS = ("docx", "html", "md", "pdf")
"""The formats that are written from the tree; a template of another kind is checked by itself."""

# ── hostile subjects ─────────────────────────────────────────────────────────

MARKUP = """ & < > " ' { % # \\ ]]> {{ 7*7 }} {% raw %} {# c #} <b>x</b> <!-- c --> &amp; ${x} `c` [l](u) |p| *s*"""
CHARACTERS = (
    " \U0001f91d\U0001f1f3\U0001f1f4 e\u0301 o\u0302\u0323 \u202egnp.exe\u202c \u2066x\u2069 zero\u200bwidth"
    " no\ufeffmark a\u200db soft\u00adhyphen \x00\x07\x1b\x7f\x9f Кельн Αθήνα 東京 서울 שלום القاهرة \ue000"
    " \U0001f468\u200d\U0001f469"
)
WORD = "Donau" * 60
PARAGRAPH = "The two ministers spoke about the ferry treaty, & <fishing> quotas at length. " * 65


def _crowded(brief: Brief) -> Brief:
    """Give a brief 300 participants, a table row longer than a page, and very long texts and words."""
    crowd = tuple(
        BriefParticipant(
            name=f"Participant{number} {WORD if number == 7 else 'Berg'}",
            role=PARAGRAPH if number == 5 else f"officer {number}",
            role_as_of=None,
            side=WORD if number == 9 else "Norland",
            attendance="reported",
            citations=brief.participants[0].citations,
        )
        for number in range(300)
    )
    mark = brief.bottom_line[0].citations
    return replace(
        brief,
        title=f"{brief.title} {WORD}",
        participants=crowd,
        bottom_line=(said(PARAGRAPH, *mark), *brief.bottom_line[1:]),
        key_points=tuple(said(f"Point {number}: {WORD}.", *mark) for number in range(2)),
        topics=(
            BriefTopic(label=WORD, statements=(said(PARAGRAPH, *mark),), citations=mark),
            *brief.topics,
        ),
        positions=tuple(
            replace(position, side=f"{position.side} {WORD[:90]}", statements=(said(PARAGRAPH, *mark),) * 3)
            for position in brief.positions
        ),
        quotations=tuple(replace(quotation, text=PARAGRAPH) for quotation in brief.quotations),
    )


def _bare(brief: Brief) -> Brief:
    """Return a brief of which next to nothing is known."""
    return replace(
        brief,
        title="Talks",
        when="date not stated",
        start=None,
        end=None,
        where=None,
        principals=(),
        cutoff=None,
        header=(),
        bottom_line=(),
        key_points=(),
        details=(),
        participants=(),
        topics=(),
        positions=(),
        quotations=(),
        disagreements=(),
        gaps=(),
        chronology=(),
        source_summary=SourceSummary(articles=0, originators=0, statements=()),
        sources=tuple(
            replace(source, url=None, publisher=None, author=None, published=None, language=None, title="A")
            for source in brief.sources
        ),
    )


_HOSTILE: dict[str, Callable[[Brief], Brief]] = {
    "markup": lambda brief: with_text(brief, lambda text: text + MARKUP),
    "characters": lambda brief: with_text(brief, lambda text: text + CHARACTERS),
    "crowded": _crowded,
    "bare": _bare,
}


def _hostile(name: str, subject: str) -> Brief | Digest:
    change = _HOSTILE[name]
    if subject == "meeting":
        return change(sample_brief())
    digest = sample_digest()
    first, others = change(digest.briefs[0]), digest.briefs[1:]
    if name != "crowded":  # one crowd is enough
        others = tuple(map(change, others))
    return replace(digest, title=first.title, briefs=(first, *others), sources=first.sources)


# ── documents ────────────────────────────────────────────────────────────────


@dataclass
class Written:
    """A document with its files."""

    subject: Brief | Digest
    document: Document
    theme: Theme
    warnings: list[str] = field(default_factory=list)
    _files: dict[str, bytes] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    def file(self, format: str) -> bytes:
        """The file of a format, written when it is first asked for; what is warned of is kept."""
        if format not in self._files:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always", MissingGlyphWarning)
                self._files[format] = write_document(self.document, format=format, theme=self.theme)
            self.warnings += [str(warning.message) for warning in caught]
        return self._files[format]

    def text(self, format: str) -> str:
        """What the file of a format says, read once."""
        if format not in self._texts:
            self._texts[format] = TEXTS[format](self.file(format))
        return self._texts[format]


@cache
def news() -> Analysis:
    """What the articles in seeds/ tell of together."""
    return pipeline.analyze([SEEDS])


def templates() -> list[str]:
    """The names of the shipped templates that are written from the tree."""
    return [
        info.name
        for info in list_templates()
        if info.folder.parent == shipped_templates() and set(FORMATS) <= set(info.formats)
    ]


def _subjects(corpus: str, template: str) -> tuple[Brief | Digest, ...]:
    info = find_template(template)
    digest = info.subject == "digest"
    if corpus == "samples":
        return (sample_long_digest(), sample_digest()) if digest else (sample_brief(), sample_second_brief())
    if corpus != "seeds":
        return (_hostile(corpus, info.subject),)
    options: dict[str, Any] = {
        "now": dt.datetime.fromisoformat(CREATED),
        "options": BriefOptions(**dict(info.limits)),
    }
    found = news()
    if digest:
        return (compose_digest(found, found.meetings, **options),)
    return tuple(compose_briefs(found, found.meetings[::EVERY], **options))


@cache
def documents(corpus: str, template: str, theme: Theme = PLAIN) -> tuple[Written, ...]:
    """The documents of a template: of the samples, of the seeds, or of a hostile subject."""
    return tuple(
        Written(subject, to_document(subject, template=template, created=CREATED, theme=theme), theme)
        for subject in _subjects(corpus, template)
    )


SLOW = frozenset({"seeds", "crowded"})
CASES = [
    pytest.param((corpus, template), id=f"{template}, {corpus}", marks=[pytest.mark.slow] * (corpus in SLOW))
    for corpus in ("samples", *_HOSTILE, "seeds")
    for template in templates()
]
