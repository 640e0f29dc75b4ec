"""Small Word files with tags, made for a test."""

from __future__ import annotations

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
