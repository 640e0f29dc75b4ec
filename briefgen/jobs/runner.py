"""One run of a job: read what is new, say what is news, and end; safe to kill and to repeat.

A run goes planned → rendered → queued → done, each step kept in the store.  Its moment is
kept with the plan, so that a run that takes up one that was killed makes the same bytes and
the same Message-IDs.  Queuing is the step that reports: in one transaction the mails go into
the outbox, the edition and its meetings are kept.  Before it nothing has left the machine;
after it nothing is composed again.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen import pipeline
from briefgen.exceptions import BriefgenError, BusyError, ExitCode, MailError, NothingReadError
from briefgen.jobs import health, locks
from briefgen.jobs.editing import Edited, Editor
from briefgen.jobs.fingerprint import fingerprint
from briefgen.jobs.inputs import collect
from briefgen.jobs.leftovers import sweep
from briefgen.jobs.outcome import Outcome, Result
from briefgen.jobs.settings import WhenEmpty
from briefgen.jobs.store.archive import Archive
from briefgen.jobs.store.documents import Documents, remove
from briefgen.jobs.store.faults import damages_told
from briefgen.jobs.store.memory import Memory
from briefgen.jobs.store.runs import Run, Runs, State
from briefgen.pipeline import SILENT

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from briefgen.deliver.letter import Outgoing
    from briefgen.jobs.post import Post
    from briefgen.jobs.settings import Job, Settings
    from briefgen.jobs.store import Store
    from briefgen.pipeline import Collected, Progress

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Runner:
    """Runs jobs; ``post`` is None where no mail is set up, ``clock`` gives the present."""

    settings: Settings
    store: Store
    clock: Callable[[], dt.datetime]
    post: Post | None = None
    executor: Executor | None = None
    progress: Progress = SILENT

    def run(self, job: Job) -> Outcome:
        """Run one job once, however it ends; the outcome holds the error of one that failed."""

        def work(outcome: Outcome) -> None:
            health.ping(job, health.Sign.START)
            JobRun(self, job, outcome).work()

        outcome = self._told(job, work)
        if outcome.result is not Result.BUSY:
            well = outcome.exit_code() is ExitCode.OK
            health.ping(job, health.Sign.OK if well else health.Sign.FAIL)
        return outcome

    def rehearse(self, job: Job, letters: Path | None = None) -> Outcome:
        """Do all that a run would do but deliver, and leave what it would report to be reported.

        The messages go as .eml files into ``letters``, else into the job's folder.
        """
        from briefgen.jobs.rehearsal import rehearse

        folder = letters or job.directory
        return self._told(job, lambda outcome: rehearse(JobRun(self, job, outcome), folder))

    def _told(self, job: Job, work: Callable[[Outcome], None]) -> Outcome:
        outcome = Outcome(job=job.name)
        started = time.monotonic()
        log.info("begins", extra={"job": job.name})
        try:
            with locks.of_job(self.store.path, job.name), damages_told(self.store.path):
                work(outcome)
        except BriefgenError as error:
            outcome.result = Result.BUSY if isinstance(error, BusyError) else Result.FAILED
            outcome.error, outcome.status = str(error), error.exit_code
            if isinstance(error, NothingReadError):
                outcome.skipped = error.skipped
            log.error("%s", error, extra={"job": job.name})  # a sentence is enough
        except Exception as error:  # a fault of the program must not stop the other jobs
            outcome.result, outcome.status = Result.FAILED, ExitCode.ERROR
            what = " ".join(f"{type(error).__name__}: {error}".split())
            outcome.error = f"The program is at fault ({what}). Please report it."
            log.exception("%s", outcome.error, extra={"job": job.name})
        outcome.seconds = time.monotonic() - started
        log.info("ends: %s", outcome.result, extra={"job": job.name, "seconds": round(outcome.seconds, 3)})
        return outcome


@dataclass(slots=True)
class JobRun:
    """The work of one run of one job, under its lock."""

    runner: Runner
    job: Job
    outcome: Outcome
    runs: Runs = field(init=False)
    documents: Documents = field(init=False)
    memory: Memory = field(init=False)
    archive: Archive = field(init=False)

    def __post_init__(self) -> None:
        store, name = self.runner.store, self.job.name
        self.runs = Runs(store.connection, name)
        self.documents = Documents(store.connection, name)
        self.memory = Memory(store, model=self.runner.settings.model)
        self.archive = Archive(store, name)

    def work(self) -> None:
        """Take up what was stopped, then report what is new."""
        sweep(self.job.directory)
        unfinished = self.runs.unfinished()
        if unfinished and unfinished.state is State.QUEUED:
            self.deliver()
            self.finish(unfinished)
            unfinished = None
        try:
            found = self.collect()
        except BriefgenError as error:
            if unfinished is None:
                self.note(error)
            raise
        mark = fingerprint(self.job, map(self.memory.key, found.articles), found.skipped)
        if unfinished and unfinished.fingerprint != mark:
            self.end(
                unfinished, State.FAILED, {"error": "It was stopped, and its inputs have changed since."}
            )
            unfinished = None
        if unfinished is None and self.is_as_it_was(found, mark):
            self.rest(mark)
        else:
            self.report(unfinished or self.plan(mark), found)

    def is_as_it_was(self, found: Collected, mark: str) -> bool:
        """Tell whether there is nothing to do: no article, or all inputs and documents as the last run left them.

        Of a meeting that is known, a document that someone deleted is made again, and no news.
        """
        last = self.runs.last_good()
        if not found.articles:
            return True
        same = last is not None and last.fingerprint == mark
        return same and all(document.is_whole() for document in self.documents.current())

    def collect(self) -> Collected:
        """Return the articles of the job, unread; unchanged files are not opened."""
        found = collect(
            self.job,
            cache=self.memory,
            archive=self.archive,
            now=self.now(),
            progress=self.runner.progress,
        )
        self.memory.flush()
        self.outcome.skipped = found.skipped
        self.outcome.counts.articles = len(found.articles)
        self.outcome.counts.opened = self.memory.opened
        return found

    def now(self) -> dt.datetime:
        """Return the present, in the zone of the job's schedule where it has one."""
        now = self.runner.clock().replace(microsecond=0)
        return now.astimezone(self.job.schedule.zone) if self.job.schedule else now

    def plan(self, mark: str) -> Run:
        """Begin a run."""
        with self.runner.store.transaction():
            return self.runs.plan(mark, self.now())

    def report(self, run: Run, found: Collected) -> None:
        """Make the edition of a run, queue its mails, and deliver them."""
        try:
            edited = self.edit(run, found)
            with self.runner.store.transaction():
                self.documents.keep(run, edited.written)
                self.runs.advance(run, State.RENDERED)
            messages = self.messages(run, edited)
            self.outcome.result = Result.REPORTED if edited.news else Result.NOTHING
            self.queue(run, messages, edited)
        except BriefgenError as error:
            self.fail(run, error)
            raise
        self.deliver()
        self.finish(run)
        self.memory.prune()

    def editor(self, run: Run) -> Editor:
        """Return what makes the edition of a run."""
        return Editor(
            job=self.job,
            run=run,
            runs=self.runs,
            documents=self.documents,
            memory=self.memory,
            model=self.runner.settings.model,
            executor=self.runner.executor,
            progress=self.runner.progress,
        )

    def edit(self, run: Run, found: Collected) -> Edited:
        """Make the edition of a run and its documents; tell the outcome."""
        editor = self.editor(run)
        pipeline.check(editor.plan)
        edited = editor.write(editor.read(found))
        self.outcome.moment = run.moment.isoformat()
        self.outcome.counts.read = self.memory.read
        edited.tell(self.outcome)
        return edited

    def messages(self, run: Run, edited: Edited) -> Sequence[Outgoing]:
        """Return the mails of a run: about the news, or that there are none."""
        post, job = self.runner.post, self.job
        if post is None or not job.desks:
            return ()
        if edited.news:
            return post.messages(
                job,
                edited.result,
                fingerprint=run.fingerprint,
                now=run.moment,
                identities=edited.edition.identities,
            )
        return self.empty_handed(run.fingerprint, run.moment)

    def empty_handed(self, mark: str, moment: dt.datetime) -> Sequence[Outgoing]:
        """Return the mails that say that there is nothing to report: one a day, where the job wants them."""
        post, job = self.runner.post, self.job
        if post is None or not job.desks or job.when_empty is not WhenEmpty.TELL:
            return ()
        if self.runs.told(moment.date()):
            return ()
        # The same inputs may bring nothing on many days, and each day has a message of its own.
        return post.nothing(job, fingerprint=f"{mark}-{moment.date()}", now=moment)

    def queue(self, run: Run, messages: Sequence[Outgoing], edited: Edited | None) -> None:
        """Report: put the mails into the outbox and keep the edition, all or nothing."""
        self.outcome.messages = [message.message_id for message in messages]
        with self.runner.store.transaction() as connection:
            if messages and self.runner.post:
                self.runner.post.queue(connection, messages, run=run.id, now=self.runner.clock())
            if edited:
                edited.edition.keep(self.runs, run, self.memory)
                self.documents.publish(edited.files)
            self.runs.advance(run, State.QUEUED, self.summary())

    def rest(self, mark: str) -> None:
        """Note that there is nothing to report, tell it where the job wants that, send what waits."""
        run = self.plan(mark)
        self.outcome.moment = run.moment.isoformat()
        try:
            self.queue(run, self.empty_handed(mark, run.moment), None)
        except BriefgenError as error:
            self.fail(run, error)
            raise
        self.deliver()
        self.finish(run)

    def deliver(self) -> None:
        """Deliver what waits in the outbox, of this job and of others.

        A fault of the mail is told and stops nothing: what waits goes out with a later run.
        """
        runner, outcome = self.runner, self.outcome
        if runner.post is None or outcome.error:
            return
        try:
            with locks.of_outbox(runner.store.path):
                posted = runner.post.deliver(runner.store.connection, now=runner.clock())
        except BusyError as error:
            outcome.warnings = [*outcome.warnings, str(error)]
        except MailError as error:
            outcome.error, outcome.status = str(error), error.exit_code
        else:
            outcome.posted = outcome.posted.then(posted)

    def finish(self, run: Run) -> None:
        """Remove what the last edition supersedes, and note that a run has done all that it had to do."""
        superseded = self.documents.superseded()
        remove(superseded)
        with self.runner.store.transaction():
            self.documents.disown(superseded)
        self.end(run, State.DONE)
        with self.runner.store.transaction():
            self.runs.forget()

    def fail(self, run: Run, error: BriefgenError) -> None:
        """Note why a run failed; where even that cannot be kept, the next run takes this one up."""
        try:
            self.end(run, State.FAILED, {**self.summary(), "result": "failed", "error": str(error)})
        except BriefgenError:
            log.debug("the failure could not be noted", exc_info=True)

    def note(self, error: BriefgenError) -> None:
        """Keep a run that failed before it had anything to plan, so that the history shows it."""
        if isinstance(error, NothingReadError):
            self.outcome.skipped = error.skipped
        try:
            self.fail(self.plan(""), error)
        except BriefgenError:
            log.debug("the failure could not be noted", exc_info=True)

    def end(self, run: Run, state: State, summary: dict[str, object] | None = None) -> None:
        """Keep that a run has ended, and how."""
        with self.runner.store.transaction():
            self.runs.end(run, state, self.runner.clock(), summary)

    def summary(self) -> dict[str, object]:
        """Return what the history of runs keeps."""
        told = self.outcome.to_json()
        kept = {
            key: told[key]
            for key in ("result", "counts", "skipped", "without_meeting", "messages", "warnings")
        }
        return {**kept, "told": bool(self.outcome.messages) or self.outcome.result is Result.REPORTED}
