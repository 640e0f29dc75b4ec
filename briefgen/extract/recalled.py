"""Recalled meetings: of which one party reminds the other where "NAME: words" are recorded.

"We met in Oslo last month" is said at another meeting than the one that it tells of, and
"our talks" may mean any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import MeetingKind, Status, TimeUnit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.extract.encounters import Encounter
    from briefgen.extract.situate import Situation

    Told = tuple[Encounter, Situation]

TIMED = 3  # how far from an encounter its own day stands, in steps of the parse


def recalled_alike(told: Told, members: Sequence[Told]) -> bool:
    """Tell apart the meeting at which people speak, and an earlier one of which they remind each other."""
    encounter, situation = told
    recalled = is_recalled(encounter, situation)
    if recalled == all(is_recalled(e, s) for e, s in members):
        return not recalled or encounter.event in {e.event for e, _ in members}
    if situation.times and any(s.times for _, s in members):
        return True  # whether the days agree is asked elsewhere
    return situation.place is not None and any(
        s.place is not None and s.place.name == situation.place.name for _, s in members
    )


def is_recalled(encounter: Encounter, situation: Situation) -> bool:
    """Tell whether words to the other party are of another occasion, not of today's."""
    return encounter.spoken and _is_particular(encounter, situation)


def _is_particular(encounter: Encounter, situation: Situation) -> bool:
    """Tell whether an occasion other than today's is named: by its day, its place or the telephone."""
    days = [t for d, t in situation.times if d <= TIMED]
    if any(t.unit is TimeUnit.DAY and t.shift == 0 for t in days):
        return False
    named = situation.place is not None or encounter.event is not None
    return bool(days) or named or encounter.kind is MeetingKind.CALL


def tells_something(encounter: Encounter, situation: Situation) -> bool:
    """Leave out words between the parties that may mean any meeting: "our talks", "we shall meet"."""
    if not encounter.spoken or _is_particular(encounter, situation):
        return True
    return encounter.status is Status.HELD and not encounter.definite
