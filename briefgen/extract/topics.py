"""Topics: what was talked about at a meeting, as the short noun phrases of the article."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.model import BlockKind, Span, TopicClaim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from briefgen.extract.coreference import References
    from briefgen.model import ReportedMeeting, ReportedQuote

LONGEST = 5  # words of a label


@cache
def topic_words(kind: str) -> frozenset[str]:
    """Return one of the word lists about topics."""
    return frozenset(lexicon.load("topics")[kind].split())


def find_topics(
    references: References, meetings: Sequence[ReportedMeeting], quotes: Sequence[ReportedQuote]
) -> list[tuple[TopicClaim, ...]]:
    """Return the topics of each meeting, in the order of the text.

    A sentence speaks for a meeting if it mentions the meeting, or if it gives what a
    participant said there.
    """
    sentences = [_sentences_of(references, index, meeting, quotes) for index, meeting in enumerate(meetings)]
    return [tuple(_claims(references, found)) for found in sentences]


def _sentences_of(
    references: References, index: int, meeting: ReportedMeeting, quotes: Sequence[ReportedQuote]
) -> dict[Span, int | None]:
    """Return the sentences that speak for a meeting, each with who says it."""
    found: dict[Span, int | None] = {m.span: None for m in meeting.mentions}
    actors = {p.actor for p in meeting.parties if p.actor is not None}
    for quote in quotes:
        if quote.meeting == index:
            sentence = _sentence(references, quote.span)
            if sentence is not None:
                found.setdefault(sentence, quote.speaker)
    if meeting.main:
        for sentence, actor in _statements(references, actors):
            found.setdefault(sentence, actor)
    return found


def _sentence(references: References, span: Span) -> Span | None:
    for passage in references.passages:
        if passage.block.start <= span.start < passage.block.end:
            return passage.sentence_at(span.start - passage.offset)
    return None


def _statements(references: References, actors: set[int]) -> Iterator[tuple[Span, int]]:
    """Yield the sentences whose subject is a participant who discusses something."""
    for reference in references.all:
        passage = references.passages[reference.passage]
        if reference.actor not in actors or passage.block.kind not in {BlockKind.PROSE, BlockKind.QUOTATION}:
            continue
        token = passage.doc[reference.head]
        if token.dep_ in {"nsubj", "conj"} and token.sent.root.lemma_ in topic_words("discuss"):
            yield passage.sentence_at(token.idx), reference.actor


def _claims(references: References, sentences: dict[Span, int | None]) -> Iterator[TopicClaim]:
    for sentence, actor in sorted(sentences.items(), key=lambda item: item[0]):
        for passage in references.passages:
            if passage.block.start <= sentence.start < passage.block.end:
                part = passage.doc.char_span(
                    sentence.start - passage.offset, sentence.end - passage.offset, alignment_mode="expand"
                )
                if part is not None:
                    people = {i for r in references.all if r.kind in {"name", "office", "pronoun"} and references.passages[r.passage] is passage for i in range(r.start, r.end)}  # fmt: skip
                    for label, span in _labels(part, people):
                        yield TopicClaim(label=label, span=passage.span_of(span), actor=actor)


def _labels(sentence: DocSpan, people: set[int]) -> Iterator[tuple[str, DocSpan]]:
    """Yield the noun phrases of a sentence that can be a topic."""
    for chunk in sentence.noun_chunks:
        if chunk.root.i in people or chunk.root.ent_type_ in {
            "DATE",
            "TIME",
            "PERSON",
            "CARDINAL",
            "ORDINAL",
            "MONEY",
            "PERCENT",
        }:
            continue
        label = _label(chunk)
        if label:
            start, end = label
            yield chunk.doc[start:end].text, chunk.doc[start:end]


def _label(chunk: DocSpan) -> tuple[int, int] | None:
    doc = chunk.doc
    start, end = chunk.start, chunk.end
    while start < end and (
        doc[start].pos_ in {"DET", "PRON", "NUM", "PUNCT", "CCONJ", "ADV"}
        or doc[start].tag_ == "POS"
        or doc[start].lower_ in OPINION
    ):
        start += 1
    while end > start and (doc[end - 1].pos_ in {"PUNCT", "PRON"} or doc[end - 1].tag_ == "POS"):
        end -= 1
    words = [t for t in doc[start:end] if t.text[0].isalnum()]
    if not words or len(words) > LONGEST or _is_empty(doc, start, end, words):
        return None
    return start, end


OPINION = frozenset(
    "other such new same own recent current next last first many several important major key close closer deep mutual various certain full further more common".split()
)


def _is_empty(doc: Doc, start: int, end: int, words: Sequence[Token]) -> bool:
    root = words[-1]
    if len(words) == 1:
        if root.lower_ in topic_words("empty") or root.lemma_.lower() in topic_words("empty"):
            return True
        return root.pos_ == "NOUN" and root.tag_ == "NN" and len(root.text) < 4
    plain = [
        w
        for w in words
        if w.lower_ not in topic_words("empty") and w.lemma_.lower() not in topic_words("empty")
    ]
    return not plain or (
        root.lower_ in topic_words("empty") and not any(w.pos_ in {"PROPN", "NOUN", "ADJ"} for w in plain)
    )
