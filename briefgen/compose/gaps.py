"""What was not found in the sources.  Each gap is an assessment of ours and says on what rule it rests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.compose import dates
from briefgen.compose.evidence import assessment
from briefgen.compose.people import full_name, office
from briefgen.compose.utterances import speaks_for
from briefgen.compose.wording import folded, in_sentence, listed
from briefgen.model import ActorKind, BriefTopic, Participant, Precision, Statement, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefgen.compose.dossier import Dossier


def gaps(dossier: Dossier, topics: Sequence[BriefTopic]) -> tuple[Statement, ...]:
    """Return what the sources leave open about the meeting, the plainest first."""
    checks: tuple[Callable[[Dossier], Statement | None], ...] = (
        _outcome, _date, _place, _voices, _originators, _roles, _names,
    )  # fmt: skip
    found = [statement for check in checks if (statement := check(dossier))]
    if not topics:
        rule = "No sentence was found that tells what was discussed, or what a participant spoke of."
        found.append(assessment("What the meeting is about was not found in the sources.", rule))
    return tuple(found)


def silent_sides(dossier: Dossier) -> tuple[str, ...]:
    """Return the sides of which no speaker is quoted, directly or indirectly."""
    heard = {speaks_for(dossier, quote.speaker) for quote in dossier.quotes}
    return tuple(side for side in dossier.sides if side not in heard)


def _outcome(dossier: Dossier) -> Statement | None:
    if dossier.meeting.status not in (Status.PLANNED, Status.POSSIBLE):
        return None
    past = ", though the day given has passed" if dossier.is_past else ""
    rule = "Every source on this meeting speaks of it as planned or possible."
    return assessment(f"No report was found that the meeting took place{past}.", rule)


def _date(dossier: Dossier) -> Statement | None:
    date = dossier.meeting.date
    if dates.lacks_year(date):
        rule = "The year follows neither from the words of the sources nor from a date of publication."
        return assessment(
            f"No year was found in the sources; the words are “{folded(date.text or '')}”.", rule
        )
    if not dates.is_known(date):
        words = f"; the words are “{folded(date.text)}”" if date.text else ""
        rule = "The day follows neither from the words of the sources nor from a date of publication."
        return assessment(f"No date was found in the sources{words}.", rule)
    if date.precision in (Precision.MONTH, Precision.YEAR):
        rule = "In no sentence on the meeting was a day recognised."
        return assessment(f"No day was found in the sources; only the {date.precision.value} is known.", rule)
    return None


def _place(dossier: Dossier) -> Statement | None:
    if dossier.meeting.place is not None:
        return None
    return assessment(
        "No place was found in the sources.", "In no sentence on the meeting was one recognised."
    )


def _voices(dossier: Dossier) -> Statement | None:
    silent = silent_sides(dossier)
    if len(dossier.sides) < 2 or not silent:
        return None
    rule = "No direct or indirect quote that belongs to this meeting has a speaker for them."
    if len(silent) == len(dossier.sides):
        return assessment("No quote of any side was found, direct or indirect.", rule)
    speakers = f"a speaker for {listed([in_sentence(side) for side in silent], 'or')}"
    return assessment(f"No quote of {speakers} was found, direct or indirect.", rule)


def _originators(dossier: Dossier) -> Statement | None:
    own = dossier.own_articles
    if len(own) == 1:
        return assessment("Only one article reports this meeting.", "One article was read that tells of it.")
    if own and dossier.book.originators(own) == 1:
        rule = "Copies and near-copies of one text count as one originator."
        return assessment(f"All {len(own)} articles go back to one text.", rule)
    return None


def _roles(dossier: Dossier) -> Statement | None:
    people = [p for p in dossier.participants if _is_person(dossier, p)]
    names = [full_name(dossier, p.person, p.name) for p in people if not office(dossier, p.person, p.role)]
    if not names:
        return None
    rule = "In no article that was read was an office found for them."
    return assessment(f"No role was found in the sources for {listed(names, 'or')}.", rule)


def _names(dossier: Dossier) -> Statement | None:
    unnamed = dict.fromkeys(folded(p.name) for p in dossier.participants if p.person is None)
    if not unnamed:
        return None
    words = listed([f"“{name}”" for name in unnamed])
    return assessment(f"Not everyone who takes part was found by name: {words}.",
                      "No person’s name was recognised for a party.")  # fmt: skip


def _is_person(dossier: Dossier, participant: Participant) -> bool:
    known = dossier.index.people.get(participant.person or "")
    return known is not None and known.kind is ActorKind.PERSON
