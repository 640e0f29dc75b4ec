"""Ellipses: a second meeting told by the verb of the first: "met in Oslo with A and in Bonn with B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.clauses import noun_forms, objects_of, triggers
from briefgen.extract.scout import Encounter, Scout, distinct

if TYPE_CHECKING:
    from spacy.tokens import Token

REACH = 8  # tokens between the "and" and the "with": a place, a day
BESIDE = frozenset({"ADP", "PROPN", "NOUN", "NUM", "DET", "ADJ", "ADV"})


class EllipsisScout(Scout):
    """Finds the encounters whose verb is said once for two."""

    def _elided(self, company: Token) -> Encounter | None:
        """Read the "with B" of "met A in Oslo and, on Monday, with B" as a meeting of its own."""
        joined = joined_by(company)
        verb = _verb_before(joined) if joined is not None else None
        if verb is None:
            return None
        subjects, _ = self._subjects(verb)
        nouns = [t for t in verb.children if t.dep_ == "dobj" and t.lower_ in noun_forms()]
        told = [t for head in (verb, *nouns) for t in objects_of(head, {"with"}) if not is_elided(t)]
        known = {p.actor for t in told for p in self.parties.of(t)} - {None}
        others = [p for t in company.children if t.dep_ == "pobj" for p in self.parties.of(t)]
        met = [p for p in others if p.actor is not None and p.actor not in known]
        if not met or not known or not any(p.actor is not None for p in subjects):
            return None
        kind = triggers("verbs").get(verb.lemma_.lower(), "talks")
        rule = f"verb '{verb.text}' said once for two"
        return self._encounter(company, verb, kind, distinct([*subjects, *met]), False, rule)


def is_elided(noun: Token) -> bool:
    """Tell whether somebody is met at the second of two places or days that share a verb."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "with" and joined_by(noun.head) is not None


def joined_by(company: Token) -> Token | None:
    """Return the "and" before a "with" and the place or the day that precedes it."""
    for token in reversed(company.doc[max(company.sent.start, company.i - REACH) : company.i]):
        if token.lower_ == "and":
            return token if token.i < company.i - 1 else None
        if token.pos_ not in BESIDE and token.text != ",":
            return None
    return None


def _verb_before(joined: Token) -> Token | None:
    """Return the verb of meeting nearest before a word, if it is the last verb before it."""
    for token in reversed(joined.doc[joined.sent.start : joined.i]):
        if token.pos_ == "VERB":
            light = any(t.dep_ == "dobj" and t.lower_ in noun_forms() for t in token.children)
            return token if token.lemma_.lower() in triggers("verbs") or light else None
    return None
