"""How a sentence uses the name of a place: something is there, or it stands for a government.

Reads the parse (labels of spaCy's English models) around the name.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from briefgen.extract import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@functools.cache
def place_words(name: str) -> frozenset[str]:
    """Return one of the word lists of ``lexicon/places.toml``."""
    return frozenset(lexicon.load("places")[name])


def is_located(part: Span | None) -> bool:
    """Tell whether something is at, or on its way to or from, the place."""
    if part is None or not part.doc.has_annotation("DEP"):
        return False
    root = _chain_head(part.root)
    if root.dep_ == "pobj":
        return _after_preposition(root)
    if root.dep_ in {"dobj", "obj"}:
        return root.head.lemma_.lower() in place_words("visit")
    if root.dep_ == "nsubj" and root.head.lemma_.lower() == "host":
        return True  # "Geneva hosted the talks"
    if is_modifier(part):
        return _modifies_located(root)
    return root.dep_ in {"npadvmod", "advmod"} and root.head.pos_ == "VERB" and not _hyphenated(part)


def _modifies_located(name: Token) -> bool:
    """Tell whether a name stands before a noun that puts something there: "in the Panmunjom border village"."""
    noun = name.head
    while noun.dep_ == "compound" and noun.head.i > noun.i:
        noun = noun.head
    lemma = noun.lemma_.lower()
    if lemma in place_words("events"):
        return True
    is_spot = any(lemma in place_words(kind) for kind in ("seats", "sites", "buildings"))
    return is_spot and noun.dep_ == "pobj" and _after_preposition(noun)


def is_modifier(part: Span) -> bool:
    """Tell whether the name stands before a noun: "the Singapore summit"."""
    return part.root.dep_ in {"compound", "nmod"} and part.root.head.i > part.root.i


def _hyphenated(part: Span) -> bool:
    """Tell whether the name is the first part of a compound: "Iran-backed"."""
    return part.end < len(part.doc) and part.doc[part.end].text in {"-", "–"}


def _chain_head(token: Token) -> Token:
    """Return the first name of "Moscow and Kyiv", "Paris, France", "the town of Woodside"."""
    while token.dep_ in {"appos", "conj"} and token.head.pos_ in {"PROPN", "NOUN"} and token.head.i < token.i:
        token = token.head
    return token


def _after_preposition(token: Token) -> bool:
    preposition = token.head.lower_
    if preposition in place_words("in"):
        return True
    if preposition == "on":
        on_land = token.text in place_words("stands_on") or token.lemma_.lower() in place_words("sites")
        return on_land or (token.text in place_words("islands") and _is_staying(token.head.head))
    if preposition == "of":
        return _after_of(token.head.head)
    governor = token.head.head
    while governor.dep_ == "prep" and governor.head != governor:
        governor = governor.head
    if preposition == "from" and governor.pos_ == "VERB" and governor.lemma_ in place_words("reports_from"):
        return True
    return preposition in place_words("toward") and governor.lemma_.lower() in place_words("motion")


def _is_staying(verb: Token) -> bool:
    """Tell whether somebody is somewhere, not talks on something: "they were on Malta", "landed on Crete"."""
    return verb.lemma_ in place_words("staying") and any(
        t.dep_ == "nsubj" and (t.ent_type_ == "PERSON" or t.pos_ in {"PROPN", "PRON"}) for t in verb.children
    )


def _after_of(noun: Token) -> bool:
    """Tell whether "in the city of Geneva" puts something in Geneva."""
    if noun.dep_ != "pobj":
        return False
    if noun.lemma_.lower() in place_words("sites"):
        return noun.head.lower_ in place_words("in") | {"on"}
    return noun.lemma_.lower() in place_words("seats") and noun.head.lower_ in place_words("in")


def is_metonym(part: Span | None) -> bool:
    """Tell whether the place acts like a person: "Beijing said", "talks with Moscow"."""
    if part is None or not part.doc.has_annotation("DEP"):
        return False
    root = _chain_head(part.root)
    if root.dep_ in {"nsubj", "nsubjpass"}:
        return root.head.pos_ == "VERB"
    if root.dep_ == "pobj":
        return root.head.lower_ in place_words("party")
    return False
