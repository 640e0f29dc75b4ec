"""Clauses: reading the parse around an encounter's verb or noun: subjects, objects, governing verbs."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.extract.parties import PLURAL, meeting_words
from briefgen.extract.states import state_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

SUBJECT = frozenset({"nsubj", "nsubjpass"})
OCCASION = frozenset(
    {"from", "to", "in", "during", "at", "after", "before", "following", "for", "ahead", "over"}
)


@cache
def triggers(kind: str) -> dict[str, str]:
    """Return a table of trigger words and the kinds of meeting that they give."""
    table: dict[str, str] = lexicon.load("meetings")[kind]
    return table


@cache
def light_verbs() -> frozenset[str]:
    """Return the verbs that take an encounter as object and its parties as subject."""
    return meeting_words("light")


@cache
def noun_forms() -> frozenset[str]:
    """Return the trigger nouns in singular and plural."""
    singular = triggers("nouns")
    return frozenset(singular) | {f"{word}s" for word in singular if not word.endswith("s")}


def subject_of(verb: Token) -> Token | None:
    """Return the noun that does what a verb says, looking above infinitives, gerunds and conjuncts."""
    token = verb
    for _ in range(8):
        for child in token.children:
            if child.dep_ in SUBJECT:
                return _antecedent_of(child, token)
            if child.dep_ == "csubj" and child.lower_ == "visiting":  # "Visiting Premier Ada Roe met"
                return next((t for t in child.children if t.dep_ == "dobj"), None)
        if token.dep_ == "relcl" and not any(c.dep_ in SUBJECT for c in token.children):
            return token.head
        if token.dep_ == "acl" and token.head.pos_ in {"NOUN", "PROPN"}:
            owner = next((t for t in token.head.children if t.dep_ == "poss"), None)
            if owner is not None:
                return owner
        if token.dep_ == "ROOT" or token.head is token:
            return None
        token = token.head
    return None


def _antecedent_of(subject: Token, verb: Token) -> Token:
    """Return the noun for which a relative pronoun stands."""
    if subject.tag_ in {"WP", "WDT"} and verb.dep_ == "relcl":
        return verb.head
    return subject


def objects_of(verb: Token, prepositions: set[str]) -> Iterator[Token]:
    """Yield the direct object of a verb and the objects of the given prepositions."""
    for child in verb.children:
        if child.dep_ in {"dobj", "dative"} and child.lower_ not in {"each"}:
            yield _antecedent_of(child, verb)
        elif child.dep_ in {"prep", "agent"} and child.lower_ in prepositions | (
            {"by"} if child.dep_ == "agent" else set()
        ):
            yield from (_antecedent_of(t, verb) for t in child.children if t.dep_ == "pobj")
        elif child.dep_ in {"advmod", "prt"}:
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ in prepositions:
                    yield from (t for t in inner.children if t.dep_ == "pobj")


def company_abroad(verb: Token) -> Iterator[Token]:
    """Yield with whom somebody is somewhere: "was on Malta with Roe", "is in Oslo with Roe"."""
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "with" and verb.lemma_ == "be":
            yield from (t for t in child.children if t.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lower_ in {"in", "on", "at"}:
            for place in child.children:
                for inner in place.children:
                    if inner.dep_ == "prep" and inner.lower_ == "with":
                        yield from (t for t in inner.children if t.dep_ == "pobj")


def honoured(noun: Token, verb: Token | None) -> Iterator[tuple[str, Token]]:
    """Yield for whom and in whose name a reception is: "held on behalf of Roe in honour of Doe"."""
    for token in (noun, verb):
        for preposition in token.children if token is not None else ():
            for word in preposition.children:
                if preposition.dep_ == "prep" and word.lower_ in {"behalf", "honour", "honor"}:
                    yield from (
                        (word.lower_, t) for of in word.children if of.lower_ == "of" for t in of.children
                    )


def core_noun(noun: Token) -> Token:
    """Return the encounter inside a wrapper: "consultation" of "round of the consultation"."""
    if noun.lemma_.lower() in meeting_words("wrappers"):
        for child in noun.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for inner in child.children:
                    if inner.dep_ == "pobj" and inner.lower_ in noun_forms():
                        return inner
    return noun


def wrapper_of(noun: Token) -> Token | None:
    """Return the "round", "series" or "day" around an encounter's noun."""
    if (
        noun.dep_ == "pobj"
        and noun.head.lower_ == "of"
        and noun.head.head.lower_ in meeting_words("wrappers")
    ):
        return noun.head.head
    return None


def light_verb_of(noun: Token) -> Token | None:
    """Return the verb that a noun is object of, past "for", "in", "to" ("arrived for talks with")."""
    token = noun
    if token.dep_ == "conj":
        token = token.head
    if token.dep_ in {"dobj", "nsubjpass", "nsubj", "attr"} and token.head.pos_ in {"VERB", "AUX"}:
        return token.head
    if token.dep_ == "pobj" and token.head.lower_ in {"for", "in", "into", "to", "at", "of"}:
        verb = token.head.head
        if verb.lower_ == "out" and verb.head.pos_ == "VERB":  # "walked out of talks"
            return verb.head
        if verb.pos_ == "VERB" and verb.lemma_.lower() in light_verbs():
            return verb
        if token.head.lower_ == "for" and verb.lemma_ == "be" and any(company_abroad(verb)):
            return verb
    return None


def outer_verb(noun: Token) -> Token | None:
    """Return the nearest verb above a noun."""
    return next((t for t in noun.ancestors if t.pos_ in {"VERB", "AUX"}), None)


def is_gerund_noun(token: Token) -> bool:
    """Tell whether "meeting" is a noun that the model took for a verb: something stands before it as before a noun."""
    if token.lower_ not in noun_forms() or token.tag_ != "VBG":
        return False
    return any(t.dep_ in {"det", "amod", "poss", "compound", "nmod"} for t in token.lefts)


def is_delegation(token: Token) -> bool:
    """Tell whether "including" lists the members of a group of people."""
    near = [token, *token.children, *token.ancestors]
    return any(t.lower_ in meeting_words("people") and t.tag_ in PLURAL | {"NN"} for t in near)


def told_as_past(noun: Token, light: Token | None) -> bool:
    """Tell whether a noun's clause, or "after" before it, puts the encounter in the past."""
    if noun.dep_ == "pobj" and noun.head.lower_ in state_words("behind"):
        return True
    verb = light if light is not None else outer_verb(noun)
    helped = verb is not None and any(t.lower_ in {"has", "have", "had", "was", "were"} for t in verb.lefts)
    return verb is not None and (verb.tag_ == "VBD" or (verb.tag_ == "VBN" and helped))


def own_clause(word: Token) -> list[Token]:
    """Return the words of its sentence, or of that half of it which has a subject of its own."""
    for token in [word, *word.ancestors]:
        if token.dep_ == "conj" and any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children):
            return list(token.subtree)
    return list(word.sent)
