"""Topics: what was talked about at a meeting, as the short noun phrases of the article.

Two kinds of sentence tell it: those that say what was discussed ("exchanged views on the
Ukraine crisis"), and those in which a participant speaks of something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.extract import lexicon
from briefgen.extract.encounters import noun_forms
from briefgen.extract.nationalities import country_of
from briefgen.extract.parties import meeting_words
from briefgen.extract.people import role_heads
from briefgen.extract.states import state_words
from briefgen.model import BlockKind, Span, TopicClaim

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from briefgen.extract.belonging import Belonging
    from briefgen.extract.coreference import References
    from briefgen.extract.passages import Passage
    from briefgen.model import ReportedMeeting, ReportedQuote

LONGEST = 6  # words of a label
SURE, NAMED, LIKELY = 3, 2, 1
DEPTH = 4  # how far to look below hollow nouns ("a range of issues of ...")
NAMES = frozenset({"PERSON", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
LOCATIVE = frozenset({"in", "at", "to", "from", "into", "near", "outside", "across", "through"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@cache
def topic_words(kind: str) -> frozenset[str]:
    """Return one of the word lists about topics."""
    return frozenset(lexicon.load("topics")[kind].split())


def find_topics(
    references: References,
    meetings: Sequence[ReportedMeeting],
    quotes: Sequence[ReportedQuote],
    belonging: Belonging,
) -> list[tuple[TopicClaim, ...]]:
    """Return the topics of each meeting, in the order of the text."""
    return [
        tuple(_attested(list(_TopicReader(references, index, meeting, quotes, belonging).claims())))
        for index, meeting in enumerate(meetings)
    ]


def _attested(claims: Sequence[TopicClaim]) -> Iterator[TopicClaim]:
    """Yield the claims whose topic is said to have been discussed, has a name, or comes back."""
    times = Counter(claim.key for claim in claims)
    return (claim for claim in claims if claim.weight > LIKELY or times[claim.key] > 1 or ' ' in claim.key)


class _TopicReader:
    """Collects the topics of one meeting of one article."""

    def __init__(
        self,
        references: References,
        index: int,
        meeting: ReportedMeeting,
        quotes: Sequence[ReportedQuote],
        belonging: Belonging,
    ) -> None:
        self.references = references
        self.belonging = belonging
        self.index = index
        self.meeting = meeting
        self.actors = {p.actor for p in meeting.parties if p.actor is not None}
        self.sides = {p.side for p in meeting.parties if p.side}
        self.mentions = {m.span for m in meeting.mentions}
        self.spoken = [(q.span, q.speaker) for q in quotes if q.meeting == index]

    def claims(self) -> Iterator[TopicClaim]:
        for index, passage in enumerate(self.references.passages):
            if passage.block.kind in {BlockKind.HEADING, BlockKind.CAPTION}:
                continue
            busy = self._busy(index, passage)
            for sentence in passage.doc.sents:
                yield from self._sentence(passage, index, sentence, busy)

    def _sentence(self, passage: Passage, index: int, sentence: DocSpan, busy: set[int]) -> Iterator[TopicClaim]:
        span = passage.sentence_at(sentence.start_char)
        told = span in self.mentions
        actor = next((who for at, who in self.spoken if at.start < span.end and span.start < at.end), None)
        about = told or self._is_about(index, sentence, span)
        seen: set[str] = set()
        if about:
            for token in sentence:
                for topic in _discussed(token):
                    yield from self._claim(passage, span, topic, busy, seen, actor, SURE)
        if actor is not None or (about and not told):
            for chunk in sentence.noun_chunks:
                if _is_weighty(chunk):
                    yield from self._claim(passage, span, chunk.root, busy, seen, actor, LIKELY)

    def _is_about(self, index: int, sentence: DocSpan, span: Span) -> bool:
        """Tell whether a sentence's subject is a participant, both sides, or the meeting itself."""
        if any(_on_agenda(token) for token in sentence):
            return self.belonging.of_sentence(span, None) == self.index
        if not self.meeting.main:
            return False
        for token in sentence:
            if token.dep_ in SUBJECTS and token.head == sentence.root and sentence.root.lemma_ != "be":
                reference = self.references.of(index, token)
                actor = reference.actor if reference is not None and reference.actor in self.actors else None
                together = token.lower_ in meeting_words("both") | {"they"} or token.lower_ in noun_forms()
                if actor is not None or together:
                    return self.belonging.of_sentence(span, actor) == self.index
        return False

    def _claim(
        self,
        passage: Passage,
        sentence: Span,
        topic: Token,
        busy: set[int],
        seen: set[str],
        actor: int | None,
        weight: int,
    ) -> Iterator[TopicClaim]:
        label = _label(topic)
        if label is None or any(t.i in busy for t in label) or label.text.casefold() in seen:
            return
        country = country_of(label.text)
        if country is not None and country in self.sides:
            return
        if topic.dep_ == "pobj" and topic.head.lower_ in LOCATIVE and topic.ent_type_ in {"GPE", "LOC", "FAC"} and weight < SURE:
            return
        if self.meeting.place is not None and label.text == self.meeting.place.name:
            return
        seen.add(label.text.casefold())
        name = self._name_in(label)
        yield TopicClaim(
            label=" ".join(label.text.split()),
            key=names.fold(country_of(name.text) or name.text) if name is not None else " ".join(t.lemma_.lower() for t in label if t.text[0].isalnum()),
            span=sentence,
            actor=actor,
            weight=max(weight, NAMED) if name is not None else weight,
        )

    def _name_in(self, label: DocSpan) -> DocSpan | None:
        """Return the name that a label holds, of something else than the parties' countries."""
        for entity in label.ents:
            if entity.label_ in {"GPE", "ORG", "EVENT", "LOC", "NORP", "LAW", "PRODUCT", "FAC"}:
                country = country_of(entity.text)
                if country is None or country not in self.sides:
                    return entity
        return None

    def _busy(self, index: int, passage: Passage) -> set[int]:
        """Return the tokens that name people, their offices, or those who report."""
        tokens = {i for p, i in self.references.titles if p == index}
        for reference in self.references.all:
            if reference.passage == index and (
                reference.kind != "institution" or _reports(passage.doc[reference.head])
            ):
                tokens.update(range(reference.start, reference.end))
        return tokens


