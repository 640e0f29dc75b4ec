from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.cli import jobs
from briefgen.jobs.configuration import load_settings
from briefgen.jobs.examination import examine

if TYPE_CHECKING:
    from conftest import Run  # type: ignore[import-not-found]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder that is empty, far from any configuration of the machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BRIEFGEN_CONFIG", raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


def test_init_writes_a_file_that_is_well(run: Run) -> None:
    result = run("init")
    assert (result.exit_code, result.stdout) == (0, "briefgen.toml\n")
    assert "briefgen jobs check\n" in result.stderr
    found = examine()
    assert found.faults == ()
    assert [warning.key for warning in found.warnings] == ["[jobs.morning] inputs"]
    assert [job.name for job in found.settings.jobs] == ["morning"]


def test_every_setting_of_the_example_can_be_switched_on(run: Run) -> None:
    run("init")
    path = Path("briefgen.toml")
    text = re.sub(r"^#(?! )", "", path.read_text(), flags=re.MULTILINE)
    path.write_text(re.sub(r"^(?:theme|reference) .*\n", "", text, flags=re.MULTILINE))
    assert examine().faults == ()
    (job,) = load_settings().jobs
    assert job.desks
    assert job.calendar
    assert job.last_days == 7
    desks = re.sub(r"^#   ", "", path.read_text(), flags=re.MULTILINE)
    path.write_text(re.sub(r"^recipients .*\n", "", desks, flags=re.MULTILINE))
    assert [desk.name for desk in load_settings().jobs[0].desks] == ["foreign desk"]


def test_init_overwrites_nothing_unless_told(run: Run) -> None:
    Path("mine.toml").write_text("x = 1")
    result = run("init", "mine.toml")
    assert result.exit_code == 1
    assert "is there already" in result.stderr
    assert Path("mine.toml").read_text() == "x = 1"
    result = run("init", "mine.toml", "--force")
    assert result.exit_code == 0
    assert "briefgen jobs check --config mine.toml" in result.stderr
    assert Path("mine.toml").read_text() != "x = 1"


def test_init_makes_the_folder_and_knows_one(run: Run) -> None:
    assert run("init", "desk/new/b.toml").exit_code == 0
    assert run("init", "desk").stdout == f"{Path('desk/briefgen.toml')}\n"
    result = run("init", "desk/new/b.toml/c.toml")
    assert result.exit_code == 1
    assert "Name another file." in result.stderr


TWO_JOBS = """
[jobs.morning]
inputs = ["."]
directory = "../briefs"
schedule = "30 7 * * 1-5"
zone = "Europe/Paris"
[jobs.b]
inputs = ["*.txt"]
"""


def test_check_tells_when_each_job_is_due(run: Run) -> None:
    Path("briefgen.toml").write_text(TWO_JOBS)
    result = run("jobs", "check", env={"SOURCE_DATE_EPOCH": "1767225600"})  # 2026-01-01
    assert result.exit_code == 0
    assert result.stdout == "ok    morning  next due 2026-01-01T07:30+01:00\nok    b        no schedule\n"
    assert "warning: " in result.stderr


def test_check_tells_all_errors_and_exits_with_2(run: Run) -> None:
    path = Path("briefgen.toml")
    path.write_text(TWO_JOBS.replace("30 7", "30 77").replace("Paris", "Pariss"))
    result = run("jobs", "check")
    assert (result.exit_code, result.stdout) == (2, "")
    lines = result.stderr.splitlines()
    assert [line.split()[0] for line in lines[:2]] == [f"{path.absolute()}:{n}:" for n in (5, 6)]
    assert lines[-1] == "2 errors"


def test_check_as_json(run: Run) -> None:
    Path("briefgen.toml").write_text(TWO_JOBS.replace("30 7", "30 77"))
    result = run("jobs", "check", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["ok"]) == (2, False)
    assert [(error["line"], error["key"]) for error in found["errors"]] == [(5, "[jobs.morning] schedule")]
    assert [(job["name"], job["ok"], job["next_due"]) for job in found["jobs"]] == [
        ("morning", False, None),
        ("b", True, None),
    ]


@pytest.mark.parametrize("text", [None, "[jobs\n", "\xff"])
def test_a_file_that_cannot_be_read_is_told_in_both_forms(run: Run, text: str | None) -> None:
    if text is not None:
        Path("briefgen.toml").write_bytes(text.encode("latin-1"))
    result = run("jobs", "check")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "briefgen.toml" in result.stderr
    result = run("jobs", "check", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["ok"], len(found["errors"])) == (2, False, 1)


def test_a_line_break_in_a_key_steers_no_terminal(run: Run) -> None:
    Path("briefgen.toml").write_text('[jobs.a]\ninputs = ["x.txt"]\n"\\u001b[31m\\nx" = 1\n')
    assert "\x1b" not in run("jobs", "check").stderr


def test_build_accepts_a_file_with_jobs(run: Run, read_nothing: list[object]) -> None:
    Path("briefgen.toml").write_text('[output]\nformats = ["md"]\ndirectory = "o"\n[jobs.a]\nnonsense = 1')
    result = run("build", "news", "--config", "briefgen.toml", "-q", "--now", "2031-05-07")
    assert result.exit_code == 0
    assert {Path(line).suffix for line in result.stdout.splitlines()} == {".md"}


def test_every_error_of_the_output_table_is_told(run: Run) -> None:
    Path("briefgen.toml").write_text('[output]\nformats = ["odt"]\npage_size = "A5"')
    result = run("build", "news", "--config", "briefgen.toml")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[0] == "briefgen: briefgen.toml has 2 errors."
    assert [line.partition(": ")[0] for line in result.stderr.splitlines()[1:]] == [
        "briefgen.toml:2",
        "briefgen.toml:3",
    ]


def test_every_command_of_the_group_has_help(run: Run) -> None:
    for name in jobs.COMMANDS:
        assert run("jobs", name, "--help").exit_code == 0
    assert run("jobs", "none").exit_code == 2
