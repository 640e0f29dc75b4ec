from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from briefgen import config
from briefgen.deliver.account import Mail, Security
from briefgen.exceptions import ConfigError, ExitCode
from briefgen.ingest import find_inputs
from briefgen.jobs import configuration, job_table, mail_table
from briefgen.jobs.settings import Desk, Job, Schedule, Settings, WhenEmpty
from briefgen.model import Status
from briefgen.pipeline import BuildPlan
from briefgen.selection import Selection

MAIL = """
[mail]
host = "smtp.example.org"
sender = "desk@example.org"
"""

CRON_REMEDY = 'Write minute, hour, day, month, day of week: schedule = "30 7 * * 1-5".'


def write(folder: Path, text: str) -> Path:
    path = folder / "briefgen.toml"
    path.write_text(text, "utf-8")
    return path


def settings(folder: Path, text: str) -> Settings:
    return configuration.load_settings(write(folder, text))


def faults(folder: Path, text: str) -> list[tuple[int | None, str, str]]:
    """Return line, key and sentence of every fault of a file."""
    found = configuration.read_settings(write(folder, text)).source.faults
    return [(fault.line, fault.key, f"{fault.message} {fault.remedy}") for fault in found]


def only_fault(folder: Path, text: str) -> str:
    (fault,) = faults(folder, text)
    return fault[2]


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("open sesame")
    secret.chmod(0o600)
    found = settings(
        tmp_path,
        """
        [output]
        formats = ["html"]
        page_size = "Letter"
        theme = "theme.toml"
        [language]
        model = "en_core_web_md"
        [store]
        path = "state/store.sqlite"
        [mail]
        host = "smtp.example.org"
        port = 2587
        security = "starttls"
        user = "desk"
        password_file = "password"
        sender = "The Desk <desk@example.org>"
        reply_to = "reply@example.org"
        list_id = "briefs.example.org"
        timeout = 20
        max_bytes = 5_000_000
        give_up_after_hours = 12
        [jobs.morning]
        inputs = ["news", "more/*.txt"]
        feeds = ["wire.xml", "https://example.org/feed?a=1", "env:FEED"]
        about = "Wang Yi"
        last_days = 7
        until = 2031-05-06
        status = ["held", "planned"]
        min_sources = 2
        templates = "digest"
        templates_dir = "mine"
        options = { citations = true, most = 3 }
        formats = ["docx"]
        reference = "house.docx"
        marking = "TLP:AMBER"
        directory = "briefs"
        schedule = "30 7 * * 1-5"
        zone = "Europe/Paris"
        subject = "Briefs"
        calendar = true
        when_empty = "tell"
        health = "https://example.org/ping"
        [[jobs.morning.desks]]
        name = "foreign"
        addresses = ["a@example.org", "b@example.org"]
        """,
    )
    assert found == Settings(
        path=tmp_path / "briefgen.toml",
        model="en_core_web_md",
        store=tmp_path / "state/store.sqlite",
        mail=Mail(
            host="smtp.example.org",
            port=2587,
            user="desk",
            password_file=secret,
            sender="The Desk <desk@example.org>",
            reply_to="reply@example.org",
            list_id="briefs.example.org",
            timeout=20.0,
            max_bytes=5_000_000,
            give_up_after_hours=12.0,
        ),
        jobs=(
            Job(
                name="morning",
                inputs=(str(tmp_path / "news"), str(tmp_path / "more/*.txt")),
                feeds=(str(tmp_path / "wire.xml"), "https://example.org/feed?a=1", "env:FEED"),
                plan=BuildPlan(
                    formats=("docx",),
                    templates=("digest",),
                    selection=Selection(
                        about=("Wang Yi",),
                        until=dt.date(2031, 5, 6),
                        statuses=frozenset({Status.HELD, Status.PLANNED}),
                        min_sources=2,
                    ),
                    page_size="Letter",
                    theme=tmp_path / "theme.toml",
                    reference=tmp_path / "house.docx",
                    marking="TLP:AMBER",
                    options=(("citations", "yes"), ("most", "3")),
                    template_dirs=(tmp_path / "mine",),
                ),
                last_days=7,
                directory=tmp_path / "briefs",
                schedule=Schedule(cron="30 7 * * 1-5", zone=ZoneInfo("Europe/Paris")),
                desks=(Desk(name="foreign", addresses=("a@example.org", "b@example.org")),),
                subject="Briefs",
                calendar=True,
                when_empty=WhenEmpty.TELL,
                health="https://example.org/ping",
            ),
        ),
    )


