"""Who people are in a brief: the office to show, the name at first use and after."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.compose import dates
from briefgen.compose.evidence import by_wording
from briefgen.compose.lists import words
from briefgen.compose.wording import comparable, folded
from briefgen.model import (
    ActorKind,
    BriefParticipant,
    Citation,
    Participant,
    Person,
    Role,
    Span,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.compose.dossier import Dossier

MOST_INTRODUCED = 6
"""How many participants the first sentence introduces by full name and office."""

_CHIEF = 4  # how many it introduces where there are more, the others being counted

_SAME_TIME = dt.timedelta(days=183)
_LONG_TITLE = 10  # words
_SECOND_OFFICE = re.compile(r",? and (?:an?|the|also|concurrently) .*", re.DOTALL)
_SHORT_TITLE = 6  # words that still stand well before a name


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office with the articles' sentences for it; ``as_of`` is the newest one's day."""

    title: str
    as_of: dt.date | None
    evidence: tuple[Span, ...]


def office(dossier: Dossier, person: str | None, given: str | None = None) -> Office | None:
    """Return the office to show for a person, or None where no source attests one.

    The newest of the meeting's own articles that gives an office decides, and within it
    the best attested one.  Where none does, ``given`` counts if another article of the
    meeting's time gives it: offices change hands.
    """
    known = dossier.index.people.get(person or "")
    own = set(dossier.own_articles)
    if known is None:
        return None
    offices = [_office(dossier, role, own) for role in known.roles]
    attested = [found for found in offices if found]
    if attested:
        return max(attested, key=lambda found: found.as_of or dt.date.min)  # first of equals
    elsewhere = [role for role in known.roles if comparable(role.title) == comparable(given or "")]
    found = filter(None, (_office(dossier, role, None) for role in elsewhere))
    return next((one for one in found if _is_of_its_time(dossier, one)), None)


def _is_of_its_time(dossier: Dossier, held: Office) -> bool:
    """Tell whether an office was given near the day of the meeting, as far as both days are known."""
    day = dossier.meeting.date.start
    return day is None or held.as_of is None or abs(held.as_of - day) <= _SAME_TIME


def role_spans(person: Person, title: str | None) -> tuple[Span, ...]:
    """Return where any article gives a person this office."""
    wanted = comparable(title or "")
    return tuple(span for role in person.roles if comparable(role.title) == wanted for span in role.evidence)


def full_name(dossier: Dossier, person: str | None, otherwise: str) -> str:
    """Return a person's name across all articles, or ``otherwise`` for someone without one."""
    known = dossier.index.people.get(person or "")
    return folded(known.name if known else otherwise)


def short_name(dossier: Dossier, person: str | None, otherwise: str) -> str:
    """Return the one word by which the meeting's articles call someone after the first use.

    This is the alias of one word that stands alone most often, so that Wang Yi is Wang
    and Ada Lind is Lind; the full name if there is none or if two people share it.
    """
    known = dossier.index.people.get(person or "")
    if known is None or known.kind is not ActorKind.PERSON:
        return full_name(dossier, person, otherwise)
    parts = set(comparable(known.name).split())
    single = [alias for alias in known.aliases if comparable(alias) in parts]
    counts = {alias: _uses(dossier, known, alias) for alias in single}
    best = max(single, key=lambda alias: counts[alias], default="")
    if not best or not counts[best] or _is_shared(dossier, known, best):
        return folded(known.name)
    return best


def side_of(dossier: Dossier, participant: Participant) -> str:
    """Return for whom a participant speaks: the side, else only for themselves."""
    return participant.side or full_name(dossier, participant.person, participant.name)


def introduced(dossier: Dossier, participant: Participant) -> tuple[str, tuple[Span, ...]]:
    """Return a participant's name with the office, for first use, and evidence for the office."""
    name = full_name(dossier, participant.person, participant.name)
    held = office(dossier, participant.person, participant.role)
    if held is None:
        side = participant.side if comparable(participant.side or "") not in comparable(name) else None
        return (f"{name} ({side})" if side else name), ()
    return with_office(name, _chief_office(held.title), participant.side), held.evidence


def _chief_office(title: str) -> str:
    """Return the first of two offices where both together are too long for a sentence."""
    return _SECOND_OFFICE.sub("", title) if len(title.split()) > _LONG_TITLE else title


def with_office(name: str, title: str, side: str | None) -> str:
    """Join name and office: "Norlandic Foreign Minister Ada Lind", else "Ada Lind (…)".

    The side is added where the office alone does not tell for whom someone speaks.
    """
    title = folded(title)
    parts = title.replace("’", "'").split()
    plain = words("office_words.txt")
    generic = all(part.casefold().strip(",'") in plain for part in parts)
    if generic and side:
        return f"{name} ({title}, {side})"
    stands_before = all(part[:1].isupper() for part in parts) and "," not in title
    if stands_before and len(parts) <= _SHORT_TITLE:
        return f"{title} {name}"
    return f"{name} ({title})"


