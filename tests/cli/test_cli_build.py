from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen import pipeline

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    from briefgen.model import Analysis

    Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("read_nothing")
NAMES = [
    "2031-05-05_ada-lind_boris-ostrander_norvik.md",
    "undated_boris-ostrander_chen-mu.md",
    "digest_2031-05-05.md",
]


def test_the_paths_of_the_files_go_to_standard_output(run: Run, tmp_path: Path) -> None:
    result = run("build", "news", "-o", tmp_path, "-f", "md")
    assert result.stdout.splitlines() == [str(tmp_path / name) for name in NAMES]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(NAMES)
    assert result.exit_code == 0


def test_the_rest_goes_to_standard_error_with_a_closing_line(run: Run, tmp_path: Path) -> None:
    lines = run("build", "news", "-o", tmp_path, "-f", "md").stderr.splitlines()
    assert lines[:2] == ["skipped: news/map.pdf: is empty", "no meeting found: news/a3.txt"]
    assert lines[2].startswith("3 articles read, 1 skipped, 2 meetings, 3 files written, ")
    assert lines[2].endswith(" s")
    assert len(lines) == 3


def test_quiet_still_tells_what_was_skipped(run: Run, tmp_path: Path) -> None:
    result = run("build", "news", "-o", tmp_path, "-f", "md", "--quiet")
    assert result.stderr.splitlines() == [
        "skipped: news/map.pdf: is empty",
        "no meeting found: news/a3.txt",
    ]


def test_strict_ends_with_3_but_writes_all(run: Run, tmp_path: Path) -> None:
    result = run("build", "news", "-o", tmp_path, "-f", "md", "--strict")
    assert result.exit_code == 3
    assert len(list(tmp_path.iterdir())) == len(NAMES)


def test_by_default_word_and_pdf_go_to_out(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    run("build", "news", "-t", "digest")
    assert sorted(p.name for p in Path("out").iterdir()) == [
        "digest_2031-05-05.docx",
        "digest_2031-05-05.pdf",
    ]


def test_a_template_replaces_the_usual_ones(run: Run, tmp_path: Path) -> None:
    result = run("build", "news", "-o", tmp_path, "-f", "md", "-t", "meeting-brief")
    assert [Path(line).name for line in result.stdout.splitlines()] == NAMES[:2]


def test_now_wins_over_the_environment(run: Run, tmp_path: Path) -> None:
    run(
        *("build", "news", "-o", tmp_path, "-f", "html", "-t", "digest", "--now", "2031-06-01"),
        env={"SOURCE_DATE_EPOCH": "0"},
    )
    text = (tmp_path / "digest_2031-05-05.html").read_text("utf-8")
    assert "1 Jun 2031" in text
    assert "1970" not in text


def test_the_environment_sets_the_time(run: Run, tmp_path: Path) -> None:
    run(*("build", "news", "-o", tmp_path, "-f", "html", "-t", "digest"), env={"SOURCE_DATE_EPOCH": "86400"})
    assert "2 Jan 1970" in (tmp_path / "digest_2031-05-05.html").read_text("utf-8")


def test_settings_come_from_the_configuration(
    run: Run, tmp_path: Path, read_nothing: list[dict[str, object]]
) -> None:
    file = tmp_path / "briefgen.toml"
    output = '[output]\ndirectory = "briefs"\nformats = ["md"]\ntemplates = ["digest"]\n'
    file.write_text(f'{output}[language]\nmodel = "big"\n')
    assert run("build", "news", "--config", file).exit_code == 0
    assert [p.name for p in (tmp_path / "briefs").iterdir()] == ["digest_2031-05-05.md"]
    assert read_nothing[0]["model"] == "big"


def test_options_win_over_the_configuration(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "briefgen.toml"
    file.write_text('[output]\ndirectory = "briefs"\nformats = ["pdf"]\ntemplates = ["meeting-brief"]\n')
    run("build", "news", "--config", file, "-o", tmp_path / "here", "-f", "md", "-t", "digest")
    assert [p.name for p in (tmp_path / "here").iterdir()] == ["digest_2031-05-05.md"]
    assert not (tmp_path / "briefs").exists()


def test_a_meeting_without_a_date_is_told_if_days_are_asked_for(run: Run, tmp_path: Path) -> None:
    result = run("build", "news", "-o", tmp_path, "-f", "md", "-t", "meeting-brief", "--since", "2031-01-01")
    assert [Path(line).name for line in result.stdout.splitlines()] == NAMES[:1]
    assert "left out: Boris Ostrander – Chen Mu: no article gives its date" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--since", "Monday"], "'Monday' is not a date"),
        (["--since", "2031-02-01", "--until", "2031-01-01"], "is later than"),
        (["--status", "likely"], "'likely' is not one of"),
        (["--min-sources", "0"], "0 is not in the range"),
        (["--jobs", "0"], "0 is not in the range"),
        (["-f", "odt"], "'odt' is not one of"),
        (["--now", "soon"], "'soon' is not a time"),
        (["--config", "no.toml"], "no.toml does not exist"),
    ],
)
def test_a_wrong_option_is_told_and_ends_with_2(run: Run, arguments: list[str], words: str) -> None:
    result = run("build", "news", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_an_unknown_template_is_told_before_reading(run: Run, read_nothing: list[dict[str, object]]) -> None:
    result = run("build", "news", "-t", "nowhere")
    assert result.exit_code == 1
    assert 'There is no template "nowhere"' in result.stderr
    assert read_nothing == []


def test_an_output_folder_that_cannot_be_made_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = run("build", "news", "-o", tmp_path / "file")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "cannot be made" in result.stderr


def test_warnings_are_told(
    run: Run, tmp_path: Path, analysis: Analysis, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = pipeline.BuildResult(analysis=analysis, meetings=(), files=(), warnings=("no glyph for X",))
    monkeypatch.setattr(pipeline, "write_documents", lambda *_, **__: result)
    assert "warning: no glyph for X" in run("build", "news", "-o", tmp_path).stderr


def test_nothing_to_read_ends_with_1_and_the_reasons(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("build", tmp_path / "empty.txt", tmp_path / "nowhere.txt", "-o", tmp_path / "out")
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert lines[0].startswith("briefgen: No article could be read.")
    assert len(lines) == 3
    assert not (tmp_path / "out").exists()


def test_templates_of_ones_own_come_from_a_folder_or_the_configuration(run: Run, tmp_path: Path) -> None:
    run("templates", "copy", "quotes", tmp_path / "house" / "sayings")
    given = run(
        "build", "n", "-o", tmp_path / "a", "-f", "md", "-t", "sayings", "--templates", tmp_path / "house"
    )
    assert given.exit_code == 0
    (tmp_path / "b.toml").write_text('[output]\ntemplates_dir = "house"\ntemplates = ["sayings"]\n')
    configured = run("build", "n", "-o", tmp_path / "b", "-f", "md", "--config", tmp_path / "b.toml")
    assert configured.exit_code == 0
    names = [sorted(file.name for file in (tmp_path / folder).iterdir()) for folder in "ab"]
    assert names[0] == names[1] != []


def test_a_template_of_ones_own_is_unknown_without_its_folder(run: Run, tmp_path: Path) -> None:
    assert "no template" in run("build", "n", "-o", tmp_path, "-t", "sayings").stderr
