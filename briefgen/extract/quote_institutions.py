"""Institutions that speak: "Trudeau's office said", "the joint declaration says"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.extract.quote_words import is_body, is_document
from briefgen.extract.roles import country_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Span as DocSpan

    from briefgen.extract.coreference import References
    from briefgen.extract.passages import Passage
    from briefgen.model import ReportedQuote, Span


def with_institutions(
    quotes: Iterable[ReportedQuote], passages: Sequence[Passage], references: References
) -> list[ReportedQuote]:
    """Give the quotes whose speaker is a body or a document, and no person, that speaker."""
    return [_attributed(quote, passages, references) for quote in quotes]


def _attributed(quote: ReportedQuote, passages: Sequence[Passage], references: References) -> ReportedQuote:
    if quote.speaker is not None or quote.speaker_span is None:
        return quote
    words, passage = _words(quote.speaker_span, passages)
    if words is None or passage is None or not (is_body(words.root) or is_document(words.root)):
        return quote
    name = re.sub(r"^(?:the|a|an)\s+", "", " ".join(words.text.split()), flags=re.IGNORECASE)
    country = country_in(words.doc, words.start, words.end)
    if " " not in name:
        before = references.institution_ending(name, quote.speaker_span.start)
        if before is not None:
            return replace(quote, speaker=before)
    return replace(quote, speaker=references.add_institution(name, quote.speaker_span, country))


def _words(span: Span, passages: Sequence[Passage]) -> tuple[DocSpan | None, Passage | None]:
    for passage in passages:
        if passage.block.start <= span.start < passage.block.end:
            start, end = span.start - passage.offset, span.end - passage.offset
            return passage.doc.char_span(start, end, alignment_mode="expand"), passage
    return None, None
