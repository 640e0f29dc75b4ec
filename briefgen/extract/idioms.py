"""Idioms: encounters told by a common verb and a word beside it: "spent an hour with", "came face to face".

The verb alone tells of nothing; with its word it does, but only of people who are named
on both sides, or as its subject together.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.extract.clauses import noun_forms, subject_of, triggers
from briefgen.extract.parties import meeting_words
from briefgen.extract.scout import Encounter, Scout, distinct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from briefgen.model import Party

WITHIN = frozenset({"prep", "pobj", "prt", "advmod", "npadvmod", "dobj", "attr", "conj"})
ACROSS = frozenset({"across", "opposite", "between", "facing"})
LINES = frozenset({"phone", "telephone", "line"})


@cache
def idioms() -> dict[str, frozenset[str]]:
    """Return the verbs, each with the words one of which must stand beside it."""
    return _table("idioms")


@cache
def uniting() -> dict[str, frozenset[str]]:
    """Return the verbs that with one of these words make their objects meet."""
    return _table("uniting")


def _table(name: str) -> dict[str, frozenset[str]]:
    table: dict[str, str] = lexicon.load("meetings")[name]
    return {verb: frozenset(words.split()) for verb, words in table.items()}


class IdiomScout(Scout):
    """Finds the encounters that a verb tells of only together with another word."""

    def _idiom(self, verb: Token) -> Encounter | None:
        """Read "spent two hours with X", "was on the phone with X", "A and B broke bread"."""
        beside = {t.lower_ for t in _clause(verb) if t.i > verb.i}
        words = beside & idioms().get(verb.lemma_.lower(), frozenset())
        if not words:
            return None
        kind = "call" if words & LINES else "talks"
        return self._between_people(verb, kind, {"with", "to"}, f"verb '{verb.text}' with '{min(words)}'")

    def _brought_together(self, verb: Token) -> Encounter | None:
        """Read "a mediator brought A and B together": the objects meet, and who brought them is there."""
        if not {t.lower_ for t in _clause(verb)} & uniting()[verb.lemma_.lower()]:
            return None
        brought = [t for t in verb.children if t.dep_ in {"dobj", "dative"}]
        met = distinct(_named([p for t in brought for p in self.parties.of(t)]))
        host = subject_of(verb)
        hosts = _named(self._subjects(verb)[0])
        if len(met) < 2 or host is None or not (hosts or host.lower_ in noun_forms()):
            return None
        return self._encounter(verb, verb, "talks", distinct([*hosts, *met]), False, f"verb '{verb.text}'")

    def _seated_at(self, verb: Token) -> Encounter | None:
        """Read "sat across the table from X", "sat between X and Y for a dinner", "sat for two hours with X"."""
        beside = {t.lower_ for t in _clause(verb)}
        long = beside & idioms()["spend"]
        prepositions = meeting_words("seated") | ({"from"} if beside & ACROSS else set())
        if long:
            prepositions |= {"with"}
        if not long and not beside & ACROSS:
            return None
        meal = any(triggers("nouns").get(word) == "meal" for word in beside)
        return self._between_people(
            verb, "meal" if meal else "talks", prepositions, f"verb '{verb.text}'", alone=bool(long)
        )

    def _between_people(
        self,
        verb: Token,
        kind: str,
        prepositions: set[str] | frozenset[str],
        rule: str,
        *,
        alone: bool = True,
    ) -> Encounter | None:
        """Return the encounter of the named people on both sides; ``alone`` if the subject may name both."""
        beside = {t.lower_ for t in _clause(verb)}
        if beside & (meeting_words("habitual") | meeting_words("contests") | meeting_words("ceremonies")):
            return None
        subjects, _ = self._subjects(verb)
        people = _named(subjects)
        others = _named([p for t in _beside(verb, prepositions) for p in self.parties.of(t)])
        both = distinct([*people, *others])
        if any(p.actor is not None and self._only_comments(p.actor) for p in both):
            return None
        sides = [people, others] if others or not alone else [people[:1], people[1:]]
        if not all(sides):
            return None
        return self._encounter(verb, verb, kind, both, False, rule)


def _named(parties: list[Party]) -> list[Party]:
    return [p for p in parties if p.actor is not None]


def _clause(verb: Token) -> Iterator[Token]:
    """Yield the words of a verb's own clause, without its subject and without clauses inside it."""
    for child in verb.children:
        if child.dep_ in WITHIN and not (child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}):
            yield child
            yield from _clause(child)


def _beside(verb: Token, prepositions: set[str] | frozenset[str]) -> Iterator[Token]:
    """Yield the objects of some prepositions in a verb's clause, wherever the parse has hung them."""
    for token in _clause(verb):
        if token.dep_ == "pobj" and token.head.lower_ in prepositions:
            yield token
