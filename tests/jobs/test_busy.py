"""Two processes at once: one works, the other leaves with 75 and does the jobs that are free."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from runs import news

PROGRAM = Path(__file__).with_name("command_run.py")


def start(folder, *arguments):
    command = [sys.executable, str(PROGRAM), str(folder), *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )


def wait_for(path, seconds=30):
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, path
        time.sleep(0.02)


@pytest.fixture
def working(tmp_path):
    """A process in the middle of the job "daily"; it goes on when the file "hold" is gone."""
    news(tmp_path / "news", 1)
    (tmp_path / "hold").touch()
    process = start(tmp_path, "run", "daily", "--json")
    try:
        wait_for(tmp_path / "begun")
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_two_runs_of_a_job_at_once(tmp_path, working):
    second = start(tmp_path, "run", "daily", "--json")
    out, err = second.communicate(timeout=30)
    assert second.returncode == 75
    (told,) = json.loads(out)["jobs"]
    assert told["result"] == "busy"
    assert "at work" in told["error"]
    assert "at work" in err
    assert not (tmp_path / "daily").exists()
    (tmp_path / "hold").unlink()
    out, _ = working.communicate(timeout=30)
    assert working.returncode == 0
    assert json.loads(out)["jobs"][0]["result"] == "reported"


@pytest.mark.slow
def test_other_jobs_of_the_same_command_run(tmp_path, working):
    working.send_signal(signal.SIGSTOP)  # "daily" is not to go on
    (tmp_path / "hold").unlink()  # and "weekly" is
    second = start(tmp_path, "run", "--json")
    out, _ = second.communicate(timeout=30)
    working.send_signal(signal.SIGCONT)
    assert second.returncode == 75
    assert {job["job"]: job["result"] for job in json.loads(out)["jobs"]} == {
        "daily": "busy",
        "weekly": "reported",
    }
    assert list((tmp_path / "weekly").iterdir())


@pytest.mark.slow
def test_a_killed_process_leaves_no_lock(tmp_path, working):
    working.kill()
    working.communicate()
    (tmp_path / "hold").unlink()
    second = start(tmp_path, "run", "daily")
    second.communicate(timeout=30)
    assert second.returncode == 0