def test_a_job_takes_over_what_output_says(tmp_path: Path) -> None:
    output = '[output]\ndirectory = "briefs"\ntemplates_dir = "mine"\nmarking = "RED"\n'
    (job,) = settings(tmp_path, output + '[jobs.a]\ninputs = ["x"]').jobs
    assert job.directory == tmp_path / "briefs" / "a"
    assert job.plan.template_dirs == (tmp_path / "mine",)
    assert job.plan.marking == "RED"


def test_a_job_writes_beside_the_file_by_default(tmp_path: Path) -> None:
    (job,) = settings(tmp_path, '[jobs.a]\ninputs = "x"').jobs
    assert job == Job(name="a", inputs=(str(tmp_path / "x"),), directory=tmp_path / "out" / "a")


def test_recipients_are_a_desk(tmp_path: Path) -> None:
    text = MAIL + '[jobs.a]\ninputs = ["x"]\nrecipients = ["a@b.org", "A@b.org", "c@b.org"]'
    (job,) = settings(tmp_path, text).jobs
    assert job.desks == (Desk(name="recipients", addresses=("a@b.org", "c@b.org")),)


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    found = settings(
        tmp_path, '[store]\npath = "~/s"\n[jobs.a]\ninputs = ["~/news/*.txt"]\ndirectory = "~/o"'
    )
    assert found.store == tmp_path / "home/s"
    assert found.jobs[0].inputs == (str(tmp_path / "home/news/*.txt"),)
    assert found.jobs[0].directory == tmp_path / "home/o"


def test_brackets_in_the_name_of_the_folder_are_no_pattern(tmp_path: Path) -> None:
    folder = tmp_path / "news [old]"
    folder.mkdir()
    (folder / "a.txt").write_text("x")
    (job,) = settings(folder, '[jobs.a]\ninputs = ["*.txt"]').jobs
    assert find_inputs(job.inputs) == [str(folder / "a.txt")]


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_from_the_security(tmp_path: Path, security: str, port: int) -> None:
    mail = settings(tmp_path, MAIL + f'security = "{security}"').mail
    assert mail is not None
    assert (mail.security, mail.port) == (Security(security), port)


def test_a_file_without_jobs_is_read(tmp_path: Path) -> None:
    assert settings(tmp_path, MAIL).jobs == ()


def test_every_fault_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    text = """
[outptu]
[mail]
host = "smtp.example.org"
sender = "nobody"
[jobs.a]
inputs = ["x"]
formats = ["docx", "odt"]
schedule = "61 7 * * *"
zone = "Europe/Pariss"
recipient = ["a@b"]
[[jobs.a.desks]]
name = "one"
addresses = ["a@b.org", "no address"]
"""
    assert sorted(faults(tmp_path, text), key=lambda fault: fault[0] or 0) == [
        (2, "[outptu]", "is no table that is known. Did you mean output?"),
        (
            5,
            "[mail] sender",
            'is no e-mail address. Write sender = "desk@example.org" or "The Desk <desk@example.org>".',
        ),
        (8, "[jobs.a] formats", "has an item that is not known. Choose from docx, pdf, html, md."),
        (
            9,
            "[jobs.a] schedule",
            f"is no cron expression: its minute means nothing. {CRON_REMEDY}",
        ),
        (10, "[jobs.a] zone", "is no time zone that is known. Did you mean Europe/Paris?"),
        (11, "[jobs.a] recipient", "is no key that is known. Did you mean recipients?"),
        (
            14,
            "[[jobs.a.desks]] addresses",
            'has an item that is no e-mail address. Write the address alone, as in "you@example.org".',
        ),
    ]
    with pytest.raises(ConfigError) as caught:
        configuration.load_settings(tmp_path / "briefgen.toml")
    assert caught.value.message == f"{tmp_path / 'briefgen.toml'} has 7 errors."
    assert len(caught.value.details) == 7
    assert caught.value.details[0].startswith(f"{tmp_path / 'briefgen.toml'}:2: [outptu] is no table")
    assert caught.value.exit_code is ExitCode.USAGE


