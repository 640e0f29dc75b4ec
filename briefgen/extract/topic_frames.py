"""The frames in which English says what was talked about: verbs, nouns and agendas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.topic_labels import topic_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_AGREES = frozenset({"agree", "deal"})  # who did not agree on something talked about it
DEPTH = 4  # how far to look below hollow nouns ("a range of issues of ...")


def discussed(token: Token) -> Iterator[tuple[Token, bool]]:
    """Yield the nouns that a verb or noun of talking governs, and whether it says that they were discussed.

    It does not for verbs by which one side speaks of something: "stressed", "welcomed".
    """
    if token.pos_ == "VERB":
        yield from _of_verb(token)
    elif is_on_agenda(token):
        yield from ((t, True) for t in _below(token))
    elif is_agenda(token):
        for child in token.head.children:  # "topics included border controls"
            if child.dep_ in {"dobj", "attr"}:
                yield from ((t, True) for t in _below(child))
    elif _opens(token):  # "On Syria, the minister said"
        yield from ((t, False) for t in _objects(token))
    elif token.pos_ in {"NOUN", "PROPN"} and token.lemma_.lower() in topic_words("carriers"):
        yield from ((t, True) for t in _of_carrier(token))


def _opens(token: Token) -> bool:
    """Tell whether a preposition sets the subject of its sentence: "On Syria, the minister said"."""
    return (
        bool(token.is_sent_start)
        and token.lower_ in {"on", "regarding", "concerning"}
        and token.dep_ == "prep"
    )


def was_discussed(verb: Token) -> bool:
    """Tell whether a verb says what was discussed without saying by whom: "X was raised as well"."""
    lemma, children = verb.lemma_.lower(), list(verb.children)
    discusses = lemma in topic_words("discuss") or any(
        f"{lemma}-{c.lower_}" in topic_words("phrasal") for c in children
    )
    return discusses and {"nsubjpass", "agent"} & {c.dep_ for c in children} == {"nsubjpass"}


def is_denied(token: Token) -> bool:
    """Tell whether a token is in what is said not to have been discussed: "they did not discuss the embargo"."""
    for verb in token.ancestors:
        if _is_negated(verb) and (_speaks_of(verb) or any(is_on_agenda(c) for c in verb.children)):
            return True
        if verb.pos_ == "VERB" and verb.dep_ == "conj":  # "did not discuss X, but settled Y"
            return False
    return False


def _speaks_of(verb: Token) -> bool:
    particles = {f"{verb.lemma_.lower()}-{c.lower_}" for c in verb.children}
    return verb.lemma_.lower() in topic_words("discuss") - _AGREES or bool(particles & topic_words("phrasal"))


def _is_negated(verb: Token) -> bool:
    if any(c.lower_ in {"only", "just", "merely"} for c in verb.children):
        return False  # "not only discussed"
    return any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children) or verb.head.lower_ == "without"


def _of_verb(verb: Token) -> Iterator[tuple[Token, bool]]:
    lemma = verb.lemma_.lower()
    discusses = lemma in topic_words("discuss")
    if discusses or lemma in topic_words("state"):
        if discusses and _is_told_of_both(verb):
            yield from ((t, True) for t in _below(verb.head))
        for child in verb.children:
            if child.dep_ == "dobj" or (child.dep_ == "nsubjpass" and discusses):
                yield from ((t, discusses) for t in _below(child))
            elif child.dep_ in {"xcomp", "ccomp"}:  # "agreed to resume flights", "how to end the war"
                yield from ((t, discusses) for t in _aims(child))
    if discusses or lemma in topic_words("state") | topic_words("converse"):
        for child in verb.children:
            if child.dep_ == "prep" and child.lower_ in topic_words("prepositions"):
                yield from ((t, lemma not in topic_words("state")) for t in _objects(child))
    yield from ((t, True) for t in _of_phrase(verb))


def _of_phrase(verb: Token) -> Iterator[Token]:
    """Yield what a verb with its particle or preposition is about: "took up", "went over", "ranged from"."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ == "dobj" and f"{lemma}-{child.lower_}" in topic_words("phrasal"):  # "took stock of"
            for other in (c for t in (child, verb) for c in t.children):
                if other.dep_ == "prep" and other.lower_ == "of":
                    yield from _objects(other)
            continue
        if f"{lemma}-{child.lower_}" not in topic_words("phrasal"):
            continue
        if child.dep_ in {"prep", "agent"}:
            yield from _objects(child)
        elif child.dep_ == "prt":
            for other in verb.children:
                if other.dep_ in {"dobj", "nsubjpass"}:
                    yield from _below(other)


