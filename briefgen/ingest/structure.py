"""The kinds of an article's paragraphs, as far as only their neighbours can tell."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from briefgen.ingest.characters import fold
from briefgen.ingest.dateline import read_dateline
from briefgen.ingest.dates import is_date_alone
from briefgen.ingest.furniture import classify, is_name, lexicon, opens_references, without_run_in_links
from briefgen.ingest.masthead import read_masthead
from briefgen.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.ingest.interface import Paragraph

_HEAD = 8  # paragraphs in which title, by-line and date stand
_TITLE_LONGEST = 220  # characters
_HEADING_LONGEST = 80
_CAPITALS_LONGEST = 120
_TEXT_SHORTEST = 60  # what a heading stands above
_FINAL = re.compile(r"(?:[.,:;…]|--|—)(?:[\"'”’»)\]]*)$")
_QUESTION = re.compile(r"[?!][\"'”’»)\]]*$")
_HEADING_START = re.compile(r"[\"'“‘«(–—-]*\s*(?:[A-Z0-9]|[^\W\d_a-z])")
_SPEAKER = re.compile(r"^(?:[A-Z][A-Za-z .’'-]{1,40}:|Q\b[:.]?)\s")  # transcripts
_TWEET = re.compile(r"[—-] .{1,60} \(@\w{1,20}\),? [A-Z][a-z]+ \d{1,2}, \d{4}$")
_HOUR = re.compile(r"^\d{1,2}(?::\d\d)? [ap]\.?m\.?$")  # heads the entries of a running report
_BULLET = re.compile(r"^[•‣▪◦*+-]\s")
_QUOTED = re.compile(r"^(?:‘[^‘’]+’|“[^“”]+”|'[^']+'|\"[^\"]+\"|«[^«»]+»)$")


def structured(paragraphs: Sequence[Paragraph], title: str | None) -> tuple[Paragraph, ...]:
    """Return the paragraphs, folded and not empty, each with its kind.

    ``title`` is the title if metadata give one: a paragraph at the head that is (nearly)
    the same becomes the title.  Without one the first line may be it.
    """
    folded = (replace(part, text=without_run_in_links(fold(part.text))) for part in paragraphs)
    marked = [part for part in folded if part.text]
    marked = [part if part.kind else replace(part, kind=_by_words(part.text)) for part in marked]
    marked = _rejoined(marked)
    _mark_references(marked)
    _mark_title(marked, title)
    _mark_head(marked)
    _mark_headings(marked)
    return tuple(part if part.kind else replace(part, kind=BlockKind.PROSE) for part in marked)


def is_same_title(one: str, other: str) -> bool:
    """Tell whether two lines are one headline but for marks, case or a site's name at the end."""
    left, right = (re.sub(r"[\W_]+", " ", text).strip().casefold() for text in (one, other))
    if not left or not right:
        return one.strip() == other.strip()
    if left == right:
        return True
    shorter, longer = sorted((left, right), key=len)
    if longer.startswith(shorter + " ") and len(shorter) > 0.6 * len(longer):
        return True
    return (
        len(shorter) > 20
        and len(longer) < 2 * len(shorter)
        and SequenceMatcher(None, left, right).ratio() > 0.92
    )


def _by_words(text: str) -> BlockKind | None:
    if _TWEET.search(text):
        return BlockKind.QUOTATION
    return classify(text)


def _rejoined(marked: Sequence[Paragraph]) -> list[Paragraph]:
    """Join what a page broke amid a sentence: no mark at the end, no capital after it."""
    joined: list[Paragraph] = []
    for part in marked:
        last = joined[-1] if len(joined) > 1 else None
        if last and not (last.kind or part.kind) and _breaks_sentence(last.text, part.text):
            joined[-1] = replace(last, text=f"{last.text} {part.text}")
        else:
            joined.append(part)
    return joined


def _breaks_sentence(text: str, after: str) -> bool:
    return (
        len(text) >= 30 and re.search(r"[\w,]$", text) is not None and re.match(r"[a-z]+ ", after) is not None
    )


