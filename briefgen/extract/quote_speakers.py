"""Who is the subject of a reporting verb: the words for the speaker near a quote.

Parses go wrong around quotation marks, so the words beside a mark are read from left to
right first, and the parse is asked only about words outside the marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from briefgen.extract.quote_words import is_document, is_finite, is_strong, is_weak, word_set

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass")
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON", "X", "INTJ"})
_NOT_DESCRIBED = (("people", "unnamed"), ("people", "firms"), ("relays", "words"))
_SPEAKING = (*_NOT_DESCRIBED, ("people", "described"), ("nouns", "bodies"))
_MODIFIERS = frozenset(
    "compound det amod poss nmod nummod predet quantmod punct case npadvmod advmod".split()
)
_CLIMB = 8


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand for a speaker: tokens ``start`` to ``end`` of a doc, and their head."""

    start: int
    end: int
    head: Token

    @property
    def text(self) -> str:
        """Return the words as the article has them."""
        return str(self.head.doc[self.start : self.end].text)


class Firmness(IntEnum):
    """How surely a sentence says that somebody spoke the words."""

    NOUN = 1  # "a statement on “…”"
    WEAK = 2  # praised “…”
    GOVERNED = 3  # said that … “…”
    ADJACENT = 4  # “…,” she said


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words that attribute a stretch; ``denied`` where they say that nobody said it."""

    firmness: Firmness
    cue: tuple[int, int]  # tokens of the doc
    speaker: Phrase | None
    via: Phrase | None = None
    denied: bool = False


def phrase_from(tokens: Sequence[Token]) -> Phrase | None:
    """Read a noun phrase from the start of some words: "Mr Xi", "the ministry's spokesman".

    The head is the last noun of the unbroken run.  After a common noun its complement
    ("of the ministry") is taken along.
    """
    run: list[Token] = []
    for token in tokens:
        if run and token.i != run[-1].i + 1:
            break
        if token.pos_ == "PRON" and run:
            break
        hyphen = token.text in ("-", "–", "&", "/") and bool(run)
        if token.pos_ not in _INSIDE and not hyphen and not _reads_as_name(token):
            break
        if is_finite(token) and (is_strong(token) or token.pos_ == "AUX"):
            break
        run.append(token)
    while run and run[-1].pos_ not in _NOUNS and not _reads_as_name(run[-1]):
        run.pop()
    if not run:
        return None
    head = run[-1]
    if run[0].tag_ == "EX" or head.lower_ in _RELATIVE:
        return None
    return Phrase(run[0].i, _with_complement(head), head)


def describes_person(phrase: Phrase) -> bool:
    """Tell a description of one person who has a name elsewhere: "the Tottenham striker"."""
    lemma = phrase.head.lemma_.lower()
    first = phrase.head.doc[phrase.start].lower_
    if first != "the" or phrase.head.tag_ != "NN":
        return False
    if any(lemma in word_set(*key) for key in _NOT_DESCRIBED):
        return False
    return lemma in word_set("people", "described") or lemma.endswith(tuple(word_set("people", "endings")))


def speaks(noun: Token) -> bool:
    """Tell a common noun for someone or something that makes statements: official, ministry, letter."""
    lemma = noun.lemma_.lower()
    known = any(lemma in word_set(*key) for key in _SPEAKING)
    return known or is_document(noun) or lemma.endswith(tuple(word_set("people", "endings")))


def phrase_of(head: Token) -> Phrase:
    """Return the noun phrase of a head found by the parse, without clauses and appositions."""
    start = head.i
    while start > 0 and _belongs(head.doc[start - 1], head):
        start -= 1
    while start < head.i and head.doc[start].is_punct:
        start += 1
    return Phrase(start, _with_complement(head), head)


def _belongs(token: Token, head: Token) -> bool:
    """Tell whether a token before a head stands in its noun phrase, by the parse."""
    if token.is_punct and token.text not in ("-", "–", "/"):
        return False
    while token != head:
        if token.dep_ not in _MODIFIERS or token.head == token:
            return False
        token = token.head
    return True


def subject_of(verb: Token, outer: Collection[int]) -> Token | None:
    """Return the subject of a verb by the parse, climbing from verbs that share one.

    ``outer`` are the positions of the words outside quotation marks.  A participle after
    an object ("met Roe, saying") shares the subject of its sentence, after a document
    ("a letter from Roe saying") it has the author.
    """
    node = verb
    for _ in range(_CLIMB):
        own = [c for c in node.children if c.dep_ in _SUBJECTS and c.i in outer and c.tag_ != "EX"]
        if own and not _is_misread_participle(node):
            return _antecedent(own[0], node, outer) if own[0].lower_ not in ("there", "what") else None
        if node == verb and (agent := _agent(node)) is not None:
            return agent
        if node.dep_ in ("acl", "relcl") and (holder := _holder(node, outer)) is not None:
            return holder
        if node.head == node:
            return None
        node = node.head
    return None


def _is_misread_participle(verb: Token) -> bool:
    """Tell "in a letter to Roe citing", where the parse makes Roe the subject of "citing"."""
    return verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.dep_ == "prep"


def _holder(participle: Token, outer: Collection[int]) -> Token | None:
    """Return who speaks in "remarks by Roe saying" and "Roe, speaking in Rome, is"."""
    noun = participle.head
    if noun.dep_ == "pobj" and is_document(noun.head.head):
        noun = noun.head.head
    if is_document(noun):
        author = author_of(noun)
        return author if author is not None and author.i in outer else None
    subject = noun.dep_ in (*_SUBJECTS, "attr", "ROOT") or participle.dep_ == "relcl"
    return noun if subject and noun.pos_ in _NOUNS and noun.i in outer else None


def _agent(verb: Token) -> Token | None:
    """Return who did it in "described by X as"."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _antecedent(subject: Token, verb: Token, outer: Collection[int]) -> Token:
    """Return whom a relative pronoun stands for; other subjects stand for themselves."""
    if subject.tag_ not in ("WP", "WDT"):
        return subject
    if verb.dep_ == "relcl" and verb.head.i in outer and verb.head.i < subject.i:
        return verb.head
    for position in range(subject.i - 1, max(subject.i - 8, -1), -1):
        token = subject.doc[position]
        if token.pos_ in ("NOUN", "PROPN") and position in outer:
            return token
    return subject


