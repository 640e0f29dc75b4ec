"""The edition of a run: its analysis, what of it is news, and the documents."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefgen import pipeline
from briefgen.analysis_json import to_json
from briefgen.exceptions import NothingReadError
from briefgen.jobs.fingerprint import settings_hash
from briefgen.jobs.identity import Compared, Comparison, everything, identities
from briefgen.jobs.store.runs import file_hash
from briefgen.pipeline import SILENT, BuildResult, Readings
from briefgen.selection import narrow, without_meeting

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from briefgen.jobs.outcome import Outcome
    from briefgen.jobs.settings import Job
    from briefgen.jobs.store.memory import Memory
    from briefgen.jobs.store.runs import Run, Runs
    from briefgen.model import Analysis
    from briefgen.pipeline import BuildPlan, Collected, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a job knows after a run: ``whole`` is all that its articles say, ``analysis`` what it asks for."""

    whole: Analysis
    analysis: Analysis
    compared: Compared

    def keep(self, runs: Runs, run: Run, memory: Memory) -> None:
        """Make this the edition of the job; part of the caller's transaction."""
        known = identities(self.analysis, self.compared.earlier, runs.identities(), run.id)
        text = json.dumps(to_json(self.analysis), ensure_ascii=True, allow_nan=False)
        runs.keep_edition(run, text, [memory.key(article) for article in self.analysis.articles])
        runs.keep_meetings(run, known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What a run has made.

    ``result`` has the meetings that are ``news`` and the files about them, ``written`` path,
    content and hash of each new file.
    """

    edition: Edition
    news: frozenset[str]
    result: BuildResult
    written: tuple[tuple[Path, str, str], ...]
    unchanged: int

    def tell(self, outcome: Outcome) -> None:
        """Fill in the outcome of the run."""
        analysis = self.edition.analysis
        paths = {article.id: article.path for article in analysis.articles}
        outcome.without_meeting = [paths[article] for article in without_meeting(self.edition.whole)]
        outcome.skipped = analysis.skipped
        outcome.warnings = self.result.warnings
        outcome.files = self.result.files
        counts = outcome.counts
        counts.meetings, counts.news = len(analysis.meetings), len(self.news)
        counts.written, counts.unchanged = len(self.written), self.unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Makes the edition of one run; ``moment`` is the time that its documents bear."""

    job: Job
    moment: dt.datetime
    runs: Runs
    memory: Memory
    comparison: Comparison
    model: str | None = None
    executor: Executor | None = None
    progress: Progress = SILENT

    def read(self, found: Collected) -> Edition:
        """Read what is new, put it together, and compare it with the last edition."""
        try:
            readings = pipeline.read_collected(
                found, model=self.model, executor=self.executor, progress=self.progress, cache=self.memory
            )
        except NothingReadError as error:
            if any("could not be read" in item.reason for item in error.skipped):
                raise
            readings = Readings(articles=(), readings=(), skipped=error.skipped)  # all in other languages
        self.memory.flush()
        whole = pipeline.combine(readings)
        analysis = narrow(whole, self.plan.selection)
        earlier = self.runs.edition()
        compared = self.comparison(earlier, analysis) if earlier else everything(analysis)
        return Edition(whole=whole, analysis=analysis, compared=compared)

    def write(self, edition: Edition) -> Edited:
        """Write the documents that differ from what earlier runs have left."""
        news = edition.compared.news & self._touched(edition.analysis)
        ledger = _Ledger(self.runs.documents())
        result = pipeline.write_documents(
            edition.whole,
            self.job.directory,
            plan=self.plan,
            now=self.moment,
            progress=self.progress,
            ledger=ledger,
        )
        return Edited(
            edition=edition,
            news=news,
            result=_about_news(result, news, ledger),
            written=tuple(ledger.written),
            unchanged=len(result.files) - len(ledger.written),
        )

    @property
    def plan(self) -> BuildPlan:
        """The job's plan, with the bound that counts back from the day of the run."""
        plan = self.job.plan
        if self.job.last_days is None:
            return plan
        since = self.moment.date() - dt.timedelta(days=self.job.last_days)
        selection = replace(plan.selection, since=max(since, plan.selection.since or since))
        return replace(plan, selection=selection)

    def _touched(self, analysis: Analysis) -> frozenset[str]:
        """Return the meetings that rest on an article that no edition has had; all, if the settings changed.

        So a folder that is away for one run and back for the next brings no news.
        """
        if self.runs.takes_over():
            return frozenset()
        last, seen = self.runs.last_good(), self.runs.seen()
        changed = last is None or last.fingerprint.partition("-")[0] != settings_hash(self.job)
        new = {article.id for article in analysis.articles if self.memory.key(article) not in seen}
        return frozenset(
            m.id for m in analysis.meetings if changed or any(link.article in new for link in m.articles)
        )


def _about_news(result: BuildResult, news: frozenset[str], ledger: _Ledger) -> BuildResult:
    """Return a build with the meetings that are news, and the files about them or about all."""
    about = ledger.about
    return replace(
        result,
        meetings=tuple(meeting for meeting in result.meetings if meeting.id in news),
        files=tuple(f for f in result.files if about.get(f) is None or about[f] in news) if news else (),
    )


@dataclass(slots=True)
class _Ledger:
    """Tells which documents are as an earlier run, or the one that is taken up, has left them."""

    known: dict[str, tuple[str, str]]
    about: dict[Path, str | None] = field(default_factory=dict)
    written: list[tuple[Path, str, str]] = field(default_factory=list)

    def is_current(self, path: Path, content: str, meeting: str | None) -> bool:
        self.about[path] = meeting
        known = self.known.get(str(path))
        return known is not None and known[0] == content and file_hash(path) == known[1]

    def wrote(self, path: Path, content: str, data: bytes) -> None:
        self.written.append((path, content, hashlib.sha256(data).hexdigest()))