def _reports(token: Token) -> bool:
    if token.dep_ in SUBJECTS and token.head.lemma_ in state_words("reporting"):
        return True
    return token.dep_ == "pobj" and token.head.lower_ in {"to", "by"} and token.head.head.lower_ in {"according", "reported"}


def _discussed(token: Token) -> Iterator[Token]:
    """Yield the nouns that a verb or noun of talking says were talked about."""
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in topic_words("discuss") | topic_words("state"):
        for child in token.children:
            if child.dep_ == "dobj" or (child.dep_ == "nsubjpass" and lemma in topic_words("discuss")):
                yield from _below(child)
            elif child.dep_ == "prep" and child.lower_ in topic_words("prepositions"):
                yield from _objects(child)
    elif _on_agenda(token):
        yield from _below(token)
    elif token.pos_ in {"NOUN", "PROPN"} and lemma in topic_words("carriers"):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in topic_words("prepositions"):
                yield from _objects(child)


def _on_agenda(token: Token) -> bool:
    """Tell whether a noun is what "was on the agenda", "topped the agenda", "was among the topics"."""
    if token.dep_ not in SUBJECTS or token.lemma_.lower() in topic_words("agenda"):
        return False
    verb = token.head
    predicate = [t for c in verb.children if c.dep_ in {"attr", "prep", "dobj", "agent"} for t in c.subtree]
    return verb.lemma_ in topic_words("tops") and any(t.lemma_.lower() in topic_words("agenda") for t in predicate)


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
        if c.dep_ == "prep" and c.lower_ in topic_words("prepositions") | {"of", "in", "as", "like"}
        for t in (c.children if c.lower_ != "as" or noun.lemma_ else ())
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


def _is_weighty(chunk: DocSpan) -> bool:
    """Tell whether a noun phrase by itself can be a topic: a name, or a noun with another before it."""
    words = [t for t in chunk if t.pos_ in {"NOUN", "PROPN", "ADJ"}]
    named = any(t.pos_ == "PROPN" or t.ent_type_ in {"GPE", "NORP", "ORG", "EVENT", "LOC"} for t in words)
    return chunk.root.pos_ in {"NOUN", "PROPN"} and (named or len(words) > 1)


def _label(noun: Token) -> DocSpan | None:
    """Return the words of a topic: a noun with what tells of which kind it is."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.ent_type_ in NAMES or noun.lower_ in role_heads():
        return None
    start = min([noun.i, *(t.left_edge.i for t in noun.lefts if t.dep_ in {"amod", "compound", "nmod", "poss"})])
    doc = noun.doc
    while start < noun.i and not _belongs(doc[start]):
        start += 1
        while start < noun.i and not doc[start - 1].whitespace_:  # the rest of "in-depth"
            start += 1
    label = doc[start : noun.i + 1]
    words = [t for t in label if t.text[0].isalnum()]
    if not words or len(words) > LONGEST or any(t.ent_type_ in NAMES for t in words):
        return None
    plain = [t for t in words if t.lemma_.lower() not in topic_words("empty") and t.lower_ not in topic_words("empty")]
    if not plain or (len(words) == 1 and len(noun.text) < 3):
        return None
    return None if all(country_of(t.text) for t in plain) and len(words) > 1 and noun not in plain else label


def _belongs(token: Token) -> bool:
    """Tell whether a word can begin a label."""
    if token.pos_ in {"DET", "PRON", "PUNCT", "CCONJ", "ADV", "NUM", "PART", "ADP"} or token.tag_ == "POS":
        return False
    possessor = token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "POS"
    return not possessor and token.lower_ not in topic_words("judging")
