"""Text of scripts that are written from right to left, in the order in which it is drawn.

Lines are broken in the order of reading; each is brought into the order of drawing, from
left to right, by the Unicode bidirectional algorithm (UAX #9) when it is drawn.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from bidi import algorithm

from briefgen.render.fonts import Run, unshaped
from briefgen.render.scripts import foreign

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_WITHOUT_SPACES = re.compile("[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
_STEPS = (
    algorithm.explicit_embed_and_overrides,
    algorithm.resolve_weak_types,
    algorithm.resolve_neutral_types,
    algorithm.resolve_implicit_levels,
    algorithm.reorder_resolved_levels,
    algorithm.apply_mirroring,
)


class Drawn(str):
    """Characters in the order of drawing that know themselves in the order of reading."""

    __slots__ = ("language", "read", "start")
    read: str
    start: int  # where it begins in its line as that is read
    language: str | None  # its tag where it is not the document's

    @classmethod
    def of(cls, drawn: str, read: str, start: int, language: str | None = None) -> Drawn:
        """Return the characters, with how they are read, where in their line, and in which language."""
        text = cls(drawn)
        text.read, text.start, text.language = unshaped(read), start, language
        return text


def base_direction(text: str) -> str | None:
    """Return "R" for text from right to left alone, "L" where it is mixed, None where there is none."""
    if not _RIGHT_TO_LEFT.search(text):
        return None
    return "L" if any(unicodedata.bidirectional(character) == "L" for character in text) else "R"


def without_spaces(text: str) -> bool:
    """Whether most of a text is Chinese or Japanese, whose lines break between any two characters."""
    return 2 * sum(map(len, _WITHOUT_SPACES.findall(text))) > len(text)


def drawing_order(pieces: Sequence[tuple[T, str]], base: str, language: str = "") -> list[tuple[T, Drawn]]:
    """Return the pieces of one line from left to right; a piece may come out as several.

    Each is of one language; ``language`` is that of the document.
    """
    text = "".join(piece for _, piece in pieces)
    indexes_of_pieces = (index for index, (_, piece) in enumerate(pieces) for _ in piece)
    owners = list(zip(indexes_of_pieces, foreign(text, language), strict=True))
    ordered: list[tuple[T, Drawn]] = []
    for owner, group in groupby(_placed(text, base), key=lambda place: owners[place[0]]):
        places = list(group)
        indexes = sorted(index for index, _ in places)
        read = "".join(text[index] for index in indexes)
        drawn = "".join(character for _, character in places)
        index, tag = owner
        ordered.append((pieces[index][0], Drawn.of(drawn, read, indexes[0], tag)))
    return ordered


def drawn_runs(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return the runs of a label, which is one line, as they are drawn from left to right."""
    text = "".join(run.text for run in runs)
    base = base_direction(text)
    if base is None:
        return tuple(runs)
    return tuple(
        Run(font, drawn) for font, drawn in drawing_order([(run.font, run.text) for run in runs], base)
    )


def _placed(text: str, base: str) -> list[tuple[int, str]]:
    """Return the index and the glyph's character of each place of a line, from left to right."""
    storage = algorithm.get_empty_storage()
    storage["base_level"], storage["base_dir"] = (1, "R") if base == "R" else (0, "L")
    known = "".join(map(_with_direction, text))
    algorithm.get_embedding_levels(known, storage)
    for index, character in enumerate(storage["chars"]):
        character["index"] = index
    for step in _STEPS:
        step(storage, False)
    places = [(character["index"], character["ch"]) for character in storage["chars"]]
    placed = [(at, drawn if known[at] == text[at] else text[at]) for at, drawn in places]
    return placed if len(placed) == len(text) else list(enumerate(text))


def _with_direction(character: str) -> str:
    """Return a letter of the direction that an unassigned character has by its block; others as they are."""
    if unicodedata.bidirectional(character):
        return character
    return "\u05d0" if _RIGHT_TO_LEFT.match(character) else "a"
