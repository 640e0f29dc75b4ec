"""Company: who comes along to a meeting of others, as an envoy's staff and ministers do.

"Roe was accompanied by Doe", "the ambassador also took part", "also present were Doe and
Poe": such sentences do not tell of a meeting, but say who else was at the one just told.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.extract.clauses import SUBJECT, noun_forms, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Along:
    """Nouns for people who came along; ``beside`` stands for the one they came with, if said."""

    people: tuple[Token, ...]
    beside: Token | None = None
    meeting: str | None = None  # what the words call the meeting: "call"


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(lexicon.load("meetings")["company"][kind].split())


def companions(verb: Token) -> Iterator[Along]:
    """Yield who came along by what a verb says, or "in the presence of"."""
    if verb.lower_ == "presence":
        yield from _witnesses(verb)
    elif verb.pos_ not in {"VERB", "AUX"} or any(t.dep_ == "neg" for t in verb.children):
        return
    elif verb.lemma_ in _words("presiding"):
        yield from _presiding(verb)
    elif verb.tag_ == "VBG" and verb.i == verb.sent.start:
        yield from _inverted(verb)
    elif verb.lemma_ in _words("escorting"):
        yield from _escorts(verb)
    elif verb.lemma_ == "bring":
        people = tuple(t for t in verb.children if t.dep_ == "dobj")
        subject = subject_of(verb)
        if subject is not None and people:
            yield Along(people, subject)
    elif verb.lemma_ == "be":
        yield from _present(verb)
    elif _joins(verb) or _sits_in(verb):
        subject = subject_of(verb)
        if subject is not None:
            held = [t.lemma_.lower() for t in verb.subtree if t.i > verb.i and t.lower_ in noun_forms()]
            yield Along((subject,), meeting=held[0] if held else None)


def _witnesses(noun: Token) -> Iterator[Along]:
    """Read "signed in the presence of Roe"."""
    people = tuple(t for c in noun.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj")
    if noun.head.lower_ == "in" and people:
        yield Along(people)


def _escorts(verb: Token) -> Iterator[Along]:
    """Read "Roe, accompanied by Doe, …", "Roe was accompanied by Doe", "Doe accompanied Roe"."""
    agents = tuple(
        t for c in verb.subtree if c.lower_ == "by" and c.dep_ in {"agent", "prep", "conj"}
        and verb in {c.head, c.head.head} for t in c.children if t.dep_ == "pobj"
    )  # fmt: skip
    if agents:
        escorted = verb.head if verb.dep_ == "acl" else subject_of(verb)
        if escorted is not None:
            yield Along(agents, escorted)
        return
    subject = next((t for t in verb.children if t.dep_ in SUBJECT), None)
    escorted = next((t for t in verb.children if t.dep_ == "dobj"), None)
    if subject is not None and escorted is not None:
        yield Along((subject,), escorted)


def _presiding(verb: Token) -> Iterator[Along]:
    """Read "Roe moderated", "Roe will chair the session", "it was chaired by Roe"."""
    held = [t for t in verb.children if t.dep_ in {"dobj", "nsubjpass"}]
    if any(t.lower_ != "it" and t.lower_ not in noun_forms() for t in held):
        return
    if any(t.dep_ == "nsubjpass" for t in held):
        people = [t for c in verb.children if c.lower_ == "by" for t in c.children if t.dep_ == "pobj"]
    elif verb.dep_ in {"ROOT", "conj"}:
        people = [t for t in verb.children if t.dep_ == "nsubj"]
    else:
        return
    if people:
        yield Along(tuple(people))


def _inverted(participle: Token) -> Iterator[Along]:
    """Read "Taking part in the talks were Roe and Doe and, on the other side, Poe"."""
    if participle.lemma_ not in {"take", "participate", "attend"}:
        return
    sentence = [t for t in participle.sent if t.i > participle.i]
    copula = next((t.i for t in sentence if t.lower_ in {"was", "were", "is", "are"}), None)
    held = [t.lemma_.lower() for t in sentence if t.lower_ in noun_forms() and t.i < (copula or 0)]
    if copula is not None and held:
        people = [
            t
            for t in sentence
            if t.i > copula and t.pos_ == "PROPN" and t.dep_ in {"attr", "nsubj", "conj", "ROOT", "dobj"}
        ]
        yield Along(tuple(people), meeting=held[0])


def _present(verb: Token) -> Iterator[Along]:
    """Read "Roe was also present", "present were Roe and Doe", "attending were Roe and Doe"."""
    said = {t.lower_ for t in verb.children if t.pos_ != "VERB" or t.lower_ == "attending"}
    said |= {t.lower_ for c in verb.children if c.lower_ in {"in", "at"} for t in c.children}
    if not said & _words("present"):
        return
    subject = subject_of(verb)
    people = [t for t in verb.children if t.dep_ in {"nsubj", "attr"} and t.lower_ not in _words("present")]
    if subject is not None and subject not in people and subject.lower_ not in _words("present"):
        people.append(subject)
    yield Along(tuple(people))


def _joins(verb: Token) -> bool:
    """Tell whether somebody joins those who meet, or what they hold: "joined the two men"."""
    if verb.lemma_ != "join":
        return False
    return any(t.dep_ == "dobj" and t.lower_ in _words("joined") | noun_forms() for t in verb.children)


def _sits_in(verb: Token) -> bool:
    """Tell "sat in", "also attended", "took part in the talks"."""
    objects = [t for t in verb.children if t.dep_ == "dobj"]
    places = [t for c in verb.children if c.dep_ == "prep" for t in c.children if t.dep_ == "pobj"]
    held = all(t.lower_ in noun_forms() | _words("joined") for t in places)
    if verb.lemma_ == "take":
        return [t.lower_ for t in objects] == ["part"] and _is_of_meeting(objects[0], held=held)
    if verb.lemma_ == "participate":
        return held
    if verb.lemma_ == "sit":
        return any(t.lower_ == "in" and not any(c.dep_ == "pobj" for c in t.children) for t in verb.children)
    return verb.lemma_ == "attend" and not objects and any(t.lower_ == "also" for t in verb.children)


def _is_of_meeting(part: Token, *, held: bool) -> bool:
    """Tell whether the "in …" beside "part" speaks of a meeting, or is not there."""
    below = [t for c in part.children if c.dep_ == "prep" for t in c.children if t.dep_ == "pobj"]
    return held and all(t.lower_ in noun_forms() | _words("joined") for t in below)
