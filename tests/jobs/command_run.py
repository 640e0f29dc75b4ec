"""A program for the tests of processes: the command line, with a job that no file configures.

``python command_run.py FOLDER ARGUMENT...`` is ``briefgen ARGUMENT...`` with the jobs "daily"
and "weekly" over FOLDER/news.  While the file FOLDER/hold exists, reading "daily" waits.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import ModuleType

from runs import job_of, read_articles, settings_of

import briefgen.extract
from briefgen.cli.app import main


def waiting_reader(folder):
    def read(articles, **options):
        (folder / "begun").touch()
        while (folder / "hold").exists():
            time.sleep(0.02)
        return read_articles(articles, **options)

    return read


if __name__ == "__main__":
    folder = Path(sys.argv.pop(1))
    configuration = ModuleType("briefgen.jobs.configuration")
    configuration.load_settings = lambda path: settings_of(folder, job_of(folder), job_of(folder, "weekly"))
    sys.modules["briefgen.jobs.configuration"] = configuration
    briefgen.extract.read_articles = waiting_reader(folder)
    main()
