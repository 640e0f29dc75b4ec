"""Whom the pronouns "he" and "she" stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from briefgen.extract.references import SUBJECTS, Draft, Reference
from briefgen.extract.states import state_words
from briefgen.model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from briefgen.extract.passages import Passage

SINGULAR = dict.fromkeys(("he", "him", "his", "himself"), "male") | dict.fromkeys(
    ("she", "her", "hers", "herself"), "female"
)


def reporting_verbs() -> frozenset[str]:
    """Return the verbs whose subject is speaking."""
    return state_words("reporting")


REACH = 4  # sentences that a pronoun looks back over


def quoted_tokens(passages: Sequence[Passage], quoted: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the (passage, token) pairs inside quotation marks."""
    inside = set()
    for index, passage in enumerate(passages):
        ranges = [q for q in quoted if q[0] < passage.block.end and q[1] > passage.block.start]
        if ranges:
            for token in passage.tokens:
                at = passage.offset + token.idx
                if any(start <= at < end for start, end in ranges):
                    inside.add((index, token.i))
    return inside


def find_pronouns(
    passages: Sequence[Passage], drafts: list[Draft], found: list[Reference], inside: set[tuple[int, int]]
) -> Iterator[Reference]:
    """Resolve the third-person singular pronouns, in the order of the text."""
    named = {(r.passage, r.head): r for r in found if drafts[r.actor].kind is ActorKind.PERSON}
    recent: list[list[tuple[Token, Reference]]] = []
    for index, passage in enumerate(passages):
        for sentence in passage.doc.sents:
            here: list[tuple[Token, Reference]] = []
            recent.append(here)
            for token in sentence:
                reference = named.get((index, token.i))
                if reference is None and token.lower_ in SINGULAR:
                    reference = _antecedent(
                        index,
                        token,
                        drafts,
                        recent[-REACH:],
                        quoted=(index, token.i) in inside,
                        disjoint=_named_under(token, index, named, inside),
                    )
                    if reference is not None:
                        yield reference
                if reference is not None and (index, token.i) not in inside:
                    here.append((token, reference))


def _named_under(
    pronoun: Token, index: int, named: Mapping[tuple[int, int], Reference], inside: set[tuple[int, int]]
) -> set[int]:
    """Return whom the clause of a subject pronoun names after it ("he told Roe"): they are others."""
    if pronoun.dep_ not in SUBJECTS or (index, pronoun.i) in inside:
        return set()
    return {
        named[index, t.i].actor
        for t in pronoun.head.subtree
        if t.i > pronoun.i and (index, t.i) in named and (index, t.i) not in inside and t.dep_ != "poss"
    }


def _antecedent(
    index: int,
    pronoun: Token,
    drafts: list[Draft],
    recent: list[list[tuple[Token, Reference]]],
    *,
    quoted: bool,
    disjoint: set[int],
) -> Reference | None:
    gender = SINGULAR[pronoun.lower_]
    best: tuple[float, int] | None = None
    nearest = 0
    for back, sentence in enumerate(reversed(recent)):
        for token, reference in sentence:
            known = drafts[reference.actor].gender
            if (known and known != gender) or (back == 0 and _same_clause(pronoun, token)):
                continue
            if reference.actor in disjoint:
                continue
            score = _salience(token, pronoun) - back * 0.9 + (0.3 if known == gender else 0.0)
            if best is None or score > best[0] or (score == best[0] and back == nearest):
                best, nearest = (score, reference.actor), back
    if best is None or (quoted and best[0] < 0.5):
        return None
    return Reference(index, pronoun.i, pronoun.i + 1, best[1], pronoun.i, "pronoun")


def _salience(token: Token, pronoun: Token) -> float:
    """Return how likely a mention is to be taken up: subjects before objects before possessors.

    Whoever was speaking is who goes on speaking.
    """
    several = any(t.dep_ == "conj" for t in token.children)
    if token.dep_ == "appos" and token.head.i < token.i:
        token = token.head  # "her rival, Ada Roe, shook her head"
        several = several or any(t.dep_ == "conj" for t in token.children)
    if token.dep_ in SUBJECTS and several:
        score = 1.4
    elif token.dep_ in SUBJECTS:
        score = 1.6 if token.dep_ == "agent" or token.head.dep_ in {"advcl", "relcl", "acl"} else 2.2
    elif any(t.dep_ == "relcl" and any(w.lower_ == "who" for w in t.children) for t in token.children):
        score = 1.5  # "talks with Roe, who is new": less than a subject of the sentence before
    else:
        score = {"conj": 1.3, "poss": 0.9, "compound": 0.9, "nmod": 0.9}.get(token.dep_, 1.2)
    return score + (0.6 if _reports(pronoun) and _reports(token) else 0.0)


def _reports(token: Token) -> bool:
    """Tell whether a noun or pronoun is the subject of a verb of saying."""
    if token.dep_ in SUBJECTS and token.head.lemma_ in reporting_verbs():
        return True
    return any(t.dep_ == "relcl" and t.lemma_ in reporting_verbs() for t in token.children)


def _same_clause(pronoun: Token, token: Token) -> bool:
    """Tell whether the two are subject and object of one verb, so that they are two people."""
    if pronoun.tag_ == "PRP$" or pronoun.lower_.endswith("self"):
        return False
    if token.dep_ not in SUBJECTS:
        return False
    if pronoun.dep_ in {"dobj", "dative"}:
        return pronoun.head == token.head
    return pronoun.lower_ in {"him", "her"} and pronoun.head.head == token.head  # "Roe saw him leave"


def learn_genders(passages: Sequence[Passage], drafts: list[Draft], pronouns: list[Reference]) -> None:
    """Give people the gender of most pronouns that stand for them, where nothing else tells it."""
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for r in pronouns:
        votes[r.actor][SINGULAR[passages[r.passage].doc[r.start].lower_]] += 1
    for actor, counted in votes.items():
        (gender, most), *rest = counted.most_common()
        if drafts[actor].gender is None and most >= 2 and most > 2 * sum(n for _, n in rest):
            drafts[actor].gender = gender
