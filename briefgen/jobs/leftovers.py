"""What killed programs have left in a folder: files that had not taken their names yet."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from briefgen import atomic, clock

if TYPE_CHECKING:
    from pathlib import Path

AGE = 3600 * 10**9
"""Nanoseconds after which nobody writes such a file any more; until then it may be another program's."""


def sweep(folder: Path) -> None:
    """Remove the scratch files in a folder that are older than ``AGE``."""
    with suppress(OSError):
        for path in folder.glob(atomic.SCRATCH):
            with suppress(OSError):
                if clock.system_ns() - path.stat().st_mtime_ns > AGE:
                    path.unlink()
