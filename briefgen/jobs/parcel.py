"""Files that a person sends as a letter: the bottom lines of those that are briefs go into the body."""

from __future__ import annotations

import re
import zipfile
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from briefgen.deliver.letter import Attachment, Letter
from briefgen.exceptions import MailError
from briefgen.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_READ_FIRST = (".docx", ".md", ".html", ".pdf")  # which of several formats of one document is read
_HEADING = "bottom line"
_MOST_SENTENCES = 3  # each a paragraph of its own
_ENDS = (".", "!", "?", "”", "…")
_STRICTEST_FIRST = ("TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR")
_LABEL = re.compile(r"TLP:(?:RED|AMBER\+STRICT|AMBER|GREEN|CLEAR)")
_ALONE = re.compile(rf"(?:^|>|\*\*)({_LABEL.pattern})(?:<|\*\*|$)", re.MULTILINE)
_MARGIN = re.compile(r"word/(?:header|footer)\d*\.xml")
_MOST_OF_MARGIN = 1024 * 1024  # bytes of a header or footer, unpacked
_DAMAGED = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)  # or encrypted
_CITATION = re.compile(r"(?<=\S) ?\[\d+(?:[,–-]\s?\d+)*\]")


def letter_of_files(
    paths: Sequence[Path], *, subject: str | None = None, body: str | None = None, marking: str | None = None
) -> Letter:
    """Return a letter with files attached; without a body it says the bottom lines of the briefs among them.

    Without a marking it bears the strictest label that one of the files bears.  Raises
    ``MailError`` if a file cannot be read.
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
        marking=marking or _marking(paths),
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
        if first.suffix.lower() == ".html":
            title, line = _of_page(first)
        else:
            article = read_file(str(first))
            title = (article.title if isinstance(article, Article) else None) or stem.name
            line = _bottom_line(article) if isinstance(article, Article) else ""
        if line:
            yield " ".join(title.split()), line


def _of_page(path: Path) -> tuple[str, str]:
    """Return title and bottom line of a brief in HTML, without the evidence that opens in place."""
    from lxml import etree, html

    try:
        page: Any = html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, OSError):
        return path.stem, ""
    for evidence in page.find_class("citation"):
        evidence.drop_tree()
    found = [part for part in page.find_class("bottom-line") if part.tag != "section"]
    lines = [" ".join(part.text_content().split()) for part in found[:_MOST_SENTENCES]]
    return page.findtext(".//title") or path.stem, " ".join(lines)


def _bottom_line(article: Article) -> str:
    """Return the text under the heading of that name, without the numbers of its citations."""
    found: list[str] = []
    is_within = False
    for block in article.blocks:
        text = _CITATION.sub("", " ".join(article.text[block.start : block.end].split()))
        if not is_within:
            is_within = text.casefold() == _HEADING
        elif text.endswith(_ENDS) and len(found) < _MOST_SENTENCES:
            found.append(text)
        else:  # a heading or the cell of a table: neither ends as a sentence does
            break
    return " ".join(found)


def _marking(paths: Sequence[Path]) -> str | None:
    """Return the strictest label of the Traffic Light Protocol that a file bears on its pages."""
    borne = {label for path in paths for label in _labels(path)}
    return next((label for label in _STRICTEST_FIRST if label in borne), None)


def _labels(path: Path) -> Iterator[str]:
    """Yield the labels that stand alone on the pages of a brief."""
    from briefgen.ingest import read_file

    suffix = path.suffix.lower()
    if suffix == ".docx":
        yield from _labels_of_margins(path)
    elif suffix in (".html", ".md"):
        yield from (match[1] for match in _ALONE.finditer(path.read_text("utf-8", "replace")))
    elif suffix == ".pdf":
        article = read_file(str(path))
        if isinstance(article, Article):
            yield from (article.text[block.start : block.end].strip() for block in article.blocks)


def _labels_of_margins(path: Path) -> Iterator[str]:
    """Yield the labels in the headers and footers of a Word file."""
    with suppress(*_DAMAGED), zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if _MARGIN.fullmatch(name):
                with package.open(name) as margin:
                    yield from _LABEL.findall(margin.read(_MOST_OF_MARGIN).decode("utf-8", "replace"))


def _attachment(path: Path) -> Attachment:
    try:
        return Attachment(name=path.name, data=path.read_bytes())
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise MailError(f"{path} cannot be attached: {reason}.", remedy="Name files that exist.") from None
