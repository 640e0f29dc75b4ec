"""Topics: what was talked about at a meeting, as the short noun phrases of the article.

Sentences tell it in three ways: they say what was discussed ("exchanged views on the
Ukraine crisis"), a participant speaks of something, or the account of the meeting comes
back to something that meetings are about (``subjects`` of the word lists).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from briefgen.extract.encounters import noun_forms
from briefgen.extract.parties import meeting_words
from briefgen.extract.states import state_words
from briefgen.extract.topic_frames import SUBJECTS, discussed, is_on_agenda
from briefgen.extract.topic_labels import Label, Setting, label_of, topic_words
from briefgen.model import BlockKind, TopicClaim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from briefgen.extract.belonging import Belonging
    from briefgen.extract.coreference import References
    from briefgen.extract.passages import Passage
    from briefgen.model import ReportedMeeting, ReportedQuote, Span

SURE, LIKELY, WEAK = 3, 2, 1
ENOUGH = 2  # the weights of all claims of a topic together
LOCATIVE = frozenset({"in", "at", "to", "from", "into", "near", "outside", "across", "through"})
UNREAD = frozenset({BlockKind.HEADING, BlockKind.CAPTION})


class _Closeness(Enum):
    """How a sentence is to a meeting."""

    STATED = "a participant speaks, or it says what they do there"
    TOLD = "it tells of the meeting"
    AROUND = "it stands in the account of the meeting"


class _Found(NamedTuple):
    """A claim with the family of subjects that its label belongs to."""

    claim: TopicClaim
    family: str | None


def find_topics(
    references: References,
    meetings: Sequence[ReportedMeeting],
    quotes: Sequence[ReportedQuote],
    belonging: Belonging,
) -> list[tuple[TopicClaim, ...]]:
    """Return the topics of each meeting, in the order of the text."""
    busy = [_busy(references, i, p) for i, p in enumerate(references.passages)]
    return [
        tuple(_attested(list(_TopicReader(references, index, meeting, quotes, belonging, busy).claims())))
        for index, meeting in enumerate(meetings)
    ]


def _attested(found: Sequence[_Found]) -> Iterator[TopicClaim]:
    """Yield the claims of the topics that are said to have been discussed, or that come back."""
    claims = _joined(found)
    total: Counter[str] = Counter()
    for claim in claims:
        total[claim.key] += claim.weight
    return (claim for claim in claims if total[claim.key] >= ENOUGH)


def _joined(found: Sequence[_Found]) -> list[TopicClaim]:
    """Return the claims with "the war" under the name that the article gives it elsewhere: "war in Ukraine"."""
    named: dict[str, Counter[str]] = {}
    for claim, family in found:
        if family in topic_words("situations") and claim.key != family:
            named.setdefault(family, Counter())[claim.key] += 1
    return [
        replace(claim, key=named[claim.key].most_common(1)[0][0]) if claim.key in named else claim
        for claim, _ in found
    ]


def _busy(references: References, index: int, passage: Passage) -> frozenset[int]:
    """Return the tokens of a passage that name people, their offices, or those who report."""
    tokens = {i for p, i in references.titles if p == index}
    for reference in references.all:
        if reference.passage == index and (
            reference.kind != "institution" or _reports(passage.doc[reference.head])
        ):
            tokens.update(range(reference.start, reference.end))
    return frozenset(tokens)


def _reports(token: Token) -> bool:
    if token.dep_ in SUBJECTS and token.head.lemma_ in state_words("reporting"):
        return True
    source = token.dep_ == "pobj" and token.head.lower_ in {"to", "by"}
    return source and token.head.head.lower_ in {"according", "reported"}


class _TopicReader:
    """Collects the topics of one meeting of one article."""

    def __init__(
        self,
        references: References,
        index: int,
        meeting: ReportedMeeting,
        quotes: Sequence[ReportedQuote],
        belonging: Belonging,
        busy: Sequence[frozenset[int]],
    ) -> None:
        self.references = references
        self.belonging = belonging
        self.busy = busy
        self.index = index
        self.main = meeting.main
        self.actors = {p.actor for p in meeting.parties if p.actor is not None}
        self.setting = Setting(
            sides=frozenset(p.side for p in meeting.parties if p.side),
            place=meeting.place.name if meeting.place is not None else None,
        )
        self.mentions = {m.span for m in meeting.mentions}
        self.spoken = [(q.span, q.speaker) for q in quotes if q.meeting == index]

    def claims(self) -> Iterator[_Found]:
        """Yield what each sentence claims to be a topic, in the order of the text."""
        for index, passage in enumerate(self.references.passages):
            if passage.block.kind not in UNREAD:
                for sentence in passage.doc.sents:
                    yield from self._sentence(passage, index, sentence)

    def _sentence(self, passage: Passage, index: int, sentence: DocSpan) -> Iterator[_Found]:
        """Yield one claim for each topic of a sentence, the surest."""
        span = passage.sentence_at(sentence.start_char)
        closeness = self._closeness(index, sentence, span)
        if closeness is None:
            return
        actor = next((who for at, who in self.spoken if at.start < span.end and span.start < at.end), None)
        best: dict[str, tuple[int, Label]] = {}
        for label, sure in self._labels(index, sentence, closeness):
            if label.key not in best or sure > best[label.key][0]:
                best[label.key] = (sure, label)
        for key, (sure, label) in best.items():
            claim = TopicClaim(label=label.text, key=key, span=span, actor=actor, weight=sure)
            yield _Found(claim, label.family)

    def _labels(self, index: int, sentence: DocSpan, closeness: _Closeness) -> Iterator[tuple[Label, int]]:
        """Yield the labels of a sentence with their weights."""
        around = closeness is _Closeness.AROUND
        governed = {} if around else {n.i: says for token in sentence for n, says in discussed(token)}
        for token in sentence:
            label = label_of(token, self.busy[index], self.setting)
            if label is None:
                continue
            telling = label.family is not None or label.named
            if token.i in governed and (telling or governed[token.i]):
                yield label, SURE if telling else LIKELY
            elif label.family is not None:
                yield label, WEAK if around else LIKELY
            elif label.named and not around and _is_spoken_of(token):
                yield label, LIKELY if closeness is _Closeness.STATED else WEAK

    def _closeness(self, index: int, sentence: DocSpan, span: Span) -> _Closeness | None:
        """Return how a sentence is to the meeting; None if it has nothing to do with it."""
        spoken = any(s.start < span.end and span.start < s.end for s, _ in self.spoken)
        if spoken or self._is_about(index, sentence, span):
            return _Closeness.STATED
        if span in self.mentions:
            return _Closeness.TOLD
        if self.main and self.belonging.of_sentence(span, None) == self.index:
            return _Closeness.AROUND
        return None

    def _is_about(self, index: int, sentence: DocSpan, span: Span) -> bool:
        """Tell whether a sentence's subject is a participant, both sides, or the meeting itself."""
        if any(is_on_agenda(token) for token in sentence):
            return self.belonging.of_sentence(span, None) == self.index
        for token in sentence:
            if token.dep_ in SUBJECTS and token.head == sentence.root and sentence.root.lemma_ != "be":
                reference = self.references.of(index, token)
                actor = reference.actor if reference is not None and reference.actor in self.actors else None
                together = token.lower_ in meeting_words("both") | {"they"} or token.lower_ in noun_forms()
                if actor is not None or together:
                    return self.belonging.of_sentence(span, actor) == self.index
        return False


def _is_spoken_of(token: Token) -> bool:
    """Tell whether a name is what is spoken of, not a place where something is, nor a modifier."""
    if token.ent_type_ not in {"GPE", "LOC", "EVENT", "LAW"} or token.dep_ in {"compound", "amod", "nmod", "poss"}:
        return False
    return not (token.dep_ == "pobj" and token.head.lower_ in LOCATIVE)
