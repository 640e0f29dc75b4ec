"""The whole way, with the real language model: invented articles in, documents out."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader, PdfWriter

pytestmark = pytest.mark.slow

HOSTILE = 'R&D <b>x</b> {{ 7*7 }} {% raw %} \u202e "A" &amp; talks'

FIRST = """\
---
title: Keller and Novak settle ferry dispute
source: Norvik Post
published: 2031-05-06
---

Foreign Minister Anna Keller met her counterpart Peter Novak in Geneva on Monday to discuss the ferry line.

"The ferry will sail again before the summer is over," Keller said after the talks.
"""
SECOND = f"""\
---
title: '{HOSTILE}'
source: Harbour Times
published: 2031-05-07
---

{HOSTILE} were the headline on Wednesday.

Anna Keller met Peter Novak in Geneva on Monday. They spoke about fishing rights, Keller said.
"""
NO_MEETING = """\
---
title: Lighthouse to be painted
published: 2031-05-07
---

The lighthouse of Norvik will be painted red and white again, the harbour office said. Work begins in June.
"""
FRENCH = (
    "La ministre des Affaires étrangères a rencontré lundi son homologue à Genève afin de discuter de la"
    " ligne de ferry entre les deux pays, et les deux parties ont décidé de poursuivre les discussions."
)


@dataclass(frozen=True)
class Run:
    stdout: str
    stderr: str
    status: int


def briefgen(*arguments: str | Path, stdin: bytes = b"") -> Run:
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1900000000"},
    )
    return Run(done.stdout.decode(), done.stderr.decode(), done.returncode)


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two good articles of one meeting, one of none, and all kinds of bad input."""
    folder = tmp_path_factory.mktemp("e2e") / "news"
    folder.mkdir()
    (folder / "first.md").write_text(FIRST, "utf-8")
    (folder / "second.md").write_text(SECOND, "utf-8")
    (folder / "no-meeting.md").write_text(NO_MEETING, "utf-8")
    (folder / "french.txt").write_text(FRENCH, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    document = docx.Document()
    document.add_paragraph("Anna Keller met Peter Novak.")
    whole = io.BytesIO()
    document.save(whole)
    (folder / "cut.docx").write_bytes(whole.getvalue()[:2000])
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="AES-256")
    writer.write(folder / "locked.pdf")
    return folder


@pytest.fixture(scope="session")
def built(news: Path) -> Run:
    formats = [argument for name in ("docx", "pdf", "html", "md") for argument in ("-f", name)]
    return briefgen("build", news, news / "nowhere.txt", "-o", news.parent / "one", *formats)


@pytest.fixture(scope="session")
def analyzed(news: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(briefgen("analyze", news, "--json").stdout)
    return found


def output(built: Run, suffix: str, start: str = "2031-05-05_") -> Path:
    names = [Path(line) for line in built.stdout.splitlines()]
    return next(path for path in names if path.suffix == suffix and path.name.startswith(start))


def test_the_meeting_of_both_articles_is_briefed_once(built: Run) -> None:
    assert built.status == 0
    briefs = [Path(line).name for line in built.stdout.splitlines()]
    assert [name for name in briefs if name.endswith(".docx")] == [
        "2031-05-05_anna-keller_peter-novak_geneva.docx",
        "digest_2031-05-05.docx",
    ]
    assert "3 articles read, 6 skipped, 1 meeting, 8 files written" in built.stderr


@pytest.mark.parametrize(
    "name", ["empty.txt", "picture.txt", "cut.docx", "locked.pdf", "french.txt", "nowhere.txt"]
)
def test_each_bad_input_is_told_in_one_line_with_its_reason(built: Run, name: str) -> None:
    lines = [line for line in built.stderr.splitlines() if name in line]
    assert len(lines) == 1
    assert lines[0].startswith("skipped: ")
    assert len(lines[0].partition(f"{name}: ")[2]) > 5


def test_an_article_of_no_meeting_is_told(built: Run, news: Path) -> None:
    assert f"no meeting found: {news / 'no-meeting.md'}" in built.stderr.splitlines()


def test_building_again_in_other_processes_gives_the_same_bytes(built: Run, news: Path) -> None:
    again = news.parent / "two"
    formats = [argument for name in ("docx", "pdf", "html", "md") for argument in ("-f", name)]
    run = briefgen("build", news, "-o", again, *formats, "--jobs", "2", "--strict")
    assert run.status == 3
    first = {path.name: path.read_bytes() for path in (news.parent / "one").iterdir()}
    second = {path.name: path.read_bytes() for path in again.iterdir()}
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_the_text_of_an_article_is_no_markup_in_word(built: Run) -> None:
    document = docx.Document(str(output(built, ".docx")))
    text = "\n".join(node.text or "" for node in document.element.iter() if node.tag.endswith("}t"))
    assert "R&D <b>x</b> {{ 7*7 }} {% raw %}" in text


def test_the_text_of_an_article_is_no_markup_in_html(built: Run) -> None:
    text = output(built, ".html").read_text("utf-8")
    assert "R&amp;D &lt;b&gt;x&lt;/b&gt; {{ 7*7 }} {% raw %}" in text
    assert "<b>x</b>" not in text
    assert "\u202e" not in text


def test_the_text_of_an_article_is_no_markup_in_pdf(built: Run) -> None:
    pages = PdfReader(output(built, ".pdf")).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "R&D <b>x</b> {{ 7*7 }} {% raw %}" in text


def test_the_quote_is_verbatim_in_every_brief(built: Run) -> None:
    text = output(built, ".md").read_text("utf-8")
    assert "The ferry will sail again before the summer is over" in text


def test_the_meeting_is_what_the_articles_say(analyzed: dict[str, Any]) -> None:
    (meeting,) = analyzed["meetings"]
    assert (meeting["start"], meeting["end"], meeting["status"]) == ("2031-05-05", "2031-05-05", "held")
    assert meeting["place"]["name"] == "Geneva"
    assert {participant["name"] for participant in meeting["participants"]} == {"Anna Keller", "Peter Novak"}
    assert len(meeting["articles"]) == 2


def test_the_analysis_tells_what_was_skipped(analyzed: dict[str, Any]) -> None:
    assert len(analyzed["skipped"]) == 5


def test_an_article_on_standard_input_is_explained() -> None:
    run = briefgen("explain", "-", stdin=FIRST.encode())
    assert run.status == 0
    assert "Anna Keller" in run.stdout
    assert "M1  " in run.stdout


def test_the_doctor_finds_the_language_model() -> None:
    run = briefgen("doctor")
    assert run.status == 0
    assert "ok    language model: en_core_web" in run.stdout


def test_an_uninstalled_model_is_told_with_a_remedy(tmp_path: Path, news: Path) -> None:
    config = tmp_path / "briefgen.toml"
    config.write_text('[language]\nmodel = "en_core_web_none"\n')
    run = briefgen("analyze", news / "first.md", "--config", config)
    assert run.status == 1
    assert run.stderr.count("\n") == 1
    assert "en_core_web_none" in run.stderr
