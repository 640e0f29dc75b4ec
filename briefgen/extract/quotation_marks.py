"""Find the stretches of a text that stand between quotation marks.

Purely typographic: no language model, no decision about who spoke or whether anyone
did.  Knows straight, curly and low marks, guillemets, doubled apostrophes and single
marks as outer marks; quotes over several paragraphs, each re-opened; and text in which
marks are missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.extract.single_marks import find_single
from briefgen.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.model import Block

_MARK = re.compile(r"''|``|[\"“”„‟«»]")
_STRAIGHT = frozenset({'"', "''", "``"})
_FEET_AND_INCHES = re.compile(r"\d['’′]\s?\d{1,2}(?:[.,]\d+)?$")
_OPENING_CONTEXT = frozenset("([{<—–-/‘'…:;=")
_CLOSING_CONTEXT = frozenset(")]}>.,;:!?—–-…’'/")
_SENTENCE_END = re.compile(r"[.!?…][)\]’'”]*$")
_SENTENCE_START = re.compile(r"(?:^|[.!?…:,—–]\s*[”\"’']?)\s*$")
_SIGNATURE = re.compile(r"\s+(?:[—–]|--?)\s?(?=[A-Z@])(?P<name>[^.!?\n]{3,90}|[^!?\n]{3,90})$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted stretch: ``start`` to ``end`` are the words inside the marks.

    Offsets are characters of the article.  ``opened`` and ``closed`` tell whether the
    text has that mark, ``resumes`` that the stretch re-opens, at the start of a
    paragraph, a quote that the paragraph before left open.  ``depth`` is 0 for an outer
    stretch, 1 for one quoted inside it.
    """

    start: int
    end: int
    depth: int = 0
    opened: bool = True
    closed: bool = True
    resumes: bool = False


@dataclass(slots=True)
class _Opening:
    """An opening mark that waits for its closing one."""

    mark: str
    start: int
    words: int  # where the words begin, after the mark
    nested: int = 0


def find_quoted(text: str, blocks: Sequence[Block]) -> tuple[Quoted, ...]:
    """Return the quoted stretches of the blocks, in order; inner ones follow their outer one.

    A quotation block without marks of its own counts as quoted wholly, but for a
    signature ("— Name") at its end.
    """
    found: list[Quoted] = []
    pending = False
    for position, block in enumerate(blocks):
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        resumed_next = following is not None and _begins_with_mark(text, following)
        outer = _outer_stretches(text, block, resumed_next)
        if pending and outer and _begins_with_mark(text, block):
            first = outer[0]
            outer[0] = Quoted(first.start, first.end, 0, first.opened, first.closed, resumes=True)
        pending = bool(outer) and outer[-1].opened and not outer[-1].closed and resumed_next
        for stretch in outer:
            found.append(stretch)
            found.extend(_inner_stretches(text, stretch))
    return tuple(found)


def signature(text: str, block: Block) -> tuple[int, int] | None:
    """Return where the name stands in "words — Name" at the end of a block, if it has one."""
    match = _SIGNATURE.search(text, block.start, block.end)
    return match.span("name") if match else None


def _outer_stretches(text: str, block: Block, resumed_next: bool) -> list[Quoted]:
    doubles = list(_scan(text, block.start, block.end, resumed_next=resumed_next))
    singles = [Quoted(start, end) for start, end in find_single(text, block.start, block.end)]
    merged = _merge(text, doubles, singles)
    if block.kind is BlockKind.QUOTATION and not _begins_with_mark(text, block):
        signed = _SIGNATURE.search(text, block.start, block.end)
        whole = _trimmed(text, block.start, signed.start() if signed else block.end)
        return [Quoted(*whole, opened=False, closed=False)] if whole else []
    return merged


def _merge(text: str, doubles: list[Quoted], singles: list[Quoted]) -> list[Quoted]:
    """Put both families in order; the outer of two nested ones stays, crossing singles go."""
    kept: list[Quoted] = []
    hidden: set[int] = set()
    for single in singles:
        touching = [d for d in doubles if d.start <= single.end and single.start <= d.end]
        around = [d for d in touching if single.start < d.start and d.end < single.end]
        if not touching:
            kept.append(single)
        elif len(around) == len(touching) and text[single.end - 1] in ',.!?…”"':
            kept.append(single)
            hidden.update(id(d) for d in around)
    return sorted(kept + [d for d in doubles if id(d) not in hidden], key=lambda q: q.start)


def _inner_stretches(text: str, outer: Quoted) -> Iterator[Quoted]:
    last = outer.start
    inner = [Quoted(start, end, 1) for start, end in find_single(text, outer.start, outer.end)]
    inner += [
        Quoted(q.start, q.end, 1)
        for q in _scan(text, outer.start, outer.end, resumed_next=False)
        if q.opened and q.closed
    ]
    for stretch in sorted(inner, key=lambda q: (q.start, -q.end)):
        if stretch.start >= last and stretch.end < outer.end:
            yield stretch
            last = stretch.end


