"""Runs that are killed while they mail: the server has accepted each message once for each recipient."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from mail_server import PASSWORD, VARIABLE, Certificates, Post, serving
from mailed_run import run_mailed
from runs import DESKS, NOW, news, read_articles

LATER = NOW + dt.timedelta(hours=3)
RECIPIENTS = {address for desk in DESKS for address in desk.addresses}
PROGRAM = Path(__file__).with_name("mailed_run.py")

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def reader(monkeypatch):
    monkeypatch.setattr("briefgen.extract.read_articles", read_articles)
    monkeypatch.setenv(VARIABLE, PASSWORD)


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    news(folder / "news", 1)
    news(folder / "news", 2, "Chen Mu", "Dana Ek", day=6)


def child(folder, point, port):
    tests = PROGRAM.parent.parent
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, (tests.parent, tests)))}
    command = [sys.executable, str(PROGRAM), str(folder), str(point), NOW.isoformat(), str(port)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def chosen(steps):
    """Return at least ten points: all around the sending of a message, and some before and after."""
    mailing = {n + d for n, name in enumerate(steps, 1) if name in {"send", "accepted"} for d in (0, 1)}
    around = range(1, len(steps) + 1, max(1, len(steps) // 6))
    return sorted(n for n in mailing | set(around) if n <= len(steps))


def test_a_run_killed_while_it_mails_has_each_message_accepted_once(tmp_path):
    folder, certificates = tmp_path / "work", Certificates(tmp_path)
    assert certificates.ca_file.exists()
    post = Post()
    with serving(post, starttls=certificates.context(), login=True) as port:
        fresh(folder)
        ended = child(folder, 0, port)
        steps = ended.stdout.split()
        assert (ended.returncode, ended.stderr, steps.count("accepted")) == (0, "", 2)
        points = chosen(steps)
        assert len(points) >= 10
        for point in points:
            fresh(folder)
            post.taken.clear()
            post.copies.clear()
            assert child(folder, point, port).returncode == -signal.SIGKILL
            outcome = run_mailed(folder, port, LATER)
            assert outcome.error is None, point
            accepted = [recipient for _, recipient in post.taken.elements()]
            assert sorted(accepted) == sorted(RECIPIENTS), (point, steps[point - 1])
            assert {len(copies) for copies in post.copies.values()} == {1}, point
            assert run_mailed(folder, port, LATER).posted.sent == 0
            with closing(sqlite3.connect(folder / "state" / "jobs.sqlite3")) as connection:
                assert connection.execute("SELECT DISTINCT state FROM delivery").fetchall() == [("sent",)]
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
