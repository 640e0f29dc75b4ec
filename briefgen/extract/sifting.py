"""Sifting: which paragraphs of an article are worth the cost of a parse.

A parse costs a thousand times as much as a look at the words, and most paragraphs of a
stream of news tell of no meeting and quote nobody.  A report whose headline or first
paragraphs speak of a meeting, or which comes back to one, is read as a whole.  Of any other, and of long records, what
speaks of one and what is quoted is read, with the paragraphs needed to tell who is meant:
those just before, the one that introduces a name by which it calls somebody, and the
label ("NAME:") of the turn that it belongs to.  People whom only the rest names are not
found, nor is what they are reported to have said without quotation marks.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.extract.quotation_marks import Quoted
    from briefgen.model import Block

SHORT = 600  # characters: too few to be worth sifting
REPORT = 12_000  # characters; longer ones are records, speeches and surveys of many matters
LEAD = 3  # paragraphs in which a report says what it is about
BEFORE = 2  # paragraphs before a quote that may name its speaker, or whom a pronoun means
AFTER = 1  # paragraphs after one that tells of a meeting that say more about it
SPOKEN_WORDS = 4  # a shorter fragment in quotation marks is a term more often than a quote

_HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_TURN = re.compile(r"(?:Q|[A-Z][\w.'’ -]{2,60}):(?=\s|$)")
_NAME = r"[^\W\d_a-z][\w'’-]+"
_FULL_NAME = re.compile(rf"\b{_NAME}(?: (?:[A-Z]\.|{_NAME}|al|bin|da|de|del|der|di|la|van|von))* ({_NAME})\b")
_CAPITALISED = re.compile(rf"\b{_NAME}\b")


def worth_reading(text: str, blocks: Sequence[Block], quoted: Sequence[Quoted]) -> list[Block]:
    """Return those of an article's blocks that are to be parsed, in order; all of them or none, often."""
    if _is_about_meeting(text, blocks):
        return list(blocks)
    told = [i for i, block in enumerate(blocks) if speaks_of_meeting(text[block.start : block.end])]
    cited = [i for i, block in enumerate(blocks) if _is_cited(text, block, quoted)]
    wanted = {near for i in told for near in range(i - BEFORE, i + AFTER + 1)}
    wanted |= {near for i in cited for near in range(i - BEFORE, i + 1)}
    wanted &= set(range(len(blocks)))
    if not wanted:
        return []
    wanted |= {i for i, block in enumerate(blocks) if block.kind in _HEADINGS or i < LEAD}
    wanted |= _introductions(text, blocks, [*told, *cited])
    wanted |= _labels(text, blocks, wanted)
    return [blocks[i] for i in sorted(wanted)]


def speaks_of_meeting(text: str) -> bool:
    """Tell whether words that can tell of a meeting occur, whoever may meet there.

    Words of other uses ("call", "round", "welcome") count with company beside them: "a
    call with", "welcomed Prime Minister".
    """
    sure, unsure = _signs()
    return bool(sure.search(text) or unsure.search(text))


@cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = lexicon.load("meetings")["signs"]
    sure, unsure, joint = (words[key].replace(" ", "|") for key in ("sure", "unsure", "joint"))
    company = (
        r"[^.!?\n]{0,60}?\b(?i:with|between|among|by|via)\b| (?:(?:\w+ ){0,3}?[A-Z]|(?i:him|her|them|us)\b)"
    )
    pair = rf"\b[A-Z][\w'’-]+(?:,| and) [A-Z][^.!?\n]{{0,60}} (?i:{joint})\b"
    return (
        re.compile(rf"\b(?:{sure})\b", re.IGNORECASE),
        re.compile(rf"\b(?i:{unsure})\b(?:{company})|{pair}"),
    )


def _is_about_meeting(text: str, blocks: Sequence[Block]) -> bool:
    """Tell a report that speaks of a meeting in its headline, surely in its lead, or surely and again.

    A few lines are taken for one.
    """
    length = sum(block.end - block.start for block in blocks)
    if not SHORT < length <= REPORT:
        return length <= SHORT
    if any(b.kind is BlockKind.TITLE and speaks_of_meeting(text[b.start : b.end]) for b in blocks):
        return True
    sure, _ = _signs()
    body = [block for block in blocks if block.kind not in _HEADINGS]
    told = [i for i, block in enumerate(body) if sure.search(text, block.start, block.end)]
    return len(told) > 1 or (bool(told) and told[0] < LEAD)


def _is_cited(text: str, block: Block, quoted: Sequence[Quoted]) -> bool:
    if block.kind is BlockKind.QUOTATION:
        return True
    return any(
        block.start <= q.start < block.end and len(text[q.start : q.end].split()) >= SPOKEN_WORDS
        for q in quoted
    )


def _introductions(text: str, blocks: Sequence[Block], wanted: Iterable[int]) -> set[int]:
    """Return the blocks that first give the full name of somebody whom others call by its last word."""
    first: dict[str, int] = {}
    for i, block in enumerate(blocks):
        for match in _FULL_NAME.finditer(text, block.start, block.end):
            first.setdefault(match[1], i)
    words = {
        match[0] for i in wanted for match in _CAPITALISED.finditer(text, blocks[i].start, blocks[i].end)
    }
    return {first[word] for word in words & first.keys()}


def _labels(text: str, blocks: Sequence[Block], wanted: Iterable[int]) -> set[int]:
    """Return the blocks with the labels of the turns to which others belong."""
    labels = [i for i, block in enumerate(blocks) if _TURN.match(text, block.start, block.end)]
    if not labels:
        return set()
    return {max((k for k in labels if k <= i), default=labels[0]) for i in wanted}
