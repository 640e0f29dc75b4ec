"""Whether an encounter took place: tense, mood, negation, and words such as "postponed"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from briefgen.extract import lexicon
from briefgen.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

FUTURE = frozenset({"will", "'ll", "’ll", "shall", "would", "'d", "’d"})
MAYBE = frozenset({"may", "might", "could", "can", "should", "if"})
CLIMB = 6  # heads to look at above the trigger


@cache
def state_words(kind: str) -> frozenset[str]:
    """Return one of the word lists about the state of a meeting."""
    return frozenset(lexicon.load("meetings")["states"][kind].split())


def status_of_verb(verb: Token) -> Status | None:
    """Return what a sentence says about the encounter that ``verb`` names; None if it denies it."""
    own = _own_form(verb)
    if _negated(verb) or _only_an_example(verb):
        return None
    if _fell_through(verb):
        return Status.CANCELLED
    if own is not None and own is not Status.HELD:
        return Status.POSSIBLE if _only_wished(verb) else own
    if _denied_above(verb):
        return None
    if own is Status.HELD:
        return Status.HELD
    return _from_above(verb, default=Status.HELD)


def _only_wished(verb: Token) -> bool:
    """Tell whether "will meet" is what somebody hopes for or proposes: "officials hope that they will meet"."""
    return verb.dep_ == "ccomp" and verb.head.lemma_.lower() in state_words("possible")


def _only_an_example(verb: Token) -> bool:
    """Tell whether a gerund is one of the steps of a list: "agreed on measures including signing the treaty"."""
    while verb.dep_ == "conj" and verb.head.tag_ == "VBG":
        verb = verb.head
    return verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ in {"including", "as", "like"}


def _fell_through(verb: Token) -> bool:
    """Tell whether a plan is told as one that came to nothing: "were to have met"."""
    helpers = {t.lower_ for t in verb.children if t.dep_ in {"aux", "auxpass"}}
    above = {verb.head.lower_, *(t.lower_ for t in verb.head.children if t.dep_ in {"aux", "auxpass"})}
    return {"to", "have"} <= helpers and verb.dep_ == "xcomp" and bool(above & {"was", "were", "been"})


def _denied_above(token: Token) -> bool:
    """Tell whether what is said is said to be untrue: "denied a report that she had met"."""
    heads = [t for t, _ in zip(token.ancestors, range(CLIMB), strict=False)]
    return any(t.lemma_ in state_words("untrue") and not _negated(t) for t in heads)


def status_of_noun(noun: Token, light: Token | None) -> Status | None:
    """Return what a sentence says about the encounter that ``noun`` names; None if it denies it.

    ``light`` is the verb that the noun is object or subject of, if any.
    """
    called = light if light is not None else _verb_above(noun)
    if called is not None and _calls_off(called, noun):
        return _from_verb(called, noun)
    if _denied_above(noun):
        return None
    adjectives = {t.lower_ for t in noun.subtree if t.dep_ in {"amod", "compound", "nmod"} and t.i < noun.i}
    for status, kind in (
        (Status.CANCELLED, "cancelled_adjectives"), (Status.POSTPONED, "postponed_adjectives"),
        (Status.POSSIBLE, "possible_adjectives"), (Status.PLANNED, "planned_adjectives"),
    ):  # fmt: skip
        if adjectives & state_words(kind):
            fell_through = (
                called is not None and noun.dep_ == "nsubj" and called.lemma_ in state_words("fail")
            )
            return Status.CANCELLED if fell_through else status
    for child in noun.children:  # "a meeting scheduled for June", "talks set to begin"
        if child.dep_ in {"acl", "relcl"} and child.lemma_ in {
            "schedule",
            "plan",
            "set",
            "expect",
            "slate",
            "propose",
        }:
            return Status.POSSIBLE if child.lemma_ == "propose" else Status.PLANNED
    if any(t.lower_ == "no" for t in noun.lefts):
        return None
    preposition = _preposition_of(noun)
    if preposition in state_words("ahead") or looked_forward_to(noun):
        return Status.PLANNED
    if preposition in state_words("behind") and not (
        light is not None and light.lemma_ in state_words("cancel")
    ):
        return Status.HELD
    verb = light if light is not None else _verb_above(noun)
    return _from_verb(verb, noun) if verb is not None else Status.HELD


def _from_verb(verb: Token, noun: Token) -> Status | None:
    if verb.lemma_ in state_words("cancel") or (
        verb.lemma_ == "call" and any(t.lower_ == "off" for t in verb.children)
    ):
        return None if _negated(verb) else Status.CANCELLED
    if verb.lemma_ in state_words("postpone") or (
        verb.lemma_ == "put" and any(t.lower_ == "off" for t in verb.children)
    ):
        return None if _negated(verb) else Status.POSTPONED
    failed = (
        verb.lemma_ == "fail" and noun.dep_ == "nsubj" and not any(t.dep_ == "xcomp" for t in verb.children)
    )
    if verb.lemma_ in state_words("denied") and verb.tag_ != "NN" and not failed:
        return None
    own = _own_form(verb)
    if own is not None and own is not Status.HELD:
        return None if _negated(verb) and own is not Status.POSSIBLE else own
    if _negated(verb):
        return None
    if noun.dep_ == "nsubj" or (noun.dep_ == "nsubjpass" and verb.lemma_ not in state_words("announced")):
        return Status.HELD if own is Status.HELD else _from_above(verb, default=Status.HELD)
    offered = verb.lemma_ in state_words("possible") and noun.lower_ not in state_words("extended")
    if offered and noun in verb.subtree and _indefinite(noun):
        return Status.POSSIBLE
    if (
        verb.lemma_ in state_words("planned") - state_words("motion")
        and noun in verb.subtree
        and _indefinite(noun)
    ):
        return Status.PLANNED
    if verb.lemma_ in state_words("leaving") and _preposition_of(noun) in {"for", "to"}:
        return Status.PLANNED
    if _sets_out_for(verb, noun):
        return Status.PLANNED
    if noun.dep_ == "nsubjpass" and verb.lemma_ in state_words("timetabled"):
        return Status.PLANNED  # "the meeting was scheduled for Monday"
    if own is Status.HELD:
        return Status.HELD
    return _from_above(verb, default=Status.HELD)


def _sets_out_for(verb: Token, noun: Token) -> bool:
    """Tell whether the noun is what somebody goes somewhere for, in the present: "flies to Rome for talks"."""
    setting_out = verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ in state_words("motion") - {"visit", "return"}
    return setting_out and noun.dep_ == "pobj" and noun.head.lower_ == "for" and verb in noun.ancestors


def looked_forward_to(noun: Token) -> bool:
    """Tell whether a noun is what somebody "looks forward to"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "to":
        return False
    verb = noun.head.head if noun.head.head.pos_ == "VERB" else noun.head.head.head
    return verb.lemma_ == "look" and any(t.lower_ == "forward" for t in verb.children)


