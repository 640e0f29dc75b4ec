"""Small turns of phrase: lists, plurals, and the article's words in quotation marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.model import MeetingKind, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = re.compile(r"(?:(?<=^)|(?<=[\s(\[—–-]))[\"“„«]")
_WITH_ARTICLE = frozenset(
    {"Philippines", "Netherlands", "Maldives", "Bahamas", "Gambia", "Holy See", "Vatican"}
)
_DOUBLE = re.compile(r"[\"”“„«»]")

KINDS = {
    MeetingKind.TALKS: "meeting",
    MeetingKind.CONSULTATION: "consultation",
    MeetingKind.NEGOTIATION: "negotiation",
    MeetingKind.SUMMIT: "summit",
    MeetingKind.CALL: "call",
    MeetingKind.MEAL: "meal",
    MeetingKind.RECEPTION: "reception",
    MeetingKind.SIGNING: "signing",
}
"""What a form of meeting is called in a sentence."""

STATUSES = {
    Status.HELD: "held",
    Status.PLANNED: "planned",
    Status.POSSIBLE: "possible",
    Status.POSTPONED: "postponed",
    Status.CANCELLED: "cancelled",
}
"""What a status is called in a sentence."""


def folded(text: str) -> str:
    """Fold each stretch of white space to one space."""
    return " ".join(text.split())


def quoted(text: str) -> str:
    """Put verbatim words between curly quotation marks; inner double marks become single."""
    inner = _DOUBLE.sub("’", _OPENING.sub("‘", folded(text)))
    return f"“{inner}”"


def listed(items: Sequence[str], last: str = "and") -> str:
    """Join as in a sentence: "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def in_sentence(side: str) -> str:
    """Put the article before a side whose name wants one: "the United States", "the Soviet Union"."""
    wanted = side.startswith("United ") or side.endswith((" Union", " Republic", " Islands", " Emirates"))
    return f"the {side}" if wanted or side in _WITH_ARTICLE else side


def counted(number: int, noun: str) -> str:
    """Write a count with its noun: "1 article", "3 articles"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def capitalised(text: str) -> str:
    """Make the first letter a capital and leave the others."""
    return text[:1].upper() + text[1:]


def comparable(text: str) -> str:
    """Reduce to letters and digits of one case: what two printings of one text share."""
    return " ".join(re.findall(r"\w+", text.casefold()))
