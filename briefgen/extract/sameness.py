"""Sameness: whether an encounter of an article can be one meeting with others that it tells of."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from briefgen import temporal
from briefgen.extract.assemblies import body_in
from briefgen.extract.groups import actors_of
from briefgen.extract.parties import same_unnamed
from briefgen.extract.recalled import TIMED, recalled_alike
from briefgen.model import BlockKind, MeetingKind, Party, Place, Status, TimeExpression, TimeUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.extract.coreference import References
    from briefgen.extract.encounters import Encounter
    from briefgen.extract.groups import Group
    from briefgen.extract.situate import Situation


INTRODUCED = 2  # paragraphs after the first within which those are named whom it only describes


class Sameness:
    """Compares an encounter with a group by people, days, place, form and state."""

    def __init__(self, references: References, published: dt.date | None) -> None:
        self.references = references
        self.published = published

    def same(self, encounter: Encounter, situation: Situation, group: Group) -> bool:
        """Tell whether an encounter with its own parties can be one with a group."""
        return (
            self._parties_agree(encounter, group)
            and self.times_agree(situation, group)
            and places_agree(situation, group)
            and forms_agree(encounter, group)
            and self._states_agree(encounter, situation, group)
            and recalled_alike((encounter, situation), group.members)
        )

    def _parties_agree(self, encounter: Encounter, group: Group) -> bool:
        mine, theirs = actors_of(encounter), group.actors
        events = {e.event for e, _ in group.members if e.event}
        if encounter.event or events:
            return (
                any(_one_event(encounter, e) for e, _ in group.members if e.event)
                or (not events and len(mine & theirs) > 1)
                or (encounter.event is None and mine == theirs and len(mine) > 1)
            )
        if self.introduces(encounter, group):
            return True
        if mine and theirs:
            if not mine & theirs:
                return False
            if mine == theirs or len(mine & theirs) > 1:
                return True
            if self._names_the_described(encounter.parties, group.parties):
                return True
            if any(same_unnamed(p, q) for p in encounter.parties for q in group.parties):
                return True
            loose = _loose_sides(encounter.parties)
            others = _loose_sides(group.parties)
            left = {self.side(a) for a in mine - theirs}
            missing = {self.side(a) for a in theirs - mine}
            if self._headed(encounter, group):
                return True
            unnamed_fit = bool(loose) and loose <= (missing | others)
            named_fit = bool(others) and left <= others and bool(left)
            return unnamed_fit or named_fit
        return self._countries_agree(encounter, group)

    def _countries_agree(self, encounter: Encounter, group: Group) -> bool:
        """Tell whether talks between countries are those of a group: of all its countries, and of no others.

        People of whom no country is known may speak for one that the group lacks.
        """
        sides = {p.side for p in encounter.parties if p.side} | set(encounter.seats)
        if len(sides) < 2:
            return False
        strangers = {a for a in group.actors | actors_of(encounter) if self.side(a) is None}
        if strangers:
            return sides <= group.sides or group.sides <= sides
        return sides == group.sides

    def _names_the_described(self, one: Sequence[Party], other: Sequence[Party]) -> bool:
        """Tell whether one of two pairs names whom the other calls "the Ukrainian leader" beside the same person.

        The article gives whoever is named no country, and no other office.
        """
        for described, named in ((one, other), (other, one)):
            office = next((p for p in described if p.actor is None and p.described is not None), None)
            rest = {p.actor for p in named} - {p.actor for p in described}
            if office is None or office.described is None or len(described) != 2 or len(named) != 2:
                continue
            if len(rest) == 1 and (bearer := rest.pop()) is not None and self.side(bearer) is None:
                offices = self.references.drafts[office.described].offices
                claims = self.references.drafts[bearer].roles
                if not claims or any(c.head in offices and c.country is None for c in claims):
                    return True
        return False

    def introduces(self, encounter: Encounter, group: Group) -> bool:
        """Tell whether the first paragraph says of a meeting only who is who, and the next ones name them.

        "Two energy ministers met in Oslo.  Ada Roe and Max Vance ...": as many people, of no
        other countries.
        """
        if bool(actors_of(encounter)) == bool(group.actors):
            return False
        prose = [i for i, p in enumerate(self.references.passages) if p.block.kind is BlockKind.PROSE]
        places = [[encounter.passage], [e.passage for e, _ in group.members]]
        parties: list[Sequence[Party]] = [encounter.parties, group.parties]
        if actors_of(encounter):
            places.reverse()
            parties.reverse()
        unnamed, named = parties
        if not prose or set(places[0]) != {prose[0]} or min(places[1]) not in prose[: 1 + INTRODUCED]:
            return False
        if len(unnamed) != len(named) or any(p.actor is None for p in named):
            return False
        left = [self.side(p.actor) for p in named if p.actor is not None]
        for side in sorted(p.side for p in unnamed if p.side):
            if side not in left and None not in left:
                return False
            left.remove(side if side in left else None)
        return len(unnamed) > 1

    def _headed(self, encounter: Encounter, group: Group) -> bool:
        """Tell whether a headline and the text tell of one meeting, the one naming whom the other does not."""
        in_title = [
            self.references.passages[e.passage].block.kind is BlockKind.TITLE
            for e in [encounter, *(e for e, _ in group.members)]
        ]
        unnamed = [_is_unnamed(ps) for ps in (encounter.parties, group.parties)]
        return (in_title[0] or all(in_title[1:])) and not all(in_title) and any(unnamed)

    def side(self, actor: int) -> str | None:
        """Return the country for which somebody speaks."""
        return self.references.drafts[actor].country

    def times_agree(self, situation: Situation, group: Group) -> bool:
        """Tell whether the days that two encounters give can be the same."""
        mine = [t for d, t in situation.times if d <= TIMED]
        theirs = [t for _, s in group.members for d, t in s.times if d <= TIMED]
        if not mine or not theirs:
            return True
        return any(self._overlap(a, b) for a in mine for b in theirs)

    def _overlap(self, one: TimeExpression, other: TimeExpression) -> bool:
        first, second = (temporal.resolve(t, published=self.published) for t in (one, other))
        if first and second:
            return first.overlaps(second) and not (
                _month_beside_news(one, other) or _month_beside_news(other, one)
            )
        if first or second:
            known, open_ = (first, other) if first else (second, one)
            return temporal.compatible(open_, known, published=self.published) if known else True
        same_weekday = one.weekday == other.weekday or None in {one.weekday, other.weekday}
        same_day = one.day == other.day or None in {one.day, other.day}
        return same_weekday and same_day

    def _states_agree(self, encounter: Encounter, situation: Situation, group: Group) -> bool:
        """Tell apart a meeting that was held, another one that lies ahead, and one more that is told as such.

        "They last met in Oslo in May" is of no meeting for which the article gives no day.
        Words of the past are of a plan only where both give the same few days; a noun
        without a tense ("the talks between Roe and Lind") is of either.
        """
        days = self._share_days(situation, group)
        if encounter.again != all(e.again for e, _ in group.members) and not days:
            return False
        held = encounter.status is Status.HELD and not self._lies_ahead(situation)
        if held == (group.status is Status.HELD and not any(self._lies_ahead(s) for _, s in group.members)):
            return True
        if held and encounter.past:
            return days
        return days or encounter.definite or self._is_presupposed(encounter)

    def _lies_ahead(self, situation: Situation) -> bool:
        """Tell whether a day after the article's own is given: "has called a conference for Friday" is a plan."""
        found = [temporal.resolve(t, published=self.published) for t in _narrow(situation)[:1]]
        reach = dt.timedelta(days=1)  # it may be tomorrow already where the meeting is
        return self.published is not None and any(i and i.start > self.published + reach for i in found)

    def _share_days(self, situation: Situation, group: Group) -> bool:
        """Tell whether both give days, the same ones, and not only a month or a year that holds both."""
        mine = _narrow(situation)
        theirs = [t for _, s in group.members for t in _narrow(s)]
        return any(self._overlap(a, b) for a in mine for b in theirs)

    def _is_presupposed(self, encounter: Encounter) -> bool:
        """Tell whether a clause takes a meeting for known: "when he meets Lind", "before they sat down"."""
        trigger = self.references.passages[encounter.passage].doc[encounter.trigger]
        marks = {t.lower_ for t in trigger.children if t.dep_ in {"mark", "advmod", "prep"}}
        return trigger.dep_ == "advcl" and bool(marks & {"when", "before", "as", "once"})


