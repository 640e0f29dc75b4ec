"""The formats that are read: one table from suffix to reader.

Each entry names a module and what people call the format; the module has a function
``read(data: bytes) -> Draft`` and is imported when the first file of its kind is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from briefgen.ingest.interface import Reader


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the module that reads it and its name for messages."""

    module: str
    name: str

    def reader(self) -> Reader:
        """Return the function that reads this format."""
        return cast("Reader", import_module(f"briefgen.ingest.{self.module}").read)


TEXT = Format("plain", "a text file")
MARKDOWN = Format("markdown", "a Markdown file")
HTML = Format("webpage", "a web page")
MAIL = Format("mail", "an e-mail message")
WORD = Format("word", "a Word document")
PDF = Format("pdf", "a PDF document")

READERS: dict[str, Format] = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".eml": MAIL,
    ".docx": WORD,
    ".pdf": PDF,
}

FEEDS = (".rss", ".atom", ".xml")
"""The suffixes of feeds, which hold many articles; ``feeds`` reads them."""

SUFFIXES: tuple[str, ...] = (*READERS, *FEEDS)
"""All suffixes that are read, with their dots."""
