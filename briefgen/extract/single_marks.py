"""Tell single quotation marks from apostrophes: ‘We back the workers’ cause,’ he said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Words that drop their first letters, or decades, and so begin with an apostrophe.
_ELISION = re.compile(
    r"(?:\d0s\b|\d\d\b|(?:em|til|till|tis|twas|twere|cause|cos|coz|n|round|bout|neath|un|ere|ave|im|er)\b)",
    re.IGNORECASE,
)
_OPENER = re.compile(r"(?<![\w.,!?;'’‘`´])[‘'`](?=[\w\[(“\"$£€@#.…*])")
_CLOSER = re.compile(r"(?<=[\w.,!?…)\]”\"%*-])['’´](?![\w'’])")
_POSSESSIVE = re.compile(r"(?<=[sSxzXZ])['’](?=\s+[\w“\"(])")


def find_single(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of words between single marks in a stretch of text, without overlaps.

    An opening mark follows a space and precedes a word that is no elision ('em, '90s);
    a closing one follows a word or a stop.  After a plural (workers’ rights) a mark is an
    apostrophe if a better closing mark follows.
    """
    position = start
    while opener := _OPENER.search(text, position, end):
        position = opener.end()
        if _ELISION.match(text, opener.end()):
            continue
        closer = _closing(text, opener.end(), _limit(text, opener.end(), end))
        if closer is None:
            continue
        if any(c.isalpha() for c in text[opener.end() : closer]):
            yield opener.end(), closer
        position = closer + 1


def _limit(text: str, start: int, end: int) -> int:
    """Return where the search for a closing mark stops: at the next opening one."""
    for opener in _OPENER.finditer(text, start, end):
        if not _ELISION.match(text, opener.end()):
            return opener.start()
    return end


def _closing(text: str, start: int, end: int) -> int | None:
    doubtful: int | None = None
    for match in _CLOSER.finditer(text, start, end):
        if not _POSSESSIVE.match(text, match.start()):
            return match.start()
        if doubtful is None:
            doubtful = match.start()
    return doubtful