def author_of(document: Token) -> Token | None:
    """Return whose a statement is: "Lavrov's letter", "a letter from Lavrov", "remarks by Lavrov"."""
    for child in document.children:
        if child.dep_ == "poss" and child.tag_ != "WP$":
            return child
    for child in document.children:
        if child.lower_ in ("by", "from", "of") and child.dep_ in ("prep", "agent"):
            target = next((c for c in child.children if c.dep_ == "pobj"), None)
            if target is not None and (child.lower_ != "of" or target.ent_type_ in ("PERSON", "ORG")):
                return target
    return None


def nearest_subject(tokens: Sequence[Token]) -> Token | None:
    """Return the last subject among some words, for when the parse of the verb is broken."""
    for token in reversed(tokens):
        if token.dep_ in _SUBJECTS and token.lower_ not in _RELATIVE:
            return token
    return None


def apposed_name(phrase: Phrase) -> Token | None:
    """Return the name beside an office: "the chairman, Richard Roe, said"."""
    doc = phrase.head.doc
    for child in phrase.head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            return child
    position = phrase.end
    if position < len(doc) and doc[position].text == ",":
        beside = phrase_from(list(doc[position + 1 : position + 8]))
        if beside is not None and beside.head.pos_ == "PROPN" and beside.head.ent_type_ == "PERSON":
            return beside.head
    return None


def _reads_as_name(token: Token) -> bool:
    """Tell a word of a name that the tagger took for something else."""
    misread = token.is_title and token.is_alpha and token.pos_ in ("VERB", "ADV")
    return bool(misread and not is_strong(token) and not is_weak(token))


def _with_complement(head: Token) -> int:
    """Return where the phrase ends, with the "of …" or "for …" of a common noun."""
    end = head.i + 1
    if head.pos_ != "NOUN" or head.lemma_ in word_set("relays", "words"):
        return end
    doc = head.doc
    if end < len(doc) and doc[end].lower_ in ("of", "for", "at", "from", "with", "in"):
        for token in doc[end : end + 8]:
            if (token.pos_ not in _INSIDE and token.pos_ != "ADP") or is_finite(token):
                break
            end = token.i + 1
        while doc[end - 1].pos_ in ("ADP", "DET", "ADJ", "PART"):
            end -= 1
    return max(end, head.i + 1)
