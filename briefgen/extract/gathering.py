"""Gathering: which encounters of one article tell of one and the same meeting."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen import temporal
from briefgen.extract.parties import meeting_words
from briefgen.model import BlockKind, MeetingKind, Party, Place, Status, TimeExpression

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from briefgen.extract.coreference import References
    from briefgen.extract.encounters import Encounter
    from briefgen.extract.situate import Situation

JUST_NAMED = 3  # paragraphs back to which "the two leaders" reach
UNCERTAIN = frozenset({Status.PLANNED, Status.POSSIBLE})


@dataclass(slots=True)
class Group:
    """A meeting while its encounters are being gathered."""

    members: list[tuple[Encounter, Situation]] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    seats: set[str] = field(default_factory=set)

    @property
    def actors(self) -> set[int]:
        """Return the named participants."""
        return {p.actor for p in self.parties if p.actor is not None}

    @property
    def sides(self) -> set[str]:
        """Return the countries and organisations for which the parties speak."""
        return {p.side for p in self.parties if p.side} | self.seats

    @property
    def times(self) -> list[TimeExpression]:
        """Return the time expressions, those nearest to their encounter first."""
        ranked = [(d, i, t) for i, (_, s) in enumerate(self.members) for d, t in s.times]
        return [t for _, _, t in sorted(ranked, key=lambda x: (x[0] > 3, x[1], x[0]))]

    @property
    def place(self) -> Place | None:
        """Return the place: a city before a country, the first told before the next."""
        places = [s.place for _, s in self.members if s.place]
        return min(places, key=lambda p: p.country == p.name, default=None)

    @property
    def status(self) -> Status:
        """Return what the article as a whole says about the meeting taking place.

        A mention that only refers back ("the talks are important") does not tell that
        they were held, unless it tells so in the past tense.
        """
        said = [e.status for e, _ in self.members if e.past or e.status is not Status.HELD]
        said = said or [e.status for e, _ in self.members]
        for status in (Status.HELD, Status.CANCELLED, Status.POSTPONED, Status.PLANNED):
            if status in said:
                return status
        return Status.POSSIBLE

    @property
    def kind(self) -> MeetingKind:
        """Return the most telling kind that the encounters give."""
        kinds = [e.kind for e, _ in self.members]
        for kind in (MeetingKind.SUMMIT, MeetingKind.CALL, MeetingKind.CONSULTATION, MeetingKind.NEGOTIATION):
            if kind in kinds:
                return kind
        return kinds[0]

    @property
    def edition(self) -> tuple[str | None, int | None]:
        """Return the series and number of a numbered meeting."""
        named = [(e.series, e.edition) for e, _ in self.members if e.series]
        return next((n for n in named if n[1]), named[0] if named else (None, None))

    def last(self) -> int:
        """Return the passage of the newest member."""
        return self.members[-1][0].passage


class Gatherer:
    """Puts the encounters of one article into groups, in the order of the text."""

    def __init__(self, references: References, published: dt.date | None) -> None:
        self.references = references
        self.published = published
        self.groups: list[Group] = []
        self.contacts: list[Encounter] = []

    def gather(self, encounters: Sequence[Encounter], situations: Sequence[Situation]) -> list[Group]:
        """Return the groups: first those with parties of their own, then what refers back to them."""
        pairs = list(zip(encounters, situations, strict=True))
        pending = []
        self.contacts = [e for e in encounters if e.contact]
        for encounter, situation in pairs:
            if _is_complete(encounter):
                self._place(encounter, situation)
            else:
                pending.append((encounter, situation))
        for told, situation in pending:
            encounter = self._told_of_a_pair(told)
            if _is_complete(encounter):
                self._place(encounter, situation)
            elif encounter.again or not self._attach(encounter, situation):
                completed = self._completed(encounter)
                if completed is not None:
                    self._place(completed, situation)
        for group in self.groups:
            group.members.sort(key=lambda m: (m[0].passage, m[0].trigger))
        return self.groups

    def _place(self, encounter: Encounter, situation: Situation) -> None:
        fitting = [g for g in self.groups if self._same(encounter, situation, g)]
        if fitting:
            group = max(fitting, key=lambda g: (len(g.actors & _actors(encounter)), g.last()))
        else:
            group = Group()
            self.groups.append(group)
        _add(group, encounter, situation)

    def _completed(self, encounter: Encounter) -> Encounter | None:
        """Give "the meeting with Zarif" its other party: somebody of another side named in that sentence."""
        if encounter.group and not encounter.parties and not encounter.contact:
            return self._both(encounter)
        if not encounter.parties and not encounter.definite:
            return self._speaking_there(encounter)
        if len(encounter.parties) != 1 or encounter.parties[0].actor is None or not encounter.definite:
            return None
        side = encounter.parties[0].side
        others = [
            a
            for a in sorted(self._people_in(encounter) - _actors(encounter))
            if self.references.drafts[a].named and (self._side(a) != side or side is None)
        ]
        if len(others) != 1:
            return None
        draft = self.references.drafts[others[0]]
        party = Party(name=draft.name, actor=others[0], side=draft.country, span=encounter.sentence)
        return replace(encounter, parties=(*encounter.parties, party))

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
        named = self._named(encounter.passage, before.start, before.end)
        return tuple(named) if len(named) == 2 else None

    def _named(self, passage: int, start: int, end: int) -> list[int]:
        """Return the people named among some tokens, those left out who only speak for others."""
        found = [
            r.actor
            for r in self.references.all
            if r.passage == passage and start <= r.head < end and self._may_meet(r.actor)
        ]
        return list(dict.fromkeys(found))

    def _may_meet(self, actor: int) -> bool:
        draft = self.references.drafts[actor]
        heads = {claim.head for claim in draft.roles}
        return draft.named and not (heads and heads <= meeting_words("commenting"))

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
        return (counted[0][0], counted[1][0]) if counted[1][1] >= 2 * rest + (rest == 0) else None

    def _attach(self, encounter: Encounter, situation: Situation) -> bool:
        """Give an encounter without parties of its own to the meeting that it refers back to."""
        beside = [g for g in self.groups if all(e.sentence == encounter.sentence for e, _ in g.members)]
        fitting = [g for g in self.groups if g not in beside and self._refers(encounter, situation, g)]
        hints = self._people_in(encounter) - {a for g in beside for a in g.actors if g not in fitting}
        if not fitting:
            return False

        def rank(group: Group) -> tuple[int, int, int, int]:
            kinds = {e.kind for e, _ in group.members}
            before = [
                e for e, _ in group.members if (e.passage, e.trigger) < (encounter.passage, encounter.trigger)
            ]
            nearness = max(((e.passage, e.trigger) for e in before), default=(-1, -1))
            return (len(hints & group.actors), int(encounter.kind in kinds), *nearness)

        best = max(fitting, key=rank)
        best.members.append((encounter, situation))
        return True

    def _people_in(self, encounter: Encounter) -> set[int]:
        return {
            r.actor
            for r in self.references.all
            if r.passage == encounter.passage
            and encounter.sentence.start
            <= self.references.passages[r.passage]
            .span_of(self.references.passages[r.passage].doc[r.start])
            .start
            < encounter.sentence.end
        }

    def _same(self, encounter: Encounter, situation: Situation, group: Group) -> bool:
        """Tell whether an encounter with its own parties can be one with a group."""
        return (
            self._parties_agree(encounter, group)
            and self._times_agree(situation, group)
            and _places_agree(situation, group)
            and _forms_agree(encounter, group)
            and self._states_agree(encounter, situation, group)
        )

    def _parties_agree(self, encounter: Encounter, group: Group) -> bool:
        mine, theirs = _actors(encounter), group.actors
        events = {e.event for e, _ in group.members if e.event}
        if encounter.event or events:
            return (
                encounter.event in events
                or (not events and len(mine & theirs) > 1)
                or (encounter.event is None and mine == theirs and len(mine) > 1)
            )
        if mine and theirs:
            if not mine & theirs:
                return False
            if mine == theirs or len(mine & theirs) > 1:
                return True
            loose = _loose_sides(encounter.parties)
            others = _loose_sides(group.parties)
            left = {self._side(a) for a in mine - theirs}
            missing = {self._side(a) for a in theirs - mine}
            unnamed_fit = bool(loose) and loose <= (missing | others)
            named_fit = bool(others) and left <= others and bool(left)
            return unnamed_fit or named_fit
        sides = {p.side for p in encounter.parties if p.side} | set(encounter.seats)
        return len(sides) > 1 and (sides <= group.sides or group.sides <= sides)

    def _side(self, actor: int) -> str | None:
        return self.references.drafts[actor].country

    def _times_agree(self, situation: Situation, group: Group) -> bool:
        mine = [t for d, t in situation.times if d <= 3]
        theirs = [t for _, s in group.members for d, t in s.times if d <= 3]
        if not mine or not theirs:
            return True
        return any(self._overlap(a, b) for a in mine for b in theirs)

    def _overlap(self, one: TimeExpression, other: TimeExpression) -> bool:
        first, second = (temporal.resolve(t, published=self.published) for t in (one, other))
        if first and second:
            return first.overlaps(second)
        if first or second:
            known, open_ = (first, other) if first else (second, one)
            return temporal.compatible(open_, known, published=self.published) if known else True
        same_weekday = one.weekday == other.weekday or None in {one.weekday, other.weekday}
        same_day = one.day == other.day or None in {one.day, other.day}
        return same_weekday and same_day

    def _states_agree(self, encounter: Encounter, situation: Situation, group: Group) -> bool:
        """Tell apart a meeting that was held and another one that lies ahead."""
        ahead = encounter.status in UNCERTAIN
        if ahead == (group.status in UNCERTAIN):
            return not encounter.again or bool(situation.times)
        shared = situation.times and group.times
        return bool(shared) or encounter.definite

    def _adds_something(self, encounter: Encounter) -> bool:
        """Tell whether words that refer back tell something: "the talks are important" does not."""
        block = self.references.passages[encounter.passage].block.kind
        set_apart = block in {BlockKind.TITLE, BlockKind.CAPTION, BlockKind.HEADING}
        return encounter.past or encounter.status is not Status.HELD or set_apart

    def _refers(self, encounter: Encounter, situation: Situation, group: Group) -> bool:
        mine = _actors(encounter)
        if (
            not mine <= group.actors
            or not self._times_agree(situation, group)
            or not _forms_agree(encounter, group)
        ):
            return False
        if not _places_agree(situation, group) or encounter.again or not self._adds_something(encounter):
            return False
        if encounter.edition is not None and encounter.edition != group.edition[1]:
            return False
        if encounter.seats and set(encounter.seats) != group.sides:
            return False
        if not (encounter.definite or encounter.group or mine):
            return False
        same = (encounter.status in UNCERTAIN) == (group.status in UNCERTAIN)
        if encounter.past and encounter.status is Status.HELD and not same:
            return False
        return same or (encounter.definite and encounter.kind in {e.kind for e, _ in group.members})


def _is_complete(encounter: Encounter) -> bool:
    """Tell whether an encounter names who met: two parties, or two countries."""
    if encounter.contact:
        return False
    if len(encounter.parties) > 1 or (encounter.event and _actors(encounter)):
        return True
    return len(encounter.seats) > 1 and (
        not encounter.definite or encounter.past or bool(encounter.edition or encounter.parties)
    )


def _actors(encounter: Encounter) -> set[int]:
    return {p.actor for p in encounter.parties if p.actor is not None}


def _loose_sides(parties: Sequence[Party]) -> set[str | None]:
    return {p.side for p in parties if p.actor is None and p.side}


def _places_agree(situation: Situation, group: Group) -> bool:
    mine, theirs = situation.place, group.place
    if mine is None or theirs is None or mine.name == theirs.name:
        return True
    if _is_bare_venue(mine) or _is_bare_venue(theirs):
        return True
    return mine.name == theirs.country or theirs.name == mine.country


def _is_bare_venue(place: Place) -> bool:
    """Tell whether only a building is known, which may stand in any city."""
    return place.country is None and place.name == place.venue


def _forms_agree(encounter: Encounter, group: Group) -> bool:
    call = encounter.kind is MeetingKind.CALL
    if call != (group.kind is MeetingKind.CALL):
        return False
    _, edition = group.edition
    return encounter.edition is None or edition is None or encounter.edition == edition


def _add(group: Group, encounter: Encounter, situation: Situation) -> None:
    group.members.append((encounter, situation))
    group.seats.update(encounter.seats)
    for party in encounter.parties:
        if party.actor is not None and party.actor in group.actors:
            continue
        if party.actor is None and any(p.side == party.side and p.side for p in group.parties):
            continue
        if party.actor is not None:
            group.parties = [
                p for p in group.parties if p.actor is not None or p.side != party.side or not p.side
            ]
        group.parties.append(party)
