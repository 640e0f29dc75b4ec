"""The frames in which English says what was talked about: verbs, nouns and agendas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.topic_labels import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
DEPTH = 4  # how far to look below hollow nouns ("a range of issues of ...")


def discussed(token: Token) -> Iterator[tuple[Token, bool]]:
    """Yield the nouns that a verb or noun of talking governs, and whether it says that they were discussed.

    It does not for verbs by which one side speaks of something: "stressed", "welcomed".
    """
    lemma = token.lemma_.lower()
    discusses = lemma in topic_words("discuss")
    if token.pos_ == "VERB" and (discusses or lemma in topic_words("state")):
        for child in token.children:
            if child.dep_ == "dobj" or (child.dep_ == "nsubjpass" and discusses):
                yield from ((t, discusses) for t in _below(child))
            elif child.dep_ == "prep" and child.lower_ in topic_words("prepositions"):
                yield from ((t, discusses) for t in _objects(child))
    elif is_on_agenda(token):
        yield from ((t, True) for t in _below(token))
    elif is_agenda(token):
        for child in token.head.children:  # "topics included border controls"
            if child.dep_ in {"dobj", "attr"}:
                yield from ((t, True) for t in _below(child))
    elif token.pos_ in {"NOUN", "PROPN"} and lemma in topic_words("carriers"):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in topic_words("prepositions"):
                yield from ((t, True) for t in _objects(child))


def is_agenda(token: Token) -> bool:
    """Tell whether a noun is the agenda whose items its verb lists: "topics included"."""
    lists = token.head.lemma_ in topic_words("spans")
    return token.dep_ in SUBJECTS and token.lemma_.lower() in topic_words("agenda") and lists


def is_on_agenda(token: Token) -> bool:
    """Tell whether a noun is what "was on the agenda", "topped the agenda", "was among the topics"."""
    if token.dep_ not in SUBJECTS or token.lemma_.lower() in topic_words("agenda"):
        return False
    verb = token.head
    predicate = [t for c in verb.children if c.dep_ in {"attr", "prep", "dobj", "agent"} for t in c.subtree]
    about = any(t.lemma_.lower() in topic_words("agenda") for t in predicate)
    return about and verb.lemma_ in topic_words("tops")


def _objects(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield from _below(child)
        elif child.dep_ == "pcomp":  # "on deepening bilateral cooperation"
            for inner in child.children:
                if inner.dep_ == "dobj":
                    yield from _below(inner)


def _below(noun: Token, depth: int = DEPTH) -> Iterator[Token]:
    """Yield a noun and those joined to it; below a hollow one, what it is hollow for."""
    inner = [
        t
        for c in noun.children
        if c.dep_ == "prep"
        and c.lower_ in topic_words("prepositions") | {"of", "in", "as", "like", "for", "to"}
        for t in c.children
        if t.dep_ == "pobj"
    ]
    hollow = noun.lemma_.lower() in topic_words("hollow") | topic_words("carriers")
    if hollow and inner and depth:
        for token in inner:
            yield from _below(token, depth - 1)
    if not (hollow and inner) or any(c.dep_ in {"amod", "compound"} for c in noun.lefts):
        yield noun
    for child in noun.children:
        if child.dep_ in {"conj", "appos"} and child.pos_ in {"NOUN", "PROPN"} and depth:
            yield from _below(child, depth - 1)
