"""The two sides of a comparison in one form, so that their meetings can be laid beside each other.

Articles are known by the hash of their text, not by path or id; people by their names.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.model import Precision, Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from briefgen.editions.earlier import Edition, PastPerson
    from briefgen.model import Analysis, Person

_LEAST_WORDS = 6  # of a sentence that tells a meeting by its wording alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A meeting of either side.  ``stretches`` are (hash of the article, start, end) of its mentions."""

    id: str
    status: Status
    start: dt.date | None
    end: dt.date | None
    people: frozenset[str]  # keys that both sides share
    stretches: tuple[tuple[str, int, int], ...]
    wordings: frozenset[str]  # its mentions, reduced to letters: what copies of a sentence share
    size: int = field(default=0)  # characters of all mentions

    def gap(self, other: Account) -> int | None:
        """Return how many days lie between two meetings, 0 if they overlap; None if a date is unknown."""
        if not (self.start and self.end and other.start and other.end):
            return None
        return max((self.start - other.end).days, (other.start - self.end).days, 0)

    def may_be(self, other: Account) -> bool:
        """Tell whether the people do not speak against the two being one meeting."""
        return not (self.people and other.people) or bool(self.people & other.people)


def past_accounts(edition: Edition, people: Mapping[str, str]) -> list[Account]:
    """Return the meetings of an edition; ``people`` gives the present id of a person of the edition."""
    hashes = {article.id: article.sha256 for article in edition.articles}
    found = []
    for meeting in edition.meetings:
        stretches = ((hashes.get(m.article), m.start, m.end) for m in meeting.mentions)
        found.append(
            _account(
                id=meeting.id,
                status=meeting.status,
                days=_days(meeting.start, meeting.end, meeting.date_precision),
                people=frozenset(
                    people.get(p.person, f"earlier {p.person}") for p in meeting.participants if p.person
                ),
                stretches=[(hash_, start, end) for hash_, start, end in stretches if hash_],
                texts=[mention.text for mention in meeting.mentions],
            )
        )
    return found


def present_accounts(analysis: Analysis) -> list[Account]:
    """Return the meetings of an analysis."""
    articles = {article.id: article for article in analysis.articles}
    hashes = hashes_of(analysis)
    return [
        _account(
            id=meeting.id,
            status=meeting.status,
            days=_days(meeting.date.start, meeting.date.end, meeting.date.precision),
            people=frozenset(p.person for p in meeting.participants if p.person),
            stretches=[(hashes[m.article], m.start, m.end) for m in meeting.mentions if m.article in hashes],
            texts=[articles[m.article].words(m) for m in meeting.mentions if m.article in articles],
        )
        for meeting in analysis.meetings
    ]


def hashes_of(analysis: Analysis) -> dict[str, str]:
    """Return the hash of each article's text by the article's id."""
    return {article.id: article.content_hash for article in analysis.articles}


def same_people(edition: Edition, analysis: Analysis) -> dict[str, str]:
    """Return the present id of each person of the edition who is found again, by all names.

    First by the full name, then by another name of two words or more, then by a name that can
    be the same person's ("Sergey" and "Sergei", a middle name).
    """
    full: dict[str, str] = {}
    other: dict[str, str] = {}
    by_surname: dict[str, list[Person]] = {}
    for person in analysis.people:
        full.setdefault(names.fold(person.name), person.id)
        for alias in _whole(person.aliases):
            other.setdefault(alias, person.id)
        by_surname.setdefault(_surname(person.name), []).append(person)
    found = {}
    own = {person.id: names.fold(person.name) for person in analysis.people}
    for past in edition.people:
        name = names.fold(past.name)
        if own.get(past.id) == name:
            found[past.id] = past.id
            continue
        alike = full.get(name) or other.get(name) or _by_alias(past, full) or _alike(past, by_surname)
        if alike:
            found[past.id] = alike
    return found


def _by_alias(past: PastPerson, full: Mapping[str, str]) -> str | None:
    return next((full[alias] for alias in _whole(past.aliases) if alias in full), None)


def _alike(past: PastPerson, by_surname: Mapping[str, Sequence[Person]]) -> str | None:
    candidates = by_surname.get(_surname(past.name), ())
    return next((p.id for p in candidates if names.same_full_name(past.name, p.name)), None)


def _whole(aliases: Iterable[str]) -> list[str]:
    return [name for name in map(names.fold, aliases) if " " in name]


def _surname(name: str) -> str:
    return names.skeleton(names.surname(name))


def _account(
    *,
    id: str,
    status: Status,
    days: tuple[dt.date | None, dt.date | None],
    people: frozenset[str],
    stretches: Iterable[tuple[str, int, int]],
    texts: Iterable[str],
) -> Account:
    found = tuple(sorted({stretch for stretch in stretches if stretch[1] < stretch[2]}))
    return Account(
        id=id,
        status=status,
        start=days[0],
        end=days[1],
        people=people,
        stretches=found,
        wordings=frozenset(wording for text in texts if (wording := _wording(text))),
        size=sum(end - start for _, start, end in found),
    )


def _wording(text: str) -> str:
    folded = names.fold(text)
    return folded if len(folded.split()) >= _LEAST_WORDS else ""


def _days(
    start: dt.date | None, end: dt.date | None, precision: Precision
) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and last day, none where the year is not known."""
    if start is None or precision is Precision.UNKNOWN:
        return None, None
    return start, max(end or start, start)
