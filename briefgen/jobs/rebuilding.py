"""A new store in place of a damaged one: what the old one and the inputs still give.

Which mails were delivered may be lost.  So that none goes out twice, all that the inputs hold
at this time counts as reported; what came in since the last run is briefed with the next
change of its meeting.  The damaged file is put aside, never deleted.
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.exceptions import BriefgenError
from briefgen.jobs import locks
from briefgen.jobs.fingerprint import fingerprint
from briefgen.jobs.outcome import Outcome
from briefgen.jobs.runner import JobRun, Runner
from briefgen.jobs.store import Store
from briefgen.jobs.store.database import COMPANIONS
from briefgen.jobs.store.faults import damages_told
from briefgen.jobs.store.runs import Runs, State
from briefgen.jobs.store.salvage import salvage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from concurrent.futures import Executor

    from briefgen.jobs.settings import Job, Settings
    from briefgen.pipeline import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What has become of a store: where the old file is, and what was saved.

    ``salvaged`` counts rows by table, ``reported`` for each job the articles that count as
    reported, ``failed`` has for a job why its inputs could not be read: what its next run finds counts as reported.
    """

    aside: Path | None
    salvaged: Mapping[str, int]
    reported: Mapping[str, int]
    failed: Mapping[str, str]


def rebuild(
    settings: Settings, *, clock: Callable[[], dt.datetime], executor: Executor | None, progress: Progress
) -> Rebuilt:
    """Make a new store in place of the one that the settings name, while no job runs.

    The new one is made beside the old one and takes its place in one step.  Raises
    ``BusyError`` if a job is at work, ``StoreError`` if the new store cannot be made.
    """
    path = settings.store
    scratch = path.with_name(f"{path.name}.new")
    with ExitStack() as held:
        for job in settings.jobs:
            held.enter_context(locks.of_job(path, job.name))
        held.enter_context(locks.of_outbox(path, patience=0))
        held.enter_context(damages_told(path))
        _remove(scratch)
        reported: dict[str, int] = {}
        failed: dict[str, str] = {}
        with Store.open(scratch) as store:
            salvaged = salvage(path, store)
            there = replace(settings, store=scratch)
            runner = Runner(settings=there, store=store, clock=clock, executor=executor, progress=progress)
            for job in settings.jobs:
                try:
                    reported[job.name] = _adopt(runner, job)
                except BriefgenError as error:
                    failed[job.name] = str(error)
                    _leave_to_next(runner, job)
        aside = _put_aside(path, clock())
        scratch.replace(path)
    return Rebuilt(aside=aside, salvaged=salvaged, reported=reported, failed=failed)


def _adopt(runner: Runner, job: Job) -> int:
    """Take all that a job's inputs hold for reported; return how many articles that are."""
    work = JobRun(runner, job, Outcome(job=job.name))
    found = work.collect()
    if found.articles:
        run = work.plan(fingerprint(job, map(work.memory.key, found.articles), found.skipped))
        edition = work.editor(run).read(found)
        with runner.store.transaction():
            edition.keep(work.runs, run, work.memory)
            work.runs.end(run, State.DONE, runner.clock(), {"result": "rebuilt", "told": False})
    return len(found.articles)


def _leave_to_next(runner: Runner, job: Job) -> None:
    """Let all that the next run of a job finds count as reported."""
    runs = Runs(runner.store.connection, job.name)
    with runner.store.transaction():
        run = runs.plan("", runner.clock())
        runs.end(run, State.DONE, runner.clock(), {"result": "rebuilt", "told": False, "take_over": True})


def _put_aside(path: Path, now: dt.datetime) -> Path | None:
    """Give the old store, and what stands beside it, a name that says what it is; None without one.

    Its log goes first: a store without its log lacks its last changes, while a log that is
    left beside another store would spoil that one.
    """
    if not path.exists():
        return None
    stem = f"{path.name}.damaged-{now:%Y%m%dT%H%M%S}"
    names = (path.with_name(stem if number == 1 else f"{stem}-{number}") for number in range(1, 1000))
    aside = next(name for name in names if not name.exists())
    for suffix in COMPANIONS:
        if Path(f"{path}{suffix}").exists():
            Path(f"{path}{suffix}").replace(f"{aside}{suffix}")
    try:
        os.link(path, aside)  # so that at no time there is no store, which would look like a first run
    except OSError:
        path.replace(aside)  # on a file system without links
    return aside


def _remove(scratch: Path) -> None:
    for suffix in ("", *COMPANIONS):
        Path(f"{scratch}{suffix}").unlink(missing_ok=True)
