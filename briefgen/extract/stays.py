"""Stays: where an article says that somebody is, for a meeting whose own sentence gives no place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.extract.clauses import light_verb_of, subject_of
from briefgen.extract.parties import meeting_words
from briefgen.extract.states import state_words, status_of_noun, status_of_verb
from briefgen.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from briefgen.extract.coreference import References
    from briefgen.extract.passages import Passage
    from briefgen.extract.places import PlaceMention

STAYING = frozenset({"be", "stay", "land", "spend"})
DURATIONS = frozenset({"day", "hour", "night", "week", "weekend"})


@dataclass(frozen=True, slots=True)
class Stay:
    """A city or venue in which people of the article are, were, (``ahead``) are to be or (``off``) were to be."""

    place: PlaceMention
    people: frozenset[int]
    ahead: bool = False
    off: bool = False


def find_stays(
    references: References, passages: Sequence[Passage], places: Iterable[PlaceMention]
) -> list[Stay]:
    """Return the stays of which an article tells, those that are only wished for left out.

    "Pompeo arrived in Pyongyang", "his two-day visit to Pyongyang", "her week in New York".
    """
    found = []
    for place in places:
        if place.dateline or place.kind not in {"city", "venue"}:
            continue
        for number, passage in enumerate(passages):
            if passage.block.start <= place.span.start < passage.block.end:
                start, end = place.span.start - passage.offset, place.span.end - passage.offset
                part = passage.doc.char_span(start, end, alignment_mode="expand")
                if part is not None and _is_visited(part.root) and not _is_past(_governor(part.root)):
                    people = _people(references, number, part.root)
                    status = _status(_governor(part.root))
                    if people and status is not Status.POSSIBLE and status and not _is_next(part.root):
                        off = status in {Status.POSTPONED, Status.CANCELLED}
                        found.append(Stay(place, people, ahead=status is Status.PLANNED, off=off))
    return found


def _status(word: Token) -> Status | None:
    return status_of_noun(word, light_verb_of(word)) if word.pos_ == "NOUN" else status_of_verb(word)


def _governor(token: Token) -> Token:
    """Return the word that puts somebody in a place: "arrived" in Riga, a "visit" to Riga."""
    return token.head.head if token.dep_ == "pobj" else token.head


def _is_visited(token: Token) -> bool:
    governor = _governor(token)
    lemma = governor.lemma_.lower()
    if token.dep_ == "pobj" and token.head.lower_ in {"to", "in", "at", "on"}:
        while_there = governor.pos_ == "NOUN" and lemma in DURATIONS and token.head.lower_ == "in"
        return while_there or lemma in meeting_words("visits") | state_words("motion") | STAYING
    before_visit = token.dep_ == "compound" and lemma in meeting_words("visits")  # "puts off Beijing trip"
    return before_visit or (token.dep_ == "dobj" and lemma == "visit")


def _is_next(token: Token) -> bool:
    """Tell whether somebody goes there only when what is told is over: "before returning to Riga"."""
    governor = _governor(token)
    return governor.dep_ == "pcomp" and governor.head.lower_ == "before"


def _is_past(word: Token) -> bool:
    """Tell whether a stay is dated by a month or year alone, as what is recalled is: "the days in Oslo in May"."""
    inside = {t.i for t in word.subtree}
    alone = [e for e in word.doc.ents if e.label_ == "DATE" and len(e) == 1 and e.root.i in inside]
    return any(e.root.pos_ in {"PROPN", "NUM"} and not e.text.endswith("day") for e in alone)


def _people(references: References, number: int, token: Token) -> frozenset[int]:
    """Return who stays there: the owner or the subject of the words that say so."""
    inside = {t.i for guest in _guests(_governor(token)) for t in [guest, *guest.conjuncts]}
    return frozenset(
        r.actor
        for r in references.all
        if r.passage == number and r.kind != "institution" and inside & set(range(r.start, r.end))
    )


def _guests(word: Token) -> list[Token]:
    """Return the owner of a visit, else the next subject above it: "Lee told him during a trip to Riga"."""
    for token in [word, *word.ancestors]:
        owners = [c for c in token.children if c.dep_ == "poss"]
        by = [c for p in token.children if p.lower_ in {"by", "of"} for c in p.children if c.dep_ == "pobj"]
        if token.pos_ in {"NOUN", "PROPN"} and token == word and (owners or by):
            return owners or by
        if token.pos_ in {"VERB", "AUX"}:
            subject = subject_of(token)
            if subject is not None:
                return [subject]
    return []
