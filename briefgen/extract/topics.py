"""Topics: what was talked about at a meeting, as the short noun phrases of the article.

Sentences tell it in three ways: they say what was discussed ("exchanged views on the
Ukraine crisis"), a participant speaks of something, or the account of the meeting comes
back to something that meetings are about (``subjects`` of the word lists).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from briefgen.extract.encounters import noun_forms
from briefgen.extract.nationalities import country_of, country_of_capital
from briefgen.extract.parties import meeting_words
from briefgen.extract.states import state_words
from briefgen.extract.topic_frames import (
    SUBJECTS,
    discussed,
    is_agenda,
    is_denied,
    is_on_agenda,
    was_discussed,
)
from briefgen.extract.topic_labels import Label, Setting, family_of, label_of, topic_words
from briefgen.model import BlockKind, TopicClaim

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from briefgen.extract.belonging import Belonging
    from briefgen.extract.coreference import References
    from briefgen.extract.passages import Passage
    from briefgen.model import ReportedMeeting, ReportedQuote, Span

SURE, LIKELY, WEAK, FAINT = 3, 2, 1, 0
ENOUGH = 2  # the weights of all claims of a topic together
FEW = 8  # topics
EVENTS = "events"  # the family of what can be spoken of and can be the meeting itself
UNREAD = frozenset({BlockKind.HEADING, BlockKind.CAPTION})


class _Closeness(Enum):
    """How a sentence is to a meeting."""

    STATED = "a participant speaks, or it says what they do there"
    TOLD = "it tells of the meeting"
    AROUND = "it stands in the account of the meeting"
    BESIDE = "it stands right by a sentence that tells of the meeting"


CLOSE = frozenset({_Closeness.STATED, _Closeness.TOLD})


class _Found(NamedTuple):
    """A claim with the family of subjects of its label, and whether it is told of the meeting itself.

    ``worth`` is how well a label that nothing else speaks for fills a place that is left.
    """

    claim: TopicClaim
    family: str | None
    told: bool
    worth: int = 0


def find_topics(
    references: References,
    meetings: Sequence[ReportedMeeting],
    quotes: Sequence[ReportedQuote],
    belonging: Belonging,
) -> list[tuple[TopicClaim, ...]]:
    """Return the topics of each meeting, in the order of the text."""
    busy = [_busy(references, i, p) for i, p in enumerate(references.passages)]
    found = []
    for index, meeting in enumerate(meetings):
        others = frozenset(m.span for other in meetings if other is not meeting for m in other.mentions)
        reader = _TopicReader(references, index, meeting, quotes, belonging, busy, others)
        found.append(tuple(_attested(list(reader.claims()))))
    return found


def _attested(found: Sequence[_Found]) -> Iterator[TopicClaim]:
    """Yield the claims of the topics that are said to have been discussed, or that come back.

    Where these are few, also the subjects of what is told of the meeting itself, and then
    what else its account speaks of.
    """
    claims = _joined(found)
    total: Counter[str] = Counter()
    for claim in claims:
        total[claim.key] += claim.weight
    sure = {key for key, weight in total.items() if weight >= ENOUGH}
    if len(sure) < FEW:
        sure |= {c.key for c, f in zip(claims, found, strict=True) if f.told}
        often = Counter(c.key for c in claims)
        pairs = [(c, f) for c, f in zip(claims, found, strict=True) if f.family or often[c.key] > 1]
        sure |= _fillers([(c.key, f.worth) for c, f in pairs], sure)
    return (c for c in claims if c.key in sure)


def _fillers(worths: Sequence[tuple[str, int]], taken: Collection[str]) -> set[str]:
    """Return the keys of the labels that best fill the places left, those first that come back."""
    total: Counter[str] = Counter()
    for key, worth in worths:
        if worth and key not in taken:
            total[key] += worth
    return {key for key, _ in total.most_common(max(0, FEW - len(taken)))}


def _joined(found: Sequence[_Found]) -> list[TopicClaim]:
    """Return the claims with "the war" under its name elsewhere in the article: "war in Ukraine"."""
    named: dict[str, Counter[str]] = {}
    for claim, family, *_ in found:
        if family in topic_words("situations") and claim.key != family:
            named.setdefault(family, Counter())[claim.key] += 1
    return [
        replace(claim, key=named[claim.key].most_common(1)[0][0]) if claim.key in named else claim
        for claim, *_ in found
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


def _places(meetings: Sequence[ReportedMeeting], meeting: ReportedMeeting) -> frozenset[str]:
    """Return the names of the place of a meeting, and of the cities and venues where the others are.

    The words of what the parties are called are with them: "BRICS" is no topic of its leaders.
    """
    names = {m.place.name for m in meetings if m.place}
    if meeting.place is not None and meeting.place.country:
        names.add(meeting.place.country)
    bodies = re.findall(r"\w+", " ".join(p.name.lower() for p in meeting.parties))
    return frozenset(names) | frozenset(bodies)


def _headlined(passages: Sequence[Passage]) -> frozenset[str]:
    """Return the families of subjects of which the title and the first paragraph speak."""
    title = [p for p in passages if p.block.kind == BlockKind.TITLE]
    lead = [p for p in passages if p.block.kind == BlockKind.PROSE][:1]
    return frozenset(f for p in [*title, *lead] for t in p.doc if (f := family_of(t)))


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
        elsewhere: frozenset[Span],
    ) -> None:
        self.elsewhere = elsewhere  # sentences that tell of other meetings
        self.references = references
        self.belonging = belonging
        self.busy = busy
        self.index = index
        self.main = meeting.main
        self.actors = {p.actor for p in meeting.parties if p.actor is not None}
        self.setting = Setting(
            sides=frozenset(p.side for p in meeting.parties if p.side)
            | {c for a in self.actors if (c := references.drafts[a].country)},
            places=_places(belonging.meetings, meeting),
        )
        self.mentions = {m.span for m in meeting.mentions}
        self.headlines = _headlined(references.passages)
        self.titled = frozenset(
            t.lemma_.lower() for p in references.passages if p.block.kind is BlockKind.TITLE for t in p.doc
        )
        self.nouns = frozenset(
            t.lemma_.lower()
            for p in references.passages
            for t in p.doc
            if p.block.kind is not BlockKind.TITLE and t.pos_ in {"NOUN", "PROPN"}
        )
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
        tied = closeness in CLOSE or self._is_told_beside(passage, closeness)
        governed = {n.i: says for token in sentence for n, says in discussed(token)}
        stated = closeness is _Closeness.STATED and (
            actor in self.actors or self._is_spoken_here(index, sentence)
        )
        for label, sure in self._labels(index, sentence, closeness, governed):
            if sure == FAINT and not tied:
                continue
            if passage.block.kind is BlockKind.TITLE and self._may_be_verb(label.words.root):
                continue
            known = best.get(label.key)
            if known is not None and sure > WEAK and label.listed_beside(known[1]):
                best.setdefault(label.wording, (sure, label))  # "land, cattle and forgiveness"
            elif known is None or sure > known[0]:
                best[label.key] = (sure, label)
        for key, (sure, label) in best.items():
            spoken_of = stated or (span in self.mentions and governed.get(label.words.root.i, False))
            spoken_of = spoken_of and not is_denied(label.words.root)
            claim = TopicClaim(
                label=label.text, key=key, span=span, actor=actor, weight=sure, discussed=spoken_of
            )
            near = closeness in CLOSE or _reports_speech(sentence) or self._is_headlined(label)
            told = sure > FAINT and near and (label.telling or label.phrased)
            yield _Found(claim, label.family, told, _worth(label) if tied else 0)

    def _labels(
        self, index: int, sentence: DocSpan, closeness: _Closeness, governed: Mapping[int, bool]
    ) -> Iterator[tuple[Label, int]]:
        """Yield the labels of a sentence with their weights.

        ``governed`` holds the nouns that words of talking govern, and whether these say outright
        that it was talked about.
        """
        around = closeness not in CLOSE
        for token in sentence:
            said = token.i in governed
            label = label_of(token, self.busy[index], self.setting, said=governed.get(token.i, False))
            if label is None:
                continue
            telling = label.family is not None or label.named
            if (label.family == EVENTS and not said) or (label.union and _is_insider(token)):
                continue
            if said and (governed[token.i] if around else telling or governed[token.i]):
                yield label, SURE if telling and not (label.loose or around) else LIKELY
            elif label.family is not None:
                yield label, WEAK if (around and not said) or label.vague else LIKELY
            elif label.named and (_is_spoken_of(token) or (label.union and _is_object(token))):
                yield label, LIKELY if closeness is _Closeness.STATED or said else WEAK
            elif label.distinct:
                yield label, LIKELY if governed.get(token.i, False) else WEAK
            elif (
                not label.union
                and _is_dealt_with(token)
                and (label.specified or token.lemma_.lower() in self.titled)
            ):
                yield label, FAINT

    def _closeness(self, index: int, sentence: DocSpan, span: Span) -> _Closeness | None:
        """Return how a sentence is to the meeting; None if it has nothing to do with it."""
        spoken = any(s.start < span.end and span.start < s.end for s, _ in self.spoken)
        if spoken or self._is_about(index, sentence, span):
            return _Closeness.STATED
        if span in self.mentions:
            return _Closeness.TOLD
        if span in self.elsewhere:
            return None
        if self._names_participant(index, sentence) and self.belonging.of_sentence(span, None) == self.index:
            return _Closeness.TOLD
        if self.main and not self._tells_of_others(index, sentence, span):
            return _Closeness.AROUND
        if self.belonging.of_sentence(span, None) == self.index:
            return _Closeness.BESIDE
        return None

    def _is_told_beside(self, passage: Passage, closeness: _Closeness) -> bool:
        """Tell whether a paragraph tells of the meeting, so that its other sentences are of the account."""
        if passage.block.kind is BlockKind.TITLE:
            return closeness is _Closeness.AROUND
        return any(m.start < passage.block.end and passage.block.start < m.end for m in self.mentions)

    def _tells_of_others(self, index: int, sentence: DocSpan, span: Span) -> bool:
        """Tell whether a sentence is of people who are only at another meeting, and of that meeting."""
        named = {
            r.actor
            for r in self.references.all
            if r.passage == index and sentence.start <= r.head < sentence.end
        }
        here = self.belonging.of_sentence(span, None)
        return here is not None and bool(named & self.belonging.actors[here] - self.actors)

    def _may_be_verb(self, head: Token) -> bool:
        """Tell whether a noun of a headline may be its verb, read amiss: "as balloon drifts across"."""
        return head.tag_ == "NNS" and family_of(head) is None and head.lemma_.lower() not in self.nouns

    def _is_headlined(self, label: Label) -> bool:
        """Tell whether a label is of a told kind, and of what the article is about by its title and lead."""
        return label.specific and label.family in self.headlines

    def _names_participant(self, index: int, sentence: DocSpan) -> bool:
        return any(
            r.passage == index and sentence.start <= r.head < sentence.end and r.actor in self.actors
            for r in self.references.all
        )

    def _is_about(self, index: int, sentence: DocSpan, span: Span) -> bool:
        """Tell whether a sentence's subject is a participant, both sides, or the meeting itself."""
        if any(is_on_agenda(t) or is_agenda(t) or was_discussed(t) for t in sentence):
            return self.belonging.of_sentence(span, None) == self.index
        for token in sentence:
            if token.dep_ in SUBJECTS and _says_what(token.head):
                reference = self.references.of(index, token)
                actor = reference.actor if reference is not None and reference.actor in self.actors else None
                together = token.lower_ in meeting_words("both") | {"they", "we"}
                paper = token.lemma_.lower() in topic_words("papers")
                group = token.lemma_.lower() in topic_words("groups") and _discusses(token.head)
                if token.lower_ in noun_forms():
                    return self.belonging.of_noun(span, token.lemma_.lower()) == self.index
                if actor is not None or together or paper or group or self._is_side(token):
                    return self.belonging.of_sentence(span, actor) == self.index
        return False

    def _is_spoken_here(self, index: int, sentence: DocSpan) -> bool:
        """Tell whether participants, their sides or the meeting itself are what speaks, with nobody from elsewhere."""
        for token in sentence:
            if is_on_agenda(token) or is_agenda(token) or was_discussed(token):
                return True
            if token.dep_ not in SUBJECTS or not (_speaks(token.head) or _discusses(token.head)):
                continue
            heads = [t for c in (token, *token.conjuncts) for t in (c, *c.children)]  # with appositions
            named = {r.actor for t in heads if (r := self.references.of(index, t))}
            anonymous = token.lower_ in meeting_words("both") | {"they", "we"} | noun_forms()
            described = token.lemma_.lower() in topic_words("groups") | topic_words("papers")
            if self._is_side(token) or (named <= self.actors and (named or anonymous or described)):
                return True
        return False

    def _is_side(self, token: Token) -> bool:
        """Tell whether a side speaks by itself: "Russia supports", "Beijing warned", "the Russian side"."""
        if not _speaks(token.head):
            return False
        words = [token, *(t for t in token.lefts if t.lower_ not in meeting_words("both"))]
        if token.ent_type_ != "GPE" and token.lemma_.lower() not in topic_words("speakers"):
            return False
        return any({country_of(t.text), country_of_capital(t.text)} & self.setting.sides for t in words)


