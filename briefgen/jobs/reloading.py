"""The configuration file of a program that stays up: read again when it has changed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from briefgen.exceptions import ConfigError
from briefgen.jobs.configuration import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.jobs.settings import Settings

log = logging.getLogger(__name__)


class ConfigFile:
    """One file, and the state in which it was last read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._stamp = _stamp(path)

    def reread(self, *, asked: bool = False) -> Settings | None:
        """Return the settings of a file that has changed, or was ``asked`` for; None where the old ones stay."""
        stamp = _stamp(self.path)
        if stamp == self._stamp and not asked:
            return None
        self._stamp = stamp
        try:
            return load_settings(self.path)
        except ConfigError as error:
            for line in str(error).split("\n"):
                log.error("%s", line)
            log.error("%s was changed and is at fault; what it said before stays in force.", self.path)
            return None


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_mtime_ns, info.st_size, info.st_ino
