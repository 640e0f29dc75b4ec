"""What SQLite says when it cannot go on, as sentences with a remedy."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.exceptions import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator


REBUILD = (
    "'briefgen jobs rebuild' moves it aside and makes a new one from what the inputs and the old one give."
)

# Primary result codes, https://www.sqlite.org/rescode.html
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_OTHERS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_FULL: ("has no room to grow: the disk is full", "Make room, then run again."),
    sqlite3.SQLITE_BUSY: (
        "is held by another program",
        "Wait for it to end, or end it, then run again.",
    ),
    sqlite3.SQLITE_LOCKED: ("is held by another program", "Wait for it to end, then run again."),
    sqlite3.SQLITE_READONLY: ("cannot be written", "Allow writing to the file and to its folder."),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "Allow reading and writing it and its folder."),
    sqlite3.SQLITE_PERM: ("cannot be opened", "Allow reading and writing it and its folder."),
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written: the disk reports an error",
        "Look whether the disk is full or failing.",
    ),
}


@contextmanager
def damages_told(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite and of the file system into ``StoreError``."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise told(error, path) from error
    except OSError as error:
        if not _is_of_store(error, path):
            raise
        reason = (error.strerror or type(error).__name__).lower()
        raise StoreError(
            f"The store {path} cannot be opened: {reason}.",
            remedy="Allow reading and writing it and its folder.",
        ) from error


def _is_of_store(error: OSError, path: Path) -> bool:
    """Tell whether an error is about the store, what stands beside it under its name, or a folder that it lies in."""
    if not isinstance(error.filename, str | os.PathLike):
        return False
    return str(error.filename).startswith(str(path)) or Path(error.filename) in path.parents


def told(error: sqlite3.DatabaseError, path: Path) -> Exception:
    """Return the sentence for an error of SQLite; the error itself where the program is at fault."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _DAMAGE:
        return damaged(path, str(error))
    if code in _OTHERS:
        what, remedy = _OTHERS[code]
        return StoreError(f"The store {path} {what}.", remedy=remedy)
    return error


def damaged(path: Path, what: str) -> StoreError:
    """Return the error for a store that cannot be trusted any more."""
    return StoreError(f"The store {path} is damaged ({what}).", remedy=REBUILD)
