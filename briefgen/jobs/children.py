"""A run in a process of its own: what it takes of memory ends with it, and what kills it kills no other."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

_WINDOWS = os.name == "nt"


class Child(Protocol):
    """A run that is at work elsewhere."""

    def poll(self) -> int | None:
        """Return the exit status, None while it works; that of a killed one is negative."""

    def terminate(self) -> None:
        """Ask it to end; what it leaves undone is taken up by the next run."""

    def kill(self) -> None:
        """End it."""


def program(*, elsewhere: bool = False) -> tuple[str, ...]:
    """Return the command that starts this program with this Python, up to its first argument.

    The current folder is no place to look for modules in, unless the package itself lies there;
    with ``elsewhere`` the command is for another folder, and it never is.
    """
    home = Path(__file__).resolve().parent.parent.parent
    safe = elsewhere or home != Path.cwd().resolve()
    return (sys.executable, *(["-P"] if safe else []), "-m", "briefgen")


def start_run(job: str, config: Path, *, log_format: str, quiet: bool = False) -> Child:
    """Start ``briefgen run JOB``; its log goes where ours goes.

    It has a session of its own: Ctrl-C in our terminal is for us to pass on.
    """
    return _start(
        [
            *program(),
            *("run", job, "--config", str(config), "--log-format", log_format),
            *(["--json"] if log_format == "json" else []),  # keeps plain lines out of the log
            *(["--quiet"] if quiet else []),
        ]
    )


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=not _WINDOWS,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
