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
from briefgen.jobs.identity import Compared, compared, everything, identities
from briefgen.jobs.store.documents import Document
from briefgen.pipeline import SILENT, BuildResult, Readings
from briefgen.selection import narrow, without_meeting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from briefgen.jobs.outcome import Outcome
    from briefgen.jobs.settings import Job
    from briefgen.jobs.store.documents import Documents
    from briefgen.jobs.store.memory import Memory
    from briefgen.jobs.store.runs import Run, Runs
    from briefgen.model import Analysis
    from briefgen.pipeline import BuildPlan, Collected, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a job knows after a run: ``whole`` is all that its articles say, ``analysis`` what it asks for.

    ``identities`` has by its id what stays of a meeting from run to run.
    """

    whole: Analysis
    analysis: Analysis
    compared: Compared
    identities: Mapping[str, str]

    def keep(self, runs: Runs, run: Run, memory: Memory) -> None:
        """Make this the edition of the job; part of the caller's transaction."""
        told = to_json(self.analysis, created=run.moment)
        text = json.dumps(told, ensure_ascii=True, allow_nan=False)
        runs.keep_edition(run, text, [memory.key(article) for article in self.analysis.articles])
        runs.keep_meetings(run, self.identities)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """What a run has made.

    ``result`` has the meetings that are ``news`` and the files about them, ``files`` are all
    of the edition and ``written`` those of them that had to be written.
    """

    edition: Edition
    news: frozenset[str]
    result: BuildResult
    files: tuple[Path, ...]
    written: tuple[Document, ...]

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
        counts.written, counts.unchanged = len(self.written), len(self.files) - len(self.written)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Makes the edition of one run, whose documents bear the run's moment."""

    job: Job
    run: Run
    runs: Runs
    documents: Documents
    memory: Memory
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
        selection = self.plan.selection
        analysis = narrow(whole, selection)
        last = self.runs.edition()
        beside = compared(last, whole, selection) if last else everything(analysis)
        known = identities(analysis, beside.earlier, self.runs.identities(), self.run.id)
        return Edition(whole=whole, analysis=analysis, compared=beside, identities=known)

    def write(self, edition: Edition) -> Edited:
        """Write the documents about the news, and others that differ from what earlier runs have left.

        A document about a meeting of which there is no news goes on saying what was new in the
        edition that it comes from.
        """
        news = self._news(edition)
        ledger = _Ledger(
            known=self.documents.written(), news=news, identities=edition.identities, run=self.run.id
        )
        result = pipeline.write_documents(
            edition.whole,
            self.job.directory,
            plan=self.plan,
            now=self.run.moment,
            changes=edition.compared.changes,
            progress=self.progress,
            ledger=ledger,
        )
        return Edited(
            edition=edition,
            news=news,
            result=_about_news(result, news, ledger),
            files=result.files,
            written=tuple(ledger.written),
        )

    @property
    def plan(self) -> BuildPlan:
        """The job's plan, with the bound that counts back from the day of the run."""
        plan = self.job.plan
        if self.job.last_days is None:
            return plan
        since = self.run.moment.date() - dt.timedelta(days=self.job.last_days)
        selection = replace(plan.selection, since=max(since, plan.selection.since or since))
        return replace(plan, selection=selection)

    def _news(self, edition: Edition) -> frozenset[str]:
        """Return the meetings to be reported: of which an article tells news that no edition has had.

        So a folder that is away for one run and back for the next brings no news.  Settings
        that have changed bring the meetings that the last edition did not list.
        """
        if self.runs.takes_over():
            return frozenset()
        last, seen, analysis = self.runs.last_good(), self.runs.seen(), edition.analysis
        changed = last is None or last.fingerprint.partition("-")[0] != settings_hash(self.job)
        new = {article.id for article in analysis.articles if self.memory.key(article) not in seen}
        touched = {m.id for m in analysis.meetings if any(link.article in new for link in m.articles)}
        listed = frozenset(m.id for m in analysis.meetings)
        unlisted = edition.compared.unlisted if changed else frozenset()
        return (edition.compared.news & touched) | (unlisted & listed)


def _about_news(result: BuildResult, news: frozenset[str], ledger: _Ledger) -> BuildResult:
    """Return a build with the meetings that are news, and the files about them or about all."""
    about = ledger.about
    return replace(
        result,
        meetings=tuple(meeting for meeting in result.meetings if meeting.id in news),
        files=tuple(f for f in result.files if about[f][0] is None or about[f][0] in news) if news else (),
    )


@dataclass(slots=True, kw_only=True)
class _Ledger:
    """Tells which documents are as an earlier run, or the one that is taken up, has left them."""

    known: Mapping[Path, Document]
    news: frozenset[str]
    identities: Mapping[str, str]
    run: int
    about: dict[Path, tuple[str | None, str]] = field(default_factory=dict)  # meeting's id, template
    written: list[Document] = field(default_factory=list)

    def is_current(self, path: Path, content: str, *, meeting: str | None, template: str) -> bool:
        self.about[path] = meeting, template
        known = self.known.get(path)
        if known is None or known.content != content:
            return False
        has_news = bool(self.news) if meeting is None else meeting in self.news
        return known.is_whole() and (known.run == self.run or not has_news)

    def wrote(self, path: Path, content: str, data: bytes) -> None:
        meeting, template = self.about[path]
        document = Document(
            path=path,
            content=content,
            sha256=hashlib.sha256(data).hexdigest(),
            meeting=self.identities.get(meeting) if meeting else None,
            template=template,
        )
        self.written.append(document)
