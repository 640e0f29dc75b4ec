from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefgen import analysis_json, pipeline
from briefgen.model import Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    from briefgen.model import Analysis

    Run = Callable[..., Result]


@pytest.fixture
def earlier(tmp_path: Path, analysis: Analysis) -> Path:
    """The edition before: the second meeting is not there, nor is the newest article; one is gone since."""
    talks = replace(analysis.meetings[0], status=Status.PLANNED)
    lost = replace(analysis.meetings[1], id="m7", title="Lost\x1b[31m", mentions=(), participants=())
    file = tmp_path / "earlier.json"
    text = analysis_json.dumps(replace(analysis, meetings=(talks, lost)))
    file.write_text(text, "utf-8")
    return file


@pytest.mark.usefixtures("read_nothing")
def test_the_table_says_what_is_new_changed_and_gone(run: Run, earlier: Path) -> None:
    lines = run("analyze", "news", "--since-edition", earlier).stdout.splitlines()
    assert lines[0].split()[:3] == ["News", "Date", "Status"]
    assert lines[1].startswith("retold  ")
    assert [line.split()[0] for line in lines[1:]] == ["retold", "retold", "gone"]
    assert "\x1b" not in lines[3]


@pytest.mark.usefixtures("read_nothing")
def test_the_json_has_the_changes_besides_all_else(run: Run, earlier: Path) -> None:
    with_changes = json.loads(run("analyze", "news", "--json", "--since-edition", earlier).stdout)
    without = json.loads(run("analyze", "news", "--json").stdout)
    changes = with_changes.pop("changes")
    assert with_changes == without
    assert changes["edition"] == {"created": None, "newest_article": "2031-05-06"}
    first, second = changes["meetings"]
    assert (first["meeting"], first["novelty"], first["earlier"]["id"]) == ("m1", "retold", "m1")
    (difference,) = first["differences"]
    assert {k: v for k, v in difference.items() if k != "evidence"} == {
        "aspect": "status", "earlier": "planned", "present": "held",
        "cause": "reading", "is_news": False, "subject": None,
    }  # fmt: skip
    assert difference["evidence"][0]["text"] == "Ada Lind met Boris Ostrander in Norvik on Monday."
    assert (second["novelty"], second["earlier"]) == ("retold", None)
    assert [(g["id"], g["absence"], g["now"]) for g in changes["gone"]] == [("m7", "reading", None)]


@pytest.mark.usefixtures("read_nothing")
def test_what_is_not_shown_is_not_among_the_changes(run: Run, earlier: Path) -> None:
    shown = ("--since-edition", earlier, "--json", "--status", "held")
    changes = json.loads(run("analyze", "news", *shown).stdout)["changes"]
    assert [one["meeting"] for one in changes["meetings"]] == ["m1"]
    assert changes["gone"] == []


@pytest.mark.parametrize("command", ["analyze", "build"])
def test_a_file_that_is_no_edition_is_told_before_anything_is_read(
    run: Run, read_nothing: list[dict[str, object]], tmp_path: Path, command: str
) -> None:
    file = tmp_path / "old.json"
    file.write_text('{"schema": "other/1"}', "utf-8")
    result = run(command, "news", "--since-edition", file)
    assert result.exit_code == 2
    assert 'has the schema "other/1", not "briefgen.analysis/1"' in result.stderr
    assert not read_nothing


@pytest.mark.usefixtures("read_nothing")
def test_documents_tell_what_is_new(run: Run, earlier: Path, tmp_path: Path) -> None:
    text = json.loads(earlier.read_text("utf-8"))
    text["articles"] = [one for one in text["articles"] if one["id"] == "a3"]
    earlier.write_text(json.dumps(text), "utf-8")
    out = tmp_path / "out"
    result = run("build", "news", "-o", out, "-f", "md", "--since-edition", earlier, "--now", "2031-05-07")
    assert result.exit_code == 0, result.stderr
    digest = (out / "digest_2031-05-05.md").read_text("utf-8")
    assert "## New since the last edition" in digest
    assert "## Changed: Ada Lind" in digest
    (brief,) = out.glob("2031-05-05*.md")
    assert "- Status: planned → held. [1]" in brief.read_text("utf-8")


@pytest.mark.usefixtures("read_nothing")
def test_without_an_edition_the_documents_are_as_ever(run: Run, tmp_path: Path) -> None:
    run("build", "news", "-o", tmp_path, "-f", "md", "--now", "2031-05-07")
    assert not [path for path in tmp_path.glob("*.md") if "last edition" in path.read_text("utf-8")]


def test_the_result_of_a_build_holds_the_changes(analysis: Analysis, tmp_path: Path) -> None:
    from briefgen.editions import of_analysis

    plan = pipeline.BuildPlan(formats=("md",), templates=("digest",), since_edition=of_analysis(analysis))
    changes = pipeline.write_documents(analysis, tmp_path, plan=plan).changes
    assert changes is not None
    assert [one.novelty.value for one in changes.meetings] == ["unchanged", "unchanged"]
