"""``briefgen run``: what it prints, logs and returns."""

from __future__ import annotations

import datetime as dt
import json
import logging
import sys
from types import ModuleType

import pytest
from click.testing import CliRunner

from briefgen.cli.app import app
from briefgen.jobs.settings import Job, Settings
from briefgen.model import Reading
from briefgen.pipeline import BuildPlan


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with news, and the jobs "daily" and "broken" over it."""

    def read_articles(articles, *, model=None, executor=None):
        for article in articles:
            yield article, Reading(article=article.id)

    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Nothing happened in Norvik on Monday, the harbour office said.")
    (tmp_path / "news" / "b.txt").write_text("")
    plan = BuildPlan(formats=("md",), templates=("meeting-brief",))
    jobs = tuple(
        Job(name=name, inputs=(str(tmp_path / inputs),), directory=tmp_path / name, plan=plan)
        for name, inputs in {"broken": "nowhere", "daily": "news"}.items()
    )
    settings = Settings(
        path=tmp_path / "briefgen.toml", jobs=jobs, mail=None, store=tmp_path / "s" / "jobs.db"
    )
    configuration = ModuleType("briefgen.jobs.configuration")
    configuration.load_settings = lambda path: settings
    monkeypatch.setitem(sys.modules, "briefgen.jobs.configuration", configuration)
    monkeypatch.setattr("briefgen.extract.read_articles", read_articles)
    return tmp_path


def invoke(*arguments):
    return CliRunner().invoke(app, ["run", *arguments])


def test_the_summary_as_json(folder):
    result = invoke("daily", "--json", "--now", "2031-05-07T07:30+02:00")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (told["schema"], told["dry_run"]) == ("briefgen.run/1", False)
    (job,) = told["jobs"]
    assert (job["job"], job["result"], job["error"]) == ("daily", "nothing", None)
    assert job["moment"] == "2031-05-07T07:30:00+02:00"
    assert job["counts"]["articles"] == 1
    assert job["skipped"] == [{"path": str(folder / "news" / "b.txt"), "reason": "is empty"}]
    assert job["without_meeting"] == [str(folder / "news" / "a.txt")]


def test_a_failing_job_stops_no_other_and_gives_the_status(folder):
    result = invoke("--json")
    assert result.exit_code == 1
    jobs = {job["job"]: job for job in json.loads(result.stdout)["jobs"]}
    assert jobs["broken"]["result"] == "failed"
    assert "No article could be read" in jobs["broken"]["error"]
    assert jobs["daily"]["result"] == "nothing"


def test_strict_tells_by_the_status_that_something_was_skipped(folder):
    assert invoke("daily", "--strict").exit_code == 3


def test_the_log_as_text_names_the_job(folder):
    result = invoke()
    assert "broken: No article could be read." in result.stderr
    assert "daily: nothing to report, 1 article (1 read), " in result.stderr
    assert result.stdout == ""


def test_the_log_as_json_lines(folder):
    result = invoke("--json", "--log-format", "json", "--quiet")
    (line,) = [json.loads(line) for line in result.stderr.splitlines()]
    assert (line["level"], line["job"]) == ("error", "broken")
    assert dt.datetime.fromisoformat(line["time"]).tzinfo is not None
    assert logging.getLogger("briefgen").handlers == []


def test_an_unknown_job_is_a_usage_error_that_names_the_known(folder):
    result = invoke("dayly")
    assert result.exit_code == 2
    assert "no job" in result.stderr
    assert "broken, daily" in result.stderr


def test_a_folder_for_letters_needs_a_dry_run(folder):
    assert invoke("--eml", str(folder)).exit_code == 2


def test_a_time_that_is_none_is_told_before_anything_is_done(folder):
    result = invoke("--now", "soon")
    assert result.exit_code == 2
    assert "'soon' is not a time" in result.stderr
    assert not (folder / "s").exists()


def test_a_dry_run_writes_no_run_down(folder):
    assert json.loads(invoke("daily", "--dry-run", "--json").stdout)["dry_run"] is True
    assert json.loads(invoke("daily", "--json").stdout)["jobs"][0]["counts"]["meetings"] == 0
