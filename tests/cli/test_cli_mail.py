"""``briefgen send``, ``briefgen outbox`` and the mail part of ``briefgen doctor``, against a real server."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import contextmanager
from email import message_from_bytes, policy
from importlib import import_module
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from mail_server import PASSWORD, USER, VARIABLE, Certificates, Post, account, free_port, serving, store

from briefgen.cli import doctor
from briefgen.deliver.account import Security
from briefgen.jobs.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    from briefgen.deliver.account import Mail

    Run = Callable[..., Result]

NOTE = "# Ada Lind – Boris Ostrander\n\n## Bottom line\n\nAda Lind met Boris Ostrander.[1]\n\n## Key points\n\nNone.\n"


class Office:
    """A configuration with an account and a store, as the commands find it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mail: Mail | None = account(free_port())

    def load_settings(self, path: Path | None) -> Settings:
        return Settings(
            path=self.folder / "briefgen.toml", jobs=(), mail=self.mail, store=self.folder / "s.db"
        )

    @contextmanager
    def open(self, path: Path) -> Iterator[SimpleNamespace]:
        connection = store(path) if not path.exists() else sqlite3.connect(path, isolation_level=None)
        yield SimpleNamespace(connection=connection)
        connection.close()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    office = Office(tmp_path)
    configuration, stores = ModuleType("configuration"), import_module("briefgen.jobs.store")
    configuration.load_settings = office.load_settings
    monkeypatch.setitem(sys.modules, "briefgen.jobs.configuration", configuration)
    monkeypatch.setattr(stores, "Store", office, raising=False)
    return office


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "talks.md"
    path.write_text(NOTE, "utf-8")
    return path


def test_a_file_is_sent_with_its_bottom_line(run: Run, office: Office, note: Path) -> None:
    post = Post()
    with serving(post) as port:
        office.mail = account(port)
        result = run("send", note, "--to", "Lind, A <one@example.org>", "--cc", "two@example.org")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        "sent     one@example.org: 250 2.0.0 taken",
        "sent     two@example.org: 250 2.0.0 taken",
    ]
    (message,) = post.messages
    assert message["Subject"] == "Ada Lind – Boris Ostrander"
    assert message["Cc"] == "two@example.org"
    assert "Ada Lind met Boris Ostrander.\n" in message.get_body(("plain",)).get_content().replace("\r", "")
    assert [p.get_filename() for p in message.iter_attachments()] == ["talks.md"]


def test_a_dry_run_writes_the_message_and_opens_no_outbox(run: Run, office: Office, note: Path) -> None:
    drafts = office.folder / "drafts"
    result = run(
        "send", note, "--to", "one@example.org", "--subject", "Ferries", "--body", "-", "--from", "x@example.org",
        "--marking", "TLP:AMBER", "--dry-run", "-o", drafts, input="Good morning.\n\nSee you.",
    )  # fmt: skip
    assert result.exit_code == 0
    (file,) = drafts.iterdir()
    assert result.stdout == f"{file}\n"
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert (message["From"], message["Subject"]) == ("x@example.org", "[TLP:AMBER] Ferries")
    assert "Good morning.\n\nSee you.\n" in message.get_body(("plain",)).get_content().replace("\r", "")
    assert not (office.folder / "s.db").exists()


def test_what_waits_is_75_and_can_be_tried_again(run: Run, office: Office, note: Path) -> None:
    result = run("send", note, "--to", "one@example.org")
    assert result.exit_code == 75
    assert "waiting  one@example.org: localhost, port" in result.stdout
    listed = run("outbox", "list", "--state", "waiting").stdout
    assert "1 waiting" in listed
    assert "Ada Lind – Boris Ostrander" in listed
    post = Post()
    with serving(post) as port:
        office.mail = account(port)
        again = run("outbox", "retry")
    assert (again.exit_code, again.stdout) == (0, "sent     one@example.org: 250 2.0.0 taken\n")
    assert run("outbox", "list", "--state", "waiting").stdout == ""
    assert len(post.messages) == 1


