"""What a job reads: its files, and the articles of its feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import pipeline
from briefgen.exceptions import NothingReadError
from briefgen.ingest import is_empty
from briefgen.pipeline import SILENT, Collected

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.jobs.settings import Job
    from briefgen.model import Article, Skipped
    from briefgen.pipeline import Cache, Progress


def collect(job: Job, *, cache: Cache, progress: Progress = SILENT) -> Collected:
    """Return the articles of a job, unread, and the inputs that give none.

    None at all is well where a folder is empty or a pattern matches no file yet.  Raises
    ``NothingReadError`` where an input is missing or at fault, and no other gives an article.
    """
    found = pipeline.collect(job.inputs, others=from_feeds(job), cache=cache, progress=progress)
    if not found.articles and not all(map(is_empty, found.skipped)):
        raise NothingReadError(found.skipped)
    return found


def from_feeds(job: Job) -> Iterable[Article | Skipped]:  # noqa: ARG001 - feeds are read elsewhere
    """Return what the feeds of a job give."""
    return ()
