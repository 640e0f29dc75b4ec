"""A damaged store: what is told, what is saved, and that nothing is sent twice."""

from __future__ import annotations

import datetime as dt
import sqlite3
import sys
from contextlib import closing
from types import ModuleType

import pytest
from click.testing import CliRunner
from runs import NOW, job_of, news, run, settings_of

from briefgen.cli.jobs_rebuild import command
from briefgen.exceptions import BusyError, StoreError
from briefgen.jobs import locks
from briefgen.jobs.outcome import Result
from briefgen.jobs.rebuilding import rebuild
from briefgen.jobs.store import Store
from briefgen.jobs.store.salvage import UNKNOWN
from briefgen.pipeline import SILENT

LATER = NOW + dt.timedelta(hours=1)


pytestmark = pytest.mark.usefixtures("reader")


@pytest.fixture
def job(tmp_path, post):
    """A job that has reported two meetings, whose store has 300 more runs behind it."""
    news(tmp_path / "news", 1)
    news(tmp_path / "news", 2, "Chen Mu", "Dana Ek", day=6)
    job = job_of(tmp_path)
    with Store.open(tmp_path / "state" / "jobs.sqlite3") as store, store.transaction() as connection:
        connection.executemany(
            "INSERT INTO run (id, job, fingerprint, moment, state, started, summary)"
            " VALUES (?, 'weekly', 'f', ?, 'done', ?, hex(zeroblob(500)))",
            [(number, NOW.isoformat(), NOW.isoformat()) for number in range(1, 301)],
        )
    run(tmp_path, job, post=post)
    return job


@pytest.fixture
def path(tmp_path):
    return tmp_path / "state" / "jobs.sqlite3"


def rebuilt(folder, job):
    return rebuild(settings_of(folder, job), clock=lambda: LATER, executor=None, progress=SILENT)


def scramble(path, first=40, count=4):
    """Overwrite a few pages in the midst of the history of runs."""
    data = bytearray(path.read_bytes())
    data[first * 4096 : (first + count) * 4096] = b"\xa5" * (count * 4096)
    path.write_bytes(bytes(data))


def test_after_a_rebuild_nothing_is_sent_again_and_news_are(tmp_path, job, post, path):
    scramble(path)
    damaged = path.read_bytes()
    with pytest.raises(StoreError, match="briefgen jobs rebuild"):
        Store.open(path)
    done = rebuilt(tmp_path, job)
    assert done.aside.read_bytes() == damaged
    assert done.aside.name == "jobs.sqlite3.damaged-20310507T083000"
    assert (done.reported, done.failed) == ({"daily": 2}, {})
    before = post.arrived()
    outcome = run(tmp_path, job, post=post, now=LATER)
    assert (outcome.result, outcome.counts.read, outcome.messages) == (Result.NOTHING, 0, [])
    assert post.arrived() == before
    news(tmp_path / "news", 3, "Eve Falk", "Gil Hart", day=7)
    assert run(tmp_path, job, post=post, now=LATER).counts.news == 1


def test_rows_on_both_sides_of_the_damage_are_saved(tmp_path, job, path):
    scramble(path)
    done = rebuilt(tmp_path, job)
    assert 150 < done.salvaged["run"] < 301
    assert (done.salvaged["message"], done.salvaged["delivery"]) == (2, 3)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT min(id), max(id) > 300 FROM run").fetchone() == (1, 1)


def test_a_file_that_is_no_database_at_all(tmp_path, job, post, path):
    path.write_text("all gone " * 1000)
    done = rebuilt(tmp_path, job)
    assert set(done.salvaged.values()) == {0}
    assert done.aside.read_text().startswith("all gone")
    assert run(tmp_path, job, post=post, now=LATER).result is Result.NOTHING


def test_mail_that_waited_is_dropped_and_says_why(tmp_path, job, path):
    with Store.open(path) as store:
        store.connection.execute("UPDATE delivery SET state = 'waiting' WHERE recipient LIKE 'south%'")
    rebuilt(tmp_path, job)
    with Store.open(path) as store:
        query = "SELECT state, answer FROM delivery WHERE recipient LIKE 'south%'"
        assert store.connection.execute(query).fetchall() == [("dropped", UNKNOWN)]


def test_meetings_keep_their_identity(tmp_path, job, path):
    query = "SELECT identity, first_run FROM meeting ORDER BY identity"
    with Store.open(path) as store:
        before = store.connection.execute(query).fetchall()
    rebuilt(tmp_path, job)
    with Store.open(path) as store:
        assert store.connection.execute(query).fetchall() == before


def test_a_job_without_its_inputs_is_told_and_sends_nothing_when_they_are_back(tmp_path, job, post, path):
    path.write_text("all gone " * 1000)
    (tmp_path / "news").rename(tmp_path / "elsewhere")
    done = rebuilt(tmp_path, job)
    assert done.reported == {}
    assert "No article could be read" in done.failed["daily"]
    (tmp_path / "elsewhere").rename(tmp_path / "news")
    outcome = run(tmp_path, job, post=post, now=LATER)
    assert (outcome.counts.meetings, outcome.counts.news, outcome.messages) == (2, 0, [])
    news(tmp_path / "news", 3, "Eve Falk", "Gil Hart", day=7)
    assert run(tmp_path, job, post=post, now=LATER).counts.news == 1


def test_no_store_is_put_aside_over_another(tmp_path, job, path):
    first, second = rebuilt(tmp_path, job), rebuilt(tmp_path, job)
    assert first.aside != second.aside
    assert first.aside.exists()


def test_a_job_at_work_keeps_the_store_as_it_is(tmp_path, job, path):
    before = path.read_bytes()
    with locks.of_job(path, "daily"), pytest.raises(BusyError):
        rebuilt(tmp_path, job)
    assert path.read_bytes() == before


def test_the_command_tells_what_it_did(tmp_path, job, path, monkeypatch):
    configuration = ModuleType("briefgen.jobs.configuration")
    configuration.load_settings = lambda _: settings_of(tmp_path, job)
    monkeypatch.setitem(sys.modules, "briefgen.jobs.configuration", configuration)
    result = CliRunner().invoke(command, [])
    assert result.exit_code == 0
    assert result.stdout.strip() == str(path)
    assert "daily: 2 articles held to be reported" in result.stderr
    assert "jobs.sqlite3.damaged-" in result.stderr
