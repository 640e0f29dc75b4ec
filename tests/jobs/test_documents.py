"""Documents of earlier runs: what is superseded goes, what a person changed stays, what is lost is made again."""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace

import pytest
from runs import NOW, documents, job_of, news, run

from briefgen import clock
from briefgen.jobs.leftovers import AGE
from briefgen.jobs.outcome import Result
from briefgen.pipeline import BuildPlan

LATER = NOW + dt.timedelta(hours=1)


pytestmark = pytest.mark.usefixtures("reader")


def of_lind(job):
    return {name for name in documents(job.directory) if "lind" in name}


def rename_meeting(folder):
    """Let the one article on the meeting come in a new version, which names the second party otherwise."""
    path = news(folder / "news", 1)
    path.write_text(path.read_text().replace("Boris Ostrander", "Bo Ostrander"))
    return path


def renamed(folder, job, post, **options):
    """Run, let the meeting get another title, and run again."""
    run(folder, job, post=post)
    before = of_lind(job)
    rename_meeting(folder)
    options.get("between", lambda: None)()
    outcome = run(folder, options.get("then", job), post=post, now=LATER)
    return before, outcome


def test_a_document_under_an_earlier_title_of_its_meeting_goes(tmp_path, job, post):
    before, outcome = renamed(tmp_path, job, post)
    after = of_lind(job)
    assert len(before) == len(after) == 2
    assert not before & after
    assert outcome.counts.meetings == 2


def test_one_that_a_person_changed_stays(tmp_path, job, post):
    def scribble():
        (path,) = (p for p in job.directory.glob("*lind*.md"))
        path.write_text(path.read_text() + "\nA note in the margin.\n")

    before, _ = renamed(tmp_path, job, post, between=scribble)
    kept = before & of_lind(job)
    assert {name.rpartition(".")[2] for name in kept} == {"md"}
    news(tmp_path / "news", 3, "Eve Falk", "Gil Hart", day=7)
    run(tmp_path, job, post=post, now=LATER)
    assert kept <= of_lind(job)


def test_one_of_a_format_or_template_that_is_made_no_more_stays(tmp_path, job, post):
    plan = BuildPlan(formats=("md",), templates=("digest", "meeting-brief"))
    before, _ = renamed(tmp_path, job, post, then=replace(job, plan=plan))
    assert {name.rpartition(".")[2] for name in before & of_lind(job)} == {"html"}


def test_one_of_a_meeting_that_is_gone_stays(tmp_path, job, post):
    run(tmp_path, job, post=post)
    before = of_lind(job)
    (tmp_path / "news" / "1.txt").unlink()
    run(tmp_path, job, post=post, now=LATER)
    assert of_lind(job) == before


def test_another_jobs_document_of_that_name_stays(tmp_path, job, post):
    other = replace(job_of(tmp_path, "weekly"), directory=job.directory, inputs=(str(tmp_path / "old"),))
    news(tmp_path / "old", 1)
    run(tmp_path, other, post=post)
    before, _ = renamed(tmp_path, job, post)
    assert before <= of_lind(job)


def test_a_deleted_document_is_made_again_and_nothing_is_sent(tmp_path, job, post):
    first = run(tmp_path, job, post=post)
    before = post.arrived()
    first.files[0].unlink()
    outcome = run(tmp_path, job, post=post, now=LATER)
    assert (outcome.result, outcome.counts.written, outcome.messages) == (Result.NOTHING, 1, [])
    assert first.files[0].exists()
    assert post.arrived() == before
    assert run(tmp_path, job, post=post, now=LATER).counts.written == 0


def test_scratch_files_of_killed_runs_go_when_nobody_can_be_writing_them(tmp_path, job):
    run(tmp_path, job)
    old, fresh, foreign = (
        job.directory / name for name in (".briefgen-a.part", ".briefgen-b.part", "c.part")
    )
    for path in (old, fresh, foreign):
        path.write_bytes(b"half of it")
    for path in (old, foreign):
        os.utime(path, ns=(0, clock.system_ns() - AGE - 10**9))
    run(tmp_path, job, now=LATER)
    assert [path.exists() for path in (old, fresh, foreign)] == [False, True, True]
