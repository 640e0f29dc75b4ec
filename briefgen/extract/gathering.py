"""Gathering: which encounters of one article tell of one and the same meeting."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.extract.attendance import Attendance, BodyOfSummit
from briefgen.extract.groups import Group, actors_of, add, take_in
from briefgen.extract.parties import PLURAL, may_meet
from briefgen.extract.recalled import TIMED, is_recalled, tells_something
from briefgen.extract.sameness import Sameness, forms_agree, places_agree
from briefgen.extract.series import is_named_otherwise
from briefgen.model import BlockKind, MeetingKind, Party, Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefgen.extract.coreference import References
    from briefgen.extract.encounters import Encounter
    from briefgen.extract.situate import Situation

PLACES = frozenset({"GPE", "LOC", "FAC"})  # as the model labels them
AHEAD = 2  # paragraphs later in which a meeting referred to may first be told
JUST_NAMED = 3  # paragraphs back to which "the two leaders" reach
UNCERTAIN = frozenset({Status.PLANNED, Status.POSSIBLE})
COUNTS = ("two", "three", "four", "five")  # in the order of their numbers
CALLED_OFF = frozenset({Status.CANCELLED, Status.POSTPONED})


class Gatherer:
    """Puts the encounters of one article into groups, in the order of the text."""

    def __init__(self, references: References, published: dt.date | None) -> None:
        self.references = references
        self.sameness = Sameness(references, published)
        self.groups: list[Group] = []
        self.contacts: list[Encounter] = []
        self.told: list[Encounter] = []  # those that name who met

    def gather(self, encounters: Sequence[Encounter], situations: Sequence[Situation]) -> list[Group]:
        """Return the groups: first those with parties of their own, then what refers back to them."""
        bodies = BodyOfSummit(self.references, encounters)
        pairs = [
            (bodies.named(e), s)
            for pair in zip(encounters, situations, strict=True)
            if tells_something(*pair)
            for e, s in self._counted(*pair)
        ]
        pending = []
        self.contacts = [e for e in encounters if e.contact]
        for encounter, situation in pairs:
            if _is_complete(encounter):
                self._place(encounter, situation)
            else:
                pending.append((encounter, situation))
        attendance = Attendance(self.references)
        for group, party in attendance.complete(self.groups):
            take_in(group, party)
        self.told = [e for e in encounters if _is_complete(e)]
        delegates = attendance.delegates()
        for told, situation in pending:
            encounter = self._told_of_a_pair(told)
            if _is_complete(encounter):
                self._place(encounter, situation)
            elif encounter.again or not self._attach(encounter, situation):
                completed = self._completed(encounter, situation) or self._of_delegates(encounter, delegates)
                if completed is not None:
                    self._place(completed, situation)
        for group, party in attendance.company(self.groups):
            take_in(group, party)
        for group in self.groups:
            group.members.sort(key=lambda m: (m[0].passage, m[0].trigger))
        return [g for g in self.groups if g.actors or not all(e.event for e, _ in g.members)]

    def _counted(self, encounter: Encounter, situation: Situation) -> list[tuple[Encounter, Situation]]:
        """Take "two meetings, in April and in May" for as many encounters as it gives days."""
        noun = self.references.passages[encounter.passage].doc[encounter.trigger]
        number = next((COUNTS.index(t.lower_) + 2 for t in noun.lefts if t.lower_ in COUNTS), 1)
        times = [(d, t) for d, t in situation.times if d <= TIMED]
        if noun.tag_ not in PLURAL or number == 1 or number != len(times):
            return [(encounter, situation)]
        return [(replace(encounter, again=True), replace(situation, times=(time,))) for time in times]

    def _place(self, encounter: Encounter, situation: Situation) -> None:
        fitting = [g for g in self.groups if self.sameness.same(encounter, situation, g)]
        if fitting:
            group = max(fitting, key=lambda g: (len(g.actors & actors_of(encounter)), g.last()))
            if self.sameness.introduces(encounter, group):
                group.parties.clear()
                encounter = encounter if actors_of(encounter) else replace(encounter, parties=())
        else:
            group = Group()
            self.groups.append(group)
        add(group, encounter, situation)

    def _completed(self, encounter: Encounter, situation: Situation) -> Encounter | None:
        """Give "the meeting with Zarif" its other party: somebody of another side named in that sentence."""
        if encounter.group and not encounter.parties and not encounter.contact:
            return self._once_more(encounter, situation) or self._both(encounter)
        if not encounter.parties:
            return self._speaking_there(encounter)
        if len(encounter.parties) != 1 or encounter.parties[0].actor is None or not encounter.definite:
            return None
        side = encounter.parties[0].side
        others = [
            a
            for a in sorted(
                self._people_in(encounter, quoted=self._is_quoted(encounter)) - actors_of(encounter)
            )
            if self.references.drafts[a].named and (self.sameness.side(a) != side or side is None)
        ]
        if len(others) != 1:
            return None
        draft = self.references.drafts[others[0]]
        party = Party(name=draft.name, actor=others[0], side=draft.country, span=encounter.sentence)
        return replace(encounter, parties=(*encounter.parties, party))

    def _of_delegates(self, encounter: Encounter, delegates: Sequence[Party]) -> Encounter | None:
        """Give the talks that an article is about the people who lead the sides to them."""
        if encounter.again or encounter.contact or not self._is_news(encounter) or not delegates:
            return None
        if encounter.kind not in {MeetingKind.TALKS, MeetingKind.NEGOTIATION, MeetingKind.CONSULTATION}:
            return None
        if any(p.actor not in {d.actor for d in delegates} for p in encounter.parties if p.actor is not None):
            return None
        return replace(encounter, parties=tuple(delegates))

    def _is_news(self, encounter: Encounter) -> bool:
        """Tell whether the first paragraph tells of an encounter."""
        prose = [i for i, p in enumerate(self.references.passages) if p.block.kind is BlockKind.PROSE]
        return encounter.passage in prose[:1]

    def _speaking_there(self, encounter: Encounter) -> Encounter | None:
        """Give "at a meeting in Warsaw" the two people of whom its sentence says that one told the other."""
        for contact in self.contacts:
            if contact.sentence == encounter.sentence and encounter.status is Status.HELD:
                return replace(encounter, parties=contact.parties, past=True)
        return None

    def _both(self, encounter: Encounter) -> Encounter | None:
        """Give "the two leaders met" its parties: the two people just named together."""
        if not encounter.past and encounter.status is not Status.PLANNED:
            return None
        actors = self._pair_before(encounter) or self._two_of_the_article(encounter)
        if actors is None:
            return None
        return self._between(encounter, actors)

    def _told_of_a_pair(self, encounter: Encounter) -> Encounter:
        """Give "Putin and Xi agreed on it when they met" its parties: the two of its own sentence come first."""
        if not encounter.group or encounter.parties or encounter.contact:
            return encounter
        doc = self.references.passages[encounter.passage].doc
        start = doc[encounter.trigger].sent.start
        pair = self._joined(encounter.passage, start, encounter.trigger)
        return self._between(encounter, pair) if pair is not None else encounter

    def _once_more(self, encounter: Encounter, situation: Situation) -> Encounter | None:
        """Give "they will meet again", "their first summit, in May" the parties of the meeting told last before it."""
        held = encounter.status is Status.HELD
        if not situation.times if held else not (encounter.again and encounter.status in UNCERTAIN):
            return None
        here = (encounter.passage, encounter.trigger)
        told = [
            (max(before), g)
            for g in self.groups
            if (before := [at for e, _ in g.members if (at := (e.passage, e.trigger)) < here])
            and len(g.actors) > 1
            and g.status not in UNCERTAIN
        ]
        if not told:
            return None
        (passage, _), group = max(told, key=lambda x: x[0])
        other = encounter.again or not self.sameness.times_agree(situation, group)
        near = encounter.passage - passage <= JUST_NAMED and self._people_in(encounter) <= group.actors
        if held and not (other and encounter.definite and near):
            return None
        return replace(encounter, parties=tuple(p for p in group.parties if p.actor is not None))

    def _between(self, encounter: Encounter, actors: Sequence[int]) -> Encounter:
        parties = []
        for actor in actors:
            draft = self.references.drafts[actor]
            parties.append(Party(name=draft.name, actor=actor, side=draft.country, span=encounter.sentence))
        return replace(encounter, parties=tuple(parties))

    def _pair_before(self, encounter: Encounter) -> tuple[int, ...] | None:
        """Return the two people of the sentence so far, else of the sentence before it in the paragraph."""
        passage = self.references.passages[encounter.passage]
        trigger = passage.doc[encounter.trigger]
        here = self._named(encounter.passage, trigger.sent.start, trigger.i)
        if len(here) >= 2:
            return (
                tuple(here[:2])
                if len(here) == 2
                else self._joined(encounter.passage, trigger.sent.start, trigger.i)
            )
        start = trigger.sent.start
        if start == 0 or here:
            return None
        before = passage.doc[start - 1].sent
        met = self._met_in(encounter.passage, before.start, before.end)
        if met is not None:
            return met
        named = self._named(encounter.passage, before.start, before.end)
        return tuple(named) if len(named) == 2 else None

    def _met_in(self, passage: int, start: int, end: int) -> tuple[int, ...] | None:
        """Return the two of whom a sentence says that they met, if of nobody else."""
        pairs = {
            tuple(sorted(actors_of(e)))
            for e in self.told
            if e.passage == passage and start <= e.trigger < end and len(actors_of(e)) == 2
        }
        return next(iter(pairs)) if len(pairs) == 1 else None

    def _named(self, passage: int, start: int, end: int) -> list[int]:
        """Return the people spoken of among some tokens: the two that are named, else all.

        Those are left out who only speak for others.
        """
        found = [
            r
            for r in self.references.all
            if r.passage == passage and start <= r.head < end and self._may_meet(r.actor)
        ]
        named = list(dict.fromkeys(r.actor for r in found if r.kind == "name"))
        return named if len(named) == 2 else list(dict.fromkeys(r.actor for r in found))

    def _may_meet(self, actor: int) -> bool:
        return may_meet(self.references.drafts[actor])

    def _joined(self, passage: int, start: int, end: int) -> tuple[int, ...] | None:
        """Return the last two people joined by "and" among some tokens."""
        references = [
            r
            for r in self.references.all
            if r.passage == passage and start <= r.head < end and r.kind == "name"
        ]
        doc = self.references.passages[passage].doc
        pairs = [
            (a.actor, b.actor)
            for a, b in pairwise(references)
            if a.actor != b.actor
            and any(t.lower_ == "and" for t in doc[a.end : b.start])
            and b.start - a.end <= 4
        ]
        return pairs[-1] if pairs else None

    def _two_of_the_article(self, encounter: Encounter) -> tuple[int, ...] | None:
        """Return the two people of whom an article has spoken so far, if of nobody else as much."""
        so_far = [r for r in self.references.all if r.kind == "name" and r.passage <= encounter.passage]
        named = [r for r in so_far if self._may_meet(r.actor)]
        counted = Counter(r.actor for r in named).most_common()
        near = {r.actor for r in named if 0 <= encounter.passage - r.passage <= JUST_NAMED}
        if len(counted) < 2 or not {counted[0][0], counted[1][0]} <= near:
            return None
        rest = counted[2][1] if len(counted) > 2 else 0
        pair = (counted[0][0], counted[1][0])
        if rest and not any(set(pair) == actors_of(e) for e in self.told):
            return None  # among several people, only two of whom the article says that they meet
        return pair if counted[1][1] >= 2 * rest + (rest == 0) else None

    def _attach(self, encounter: Encounter, situation: Situation) -> bool:
        """Give an encounter without parties of its own to the meeting that it refers back to."""
        beside = [g for g in self.groups if all(e.sentence == encounter.sentence for e, _ in g.members)]
        fitting = [
            g
            for g in self.groups
            if g not in beside and self._is_told(encounter, g) and self._refers(encounter, situation, g)
        ]
        hints = self._people_in(encounter) - {a for g in beside for a in g.actors if g not in fitting}
        if not fitting:
            return False

        def rank(group: Group) -> tuple[int, int, int, int, int]:
            kinds = {e.kind for e, _ in group.members}
            before = [
                e for e, _ in group.members if (e.passage, e.trigger) < (encounter.passage, encounter.trigger)
            ]
            nearness = max(((e.passage, e.trigger) for e in before), default=(-1, -1))
            here = situation.place is not None and any(
                s.place is not None and s.place.name == situation.place.name for _, s in group.members
            )
            return (int(here), len(hints & group.actors), int(encounter.kind in kinds), *nearness)

        best = max(fitting, key=rank)
        best.members.append((encounter, situation))
        return True

    def _is_told(self, encounter: Encounter, group: Group) -> bool:
        """Tell whether the article has told of a meeting where words refer to it, or is just about to."""
        first = min(e.passage for e, _ in group.members)
        return first <= encounter.passage + AHEAD or self._is_set_apart(encounter)

    def _is_set_apart(self, encounter: Encounter) -> bool:
        block = self.references.passages[encounter.passage].block.kind
        return block in {BlockKind.TITLE, BlockKind.CAPTION, BlockKind.HEADING}

    def _is_quoted(self, encounter: Encounter) -> bool:
        """Tell whether an encounter is spoken of in quoted words: whoever says them is not in them by name."""
        doc = self.references.passages[encounter.passage].doc
        return _in_quotation(doc[encounter.trigger])

    def _people_in(self, encounter: Encounter, *, quoted: bool = False) -> set[int]:
        """Return who is named in an encounter's sentence; in its quoted words alone where it is ``quoted``."""
        doc = self.references.passages[encounter.passage].doc
        return {
            r.actor
            for r in self.references.all
            if r.passage == encounter.passage
            and (not quoted or _in_quotation(doc[r.head]))
            and encounter.sentence.start
            <= self.references.passages[r.passage]
            .span_of(self.references.passages[r.passage].doc[r.start])
            .start
            < encounter.sentence.end
        }

    def _adds_something(self, encounter: Encounter) -> bool:
        """Tell whether words that refer back tell something: "the talks are important" does not."""
        if self._is_other_gathering(encounter):
            return False
        return encounter.past or encounter.status is not Status.HELD or self._is_set_apart(encounter)

    def _is_other_gathering(self, encounter: Encounter) -> bool:
        """Tell whether a conference has a name of its own: "the Acme developers conference"."""
        noun = self.references.passages[encounter.passage].doc[encounter.trigger]
        if noun.lemma_.lower() != "conference" or encounter.event:
            return False
        return any(
            t.dep_ in {"compound", "nmod"} and t.tag_ == "NNP" and t.ent_type_ not in PLACES
            for t in noun.lefts
        )

    def _is_of_call(self, encounter: Encounter, group: Group) -> bool:
        """Tell whether words are of a call told just before them: "the conversation lasted an hour"."""
        noun = self.references.passages[encounter.passage].doc[encounter.trigger]
        alike = noun.lemma_.lower() in {"conversation", "discussion", "exchange", "talk"}
        near = {encounter.passage - e.passage for e, _ in group.members}
        return group.kind is MeetingKind.CALL and alike and bool(near & {0, 1})

    def _refers(self, encounter: Encounter, situation: Situation, group: Group) -> bool:
        mine = actors_of(encounter)
        if (
            not mine <= group.actors
            or not self.sameness.times_agree(situation, group)
            or not (forms_agree(encounter, group) or self._is_of_call(encounter, group))
        ):
            return False
        if not places_agree(situation, group) or encounter.again or not self._adds_something(encounter):
            return False
        if encounter.edition is not None and encounter.edition != group.edition[1]:
            return False
        if (
            encounter.event
            and group.kind is not MeetingKind.SUMMIT
            and not any(e.event for e, _ in group.members)
        ):
            return False
        if is_named_otherwise(self.references.passages[encounter.passage].doc[encounter.trigger]):
            return False
        if encounter.seats and set(encounter.seats) != group.sides:
            return False
        if not (encounter.definite or encounter.group or mine):
            return False
        if all(is_recalled(*member) for member in group.members):
            return False
        same = (encounter.status is Status.HELD) == (group.status is Status.HELD)
        if not same and (
            encounter.past if encounter.status is Status.HELD else encounter.status in CALLED_OFF
        ):
            return False
        return same or (encounter.definite and encounter.kind in {e.kind for e, _ in group.members})


def _is_complete(encounter: Encounter) -> bool:
    """Tell whether an encounter names who met: two parties, or two countries."""
    if encounter.contact:
        return False
    if len(encounter.parties) > 1 or (encounter.event and (actors_of(encounter) or encounter.assembly)):
        return True
    return len(encounter.seats) > 1 and (
        not encounter.definite or encounter.past or bool(encounter.edition or encounter.parties)
    )


def _in_quotation(token: Token) -> bool:
    """Tell whether a word stands between the quotation marks of its paragraph."""
    before = token.doc[: token.i]
    curly = sum((t.text == "“") - (t.text == "”") for t in before)
    straight = sum(t.text in {'"', "``", "''"} for t in before)
    return curly > 0 or straight % 2 == 1
