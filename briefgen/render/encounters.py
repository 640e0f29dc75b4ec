"""Who met whom, as a diagram of limited size can show it: which meetings and people, and what is left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from briefgen.render.who_met_whom import MOST_LINES, MOST_PEOPLE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from briefgen.model import Brief, BriefParticipant

_MOST_PAIRS = 40
_STATUSES = ("held", "planned", "possible", "postponed", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """Somebody who takes part; ``key`` is the same in every meeting of that person."""

    key: str
    name: str
    side: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Some people at a meeting, or at ``count`` meetings, of one status."""

    people: tuple[Attendee, ...]
    status: str
    start: dt.date | None
    end: dt.date | None
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounters:
    """What a who-met-whom diagram shows, and how much there is besides."""

    meetings: tuple[Meeting, ...]
    people: int  # shown
    pairs: tuple[str, ...]  # "Ada Lind and Otto Berg: 2 held, 1 planned", those who meet most first
    more_pairs: int  # that are not among them
    other_meetings: int  # not shown
    other_people: int  # not shown
    merged: bool  # whether a line may be several meetings of the same people


def encounters(briefs: Iterable[Brief]) -> Encounters:
    """Return who takes part in the same meeting, for a diagram; whoever meets most comes first where room ends.

    Only people whom a source names at the same meeting are together in one; a group or an office that no
    source gives a name is somebody else at each meeting.
    """
    told = _meetings(list(briefs))
    met = Counter(person for meeting in told if len(meeting.people) > 1 for person in meeting.people)
    shown = set(sorted(met, key=lambda person: (-met[person], person.name, person.key))[:MOST_PEOPLE])
    smaller = [_only(meeting, shown) for meeting in told]
    possible = [meeting for meeting in smaller if len(meeting.people) > 1]
    merged = len(possible) > MOST_LINES
    lines = _merged(possible)[:MOST_LINES] if merged else possible
    people = {person for meeting in lines for person in meeting.people}
    pairs = _pairs(lines)
    return Encounters(
        meetings=tuple(lines),
        people=len(people),
        pairs=tuple(pairs[:_MOST_PAIRS]),
        more_pairs=len(pairs[_MOST_PAIRS:]),
        other_meetings=len(told) - sum(meeting.count for meeting in lines),
        other_people=len(met) - len(people),
        merged=merged,
    )


def _sides(briefs: Sequence[Brief]) -> dict[str, str]:
    """Return the side that each person most often speaks for."""
    told: dict[str, Counter[str]] = {}
    for brief in briefs:
        for participant in brief.participants:
            if participant.person and participant.side:
                told.setdefault(participant.person, Counter())[participant.side] += 1
    return {person: min(sides, key=lambda side: (-sides[side], side)) for person, sides in told.items()}


def _meetings(briefs: Sequence[Brief]) -> list[Meeting]:
    sides = _sides(briefs)
    known: dict[str, Attendee] = {}
    found = []
    for number, brief in enumerate(briefs):
        for participant in brief.participants:
            key = _key(number, participant)
            side = sides.get(key, participant.side)
            known.setdefault(key, Attendee(key=key, name=participant.name, side=side))
        people = dict.fromkeys(known[_key(number, participant)] for participant in brief.participants)
        found.append(Meeting(people=tuple(people), status=brief.status, start=brief.start, end=brief.end))
    return found


def _key(number: int, participant: BriefParticipant) -> str:
    return participant.person or f"{number} {participant.name}"


def _only(meeting: Meeting, shown: Collection[Attendee]) -> Meeting:
    return replace(meeting, people=tuple(person for person in meeting.people if person in shown))


def _merged(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Return one meeting for all of the same people and status, the most frequent first."""
    groups: dict[tuple[frozenset[Attendee], str], list[Meeting]] = {}
    for meeting in meetings:
        groups.setdefault((frozenset(meeting.people), meeting.status), []).append(meeting)
    merged = [replace(group[0], start=None, end=None, count=len(group)) for group in groups.values()]
    return sorted(merged, key=lambda meeting: -meeting.count)


def _pairs(meetings: Sequence[Meeting]) -> list[str]:
    """Return the pairs of people with how often they meet; colleagues of one side at talks with another are none."""
    found: dict[tuple[Attendee, Attendee], Counter[str]] = {}
    for meeting in meetings:
        several = len({person.side for person in meeting.people}) > 1
        for pair in combinations(sorted(meeting.people, key=lambda person: (person.name, person.key)), 2):
            if pair[0].side is None or pair[0].side != pair[1].side or not several:
                found.setdefault(pair, Counter())[meeting.status] += meeting.count
    ordered = sorted(found.items(), key=lambda item: (-item[1].total(), item[0][0].name, item[0][1].name))
    return [f"{first.name} and {second.name}: {_counted(counts)}" for (first, second), counts in ordered]


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{counts[status]} {status}" for status in _STATUSES if counts[status])