def _calls_off(verb: Token, noun: Token) -> bool:
    """Tell whether a verb cancels or puts off what the noun, its object or passive subject, names."""
    if noun.dep_ not in {"dobj", "nsubjpass", "conj"}:
        return False
    off = verb.lemma_ in {"call", "put"} and any(t.lower_ == "off" for t in verb.children)
    return off or verb.lemma_ in state_words("cancel") | state_words("postpone")


def _indefinite(noun: Token) -> bool:
    return not any(t.lower_ in {"the", "this", "that"} for t in noun.lefts)


def _preposition_of(noun: Token) -> str | None:
    """Return the preposition that governs a noun, past other nouns ("after a day of meetings")."""
    token = noun
    for _ in range(4):
        if token.dep_ in {"pobj", "pcomp"}:
            preposition = token.head
            if preposition.lower_ == "of" and preposition.head.lower_ == "eve":
                return "ahead"
            if preposition.lower_ == "of" and preposition.head.pos_ in {"NOUN", "PROPN"}:
                token = preposition.head
                continue
            if preposition.lower_ == "of" and preposition.head.lower_ in {"ahead", "heels", "wake"}:
                return "ahead" if preposition.head.lower_ == "ahead" else "after"
            return preposition.lower_
        if token.dep_ == "conj":
            token = token.head
            continue
        return None
    return None


def _verb_above(token: Token) -> Token | None:
    for ancestor in token.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return None