def _worth(label: Label) -> int:
    """Return how much a label says by itself: a subject of talks or a name more than a noun."""
    return 1 + int(label.telling) + int(label.distinct or label.specified)


def _reports_speech(sentence: DocSpan) -> bool:
    """Tell whether a sentence reports speech, or is speech itself, as in the record of a meeting."""
    return any(_speaks(t) or t.lower_ in {"i", "we", "our", "us"} for t in sentence)


def _speaks(verb: Token) -> bool:
    verbs = state_words("reporting") | topic_words("discuss") | topic_words("state")
    return verb.pos_ == "VERB" and verb.lemma_.lower() in verbs


def _discusses(verb: Token) -> bool:
    return verb.lemma_.lower() in topic_words("discuss") or any(says for _, says in discussed(verb))


def _says_what(verb: Token) -> bool:
    """Tell whether a verb says what its subject did: the sentence's own, or one of talking."""
    if verb.dep_ == "ROOT":
        return verb.lemma_ != "be"
    return verb.dep_ in {"ccomp", "conj"} and verb.lemma_.lower() in topic_words("discuss") | topic_words(
        "state"
    )


def _is_object(token: Token) -> bool:
    """Tell whether a body is what is spoken of, not whose members speak: "as members of the UN"."""
    return token.dep_ in {"pobj", "dobj"} and not _is_insider(token.head.head)


