"""Feeds of a job from a real server: what they showed once stays known, and what is unchanged is not fetched."""

from __future__ import annotations

import datetime as dt
import threading
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from runs import NOW, job_of, run, settings_of

from briefgen.exceptions import ExitCode
from briefgen.jobs.outcome import Result
from briefgen.jobs.rebuilding import rebuild
from briefgen.jobs.store import Store
from briefgen.pipeline import SILENT

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
LIND = "Ada Lind met Boris Ostrander on 5 May 2031. They spoke of ferries."
LIND_AGAIN = "Late news from the port. Ada Lind met Boris Ostrander on 5 May 2031. They agreed on nothing."
CHEN = "Chen Mu met Dana Ek on 6 May 2031. They spoke of grain."


@dataclass
class Wire:
    """A feed and its server; ``asked`` are the statuses that it gave."""

    entries: dict[str, str] = field(default_factory=dict)  # address → words
    asked: list[int] = field(default_factory=list)
    port: int = 0

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/feed.xml"

    def page(self) -> bytes:
        items = "".join(
            f"<item><title>Report {link[-1]}</title><link>{link}</link><description>{words}</description></item>"
            for link, words in self.entries.items()
        )
        return f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


@contextmanager
def serving(wire: Wire) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = wire.page()
            tag = f'"{hash(page)}"'
            status = 304 if self.headers.get("If-None-Match") == tag else 200
            wire.asked.append(status)
            self.send_response(status)
            self.send_header("ETag", tag)
            self.end_headers()
            if status == 200:
                self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", wire.port), Handler) as server:
        wire.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


pytestmark = pytest.mark.usefixtures("reader")


@pytest.fixture
def wire():
    return Wire({"https://wire.example/1": LIND, "https://wire.example/2": CHEN})


@pytest.fixture
def job(tmp_path, wire):
    with serving(wire):
        pass  # so that it has a port
    return replace(job_of(tmp_path), inputs=(), feeds=(wire.address,))


def articles_of(folder):
    with closing(Store.open(folder / "state" / "jobs.sqlite3")) as store:
        query = "SELECT count(*) FROM feed_article JOIN article ON article = key"
        return store.connection.execute(query).fetchone()[0]


def test_yesterdays_entry_stays_a_source_of_its_meeting(tmp_path, job, wire, post):
    with serving(wire):
        first = run(tmp_path, job, post=post)
        assert (first.result, first.counts.articles, first.counts.news) == (Result.REPORTED, 2, 2)
        again = run(tmp_path, job, post=post, now=NOW + HOUR)
        assert wire.asked == [200, 304]
        assert (again.result, again.counts.articles, again.counts.read) == (Result.NOTHING, 2, 0)
        del wire.entries["https://wire.example/1"]
        wire.entries["https://wire.example/3"] = LIND_AGAIN
        second = run(tmp_path, job, post=post, now=NOW + DAY)
    assert (second.counts.articles, second.counts.meetings, second.counts.news) == (3, 2, 1)
    (brief,) = (path for path in second.files if "lind" in path.name and path.suffix == ".md")
    assert "https://wire.example/1" in brief.read_text()
    assert "https://wire.example/3" in brief.read_text()
    assert "New since the last edition" in brief.read_text()


def test_a_server_that_is_down_takes_nothing_away(tmp_path, job, wire, post):
    with serving(wire):
        run(tmp_path, job, post=post)
    before = post.arrived()
    down = run(tmp_path, job, post=post, now=NOW + 40 * DAY)
    assert (down.result, down.counts.articles, down.counts.meetings) == (Result.NOTHING, 2, 2)
    assert [item.reason for item in down.skipped] == ["has a server that cannot be reached"]
    assert down.exit_code(strict=True) is ExitCode.INCOMPLETE
    assert post.arrived() == before
    with serving(wire):
        up = run(tmp_path, job, post=post, now=NOW + 41 * DAY)
    assert (up.result, up.counts.articles, list(up.skipped)) == (Result.NOTHING, 2, [])
    assert post.arrived() == before


