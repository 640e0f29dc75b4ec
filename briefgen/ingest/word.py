"""Reads Word documents (.docx): paragraphs by their styles, and document properties."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from briefgen.ingest.decoding import magic
from briefgen.ingest.interface import Draft, Known, Paragraph, UnreadableError
from briefgen.ingest.paragraphs import split_paragraphs
from briefgen.model import BlockKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from docx.document import Document
    from docx.table import _Cell as Cell
    from docx.text.paragraph import Paragraph as WordParagraph

_MOST_UNPACKED = 200 * 1024 * 1024  # bytes: more is an archive made to harm
_BASIS = "document properties"
_TEMPLATE_AUTHORS = frozenset(
    {
        "python-docx",
        "microsoft office user",
        "user",
        "admin",
        "administrator",
        "author",
        "openpyxl",
        "unknown",
        "anonymous",
        "(anonymous)",
        "unspecified",
    }
)
_TEMPLATE_TITLE = re.compile(
    r"^(?:(?:word )?document ?\d*|\(?(?:untitled|anonymous|unspecified)\b.*"
    r"|microsoft word - .*|.*\.(?:docx?|rtf|odt|pdf))$",
    re.I,
)
_NOTE_MARKS = "@w:val='FootnoteReference' or @w:val='EndnoteReference'"
_STYLES = (
    ("title", BlockKind.TITLE),
    ("heading", BlockKind.HEADING),
    ("quote", BlockKind.QUOTATION),
    ("intense quote", BlockKind.QUOTATION),
    ("block text", BlockKind.QUOTATION),
    ("caption", BlockKind.CAPTION),
    ("list", BlockKind.PROSE),
)


def read(data: bytes) -> Draft:
    """Return the draft of a document; raises ``UnreadableError`` for a damaged or protected one."""
    document = _open(data)
    properties = document.core_properties
    author, title = (properties.author or "").strip(), (properties.title or "").strip()
    paragraphs = tuple(_paragraphs(document))
    headline = next((part.text for part in paragraphs if part.kind is BlockKind.TITLE), None)
    return Draft(
        paragraphs=paragraphs,
        title=trusted_title(title) or (Known(headline, "paragraph of style Title") if headline else None),
        author=trusted_author(author),
        created=_created(properties.created, author),
    )


def trusted_title(title: str) -> Known | None:
    """Return the title from document properties, unless a program put it there."""
    return Known(title, _BASIS) if title and not _TEMPLATE_TITLE.match(title) else None


def trusted_author(author: str) -> Known | None:
    """Return the author from document properties, unless a program put the name there."""
    return Known(author, _BASIS) if author and author.lower() not in _TEMPLATE_AUTHORS else None


def _open(data: bytes) -> Document:
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    if not data.startswith(b"PK"):
        kind = magic(data) or "something else"
        raise UnreadableError(f"is not a Word document (it looks like {kind})")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                raise UnreadableError("is not read: it unpacks to more than 200 MB")
            names = set(archive.namelist())
        if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
            raise UnreadableError("is not a Word document (it looks like a ZIP archive)")
        return docx.Document(BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, EOFError, OSError) as error:
        raise UnreadableError("is a damaged Word document: it may be cut off") from error


def _created(created: dt.datetime | None, author: str) -> dt.date | None:
    """Return the day of creation, unless it is that of python-docx's template."""
    if created is None or (author.lower() == "python-docx" and created.year == 2013):
        return None
    return created.date()


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    from docx.table import Table

    for item in document.iter_inner_content():
        if isinstance(item, Table):
            for row in item.rows:
                cells = dict.fromkeys(
                    _text_of_cell(cell).strip() for cell in row.cells
                )  # merged cells repeat
                yield Paragraph(" | ".join(cell for cell in cells if cell), BlockKind.PROSE)
        else:
            kind = _kind(item)
            yield from (Paragraph(text, kind) for text in split_paragraphs(_text(item)))


def _text_of_cell(cell: Cell) -> str:
    return "\n".join(map(_text, cell.paragraphs))


def _text(paragraph: WordParagraph) -> str:
    """Return the words of a paragraph without the numbers of footnotes and endnotes."""
    marks = paragraph._p.xpath(f".//w:r[w:rPr/w:rStyle[{_NOTE_MARKS}]]")
    if not marks:
        return paragraph.text
    parts = [*paragraph.iter_inner_content()]
    runs = [run for part in parts for run in getattr(part, "runs", [part])]
    return "".join(run.text for run in runs if run._r not in marks)


def _kind(paragraph: WordParagraph) -> BlockKind | None:
    style = paragraph.style
    name = (style.name or "").lower() if style is not None else ""
    return next((kind for start, kind in _STYLES if name.startswith(start)), None)
