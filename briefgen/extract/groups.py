"""Groups: the encounters of one article that are taken for one meeting, and what they say of it together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.extract.assemblies import body_in
from briefgen.extract.parties import same_unnamed
from briefgen.model import MeetingKind, Party, Place, Status, TimeExpression

if TYPE_CHECKING:
    from briefgen.extract.encounters import Encounter
    from briefgen.extract.situate import Situation


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

    @property
    def event(self) -> str | None:
        """Return the body whose gathering this is: "g20" of "the G20 summit", "the G20 leaders met"."""
        bodies = [e.assembly.body if e.assembly else body_in(e.event) for e, _ in self.members if e.event]
        return next((b for b in bodies if b), None)

    def last(self) -> int:
        """Return the passage of the newest member."""
        return self.members[-1][0].passage


def actors_of(encounter: Encounter) -> set[int]:
    """Return the named people of an encounter."""
    return {p.actor for p in encounter.parties if p.actor is not None}


def add(group: Group, encounter: Encounter, situation: Situation) -> None:
    """Put an encounter into a group, with its parties."""
    before = list(group.parties)
    group.members.append((encounter, situation))
    group.seats.update(encounter.seats)
    for party in encounter.parties:
        if not any(same_unnamed(party, p) for p in before):
            take_in(group, party)


def take_in(group: Group, party: Party) -> None:
    """Add a party unless it is there; a person takes the place of a country's unnamed people."""
    if party.actor is not None and party.actor in group.actors:
        return
    if party.actor is None and any(p.side == party.side and p.side for p in group.parties):
        return
    if party.actor is not None:
        group.parties = [
            p for p in group.parties if p.actor is not None or p.side != party.side or not p.side
        ]
    group.parties.append(party)
