"""Reads Markdown: front matter, headings, quotes, lists and links; all else is literal text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.ingest.characters import clean
from briefgen.ingest.decoding import decode
from briefgen.ingest.frontmatter import split_front_matter, with_facts
from briefgen.ingest.interface import Draft, Known, Paragraph
from briefgen.ingest.paragraphs import split_paragraphs
from briefgen.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*$")
_UNDERLINED = re.compile(r"^(?![ \t]*(?:[>#]|[-*+] ))([^\n]*\S[^\n]*)\n {0,3}(=+|-{3,})[ \t]*$", re.M)
_QUOTE = re.compile(r"^ {0,3}> ?")
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_PICTURE = re.compile(r"^!\[([^\]]*)\]\([^)\s]*(?:\s+\"([^\"]*)\")?\)$")

_LINK = re.compile(r"!?\[([^\[\]]+)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_EMPHASIS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w*\\])\*\*(?=[^\s*])([^*\n]*?[^\s*\\])\*\*(?![\w*])",
        r"(?<![\w_\\])__(?=[^\s_])([^_\n]*?[^\s_\\])__(?![\w_])",
        r"(?<![\w*\\])\*(?=[^\s*])([^*\n]*?[^\s*\\])\*(?![\w*])",
        r"(?<![\w_\\])_(?=[^\s_])([^_\n]*?[^\s_\\])_(?![\w_])",
    )
)
_ESCAPE = re.compile(r"\\([*_\[\]#>+\-.`])")


def read(data: bytes) -> Draft:
    """Return the draft of a Markdown file."""
    facts, body = split_front_matter(clean(decode(data)))
    paragraphs = tuple(_paragraphs(_UNDERLINED.sub(_as_heading, body)))
    first = next((part for part in paragraphs if part.kind is BlockKind.TITLE), None)
    title = Known(first.text, "first heading") if first else None
    return with_facts(Draft(paragraphs=paragraphs, title=title), facts)


def plain_words(text: str) -> str:
    """Return inline Markdown as its words: no link targets, no emphasis marks, no escapes."""
    text = _LINK.sub(r"\1", text)
    for _ in range(2):  # emphasis within emphasis
        for pattern in _EMPHASIS:
            text = pattern.sub(r"\1", text)
    return _ESCAPE.sub(r"\1", text)


def _as_heading(match: re.Match[str]) -> str:
    return f"\n{'#' if match[2][0] == '=' else '##'} {match[1].strip()}\n"


def _paragraphs(body: str) -> Iterator[Paragraph]:
    """Yield paragraphs; the first heading, if of the first level, is the title."""
    titled = False
    for kind, lines in _groups(body.split("\n")):
        if not lines:
            continue
        if kind in {BlockKind.TITLE, BlockKind.HEADING}:
            is_title = kind is BlockKind.TITLE and not titled
            titled = True
            yield Paragraph(plain_words(lines[0]), BlockKind.TITLE if is_title else BlockKind.HEADING)
        elif kind is BlockKind.CAPTION:
            yield Paragraph(lines[0], kind)
        else:
            for paragraph in split_paragraphs("\n".join(lines)):
                yield Paragraph(plain_words(paragraph), kind)


def _groups(lines: list[str]) -> Iterator[tuple[BlockKind | None, list[str]]]:
    """Yield runs of lines of one kind; headings, captions and list items one by one."""
    kind: BlockKind | None = None
    run: list[str] = []
    for line in lines:
        single = _single(line)
        opened, words = _opening(line, kind)
        if single or opened is not kind or _BULLET.match(line):
            yield kind, run
            kind, run = opened, []
        if single:
            yield single
        elif not _RULE.match(line):
            run.append(words)
    yield kind, run


def _opening(line: str, kind: BlockKind | None) -> tuple[BlockKind | None, str]:
    """Return the kind of the run that a line belongs to, given the run before, and its words."""
    if _QUOTE.match(line):
        return BlockKind.QUOTATION, _QUOTE.sub("", line)
    if _BULLET.match(line) and not _RULE.match(line):
        return BlockKind.PROSE, _BULLET.sub("", line)
    goes_on = kind is BlockKind.PROSE and bool(line.strip())
    return (kind if goes_on else None), line


def _single(line: str) -> tuple[BlockKind | None, list[str]] | None:
    """Return what a line is that stands for itself; None for a line of running text."""
    if match := _HEADING.match(line):
        return (BlockKind.TITLE if match[1] == "#" else BlockKind.HEADING), [match[2]]
    if match := _PICTURE.match(line.strip()):
        return BlockKind.CAPTION, [match[2] or match[1]]
    return None
