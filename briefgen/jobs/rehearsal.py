"""A dry run: the documents and the messages that a run would make, without reporting anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import atomic
from briefgen.filenames import stem, unique
from briefgen.jobs.fingerprint import fingerprint
from briefgen.jobs.outcome import Result
from briefgen.jobs.store.runs import Run, State

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.jobs.runner import JobRun


def rehearse(work: JobRun, folder: Path) -> None:
    """Do the work of a run up to its mails, and write these into ``folder``.

    What was read is remembered, which costs the real run less and keeps nothing from being
    news to it.  A run that was stopped lends its moment, since the next one will take it up.
    """
    found = work.collect()
    mark = fingerprint(work.job, map(work.memory.key, found.articles), found.skipped)
    unfinished = work.runs.unfinished()
    moment = unfinished.moment if unfinished and unfinished.fingerprint == mark else work.now()
    run = Run(0, work.job.name, mark, moment, State.PLANNED, {})
    work.outcome.moment = moment.isoformat()
    if work.is_as_it_was(found, mark):
        messages = work.empty_handed(mark, moment)
    else:
        edited = work.edit(run, found)
        work.outcome.result = Result.REPORTED if edited.news else Result.NOTHING
        messages = work.messages(run, edited)
    if messages:
        atomic.make_folder(folder)
    names = unique(
        stem(work.job.name, message.message_id.strip("<>").partition("@")[0]) for message in messages
    )
    paths = [folder / f"{name}.eml" for name in names]
    for path, message in zip(paths, messages, strict=True):
        atomic.write(path, message.data)
    work.outcome.messages = [str(path) for path in paths]
