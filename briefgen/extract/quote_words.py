"""The lexicon of reporting, and what single tokens are in it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefgen.extract import lexicon

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "cannot", "neither", "hardly"})
_DENIALS = frozenset({"deny", "denied", "denies", "denying", "refused", "declined"})
_UNREAL = frozenset({"would", "could", "might", "may", "should", "if", "whether", "can"})
_PLAIN = frozenset({"said", "says", "saying", "say", "told", "tells", "telling", "added", "tweeted", "asked"})


@cache
def word_set(table: str, key: str) -> frozenset[str]:
    """Return one list of the reporting lexicon."""
    return frozenset(lexicon.load("reporting")[table][key])


def _is_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.lower_ in _PLAIN


def _lemma(token: Token) -> str:
    """Return the lemma, in lower case; the tagger's slips on the commonest forms are mended."""
    if token.lower_ in ("said", "says", "saying"):
        return "say"
    if token.lower_ in ("told", "tells", "telling"):
        return "tell"
    if token.tag_ not in ("VBD", "VBZ", "VBP", "VBG", "VBN", "VB") and token.lower_.endswith("ed"):
        return str(token.lower_[:-2])
    return str(token.lemma_.lower())


def is_strong(token: Token) -> bool:
    """Tell a verb that brings someone's words: say, add, warn, shoot back."""
    if not _is_verb(token):
        return False
    if token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "back":
        return _lemma(token) in word_set("verbs", "back")
    return _lemma(token) in word_set("verbs", "strong")


def is_ambiguous(token: Token) -> bool:
    """Tell a strong verb that often means something else: continue, go, agree."""
    return _lemma(token) in word_set("verbs", "ambiguous")


def is_weak(token: Token) -> bool:
    """Tell a verb under which a quoted fragment is the subject's own wording: praise, call."""
    if not _is_verb(token) or any(child.dep_ == "prt" and child.lower_ == "off" for child in token.children):
        return False
    return _lemma(token) in word_set("verbs", "weak")


def takes_thought(token: Token) -> bool:
    """Tell a weak verb whose object is a clause: hope, fear, indicate."""
    return _lemma(token) in word_set("verbs", "thought")


def is_relaying(token: Token) -> bool:
    """Tell a verb whose subject passes on what others said: report, quote, cite."""
    return _is_verb(token) and _lemma(token) in word_set("verbs", "relay")


def reports_clause(token: Token) -> bool:
    """Tell a verb under which a clause is somebody's statement."""
    return _is_verb(token) and _lemma(token) in word_set("verbs", "clause")


def is_hyphen(token: Token) -> bool:
    """Tell a hyphen inside a word ("Tveit-Halvorsen") from a dash."""
    return (
        token.text in ("-", "–") and token.i > 0 and not token.whitespace_ and not token.nbor(-1).whitespace_
    )


def is_finite(token: Token) -> bool:
    """Tell a finite verb or auxiliary; forms of saying count whatever the tagger made of them."""
    return token.tag_ in _FINITE or token.lower_ in ("said", "told", "tweeted", "says", "added")


def is_document(token: Token) -> bool:
    """Tell a noun for something said or written: statement, tweet, speech."""
    lemma = _lemma(token)
    return token.pos_ in ("NOUN", "PROPN") and (
        lemma in word_set("nouns", "documents") or lemma in word_set("nouns", "acts")
    )


def is_body(token: Token) -> bool:
    """Tell a noun for an institution that speaks: ministry, office."""
    return _lemma(token) in word_set("nouns", "bodies")


def is_relay_name(words: str) -> bool:
    """Tell the name of an agency or a broadcaster, or words for one ("state media")."""
    folded = words.lower().removeprefix("the ").strip()
    known = folded in word_set("relays", "names") or folded.removesuffix("news agency").strip() in word_set(
        "relays", "names"
    )
    return known or (bool(folded) and folded.split()[-1] in word_set("relays", "words"))


def is_negated(verb: Token, outer: Collection[int]) -> bool:
    """Tell "did not say", "never said" and "denied saying", by the words outside quotation marks."""
    if _before(verb) in _DENIALS or (verb.dep_ == "xcomp" and verb.head.lower_ in _DENIALS):
        return True
    negations = [c for c in verb.children if c.lower_ in _NEGATIONS and c.i in outer]
    return bool(negations) or _before(verb) in _NEGATIONS


def speaks_of(verb: Token) -> bool:
    """Tell "spoke of", "went on about": what follows is what the words were on."""
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    return is_ambiguous(verb) and after is not None and after.lower_ in {"of", "about"}


def is_unreal(verb: Token, outer: Collection[int]) -> bool:
    """Tell "would say", "if he says", "stopped short of saying", by the words outside quotation marks."""
    if verb.i > 1 and verb.nbor(-1).lower_ == "of" and verb.nbor(-2).lower_ == "short":
        return True
    return any(c.lower_ in _UNREAL and c.i in outer for c in verb.lefts) or _before(verb) in _UNREAL


def _before(token: Token) -> str:
    return str(token.nbor(-1).lower_) if token.i else ""
