"""Datelines: "MOSCOW, Sept. 19 (Xinhua) --" at the head of a report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.ingest.dates import MONTH, month_number, read_moment
from briefgen.ingest.furniture import lexicon

if TYPE_CHECKING:
    from briefgen.ingest.interface import Moment

_CAPITALS = r"[A-Z][A-Z'’.]{2,}(?:[ \-/][A-Z][A-Z'’.]+){0,4}"
_NAME = r"[A-Z][\w'’.]+(?:[ \-/](?:[A-Z]|de |la |del |of )[\w'’.]*){0,4}"
_REGION = rf"(?:, (?!(?i:{MONTH}))[A-Z][\w.'’]+(?: [A-Z][\w.'’]+)*)?"
_DATE = rf"(?:,? (?P<date>(?i:{MONTH}) *\d{{1,2}}|\d{{1,2}} (?i:{MONTH}))(?P<year>,? (?:19|20)\d\d)?)?"
_AGENCY = r"(?P<agency>[A-Z][\w.&/! \-]{1,30})"
_DASH = r"(?:--+|[—–―]|-(?= ))"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        # MOSCOW, Sept. 19 (Xinhua) --   LA MALBAIE, Quebec (Reuters) -   Washington (CNN)
        (
            rf"(?P<place>(?:{_CAPITALS}|{_NAME}){_REGION}){_DATE},? *"
            rf"\({_AGENCY}\)(?: *:)?(?: *(?P<dash>{_DASH}))?"
        ),
        # BEIJING — (AP)
        rf"(?P<place>{_CAPITALS}{_REGION}){_DATE} *(?P<dash>{_DASH}) *\({_AGENCY}\)",
        # MOSCOW, September 19. /TASS/.
        rf"(?P<place>{_CAPITALS}{_REGION}){_DATE}[.,]? */(?P<agency>[A-Z][\w. -]{{1,20}})/\.?(?: *{_DASH})?",
        # HIROSHIMA, Japan —   PARIS, June 3 —
        rf"(?P<place>{_CAPITALS}{_REGION}){_DATE} *{_DASH}",
        # Washington |
        rf"(?P<place>(?:{_CAPITALS}|{_NAME}){_REGION}){_DATE} \|",
        # (Reuters) -
        rf"(?P<place>)\({_AGENCY}\) *{_DASH}",
    )
)
_MONTH_DAY = re.compile(rf"(?P<a>\d{{1,2}})? ?(?P<name>{MONTH}) ?(?P<b>\d{{1,2}})?", re.I)
_LONGEST = 80  # characters


@dataclass(frozen=True, slots=True)
class DatelineWords:
    """A dateline as the opening of a paragraph: ``length`` characters of it.

    ``place`` is in ordinary capitals ("La Malbaie, Quebec"); ``month`` and ``day`` are
    those it states, ``moment`` is a full date with year.
    """

    length: int
    place: str | None
    agency: str | None
    month: int | None = None
    day: int | None = None
    moment: Moment | None = None


def read_dateline(paragraph: str) -> DatelineWords | None:
    """Return the dateline with which a paragraph opens, or None."""
    for form in _FORMS:
        match = form.match(paragraph)
        if match and _is_dateline(match) and _opens_text(paragraph[match.end() :]):
            return _words(match)
    return None


def _is_dateline(match: re.Match[str]) -> bool:
    """Tell a dateline from other words before a dash or a parenthesis.

    Without a dash only a known agency makes one: "the … Organization (SCO) Secretary".
    """
    parts = match.groupdict()
    if match.end() > _LONGEST or parts["place"].lower() in lexicon()["dateline"]["never"]:
        return False
    return bool(parts.get("dash", "-")) or parts["agency"].lower() in lexicon()["dateline"]["agencies"]


def _opens_text(rest: str) -> bool:
    """Tell whether what follows a dateline is the beginning of a report."""
    return len(rest) > 30 and re.match(r"\s*[\"'“‘«(]*[A-Z0-9]", rest) is not None and rest[0] in " \"'“‘«"


def _words(match: re.Match[str]) -> DatelineWords:
    parts = match.groupdict()
    date = parts.get("date")
    month, day = _month_day(date) if date else (None, None)
    full = read_moment(f"{date}, {parts['year'].strip(', ')}") if date and parts.get("year") else None
    agency = (parts.get("agency") or "").strip() or None
    return DatelineWords(match.end(), _ordinary(parts["place"]) or None, agency, month, day, full)


def _month_day(words: str) -> tuple[int | None, int | None]:
    match = _MONTH_DAY.search(words)
    number = (match["a"] or match["b"]) if match else None
    if match is None or number is None:
        return None, None
    return month_number(match["name"]), int(number)


def _ordinary(place: str) -> str:
    """Return "LA MALBAIE, Quebec" as "La Malbaie, Quebec"; abbreviations keep their capitals."""
    return re.sub(r"[A-Z'’]{3,}|\b[A-Z]{2}\b(?= [A-Z]{2})", lambda word: word[0].capitalize(), place)
