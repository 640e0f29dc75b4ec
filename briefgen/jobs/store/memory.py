"""What was read before: files as they were, their articles, and what these say."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from briefgen import clock
from briefgen.ingest import lasts
from briefgen.jobs.store.encoding import addressed, canonical, decode, encode, key_of
from briefgen.jobs.store.faults import damages_told
from briefgen.jobs.store.versions import extractor_version, ingest_version
from briefgen.model import Article, Reading, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from briefgen.jobs.store.database import Store

BATCH = 32  # new readings that are kept together: what a killed run loses at most
MANY = 500  # files, likewise: opening them is quick
SETTLED = 2_000_000_000  # nanoseconds after which a file's time of change tells of every change (FAT's is the coarsest)

_FILE = "INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?, ?, ?)"
_ARTICLE = "INSERT OR IGNORE INTO article VALUES (?, ?)"
_READING = "INSERT OR REPLACE INTO reading VALUES (?, ?, ?)"


class Memory:
    """The cache of a run (``pipeline.Cache``) in a store; ``flush`` keeps what is still to be written.

    ``opened`` counts the files that were opened, ``read`` the articles that were read anew.
    """

    def __init__(self, store: Store, *, model: str | None = None) -> None:
        self._store = store
        self._ingest = ingest_version()
        self._extractor = extractor_version(model)
        self._keys: dict[str, str] = {}  # id of an article → its key
        self._pending: list[tuple[str, Sequence[Any]]] = []
        self._unkept = 0
        self.opened = 0
        self.read = 0

    def article(self, path: str, read: Callable[[str], Article | Skipped]) -> Article | Skipped:
        """Return what a file gives, from the store if its size and time of change are as they were."""
        before = _state(path)
        if before is not None and (known := self._file(path, before)) is not None:
            return known
        self.opened += 1
        result = read(path)
        if before is not None and before == _state(path) and clock.system_ns() - before[1] > SETTLED:
            self._remember_file(path, before, result)
        return result

    def key(self, article: Article) -> str:
        """Return the key of an article, which it has in common with copies of it at other places."""
        if article.id not in self._keys:
            self._keys[article.id] = key_of(encode(canonical(article)))
        return self._keys[article.id]

    def reading(self, article: Article) -> Reading | None:
        """Return what the article says, if this version of the program has read it before."""
        query = "SELECT data FROM reading WHERE article = ? AND extractor = ?"
        row = self._one(query, self.key(article), self._extractor)
        try:
            return addressed(decode(row[0], Reading), article.id) if row else None
        except msgspec.DecodeError:
            return None  # it is read again, and replaced

    def remember(self, article: Article, reading: Reading) -> None:
        """Take in what an article says; it is kept with the next batch."""
        self.read += 1
        data = encode(canonical(article))
        key = self._keys[article.id] = key_of(data)
        self._pending.append((_ARTICLE, (key, data)))
        plain = addressed(reading, canonical(article).id)
        self._pending.append((_READING, (key, self._extractor, encode(plain))))
        self._unkept += 1
        if self._unkept >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Keep everything that was remembered."""
        if self._pending:
            with self._store.transaction() as connection:
                for statement, values in self._pending:
                    connection.execute(statement, values)
        self._pending.clear()
        self._unkept = 0

    def prune(self) -> None:
        """Forget files that are gone, old readings, and articles that no file, feed or last edition names."""
        connection = self._store.connection
        with self._store.transaction():
            paths = [path for (path,) in connection.execute("SELECT path FROM file")]
            gone = [(path,) for path in paths if not Path(path).exists()]
            connection.executemany("DELETE FROM file WHERE path = ?", gone)
            connection.execute("DELETE FROM file WHERE ingest_version <> ?", (self._ingest,))
            connection.execute(
                "DELETE FROM article WHERE key NOT IN"
                " (SELECT job_article.article FROM job_article JOIN edition USING (job, run))"
                " AND key NOT IN (SELECT value FROM file, json_each(file.articles))"
                " AND key NOT IN (SELECT article FROM feed_article)"
            )
            connection.execute("DELETE FROM reading WHERE extractor <> ?", (self._extractor,))

    def _file(self, path: str, state: tuple[int, int]) -> Article | Skipped | None:
        row = self._one(
            "SELECT article.data, file.skipped FROM file"
            " LEFT JOIN article ON article.key = json_extract(file.articles, '$[0]')"
            " WHERE path = ? AND size = ? AND changed_ns = ? AND ingest_version = ?",
            *(os.path.abspath(path), *state, self._ingest),  # noqa: PTH100 - Path folds what is given
        )
        if row is None:
            return None
        data, reasons = row
        try:
            if data is not None:
                return replace(decode(data, Article), path=path)
            told = msgspec.json.decode(reasons, type=list[str])
        except msgspec.DecodeError:
            return None  # it is opened again, and replaced
        return Skipped(path, told[0]) if told else None

    def _remember_file(self, path: str, state: tuple[int, int], result: Article | Skipped) -> None:
        keys, reasons = [], []
        if isinstance(result, Article):
            data = encode(canonical(result))
            keys.append(key_of(data))
            self._pending.append((_ARTICLE, (keys[0], data)))
        elif lasts(result):
            reasons.append(result.reason)
        else:
            return
        where = os.path.abspath(path)  # noqa: PTH100 - as above
        self._pending.append((_FILE, (where, *state, self._ingest, json.dumps(keys), json.dumps(reasons))))
        if len(self._pending) >= MANY:
            self.flush()

    def _one(self, query: str, *values: Any) -> tuple[Any, ...] | None:
        with damages_told(self._store.path):
            row: tuple[Any, ...] | None = self._store.connection.execute(query, values).fetchone()
        return row


def _state(path: str) -> tuple[int, int] | None:
    """Return size and time of change of an ordinary file that SQLite can name, None for all else."""
    try:
        path.encode()
        info = Path(path).stat()
    except (OSError, ValueError):
        return None
    return (info.st_size, info.st_mtime_ns) if stat.S_ISREG(info.st_mode) else None
