"""A program for the tests of killed runs that mail: as ``killed_run.py``, with the real mail.

``python mailed_run.py FOLDER POINT NOW PORT`` counts before and after each step that the store
keeps, and before and after the server has taken a message.  At number POINT the process kills
itself.  With POINT 0 it ends well and prints what each step was.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

from killed_run import KEPT
from mail_server import USER, VARIABLE, account
from runs import job_of, read_articles, settings_of

import briefgen.extract
from briefgen.deliver.account import Security
from briefgen.deliver.smtp import Session
from briefgen.jobs.post import post_for
from briefgen.jobs.runner import Runner
from briefgen.jobs.store import Store


class Steps:
    """Lists the steps, and kills the process at one of them."""

    def __init__(self, point):
        self.point = point
        self.names = []

    def step(self, name):
        self.names.append(name)
        if len(self.names) == self.point:
            os.kill(os.getpid(), signal.SIGKILL)


def count_commits(steps):
    connect = sqlite3.connect

    class Connection(sqlite3.Connection):
        def execute(self, sql, *args):
            keeps = sql.startswith("COMMIT") or (sql.startswith(KEPT) and not self.in_transaction)
            if keeps:
                steps.step("keep")
            result = super().execute(sql, *args)
            if keeps:
                steps.step("kept")
            return result

    sqlite3.connect = lambda *args, **options: connect(*args, factory=Connection, **options)


def count_messages(steps):
    send = Session.send

    def counted(session, *args):
        steps.step("send")
        result = send(session, *args)
        steps.step("accepted")
        return result

    Session.send = counted


def run_mailed(folder, port, now):
    """Run the job once with the server at ``port``, as a process of its own would."""
    mail = account(
        port,
        security=Security.STARTTLS,
        user=USER,
        password_variable=VARIABLE,
        ca_file=folder.parent / "ca.pem",
    )
    job = job_of(folder)
    settings = replace(settings_of(folder, job), mail=mail)
    with Store.open(settings.store) as store:
        return Runner(settings=settings, store=store, clock=lambda: now, post=post_for(settings)).run(job)


def main():
    folder, point, now = Path(sys.argv[1]), int(sys.argv[2]), dt.datetime.fromisoformat(sys.argv[3])
    briefgen.extract.read_articles = read_articles
    steps = Steps(point)
    count_commits(steps)
    count_messages(steps)
    outcome = run_mailed(folder, int(sys.argv[4]), now)
    sys.stdout.write(" ".join(steps.names) + "\n")
    sys.stderr.write(outcome.error or "")


if __name__ == "__main__":
    main()
