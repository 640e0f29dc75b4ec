"""The store: opening its file, checking it, and changing it in whole steps.

The file is in SQLite's WAL mode, so that reading and writing processes do not stop each
other.  ``synchronous`` is FULL: what is committed survives a loss of power, since a mail
that was sent and not remembered would be sent again.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from briefgen.exceptions import StoreError
from briefgen.jobs.store.faults import damaged, damages_told
from briefgen.jobs.store.migrations import MIGRATIONS, Migration, is_foreign, migrate, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WAIT = 30.0  # seconds for another process to finish its step
ALWAYS_CHECKED = 4 * 1024 * 1024  # bytes up to which a check at every opening costs nothing
COMPANIONS = ("-wal", "-shm")
"""What SQLite keeps beside the file: changes not yet in it, and their index."""


class Store:
    """One open store; use it as a context manager, or close it.

    ``connection`` is in autocommit mode: a single statement is a step by itself, and
    ``transaction`` makes one step of several.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.connection = connection

    @classmethod
    def open(cls, path: Path, *, migrations: Sequence[Migration] = MIGRATIONS) -> Store:
        """Open the store at ``path``; make it, and its folder, if it does not exist.

        A store of an earlier version is brought up to date, after a copy of it was made.
        Raises ``StoreError`` if it cannot be opened, is damaged, or is newer than the program.
        """
        with damages_told(path):
            thorough = _worth_checking(path)
            _make_private(path)
            connection = _connect(path)
            try:
                _check(connection, path, thorough=thorough)
                migrate(connection, path, migrations)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def close(self) -> None:
        """Close the file; SQLite then tidies up what it kept beside it."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Make one step of all that happens inside: it is kept as a whole, or not at all.

        Raises ``StoreError`` where SQLite cannot keep it.  Transactions do not nest.
        """
        with damages_told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                # A full disk has ended the transaction already, and a rollback would fail as well.
                with suppress(sqlite3.Error):
                    self.connection.execute("ROLLBACK")
                raise


def _worth_checking(path: Path) -> bool:
    """Tell whether a file is small, or was left open: the log beside it goes when the last user closes it."""
    log = Path(f"{path}-wal")
    if log.exists() and log.stat().st_size > 0:
        return True
    return path.exists() and path.stat().st_size <= ALWAYS_CHECKED


def _make_private(path: Path) -> None:
    """Make the file so that only its owner can read it; what SQLite puts beside it follows its mode."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


def _check(connection: sqlite3.Connection, path: Path, *, thorough: bool) -> None:
    """Raise ``StoreError`` for a file that is no store, or whose pages do not hold together."""
    if is_foreign(connection):
        raise StoreError(
            f"{path} is a database of another program, not a store of briefgen.",
            remedy='Name another file with store = "..." in briefgen.toml.',
        )
    if thorough and version_of(connection):
        with closing(connection.execute("PRAGMA quick_check(1)")) as rows:
            (verdict,) = rows.fetchone()
        if verdict != "ok":
            raise damaged(path, " ".join(str(verdict).split()))
