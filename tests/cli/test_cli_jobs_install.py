from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run  # type: ignore[import-not-found]

CONFIG = """
[jobs.morning]
inputs = ["news/*"]
schedule = "30 7 * * 1-5"
zone = "Europe/Paris"
[jobs.idle]
inputs = ["news/*"]
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    path = tmp_path / "briefgen.toml"
    path.write_text(CONFIG)
    return path


def test_units_are_printed_and_nothing_is_written(run: Run, config: Path) -> None:
    result = run("jobs", "install", "--systemd", "--config", config)
    assert result.exit_code == 0
    assert "# briefgen-morning.timer\n" in result.stdout
    assert f"--config {config}\n" in result.stdout
    assert "left out: idle: it has no schedule" in result.stderr
    assert list(config.parent.iterdir()) == [config]


def test_units_are_installed_for_the_user_when_asked_for(run: Run, config: Path) -> None:
    folder = config.parent / "home" / "systemd" / "user"
    folder.mkdir(parents=True)
    (folder / "briefgen-gone.timer").touch()
    result = run("jobs", "install", "--systemd", "--write", "--config", config)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        str(folder / f"briefgen-morning.{kind}") for kind in ("service", "timer")
    ]
    assert "systemctl --user enable --now briefgen-morning.timer" in result.stderr
    assert "installed earlier, and left as it is: briefgen-gone.timer" in result.stderr
    assert "Persistent=true" in (folder / "briefgen-morning.timer").read_text()


def test_the_command_of_a_unit_works_in_another_folder(run: Run, config: Path, tmp_path: Path) -> None:
    text = run("jobs", "install", "--systemd", "--config", config).stdout
    (line,) = (line for line in text.splitlines() if line.startswith("ExecStart="))
    words = line.removeprefix("ExecStart=").split()
    done = subprocess.run(
        [*words[: words.index("run")], "--version"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("briefgen ")


def test_lines_for_cron(run: Run, config: Path) -> None:
    result = run("jobs", "install", "--cron", "morning", "--config", config)
    assert result.exit_code == 0
    assert "CRON_TZ=Europe/Paris\n30 7 * * 1-5 " in result.stdout
    assert "| crontab -" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--systemd or --cron"),
        (["--cron", "--write"], "| crontab -"),
        (["--systemd", "idle"], "has no schedule"),
        (["--systemd", "none"], 'has no job "none"'),
    ],
)
def test_what_cannot_be_installed_is_told(run: Run, config: Path, arguments: list[str], words: str) -> None:
    result = run("jobs", "install", "--config", config, *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
