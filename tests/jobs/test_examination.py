from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from briefgen.jobs.examination import Examination, examine

if TYPE_CHECKING:
    from pathlib import Path

JOB = '[jobs.a]\ninputs = ["x.txt"]\n'


def examined(folder: Path, text: str, **environment: str) -> Examination:
    (folder / "x.txt").touch()
    path = folder / "briefgen.toml"
    path.write_text(f'[store]\npath = "store.sqlite"\n{text}', "utf-8")
    return examine(path, environment=environment)


def test_a_job_that_could_run_is_well(tmp_path: Path) -> None:
    found = examined(tmp_path, JOB)
    assert (found.faults, found.warnings) == ((), ())
    assert found.is_well(found.settings.jobs[0])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["briefgen.toml", "x.txt"]


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ("", None, "", "There are no jobs."),
        (JOB + 'templates = ["digest",\n"meeting-breif"]', 6, "[jobs.a] templates", "meeting-breif"),
        ("[output]\ntemplates = ['none']\n" + JOB, 4, "[output] templates", "none"),
        (JOB + 'templates_dir = "mine"', 5, "[jobs.a] templates_dir", "There is no folder"),
        (JOB + 'theme = "none.toml"', 5, "[jobs.a] theme", "none.toml"),
        (JOB + 'reference = "none.docx"', 5, "[jobs.a] reference", "none.docx"),
        (JOB + "[jobs.a.options]\nspeed = 3", 6, "[jobs.a.options] speed", "They have"),
        ("[jobs.a]\ninputs = ['gone.txt']", 4, "[jobs.a] inputs", "is not there"),
        (JOB + "feeds = ['gone.xml']", 5, "[jobs.a] feeds", "is no file"),
        (JOB + "directory = 'briefgen.toml/out'", 5, "[jobs.a] directory", "briefgen.toml is no folder"),
    ],
)
def test_what_is_not_there_is_told_with_its_line(
    tmp_path: Path, text: str, line: int | None, key: str, words: str
) -> None:
    (fault,) = examined(tmp_path, text).faults
    assert (fault.line, fault.key) == (line, key)
    assert words in str(fault)


def test_what_the_file_gets_wrong_and_what_is_not_there_are_told_together(tmp_path: Path) -> None:
    found = examined(tmp_path, JOB + 'schedule = "x"\ntheme = "none.toml"\n[jobs.b]\ninputs = ["x.txt"]\n')
    assert [fault.line for fault in found.faults] == [5, 6]
    assert [found.is_well(job) for job in found.settings.jobs] == [False, True]


def test_a_fault_that_two_jobs_take_over_is_told_once(tmp_path: Path) -> None:
    text = "[output]\ntheme = 'none.toml'\n" + JOB + '[jobs.b]\ninputs = ["x.txt"]\n'
    found = examined(tmp_path, text)
    assert [fault.line for fault in found.faults] == [4]
    assert [found.is_well(job) for job in found.settings.jobs] == [False, False]


def test_a_template_that_lacks_a_format_is_told_at_the_formats(tmp_path: Path) -> None:
    own = tmp_path / "mine" / "plain"
    own.mkdir(parents=True)
    (own / "manifest.toml").write_text(
        'name = "plain"\npurpose = "x"\nsubject = "digest"\nformats = ["html"]\n'
    )
    (own / "template.html.j2").write_text("<h1>x</h1>")
    found = examined(
        tmp_path, JOB + 'templates_dir = "mine"\ntemplates = ["plain"]\nformats = ["pdf", "html"]'
    )
    assert [(fault.line, "does not offer" in fault.message) for fault in found.faults] == [(7, True)]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    (fault,) = examined(tmp_path, JOB + 'directory = "closed/briefs"').faults
    assert "cannot be written" in fault.message


def test_the_store_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").mkdir()
    (fault,) = examined(tmp_path, JOB).faults
    assert (fault.line, fault.key) == (2, "[store] path")


MAIL = """[mail]
host = "smtp.example.org"
sender = "desk@example.org"
user = "desk"
password_variable = "MAIL_PASSWORD"
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[jobs.a]\ninputs = ["*.md"]', "nothing matches"),
        (JOB + 'feeds = ["env:FEED"]', "variable is not set here"),
        (JOB + 'health = "env:PING"', "variable that is not set here"),
        (MAIL + JOB, "variable that is not set here"),
        (MAIL + "port = 465\n" + JOB, 'is mostly that of security = "tls"'),
        ("[mail]\nhost='h.example.org'\nsender='a@b.org'\nsecurity = 'none'\n" + JOB, "lets others"),
    ],
)
def test_what_is_odd_is_a_warning(tmp_path: Path, text: str, words: str) -> None:
    found = examined(tmp_path, text)
    assert found.faults == ()
    assert any(words in str(warning) for warning in found.warnings)


def test_what_the_environment_has_is_no_warning(tmp_path: Path) -> None:
    text = MAIL + JOB + 'feeds = ["env:FEED"]\nhealth = "env:PING"'
    found = examined(tmp_path, text, FEED="https://x", PING="https://x", MAIL_PASSWORD="x")
    assert found.warnings == ()
