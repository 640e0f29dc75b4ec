"""The runs of jobs, the last edition of each, and the meetings that it has."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping


class State(StrEnum):
    """How far a run is.

    From ``QUEUED`` on its news are reported: the mails stand in the outbox, the edition is kept.
    """

    PLANNED = "planned"
    RENDERED = "rendered"
    QUEUED = "queued"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a job; ``moment`` is the time that its documents bear."""

    id: int
    job: str
    fingerprint: str
    moment: dt.datetime
    state: State
    summary: Mapping[str, Any]


_COLUMNS = "id, job, fingerprint, moment, state, summary"


class Runs:
    """The runs of one job in a store's tables; nothing here commits."""

    def __init__(self, connection: sqlite3.Connection, job: str) -> None:
        self._connection = connection
        self.job = job

    def last_good(self) -> Run | None:
        """Return the last run whose news are reported."""
        return self._newest("state IN ('queued', 'done')")

    def unfinished(self) -> Run | None:
        """Return the run that was stopped on its way, if the last one was."""
        run = self._newest("1")
        return run if run and run.state in {State.PLANNED, State.RENDERED, State.QUEUED} else None

    def told(self, day: dt.date) -> bool:
        """Tell whether a run of that day has reported, or said that there is nothing to report."""
        rows = self._connection.execute(
            "SELECT moment FROM run WHERE job = ? AND state IN ('queued', 'done')"
            " AND json_extract(summary, '$.told') ORDER BY id DESC LIMIT 100",
            (self.job,),
        )
        # The day was taken where the run took place, and the moment has kept that zone.
        return any(dt.datetime.fromisoformat(moment).date() == day for (moment,) in rows)

    def plan(self, fingerprint: str, moment: dt.datetime) -> Run:
        """Begin a run."""
        # As a run that takes this one up will read it: with an offset, and no name of a zone.
        moment = dt.datetime.fromisoformat(moment.isoformat())
        cursor = self._connection.execute(
            "INSERT INTO run (job, fingerprint, moment, state, started) VALUES (?, ?, ?, 'planned', ?)",
            (self.job, fingerprint, moment.isoformat(), utc(moment)),
        )
        return Run(int(cursor.lastrowid or 0), self.job, fingerprint, moment, State.PLANNED, {})

    def advance(self, run: Run, state: State, summary: Mapping[str, Any] | None = None) -> None:
        """Note how far a run is, and what there is to say of it."""
        self._connection.execute("UPDATE run SET state = ? WHERE id = ?", (state.value, run.id))
        if summary is not None:
            text = json.dumps(summary, sort_keys=True)
            self._connection.execute("UPDATE run SET summary = ? WHERE id = ?", (text, run.id))

    def end(
        self, run: Run, state: State, ended: dt.datetime, summary: Mapping[str, Any] | None = None
    ) -> None:
        """Note that a run has ended."""
        self.advance(run, state, summary)
        self._connection.execute("UPDATE run SET ended = ? WHERE id = ?", (utc(ended), run.id))

    def edition(self) -> str | None:
        """Return the analysis of the last edition as JSON, None before the first."""
        query = "SELECT analysis FROM edition WHERE job = ?"
        row = self._connection.execute(query, (self.job,)).fetchone()
        return row[0] if row else None

    def keep_edition(self, run: Run, analysis: str, articles: Iterable[str]) -> None:
        """Make this run's analysis the edition of the job, resting on the articles with these keys."""
        execute = self._connection.execute
        execute("INSERT OR REPLACE INTO edition VALUES (?, ?, ?)", (self.job, run.id, analysis))
        rows = [(self.job, key, run.id) for key in articles]
        self._connection.executemany("INSERT OR REPLACE INTO job_article VALUES (?, ?, ?)", rows)

    def seen(self) -> frozenset[str]:
        """Return the keys of all articles on which an edition of the job has rested."""
        rows = self._connection.execute("SELECT article FROM job_article WHERE job = ?", (self.job,))
        return frozenset(key for (key,) in rows)

    def takes_over(self) -> bool:
        """Tell whether the next edition is to count as reported, since nobody knows what was, after a rebuild."""
        row = self._connection.execute(
            "SELECT 1 FROM run WHERE job = ?1 AND json_extract(summary, '$.take_over')"
            " AND id > coalesce((SELECT run FROM edition WHERE job = ?1), 0)",
            (self.job,),
        ).fetchone()
        return row is not None

    def identities(self) -> dict[str, str]:
        """Return the identity of each meeting that the job knows, by its id in the edition that had it last."""
        rows = self._connection.execute(
            "SELECT current_id, identity FROM meeting WHERE job = ? ORDER BY last_run", (self.job,)
        )
        return dict(rows)

    def keep_meetings(self, run: Run, identities: Mapping[str, str]) -> None:
        """Note which meetings this run has; ``identities`` gives the identity by the present id."""
        self._connection.executemany(
            "INSERT INTO meeting VALUES (?, ?, ?, ?, ?) ON CONFLICT (job, identity)"
            " DO UPDATE SET current_id = excluded.current_id, last_run = excluded.last_run",
            [(self.job, identity, present, run.id, run.id) for present, identity in identities.items()],
        )

    def forget(self, *, keep: int = 500) -> None:
        """Forget old runs that found nothing to report or failed, but for the last ``keep`` runs."""
        self._connection.execute(
            "DELETE FROM run WHERE job = ?1 AND NOT coalesce(json_extract(summary, '$.told'), 0)"
            " AND (state = 'failed' OR state = 'done' AND json_extract(summary, '$.result') = 'nothing')"
            " AND id NOT IN (SELECT run FROM edition)"
            " AND id NOT IN (SELECT run FROM job_article) AND id NOT IN (SELECT last_run FROM meeting)"
            " AND id NOT IN (SELECT first_run FROM meeting) AND id NOT IN (SELECT run FROM brief)"
            " AND id NOT IN (SELECT run FROM message WHERE run IS NOT NULL)"
            " AND id NOT IN (SELECT id FROM run WHERE job = ?1 ORDER BY id DESC LIMIT ?2)",
            (self.job, keep),
        )

    def _newest(self, condition: str) -> Run | None:
        query = f"SELECT {_COLUMNS} FROM run WHERE job = ? AND {condition} ORDER BY id DESC LIMIT 1"  # noqa: S608
        row = self._connection.execute(query, (self.job,)).fetchone()
        return _run(row) if row else None


def _run(row: tuple[Any, ...]) -> Run:
    number, job, fingerprint, moment, state, summary = row
    told = json.loads(summary) if summary else {}
    return Run(number, job, fingerprint, dt.datetime.fromisoformat(moment), State(state), told)


def utc(moment: dt.datetime) -> str:
    """Write a time as the store keeps it."""
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds")