def _own_form(verb: Token) -> Status | None:
    """Return what the verb's own form and auxiliaries say; None if it leaves it to the verb above."""
    helpers = {t.lower_ for t in verb.children if t.dep_ in {"aux", "auxpass", "mark"}}
    if helpers & MAYBE:
        return Status.POSSIBLE
    if helpers & FUTURE or ("going" in helpers):
        return Status.PLANNED
    if "to" in helpers and verb.tag_ == "VB":
        return None
    if verb.tag_ == "VBD" or (
        verb.tag_ == "VBN"
        and helpers & {"has", "have", "had", "was", "were", "been", "'ve", "’ve", "having", "is", "are"}
    ):
        return Status.HELD
    if verb.tag_ == "VBG" and helpers & {"is", "are", "am", "'s", "’s", "be"}:
        return Status.PLANNED
    if verb.tag_ == "VBG":
        return _from_gerund(verb)
    if verb.tag_ in {"VBZ", "VBP"}:
        marks = {t.lower_ for t in verb.children if t.dep_ in {"mark", "advmod"}}
        ahead = marks & {"when", "until", "once", "before", "after"}
        return Status.PLANNED if ahead else Status.HELD
    return None


def _from_gerund(verb: Token) -> Status | None:
    """Return what "after meeting", "before meeting", "look forward to meeting" say."""
    if verb.dep_ in {"pcomp", "advcl", "prep"}:
        before = {t.lower_ for t in verb.children if t.dep_ in {"mark", "prep"}} | {verb.head.lower_}
        if before & state_words("behind"):
            return Status.PLANNED if _lies_in_future(_verb_above(verb)) else Status.HELD
        if before & state_words("ahead") or {"forward", "to"} & before:
            return Status.PLANNED
    return None


def _lies_in_future(verb: Token | None) -> bool:
    """Tell whether a clause is about what will be: "will fly home after meeting"."""
    return verb is not None and any(t.lower_ in FUTURE - {"would", "'d", "’d"} for t in verb.children)


def _negated(verb: Token) -> bool:
    if any(t.dep_ == "neg" or t.lower_ in {"never", "n't", "n’t"} for t in verb.children):
        return True
    return any(
        t.lower_ in {"without", "instead"} and t.i < verb.i for t in verb.ancestors if t.dep_ == "prep"
    )


def _from_above(verb: Token, *, default: Status) -> Status | None:
    """Return what the verbs and adjectives that govern an infinitive or a clause say."""
    token = verb
    for _ in range(CLIMB):
        if token.dep_ == "ROOT" or token.head == token:
            break
        parent = token.head
        verdict = _verdict(parent, token)
        if verdict is not False:
            return verdict
        token = parent
    return Status.PLANNED if verb.tag_ == "VB" else default


def _verdict(parent: Token, child: Token) -> Status | Literal[False] | None:
    """Return the status that a governing word gives to what it governs, False if it doesn't tell."""
    word = parent.lemma_.lower()
    if word in state_words("denied") or (
        parent.lower_ in {"plans", "plan", "intention"} and any(t.lower_ == "no" for t in parent.lefts)
    ):
        return None
    if child.dep_ in {"xcomp", "acl", "ccomp", "advcl", "relcl", "pcomp", "prep", "pobj", "dobj"}:
        helpers = {t.lower_ for t in parent.children if t.dep_ in {"aux", "auxpass"}}
        if word in state_words("planned") - state_words("motion"):
            return None if _negated(parent) else Status.PLANNED
        if word in state_words("possible"):
            return Status.POSSIBLE
        if helpers & MAYBE:
            return Status.POSSIBLE
        if helpers & FUTURE:
            return Status.PLANNED
        if word in state_words("leaving"):
            return Status.PLANNED
        if word in state_words("motion"):
            return Status.HELD if parent.tag_ in {"VBD", "VBN"} else Status.PLANNED
        if parent.lower_ in {
            "plan",
            "plans",
            "schedule",
            "agreement",
            "deal",
            "decision",
            "trip",
            "visit",
            "tour",
            "journey",
            "way",
        }:
            return Status.PLANNED
        if parent.lower_ in {
            "offer",
            "proposal",
            "invitation",
            "chance",
            "opportunity",
            "hopes",
            "hope",
            "desire",
            "willingness",
            "readiness",
        }:
            return Status.POSSIBLE
        if parent.lower_ in {"scheduled", "due", "set", "likely", "ready", "willing", "able"}:
            return Status.PLANNED if parent.lower_ in {"scheduled", "due", "set"} else Status.POSSIBLE
    return False
