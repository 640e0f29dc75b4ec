"""One run of a job: what it reads, writes, remembers and sends, and what it leaves alone."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import pytest
from PIL import Image
from runs import DESKS, NOW, FolderPost, documents, job_of, news, read_articles, run, settings_of

from briefgen.deliver.account import Mail, Security
from briefgen.exceptions import ExitCode, MailError
from briefgen.jobs import locks
from briefgen.jobs.mailing import ByMail
from briefgen.jobs.outcome import Outcome, Result, worst
from briefgen.jobs.post import Posted
from briefgen.jobs.runner import Runner
from briefgen.jobs.settings import Schedule, WhenEmpty
from briefgen.jobs.store import Store
from briefgen.jobs.store.outbox import Outbox
from briefgen.pipeline import BuildPlan
from briefgen.selection import Selection

LATER = NOW + dt.timedelta(hours=1)
NEXT_DAY = NOW + dt.timedelta(days=1)


pytestmark = pytest.mark.usefixtures("reader")


def rows(folder, query):
    with closing(sqlite3.connect(folder / "state" / "jobs.sqlite3")) as connection:
        return connection.execute(query).fetchall()


def test_a_run_writes_the_briefs_and_sends_each_desk_one_mail(tmp_path, job, post):
    outcome = run(tmp_path, job, post=post)
    assert (outcome.result, outcome.error, outcome.exit_code()) == (Result.REPORTED, None, ExitCode.OK)
    assert sorted(documents(job.directory)) == sorted(path.name for path in outcome.files)
    assert len(outcome.files) == 2 * 3
    assert (outcome.counts.articles, outcome.counts.read, outcome.counts.news) == (2, 2, 2)
    assert {name: len(notes) for name, notes in post.arrived().items()} == {
        address: 1 for desk in DESKS for address in desk.addresses
    }
    assert rows(tmp_path, "SELECT state FROM run") == [("done",)]


def test_a_second_run_reads_writes_and_sends_nothing(tmp_path, job, post):
    run(tmp_path, job, post=post)
    before = documents(job.directory), post.arrived()
    changed = {path: path.stat().st_mtime_ns for path in job.directory.iterdir()}
    outcome = run(tmp_path, job, post=post, now=LATER)
    assert (outcome.result, outcome.exit_code()) == (Result.NOTHING, ExitCode.OK)
    assert (outcome.counts.opened, outcome.counts.read, outcome.counts.written) == (0, 0, 0)
    assert outcome.messages == []
    assert (documents(job.directory), post.arrived()) == before
    assert {path: path.stat().st_mtime_ns for path in job.directory.iterdir()} == changed


def test_a_new_article_brings_its_meeting_alone(tmp_path, job, post):
    run(tmp_path, job, post=post)
    before = documents(job.directory)
    news(tmp_path / "news", 3, "Eve Falk", "Gil Hart", day=7)
    outcome = run(tmp_path, job, post=post, now=LATER)
    assert (outcome.counts.read, outcome.counts.meetings, outcome.counts.news) == (1, 3, 1)
    assert len(post.arrived()["south@norland.example"]) == 2
    after = documents(job.directory)
    untouched = [name for name in before if not name.startswith("digest")]
    assert len(untouched) == 4
    assert all(after[name] == before[name] for name in untouched)
    assert all("eve-falk" in path.name or "digest" in path.name for path in outcome.files)


def test_an_article_that_joins_a_meeting_makes_it_news_and_keeps_its_identity(tmp_path, job, post):
    run(tmp_path, job, post=post)
    first = rows(tmp_path, "SELECT identity, first_run FROM meeting ORDER BY identity")
    news(tmp_path / "news", 3)
    outcome = run(tmp_path, job, post=post, now=LATER)
    assert (outcome.counts.meetings, outcome.counts.news) == (2, 1)
    assert rows(tmp_path, "SELECT identity, first_run FROM meeting ORDER BY identity") == first
    assert rows(tmp_path, "SELECT DISTINCT last_run FROM meeting") == [(2,)]


def test_an_article_without_a_meeting_is_no_news_and_is_told(tmp_path, job, post):
    run(tmp_path, job, post=post)
    (tmp_path / "news" / "calm.txt").write_text(
        "Nothing happened in Norvik on Monday, the harbour office said."
    )
    outcome = run(tmp_path, job, post=post, now=LATER)
    assert (outcome.result, list(outcome.messages)) == (Result.NOTHING, [])
    assert [Path(path).name for path in outcome.without_meeting] == ["calm.txt"]
    assert outcome.exit_code(strict=True) is ExitCode.INCOMPLETE


def test_articles_that_were_away_for_a_run_are_no_news_when_they_are_back(tmp_path, job, post):
    run(tmp_path, job, post=post)
    away = tmp_path / "news" / "1.txt"
    away.rename(tmp_path / "1.txt")
    run(tmp_path, job, post=post, now=LATER)
    (tmp_path / "1.txt").rename(away)
    outcome = run(tmp_path, job, post=post, now=LATER)
    assert (outcome.counts.meetings, outcome.counts.news) == (2, 0)
    assert {len(notes) for notes in post.arrived().values()} == {1}


def test_a_wider_selection_brings_what_it_left_out_before(tmp_path, job, post):
    narrow = replace(job, plan=replace(job.plan, selection=Selection(about=("Lind",))))
    assert run(tmp_path, narrow, post=post).counts.news == 1
    outcome = run(tmp_path, job, post=post, now=LATER)
    assert (outcome.counts.meetings, outcome.counts.news) == (2, 1)


def test_mail_of_a_run_that_was_stopped_is_as_old_as_its_queuing(tmp_path, job, post, monkeypatch):
    monkeypatch.setattr(FolderPost, "messages", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, job, post=post)
    monkeypatch.undo()
    monkeypatch.setattr("briefgen.extract.read_articles", read_articles)
    mail = Mail(host="localhost", port=1, sender="desk@briefgen.example", security=Security.NONE)
    monkeypatch.setattr(ByMail, "deliver", lambda *_, **__: Posted())
    much_later = NOW + dt.timedelta(days=5)
    outcome = run(tmp_path, job, post=ByMail(mail), now=much_later)
    assert outcome.moment == NOW.isoformat()
    with Store.open(tmp_path / "state" / "jobs.sqlite3") as store:
        queued = [entry.created for entry in Outbox(store.connection).entries()]
    assert queued == [much_later, much_later]


def interrupted(*_, **__):
    raise KeyboardInterrupt


def test_other_formats_write_the_documents_and_mail_nothing(tmp_path, job, post):
    run(tmp_path, job, post=post)
    other = replace(
        job, plan=BuildPlan(formats=("md", "html"), templates=("meeting-brief",), marking="TLP:RED")
    )
    outcome = run(tmp_path, other, post=post, now=LATER)
    assert (outcome.result, outcome.counts.written, outcome.counts.read) == (Result.NOTHING, 4, 0)
    assert {len(notes) for notes in post.arrived().values()} == {1}


def looks(folder, *, logo="red", revision=1):
    """Write a theme with a logo, and a reference document; return both paths."""
    theme, reference = folder / "theme.toml", folder / "ours.docx"
    theme.write_text('[document]\nlogo = "logo.png"\nlogo_alt = "Our arms"\n')
    Image.new("RGB", (8, 8), logo).save(folder / "logo.png")
    file = docx.Document()
    file.core_properties.revision = revision
    file.save(str(reference))
    return theme, reference


@pytest.mark.parametrize("change", [{"logo": "blue"}, {"revision": 2}, {}, None])
def test_another_logo_reference_or_engine_makes_all_documents_anew(tmp_path, job, post, change):
    theme, reference = looks(tmp_path)
    plan = replace(job.plan, theme=theme, reference=reference)
    run(tmp_path, replace(job, plan=plan), post=post)
    if change:  # a file that is written again bears another time
        looks(tmp_path, **change)
    news(tmp_path / "news", 3, "Eve Falk", "Gil Hart", day=7)
    engine = "weasyprint" if change == {} else plan.pdf_engine
    outcome = run(tmp_path, replace(job, plan=replace(plan, pdf_engine=engine)), post=post, now=LATER)
    assert outcome.counts.news == 1
    assert outcome.counts.unchanged == (4 if change is None else 0)


def test_a_document_that_someone_changed_or_deleted_is_made_again_with_the_next_news(tmp_path, job, post):
    first = run(tmp_path, job, post=post)
    gone, changed = [path for path in first.files if "digest" not in path.name][:2]
    gone.unlink()
    changed.write_text("scribbled over")
    news(tmp_path / "news", 3, "Eve Falk", "Gil Hart")
    run(tmp_path, job, post=post, now=LATER)
    assert gone.exists()
    assert changed.read_text() != "scribbled over"


def test_days_are_counted_back_from_the_day_of_the_run(tmp_path, job, post):
    outcome = run(tmp_path, replace(job, last_days=1), post=post)
    assert outcome.counts.meetings == 1


def test_nothing_to_report_is_told_once_a_day_where_that_is_wanted(tmp_path, job, post):
    job = replace(job, when_empty=WhenEmpty.TELL)
    for moment, expected in [(NOW, 1), (LATER, 1), (NEXT_DAY, 2), (NEXT_DAY + dt.timedelta(hours=1), 2)]:
        run(tmp_path, job, post=post, now=moment)
        assert len(post.arrived()["south@norland.example"]) == expected
    texts = [text.splitlines()[1] for _, text in post.arrived()["south@norland.example"]]
    assert "Nothing to report." in texts


def test_the_day_is_that_of_the_schedule(tmp_path, job, post):
    zone = ZoneInfo("Pacific/Auckland")
    job = replace(job, when_empty=WhenEmpty.TELL, schedule=Schedule(cron="0 7 * * *", zone=zone))
    evening = dt.datetime(2031, 5, 7, 11, 30, tzinfo=dt.UTC)  # half an hour to midnight in Auckland
    run(tmp_path, job, post=post, now=evening)
    run(tmp_path, job, post=post, now=evening + dt.timedelta(minutes=45))
    assert len(post.arrived()["south@norland.example"]) == 2


def test_an_empty_folder_is_nothing_to_report_and_a_missing_one_a_failure(tmp_path, post):
    (tmp_path / "news").mkdir()
    job = job_of(tmp_path)
    assert run(tmp_path, job, post=post).result is Result.NOTHING
    (tmp_path / "news").rmdir()
    outcome = run(tmp_path, job, post=post)
    assert (outcome.result, outcome.exit_code()) == (Result.FAILED, ExitCode.ERROR)
    assert [item.reason for item in outcome.skipped] == ["does not exist"]


def test_the_history_keeps_what_was_skipped(tmp_path, job, post):
    (tmp_path / "news" / "empty.txt").write_text("")
    outcome = run(tmp_path, job, post=post)
    assert [item.reason for item in outcome.skipped] == ["is empty"]
    ((summary,),) = rows(tmp_path, "SELECT summary FROM run")
    assert json.loads(summary)["skipped"] == [
        {"path": str(tmp_path / "news" / "empty.txt"), "reason": "is empty"}
    ]


def test_a_template_at_fault_fails_the_job_and_the_next_run_is_whole(tmp_path, job, post):
    bad = replace(job, plan=BuildPlan(formats=("md",), templates=("no-such-template",)))
    outcome = run(tmp_path, bad, post=post)
    assert outcome.exit_code() is ExitCode.ERROR
    assert "no-such-template" in outcome.error
    assert rows(tmp_path, "SELECT state FROM run") == [("failed",)]
    assert run(tmp_path, job, post=post).result is Result.REPORTED


def test_a_fault_of_the_program_is_told_and_stops_no_other_job(tmp_path, job, post, monkeypatch):
    def explode(*_, **__):
        raise ZeroDivisionError("by surprise")

    monkeypatch.setattr("briefgen.pipeline.combine", explode)
    outcome = run(tmp_path, job, post=post)
    assert "at fault (ZeroDivisionError: by surprise)" in outcome.error
    assert outcome.exit_code() is ExitCode.ERROR


def test_mail_that_cannot_go_is_told_and_waits(tmp_path, job, post):
    def no_password():
        raise MailError("There is no password.")

    failing = FolderPost(post.server, before_delivery=no_password)
    outcome = run(tmp_path, job, post=failing)
    assert (outcome.result, outcome.error) == (Result.REPORTED, "There is no password.")
    assert outcome.exit_code() is ExitCode.ERROR
    assert post.arrived() == {}
    again = run(tmp_path, job, post=post, now=LATER)
    assert (again.result, again.posted.sent) == (Result.NOTHING, 3)
    assert {len(notes) for notes in post.arrived().values()} == {1}


@pytest.mark.parametrize(("answer", "status"), [("waiting", ExitCode.OK), ("refused", ExitCode.ERROR)])
def test_refused_mail_fails_the_job_and_waiting_mail_does_not(tmp_path, job, post, answer, status):
    post.answer = answer
    assert run(tmp_path, job, post=post).exit_code() is status


def test_a_job_without_mail_writes_its_files(tmp_path, job):
    outcome = run(tmp_path, job)
    assert (outcome.result, list(outcome.messages)) == (Result.REPORTED, [])
    assert run(tmp_path, job, now=LATER).result is Result.NOTHING


def test_a_busy_job_is_told_and_others_run(tmp_path, job, post):
    other = job_of(tmp_path, "weekly")
    settings = settings_of(tmp_path, job, other)
    with Store.open(settings.store) as store, locks.of_job(settings.store, "daily"):
        runner = Runner(settings=settings, store=store, clock=lambda: NOW, post=post)
        outcomes = [runner.run(job), runner.run(other)]
    assert [o.result for o in outcomes] == [Result.BUSY, Result.REPORTED]
    assert "at work" in outcomes[0].error
    assert worst(o.exit_code() for o in outcomes) is ExitCode.BUSY


def test_a_rehearsal_shows_all_and_takes_nothing_away(tmp_path, job, post):
    settings = settings_of(tmp_path, job)
    with Store.open(settings.store) as store:
        runner = Runner(settings=settings, store=store, clock=lambda: NOW, post=post)
        rehearsed = runner.rehearse(job, tmp_path / "letters")
        letters = sorted((tmp_path / "letters").iterdir())
        assert post.arrived() == {}
        assert [path.suffix for path in letters] == [".eml", ".eml"]
        assert sorted(rehearsed.messages) == [str(path) for path in letters]
        assert store.connection.execute("SELECT count(*) FROM run").fetchone() == (0,)
        outcome = runner.run(job)
    assert rehearsed.result is outcome.result is Result.REPORTED
    sent = {text for notes in post.arrived().values() for _, text in notes}
    assert sent == {path.read_text() for path in letters}


def test_a_rehearsal_after_a_run_has_nothing_to_show(tmp_path, job, post):
    run(tmp_path, job, post=post)
    settings = settings_of(tmp_path, job)
    with Store.open(settings.store) as store:
        runner = Runner(settings=settings, store=store, clock=lambda: LATER, post=post)
        outcome = runner.rehearse(job)
    assert (outcome.result, outcome.messages) == (Result.NOTHING, [])


def test_old_runs_that_found_nothing_are_forgotten(tmp_path, job, post, monkeypatch):
    monkeypatch.setattr("briefgen.jobs.store.runs.Runs.forget.__kwdefaults__", {"keep": 3})
    for hour in range(6):
        run(tmp_path, job, post=post, now=NOW + dt.timedelta(hours=hour))
    assert rows(tmp_path, "SELECT id FROM run") == [(1,), (4,), (5,), (6,)]


def test_the_worst_exit_status_wins():
    codes = [ExitCode.OK, ExitCode.BUSY, ExitCode.ERROR, ExitCode.INCOMPLETE]
    assert worst(codes) is ExitCode.ERROR
    assert worst([ExitCode.INCOMPLETE, ExitCode.BUSY]) is ExitCode.BUSY
    assert worst([]) is ExitCode.OK


def test_the_summary_is_json():
    told = json.loads(json.dumps(Outcome(job="daily").to_json()))
    assert told["job"] == "daily"
    assert told["mail"] == {"sent": 0, "waiting": 0, "refused": 0}