def _mark_references(marked: list[Paragraph]) -> None:
    """Mark the last list of references and all after it; none opens in the first half."""
    for at in range(len(marked) - 1, len(marked) // 2 - 1, -1):
        if at and opens_references(marked[at].text):
            marked[at:] = [replace(part, kind=BlockKind.REFERENCE) for part in marked[at:]]
            return


def _mark_title(marked: list[Paragraph], title: str | None) -> None:
    if title is not None:
        for at, part in enumerate(marked[:_HEAD]):
            if part.kind is not BlockKind.REFERENCE and is_same_title(part.text, title):
                marked[at] = replace(part, kind=BlockKind.TITLE)
                return
        return
    if any(part.kind is BlockKind.TITLE for part in marked):
        return
    open_at = [
        at
        for at, part in enumerate(marked)
        if part.kind in {None, BlockKind.HEADING} and not (at < _HEAD and _is_masthead(part.text))
    ]
    if open_at and _looks_like_title(marked[open_at[0]].text, [marked[at].text for at in open_at[1:]]):
        marked[open_at[0]] = replace(marked[open_at[0]], kind=BlockKind.TITLE)


def _looks_like_title(text: str, rest: Sequence[str]) -> bool:
    """Tell whether a first line is a headline: short, no sentence, above longer text."""
    if len(text) > _TITLE_LONGEST or _unfinished(text) or re.search(r"[.,:…][\"'”’»)\]]*$", text):
        return False
    if (
        _BULLET.match(text)
        or (_SPEAKER.match(text) and text.isupper())
        or read_dateline(text)
        or is_date_alone(text)
    ):
        return False
    return any(len(other) > max(_TEXT_SHORTEST, 0.8 * len(text)) for other in rest[:_HEAD])


def _mark_head(marked: list[Paragraph]) -> None:
    """Mark dates and names that stand alone between title and text."""
    for at, part in enumerate(marked[:_HEAD]):
        if part.kind is BlockKind.TITLE:
            continue
        if part.kind is None and len(part.text) > 120:
            return
        if part.kind is None and (_is_masthead(part.text) or _is_lone_byline(marked, at)):
            marked[at] = replace(part, kind=BlockKind.METADATA)


def _is_masthead(text: str) -> bool:
    return is_date_alone(text) or read_masthead(text) is not None


def _is_lone_byline(marked: list[Paragraph], at: int) -> bool:
    """Tell whether "Jane Doe" stands above her affiliation or a dateline."""
    if not is_name(marked[at].text):
        return _is_affiliation(marked, at)
    after = [part.text for part in marked[at + 1 : at + 3]]
    return any(read_dateline(text) or text.startswith("Special ") for text in after)


def _is_affiliation(marked: list[Paragraph], at: int) -> bool:
    """Tell whether "USA TODAY" stands between a by-line and a dateline."""
    if at == 0 or at + 1 >= len(marked) or marked[at - 1].kind is not BlockKind.METADATA:
        return False
    text = marked[at].text
    return len(text) <= 40 and not _FINAL.search(text) and read_dateline(marked[at + 1].text) is not None


def _mark_headings(marked: list[Paragraph]) -> None:
    for at, part in enumerate(marked):
        if part.kind is None and _looks_like_heading(part.text, _next_text(marked, at)):
            marked[at] = replace(part, kind=BlockKind.HEADING)


def _next_text(marked: Sequence[Paragraph], at: int) -> str:
    """Return the next paragraph that is no furniture; empty at the end."""
    for part in marked[at + 1 :]:
        if part.kind in {None, BlockKind.PROSE, BlockKind.QUOTATION}:
            return part.text
    return ""


def _looks_like_heading(text: str, after: str) -> bool:
    if not after or after[0].islower():
        return False
    if _HOUR.match(text):
        return True
    longest = _CAPITALS_LONGEST if text.isupper() else _HEADING_LONGEST
    if len(text) > longest or _FINAL.search(text) or _unfinished(text) or not _HEADING_START.match(text):
        return False
    if _SPEAKER.match(text) or _BULLET.match(text):
        return False
    if _QUESTION.search(text) and (len(text) > 60 or len(after) < 2 * len(text) or not text.endswith("?")):
        return False
    if _QUOTED.match(text) and _QUESTION.search(text):
        return False
    return text.isupper() or len(after) >= max(_TEXT_SHORTEST, len(text))


def _unfinished(text: str) -> bool:
    return text.rsplit(maxsplit=1)[-1].lower() in lexicon()["headings"]["unfinished"]
