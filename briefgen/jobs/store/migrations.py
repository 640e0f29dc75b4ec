"""The versions of the store's schema, and the way from each to the next.

``PRAGMA user_version`` holds the version of a file; 0 is an empty one.  A step of
``MIGRATIONS`` is kept as a whole or not at all, and a store that holds anything is
copied before the first one.  Steps stay as they are once released: a later change is a
step of its own.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from briefgen.exceptions import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: ``apply`` brings a store of the version before to ``version``, without committing."""

    version: int
    apply: Callable[[sqlite3.Connection], None]


def from_file(version: int) -> Migration:
    """Return the step whose statements are in ``schema_N.sql``."""

    def apply(connection: sqlite3.Connection) -> None:
        script = resources.files(__package__).joinpath(f"schema_{version}.sql").read_text("utf-8")
        for statement in statements(script):
            connection.execute(statement)

    return Migration(version, apply)


MIGRATIONS: tuple[Migration, ...] = (from_file(1),)
"""All steps, in order; the last one's version is the program's."""


def statements(script: str) -> Iterator[str]:
    """Yield the statements of an SQL script one by one, since a script as a whole commits first."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a store, 0 for an empty file."""
    with closing(connection.execute("PRAGMA user_version")) as rows:
        return int(rows.fetchone()[0])


def is_foreign(connection: sqlite3.Connection) -> bool:
    """Tell whether a file has tables, and none by which a store is known."""
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return bool(names) and (version_of(connection) == 0 or not {"run", "message"} <= names)


def migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> None:
    """Bring a store up to the last version; raises ``StoreError`` for one that is newer than that."""
    latest = migrations[-1].version
    if version_of(connection) == latest:
        return
    # Rebuilding a table that others refer to needs this; the references are checked below.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        for step in migrations:
            _apply(connection, path, step, latest)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def backup_of(path: Path, version: int) -> Path:
    """Return where the copy of a store stands that was made before it left ``version``."""
    return path.with_name(f"{path.name}.version-{version}")


def _apply(connection: sqlite3.Connection, path: Path, step: Migration, latest: int) -> None:
    """Take one step, unless the store, or another process in the meantime, has taken it already."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        found = version_of(connection)
        if found > latest:
            raise _newer(path, found, latest)
        if found == step.version - 1:
            if found:
                _copy(path, backup_of(path, found))
            step.apply(connection)
            if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
                raise StoreError(
                    f"The store {path} cannot be brought to version {step.version}:"
                    f" {len(broken)} rows of it refer to rows that are not there.",
                    remedy="'briefgen jobs rebuild' makes a new one.",
                )
            connection.execute(f"PRAGMA user_version = {step.version:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _newer(path: Path, found: int, latest: int) -> StoreError:
    return StoreError(
        f"The store {path} was made by a newer version of briefgen (it is of version {found},"
        f" this program knows up to {latest}).",
        remedy='Install the newer briefgen again, or name another file with store = "..." in briefgen.toml.',
    )


def _copy(path: Path, target: Path) -> None:
    """Write what is committed in a store to ``target``, whole or not at all."""
    scratch = target.with_name(target.name + ".part")
    scratch.unlink(missing_ok=True)
    os.close(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(scratch)) as copy:
        source.backup(copy)
    scratch.replace(target)
