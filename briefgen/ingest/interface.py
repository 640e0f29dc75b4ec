"""What passes between a reader of one format and the assembly of an article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from briefgen.model import BlockKind


class UnreadableError(Exception):
    """An input gives no article; the message is the reason, in words for the user."""


@dataclass(frozen=True, slots=True)
class Known:
    """A fact with the words that say where it was found."""

    value: str
    basis: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the instant where the source gives both a time and a zone."""

    day: dt.date
    at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article was published, and what says so."""

    moment: Moment
    basis: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an input; ``kind`` is None where only its words can tell."""

    text: str
    kind: BlockKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a reader found in one input, before the words themselves are looked at.

    ``updated`` is when it last changed, taken where nothing better is known.
    ``created`` is the day on which a document was made: it is no day of publication,
    but can lend its year to a dateline.
    """

    paragraphs: tuple[Paragraph, ...]
    title: Known | None = None
    source: Known | None = None
    author: Known | None = None
    url: Known | None = None
    published: Publication | None = None
    updated: Publication | None = None
    created: dt.date | None = None


Reader = Callable[[bytes], Draft]
"""Reads the bytes of one input; raises ``UnreadableError`` with the reason if it cannot."""
