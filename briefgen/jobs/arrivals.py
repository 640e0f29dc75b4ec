"""Which files in watched folders are whole: a file that still grows, or has just come, waits."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.ingest import find_inputs
from briefgen.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PATIENCE = 5  # times the time to settle: for so long the whole ones wait for those that are not

_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp", ".temp", ".swp", "~")
"""Ends of the names that browsers, copying programs and editors give a file until it is whole."""

State = tuple[int, int, int]  # size, time of change in nanoseconds, number in the file system


@dataclass(frozen=True, slots=True)
class Found:
    """What lies in folders: files with their states, and what is no article with the reason."""

    files: Mapping[str, State]
    skipped: tuple[Skipped, ...]


class Arrivals:
    """Keeps an eye on files; ``settle`` is for how many seconds one must be unchanged to be whole.

    All times are seconds of a clock that is never set, such as ``time.monotonic``.
    """

    def __init__(self, settle: float) -> None:
        self._settle = settle
        self._seen: dict[str, tuple[State, float]] = {}  # the state, and since when it is
        self._built: dict[str, State] = {}
        self._changed: float | None = None  # when something was first other than it was built

    def look(self, files: Mapping[str, State], now: float) -> None:
        """Take in what is there now."""
        before, self._seen = self._seen, {}
        for path, state in files.items():
            known = before.get(path)
            self._seen[path] = known if known and known[0] == state else (state, now)
        if self._changed is None and dict(files) != self._built:
            self._changed = now

    @property
    def is_pending(self) -> bool:
        """Tell whether something is other than it was built."""
        return self._changed is not None

    def whole(self, now: float) -> dict[str, State]:
        """Return the files that are whole."""
        return {path: state for path, (state, since) in self._seen.items() if now - since >= self._settle}

    def is_ready(self, now: float) -> bool:
        """Tell whether it is time to build: there is a change, and it is over or goes on for too long."""
        if self._changed is None:
            return False
        whole = self.whole(now)
        if len(whole) == len(self._seen):
            return now - self._changed >= self._settle
        return whole != self._built and now - self._changed >= PATIENCE * self._settle

    def built(self, files: Mapping[str, State]) -> None:
        """Take in what was built; what has changed since is a change again."""
        self._built = dict(files)
        self._changed = None


def scan(folders: Iterable[str], output: Path) -> Found:
    """Return what lies in folders now, without what lies in ``output`` within them and what is unfinished."""
    own = own_documents(folders, output)
    files: dict[str, State] = {}
    skipped: list[Skipped] = []
    for item in find_inputs(folders):
        path = item.path if isinstance(item, Skipped) else item
        if path.lower().endswith(_UNFINISHED) or (own and lies_in(path, own)):
            continue
        if isinstance(item, Skipped):
            skipped.append(item)
        elif state := _state(item):
            files[item] = state
    return Found(files, tuple(skipped))


def lies_in(path: str, folder: Path) -> bool:
    """Tell whether a path lies in a folder, or is it; links are followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def own_documents(folders: Iterable[str], output: Path) -> Path | None:
    """Return where our own documents lie, if that is in one of the folders."""
    return output if any(lies_in(str(output), Path(folder)) for folder in folders) else None


def _state(path: str) -> State | None:
    try:
        info = Path(path).stat()
    except OSError:  # it has just gone
        return None
    return (info.st_size, info.st_mtime_ns, info.st_ino) if stat.S_ISREG(info.st_mode) else None