def _month_beside_news(one: TimeExpression, other: TimeExpression) -> bool:
    """Tell whether "in May" stands beside "on Sunday": a month's name means other days than those of the news."""
    bare = one.month is not None and one.day is None and one.weekday is None and not one.approximate
    return bare and other.month is None and (other.weekday is not None or other.unit is not None)


def _narrow(situation: Situation) -> list[TimeExpression]:
    """Return the expressions of an encounter that tell more than a month or a year."""
    return [
        t
        for d, t in situation.times
        if d <= TIMED
        and (
            t.day is not None
            or t.weekday is not None
            or t.unit in {TimeUnit.DAY, TimeUnit.WEEK, TimeUnit.WEEKEND}
        )
    ]


def _one_event(one: Encounter, other: Encounter) -> bool:
    """Tell whether two encounters name one gathering: "the G7 summit", "the G7 leaders met"."""
    if one.event is None or other.event is None or one.again != other.again:
        return False
    if one.event == other.event:
        return True
    first, second = (e.assembly.body if e.assembly else body_in(e.event or "") for e in (one, other))
    ranks = {e.assembly.rank for e in (one, other) if e.assembly}
    return first is not None and first == second and len(ranks) < 2


def _is_unnamed(parties: Sequence[Party]) -> bool:
    """Tell whether among the parties are people without names of no particular country."""
    return any(p.actor is None and p.described is None and p.side is None for p in parties)


def _loose_sides(parties: Sequence[Party]) -> set[str | None]:
    return {p.side for p in parties if p.actor is None and p.side}


def places_agree(situation: Situation, group: Group) -> bool:
    """Tell whether an encounter and a group can have been in one place."""
    mine, theirs = situation.place, group.place
    if mine is None or theirs is None or mine.name == theirs.name:
        return True
    if _is_bare_venue(mine) or _is_bare_venue(theirs):
        return True
    return mine.name == theirs.country or theirs.name == mine.country


def _is_bare_venue(place: Place) -> bool:
    """Tell whether only a building is known, which may stand in any city."""
    return place.country is None and place.name == place.venue


def forms_agree(encounter: Encounter, group: Group) -> bool:
    """Tell apart calls, meals and rounds of other numbers."""
    call = encounter.kind is MeetingKind.CALL
    if call != (group.kind is MeetingKind.CALL):
        return False
    meals = {encounter.kind is MeetingKind.MEAL, *(e.kind is MeetingKind.MEAL for e, _ in group.members)}
    mine, theirs = actors_of(encounter), group.actors
    if len(meals) > 1 and min(len(mine), len(theirs)) > 1 and mine != theirs:
        return False  # others sat at the table
    _, edition = group.edition
    return encounter.edition is None or edition is None or encounter.edition == edition
