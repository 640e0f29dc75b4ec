"""What a job reads: its files, and the articles that its feeds have now or had of late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen import pipeline
from briefgen.exceptions import NothingReadError
from briefgen.ingest import is_empty
from briefgen.jobs.feeds import gather, without_repeats
from briefgen.model import Skipped
from briefgen.pipeline import SILENT, Collected

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from briefgen.jobs.settings import Job
    from briefgen.jobs.store.archive import Archive
    from briefgen.model import Article
    from briefgen.pipeline import Cache, Progress

REMEMBERED = 31
"""Days for which an article stays known that its feed does not have any more, if the job does not look back further."""


def collect(
    job: Job, *, cache: Cache, archive: Archive, now: dt.datetime, progress: Progress = SILENT
) -> Collected:
    """Return the articles of a job, unread, and the inputs that give none.

    None at all is well where a folder is empty or a pattern matches no file yet.  Raises
    ``NothingReadError`` where an input is missing or at fault, and no other gives an article.
    """
    others = list(from_feeds(job, archive, now)) if job.feeds else ()
    found = pipeline.collect(job.inputs, others=others, cache=cache, progress=progress)
    if not found.articles and not all(map(is_empty, found.skipped)):
        raise NothingReadError(found.skipped)
    return found


def from_feeds(job: Job, archive: Archive, now: dt.datetime) -> Iterator[Article | Skipped]:
    """Fetch the feeds of a job; yield all articles that they have given so far, and what is wrong today."""
    gathered = gather(job.feeds, known=archive.versions())
    archive.take(
        gathered.of,
        gathered.validators,
        gathered.unchanged,
        now=now,
        days=max(job.last_days or 0, REMEMBERED),
    )
    for items in gathered.of.values():
        yield from (item for item in items if isinstance(item, Skipped))
    feeds = dict.fromkeys(job.feeds)
    yield from without_repeats(article for feed in feeds for article in archive.articles(feed))
