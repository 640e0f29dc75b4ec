"""How a brief speaks of an earlier edition: its name, what changed in a clause, why something is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.compose import dates
from briefgen.compose.wording import STATUSES, counted, folded, listed
from briefgen.model import Absence, Aspect, Cause

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.model import Changes, Difference, Meeting, MeetingChanges

_WHY_GONE = {
    Absence.ARTICLES_GONE: "No article that told of it is among the inputs any more.",
    Absence.MERGED: "It is now told as part of another meeting.",
    Absence.READING: "The articles that told of it are still among the inputs; they are read differently now.",
}
_WHY_RETOLD = {
    Cause.NEW_ARTICLE: "The present version of the article does not say so any more.",
    Cause.ARTICLE_GONE: "No new article: one of the last edition is not among the inputs any more.",
    Cause.READING: "No new article: the same ones are read differently.",
}
_MOST_NAMES = 2


def since(changes: Changes) -> str:
    """Name the edition: "the last edition (articles up to Mon 5 May 2031)"."""
    if changes.created:
        return f"the last edition (made {dates.moment(changes.created)})"
    if changes.newest:
        return f"the last edition (articles up to {dates.day(changes.newest)})"
    return "the last edition (its date is not known)"


def why_gone(absence: Absence) -> str:
    """Say why a meeting is not found any more."""
    return _WHY_GONE[absence]


def why_retold(cause: Cause) -> str:
    """Say why something differs that is no news."""
    return _WHY_RETOLD[cause]


def changed_to(found: MeetingChanges, difference: Difference, meeting: Meeting) -> str | None:
    """Return "status: planned → held" for the status, the date or the place; None for others."""
    past = found.earlier
    if past is None:
        return None
    if difference.aspect is Aspect.STATUS:
        return f"status: {STATUSES[past.status]} → {STATUSES[meeting.status]}"
    if difference.aspect is Aspect.DATE:
        return f"date: {dates.when(past.date)} → {dates.when(meeting.date)}"
    if difference.aspect is Aspect.PLACE:
        then, now = (folded(place or "not stated") for place in (difference.earlier, difference.present))
        return f"place: {then} → {now}"
    return None


def departures(left: Sequence[Difference]) -> str:
    """Say who is named no longer."""
    return f"No longer named as taking part: {listed([folded(d.earlier or '') for d in left])}."


def in_brief(
    found: MeetingChanges,
    news: Sequence[Difference],
    meeting: Meeting,
    names: Mapping[str | None, str],
    *,
    quotations: int,
) -> str:
    """Return all news in one line: "status: planned → held; Ida Fenn also named; 2 new quotations".

    ``names`` are those who joined; the parts of a broken quote are one of the ``quotations``.
    """
    clauses = [clause for difference in news if (clause := changed_to(found, difference, meeting))]
    by_aspect = {aspect: [d for d in news if d.aspect is aspect] for aspect in Aspect}
    if names:
        who = listed(list(names.values())) if len(names) <= _MOST_NAMES else f"{len(names)} more participants"
        clauses.append(f"{who} also named")
    if left := by_aspect[Aspect.LEFT]:
        who = listed([folded(d.earlier or "") for d in left[:_MOST_NAMES]])
        clauses.append(f"{who if len(left) <= _MOST_NAMES else len(left)} no longer named")
    if disputed := by_aspect[Aspect.DISCREPANCY]:
        fields = listed([(d.subject or "").replace("_", " ") for d in disputed])
        clauses.append(f"the sources disagree on the {fields}")
    for number, noun in (
        (quotations, "new quotation"),
        (len(by_aspect[Aspect.TOPIC]), "new topic"),
        (len(by_aspect[Aspect.SOURCE]), "new source"),
    ):
        if number:
            clauses.append(counted(number, noun))
    if found.split_from:
        clauses.insert(0, f"told under “{folded(found.split_from.title)}” there")
    return "; ".join(clauses)
