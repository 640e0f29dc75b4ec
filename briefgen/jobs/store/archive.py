"""What the feeds of a job have shown: a feed shows its newest entries alone, and the job knows the others.

An entry that its feed has not had for ``days`` is forgotten when the feed is next fetched; while
a server is away nothing of its feed is.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from briefgen.ingest.fetching import Validators
from briefgen.jobs.store.encoding import canonical, decode, encode, key_of
from briefgen.jobs.store.runs import utc
from briefgen.jobs.store.versions import ingest_version
from briefgen.model import Article, Skipped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.jobs.store.database import Store

    Items = Sequence[Article | Skipped]


class Archive:
    """The articles that the feeds of one job have given, in a store's tables."""

    def __init__(self, store: Store, job: str) -> None:
        self._store = store
        self._connection = store.connection
        self._job = job

    def versions(self) -> dict[str, Validators]:
        """Return for each feed what its server said of the version whose articles are all known."""
        query = "SELECT name, etag, modified FROM feed WHERE job = ? AND ingest_version = ?"
        rows = self._connection.execute(query, (self._job, ingest_version()))
        return {name: Validators(etag=etag, modified=modified) for name, etag, modified in rows}

    def articles(self, feed: str) -> list[Article]:
        """Return all articles of a feed that are known, by their addresses."""
        rows = self._connection.execute(
            "SELECT path, data FROM feed_article JOIN article ON article.key = feed_article.article"
            " WHERE job = ? AND feed = ? ORDER BY path, key",
            (self._job, feed),
        )
        found = []
        for path, data in rows:
            try:
                found.append(replace(decode(data, Article), path=path))
            except msgspec.DecodeError:
                continue  # of another version of the program; the feed may still have it
        return found

    def take(
        self,
        given: Mapping[str, Items],
        versions: Mapping[str, Validators],
        unchanged: Sequence[str],
        *,
        now: dt.datetime,
        days: int,
    ) -> None:
        """Keep what feeds gave, and forget what they have not had for ``days``, in one step.

        ``unchanged`` are those that are as their servers gave them last.
        """
        with self._store.transaction():
            for feed, items in given.items():
                articles = [item for item in items if isinstance(item, Article)]
                if articles:  # else it is as good as not fetched
                    is_whole = len(articles) == len(items)  # what could not be read is to be told again
                    version = versions.get(feed) if is_whole else None
                    self._keep(feed, articles, version or Validators(), utc(now))
                    self._forget(feed, now, days)
            for feed in unchanged:
                self._confirm(feed, utc(now))
                self._forget(feed, now, days)
            for feed in self._feeds() - set(given) - set(unchanged):  # the job has them no more
                self._forget(feed, now, days)

    def _feeds(self) -> set[str]:
        query = "SELECT DISTINCT feed FROM feed_article WHERE job = ?"
        return {feed for (feed,) in self._connection.execute(query, (self._job,))}

    def _keep(self, feed: str, articles: Sequence[Article], version: Validators, now: str) -> None:
        execute = self._connection.execute
        row = (self._job, feed, version.etag, version.modified, now, ingest_version())
        execute("INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?)", row)
        at_one_address = Counter(article.url for article in articles if article.url)
        for article in articles:
            data = encode(canonical(article))
            key = key_of(data)
            execute("INSERT OR IGNORE INTO article VALUES (?, ?)", (key, data))
            place = (self._job, feed, article.path)
            # One entry at an address takes the place of the one that was there: it is a newer version.
            # Where all entries have the address of the front page, each is another.
            if article.url and at_one_address[article.url] == 1:
                count = "SELECT count(*) FROM feed_article WHERE job = ? AND feed = ? AND path = ?"
                if execute(count, place).fetchone() == (1,):
                    execute("DELETE FROM feed_article WHERE job = ? AND feed = ? AND path = ?", place)
            execute("INSERT OR REPLACE INTO feed_article VALUES (?, ?, ?, ?, ?)", (*place, key, now))

    def _confirm(self, feed: str, now: str) -> None:
        """Note that a feed still has what it had when it was last fetched."""
        values = {"job": self._job, "feed": feed, "now": now}
        self._connection.execute(
            "UPDATE feed_article SET seen = :now WHERE job = :job AND feed = :feed"
            " AND seen = (SELECT fetched FROM feed WHERE job = :job AND name = :feed)",
            values,
        )
        self._connection.execute("UPDATE feed SET fetched = :now WHERE job = :job AND name = :feed", values)

    def _forget(self, feed: str, now: dt.datetime, days: int) -> None:
        limit = utc(now - dt.timedelta(days=days))
        self._connection.execute(
            "DELETE FROM feed_article WHERE job = ? AND feed = ? AND seen < ?", (self._job, feed, limit)
        )
