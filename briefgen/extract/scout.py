"""The scout: what looking for encounters by verb and by noun have in common: who the parties are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefgen.extract.clauses import SUBJECT, is_delegation, outer_verb, subject_of
from briefgen.extract.parties import PartyFinder, countries_beside, meeting_words
from briefgen.extract.people import role_heads
from briefgen.extract.series import is_again
from briefgen.extract.states import state_words, status_of_verb
from briefgen.extract.turns import FIRST_PERSON, SECOND_PERSON
from briefgen.model import MeetingKind, Party, Span, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Token

    from briefgen.extract.assemblies import Assembly
    from briefgen.extract.coreference import References
    from briefgen.extract.turns import Turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """One place that tells of people meeting.

    ``group`` marks parties named only as "the two leaders"; ``definite`` a noun that
    refers back ("the talks"); ``verb`` is the token index of the clause's verb.
    """

    passage: int
    trigger: int
    verb: int | None
    kind: MeetingKind
    status: Status
    parties: tuple[Party, ...]
    rule: str
    sentence: Span
    definite: bool = False
    group: bool = False
    again: bool = False
    series: str | None = None
    edition: int | None = None
    past: bool = False  # told in the past tense
    contact: bool = False  # no meeting by itself: belongs to one that is told elsewhere
    spoken: bool = False  # told by one party to the other, most likely at another meeting
    event: str | None = None  # the name of a gathering of many: "G7 summit"
    assembly: Assembly | None = None  # the plural that says who gather: "G7 leaders"
    seats: tuple[str, ...] = field(default=())  # countries named as parties by adjectives


class Scout:
    """Looks at the tokens of one passage."""

    def __init__(
        self,
        references: References,
        index: int,
        speakers: Mapping[tuple[int, int], int],
        turn: Turn | None = None,
    ) -> None:
        self.references = references
        self.index = index
        self.passage = references.passages[index]
        self.turn = turn
        self.speakers = speakers
        self.parties = PartyFinder(references, index, self._present)

    def _subjects(self, verb: Token) -> tuple[list[Party], bool]:
        """Return the parties who do what a verb says, and whether they are named as a group."""
        token = subject_of(verb)
        if token is None:
            return [], False
        found, group = self._read(token)
        more = [] if group else [p for t in _subjects_beside(token, verb) for p in self.parties.of(t)]
        return distinct([*found, *(p for p in more if p.actor is not None)]), group

    def _read(self, token: Token) -> tuple[list[Party], bool]:
        if token.lower_ in meeting_words("visits"):
            return self._visitor(token)
        if token.lower_ in FIRST_PERSON | SECOND_PERSON and not any(t.dep_ == "conj" for t in token.children):
            speaker = self._present(token)
            if speaker is None:
                return [], False
            draft = self.references.drafts[speaker]
            if not draft.named and not draft.offices:
                return [], False
            span = self.passage.span_of(token)
            party = Party(name=draft.name, actor=speaker, side=draft.country, span=span)
            if draft.offices:
                party = replace(party, actor=None, described=speaker)
            return [party], token.lower_ in {"we", "us", "our"}
        if token.lower_ in {"they", "them", "their", "both", "who"} or self._is_both(token):
            return [], True
        reference = self.references.of(self.index, token)
        if reference is not None and reference.kind == "pronoun" and self._only_comments(reference.actor):
            return [], False
        return self.parties.of(token), False

    def _present(self, token: Token) -> int | None:
        """Return whom "I" and "we" have speaking, or "you" spoken to."""
        turn = self.turn if self.turn is not None and token.i >= self.turn.start else None
        if token.lower_ in SECOND_PERSON:
            return turn.addressed if turn is not None else None
        if token.lower_ not in FIRST_PERSON:
            return None
        speaker = self.speakers.get((self.index, token.i))
        return turn.speaker if speaker is None and turn is not None else speaker

    def in_turn(self, encounter: Encounter) -> Encounter | None:
        """Read an encounter as words to the one who is addressed; None if it is the meeting going on."""
        turn = self.turn
        if turn is None or encounter.trigger < turn.start:
            return encounter
        trigger = self.passage.doc[encounter.trigger]
        if encounter.group and any(p.actor is None for p in encounter.parties):
            ours = tuple(p for p in encounter.parties if p.actor != turn.speaker)
            return replace(encounter, parties=ours, group=False)  # "we" are the speaker's government
        if turn.addressed is not None:
            encounter = replace(
                encounter, parties=tuple(self._addressed(p, turn.addressed) for p in encounter.parties)
            )
        parties = encounter.parties
        if turn.addressed is not None and encounter.group and [p.actor for p in parties] == [turn.speaker]:
            draft = self.references.drafts[turn.addressed]
            other = Party(name=draft.name, actor=turn.addressed, side=draft.country, span=parties[0].span)
            encounter = replace(encounter, parties=(*parties, other), group=False)
        if {p.actor for p in encounter.parties} != {turn.speaker, turn.addressed}:
            return encounter
        if any(t.lower_ == "this" for t in trigger.lefts):
            return None
        polite = trigger.dep_ == "xcomp" and trigger.head.pos_ == "ADJ"  # "glad to see you in Oslo"
        if polite or (encounter.kind is MeetingKind.RECEPTION and not encounter.past):  # "let me welcome you"
            return replace(encounter, status=Status.HELD, past=True, definite=True, contact=True)
        return replace(encounter, spoken=True, event=encounter.event or _occasion(trigger))

    def _addressed(self, party: Party, actor: int) -> Party:
        """Return the one who is addressed for "the President" in "the President and I"."""
        words = party.name.lower().split()
        draft = self.references.drafts[actor]
        heads = {claim.head for claim in draft.roles}
        if party.actor is not None or len(words) != 2 or words[0] != "the" or words[1] not in role_heads():
            return party
        return replace(party, name=draft.name, actor=actor) if not heads or words[1] in heads else party

    def _only_comments(self, actor: int) -> bool:
        """Tell whether somebody is in the article to speak, not to meet: "he" is hardly the spokesman."""
        heads = {claim.head for claim in self.references.drafts[actor].roles}
        return bool(heads) and heads <= meeting_words("commenting")

    def _visitor(self, visit: Token) -> tuple[list[Party], bool]:
        """Return who makes a visit ("his trip included talks"): its possessor, else the clause's subject."""
        owner = next((t for t in visit.children if t.dep_ == "poss"), None)
        if owner is None:
            verb = outer_verb(visit)
            owner = subject_of(verb) if verb is not None and visit.dep_ not in SUBJECT else None
        if owner is None or owner.lower_ in meeting_words("visits"):
            return [], False
        return self._read(owner)

    def _is_both(self, token: Token) -> bool:
        lefts = {t.lower_ for t in token.lefts}
        if token.lower_ in {"pair", "duo", "couple", "two", "three"}:
            return "the" in lefts
        return (
            token.lower_ in meeting_words("both")
            and bool(lefts & {"two", "both", "three"})
            and not countries_beside(token)
        )

    def _with_companions(self, trigger: Token, parties: list[Party]) -> list[Party]:
        """Add those by whom a party is "accompanied" or "joined" in the same sentence."""
        if not parties:
            return parties
        companions = [
            replace(party, along=True, side=party.side or self._side_of_escorted(token))
            for token in trigger.sent
            if token.tag_ == "VBN" and token.lemma_ in meeting_words("company")
            for agent in token.children
            if agent.dep_ == "agent"
            for noun in agent.children
            for party in self.parties.of(noun)
        ]
        members = [
            party
            for token in trigger.sent
            if token.lower_ == "including" and is_delegation(token.head)
            for noun in token.children
            if noun.dep_ == "pobj"
            for party in self.parties.of(noun)
        ]
        return distinct([*parties, *(p for p in [*companions, *members] if p.actor is not None)])

    def _side_of_escorted(self, verb: Token) -> str | None:
        """Return for whom somebody speaks who is accompanied: those who come along are of the same side."""
        escorted = verb.head if verb.dep_ == "acl" else subject_of(verb)
        if escorted is None or verb.lemma_ != "accompany":
            return None
        return next((party.side for party in self.parties.of(escorted)), None)

    def _encounter(
        self, trigger: Token, verb: Token, kind: str, parties: list[Party], group: bool, rule: str,
        status: Status | None = None, assembly: Assembly | None = None,
    ) -> Encounter | None:  # fmt: skip
        if len(parties) < 2 and not group and assembly is None:
            return None
        parties = self._with_companions(trigger, parties)
        status = status or status_of_verb(verb)
        if status is None:
            return None
        return Encounter(
            passage=self.index, trigger=trigger.i, verb=verb.i, kind=MeetingKind(kind), status=status,
            parties=tuple(parties), rule=rule + " with its parties", sentence=self.passage.sentence_at(trigger.idx),
            group=group, again=is_again(trigger), past=_told_as_past(verb, status),
            assembly=assembly, event=assembly.name if assembly else None,
        )  # fmt: skip


