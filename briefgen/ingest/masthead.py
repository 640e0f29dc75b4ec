"""Lines at the head of a report that name its publisher, its author and its day at once.

"The Example Post | 18 September 2023", "Example Wire, 18 September 2023. By Jane Doe".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.ingest.dates import is_date_alone, read_moment
from briefgen.ingest.furniture import byline_author, lexicon

if TYPE_CHECKING:
    from briefgen.ingest.interface import Moment

_LONGEST = 120  # characters
_MARKS = re.compile(r"\s*[|•·]\s*|\.\s+(?=By )|,\s+(?!\d{4})|\s+[–—]\s+")
_WEEKDAY = re.compile(r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?")
_DATE_COMMA = re.compile(r"(?<=day), (?=\w+\.? \d)|(?<=\d), (?=(?:19|20)\d\d\b)")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What such a line names; at least one of the three is known."""

    source: str | None
    author: str | None
    moment: Moment | None


def read_masthead(line: str) -> Masthead | None:
    """Return what a line names, None where any part of it is something else.

    A name counts as the publisher's only with a word like Post, News or Agency, so that
    "Moscow, 18 September 2023" names none.
    """
    if len(line) > _LONGEST:
        return None
    parts = [part for part in _MARKS.split(_DATE_COMMA.sub(" ", line)) if part.strip()]
    sources = [part.strip() for part in parts if _is_outlet(part)]
    authors = [author for part in parts if (author := byline_author(part.strip()))]
    dates = [part for part in parts if is_date_alone(part) or _is_weekday(part)]
    if len(sources) + len(authors) + len(dates) < len(parts) or len(sources) > 1 or len(authors) > 1:
        return None
    moments = [moment for part in dates if (moment := read_moment(part))]
    return Masthead(next(iter(sources), None), next(iter(authors), None), next(iter(moments), None))


def _is_outlet(part: str) -> bool:
    words = part.split()
    if not 1 <= len(words) <= 5 or words[0] == "By":
        return False
    if not all(word[0].isupper() or word in {"of", "the", "and", "&"} for word in words):
        return False
    return any(word.lower() in lexicon()["masthead"]["outlet"] for word in words)


def _is_weekday(part: str) -> bool:
    return _WEEKDAY.fullmatch(part.strip()) is not None
