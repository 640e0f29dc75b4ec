"""File names for what the program writes: readable, safe on every system, stable.

A stem is lower-case ASCII without separators, dots or spaces, so that nothing that
stands in an article can leave the output folder or clash with a device name.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from anyascii import anyascii

from briefgen.model import Analysis, DateFinding, Meeting, Participant, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAX_STEM = 120
"""Longest stem in characters: leaves room for a folder and an extension within 255 bytes."""

_MAX_PART = 48
_MAX_NAMES = 3
_FALLBACK = "meeting"
_NOT_SAFE = re.compile(r"[^a-z0-9]+")
# Device names that Windows keeps for itself, with any extension:
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin|conout|clock|(?:com|lpt)[0-9])", re.IGNORECASE)


def stem(*parts: str) -> str:
    """Join ``parts`` to a file name without extension: ``2023-09-18_ada-lind_norvik``.

    Each part is transliterated to ASCII; a part of which nothing remains is left out.
    The result is never empty, never reserved, and at most ``MAX_STEM`` long.
    """
    slugs = [slug for slug in map(_slug, parts) if slug]
    joined = _cut("_".join(slugs), MAX_STEM) or _FALLBACK
    return f"{joined}-{_FALLBACK}" if _RESERVED.fullmatch(joined) else joined


def meeting_stem(meeting: Meeting, analysis: Analysis) -> str:
    """Return the stem for a meeting's brief: date or "undated", up to three people, place."""
    names = {person.id: person.name for person in analysis.people}
    place = meeting.place.name if meeting.place else ""
    return stem(_date_part(meeting.date), *_name_parts(meeting, names), place)


def unique(stems: Iterable[str]) -> list[str]:
    """Make stems distinct, letter case aside, by adding -2, -3, … to repeated ones.

    The first of its kind keeps its name, so adding an input at the end renames none.
    """
    wanted = list(stems)
    taken = {name.casefold() for name in wanted}
    seen: set[str] = set()
    result = []
    for name in wanted:
        chosen = name if name.casefold() not in seen else _numbered(name, taken)
        seen.add(chosen.casefold())
        taken.add(chosen.casefold())
        result.append(chosen)
    return result


def _numbered(name: str, taken: set[str]) -> str:
    number = 2
    while True:
        suffix = f"-{number}"
        candidate = _cut(name, MAX_STEM - len(suffix)) + suffix
        if candidate.casefold() not in taken:
            return candidate
        number += 1


def _slug(part: str) -> str:
    ascii_text = anyascii(unicodedata.normalize("NFKC", part)).lower()
    return _cut(_NOT_SAFE.sub("-", ascii_text), _MAX_PART)


def _cut(text: str, limit: int) -> str:
    """Shorten to ``limit`` characters, at the end of a word where one is near."""
    text = text.strip("-_")
    if len(text) > limit:
        head = text[:limit]
        whole_words = re.sub(r"[-_][a-z0-9]{0,15}$", "", head) if text[limit] not in "-_" else head
        text = (whole_words or head).strip("-_")
    return text


def _date_part(date: DateFinding) -> str:
    if date.start is None:
        return "undated"
    # A month is kept as its first day: a name must not claim that day.
    digits = {Precision.YEAR: len("2023"), Precision.MONTH: len("2023-09")}
    return date.start.isoformat()[: digits.get(date.precision)]


def _name_parts(meeting: Meeting, names: dict[str, str]) -> list[str]:
    met = [participant for participant in meeting.participants if not participant.along]
    chief = met if len(met) > 1 else meeting.participants
    named = _named_first(chief, [_name(participant, names) for participant in chief])
    if not named:
        return [meeting.title]
    return named[:_MAX_NAMES] + (["and-others"] if len(named) > _MAX_NAMES else [])


def _named_first(participants: Sequence[Participant], shown: Sequence[str]) -> list[str]:
    """Put people with a name before delegations and unnamed officials."""
    pairs = sorted(
        zip(participants, shown, strict=True), key=lambda pair: pair[0].person is None
    )  # stable: the meeting's own order otherwise
    return [name for _, name in pairs if name.strip()]


def _name(participant: Participant, names: dict[str, str]) -> str:
    return names.get(participant.person or "", participant.name)
