"""Gold and result in one shape, so that they can be compared: what the articles of a set tell of.

Gold is what README.md beside this file describes, a result what ``briefgen analyze --json``
prints.  Names, places and topics are folded (``fold``), people are sets of their names.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Json = Mapping[str, Any]

SPOKEN = frozenset({"direct", "mixed"})
"""The kinds of quotes that stand between quotation marks."""

QUOTE_WORDS = 4
"""A shorter stretch in quotation marks is no quote, in gold as in the result."""

Names = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting; ``topics`` holds for each topic its label and its other words.

    ``places`` holds all names that will do, ``also_accept`` first days that count as well.
    """

    id: str
    title: str
    status: str
    start: dt.date | None
    end: dt.date | None
    places: Names
    people: tuple[Names, ...]
    topics: tuple[tuple[str, ...], ...]
    articles: frozenset[str]
    main: bool = False
    optional: bool = False
    also_accept: frozenset[dt.date] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words between quotation marks, and all names of whose they are (none: not told)."""

    article: str
    text: str
    speaker: Names
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Answers:
    """What the articles of one set tell of, by gold or by the program."""

    articles: frozenset[str]
    meetings: tuple[Meeting, ...]
    quotes: tuple[Quote, ...]


def fold(text: str) -> str:
    """Return the words of a text in small letters, without accents, punctuation and "'s"."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    return " ".join(re.findall(r"\w+", re.sub(r"['’]s\b", "", plain)))


def read_gold(data: Json) -> Answers:
    """Return what a gold file holds."""
    people = {person["id"]: _names(person) for person in data["people"]}
    return Answers(
        articles=frozenset(article["id"] for article in data["articles"]),
        meetings=tuple(_gold_meeting(meeting, people) for meeting in data["meetings"]),
        quotes=tuple(
            Quote(
                article=quote["article"],
                text=quote["text"],
                speaker=people.get(quote["speaker"], frozenset()),
                optional=quote.get("optional", False),
            )
            for quote in data["quotes"]
        ),
    )


def read_result(data: Json, articles: Iterable[str]) -> Answers:
    """Return what a result says of ``articles``, which are named by the stem of their file."""
    stems = {article["id"]: Path(article["path"]).stem for article in data["articles"]}
    wanted = frozenset(articles) & frozenset(stems.values())
    people = {person["id"]: _names(person) for person in data["people"]}
    meetings = (_found_meeting(meeting, people, stems, wanted) for meeting in data["meetings"])
    return Answers(
        articles=wanted,
        meetings=tuple(meeting for meeting in meetings if meeting.articles),
        quotes=tuple(
            Quote(
                article=stems[quote["article"]],
                text=quote["text"],
                speaker=people.get(quote["speaker"], frozenset()),
            )
            for quote in data["quotes"]
            if quote["kind"] in SPOKEN
            and stems[quote["article"]] in wanted
            and len(quote["text"].split()) >= QUOTE_WORDS
        ),
    )


def _gold_meeting(meeting: Json, people: Mapping[str, Names]) -> Meeting:
    return Meeting(
        id=meeting["id"],
        title=meeting["title"],
        status=meeting["status"],
        start=_day(meeting["start"]),
        end=_day(meeting["end"]),
        places=_folded([meeting["place"], *meeting.get("place_aliases", ())] if meeting["place"] else ()),
        people=tuple(people[person] for person in meeting["participants"]),
        topics=tuple((topic["label"], *topic.get("keywords", ())) for topic in meeting.get("topics", ())),
        articles=frozenset(link["id"] for link in meeting["articles"]),
        main=any(link.get("main") for link in meeting["articles"]),
        optional=meeting.get("optional", False),
        also_accept=frozenset(map(dt.date.fromisoformat, meeting.get("also_accept", ()))),
    )


def _found_meeting(
    meeting: Json, people: Mapping[str, Names], stems: Mapping[str, str], wanted: frozenset[str]
) -> Meeting:
    return Meeting(
        id=meeting["id"],
        title=meeting["title"],
        status=meeting["status"],
        start=_day(meeting["start"]),
        end=_day(meeting["end"]),
        places=_folded([(meeting["place"] or {}).get("name")]),
        people=tuple(
            people[participant["person"]] | _folded([participant["name"]])
            for participant in meeting["participants"]
            if participant["person"]
        ),
        topics=tuple((topic["label"], *topic["aliases"]) for topic in meeting["topics"]),
        articles=frozenset(stems[link["article"]] for link in meeting["articles"]) & wanted,
    )


def _names(person: Json) -> Names:
    return _folded([person["name"], *person.get("aliases", ())])


def _folded(texts: Iterable[str | None]) -> Names:
    return frozenset(folded for text in texts if text and (folded := fold(text)))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