def principals(dossier: Dossier) -> tuple[Participant, ...]:
    """Return the people the meeting is between: those its title names, else the first of each side."""
    named = [p for p in dossier.participants if p.person]
    in_title = [p for p in named if full_name(dossier, p.person, p.name) in dossier.meeting.title]
    if len(in_title) > 1:
        return tuple(in_title)
    firsts: dict[str, Participant] = {}
    for participant in dossier.participants:
        firsts.setdefault(participant.side or participant.name, participant)
    return tuple(firsts.values())


def first_introduced(dossier: Dossier) -> tuple[Participant, ...]:
    """Return those whom the first sentence introduces: all if they are few, else the chief ones.

    Chief are those whom the title names, then people in the order of the sources; whoever
    speaks for the country where the meeting is comes first.
    """
    everyone = dossier.participants
    if len(everyone) <= MOST_INTRODUCED:
        return everyone
    named = [p for p in everyone if full_name(dossier, p.person, p.name) in dossier.meeting.title]
    chief = [*named, *(p for p in everyone if p not in named)][:_CHIEF]
    country = dossier.meeting.place.country if dossier.meeting.place else None
    return tuple(sorted(chief, key=lambda p: country is None or p.side != country))


def participant_rows(dossier: Dossier) -> tuple[BriefParticipant, ...]:
    """Return the participants with office, side and how sure it is that they attend."""
    rows = (_row(dossier, participant) for participant in dossier.participants)
    return tuple(row for row in rows if row.citations)


def attendance(dossier: Dossier, participant: Participant) -> str:
    """Say how sure it is that someone attends.

    "confirmed" if two independent originators that report the meeting as held name them,
    "reported" if one does; "expected" before; "was expected" if postponed or cancelled.
    """
    status = dossier.meeting.status
    if status in (Status.POSTPONED, Status.CANCELLED):
        return "was expected"
    naming = {span.article for span in dossier.evidence_of(participant)}
    held = [article for article in naming if dossier.status_of(article) is Status.HELD]
    if not held or status is not Status.HELD:
        return "expected"
    return "confirmed" if dossier.book.originators(held) > 1 else "reported"


def _row(dossier: Dossier, participant: Participant) -> BriefParticipant:
    held = office(dossier, participant.person, participant.role)
    return BriefParticipant(
        name=full_name(dossier, participant.person, participant.name),
        role=folded(held.title) if held else None,
        role_as_of=_as_of(dossier, held),
        side=participant.side,
        attendance=attendance(dossier, participant),
        citations=_few(dossier, (dossier.evidence_of(participant), held.evidence if held else ())),
        person=participant.person,
    )


def _as_of(dossier: Dossier, held: Office | None) -> str | None:
    """Write the day of an office; what is told long after a meeting is no office held on the day of telling."""
    if held is None or held.as_of is None or not _is_of_its_time(dossier, held):
        return None
    return dates.short_day(held.as_of)


def _few(dossier: Dossier, groups: Sequence[Sequence[Span]]) -> tuple[Citation, ...]:
    """Cite the attendance once for each originator, and the office once."""
    attending, role = (dossier.book.cite(spans) for spans in groups)
    held = [c for c in attending if dossier.status_of(c.article) is dossier.meeting.status]
    firsts: dict[str, Citation] = {}
    for citation in held or attending:
        firsts.setdefault(dossier.book.originals[citation.article], citation)
    chosen = list(firsts.values())
    if role and not set(role) & set(chosen):
        chosen.append(role[0])
    return tuple(group[0] for group in by_wording(sorted(chosen, key=lambda c: (c.number, c.start))))


def _office(dossier: Dossier, role: Role, among: set[str] | None) -> Office | None:
    spans = [s for s in dossier.newest_first(role.evidence) if among is None or s.article in among]
    citable = tuple(span for span in spans if dossier.book.citation(span))
    if not citable or not role.title.strip():
        return None
    return Office(
        title=role.title, as_of=dossier.book.articles[citable[0].article].published, evidence=citable
    )


def _uses(dossier: Dossier, person: Person, alias: str) -> int:
    """Count how often the meeting's articles use ``alias`` alone, outside longer names."""
    longer = [name for name in (person.name, *person.aliases) if len(name.split()) > 1]
    longer_first = "|".join(re.escape(name) for name in sorted(longer, key=len, reverse=True))
    pattern = re.compile(rf"\b{re.escape(alias)}\b")
    total = 0
    for article in dossier.own_articles:
        text = dossier.book.articles[article].text
        total += len(pattern.findall(re.sub(longer_first, "", text) if longer_first else text))
    return total


def _is_shared(dossier: Dossier, person: Person, alias: str) -> bool:
    speakers = [quote.speaker for quote in dossier.quotes]
    present = {p.person for p in dossier.meeting.participants} | set(speakers)
    others = [dossier.index.people.get(other) for other in present - {person.id, None} if other]
    return any(comparable(alias) in comparable(other.name).split() for other in others if other)
