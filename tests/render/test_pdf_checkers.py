"""What checkers of others say of the PDFs: of the file format, and of how well they can be read aloud.

What each can tell, and what it cannot:

- ``qpdf --check`` reads the whole file: its tables, its streams, their compression.  It says nothing of
  what the pages show.
- ``pdfua`` decides 16 of the 106 rules of PDF/UA-1 that a machine can check (7.1 tags and title, 7.2 the
  language of the document, 7.3 figures, 7.4 headings, 7.5 tables, 7.18 links).  It tells nothing of fonts
  (7.21), of the language of a passage, of lists, or of the parent tree.
- ``outloud`` decides most of the Matterhorn Protocol's checkpoints that a machine can, fonts and character
  maps among them, and adds checks of sense: prose that is left out, one order drawn and another read,
  addresses that are no links.
- No checker tells whether alternative text is apt, whether headings name what stands below them, whether the
  order of reading makes sense (here the order of the document, by test_pdf_tags), or whether colours have
  contrast enough.

What they find that is no fault stands in ``ALLOWED``.  Of hostile texts errors alone count: an address
that is none is no link, a text that runs from right to left is drawn in another order than it is read, and
what has no meaning in Unicode has none in a PDF.
"""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import outloud
import pdfua
import pytest
from shipped_documents import CASES, MARKED, documents

if TYPE_CHECKING:
    from pathlib import Path

FAST = [case for case in CASES if case.values[0][0] not in {"crowded", "seeds"}]

ALLOWED = {
    "UA-28-004": "no file claims to be PDF/UA: no validator of the whole standard has said so",
    "DOC-012": "the same",
    "TAG-002": "the running title counts as text left out where a document is too short to see that it repeats",
    "TBL-010": "a table of one row has more header cells than others",
}


@pytest.fixture(params=FAST)
def files(request: pytest.FixtureRequest, tmp_path: Path) -> list[Path]:
    """The PDFs of one case, as files."""
    paths = []
    for number, written in enumerate(documents(*request.param, MARKED)):
        path = tmp_path / f"{request.param[0]}-{number}.pdf"
        path.write_bytes(written.file("pdf"))
        paths.append(path)
    return paths


def test_qpdf_finds_nothing(files: list[Path], need_program) -> None:
    program = need_program("qpdf")
    for file in files:
        done = subprocess.run([program, "--check", file], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_pdfua_finds_nothing_but_that_no_claim_is_made(files: list[Path]) -> None:
    for file in files:
        report = pdfua.validate(file)
        assert [str(finding) for finding in report.findings if finding.rule_id not in ALLOWED] == []


@pytest.mark.slow
def test_outloud_finds_nothing_that_is_a_fault(files: list[Path]) -> None:
    for file in files:
        result = outloud.check(str(file))
        assert result.error is None
        assert [str(finding) for finding in result.findings if counts(finding, file)] == []


def counts(finding, file: Path) -> bool:
    if finding.rule == "TAG-002":
        return not str(finding.evidence).startswith(MARKED.organisation)
    return finding.rule not in ALLOWED and (finding.severity == "error" or file.name.startswith("samples"))
