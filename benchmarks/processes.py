"""Running a command as a user would, and what it took: time, processor time and memory."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """What a command took.

    ``cpu`` is user and system seconds of the process and of those it waited for,
    ``memory`` the most bytes that one of them had.
    """

    seconds: float
    cpu: float
    memory: int


def run(command: list[str], log: Path) -> Measured:
    """Run a command with its output in ``log``; leave with its status if it fails."""
    to_log = [
        (os.POSIX_SPAWN_OPEN, 1, str(log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    started = time.monotonic()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=to_log)
    _, status, usage = os.wait4(process, 0)
    seconds = time.monotonic() - started
    if code := os.waitstatus_to_exitcode(status):
        print(log.read_text("utf-8")[-5000:], file=sys.stderr)
        raise SystemExit(code)
    unit = 1 if sys.platform == "darwin" else 1024
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit)
