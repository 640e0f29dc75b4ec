"""Yesterday's edition and today's, with the real language model: planned, then held with a quote."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import docx
import pytest
from pypdf import PdfReader

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

AHEAD = """\
---
title: Keller to meet Novak
source: Norvik Post
published: 2031-05-04
---

Foreign Minister Anna Keller will meet her counterpart Peter Novak on Monday. They will discuss the ferry line.
"""
LOST = """\
---
title: Dahl meets Orlov in Oslo
source: Norvik Post
published: 2031-05-03
---

Trade Minister Karl Dahl met Energy Minister Ivan Orlov in Oslo on Friday to discuss fishing rights.
"""
AFTER = """\
---
title: Keller and Novak settle ferry dispute
source: Harbour Times
published: 2031-05-06
---

Foreign Minister Anna Keller met her counterpart Peter Novak in Geneva on Monday to discuss the ferry line.

"The ferry will sail again before the summer is over," Keller said after the talks.
"""
CALL = """\
---
title: Keller phones Brandt
source: Harbour Times
published: 2031-05-06
---

Foreign Minister Anna Keller spoke by phone with Chancellor Emil Brandt on Tuesday about the price of grain.
"""
FORMATS = ("docx", "pdf", "html", "md")


def briefgen(*arguments: object) -> str:
    command = [sys.executable, "-m", "briefgen", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONUTF8": "1"}
    )
    return done.stdout


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of today's documents; beside them lie the news and yesterday's edition."""
    folder = tmp_path_factory.mktemp("editions")
    news = folder / "news"
    news.mkdir()
    (news / "ahead.md").write_text(AHEAD, "utf-8")
    (news / "lost.md").write_text(LOST, "utf-8")
    (folder / "yesterday.json").write_text(briefgen("analyze", news, "--json", "-q"), "utf-8")
    (news / "lost.md").unlink()
    (news / "after.md").write_text(AFTER, "utf-8")
    (news / "call.md").write_text(CALL, "utf-8")
    formats = [part for one in FORMATS for part in ("-f", one)]
    templates = [
        part for name in ("meeting-brief", "readout", "one-pager", "digest") for part in ("-t", name)
    ]
    briefgen(
        *("build", news, "-o", folder / "out", *formats, *templates, "-q"),
        *("--since-edition", folder / "yesterday.json", "--now", "2031-05-06T07:30"),
    )
    return folder / "out"


def text(path: Path) -> str:
    if path.suffix == ".pdf":
        words = " ".join(page.extract_text() for page in PdfReader(path).pages)
    elif path.suffix == ".docx":
        document = docx.Document(io.BytesIO(path.read_bytes()))
        words = " ".join("".join(p.itertext()) for p in document.element.body.iter("{*}p"))
    elif path.suffix == ".html":
        import lxml.html

        words = lxml.html.fromstring(path.read_bytes()).text_content()
    else:
        words = path.read_text("utf-8")
    return " ".join(words.split())


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("template", ["", "_readout"])
def test_a_brief_tells_that_what_was_planned_was_held(out: Path, format: str, template: str) -> None:
    (path,) = out.glob(f"2031-05-05_anna-keller_peter-novak_geneva{template}.{format}")
    words = text(path)
    news = words[words.index("New since the last edition") :]
    assert "(articles up to Sun 4 May 2031)" in news
    assert "Status: planned → held." in news
    assert "Place: not stated → Geneva, Switzerland." in news
    assert "New: Keller said: “The ferry will sail again before the summer is over”" in news
    assert "New source: Harbour Times (6 May 2031)." in news


@pytest.mark.parametrize("format", FORMATS)
def test_a_page_tells_it_in_one_line(out: Path, format: str) -> None:
    (path,) = out.glob(f"2031-05-05_anna-keller_peter-novak_geneva_one-pager.{format}")
    assert "since the last edition (articles up to Sun 4 May 2031): status: planned → held; place" in text(
        path
    )


@pytest.mark.parametrize("format", FORMATS)
def test_the_digest_has_what_is_new_changed_and_gone(out: Path, format: str) -> None:
    (path,) = out.glob(f"digest_*.{format}")
    words = text(path)
    assert "1 meeting new, 1 changed and 1 not found any more." in words
    assert "Changed: Anna Keller – Peter Novak, Geneva, 5 May 2031" in words
    assert "New: Call: Anna Keller – Emil Brandt, 6 May 2031" in words
    assert "Fri 2 May 2031: Karl Dahl – Ivan Orlov, Oslo (held)." in words


def test_an_edition_beside_itself_has_nothing_new(out: Path) -> None:
    news, edition = out.parent / "news", out.parent / "today.json"
    edition.write_text(briefgen("analyze", news, "--json", "-q"), "utf-8")
    found = json.loads(briefgen("analyze", news, "--json", "-q", "--since-edition", edition))["changes"]
    assert [one["novelty"] for one in found["meetings"]] == ["unchanged", "unchanged"]
    assert found["gone"] == []
