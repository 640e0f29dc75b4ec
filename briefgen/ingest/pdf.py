"""Reads PDF documents that have a text layer."""

from __future__ import annotations

import logging
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from briefgen.ingest.decoding import magic
from briefgen.ingest.interface import Draft, UnreadableError
from briefgen.ingest.paragraphs import Wrapping
from briefgen.ingest.pdflayout import layout_text, page_lines, without_running_lines
from briefgen.ingest.plain import read_text
from briefgen.ingest.word import trusted_author, trusted_title

if TYPE_CHECKING:
    from pypdf import PdfReader

_SILENT = logging.NullHandler()
_MOST_PAGES = 500
_LEAST_LETTERS = 20  # fewer on all pages are no text layer


def read(data: bytes) -> Draft:
    """Return the draft of a PDF; raises ``UnreadableError`` if protected, damaged or only pictures."""
    reader = _open(data)
    pages = without_running_lines([page_lines(page) for page in reader.pages])
    text, has_gaps = layout_text(pages)
    if sum(char.isalpha() for char in text) < _LEAST_LETTERS:
        raise UnreadableError(
            "has no text layer: it holds pictures of pages, which would need text recognition"
        )
    draft = read_text(text, wrapping=Wrapping.RUNS if has_gaps else Wrapping.PAGES)
    return _with_properties(draft, reader)


def _open(data: bytes) -> PdfReader:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").addHandler(_SILENT)  # its complaints are about the file
    if b"%PDF-" not in data[:1024]:
        looks = f" (it looks like {kind})" if (kind := magic(data)) else ""
        raise UnreadableError(f"is not a PDF document{looks}")
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableError("is protected by a password; save a copy without one")
        if len(reader.pages) > _MOST_PAGES:
            raise UnreadableError(
                f"has {len(reader.pages)} pages; at most {_MOST_PAGES} are read of one article"
            )
    except (
        PyPdfError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
    ) as error:
        raise UnreadableError("is a damaged PDF document: it may be cut off") from error
    return reader


def _with_properties(draft: Draft, reader: PdfReader) -> Draft:
    try:
        info = reader.metadata
        title, author = str(info.title or "") if info else "", str(info.author or "") if info else ""
        created = info.creation_date if info else None
    except (ValueError, TypeError, AttributeError, KeyError):  # a property that breaks the standard
        return draft
    return replace(
        draft,
        title=trusted_title(title.strip()) or draft.title,
        author=trusted_author(author.strip()) or draft.author,
        created=created.date() if created else None,
    )
