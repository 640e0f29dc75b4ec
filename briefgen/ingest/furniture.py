"""What a line is by its words alone: a caption, a credit, a by-line, a site's furniture.

The words are data: ``furniture.toml`` beside this module.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from briefgen.model import BlockKind

_LONGEST = 700  # characters; no furniture is longer, and prose need not be searched
_SMALL_WORDS = frozenset(
    [
        "a",
        "al",
        "and",
        "at",
        "bin",
        "de",
        "del",
        "der",
        "di",
        "el",
        "en",
        "for",
        "from",
        "in",
        "la",
        "le",
        "of",
        "on",
        "te",
        "the",
        "van",
        "von",
        "with",
        "y",
    ]
)
_BYLINE = re.compile(r"^(?:By|BY):? +(?=[A-Z])")
_BYLINE_END = re.compile(
    r"\s*(?:[,|•·(]|[-–—] | (?:in|for|at) |\d"
    r"| (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z.]* \d)"
)
_RUN_IN_LINKS = re.compile(
    r"\b(?P<name>[A-Z][\w'’-]+),? (?:[\w.()'’-]+ ){1,5}(?P=name)(?=[A-Z0-9\"'“‘]).{0,400}? MORE(?![\w:])"
)
_NAME = re.compile(r"^(?:[A-Z][a-z’'.\-]*[A-Za-z.]\s+){1,3}(?:Mc|Mac|O['’]|De|Le)?[A-Z][a-z’'\-]+$")


@dataclass(frozen=True, slots=True)
class _Rule:
    lines: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    patterns: tuple[re.Pattern[str], ...] = ()
    longest: int = _LONGEST

    def fits_words(self, text: str) -> bool:
        return len(text) <= self.longest and text.lower().startswith(self.starts)

    def fits_pattern(self, text: str) -> bool:
        return len(text) <= self.longest and any(pattern.search(text) for pattern in self.patterns)

    def fits(self, text: str) -> bool:
        return self.fits_words(text) or self.fits_pattern(text)


@cache
def lexicon() -> dict[str, Any]:
    """Return ``furniture.toml`` as it stands."""
    return tomllib.loads(files("briefgen.ingest").joinpath("furniture.toml").read_text("utf-8"))


@cache
def _rule(name: str) -> _Rule:
    table = lexicon()[name]
    return _Rule(
        frozenset(table.get("lines", ())),
        tuple(table.get("starts", ())),
        tuple(re.compile(pattern) for pattern in table.get("patterns", ())),
        table.get("longest", _LONGEST),
    )


def classify(text: str) -> BlockKind | None:
    """Return what a folded line is by its words, None for what may be the article itself.

    A line that opens like a credit but tells a caption ("Image copyright AFP Image
    caption …") is a caption.
    """
    if len(text) > _LONGEST:
        return None
    if _bare(text) in _rule("boilerplate").lines:
        return BlockKind.BOILERPLATE
    if _rule("credit").fits_pattern(text):
        return BlockKind.CREDIT
    for name in ("caption", "credit", "metadata", "boilerplate"):
        if _rule(name).fits(text):
            return BlockKind(name)
    return BlockKind.METADATA if byline_author(text) else None


def without_run_in_links(text: str) -> str:
    """Return a paragraph without the links that its page ran into the text after a name.

    Such a page sets the full name and headlines there, and "MORE" after them: "President
    Ann Lee Ann Marie LeeSenate votes on budget Lee visits Ohio MORE said".
    """
    return _RUN_IN_LINKS.sub(r"\g<name>", text) if "MORE" in text else text


def opens_references(text: str) -> bool:
    """Tell whether a line is the heading of a list of references."""
    return _bare(text) in _rule("reference").lines


def byline_author(text: str) -> str | None:
    """Return who "By Jane Doe, Reuters" names, None where a line is no by-line."""
    opening = _BYLINE.match(text)
    if opening is None or len(text) > 120 or text.endswith((".", "?", "!", ":", ";", "”", '"')):
        return None
    rest = text[opening.end() :]
    end = _BYLINE_END.search(rest)
    names = (rest[: end.start()] if end else rest).strip()
    words = names.replace("/", " ").split()
    if not 1 <= len(words) <= 10 or not all(word[0].isupper() or word in _SMALL_WORDS for word in words):
        return None
    return names


def is_name(text: str) -> bool:
    """Tell whether a line has the shape of a person's name and nothing else."""
    return len(text) <= 40 and _NAME.match(text) is not None


def _bare(text: str) -> str:
    return text.strip(" \t*_#:.!>»›→←|-–—[]\"'").lower()