def _subjects_beside(subject: Token, verb: Token) -> list[Token]:
    """Return what a headline names as subject without "and": "Roe, Vance meet", "Roe, Vance to meet"."""
    if verb.dep_ == "relcl" and verb.tag_ == "VB" and verb.head == subject:
        return [t for t in subject.children if t.dep_ == "appos" and t.ent_type_ == "PERSON"]
    return [
        t
        for t in subject.head.children
        if t != subject
        and (t.dep_ in SUBJECT or (t.dep_ == "dep" and t.i < subject.i and t.doc[t.i + 1].text == ","))
    ]


def _occasion(trigger: Token) -> str | None:
    """Return the name of the event at which people met: "at the World Harvest Forum"."""
    for child in trigger.children:
        if child.dep_ == "prep" and child.lower_ in {"at", "during"}:
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.tag_ == "NNP" and noun.ent_type_ not in {"GPE", "LOC", "FAC"}:
                    return " ".join(t.lower_ for t in noun.subtree if t.pos_ == "PROPN")
    return None


def _told_as_past(verb: Token, status: Status) -> bool:
    """Tell whether a verb is a finite one of the past, or says after what something was done ("after meeting")."""
    if verb.tag_ == "VBG":
        return status is Status.HELD and verb.dep_ in {"pcomp", "advcl"}
    if verb.tag_ == "VB" and verb.dep_ in {"advcl", "xcomp"} and status is Status.HELD:
        return verb.head.tag_ == "VBD" and verb.head.lemma_ in state_words("motion")  # "flew in to meet"
    return verb.tag_ in {"VBD", "VBN", "VBZ"}


def distinct(parties: Sequence[Party]) -> list[Party]:
    """Return the parties without repeats of one actor or one name."""
    kept: list[Party] = []
    for party in parties:
        same = (p.actor == party.actor if party.actor is not None else p.name == party.name for p in kept)
        if not any(same):
            kept.append(party)
    return kept
