"""Builds when articles come into folders, and stays up for more."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from briefgen import pipeline
from briefgen.jobs.arrivals import Arrivals, Found, lies_in, own_documents, scan
from briefgen.jobs.recollection import Recollection

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from briefgen.model import Skipped
    from briefgen.pipeline import BuildPlan, BuildResult, Progress

RESCAN = 30.0  # seconds after which folders are looked into without a notice: some file systems give none
_MANY = 32  # new articles from which on further processes are worth their start


class StoppedError(Exception):
    """The program is to end, in the middle of a build."""


class Stop(Protocol):
    """Tells whether to end."""

    def is_set(self) -> bool:
        """Tell whether to end."""


@dataclass(slots=True)
class Heedful:
    """Progress that ends a build when the program is to end."""

    progress: Progress
    stop: Stop

    def begin(self, doing: str, total: int) -> None:
        """Hear that a kind of work begins.  Raises ``StoppedError``."""
        self._heed()
        self.progress.begin(doing, total)

    def advance(self) -> None:
        """Hear that a step is done.  Raises ``StoppedError``."""
        self._heed()
        self.progress.advance()

    def _heed(self) -> None:
        if self.stop.is_set():
            raise StoppedError


@dataclass(slots=True, kw_only=True)
class Builder:
    """Builds again and again what lies in folders; each article is read once."""

    output: Path
    plan: BuildPlan
    clock: Callable[[], dt.datetime]
    model: str | None = None
    processes: int = 1
    memory: Recollection = field(default_factory=Recollection)

    def build(self, paths: Iterable[str], skipped: Sequence[Skipped], progress: Progress) -> BuildResult:
        """Return what a build of these files gives; raises ``BriefgenError`` as ``pipeline.build`` does."""
        memory = self.memory
        memory.forget()
        found = pipeline.collect(paths, others=skipped, cache=memory, progress=progress)
        new = sum(memory.reading(article) is None for article in found.articles)
        with pipeline.workers(self.processes if new >= _MANY else 1) as executor:
            read = pipeline.read_collected(
                found, model=self.model, executor=executor, cache=memory, progress=progress
            )
        return pipeline.write_documents(
            pipeline.combine(read),
            self.output,
            plan=self.plan,
            now=self.clock(),
            progress=progress,
            ledger=memory,
        )


def watch(
    folders: Sequence[str],
    output: Path,
    *,
    settle: float,
    stop: Stop,
    build: Callable[[Found], None],
) -> None:
    """Call ``build`` with the whole files of the folders at first, and after every change, until ``stop`` is set.

    ``settle`` is for how many seconds a file must be unchanged.  What is written to
    ``output`` is no change.
    """
    import watchfiles

    own = own_documents(folders, output)
    arrivals, looked, step = Arrivals(settle), float("-inf"), max(50, min(500, int(settle * 250)))
    notices = watchfiles.watch(
        *folders,
        watch_filter=lambda _, path: own is None or not lies_in(path, own),
        debounce=200,
        rust_timeout=step,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
        ignore_permission_denied=True,
    )
    for notice in notices:
        now = time.monotonic()
        if not (notice or arrivals.is_pending or now - looked >= RESCAN):
            continue
        looked, found = now, scan(folders, output)
        arrivals.look(found.files, now)
        if arrivals.is_ready(now):
            whole = arrivals.whole(now)
            arrivals.built(whole)
            build(Found(whole, found.skipped))
            looked = float("-inf")  # something may have come meanwhile
