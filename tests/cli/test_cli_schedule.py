"""``briefgen schedule`` as a process of its own, with real runs, signals and files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """
[store]
path = "store.sqlite"
[jobs.daily]
inputs = ["news/*"]
directory = "out"
schedule = "30 7 * * *"
zone = "Europe/Paris"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "briefgen.toml"
    path.write_text(CONFIG)
    os.utime(path, (0, 0))  # its job never ran and is owed a run
    return path


class Scheduler:
    """The process and its log, line by line."""

    def __init__(self, config: Path, *arguments: str) -> None:
        self.log = config.with_name("log.txt")
        command = [sys.executable, "-m", "briefgen", "schedule", "--config", str(config), *arguments]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, stderr=log, stdout=subprocess.PIPE)

    def wait_for(self, words: str, seconds: float = 60) -> str:
        until = time.monotonic() + seconds
        while words not in (text := self.log.read_text()):
            assert time.monotonic() < until, text
            assert self.process.poll() is None, text
            time.sleep(0.05)
        return text

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        out, _ = self.process.communicate(timeout=20)
        assert out == b""
        return self.process.returncode


@pytest.fixture
def start(request: pytest.FixtureRequest):
    def start_with(config: Path, *arguments: str) -> Scheduler:
        scheduler = Scheduler(config, *arguments)
        request.addfinalizer(lambda: (scheduler.process.kill(), scheduler.process.communicate()))
        return scheduler

    return start_with


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_it_runs_what_was_missed_and_ends_well_on_sigterm(config: Path, start) -> None:
    scheduler = start(config, "--log-format", "json")
    scheduler.wait_for('"message": "ends: nothing"')
    scheduler.wait_for("is due next")
    time.sleep(0.6)
    assert scheduler.end(signal.SIGTERM) == 0
    lines = [json.loads(line) for line in scheduler.log.read_text().splitlines()]
    told = [line["message"] for line in lines]
    assert told[0].startswith("is due next at") or told[0].startswith("was due at")
    assert any(message.startswith("was due at") and "runs now" in message for message in told)
    assert told[-1] == "ended"
    assert {line.get("job", "daily") for line in lines} == {"daily"}
    assert config.with_name("store.sqlite").exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")
def test_it_follows_its_configuration_and_keeps_the_old_one_if_the_new_one_is_at_fault(
    config: Path, start
) -> None:
    os.utime(config)
    scheduler = start(config)
    scheduler.wait_for("is due next")
    config.write_text(CONFIG.replace("30 7", "30 77"))
    scheduler.process.send_signal(signal.SIGHUP)
    text = scheduler.wait_for("what it said before stays in force")
    assert f"{config}:7: " in text
    config.write_text(
        CONFIG + '[jobs.late]\ninputs = ["news/*"]\nschedule = "0 22 * * *"\nzone = "Europe/Paris"\n'
    )
    scheduler.wait_for("late: is due next", 40)  # by itself, without a signal
    assert scheduler.end(signal.SIGINT) == 130


def test_without_a_schedule_there_is_nothing_to_stay_up_for(config: Path, run) -> None:
    config.write_text('[jobs.a]\ninputs = ["x"]\n')
    result = run("schedule", "--config", config)
    assert result.exit_code == 2
    assert "has a schedule" in result.stderr
    result = run("schedule", "b", "--config", config)
    assert (result.exit_code, 'has no job "b"; it has a' in result.stderr) == (2, True)
