"""A program for the tests of killed runs: one run of a job that ends itself by SIGKILL at a chosen step.

``python killed_run.py FOLDER POINT NOW`` counts everything by which the run changes the disk:
the halves of a file as it is written, the moment before and after a file takes its name, before
and after each step that the store keeps, before and after the server takes a message.  At
number POINT the process kills itself.  With POINT 0 it ends well and prints how many there are.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import sys
from pathlib import Path

from runs import FolderPost, job_of, read_articles, run

import briefgen.extract

KEPT = ("COMMIT", "INSERT", "UPDATE", "DELETE", "PRAGMA journal_mode")


class Counter:
    """Counts the steps, and kills the process at one of them."""

    def __init__(self, point):
        self.point = point
        self.count = 0

    def step(self):
        self.count += 1
        if self.count == self.point:
            os.kill(os.getpid(), signal.SIGKILL)


def count_files(counter):
    replace, fdopen = os.replace, os.fdopen

    def counted_replace(*args, **options):
        counter.step()
        replace(*args, **options)
        counter.step()

    class Halving:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *_):
            self.file.close()

        def write(self, data):
            self.file.write(data[: len(data) // 2])
            self.file.flush()
            counter.step()
            self.file.write(data[len(data) // 2 :])

    os.replace = counted_replace
    os.fdopen = lambda *args, **options: Halving(fdopen(*args, **options))


def count_commits(counter):
    connect = sqlite3.connect

    class Connection(sqlite3.Connection):
        def execute(self, sql, *args):
            keeps = sql.startswith("COMMIT") or (sql.startswith(KEPT) and not self.in_transaction)
            if keeps:
                counter.step()
            result = super().execute(sql, *args)
            if keeps:
                counter.step()
            return result

    sqlite3.connect = lambda *args, **options: connect(*args, factory=Connection, **options)


def count_letters(counter):
    write = Path.write_bytes

    def counted_write(path, data):
        counter.step()
        write(path, data)
        counter.step()

    Path.write_bytes = counted_write


def main():
    folder, point, now = Path(sys.argv[1]), int(sys.argv[2]), dt.datetime.fromisoformat(sys.argv[3])
    briefgen.extract.read_articles = read_articles
    counter = Counter(point)
    for count in (count_files, count_commits, count_letters):
        count(counter)
    outcome = run(folder, job_of(folder), post=FolderPost(folder / "server"), now=now)
    sys.stdout.write(f"{counter.count} {outcome.error or ''}\n")


if __name__ == "__main__":
    main()
