"""Indirect quotes: the clause under "X said that …", "X added: …", "according to X, …"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.extract.quote_speakers import Attribution, Firmness, phrase_from, phrase_of, speaks, subject_of
from briefgen.extract.quote_words import is_finite, is_negated, is_unreal, reports_clause
from briefgen.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from briefgen.extract.quote_frames import Frame

MINIMUM_TOKENS = 4
_TRAILING = frozenset(",;:—–-.")


@dataclass(frozen=True, slots=True)
class Clause:
    """A reported clause with the words that report it."""

    span: Span
    attribution: Attribution


def find_clauses(frame: Frame) -> Iterator[Clause]:
    """Yield the clauses that a sentence reports as somebody's statement.

    Only where a reporting verb has a subject and a clause of its own outside quotation
    marks, or where "according to" stands before or after a whole sentence.  Negated and
    hypothetical reports give nothing.
    """
    outer = {token.i for token in frame.tokens}
    covered: list[tuple[int, int]] = []
    for verb in frame.tokens:
        if not reports_clause(verb) or is_negated(verb, outer) or is_unreal(verb, outer):
            continue
        subject = subject_of(verb, outer)
        extent = _complement(frame, verb, subject) if subject is not None and _may_speak(subject) else None
        if subject is None or extent is None or any(a <= extent[0] and extent[1] <= b for a, b in covered):
            continue
        covered.append(extent)
        attribution = Attribution(Firmness.GOVERNED, (verb.i, verb.i + 1), phrase_of(subject))
        yield _clause(frame, extent, attribution)
    if not covered:
        yield from _according(frame)


def _may_speak(subject: Token) -> bool:
    """Tell subjects that make statements from "I" (speech itself), "it is said" and mere things."""
    if subject.pos_ == "PRON":
        return subject.lower_ in ("he", "she", "they", "it", "who")
    return subject.pos_ == "PROPN" or speaks(subject)


def _clause(frame: Frame, extent: tuple[int, int], attribution: Attribution) -> Clause:
    return Clause(_over_quotes(frame, *extent), attribution)


def _over_quotes(frame: Frame, start: int, end: int) -> Span:
    """Return the characters of a clause, to the closing mark of a stretch that it ends in or before."""
    span = frame.passage.span_of(frame.passage.doc[start:end])
    for quoted in frame.quotes:
        between = [t for t in frame.before(quoted) if t.i >= end]
        if span.start <= quoted.start and quoted.end > span.end and not between:
            span = Span(span.article, span.start, quoted.end + quoted.closed)
    return span


def _complement(frame: Frame, verb: Token, subject: Token) -> tuple[int, int] | None:
    """Return the tokens of the clause under a verb, without "that" and trailing words."""
    outer = {token.i for token in frame.tokens}
    for child in verb.children:
        if child.dep_ != "ccomp" or child.i not in outer:
            continue
        if not any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in child.children):
            continue
        if any(c.lower_ in ("whether", "if", "what", "how", "why", "who") for c in child.lefts):
            continue
        start, end = child.left_edge.i, child.right_edge.i + 1
        if start < verb.i < end or start <= subject.i < end:
            continue
        return _trimmed(frame, start, end)
    return None


def _trimmed(frame: Frame, start: int, end: int) -> tuple[int, int] | None:
    doc = frame.passage.doc
    first, last = frame.tokens[0].i, frame.tokens[-1].i + 1
    start, end = max(start, first), min(end, last)
    while start < end and (doc[start].lower_ == "that" or doc[start].is_punct or doc[start].is_space):
        start += 1
    if end - start > 2 and doc[start].lower_ == "on" and doc[start + 1].ent_type_ == "DATE":
        start += 2  # the day of "said on Monday he …", which the parse takes into the clause
        start += doc[start].lower_ == "that"
    end = _before_next_report(list(doc[start:end]), end)
    while end > start and (doc[end - 1].text in _TRAILING or doc[end - 1].is_space):
        end -= 1
    return (start, end) if end - start >= MINIMUM_TOKENS else None


def _before_next_report(tokens: Sequence[Token], end: int) -> int:
    """Stop before ", adding that …" and the like, which the parse takes into the clause."""
    for token in tokens:
        if token.tag_ == "VBG" and reports_clause(token) and token.nbor(-1).text == ",":
            return token.i - 1
    return end


def _according(frame: Frame) -> Iterator[Clause]:
    tokens = frame.tokens
    if frame.quotes or len(tokens) < MINIMUM_TOKENS + 3:
        return
    for position in range(len(tokens) - 2):
        if tokens[position].lower_ != "according" or tokens[position + 1].lower_ != "to":
            continue
        phrase = phrase_from(tokens[position + 2 :])
        extent = _rest(tokens, position, phrase.end if phrase is not None else 0)
        if phrase is None or extent is None:
            return
        trimmed = _trimmed(frame, *extent)
        if trimmed is not None:
            cue = (tokens[position].i, tokens[position].i + 2)
            yield _clause(frame, trimmed, Attribution(Firmness.GOVERNED, cue, phrase))
        return


def _rest(tokens: Sequence[Token], position: int, phrase_end: int) -> tuple[int, int] | None:
    """Return the clause beside "according to X": what follows it, or what stands before."""
    if position == 0:
        comma = next((t.i for t in tokens if t.i >= phrase_end and t.text == ","), None)
        start, end = (comma + 1, tokens[-1].i + 1) if comma is not None else (0, 0)
    else:
        start, end = tokens[0].i, tokens[position].i
        following = [t for t in tokens if t.i >= phrase_end and not t.is_punct]
        if any(is_finite(t) for t in following):
            return None
    clause = [t for t in tokens if start <= t.i < end]
    return (start, end) if any(is_finite(t) for t in clause) else None