def _of_carrier(noun: Token) -> Iterator[Token]:
    """Yield what the phrases of a noun of talking are about: "talks on tariffs", "talks to end the war"."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in topic_words("prepositions"):
            yield from _objects(child)
        elif child.dep_ == "prep" and child.lower_ == "of":  # "a memorandum of cooperation on cables"
            for inner in child.children:
                if inner.lemma_.lower() in topic_words("hollow"):
                    yield from _of_carrier(inner)
        elif child.dep_ in {"acl", "relcl"}:
            yield from _aims(child)
            if child.lemma_ in topic_words("aims") or child.lemma_ in topic_words("tops"):
                for inner in child.children:  # "aimed at ending the war", "dominated by the war"
                    if inner.lower_ in {"at", "by"}:
                        yield from _objects(inner)


def _aims(verb: Token) -> Iterator[Token]:
    """Yield what an infinitive does something to: "to end the war"."""
    if verb.tag_ != "VB" or not any(c.tag_ == "TO" for c in verb.children):
        return
    for child in verb.children:
        if child.dep_ == "dobj":
            yield from _below(child)
        elif child.dep_ == "conj":
            yield from (t for c in child.children if c.dep_ == "dobj" for t in _below(c))


def _is_told_of_both(verb: Token) -> bool:
    """Tell whether a verb was read as if it described its object: "the two discussed prices"."""
    counted = {c.lower_ for c in verb.head.children if c.dep_ in {"nummod", "det"} and c.i < verb.i}
    return verb.dep_ == "amod" and verb.tag_ in {"VBD", "VBN"} and bool(counted & {"two", "three", "both"})


def is_agenda(token: Token) -> bool:
    """Tell whether a noun is the agenda whose items its verb lists: "topics included"."""
    lists = token.head.lemma_ in topic_words("spans")
    return token.dep_ in SUBJECTS and token.lemma_.lower() in topic_words("agenda") and lists


def is_on_agenda(token: Token) -> bool:
    """Tell whether a noun is what "was on the agenda", "topped the agenda", "was among the topics"."""
    verb = token.head
    inverted = token.dep_ == "attr" and not any(c.dep_ in SUBJECTS for c in verb.children)
    if not (token.dep_ in SUBJECTS or inverted) or token.lemma_.lower() in topic_words("agenda"):
        return False
    predicate = [t for c in verb.children if c.dep_ in {"attr", "prep", "dobj", "agent"} for t in c.subtree]
    about = any(t.lemma_.lower() in topic_words("agenda") for t in predicate)
    return about and verb.lemma_ in topic_words("tops")


def _objects(preposition: Token) -> Iterator[Token]:
    for child in preposition.children:
        if child.dep_ == "pobj":
            yield from _below(child)
        elif child.dep_ == "pcomp":  # "on deepening bilateral cooperation", "on how to end the war"
            for inner in child.children:
                if inner.dep_ == "dobj":
                    yield from _below(inner)
        elif child.dep_ == "prep" or (child.dep_ == "conj" and child.tag_ == "IN"):
            yield from _objects(child)  # "including on trade", "of trade and of the war"


def _below(noun: Token, depth: int = DEPTH) -> Iterator[Token]:
    """Yield a noun and those joined to it; below a hollow one, what it is hollow for."""
    inner = list(_filling(noun)) if depth else []
    hollow = noun.lemma_.lower() in topic_words("hollow") | topic_words("carriers")
    if hollow:
        for token in inner:
            yield from _below(token, depth - 1)
    if not (hollow and inner) or any(c.dep_ in {"amod", "compound"} for c in noun.lefts):
        yield noun
    for child in [*noun.children, *_misplaced(noun)]:
        if child.dep_ in {"conj", "appos"} and child.pos_ in {"NOUN", "PROPN"} and depth:
            yield from _below(child, depth - 1)


def _misplaced(noun: Token) -> Iterator[Token]:
    """Yield the items of a list that hang on a party: "ties between the two countries, trade and visas"."""
    for child in noun.children:
        if child.dep_ == "prep":
            for party in child.children:
                if party.dep_ == "pobj" and party.lemma_.lower() in {"country", "side", "nation", "party"}:
                    yield from (t for t in party.children if t.dep_ == "conj")


def _filling(noun: Token) -> Iterator[Token]:
    """Yield what the phrases of a hollow noun name: "issues such as X", "issues including on X", "ways to X"."""
    joining = topic_words("prepositions") | {"of", "in", "as", "like", "for", "to", "toward", "towards"}
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in joining:
            yield from (t for t in child.children if t.dep_ == "pobj")
            nested = [t for c in child.children if c.dep_ in {"prep", "pcomp"} for t in c.children]
            yield from (t for t in nested if t.dep_ in {"pobj", "dobj"})
        elif child.dep_ in {"acl", "relcl"}:
            if child.lemma_ == "range":  # "issues ranging from X to Y"
                yield from (
                    t for c in child.children if c.dep_ == "prep" for t in c.subtree if t.dep_ == "pobj"
                )
            yield from (t for t in child.children if t.dep_ == "dobj" and child.tag_ == "VB")
