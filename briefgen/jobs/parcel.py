"""Files that a person sends as a letter: the bottom lines of those that are briefs go into the body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.deliver.letter import Attachment, Letter
from briefgen.exceptions import MailError
from briefgen.model import Article, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_READ_FIRST = (".docx", ".md", ".html", ".pdf")  # which of several formats of one document is read
_HEADING = "bottom line"
_CITATION = re.compile(r"(?<=\S)\[\d+(?:[,–-]\s?\d+)*\]")


def letter_of_files(
    paths: Sequence[Path], *, subject: str | None = None, body: str | None = None, marking: str | None = None
) -> Letter:
    """Return a letter with files attached; without a body it says the bottom lines of the briefs among them.

    Raises ``MailError`` if a file cannot be read.
    """
    attachments = tuple(map(_attachment, paths))
    told = [] if body is not None else list(_bottom_lines(paths))
    titles = [title for title, _ in told]
    names = ", ".join(path.name for path in paths)
    heading = subject or (titles[0] if len(titles) == 1 else f"{len(titles)} briefs" if titles else names)
    paragraphs = [body] if body is not None else [_paragraph(title, line, heading) for title, line in told]
    return Letter(
        subject=subject or heading,
        heading=heading,
        marking=marking,
        paragraphs=tuple(paragraphs),
        attachments=attachments,
    )


def _paragraph(title: str, line: str, heading: str) -> str:
    return line if title == heading else f"{title}\n{line}"


def _bottom_lines(paths: Iterable[Path]) -> Iterator[tuple[str, str]]:
    """Yield title and bottom line of each brief, of whose formats one is read."""
    from briefgen.ingest import read_file

    documents: dict[Path, list[Path]] = {}
    for path in paths:
        if path.suffix.lower() in _READ_FIRST:
            documents.setdefault(path.with_suffix(""), []).append(path)
    for stem, formats in documents.items():
        first = min(formats, key=lambda path: _READ_FIRST.index(path.suffix.lower()))
        article = read_file(str(first))
        line = _bottom_line(article) if isinstance(article, Article) else ""
        if line and isinstance(article, Article):
            yield " ".join((article.title or stem.name).split()), line


def _bottom_line(article: Article) -> str:
    """Return the text under the heading of that name, without the numbers of its citations."""
    found: list[str] = []
    is_within = False
    for block in article.blocks:
        text = " ".join(article.text[block.start : block.end].split())
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            if is_within:
                break
            is_within = text.casefold() == _HEADING
        elif is_within:
            found.append(_CITATION.sub("", text))
    return " ".join(found)


def _attachment(path: Path) -> Attachment:
    try:
        return Attachment(name=path.name, data=path.read_bytes())
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise MailError(f"{path} cannot be attached: {reason}.", remedy="Name files that exist.") from None
