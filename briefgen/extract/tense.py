"""Past or future: what the verb around a word says about it.

Follows the parse from the word to the verb that governs it (labels of spaCy's
English models) and reads that verb's form, its auxiliaries and, for an infinitive,
the verb or noun that it completes.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from briefgen.extract import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PAST, OPEN, FUTURE = -1, 0, 1

_MODALS = frozenset(
    {
        "will",
        "shall",
        "’ll",
        "'ll",
        "ll",
        "wo",
        "sha",
        "would",
        "may",
        "might",
        "could",
        "should",
        "can",
        "must",
    }
)
_BETWEEN = frozenset({"early", "earlier", "late", "later", "on"})


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon.load("dates")["tense"][name])


def direction_at(doc: Doc, char: int) -> int:
    """Return -1, 0 or +1: whether the word at a character lies in the past or the future."""
    if not doc.has_annotation("DEP"):
        return OPEN
    token = next((t for t in doc if t.idx <= char < t.idx + len(t)), None)
    if token is None:
        return OPEN
    if _is_ahead(doc, token):
        return FUTURE
    if _beside_past(doc, token):
        return PAST
    return _governing(token)


def _is_ahead(doc: Doc, token: Token) -> bool:
    """Tell whether the words before the token put it ahead ("until Thursday")."""
    before = doc[max(0, token.i - 2) : token.i].text.lower()
    return any(before == phrase or before.endswith(f" {phrase}") for phrase in _words("ahead"))


def is_attributive(doc: Doc, start: int, end: int) -> bool:
    """Tell whether characters ``start`` to ``end`` stand before a noun: "the Nov. 8 election".

    The tense of the sentence then says nothing about them.
    """
    inside = [t for t in doc if start <= t.idx < end]
    if not inside or inside[-1].i + 1 >= len(doc):
        return False
    heads = {t.head for t in inside} - set(inside)
    return any(head.pos_ == "NOUN" and head.i > inside[-1].i for head in heads)


def is_promised(doc: Doc, char: int) -> bool:
    """Tell whether the verb over a character says what will be ("will fly", "is to fly"), not what is going on."""
    token = next((t for t in doc if t.idx <= char < t.idx + len(t)), None)
    verb = None if token is None else next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None or direction_at(doc, char) != FUTURE:
        return False
    return any(t.dep_ in {"aux", "auxpass"} and t.tag_ in {"MD", "TO"} for t in verb.children)


def _beside_past(doc: Doc, token: Token) -> bool:
    """Tell whether a verb of the past stands beside the words: "said on Monday he would".

    Parsers like to hang such a date on the clause that follows.
    """
    before = token.i - 1
    while before >= 0 and doc[before].lower_ in _BETWEEN:
        before -= 1
    after = token.i + 1
    beside = [doc[i] for i in (before, after) if 0 <= i < len(doc)]
    return any(t.tag_ == "VBD" and t.pos_ == "VERB" and t.lemma_ not in _words("plans") for t in beside)


def _governing(token: Token) -> int:
    """Climb from a token to the first verb, or planning noun, whose form tells."""
    below = None
    for node in (token, *token.ancestors):
        if node.pos_ in {"NOUN", "PROPN"} and node is not token and _is_planned_noun(node):
            return FUTURE
        if node.lemma_ in _words("moves") and node.pos_ == "VERB" and below is not None:
            if below.dep_ == "prep" and below.lower_ in {"to", "for"}:
                return FUTURE
            if below.dep_ in {"nsubj", "nsubjpass", "dobj"} or below.lower_ == "from":
                return OPEN
        below = node
        if node.pos_ in {"VERB", "AUX"} and (found := verb_direction(node)) is not None:
            return found
    return OPEN


def _is_planned_noun(noun: Token) -> bool:
    return any(child.dep_ == "amod" and child.lower_ in _words("modifiers") for child in noun.children)


def verb_direction(verb: Token) -> int | None:
    """Return what a verb's form says, None where its head must say it."""
    auxiliaries = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    if any(child.lower_ in _MODALS for child in auxiliaries):
        return OPEN if any(child.lower_ == "have" for child in auxiliaries) else FUTURE
    if any(child.tag_ == "TO" for child in auxiliaries):
        return _infinitive(verb)
    if verb.lemma_ in _words("plans") or verb.lemma_ in _words("commitments"):
        return _planning(verb, auxiliaries)
    return _finite(verb, auxiliaries)


def _finite(verb: Token, auxiliaries: list[Token]) -> int | None:
    """Read a verb that is no infinitive and plans nothing."""
    past = any(child.tag_ == "VBD" or child.lemma_ == "have" for child in auxiliaries)
    if verb.tag_ == "VBD" or past:
        return PAST
    present = any(child.tag_ in {"VBZ", "VBP"} for child in auxiliaries)
    if verb.tag_ in {"VBZ", "VBP"}:
        return _present(verb)
    if verb.tag_ == "VBN":
        return FUTURE if present else PAST
    if verb.tag_ == "VBG":
        return FUTURE if present else None
    return None


def _present(verb: Token) -> int | None:
    """Read the present tense: "is to meet", "meets on Tuesday", "says"."""
    if verb.lemma_ in _words("reporting"):
        return PAST
    if verb.lemma_ == "be":
        return _due(verb)
    return FUTURE


def _due(verb: Token) -> int:
    ahead = any(c.dep_ == "acomp" and c.lower_ in _words("adjectives") for c in verb.children)
    return FUTURE if ahead else OPEN


def _planning(verb: Token, auxiliaries: list[Token]) -> int:
    """Read a verb of planning that governs the date itself ("is scheduled for Monday")."""
    was = any(child.tag_ == "VBD" for child in auxiliaries)
    if verb.tag_ == "VBN" and not any(child.lemma_ == "have" for child in auxiliaries):
        return OPEN if was else FUTURE
    if verb.tag_ in {"VBD", "VBN"}:
        return PAST
    return FUTURE


def _infinitive(verb: Token) -> int | None:
    """Read "to meet" by what it completes; a purpose ("came to meet") is left to its head."""
    head = verb.head
    if head is verb or verb.dep_ == "ROOT":
        return FUTURE  # headline: "Obama to meet Castro on Monday"
    if head.pos_ in {"NOUN", "PROPN"}:
        return FUTURE if head.lemma_.lower() in _words("nouns") or head.lemma_ in _words("plans") else None
    if head.lemma_ == "be":
        return OPEN if head.tag_ == "VBD" else FUTURE
    if head.pos_ == "ADJ" or head.lower_ in _words("adjectives"):
        return _of_adjective(head)
    if head.lemma_ in _words("commitments"):
        return FUTURE
    if head.lemma_ in _words("plans") or head.lemma_ == "go":
        return _of_plan(head)
    return None


def _of_adjective(head: Token) -> int | None:
    """Read "due to meet", "expected to meet" by the tense of their auxiliary."""
    if head.lower_ not in _words("adjectives"):
        return None
    forms = {child.tag_ for child in head.children if child.dep_ in {"aux", "auxpass"}}
    if head.dep_ == "acomp":
        forms.add(head.head.tag_)
    return OPEN if "VBD" in forms else FUTURE


def _of_plan(head: Token) -> int:
    was = head.tag_ == "VBD" or any(
        child.tag_ == "VBD" for child in head.children if child.dep_ in {"aux", "auxpass"}
    )
    return OPEN if was else FUTURE
