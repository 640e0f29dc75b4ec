"""What the store knows of past runs and of the mail that waits: for looking, never for changing."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from briefgen.jobs.store import Store
from briefgen.jobs.store.faults import damages_told
from briefgen.jobs.store.runs import State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_UNFINISHED = frozenset({State.PLANNED, State.RENDERED, State.QUEUED})


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """One run as the store keeps it; times are aware, ``ended`` is None for one that was stopped."""

    id: int
    job: str
    state: State
    started: dt.datetime
    ended: dt.datetime | None
    summary: Mapping[str, Any]

    @property
    def seconds(self) -> float | None:
        """The seconds that it took; a clock that was set back meanwhile makes it none."""
        return max(0.0, (self.ended - self.started).total_seconds()) if self.ended else None

    @property
    def is_unfinished(self) -> bool:
        """Tell whether it is at work, or was stopped on its way and is to be taken up."""
        return self.state in _UNFINISHED

    @property
    def result(self) -> str:
        """In one word, how it ended."""
        if self.state is State.FAILED:
            return "failed"
        return "unfinished" if self.is_unfinished else str(self.summary.get("result", "done"))

    @property
    def error(self) -> str | None:
        """The reason of a failed one."""
        told = self.summary.get("error")
        return str(told) if told else None

    def count(self, name: str) -> int:
        """Return a number from its summary: articles, read, news, written…."""
        counts = self.summary.get("counts")
        return int(counts.get(name, 0)) if isinstance(counts, dict) else 0

    @property
    def skipped(self) -> tuple[tuple[str, str], ...]:
        """What it could not read, as paths and reasons."""
        told = self.summary.get("skipped") or ()
        return tuple((str(item["path"]), str(item["reason"])) for item in told)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailState:
    """The mail of one job: recipients who wait, since when the oldest does, and who were refused last."""

    waiting: int = 0
    since: dt.datetime | None = None
    refused: int = 0  # by the last run that sent anything


class Past:
    """The runs and mails in a store, open while it is entered.

    A store that does not exist yet knows nothing, and is not made.  Entering and looking raise
    ``StoreError``.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._store: Store | None = None

    def __enter__(self) -> Self:
        self._store = Store.open(self.path) if self.path.exists() else None
        return self

    def __exit__(self, *_: object) -> None:
        if self._store:
            self._store.close()

    def last(self, job: str) -> PastRun | None:
        """Return the last run of a job."""
        found = self.runs((job,), limit=1)
        return found[0] if found else None

    def runs(self, jobs: Sequence[str] = (), *, limit: int) -> list[PastRun]:
        """Return the last runs, newest first, of the jobs named or of all."""
        where = f"WHERE job IN ({', '.join('?' * len(jobs))})" if jobs else ""
        query = (
            f"SELECT id, job, state, started, ended, summary FROM run {where}"  # noqa: S608 - question marks alone
            " ORDER BY id DESC LIMIT ?"
        )
        return [_past(row) for row in self._rows(query, *jobs, limit)]

    def mail(self, job: str) -> MailState:
        """Return what has become of the mail of a job."""
        ((waiting, since),) = self._rows(
            "SELECT count(*), min(message.created) FROM delivery JOIN message ON message.id = delivery.message"
            " JOIN run ON run.id = message.run WHERE run.job = ? AND delivery.state = 'waiting'",
            job,
        ) or [(0, None)]
        ((refused,),) = self._rows(
            "SELECT count(*) FROM delivery JOIN message ON message.id = delivery.message"
            " WHERE delivery.state = 'refused' AND message.run ="
            " (SELECT max(run.id) FROM run JOIN message AS sent ON sent.run = run.id WHERE run.job = ?)",
            job,
        ) or [(0,)]
        return MailState(waiting=waiting, since=_time(since), refused=refused)

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        if self._store is None:
            return []
        with damages_told(self.path):
            return self._store.connection.execute(query, values).fetchall()


def _past(row: tuple[Any, ...]) -> PastRun:
    number, job, state, started, ended, summary = row
    return PastRun(
        id=number,
        job=job,
        state=State(state),
        started=dt.datetime.fromisoformat(started),
        ended=_time(ended),
        summary=json.loads(summary) if summary else {},
    )


def _time(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None
