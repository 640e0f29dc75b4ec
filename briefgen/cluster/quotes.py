"""Quotes across articles: each at its place, with its speaker as a person and its meeting."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from briefgen.model import Article, Quote, Reading, ReportedQuote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.cluster.people import Registry


def collect_quotes(
    articles: Sequence[Article],
    readings: Sequence[Reading],
    registry: Registry,
    meetings: Mapping[tuple[int, int], str],
) -> tuple[Quote, ...]:
    """Return the quotes of all articles, in the order of the articles and of their text.

    ``meetings`` gives the id of the meeting that a reading's meeting has become part of.
    """
    return tuple(
        _quote(article, r, quote, reading, registry, meetings)
        for r, (article, reading) in enumerate(zip(articles, readings, strict=True))
        for quote in reading.quotes
    )


def quote_id(quote: ReportedQuote) -> str:
    """Return the id of a quote: its article's and a digest of its place there."""
    place = f"{quote.span.article} {quote.span.start} {quote.span.end} {quote.kind}"
    return "q" + hashlib.sha256(place.encode()).hexdigest()[:10]


def _quote(
    article: Article, r: int, quote: ReportedQuote, reading: Reading, registry: Registry,
    meetings: Mapping[tuple[int, int], str],
) -> Quote:  # fmt: skip
    return Quote(
        id=quote_id(quote),
        article=article.id,
        text=article.words(quote.span),
        kind=quote.kind,
        start=quote.span.start,
        end=quote.span.end,
        speaker=None if quote.speaker is None else registry.of.get((r, quote.speaker)),
        speaker_text=quote.speaker_text,
        speaker_span=quote.speaker_span,
        cue=quote.cue,
        via=quote.via,
        continues=None if quote.continues is None else quote_id(reading.quotes[quote.continues]),
        meeting=None if quote.meeting is None else meetings.get((r, quote.meeting)),
    )
