"""The documents that the runs of a job have written, and which of them belong to its last edition.

A document whose meeting got another title or day stands under another name, and the file of
the old name is superseded.  It is removed where it is sure that nobody misses it: the job
wrote it itself, its bytes are still as written, its meeting has another file of the same
template and format in the last edition, and no job's last edition has a file of that name.
What a person has changed stays, and is left alone from then on.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from briefgen.jobs.store.runs import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file that a run wrote.

    ``content`` is a hash of all that it shows but its time and what is new in it, ``sha256``
    that of its bytes, ``meeting`` the identity of its meeting, None for a digest.
    """

    path: Path
    content: str
    sha256: str
    meeting: str | None
    template: str
    run: int = 0  # 0 for one that is not kept yet

    def is_whole(self) -> bool:
        """Tell whether the file is there as it was written."""
        return file_hash(self.path) == self.sha256


# Of several runs that wrote a path the last counts; what a failed run wrote counts for nothing.
_WRITTEN = (
    "SELECT path, content, sha256, meeting, template, max(run) AS run, is_current FROM brief"
    " JOIN run ON run.id = brief.run WHERE job = ? AND state <> 'failed' GROUP BY path"
)


class Documents:
    """The documents of one job in a store's tables; nothing here commits."""

    def __init__(self, connection: sqlite3.Connection, job: str) -> None:
        self._connection = connection
        self._job = job

    def written(self) -> dict[Path, Document]:
        """Return each document as it was last written."""
        return {document.path: document for document in self._those("1")}

    def current(self) -> tuple[Document, ...]:
        """Return the documents of the last edition."""
        return self._those("is_current")

    def keep(self, run: Run, documents: Iterable[Document]) -> None:
        """Note what a run wrote."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO brief (run, path, sha256, content, meeting, template)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            [(run.id, str(d.path), d.sha256, d.content, d.meeting, d.template) for d in documents],
        )

    def publish(self, paths: Iterable[Path]) -> None:
        """Make these the documents of the last edition."""
        numbers = {document.path: document.run for document in self._those("1")}
        execute = self._connection.execute
        execute(
            "UPDATE brief SET is_current = 0 WHERE is_current AND run IN (SELECT id FROM run WHERE job = ?)",
            (self._job,),
        )
        rows = [(numbers[path], str(path)) for path in paths if path in numbers]
        self._connection.executemany("UPDATE brief SET is_current = 1 WHERE run = ? AND path = ?", rows)

    def superseded(self) -> tuple[Document, ...]:
        """Return the documents whose meetings have others of the last edition in their place."""
        taken = {path for (path,) in self._connection.execute("SELECT path FROM brief WHERE is_current")}
        places = {_place(document) for document in self.current()}
        old = self._those("NOT is_current AND meeting IS NOT NULL")
        return tuple(d for d in old if _place(d) in places and str(d.path) not in taken)

    def disown(self, documents: Iterable[Document]) -> None:
        """Let the job have nothing to do with these any more."""
        self._connection.executemany(
            "DELETE FROM brief WHERE path = ? AND run IN (SELECT id FROM run WHERE job = ?)",
            [(str(document.path), self._job) for document in documents],
        )

    def _those(self, condition: str) -> tuple[Document, ...]:
        query = f"SELECT path, content, sha256, meeting, template, run FROM ({_WRITTEN}) WHERE {condition}"  # noqa: S608
        rows = self._connection.execute(f"{query} ORDER BY path", (self._job,))
        return tuple(
            Document(
                path=Path(path), content=content, sha256=sha256, meeting=meeting, template=template, run=run
            )
            for path, content, sha256, meeting, template, run in rows
        )


def remove(documents: Iterable[Document]) -> None:
    """Remove the files of documents, as far as they are still as they were written."""
    for document in documents:
        if document.is_whole():
            with suppress(OSError):  # nobody is harmed by a file too many
                document.path.unlink()


def file_hash(path: Path) -> str | None:
    """Return the SHA-256 of a file, None if it is not there or cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _place(document: Document) -> tuple[str | None, str, str]:
    return document.meeting, document.template, document.path.suffix
