"""Small Word files with tags, made for a test."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx

from briefgen.render.templates import TemplateInfo

if TYPE_CHECKING:
    from pathlib import Path


def word_template(path: Path, *paragraphs: str, header: str = "") -> Path:
    """Write a Word file with these paragraphs and this header; a list of texts in ``|`` is a row of a table."""
    file = docx.Document()
    if header:
        file.sections[0].header.paragraphs[0].text = header
    file.add_heading("Brief", 0)
    table = None
    for text in paragraphs:
        if text.startswith("|"):
            table = table or file.add_table(0, 2)
            cells = table.add_row().cells
            for cell, words in zip(cells, text.strip("|").split("|"), strict=False):
                cell.text = words
        else:
            table = None
            file.add_paragraph(text)
    file.save(str(path))
    return path


def damaged(file: bytes, member: str) -> bytes:
    """Return a Word file of which one member cannot be unpacked."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        info = package.getinfo(member)
    start = info.header_offset + 30 + len(member)  # behind the local header, which has no more here
    return file[:start] + b"\xff" * 20 + file[start + 20 :]


def encrypted(file: bytes) -> bytes:
    """Return a Word file whose members say that they are encrypted."""
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        places = [info.header_offset + 6 for info in package.infolist()]
    changed, at = bytearray(file), file.find(b"PK\x01\x02")
    while at >= 0:
        places.append(at + 8)
        at = file.find(b"PK\x01\x02", at + 4)
    for place in places:
        changed[place] |= 1
    return bytes(changed)


def plain_file() -> bytes:
    """Return a Word file without words."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


NO_WORD_FILES = (
    b"", b"PK\x03\x04 no zip", b"<html>", encrypted(plain_file()),
    *(damaged(plain_file(), name) for name in ("[Content_Types].xml", "word/document.xml", "word/styles.xml")),
)  # fmt: skip


def word_folder(
    parent: Path, *paragraphs: str, name: str = "ours", subject: str = "meeting", extra: str = ""
) -> str:
    """Write a folder with a template made in Word; return its name."""
    folder = parent / name
    folder.mkdir()
    word_template(folder / "template.docx", *paragraphs)
    manifest = (
        f'name = "{name}"\npurpose = "A test."\nsubject = "{subject}"\nformats = ["docx", "pdf"]\n{extra}'
    )
    (folder / "manifest.toml").write_text(manifest, "utf-8")
    return name


def info_of(path: Path) -> TemplateInfo:
    return TemplateInfo(
        name="t", purpose="p", subject="meeting", formats=("docx",), folder=path.parent, file=path.name
    )
