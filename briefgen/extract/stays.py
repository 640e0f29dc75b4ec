"""Stays: where an article says that somebody is, for a meeting whose own sentence gives no place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.clauses import own_clause
from briefgen.extract.parties import meeting_words
from briefgen.extract.states import state_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from briefgen.extract.coreference import References
    from briefgen.extract.passages import Passage
    from briefgen.extract.places import PlaceMention

STAYING = frozenset({"be", "stay", "land", "host"})


def find_stays(
    references: References, passages: Sequence[Passage], places: Iterable[PlaceMention]
) -> list[tuple[PlaceMention, frozenset[int]]]:
    """Return the cities and venues that people of the article visit, each with those people.

    "Pompeo arrived in Pyongyang", "his two-day visit to Pyongyang": the person must
    stand in the same sentence.
    """
    found = []
    for place in places:
        if place.dateline or place.kind not in {"city", "venue"}:
            continue
        for number, passage in enumerate(passages):
            if passage.block.start <= place.span.start < passage.block.end:
                start, end = place.span.start - passage.offset, place.span.end - passage.offset
                part = passage.doc.char_span(start, end, alignment_mode="expand")
                if part is not None and _is_visited(part.root):
                    people = _people(references, number, part.root)
                    if people:
                        found.append((place, people))
    return found


def _is_visited(token: Token) -> bool:
    governor = token.head.head if token.dep_ == "pobj" else token.head
    lemma = governor.lemma_.lower()
    if token.dep_ == "pobj" and token.head.lower_ in {"to", "in", "at", "on"}:
        return lemma in meeting_words("visits") | state_words("motion") | STAYING
    return token.dep_ == "dobj" and lemma == "visit"


def _people(references: References, number: int, token: Token) -> frozenset[int]:
    inside = {t.i for t in own_clause(token)}
    return frozenset(
        r.actor
        for r in references.all
        if r.passage == number and r.head in inside and r.kind != "institution"
    )