def test_a_feed_that_was_never_reached_fails_the_job(tmp_path, job, post):
    outcome = run(tmp_path, job, post=post)
    assert (outcome.result, outcome.exit_code()) == (Result.FAILED, ExitCode.ERROR)
    assert outcome.skipped[0].reason == "has a server that cannot be reached"


def test_an_entry_that_is_gone_is_forgotten_in_time(tmp_path, job, wire):
    with serving(wire):
        run(tmp_path, job)
        del wire.entries["https://wire.example/1"]
        assert run(tmp_path, job, now=NOW + 31 * DAY).counts.articles == 2
        assert run(tmp_path, job, now=NOW + 32 * DAY).counts.articles == 1
        longer = replace(job, last_days=60)
        wire.entries["https://wire.example/4"] = LIND_AGAIN
        run(tmp_path, longer, now=NOW + 33 * DAY)
        del wire.entries["https://wire.example/4"]
        assert run(tmp_path, longer, now=NOW + 80 * DAY).counts.articles == 2
        assert run(tmp_path, longer, now=NOW + 94 * DAY).counts.articles == 1


def test_what_an_unchanged_feed_still_shows_is_not_forgotten(tmp_path, job, wire):
    with serving(wire):
        for month in range(4):
            assert run(tmp_path, job, now=NOW + month * 30 * DAY).counts.articles == 2
    assert wire.asked == [200, 304, 304, 304]


def test_a_new_version_at_an_address_takes_the_place_of_the_old(tmp_path, job, wire):
    with serving(wire):
        run(tmp_path, job)
        wire.entries["https://wire.example/1"] = LIND_AGAIN
        assert run(tmp_path, job, now=NOW + HOUR).counts.articles == 2


def test_entries_that_share_an_address_are_all_kept(tmp_path, job, wire):
    wire.entries = {"https://wire.example/": LIND, "https://wire.example/ ": CHEN}
    with serving(wire):
        assert run(tmp_path, job).counts.articles == 2
        wire.entries = {"https://wire.example/": LIND_AGAIN, "https://wire.example/ ": CHEN}
        assert run(tmp_path, job, now=NOW + HOUR).counts.articles == 3


def test_a_damaged_feed_is_told_again_and_again(tmp_path, job, wire, monkeypatch):
    whole = wire.page()
    monkeypatch.setattr(Wire, "page", lambda _: whole[:-30])
    with serving(wire):
        for _ in range(2):
            assert "is damaged at line" in run(tmp_path, job).skipped[0].reason
    assert wire.asked == [200, 200]


def test_a_rebuilt_store_still_has_what_the_feed_has_no_more(tmp_path, job, wire, post):
    with serving(wire):
        run(tmp_path, job, post=post)
        del wire.entries["https://wire.example/1"]
        run(tmp_path, job, post=post, now=NOW + HOUR)
        settings = settings_of(tmp_path, job)
        done = rebuild(settings, clock=lambda: NOW + HOUR, executor=None, progress=SILENT)
        assert (done.reported, done.salvaged["feed_article"]) == ({"daily": 2}, 2)
        assert articles_of(tmp_path) == 2
        outcome = run(tmp_path, job, post=post, now=NOW + DAY)
    assert (outcome.result, outcome.counts.articles) == (Result.NOTHING, 2)
    assert {len(notes) for notes in post.arrived().values()} == {1}


def test_an_article_whose_bytes_have_changed_is_not_taken_over(tmp_path, job, wire):
    with serving(wire):
        run(tmp_path, job)
        with closing(Store.open(tmp_path / "state" / "jobs.sqlite3")) as store:
            changed = "CAST(replace(CAST(data AS TEXT), 'Ada', 'Eve') AS BLOB)"
            rows = store.connection.execute(
                f"UPDATE article SET data = {changed} WHERE instr(data, 'Ada')"  # noqa: S608
            ).rowcount
            assert rows == 1
        wire.entries = {"https://wire.example/5": CHEN}
        done = rebuild(settings_of(tmp_path, job), clock=lambda: NOW, executor=None, progress=SILENT)
    assert done.salvaged["article"] == 1
    assert done.reported == {"daily": 2}