def _scan(text: str, start: int, end: int, *, resumed_next: bool) -> Iterator[Quoted]:
    """Walk over the double marks of a paragraph, pairing them and mending what is missing."""
    opening: _Opening | None = None
    last_end = start
    marks = list(_MARK.finditer(text, start, end))
    for position, match in enumerate(marks):
        role = _role(text, match, start, end, opening)
        if role == "open":
            previous, opening = opening, _Opening(match.group(), match.start(), match.end())
            if previous is None:
                continue
            if _SENTENCE_END.search(text[previous.words : match.start()].rstrip()):
                yield from _stretch(text, previous.words, match.start(), closed=False)
                last_end = match.start()
            elif _closes_twice(text, marks[position + 1 :], start, end, opening):
                opening = previous
                opening.nested += 1
            elif _SENTENCE_START.search(text[start : previous.start]):
                opening = previous
        elif role == "close":
            if opening is None:
                if last_end == start and _ends_speech(text, start, match.start()):
                    yield from _stretch(text, start, match.start(), opened=False)
            elif opening.nested:
                opening.nested -= 1
                continue
            else:
                yield from _stretch(text, opening.words, match.start())
            opening = None
            last_end = match.end()
    if opening is not None:
        stop = end if resumed_next else _recovered_end(text, opening, start, end)
        yield from _stretch(text, opening.words, stop, closed=False)


def _role(text: str, match: re.Match[str], start: int, end: int, opening: _Opening | None) -> str:
    """Tell whether a mark opens, closes or is none, from its form and its neighbours."""
    mark = match.group()
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    open_left = before.isspace() or before in _OPENING_CONTEXT or before == "\u200e"
    closed_right = after.isspace() or after in _CLOSING_CONTEXT
    if mark in _STRAIGHT:
        return _straight_role(text, match, opening, open_left, closed_right, before, after)
    if mark in "„‟":
        return "open"
    if mark == "“":
        ends = opening is not None and (opening.mark in "„‟" or after.isspace())
        return "close" if ends else "open"
    if mark == "”":
        return "open" if opening is None and open_left and not closed_right else "close"
    return _guillemet_role(mark, opening, opens=open_left and not closed_right)


def _guillemet_role(mark: str, opening: _Opening | None, *, opens: bool) -> str:
    if opening is not None and opening.mark in "«»":
        return "open" if mark == opening.mark else "close"
    return "open" if mark == "«" or opens else "close"


def _straight_role(
    text: str,
    match: re.Match[str],
    opening: _Opening | None,
    open_left: bool,
    closed_right: bool,
    before: str,
    after: str,
) -> str:
    head = text[max(0, match.start() - 8) : match.start()]
    if _FEET_AND_INCHES.search(head) or (opening is None and before.isdigit()):
        return "none"
    if opening is None:
        stray = closed_right and not open_left and not after.isalnum()
        return "close" if stray and (after.isspace() or after in ".,;:!?)") else "open"
    if before.isspace() and not after.isspace() and after not in ",;:!?)":
        return "open"
    if open_left and not closed_right and before not in "…—–-:;'":
        return "open"
    return "close"


def _closes_twice(text: str, following: list[re.Match[str]], start: int, end: int, opening: _Opening) -> bool:
    """Tell whether the next two marks both close, as after a mark nested in its like."""
    roles = [_role(text, match, start, end, opening) for match in following[:2]]
    return roles == ["close", "close"]


def _ends_speech(text: str, start: int, end: int) -> bool:
    """Tell whether words before a lone closing mark look like speech that was never opened."""
    words = text[start:end].strip()
    return bool(words) and words[-1] in ",.!?…" and words[0].isupper() and len(words.split()) > 2


def _recovered_end(text: str, opening: _Opening, start: int, end: int) -> int:
    """Return where a quote without closing mark ends: at its sentence, or the paragraph."""
    if _SENTENCE_START.search(text[start : opening.start]):
        return end
    match = re.compile(r"[.!?…](?=\s|$)").search(text, opening.words, end)
    return match.end() if match else end


def _stretch(
    text: str, start: int, end: int, *, opened: bool = True, closed: bool = True
) -> Iterator[Quoted]:
    whole = _trimmed(text, start, end)
    if whole:
        yield Quoted(*whole, opened=opened, closed=closed)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the range without white space and stray marks at its ends; None where no word is left."""
    while start < end and (text[start].isspace() or text[start] in '“”"\u200e'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in '“”"\u200e'):
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _begins_with_mark(text: str, block: Block) -> bool:
    words = text[block.start : block.end].lstrip(" \t\u200e\u200f([-—–…")
    return words.startswith(("“", '"', "„", "«", "‘", "''", "``", "”")) or bool(re.match(r"'[A-Z\[]", words))