JOB = '[jobs.a]\ninputs = ["x"]\n'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[jobs.a]\n", 'inputs = ["articles"]'),
        ('[jobs.a]\ninputs = ["-"]', "cannot be standard input"),
        ('[jobs.a]\ninputs = ["https://example.org"]', "under feeds"),
        ("[jobs.a]\ninputs = []", "is no list of texts"),
        ('[jobs.a]\nfeeds = ["ftp://example.org/x"]', "begins with http:// or https://"),
        ('[jobs.a]\nfeeds = ["env:1x"]', "names no environment variable"),
        ('[jobs.a]\nfeeds = ["https://"]', "is no address of a page"),
        ('[jobs.a]\nfeeds = ["https://example.org:99999/"]', "is no address of a page"),
        ('[jobs."a b"]\ninputs = ["x"]', "is no name of a job"),
        ('[jobs."../a"]\ninputs = ["x"]', "is no name of a job"),
        ('[jobs.a]\ninputs = ["x"]\n[jobs.A]\ninputs = ["x"]', "called like another job"),
        ("jobs = 1", "Write [jobs] on a line of its own"),
        ("[jobs]\na = 1", "Write [jobs.a] on a line of its own"),
        (JOB + "since = 2031-05-07\nuntil = 2031-05-06", "is later than until"),
        (JOB + 'since = "May"', "since = 2026-03-01"),
        (JOB + "since = 2031-05-07\nlast_days = 3", "stands beside since"),
        (JOB + "last_days = 0", "whole number from 1"),
        (JOB + "min_sources = true", "whole number of at least 1"),
        (JOB + 'status = ["done"]', "Choose from held"),
        (JOB + "calendar = 1", "neither true nor false"),
        (JOB + 'when_empty = "shout"', "Give one of silent, tell"),
        (JOB + 'when_empty = "tell"', "has nobody to tell"),
        (JOB + 'schedule = "30 7 * * *"', "needs a zone"),
        (JOB + 'zone = "Europe/Paris"', "has no schedule"),
        (JOB + 'schedule = "0 0 30 2 *"\nzone = "UTC"', "no day is like that"),
        (JOB + 'schedule = "0 30 7 * * *"\nzone = "UTC"', "has 6 fields"),
        (JOB + 'schedule = "@daily"\nzone = "UTC"', "has 1 fields"),
        (JOB + 'schedule = "0 7 * * *"\nzone = "../etc/passwd"', "is no time zone"),
        (JOB + 'schedule = "0 7 * * *"\nzone = "Europe"', "is no time zone"),
        (JOB + 'recipients = ["a@b.org"]', "Add a table [mail]"),
        (MAIL + JOB + 'recipients = ["a@b.org\\nBcc: c@d.org"]', "no text in one line"),
        (MAIL + JOB + 'recipients = ["A <a@b.org>"]', "Write the address alone"),
        (MAIL + JOB + 'subject = "a\\nBcc: b@c.org"', "line break"),
        (MAIL + JOB + 'desks = [{ name = "x" }]', "addresses is missing".removeprefix("addresses ")),
        (MAIL + JOB + 'desks = [{ addresses = ["a@b.org"] }]', "is missing"),
        (MAIL + JOB + 'desks = [{ name = "x", addresses = ["a@b.org"], cc = 1 }]', "Known here: name"),
        (
            MAIL
            + JOB
            + 'desks = [{ name = "x", addresses = ["a@b.org"] }, { name = "X", addresses = ["c@b.org"] }]',
            "that of another desk",
        ),
        (
            MAIL
            + JOB
            + 'desks = [{ name = "x", addresses = ["a@b.org"] }, { name = "y", addresses = ["A@b.org"] }]',
            "every mail twice",
        ),
        (
            MAIL + JOB + 'recipients = ["a@b.org"]\n[[jobs.a.desks]]\nname="x"\naddresses=["c@d.org"]',
            "beside",
        ),
        (JOB + "[jobs.b]\ninputs = ['x']\ndirectory = 'out/./a'", 'of the job "a" as well'),
        ("[jobs.a]\ninputs = ['.']", "would read its briefs"),
        ("[jobs.a]\ninputs = ['out']\ndirectory = 'out'", "would read its briefs"),
        (JOB + "options = 3", "Write [jobs.a.options]"),
        (JOB + "[jobs.a.options]\nx = 1.5", "neither a text"),
        ("[store]\nfile = 'x'", "Known here: path"),
        ("[mail]\nsender = 'a@b.org'", 'Write host = "smtp.example.org".'),
        ("[mail]\nhost = 'h'", "is missing"),
        (MAIL + "port = 70000", "from 1 to 65535"),
        (MAIL + "timeout = -1", "is no number above 0"),
        (MAIL + "security = 'ssl'", "Give one of starttls, tls, none"),
        (MAIL + "user = 'x'", "has no password"),
        (MAIL + "password_variable = 'X'", "has no user"),
        (MAIL + "user = 'x'\npassword_file = 'none'", "cannot be read"),
        (MAIL + "ca_file = 'none'", "names no file"),
        (MAIL + "list_id = 'a\tb'", "line break"),
        (MAIL + "list_id = '<a.b>'", "like a domain"),
        (MAIL + "reply_to = 'a@b.org, c@d.org'", "is no e-mail address"),
        (MAIL.replace("smtp.example.org", "smtp.example.org:25"), "is no name of a host"),
        (
            MAIL + "security = 'none'\nuser = 'x'\npassword_variable = 'Y'",
            "would send the password unprotected",
        ),
    ],
)
def test_a_fault_is_told_once_with_its_remedy(tmp_path: Path, text: str, words: str) -> None:
    assert words in only_fault(tmp_path, text)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_a_password_may_go_unprotected_to_this_machine(tmp_path: Path, host: str) -> None:
    text = MAIL.replace("smtp.example.org", host) + "security = 'none'\nuser = 'x'\npassword_variable = 'Y'"
    assert settings(tmp_path, text).mail is not None


