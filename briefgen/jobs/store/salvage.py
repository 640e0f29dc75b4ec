"""What a damaged store still gives: its rows, one by one, as far as they can be read.

Readings are not among them: the articles give them again, and nothing would show that one of
them is not as it was.  An article has its hash, and feeds do not give their old ones again.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from briefgen.jobs.store.encoding import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.jobs.store.database import Store

# In this order, since rows refer to rows of tables before their own.
_TABLES = (
    *("run", "edition", "meeting", "brief", "message", "delivery", "job_article"),
    *("article", "feed_article"),
)
_MOST = 200_000  # rows between two damaged places that are looked for one by one

UNKNOWN = "The store was rebuilt, and it is not known whether this was sent; nothing is sent again by itself."
"""What stands as the answer at a recipient for whom a message was waiting."""


def salvage(path: Path, store: Store) -> dict[str, int]:
    """Copy into a new store what the file at ``path`` gives; return how many rows of each table that is.

    No mail goes out because of it: where a message waited, it is dropped, since it may have
    been sent after all.  Runs that were stopped on their way count as failed, or as done if
    their mails were queued.
    """
    counts = dict.fromkeys(_TABLES, 0)
    with suppress(sqlite3.Error), closing(_reading(path)) as old, store.transaction() as new:
        for table in _TABLES:
            columns = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
            for row in _rows(old, table, columns):
                if table != "article" or _is_sound(row):
                    counts[table] += _put(new, table, columns, row)
        new.execute("UPDATE delivery SET state = 'dropped', answer = ? WHERE state = 'waiting'", (UNKNOWN,))
        new.execute("UPDATE run SET state = 'failed' WHERE state IN ('planned', 'rendered')")
        new.execute("UPDATE run SET state = 'done' WHERE state = 'queued'")
    return counts


def _is_sound(row: tuple[Any, ...]) -> bool:
    """Tell whether an article is as it was when it was kept."""
    key, data = row
    return isinstance(data, bytes) and key_of(data) == key


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _put(new: sqlite3.Connection, table: str, columns: list[str], row: tuple[Any, ...]) -> int:
    """Insert a row unless it contradicts the new store; return how many rows that are."""
    marks = ", ".join("?" for _ in columns)
    try:
        cursor = new.execute(
            f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
            row,
        )
    except sqlite3.IntegrityError:
        return 0
    return cursor.rowcount


def _rows(old: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table: from the first to the first damage, from the last back, and those between."""
    chosen = ", ".join(columns)
    if table == "job_article":  # it has no row numbers
        for row in _until_damage(old, f"SELECT 0, {chosen} FROM {table}"):  # noqa: S608
            yield row[1:]
        return
    query = f"SELECT rowid, {chosen} FROM {table}"  # noqa: S608
    low = 0
    for row in _until_damage(old, f"{query} ORDER BY rowid"):
        low = row[0]
        yield row[1:]
    high = low
    for row in _until_damage(old, f"{query} WHERE rowid > ? ORDER BY rowid DESC", low):
        high = row[0]
        yield row[1:]
    for number in range(low + 1, min(high, low + _MOST)):
        for row in _until_damage(old, f"{query} WHERE rowid = ?", number):
            yield row[1:]


def _until_damage(old: sqlite3.Connection, query: str, *values: Any) -> Iterable[tuple[Any, ...]]:
    with suppress(sqlite3.DatabaseError):
        yield from old.execute(query, values)
