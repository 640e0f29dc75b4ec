"""What the file says of itself (properties, language), and its fixed bytes."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.pkgwriter import PackageWriter
from docx.oxml.ns import qn

from briefgen.render.docx.oxml import legal

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.opc.packuri import PackURI

    from briefgen.render.document import Document

UNREADABLE = (
    ValueError,
    KeyError,
    OSError,
    EOFError,
    RuntimeError,
    SyntaxError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What python-docx raises for a file that is damaged, encrypted, or no Word document at all."""

_REGIONS = {
    "en": "en-GB",
    "de": "de-DE",
    "fr": "fr-FR",
    "es": "es-ES",
    "it": "it-IT",
    "ru": "ru-RU",
    "zh": "zh-CN",
}

_FURNITURE = frozenset({RT.HEADER, RT.FOOTER})
_LONGEST_PROPERTY = 255  # characters, Word's own limit
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip member can carry
_FIRST_MEMBERS = ("[Content_Types].xml", "_rels/.rels")


def set_properties(file: WordFile, document: Document) -> None:
    """Set what the properties tell of a document."""
    set_core_properties(
        file,
        title=document.title,
        subject=document.subject or "",
        author=document.author,
        language=document.language,
        created=document.created,
    )


def set_core_properties(
    file: WordFile, *, title: str, subject: str, author: str, language: str, created: str
) -> None:
    """Set title, author, subject, language and the moment of the run (ISO 8601)."""
    properties = file.core_properties
    moment = dt.datetime.fromisoformat(created).astimezone(dt.UTC)
    properties.title = _property(title)
    properties.subject = _property(subject)
    properties.author = properties.last_modified_by = _property(author)
    properties.language = language
    properties.revision = 1
    properties.created = properties.modified = moment


def _property(text: str) -> str:
    kept = legal(text)
    return kept if len(kept) <= _LONGEST_PROPERTY else f"{kept[: _LONGEST_PROPERTY - 1]}…"


def set_language(file: WordFile, language: str) -> None:
    """Set the language of all text, by which spelling is checked and screen readers speak."""
    tag = _REGIONS.get(language, language)
    for part, path in (
        (file.styles.element, "w:docDefaults/w:rPrDefault/w:rPr/w:lang"),
        (file.settings.element, "w:themeFontLang"),
    ):
        for element in part.xpath(path):
            element.set(qn("w:val"), tag)


def number_pictures(file: WordFile) -> None:
    """Give each picture of the file, in headers and footers as well, a number of its own."""
    parts = [file.part, *(rel.target_part for rel in file.part.rels.values() if rel.reltype in _FURNITURE)]
    pictures = (picture for part in parts for picture in part.element.iter(qn("wp:docPr")))
    for number, picture in enumerate(pictures, 1):
        picture.set("id", str(number))


def packed(file: WordFile) -> bytes:
    """Return the bytes of the file: members in a fixed order, without times, not compressed.

    Compressed bytes differ between builds of zlib; the same input is to give the same
    bytes on every machine.
    """
    members, package = _Members(), file.part.package
    writer: Any = PackageWriter
    for part in package.parts:
        part.before_marshal()
    writer._write_content_types_stream(members, package.parts)
    writer._write_pkg_rels(members, package.rels)
    writer._write_parts(members, package.parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        others = sorted(set(members.blobs) - set(_FIRST_MEMBERS))
        for name in (*_FIRST_MEMBERS, *others):
            member = zipfile.ZipInfo(name, _EARLIEST)
            member.create_system = 3  # the same on every system
            member.external_attr = 0o600 << 16
            archive.writestr(member, members.blobs[name])
    return target.getvalue()


class _Members:
    """Takes the members of a file from python-docx, which would compress them."""

    def __init__(self) -> None:
        self.blobs: dict[str, bytes] = {}

    def write(self, pack_uri: PackURI, blob: bytes) -> None:
        """Take a member."""
        self.blobs[pack_uri.membername] = blob
