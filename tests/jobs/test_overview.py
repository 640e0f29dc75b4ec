from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from runs import NOW, FolderPost, job_of, news, read_articles, run, settings_of

import briefgen.extract
from briefgen.jobs import locks
from briefgen.jobs.history import Past
from briefgen.jobs.overview import overview
from briefgen.jobs.settings import Schedule
from briefgen.jobs.store import Store
from briefgen.jobs.store.runs import Runs, State

if TYPE_CHECKING:
    from pathlib import Path

DAILY = Schedule(cron="30 7 * * *", zone=ZoneInfo("Europe/Paris"))


@pytest.fixture(autouse=True)
def small_newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefgen.extract, "read_articles", read_articles)
    news(tmp_path / "news", 1)
    (tmp_path / "briefgen.toml").touch()
    os.utime(tmp_path / "briefgen.toml", (NOW.timestamp(), NOW.timestamp()))


def look(folder: Path, *, after: dt.timedelta = dt.timedelta(minutes=5), **options: object):
    """Return how the one job is, some time after the run."""
    settings = settings_of(folder, job_of(folder, schedule=DAILY, **options))
    found = overview(settings, settings.jobs, NOW + after)
    return found, found.jobs[0]


def test_before_the_first_run_nothing_is_wrong_and_no_store_is_made(tmp_path: Path) -> None:
    found, state = look(tmp_path)
    assert found.is_well
    assert state.last is None
    assert state.next_due == dt.datetime(2031, 5, 8, 7, 30, tzinfo=DAILY.zone)
    assert not (tmp_path / "state").exists()


def test_a_job_that_ran_well(tmp_path: Path) -> None:
    run(tmp_path, job_of(tmp_path, schedule=DAILY))
    found, state = look(tmp_path)
    assert found.is_well
    assert (state.last.result, state.last.count("read"), state.last.count("news")) == ("reported", 1, 1)
    assert state.last.started == NOW
    assert not state.is_running


def test_a_failure_is_wrong_and_history_tells_the_reason(tmp_path: Path) -> None:
    (tmp_path / "news" / "1.txt").unlink()
    (tmp_path / "news").rmdir()
    run(tmp_path, job_of(tmp_path, schedule=DAILY))
    found, state = look(tmp_path)
    assert not found.is_well
    assert state.problems[0].startswith("The last run failed: No article could be read.")
    with Past(tmp_path / "state" / "jobs.sqlite3") as past:
        (failed,) = past.runs(limit=10)
    assert failed.skipped == ((str(tmp_path / "news"), "does not exist"),)


def test_a_run_that_failed_before_it_began_does_not_hide_what_was_reported(tmp_path: Path) -> None:
    job = job_of(tmp_path, schedule=DAILY)
    run(tmp_path, job)
    (tmp_path / "news").rename(tmp_path / "elsewhere")
    assert run(tmp_path, job).result == "failed"
    (tmp_path / "elsewhere").rename(tmp_path / "news")
    assert run(tmp_path, job).result == "nothing"
    found, state = look(tmp_path)
    assert found.is_well
    assert state.last.result == "nothing"


def test_a_job_that_did_not_run_for_an_hour_is_wrong(tmp_path: Path) -> None:
    run(tmp_path, job_of(tmp_path, schedule=DAILY))
    day = dt.timedelta(days=1)
    assert look(tmp_path, after=day + dt.timedelta(minutes=59))[0].is_well
    _, state = look(tmp_path, after=day + dt.timedelta(minutes=61))
    assert state.problems == ("It was due at 2031-05-08T07:30+02:00 and did not run.",)


def test_a_run_at_work_is_no_problem_and_a_stopped_one_is(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, job_of(tmp_path, schedule=DAILY))
    with Store.open(settings.store) as store:
        Runs(store.connection, "daily").plan("x", NOW)
    with locks.of_job(settings.store, "daily"):
        found, state = look(tmp_path)
        assert found.is_well
        assert state.is_running
    _, state = look(tmp_path)
    assert state.problems == ("The last run was stopped on its way; the next one takes it up.",)


def test_mail_that_waits_too_long_or_was_refused_is_wrong(tmp_path: Path) -> None:
    post = FolderPost(tmp_path / "server", answer="waiting")
    run(tmp_path, job_of(tmp_path, schedule=DAILY), post=post)
    with Store.open(tmp_path / "state" / "jobs.sqlite3") as store:
        store.connection.execute("UPDATE message SET created = ?", (NOW.isoformat(),))
    found, state = look(tmp_path, after=dt.timedelta(hours=1))
    assert found.is_well
    assert (state.mail.waiting, state.mail.since) == (3, NOW)
    _, state = look(tmp_path, after=dt.timedelta(hours=3))
    assert "Mail waits since 2031-05-07T07:30+02:00" in state.problems[0]
    with Store.open(tmp_path / "state" / "jobs.sqlite3") as store:
        store.connection.execute("UPDATE delivery SET state = 'refused' WHERE recipient LIKE 'chief%'")
        store.connection.execute("UPDATE delivery SET state = 'sent' WHERE state = 'waiting'")
    _, state = look(tmp_path)
    assert "refused for 1 of its recipients" in state.problems[0]


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    store = tmp_path / "state" / "jobs.sqlite3"
    store.parent.mkdir()
    store.write_bytes(b"some text that is no database" * 99)
    found, state = look(tmp_path)
    assert not found.is_well
    assert "is damaged" in found.store_problem
    assert state.next_due


def test_history_is_newest_first_and_of_the_jobs_asked_for(tmp_path: Path) -> None:
    for number, name in enumerate(["daily", "weekly", "daily"]):
        news(tmp_path / "news", number, day=5 + number)
        run(tmp_path, replace(job_of(tmp_path, name)), now=NOW + dt.timedelta(hours=number))
    with Past(tmp_path / "state" / "jobs.sqlite3") as past:
        assert [(one.job, one.started.hour) for one in past.runs(limit=2)] == [("daily", 7), ("weekly", 6)]
        assert [one.job for one in past.runs(("weekly",), limit=9)] == ["weekly"]
        assert past.last("none") is None


def test_failures_are_forgotten_in_time(tmp_path: Path) -> None:
    with Store.open(tmp_path / "store.sqlite") as store:
        runs = Runs(store.connection, "daily")
        for _ in range(7):
            runs.end(runs.plan("", NOW), State.FAILED, NOW, {"result": "failed", "error": "No."})
        runs.forget(keep=3)
        (left,) = store.connection.execute("SELECT count(*) FROM run").fetchone()
        assert left == 3
