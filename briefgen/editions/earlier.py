"""An earlier edition, read from the JSON that ``briefgen analyze --json`` printed.

Only the fields that a comparison needs are read; others are ignored, so that an edition of a
later version can be read as long as its schema is the same.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - msgspec reads the annotations
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from briefgen.analysis_json import SCHEMA, to_json
from briefgen.exceptions import EditionError
from briefgen.model import DateFinding, PastMeeting, Precision, Status

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.model import Analysis

_REMEDY = 'Give a file that "briefgen analyze --json" printed.'


@dataclass(frozen=True, slots=True, kw_only=True)
class PastArticle:
    """An article of the edition; ``sha256`` is that of its text."""

    id: str
    sha256: str
    path: str
    title: str | None = None
    url: str | None = None
    published: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPerson:
    """A person or institution with all names."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastSpan:
    """Words of an article; ``text`` is what stands in that range."""

    article: str
    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastParticipant:
    """Someone who took part; ``person`` is None where the articles give no name."""

    person: str | None
    name: str
    side: str | None
    evidence: tuple[PastSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPlace:
    """Where a meeting was."""

    name: str
    country: str | None
    venue: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTopic:
    """A topic with its other names."""

    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastValue:
    """One of the values of a discrepancy."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDiscrepancy:
    """A field on which the articles disagreed."""

    field: str
    values: tuple[PastValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PastLink:
    """An article that tells of a meeting."""

    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastQuote:
    """Words that someone was reported to have said."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastAccount:
    """A meeting of the edition, in full."""

    id: str
    title: str
    status: Status
    start: dt.date | None
    end: dt.date | None
    date_precision: Precision
    date_text: str | None
    place: PastPlace | None
    participants: tuple[PastParticipant, ...]
    topics: tuple[PastTopic, ...]
    quotes: tuple[str, ...]
    mentions: tuple[PastSpan, ...]
    articles: tuple[PastLink, ...]
    discrepancies: tuple[PastDiscrepancy, ...]

    def told(self) -> PastMeeting:
        """Return what is told of it where it is compared."""
        place = self.place
        labels = [p.name for p in self.participants] + [p.side or "" for p in self.participants]
        labels += [self.title, *(topic.label for topic in self.topics), place_name(place) or ""]
        return PastMeeting(
            id=self.id,
            title=self.title,
            status=self.status,
            date=DateFinding(
                start=self.start, end=self.end, precision=self.date_precision, text=self.date_text
            ),
            place=place_name(place),
            labels=tuple(dict.fromkeys(label for label in labels if label)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An earlier analysis.  ``created`` is when it was made (aware), if it says so."""

    articles: tuple[PastArticle, ...]
    people: tuple[PastPerson, ...]
    meetings: tuple[PastAccount, ...]
    quotes: tuple[PastQuote, ...]
    created: dt.datetime | None = None

    @property
    def newest(self) -> dt.date | None:
        """The last day on which one of its articles was published."""
        return max((article.published for article in self.articles if article.published), default=None)


def load(path: Path) -> Edition:
    """Read an edition from a file.  Raises ``EditionError``."""
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise EditionError(f"The earlier edition {path} cannot be read: {why}.", remedy=_REMEDY) from None
    return loads(data, name=str(path))


def loads(data: bytes | str, *, name: str = "the earlier edition") -> Edition:
    """Read an edition from JSON; ``name`` is what errors call it.  Raises ``EditionError``."""
    try:
        value = json.loads(data)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise EditionError(f"In {name}, {where} is not JSON: {error.msg}.", remedy=_REMEDY) from None
    except UnicodeDecodeError:
        raise EditionError(f"{_capital(name)} is not JSON: it is not text.", remedy=_REMEDY) from None
    except (ValueError, RecursionError):
        raise EditionError(f"{_capital(name)} is no JSON that can be read.", remedy=_REMEDY) from None
    return _edition(value, name)


def of_analysis(analysis: Analysis) -> Edition:
    """Return an analysis as the earlier edition that it will be to the next one."""
    return _edition(to_json(analysis), "the analysis")


def place_name(place: PastPlace | None) -> str | None:
    """Return "Norvik, Norland"; None where no place is given."""
    if place is None:
        return None
    return ", ".join(dict.fromkeys(part for part in (place.name, place.country) if part)) or None


def _edition(value: Any, name: str) -> Edition:
    if not isinstance(value, dict):
        raise EditionError(f"{_capital(name)} holds no analysis.", remedy=_REMEDY)
    schema = value.get("schema")
    if schema != SCHEMA:
        found = f'the schema "{schema[:40]}"' if isinstance(schema, str) else "no schema"
        raise EditionError(f'{_capital(name)} has {found}, not "{SCHEMA}".', remedy=_REMEDY)
    try:
        edition = msgspec.convert(value, Edition)
    except (msgspec.ValidationError, RecursionError) as error:
        raise EditionError(
            f"{_capital(name)} is not as it should be: {_fault(error)}.", remedy=_REMEDY
        ) from None
    if edition.created and edition.created.tzinfo is None:
        raise EditionError(f'In {name}, the time "created" has no time zone.')
    return edition


def _fault(error: Exception) -> str:
    """Return the library's words as a clause: "meetings[...]: missing required field `title`"."""
    what, _, where = str(error).partition(" - at `$")
    what = what.removeprefix("Object ").replace("`", '"')
    what = what[:1].lower() + what[1:]
    return f"{where.rstrip('`').lstrip('.')}: {what}" if where else what


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:] if name.startswith("the ") else name
