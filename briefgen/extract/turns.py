"""Turns: who speaks, and to whom, in a record that gives "NAME: words" paragraph by paragraph.

Governments publish the opening words of talks and press statements so.  A turn goes on
over further paragraphs until the next label.  "We" and "you" are in it the speaker and
the one whom he or she addresses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from briefgen.extract.passages import Passage
    from briefgen.extract.references import Reference, References

COLONS = frozenset({":", "):"})  # the second is one token, an emoticon to the tokenizer
LABEL = 24  # tokens that a speaker's office and name may take before the colon
MARKS = frozenset({".", '"', "“", "‘", "”"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
FIRST_PERSON = frozenset({"i", "we", "me", "us", "my", "our"})
SECOND_PERSON = frozenset({"you", "your"})


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks in a passage, from which token on, and to whom, where that is one person."""

    speaker: int
    start: int
    addressed: int | None = None


def find_turns(references: References) -> dict[int, Turn]:
    """Return the turn to which each passage of a record belongs; {} for an article that is none."""
    labels: dict[int, tuple[int | None, int]] = {}
    for index, passage in enumerate(references.passages):
        if passage.block.kind in {BlockKind.PROSE, BlockKind.QUOTATION}:
            label = _label(references, index, passage)
            if label is not None:
                labels[index] = label
    speakers = {actor for actor, _ in labels.values() if actor is not None}
    if not speakers or not any(_speaks(p) for p in references.passages[min(labels) :]):
        return {}
    other = _opposite(references, speakers, min(labels))
    turns: dict[int, Turn] = {}
    current: int | None = None
    for index in range(min(labels), len(references.passages)):
        actor, start = labels.get(index, (current, 0))
        current = actor
        if actor is not None:
            turns[index] = Turn(actor, start, other.get(actor))
    return turns


def _label(references: References, index: int, passage: Passage) -> tuple[int | None, int] | None:
    """Return who speaks by the words before a colon, None for one without a name ("QUESTION"), and where."""
    colon = next((t.i for t in passage.doc[:LABEL] if t.text in COLONS), None)
    if not colon:
        return None
    words = _outside(passage, colon)
    if not words or any(t.text in MARKS or t.tag_ in FINITE for t in words):
        return None
    if len(words) == 1 and words[0].text.isupper():
        named = references.of(index, words[0])
        return (named.actor if named is not None and _names(references, named) else None), colon + 1
    reference = references.of(index, words[-1])
    return (reference.actor, colon + 1) if reference is not None and _names(references, reference) else None


def _names(references: References, reference: Reference) -> bool:
    return reference.kind == "name" and references.drafts[reference.actor].named


def _outside(passage: Passage, colon: int) -> list[Token]:
    """Return the tokens of a label that are not in brackets: "(retranslated)" is no part of the name."""
    found, depth = [], 0
    for token in passage.doc[:colon]:
        if token.text in {"(", "["}:
            depth += 1
        elif token.text in {")", "]"}:
            depth -= 1
        elif depth == 0:
            found.append(token)
    return found


def _speaks(passage: Passage) -> bool:
    return any(t.lower_ in FIRST_PERSON for t in passage.tokens)


def _opposite(references: References, speakers: set[int], first: int) -> Mapping[int, int]:
    """Return whom each speaker addresses: the other one, else the only other person of the opening sentence."""
    if len(speakers) == 2:
        one, two = sorted(speakers)
        return {one: two, two: one}
    if len(speakers) != 1:
        return {}
    (speaker,) = speakers
    for index in range(first):
        for sentence in references.passages[index].doc.sents:
            named = {
                r.actor
                for r in references.all
                if r.passage == index and sentence.start <= r.head < sentence.end and _names(references, r)
            }
            if speaker in named and len(named) > 1:
                return {speaker: next(iter(named - {speaker}))} if len(named) == 2 else {}
    return {}
