"""Lines to paragraphs: which line ends are the author's and which a wrapping program's."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from briefgen.ingest.characters import clean, spaces
from briefgen.ingest.dateline import read_dateline
from briefgen.ingest.furniture import classify

if TYPE_CHECKING:
    from collections.abc import Iterable
from enum import Enum

_WIDEST = 100  # characters; programs wrap at 60 to 80, and lines longer than this are paragraphs
_WIDEST_PAGE = 250
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_GOES_ON = re.compile(r"[a-z0-9(]")


class Wrapping(Enum):
    """What is known of the line ends of a text."""

    UNKNOWN = "unknown"
    PAGES = "pages"  # lines of printed pages, wrapped at any width
    RUNS = "runs"  # as PAGES, and only blank lines part paragraphs


def split_paragraphs(text: str, *, wrapping: Wrapping = Wrapping.UNKNOWN) -> list[str]:
    """Return the paragraphs of a text, each on one line.

    Blank lines part paragraphs.  Between them, each line is a paragraph of its own,
    unless the text is wrapped: then a line that is as full as can be goes on in the
    next.  Words that printed pages broke with a hyphen are mended.
    """
    chunks = [
        [line for line in chunk.split("\n") if line.strip()]
        for chunk in _BLANK_LINES.split(clean(text).strip("\n"))
    ]
    is_print = wrapping is not Wrapping.UNKNOWN
    width = _wrap_width(chunks, _WIDEST_PAGE if is_print else _WIDEST)
    known = set(re.findall(r"\w+(?:-\w+)*", text)) if is_print else set()
    found = []
    for chunk in chunks:
        for lines in [chunk] if wrapping is Wrapping.RUNS else _join_lines(chunk, width):
            paragraph = spaces(_join_words(lines, known if is_print else None)).strip()
            if paragraph:
                found.append(paragraph)
    return found


def _wrap_width(chunks: Iterable[list[str]], widest: int) -> int:
    """Return the width at which the text was wrapped, 0 where it was not.

    Greedy wrapping leaves a line only when the next word does not fit; and some line
    must end amid a sentence.
    """
    pairs = [pair for chunk in chunks for pair in itertools.pairwise(chunk)]
    if not pairs or sum(len(line) > widest for line, _ in pairs) > 0.2 * len(pairs):
        return 0
    width = max((len(line) for line, _ in pairs if len(line) <= widest), default=0)
    full = sum(_is_full(line, after, width) for line, after in pairs)
    amid = sum(_breaks_sentence(line, after) for line, after in pairs)
    return width if width >= 40 and full >= 0.5 * len(pairs) and amid >= 0.25 * len(pairs) else 0


def _is_full(line: str, after: str, width: float) -> bool:
    words = after.split(maxsplit=1)
    return bool(words) and len(line.rstrip()) + 1 + len(words[0]) > width


def _breaks_sentence(line: str, after: str) -> bool:
    return (
        not _ENDS.search(line.rstrip())
        and _GOES_ON.match(after.lstrip()) is not None
        and " " in after.strip()
    )


def _join_lines(chunk: list[str], width: int) -> Iterable[list[str]]:
    paragraph: list[str] = []
    for line in chunk:
        if paragraph and not _continues(paragraph[-1], line, width):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _continues(line: str, after: str, width: int) -> bool:
    """Tell whether ``after`` goes on with the paragraph that ``line`` belongs to."""
    if _stands_alone(line) or _stands_alone(after) or _opens_report(after):
        return False
    if _breaks_sentence(line, after) and len(line) >= 30:
        return True
    if not width or (after[0].isspace() and not line[0].isspace()):
        return False
    if _is_full(line, after, width) or re.search(r"\w-$", line.rstrip()):
        return True
    return not _ENDS.search(line.rstrip()) and _is_full(line, after, 0.85 * width)


def _stands_alone(line: str) -> bool:
    return classify(spaces(line).strip()) is not None


def _opens_report(line: str) -> bool:
    return "(" in line[:60] and read_dateline(line.strip()) is not None


def _join_words(lines: list[str], known: set[str] | None) -> str:
    """Join lines with a space, or with none after a hyphen that breaks a compound or word."""
    joined = lines[0].strip()
    for line in lines[1:]:
        after = line.strip()
        head = re.search(r"(\w+)-$", joined)
        tail = re.match(r"\w+", after)
        if head and tail:
            broken = known is not None and tail[0][0].islower() and f"{head[1]}-{tail[0]}" not in known
            joined = (joined[:-1] if broken else joined) + after
        else:
            joined = f"{joined} {after}"
    return joined
