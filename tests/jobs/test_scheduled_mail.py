"""``briefgen schedule`` from the configuration to the mailbox, as a process of its own, with a real mail server."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from mail_server import PASSWORD, VARIABLE
from newsroom import EVERYBODY, newsroom

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them"),
]

SCHEDULE = 'schedule = "30 7 * * *"\nzone = "Europe/Paris"'
TALKS = (
    "Foreign Minister Anna Keller met her counterpart Peter Novak in Geneva on Tuesday, 6 May 2031,"
    " to discuss the ferry line."
)


def wait_until(happened: Callable[[], bool], log: Path, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.1)


def test_a_missed_job_is_mailed_and_what_waits_goes_out_between_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    log, store = tmp_path / "log.txt", tmp_path / "briefgen.sqlite"
    with newsroom(tmp_path, SCHEDULE) as room, log.open("w") as written:
        room.article("talks", "2031-05-07", "Norvik Post", TALKS)
        room.post.at_data = ["451 try later", "451 try later"]
        os.utime(tmp_path / "briefgen.toml", (0, 0))  # the job is known for long, and never ran
        command = [sys.executable, "-m", "briefgen", "schedule", "--config", str(tmp_path / "briefgen.toml")]
        process = subprocess.Popen(command, stderr=written)
        try:
            wait_until(lambda: "daily: is due next" in log.read_text(), log)
            assert "daily: ends: reported" in log.read_text()
            assert room.arrived() == {}
            with closing(sqlite3.connect(store, timeout=10, isolation_level=None)) as connection:
                connection.execute("UPDATE delivery SET next_try = '2020-01-01T00:00:00+00:00'")
            wait_until(lambda: "mail: 3 sent, 0 waiting, 0 refused" in log.read_text(), log)
            process.send_signal(signal.SIGTERM)
            assert process.wait(20) == 0
        finally:
            process.kill()
            process.wait()
        assert room.arrived() == dict.fromkeys(EVERYBODY, 1)
        status = room.command("jobs", "status")
        assert (status.exit_code, status.stdout.splitlines()[0]) == (0, "daily: well")