SECRET = "hunter2-open-sesame"  # noqa: S105


@pytest.mark.parametrize(
    "text",
    [
        MAIL + f"password = '{SECRET}'",
        MAIL + f"Password = '{SECRET}'\nuser = 'x'\npassword_variable = 'Y'",
        MAIL + f"user = 'x'\npassword_variable = '{SECRET}'",
        f"[mail]\nsender = 'a@b.org'\nhost = 'x:{SECRET}@smtp.example.org'",
        JOB + f"health = 'https://x:{SECRET}@example.org/ping'",
        JOB + f"feeds = ['https://{SECRET}@example.org/ping']",
        JOB + f"feeds = ['https://x:{SECRET}@[bad/ping']",
        JOB + f"feeds = ['https://x:{SECRET}@example.org:port/ping']",
        JOB + f"pasword = '{SECRET}'",
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        settings(tmp_path, text)
    assert SECRET not in str(caught.value)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_password_file_that_others_may_use_is_refused_with_the_command(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "my password"
    path.write_text(SECRET)
    path.chmod(mode)
    told = only_fault(tmp_path, MAIL + "user = 'x'\npassword_file = 'my password'")
    assert f"chmod 600 '{path}'" in told
    assert SECRET not in told


def test_the_file_is_looked_for_in_the_known_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, home = tmp_path / "here", tmp_path / "home"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(configuration, "user_file", lambda: home / "briefgen.toml")
    with pytest.raises(ConfigError, match="briefgen init") as caught:
        configuration.find(environment={})
    assert str(here / "briefgen.toml") in str(caught.value)
    home.mkdir()
    (home / "briefgen.toml").touch()
    assert configuration.find(environment={}) == home / "briefgen.toml"
    (here / "briefgen.toml").touch()
    assert configuration.find(environment={}) == here / "briefgen.toml"
    named = {"BRIEFGEN_CONFIG": str(tmp_path / "b.toml")}
    assert configuration.find(environment=named) == tmp_path / "b.toml"
    assert configuration.find(Path("c.toml"), environment=named) == here / "c.toml"


def test_the_users_folders_are_those_of_the_platform(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import platformdirs

    assert configuration.user_file() == platformdirs.user_config_path("briefgen", False) / "briefgen.toml"
    assert configuration.default_store() == platformdirs.user_state_path("briefgen", False) / "store.sqlite"


ODD = ["1", "-1", "true", "1.5", "nan", "2031-05-06", "07:30:00", '""', '"\\u0000"', '"~nobody-here/x"', "[]", "{}",
       "[1]", '["", "x"]', "[[1]]", "[{}]", "{ a = {} }", '"' + "x" * 5000 + '"', '["[", "**", "~"]']  # fmt: skip


@pytest.mark.parametrize("value", ODD)
def test_no_value_of_any_key_is_more_than_a_fault(tmp_path: Path, value: str) -> None:
    for table, keys in {
        "output": config.KEYS["output"], "language": config.KEYS["language"], "mail": mail_table.KEYS,
        "store": configuration.STORE_KEYS, "jobs.a": job_table.KEYS, "jobs.a.options": ("x",),
    }.items():  # fmt: skip
        for key in keys:
            faults(tmp_path, f"[{table}]\n{key} = {value}")
            faults(tmp_path, f"{MAIL}[jobs.a]\ninputs = ['x']\ndesks = [{{ {key} = {value} }}]")
    for name in config.TABLES:
        assert faults(tmp_path, f"{name} = {value}") or value in {"{}", "{ a = {} }"}
