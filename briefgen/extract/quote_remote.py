"""Attributions that stand apart from their quote: at the sentence's end, or in a noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.quotation_marks import Quoted
from briefgen.extract.quote_speakers import (
    Attribution,
    Firmness,
    Phrase,
    author_of,
    nearest_subject,
    phrase_from,
    phrase_of,
    subject_of,
)
from briefgen.extract.quote_words import is_document, is_finite, is_negated, is_relaying, is_strong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefgen.extract.quote_frames import Frame

_COMPLEMENT = frozenset({("that", "SCONJ"), ("to", "PART")})


def attribution_at_end(frame: Frame, quoted: Quoted) -> Attribution | None:
    """Read the attribution that closes a sentence: "…, Roe said on Monday."""
    tail = _tail(frame, quoted)
    outer = {token.i for token in frame.tokens}
    for position in range(len(tail) - 1, 0, -1):
        verb = tail[position]
        if not is_finite(verb):
            continue
        if not (is_strong(verb) or is_relaying(verb)) or _has_complement(tail[position + 1 :]):
            return None
        subject = _closing_subject(tail, position, outer)
        if subject is None:
            return None
        return Attribution(Firmness.GOVERNED, (verb.i, verb.i + 1), subject, denied=is_negated(verb, outer))
    return None


def _tail(frame: Frame, quoted: Quoted) -> list[Token]:
    """Return the words after the last stretch of the frame, at or after the given one."""
    tail: list[Token] = []
    for piece in frame.pieces[frame.pieces.index(quoted) + 1 :]:
        if isinstance(piece, Quoted):
            tail = []
        else:
            tail.append(piece)
    return tail


def _closing_subject(tail: Sequence[Token], position: int, outer: set[int]) -> Phrase | None:
    verb = tail[position]
    after = phrase_from(tail[position + 1 :])
    if tail[position - 1].text == "," and after is not None:
        return after
    own = next((c for c in verb.children if c.dep_ == "nsubj" and c.i in outer and c.i < verb.i), None)
    if own is None:
        commas = [k for k in range(position) if tail[k].text in (",", "—", "–")]
        return phrase_from(tail[commas[-1] + 1 : position]) if commas else None
    phrase = phrase_of(own)
    opener = next((t for t in tail if t.i == phrase.start - 1), None)
    return phrase if opener is not None and opener.text in (",", "—", "–", "-") else None


def _has_complement(rest: Sequence[Token]) -> bool:
    """Tell whether a verb is followed by what was said rather than by when or to whom."""
    return any(is_finite(t) or (t.lower_, t.pos_) in _COMPLEMENT or t.text == ":" for t in rest)


def according_to(tokens: Sequence[Token]) -> Attribution | None:
    """Read "according to X" anywhere in a sentence."""
    for position in range(len(tokens) - 2):
        if tokens[position].lower_ == "according" and tokens[position + 1].lower_ == "to":
            start = tokens[position].i
            phrase = phrase_from(tokens[position + 2 :])
            if phrase is not None:
                return Attribution(Firmness.GOVERNED, (start, start + 2), phrase)
    return None


def by_noun(frame: Frame, quoted: Quoted) -> Attribution | None:
    """Attribute to the author of a statement, letter or remark named before the stretch.

    The nearest one with an author counts, else the nearest.
    """
    outer = {token.i for token in frame.tokens}
    documents = [noun for noun in reversed(frame.before(quoted)) if is_document(noun)]
    speakers = [(noun, _writer(noun, outer)) for noun in documents]
    known = [(noun, writer) for noun, writer in speakers if writer is not None]
    if not documents:
        return None
    noun, writer = (known or speakers)[0]
    return Attribution(Firmness.NOUN, (noun.i, noun.i + 1), phrase_of(writer or noun))


def _writer(document: Token, outer: set[int]) -> Token | None:
    """Return whose document it is: by its own words, or the subject of "issued a letter"."""
    author = author_of(document)
    if author is not None or document.dep_ not in ("dobj", "pobj"):
        return author
    verb = document.head if document.dep_ == "dobj" else document.head.head
    subject = subject_of(verb, outer) if verb.pos_ in ("VERB", "AUX") else None
    return subject if document.dep_ == "dobj" or _is_named(subject) else None


def _is_named(subject: Token | None) -> bool:
    return subject is not None and subject.pos_ in ("PROPN", "PRON")


def by_colon(frame: Frame, quoted: Quoted) -> Attribution | None:
    """Attribute to the subject of a sentence that ends in a colon: "Roe was blunt: “…”"."""
    before = frame.before(quoted)
    if not before or before[-1].text != ":":
        return None
    main = next((t for t in before if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"), None)
    subject = main or nearest_subject(before)
    if subject is None:
        return None
    colon = before[-1].i
    return Attribution(Firmness.ADJACENT, (colon, colon + 1), phrase_of(subject))
