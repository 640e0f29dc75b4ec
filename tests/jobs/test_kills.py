"""Runs that are killed, or find the disk full or closed, and what the next run makes of it."""

from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from runs import DESKS, NOW, FolderPost, documents, job_of, news, run

from briefgen.exceptions import ExitCode
from briefgen.jobs.outcome import Result
from briefgen.jobs.store import Store

LATER = NOW + dt.timedelta(hours=3)
RECIPIENTS = [address for desk in DESKS for address in desk.addresses]
PROGRAM = Path(__file__).with_name("killed_run.py")


pytestmark = pytest.mark.usefixtures("reader")


@pytest.fixture
def folder(tmp_path):
    """A folder that each run of a test finds under the same name: documents name their sources' paths."""
    return tmp_path / "work"


def fresh(folder, *, earlier=False):
    """Make the folder anew, with articles; ``earlier`` adds a run of the day before and then news."""
    shutil.rmtree(folder, ignore_errors=True)
    template = folder.with_name(f"template {earlier}")
    if not template.exists():
        fill(folder, earlier=earlier)
        shutil.copytree(folder, template)
    else:
        shutil.copytree(template, folder)


def fill(folder, *, earlier):
    folder.mkdir()
    news(folder / "news", 1)
    news(folder / "news", 2, "Chen Mu", "Dana Ek", day=6)
    if earlier:
        run(folder, job_of(folder), post=FolderPost(folder / "server"), now=NOW - dt.timedelta(days=1))
        news(folder / "news", 3)
        news(folder / "news", 4, "Eve Falk", "Gil Hart", day=7)


def child(folder, point, now=NOW):
    command = [sys.executable, str(PROGRAM), str(folder), str(point), now.isoformat()]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)


def unkilled(folder, now, *, earlier):
    fresh(folder, earlier=earlier)
    run(folder, job_of(folder), post=FolderPost(folder / "server"), now=now)
    return made(folder)


def made(folder):
    """Return what a reader finds: the documents, and the messages that each recipient got."""
    job = job_of(folder)
    briefs = {name: sha for name, sha in documents(job.directory).items() if not name.startswith(".")}
    return briefs, FolderPost(folder / "server").arrived()


