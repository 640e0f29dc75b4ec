"""From the words for a speaker to the actor: names, offices, pronouns, "the statement"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.extract.quote_speakers import Phrase, apposed_name, author_of, describes_person
from briefgen.extract.quote_words import is_body, is_document, is_strong, word_set
from briefgen.model import ActorKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefgen.extract.cast import Cast
    from briefgen.extract.passages import Passage
    from briefgen.extract.quotation_marks import Quoted
    from briefgen.extract.quote_frames import Frame
    from briefgen.extract.quote_speakers import Attribution
    from briefgen.model import Article

_PERSONAL = frozenset({"he", "she", "him", "her"})
_GENDERED = {"he": 1, "his": 1, "him": 1, "mr": 1, "mr.": 1, "sir": 1} | dict.fromkeys(
    ("she", "her", "mrs", "mrs.", "ms", "ms.", "miss", "lady"), -1
)
_IMPERSONAL = frozenset({"it", "they", "them"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke: an actor's index, and the article's words for the speaker."""

    actor: int | None = None
    text: str | None = None
    span: Span | None = None
    firm: bool = False  # known from a quote or a verb of saying, not merely the last subject


@dataclass(slots=True)
class Resolver:
    """Finds actors for phrases; remembers whose each statement was."""

    article: Article
    cast: Cast
    genders: dict[int, int] = field(default_factory=dict)  # above 0 "he", below 0 "she"
    authors: dict[str, int | None] = field(default_factory=dict)
    topic: str | None = None  # the document that "it" stands for

    def resolve(self, frame: Frame, attribution: Attribution, context: Speaker | None) -> Speaker:
        """Return the speaker of an attribution; ``context`` is who spoke before."""
        phrase = attribution.speaker
        if phrase is None:
            return Speaker(context.actor) if context else Speaker()
        span = frame.passage.span_of(phrase.head.doc[phrase.start : phrase.end])
        return Speaker(self._actor(frame, phrase, context), phrase.text, span)

    def at(self, start: int, end: int) -> Speaker:
        """Return the speaker whose name stands at some characters of the article."""
        span = Span(self.article.id, start, end)
        return Speaker(self.cast.at(start, end), self.article.words(span), span)

    def learn_genders(self, passage: Passage) -> None:
        """Count which pronouns and honorifics the article uses for whom."""
        for token in passage.tokens:
            vote = _GENDERED.get(token.lower_)
            if vote is None:
                continue
            span = passage.span_of(token)
            if token.pos_ == "PROPN" and token.i + 1 < len(passage.doc):
                span = passage.span_of(passage.doc[token.i + 1])
            actor = self.cast.at(span.start, span.end)
            if actor is not None:
                self.genders[actor] = self.genders.get(actor, 0) + vote

    def remember(self, frame: Frame, speaker: Speaker | None) -> None:
        """Note whose statement or letter a sentence tells of, for "the statement said"."""
        for token in frame.tokens:
            if not is_document(token) or token.pos_ != "NOUN":
                continue
            if is_joint(token):
                self.authors.pop(token.lemma_, None)
                self.authors[token.lemma_] = None
                continue
            owner = self._owner(frame, token)
            if owner is None and speaker is not None and _holds_speech(token):
                owner = speaker.actor
            known = self.authors.pop(token.lemma_, None)
            self.authors[token.lemma_] = owner if owner is not None else known
        self._follow_topic(frame)
        if speaker is not None and any(t.lemma_ == "write" and is_strong(t) for t in frame.tokens):
            for noun in word_set("nouns", "written") & self.authors.keys():
                if self.authors[noun] is None:
                    self.authors[noun] = speaker.actor

    def _follow_topic(self, frame: Frame) -> None:
        """Note the document that a sentence is about, or that it is about something else."""
        for token in frame.tokens:
            if token.dep_ in ("nsubj", "nsubjpass") and token.head.dep_ == "ROOT" and token.pos_ != "PRON":
                self.topic = token.lemma_ if is_document(token) else None

    def _owner(self, frame: Frame, document: Token) -> int | None:
        """Return the actor in "the G7 communique" or "a letter from Roe"."""
        author = author_of(document)
        beside = [author] if author is not None else []
        beside += [c for c in document.lefts if c.dep_ in ("compound", "amod", "nmod")]
        return next((a for a in (self.token(frame, t) for t in beside) if a is not None), None)

    def token(self, frame: Frame, token: Token) -> int | None:
        """Return the actor that a token stands for."""
        span = frame.passage.span_of(token)
        return self.cast.at(span.start, span.end)

    def _actor(self, frame: Frame, phrase: Phrase, context: Speaker | None) -> int | None:
        head = phrase.head
        if head.pos_ == "PRON":
            return self._pronoun(frame, head, context)
        actor = self.token(frame, head)
        if actor is not None:
            return actor
        if (name := apposed_name(phrase)) is not None:
            return self.token(frame, name)
        span = frame.passage.span_of(head)
        if (bearer := self.cast.bearer_of_title(span.start, span.end)) is not None:
            return bearer  # "the envoy for the Sahel, Ada Roe, says"
        if is_document(head):
            return self._document(frame, head)
        if head.pos_ == "PROPN" or is_body(head):
            span = frame.passage.span_of(head.doc[phrase.start : phrase.end])
            whole = self.cast.at(span.start, span.end)
            if whole is not None and (head.pos_ == "PROPN" or self._is_body(whole)):
                return whole
        if context is not None and context.actor is not None and describes_person(phrase):
            return context.actor if self.cast.actors[context.actor].kind is ActorKind.PERSON else None
        return None

    def _is_body(self, actor: int) -> bool:
        return self.cast.actors[actor].kind is ActorKind.ORGANISATION

    def _document(self, frame: Frame, head: Token) -> int | None:
        """Return whose document it is: by its own words, else whose was told of last."""
        owner = self._owner(frame, head)
        definite = head.doc[head.left_edge.i].lower_ in ("the", "this", "that")
        if owner is not None or author_of(head) is not None or not definite:
            return owner
        treaties = word_set("nouns", "treaties")
        alike = treaties if head.lemma_ in treaties else {head.lemma_}
        return next((self.authors[noun] for noun in reversed(self.authors) if noun in alike), None)

    def _pronoun(self, frame: Frame, head: Token, context: Speaker | None) -> int | None:
        """Resolve a pronoun: whoever holds the floor, if kind and gender fit, else as the cast says.

        Nobody whom the sentence names after its pronoun is meant by it ("he told Roe").
        """
        if head.lower_ == "it" and self.topic is not None:
            return self.authors.get(self.topic)
        known = self.token(frame, head)
        floor = context.actor if context is not None else None
        firm = context is not None and context.firm
        continues = head.head.lemma_ in ("add", "continue", "conclude")
        if floor is not None and not self._may_be(floor, head):
            floor = None
        if floor is not None and self._named_in(frame, floor):
            floor = None
        if floor is not None and not self._subject_before(frame, head) and (firm or continues):
            return floor
        if known is not None and self._named_in(frame, known, after=head.i):
            known = None
        return known if known is not None else floor

    def _may_be(self, actor: int, pronoun: Token) -> bool:
        """Tell whether kind and gender, as far as known, allow a pronoun for an actor."""
        kind = self.cast.actors[actor].kind
        if pronoun.lower_ in _IMPERSONAL:
            return kind is ActorKind.ORGANISATION
        if pronoun.lower_ not in _PERSONAL or kind is not ActorKind.PERSON:
            return False
        votes = self.genders.get(actor, 0)
        return votes >= 0 if pronoun.lower_ in ("he", "him") else votes <= 0

    def speaks_of(self, frame: Frame, quoted: Quoted, actor: int) -> bool:
        """Tell whether quoted words name an actor, as nobody does in speaking of himself."""
        if self._is_body(actor):
            return False
        start, end = quoted.start - frame.passage.offset, quoted.end - frame.passage.offset
        words = frame.passage.doc.char_span(start, end, alignment_mode="contract")
        return words is not None and any(t.pos_ == "PROPN" and self.token(frame, t) == actor for t in words)

    def _named_in(self, frame: Frame, actor: int, after: int = -1) -> bool:
        return any(
            token.pos_ == "PROPN" and token.dep_ != "poss" and self.token(frame, token) == actor
            for token in frame.tokens
            if token.i > after
        )

    def _subject_before(self, frame: Frame, pronoun: Token) -> bool:
        return any(
            token.i < pronoun.i and token.dep_ == "nsubj" and token.pos_ == "PROPN" for token in frame.tokens
        )


def is_joint(document: Token) -> bool:
    """Tell a document of several: a joint declaration, one from Roe and Doe."""
    author = author_of(document)
    several = author is not None and any(c.dep_ == "conj" for c in author.children)
    return several or any(c.lower_ == "joint" for c in document.lefts)


def _holds_speech(document: Token) -> bool:
    """Tell the statement of "said in a statement" from one that is only spoken of."""
    if document.lemma_ != "statement" and document.lemma_ in word_set("nouns", "treaties"):
        return False
    preposition = document.head
    return document.dep_ == "pobj" and preposition.lower_ in ("in", "on") and is_strong(preposition.head)