def _is_dealt_with(token: Token) -> bool:
    """Tell whether something is done about what a noun names, rather than at or by or with it."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    if token.dep_ == "pobj":
        return token.head.lower_ in topic_words("prepositions") | {"of", "for", "to"}
    return token.dep_ in {"dobj", "nsubjpass", "attr"}


def _is_insider(token: Token) -> bool:
    return token.lemma_.lower() in topic_words("insiders")


def _is_spoken_of(token: Token) -> bool:
    """Tell whether a name is what is spoken of: "views on Taiwan", "support for Ukraine"."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    if token.ent_type_ not in {"GPE", "LOC", "EVENT", "LAW"} or token.dep_ in {
        "compound",
        "amod",
        "nmod",
        "poss",
    }:
        return False
    if token.dep_ == "dobj":
        return token.head.lemma_.lower() not in topic_words("moving")
    if token.dep_ != "pobj":
        return False
    if token.head.lower_ == "of" and token.head.head.lemma_.lower() in topic_words("peoples"):
        return token.head.head.dep_ == "pobj" and _sets_subject(
            token.head.head.head
        )  # "support for the people of Syria"
    sea = token.ent_type_ == "LOC"  # "rights in the South China Sea"
    return sea or _sets_subject(token.head)


def _sets_subject(preposition: Token) -> bool:
    return preposition.lower_ in topic_words("prepositions") | {"for", "toward", "towards"}