def check_store(folder):
    with closing(sqlite3.connect(folder / "state" / "jobs.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT DISTINCT state FROM delivery").fetchall() == [("sent",)]
        assert connection.execute("SELECT state FROM run ORDER BY id DESC LIMIT 1").fetchone() == ("done",)
        return connection.execute("SELECT count(*), count(DISTINCT message_id) FROM message").fetchone()


@pytest.mark.slow
@pytest.mark.parametrize("earlier", [False, True], ids=["first run", "later run"])
def test_a_run_killed_at_any_point_is_taken_up_by_the_next(folder, earlier):
    references = [unkilled(folder, moment, earlier=earlier) for moment in (NOW, LATER)]
    fresh(folder, earlier=earlier)
    ended = child(folder, 0)
    assert ended.returncode == 0, ended.stderr
    points = int(ended.stdout.split()[0])
    assert made(folder) == references[0]
    assert points >= 20
    for point in range(1, points + 1, max(1, points // 25)):
        fresh(folder, earlier=earlier)
        assert child(folder, point).returncode == -signal.SIGKILL
        post = FolderPost(folder / "server")
        outcome = run(folder, job_of(folder), post=post, now=LATER)
        assert outcome.error is None, point
        assert made(folder) in references, point
        assert {name: len(notes) for name, notes in post.arrived().items()} == dict.fromkeys(
            RECIPIENTS, 1 + earlier
        ), point
        assert check_store(folder) == (2 * (1 + earlier), 2 * (1 + earlier)), point
        assert run(folder, job_of(folder), post=post, now=LATER).messages == [], point


@pytest.mark.slow
def test_a_run_killed_twice_and_its_inputs_changed_in_between(folder):
    fresh(folder)
    points = int(child(folder, 0).stdout.split()[0])
    fresh(folder)
    child(folder, points // 3)
    news(folder / "news", 3, "Eve Falk", "Gil Hart", day=7)
    child(folder, points // 2, LATER)
    run(folder, job_of(folder), post=FolderPost(folder / "server"), now=LATER)
    briefs, letters = made(folder)
    assert any("eve-falk" in name for name in briefs)
    assert {name: len(notes) for name, notes in letters.items()} == dict.fromkeys(RECIPIENTS, 1)
    check_store(folder)


class NoRoom:
    """Lets ``room`` files be written and has no room for the next one: half of it fits."""

    def __init__(self, room):
        self.room = room
        self.fdopen = os.fdopen

    def __call__(self, handle, mode):
        file = self.fdopen(handle, mode)
        if self.room:
            self.room -= 1
            return file
        return Half(file)


class Half:
    def __init__(self, file):
        self.file = file

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def write(self, data):
        self.file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("room", [0, 1, 4])
def test_a_full_disk_ends_in_a_sentence_and_the_next_run_completes(folder, monkeypatch, room):
    reference = unkilled(folder, LATER, earlier=False)
    fresh(folder)
    post = FolderPost(folder / "server")
    with monkeypatch.context() as patched:
        patched.setattr("briefgen.atomic.os.fdopen", NoRoom(room))
        outcome = run(folder, job_of(folder), post=post)
    assert (outcome.result, outcome.exit_code()) == (Result.FAILED, ExitCode.ERROR)
    assert "no space left on device. Make room" in outcome.error
    assert post.arrived() == {}
    assert not [name for name in documents(folder / "daily") if name.startswith(".")]
    assert run(folder, job_of(folder), post=post, now=LATER).error is None
    assert made(folder) == reference
    check_store(folder)


@pytest.mark.parametrize("pages", [0, 1, 3, 6])
def test_a_store_without_room_ends_in_a_sentence_and_the_next_run_completes(folder, monkeypatch, pages):
    references = [unkilled(folder, moment, earlier=True) for moment in (NOW, LATER)]
    fresh(folder, earlier=True)
    post = FolderPost(folder / "server")
    opened = Store.open

    def cramped(path):
        store = opened(path)
        count = store.connection.execute("PRAGMA page_count").fetchone()[0]
        free = store.connection.execute("PRAGMA freelist_count").fetchone()[0]
        store.connection.execute("CREATE TABLE IF NOT EXISTS ballast (data BLOB)")
        store.connection.execute("INSERT INTO ballast VALUES (zeroblob(?))", (4096 * free,))
        store.connection.execute(f"PRAGMA max_page_count = {count + pages}")
        return store

    with monkeypatch.context() as patched:
        patched.setattr(Store, "open", staticmethod(cramped))
        # What fits is up to SQLite; a long article does not.
        (folder / "news" / "long.txt").write_text("Nothing at all happened in Norvik.\n\n" * 3000)
        outcome = run(folder, job_of(folder), post=post)
    assert outcome.result is Result.FAILED
    assert "disk is full. Make room" in outcome.error
    (folder / "news" / "long.txt").unlink()
    assert run(folder, job_of(folder), post=post, now=LATER).error is None
    assert made(folder) in references
    check_store(folder)


def test_an_output_folder_that_cannot_be_made_ends_in_a_sentence(folder):
    reference = unkilled(folder, LATER, earlier=False)
    fresh(folder)
    (folder / "daily").write_text("a file stands in its place")
    post = FolderPost(folder / "server")
    outcome = run(folder, job_of(folder), post=post)
    assert outcome.exit_code() is ExitCode.ERROR
    assert "output folder" in outcome.error
    assert post.arrived() == {}
    (folder / "daily").unlink()
    assert run(folder, job_of(folder), post=post, now=LATER).error is None
    assert made(folder) == reference


def test_an_output_folder_that_is_read_only_ends_in_a_sentence(folder, monkeypatch):
    reference = unkilled(folder, LATER, earlier=False)
    fresh(folder)

    def refuse(**_):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    post = FolderPost(folder / "server")
    with monkeypatch.context() as patched:
        patched.setattr("briefgen.atomic.tempfile.mkstemp", refuse)
        outcome = run(folder, job_of(folder), post=post)
    assert "read-only file system. Make room or allow writing there" in outcome.error
    assert post.arrived() == {}
    assert run(folder, job_of(folder), post=post, now=LATER).error is None
    assert made(folder) == reference
    check_store(folder)
