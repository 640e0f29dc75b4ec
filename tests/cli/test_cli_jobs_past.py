"""``briefgen jobs list``, ``status`` and ``history`` over real runs of jobs with nothing to read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run  # type: ignore[import-not-found]

CONFIG = """
[store]
path = "store.sqlite"
[jobs.daily]
inputs = ["news/*"]
directory = "out"
schedule = "30 7 * * *"
zone = "Europe/Paris"
[jobs.broken]
inputs = ["missing.txt"]
directory = "other"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "briefgen.toml"
    path.write_text(CONFIG)
    return path


def test_before_the_first_run(run: Run, config: Path) -> None:
    listed = run("jobs", "list", "--config", config)
    assert listed.exit_code == 0
    lines = listed.stdout.splitlines()
    assert lines[0].split() == ["JOB", "SCHEDULE", "NEXT", "LAST", "RESULT", "TOOK", "MAIL"]
    assert lines[1].startswith("daily   30 7 * * *  20")
    assert " 07:30 CE" in lines[1]
    assert lines[2].split() == ["broken", "-", "-", "never", "-", "-", "-"]
    assert run("jobs", "status", "--config", config).exit_code == 0
    assert run("jobs", "history", "--config", config).stdout.count("\n") == 1
    assert not config.with_name("store.sqlite").exists()


def test_after_runs(run: Run, config: Path) -> None:
    assert run("run", "--config", config).exit_code == 1
    status = run("jobs", "status", "--config", config)
    assert status.exit_code == 1
    assert "broken: WRONG\n  The last run failed: No article could be read." in status.stdout
    assert "daily: well" in status.stdout
    assert run("jobs", "status", "daily", "--config", config).exit_code == 0
    history = run("jobs", "history", "--skipped", "--config", config).stdout
    lines = history.splitlines()
    assert [line.split()[3:5] for line in lines[1:] if line.startswith("20")] == [
        ["broken", "failed"],
        ["daily", "nothing"],
    ]
    assert f"  skipped: {config.with_name('missing.txt')}: does not exist" in lines


def test_as_json(run: Run, config: Path) -> None:
    run("run", "--config", config)
    status = run("jobs", "status", "--json", "--config", config)
    told = json.loads(status.stdout)
    assert (status.exit_code, told["schema"], told["ok"]) == (1, "briefgen.jobs/1", False)
    assert [(job["name"], bool(job["problems"])) for job in told["jobs"]] == [
        ("daily", False),
        ("broken", True),
    ]
    assert json.loads(run("jobs", "list", "--json", "--config", config).stdout)["jobs"] == told["jobs"]
    runs = json.loads(run("jobs", "history", "-n", "1", "--json", "--config", config).stdout)["runs"]
    assert [(one["job"], one["result"]) for one in runs] == [("broken", "failed")]


def test_a_damaged_store_is_told_by_all(run: Run, config: Path) -> None:
    config.with_name("store.sqlite").write_bytes(b"some text that is no database" * 99)
    status = run("jobs", "status", "--config", config)
    assert (status.exit_code, "is damaged" in status.stdout) == (1, True)
    assert json.loads(run("jobs", "status", "--json", "--config", config).stdout)["ok"] is False
    listed = run("jobs", "list", "--config", config)
    assert (listed.exit_code, "is damaged" in listed.stderr) == (0, True)
    history = run("jobs", "history", "--config", config)
    assert (history.exit_code, "jobs rebuild" in history.stderr) == (1, True)
