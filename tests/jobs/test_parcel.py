from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING

import pytest

from briefgen.exceptions import MailError
from briefgen.jobs.parcel import letter_of_files
from briefgen.pipeline import BuildPlan, write_documents

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.model import Analysis

NOW = dt.datetime(2031, 5, 7, 7, 30, tzinfo=dt.UTC)
BOTTOM_LINE = (
    "Ada Lind (ferry minister) met Boris Ostrander (Sudria) in Norvik on Mon 5 May 2031. Topics reported:"
    " the ferry question. Lind said: “The ferry question is closed for good”."
)


@pytest.fixture
def briefs(analysis: Analysis, tmp_path: Path) -> Path:
    plan = BuildPlan(formats=("docx", "pdf", "html", "md"), templates=("meeting-brief",), marking="TLP:AMBER")
    write_documents(analysis, tmp_path, plan=plan, now=NOW)
    return tmp_path


@pytest.mark.parametrize("ending", ["docx", "pdf", "html", "md"])
def test_the_bottom_line_of_each_format_is_found(briefs: Path, ending: str) -> None:
    (path,) = briefs.glob(f"2031-05-05*.{ending}")
    letter = letter_of_files([path])
    assert letter.heading == "Ada Lind – Boris Ostrander, Norvik, 5 May 2031"
    assert letter.paragraphs == (BOTTOM_LINE,)
    assert letter.marking == "TLP:AMBER"


def test_the_formats_of_one_brief_are_told_once(briefs: Path) -> None:
    letter = letter_of_files(sorted(briefs.glob("2031-05-05*")))
    assert len(letter.paragraphs) == 1
    assert len(letter.attachments) == 4


def test_several_briefs_are_told_one_after_the_other(briefs: Path) -> None:
    letter = letter_of_files(sorted(briefs.glob("*.md")))
    assert letter.subject == "2 briefs"
    assert letter.paragraphs[0].splitlines()[0] == "Ada Lind – Boris Ostrander, Norvik, 5 May 2031"


def test_what_is_given_wins(briefs: Path) -> None:
    (path,) = briefs.glob("2031-05-05*.md")
    letter = letter_of_files([path], subject="Ferries", body="See you.", marking="TLP:RED")
    assert (letter.subject, letter.paragraphs, letter.marking) == ("Ferries", ("See you.",), "TLP:RED")


def test_the_strictest_label_counts(tmp_path: Path) -> None:
    for label in ("TLP:GREEN", "TLP:AMBER+STRICT"):
        (tmp_path / f"{label[4:]}.md").write_text(
            f"**{label}**\n\n# Note\n\nWords.\n\n**{label}**\n", "utf-8"
        )
    assert letter_of_files(sorted(tmp_path.iterdir())).marking == "TLP:AMBER+STRICT"


def test_other_files_are_named_and_bear_no_marking(tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    path.write_bytes(b"TLP:RED")
    letter = letter_of_files([path])
    assert (letter.heading, letter.paragraphs, letter.marking) == ("map.png", (), None)


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(MailError, match="cannot be attached"):
        letter_of_files([tmp_path / "none.pdf"])


def test_a_damaged_word_file_is_sent_as_it_is(briefs: Path) -> None:
    path = min(briefs.glob("*.docx"))
    data = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        margins = [info for info in package.infolist() if "er1.xml" in info.filename]
    assert margins
    for info in margins:
        start = info.header_offset + 30 + len(info.filename)
        data = data[:start] + b"\xff" * 20 + data[start + 20 :]
    path.write_bytes(data)
    letter = letter_of_files([path])
    assert (letter.marking, letter.attachments[0].data) == (None, data)