def test_what_is_refused_is_1_and_shown_with_the_answer(run: Run, office: Office, note: Path) -> None:
    post = Post(at_rcpt={"one@example.org": ["550 5.1.1 no such user"]})
    with serving(post) as port:
        office.mail = account(port)
        result = run("send", note, "--to", "one@example.org", "--to", "two@example.org")
        assert result.exit_code == 1
        shown = run("outbox", "show", "1").stdout
        assert "refused     one@example.org (1 try): 550 5.1.1 no such user" in shown
        assert "sent        two@example.org (1 try): 250 2.0.0 taken" in shown
        assert run("outbox", "retry", "1").exit_code == 0
    told = json.loads(run("outbox", "show", "1", "--json").stdout)
    assert told["schema"] == "briefgen.outbox/1"
    assert [r["state"] for r in told["messages"][0]["recipients"]] == ["sent", "sent"]
    assert len(post.taken) == 2


def test_a_wrong_password_is_a_sentence_said_once(
    run: Run, office: Office, note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "wr0ng")
    certificates = Certificates(office.folder)
    with serving(Post(), starttls=certificates.context(), login=True) as port:
        office.mail = account(
            port,
            security=Security.STARTTLS,
            user=USER,
            password_variable=VARIABLE,
            ca_file=certificates.ca_file,
        )
        result = run("send", note, "--to", "one@example.org")
    assert result.exit_code == 1
    assert result.stdout == "waiting  one@example.org: see below\n"
    assert result.stderr.startswith("briefgen: localhost refuses the login of desk: 535")
    assert "wr0ng" not in result.output


def test_a_dropped_message_is_sent_to_nobody(run: Run, office: Office, note: Path) -> None:
    run("send", note, "--to", "one@example.org")
    assert run("outbox", "drop", "1").stdout == "1 recipient dropped\n"
    assert run("outbox", "retry").exit_code == 0
    assert "1 dropped" in run("outbox", "list").stdout
    assert run("outbox", "list", "--state", "waiting", "--json").stdout.endswith('"messages": []\n}\n')


def test_show_gives_the_message_byte_for_byte(run: Run, office: Office, note: Path) -> None:
    run("send", note, "--to", "one@example.org")
    data = run("outbox", "show", "1", "--eml").stdout_bytes
    assert message_from_bytes(data)["To"] == "one@example.org"
    assert b"\r\n\r\n" in data


@pytest.mark.parametrize("arguments", [("show", "9"), ("drop", "9"), ("retry", "9")])
def test_a_number_that_is_not_there_is_told(run: Run, office: Office, arguments: tuple[str, ...]) -> None:
    result = run("outbox", *arguments)
    assert result.exit_code == 1
    assert "The outbox holds no message 9." in result.stderr


def test_what_cannot_be_sent_is_told(run: Run, office: Office, note: Path) -> None:
    assert "is no e-mail address" in run("send", note, "--to", "nobody").stderr
    assert "TLP:CLEAR" in run("send", note, "--to", "a@example.org", "--marking", "TLP:BLUE").stderr
    office.mail = None
    result = run("send", note, "--to", "one@example.org")
    assert result.exit_code == 2
    assert "briefgen.toml has no table [mail]" in result.stderr


@pytest.fixture
def quick_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_language_model", lambda wanted: "some model")
    for name in ("_fonts", "_templates"):
        monkeypatch.setattr(doctor, name, lambda: "some")


@pytest.mark.usefixtures("quick_doctor")
def test_the_doctor_connects_when_asked(run: Run, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    certificates, post = Certificates(office.folder), Post()
    with serving(post, starttls=certificates.context(), login=True) as port:
        office.mail = account(
            port,
            security=Security.STARTTLS,
            user=USER,
            password_variable=VARIABLE,
            ca_file=certificates.ca_file,
        )
        assert doctor._mail(None, connects=False).endswith("not tried, add --mail for that")
        assert post.logins == []
        result = run("doctor", "--mail")
    assert result.exit_code == 0
    assert "as desk, from desk@example.org; the server is ready, takes up to 34 MB" in result.stdout
    assert post.tried == 0


@pytest.mark.usefixtures("quick_doctor")
def test_the_doctor_tells_what_is_wrong_with_the_mail(run: Run, office: Office) -> None:
    result = run("doctor", "--mail")
    assert result.exit_code == 1
    assert "wrong mail: localhost, port" in result.stdout
    office.mail = account(25, user=USER, password_variable="NOT_SET_ANYWHERE")
    assert "NOT_SET_ANYWHERE, which holds the password for mail, is not set" in run("doctor", "--mail").stdout
