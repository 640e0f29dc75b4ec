"""The sentence around a piece of evidence, found in the article's own text.

A small rule-based splitter: it looks only at characters, never crosses a block
border, and rather keeps two sentences together than cuts one in two.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from briefgen.compose.lists import words
from briefgen.model import Article, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIST = "abbreviations.txt"
# An end mark with the quotation marks and brackets that close after it.
_END = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[”’」』）]*)\s*")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[]*([^\W_][\w'’-]*)")
_LAST_WORD = re.compile(r"([^\W_](?:[\w.'’-]*\w)?)\.$")


def sentence_around(article: Article, span: Span) -> Span | None:
    """Return the sentence, or the sentences, that hold ``span``, without outer white space.

    A span that reaches over several sentences gives the stretch from the first to the
    last.  None if the span holds no characters of the article.
    """
    start, end = _trimmed(article.text, max(span.start, 0), min(span.end, len(article.text)))
    if start >= end:
        return None
    first = _sentence_at(article, start)
    last = first if end <= first[1] else _sentence_at(article, end - 1)
    return Span(article.id, first[0], last[1])


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of ``text[start:end]`` as ranges of ``text``, in order."""
    begin = start
    for match in _END.finditer(text, start, end):
        if match.end() < end and _is_boundary(text, begin, match, end):
            yield _trimmed(text, begin, match.end())
            begin = match.end()
    begin, end = _trimmed(text, begin, end)
    if begin < end:
        yield begin, end


def kind_at(article: Article, char: int) -> BlockKind:
    """Return what kind of block a character stands in; prose where there is none."""
    index = _block_index(article, char)
    return BlockKind.PROSE if index is None else article.blocks[index].kind


def _sentence_at(article: Article, char: int) -> tuple[int, int]:
    begin, end = _block_at(article, char)
    for sentence in sentences(article.text, begin, end):
        if char < sentence[1]:
            return sentence
    return _trimmed(article.text, begin, end)


def _block_at(article: Article, char: int) -> tuple[int, int]:
    index = _block_index(article, char)
    if index is not None:
        return article.blocks[index].start, article.blocks[index].end
    line_start = article.text.rfind("\n", 0, char) + 1
    line_end = article.text.find("\n", char)
    return line_start, line_end if line_end >= 0 else len(article.text)


def _block_index(article: Article, char: int) -> int | None:
    index = bisect_right(article.blocks, char, key=lambda block: block.start) - 1
    return index if index >= 0 and char < article.blocks[index].end else None


def _is_boundary(text: str, begin: int, match: re.Match[str], end: int) -> bool:
    following = _NEXT_WORD.match(text, match.end(), end)
    mark = match.group().rstrip()
    if mark[0] in "。！？":
        return True
    if following is None or following.group(1)[0].islower():
        return False
    before = _LAST_WORD.search(text, begin, match.start() + 1)
    if mark != "." or before is None:
        return True
    return _abbreviation_ends(before.group(1), following.group(1))


def _abbreviation_ends(word: str, following: str) -> bool:
    """Tell whether a full stop after ``word`` ends the sentence, given the next word."""
    if word in words(_LIST, "always followed by a name"):
        return False
    if word in words(_LIST, "followed by a number") and following[0].isdigit():
        return False
    initial = len(word) == 1 and word.isupper() and word != "I"
    if initial or word in words(_LIST, "may end a sentence") or re.fullmatch(r"(?:\w\.)+\w", word):
        return following in words(_LIST, "words that begin a sentence")
    return True


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
