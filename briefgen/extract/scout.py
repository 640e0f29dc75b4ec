"""The scout: what looking for encounters by verb and by noun have in common: who the parties are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefgen.extract.clauses import SUBJECT, is_delegation, outer_verb, subject_of
from briefgen.extract.parties import PartyFinder, countries_beside, meeting_words
from briefgen.extract.series import is_again
from briefgen.extract.states import status_of_verb
from briefgen.model import MeetingKind, Party, Span, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefgen.extract.coreference import References


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
    event: str | None = None  # the name of a gathering of many: "G7 summit"
    seats: tuple[str, ...] = field(default=())  # countries named as parties by adjectives


class Scout:
    """Looks at the tokens of one passage."""

    def __init__(self, references: References, index: int, speakers: dict[tuple[int, int], int]) -> None:
        self.references = references
        self.index = index
        self.passage = references.passages[index]
        self.parties = PartyFinder(references, index)
        self.speakers = speakers

    def _subjects(self, verb: Token) -> tuple[list[Party], bool]:
        """Return the parties who do what a verb says, and whether they are named as a group."""
        token = subject_of(verb)
        if token is None:
            return [], False
        return self._read(token)

    def _read(self, token: Token) -> tuple[list[Party], bool]:
        if token.lower_ in meeting_words("visits"):
            return self._visitor(token)
        if token.lower_ in {"i", "we", "us", "me", "my", "our"}:
            speaker = self.speakers.get((self.index, token.i))
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
            party
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

    def _encounter(
        self, trigger: Token, verb: Token, kind: str, parties: list[Party], group: bool, rule: str,
        status: Status | None = None,
    ) -> Encounter | None:  # fmt: skip
        if len(parties) < 2 and not group:
            return None
        parties = self._with_companions(trigger, parties)
        status = status or status_of_verb(verb)
        if status is None:
            return None
        return Encounter(
            passage=self.index, trigger=trigger.i, verb=verb.i, kind=MeetingKind(kind), status=status,
            parties=tuple(parties), rule=rule + " with its parties", sentence=self.passage.sentence_at(trigger.idx),
            group=group, again=is_again(trigger), past=_told_as_past(verb, status),
        )  # fmt: skip


def _told_as_past(verb: Token, status: Status) -> bool:
    """Tell whether a verb is a finite one of the past, or says after what something was done ("after meeting")."""
    if verb.tag_ == "VBG":
        return status is Status.HELD and verb.dep_ in {"pcomp", "advcl"}
    return verb.tag_ in {"VBD", "VBN", "VBZ"}


def distinct(parties: Sequence[Party]) -> list[Party]:
    """Return the parties without repeats of one actor or one name."""
    kept: list[Party] = []
    for party in parties:
        same = (p.actor == party.actor if party.actor is not None else p.name == party.name for p in kept)
        if not any(same):
            kept.append(party)
    return kept
