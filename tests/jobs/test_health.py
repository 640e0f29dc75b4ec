from __future__ import annotations

import logging
import socket
import threading
import time
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from runs import FolderPost, job_of, news, read_articles, run, settings_of

import briefgen.extract
from briefgen.ingest.fetching import Limits
from briefgen.jobs import health, locks
from briefgen.jobs.health import Sign, ping

if TYPE_CHECKING:
    from pathlib import Path

SHORT = Limits(whole=1.0, connect=0.5, silence=0.5, size=1000, redirects=2)
SECRET = "f3a1-known-to-few"  # noqa: S105 - it is to be found in a log, or better not


class Service(ThreadingHTTPServer):
    """A service that watches: remembers what it was asked, and answers as it is told to."""

    daemon_threads = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status, self.delay = 200, 0.0
        self.location = ""
        super().__init__(("127.0.0.1", 0), Handler)

    def address(self, rest: str = "") -> str:
        return f"http://127.0.0.1:{self.server_port}/{SECRET}{rest}"


class Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        time.sleep(self.server.delay)
        self.send_response(self.server.status)
        if self.server.location:
            self.send_header("Location", self.server.location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def service():
    server = Service()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def small_newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefgen.extract, "read_articles", read_articles)
    monkeypatch.setenv("no_proxy", "*")
    news(tmp_path / "news", 1)


def test_a_run_tells_of_its_start_and_of_its_end(tmp_path, service) -> None:
    assert run(tmp_path, job_of(tmp_path, health=service.address())).error is None
    assert service.asked == [f"/{SECRET}/start", f"/{SECRET}"]


def test_a_failed_run_is_told(tmp_path, service) -> None:
    job = job_of(tmp_path, health=service.address("/?team=a"))
    (tmp_path / "news" / "1.txt").unlink()
    (tmp_path / "news").rmdir()
    assert run(tmp_path, job).result == "failed"
    assert service.asked == [f"/{SECRET}/start?team=a", f"/{SECRET}/fail?team=a"]


def test_mail_that_is_refused_for_good_is_a_failure(tmp_path, service) -> None:
    post = FolderPost(tmp_path / "server", answer="refused")
    run(tmp_path, job_of(tmp_path, health=service.address()), post=post)
    assert service.asked == [f"/{SECRET}/start", f"/{SECRET}/fail"]


def test_a_busy_job_tells_nothing(tmp_path, service) -> None:
    job = job_of(tmp_path, health=service.address())
    with locks.of_job(settings_of(tmp_path, job).store, job.name):
        assert run(tmp_path, job).result == "busy"
    assert service.asked == []


@pytest.mark.parametrize("status", [200, 202, 204])
def test_every_status_of_success_counts(tmp_path, service, status: int, caplog) -> None:
    service.status = status
    assert ping(job_of(tmp_path, health=service.address()), Sign.OK, limits=SHORT)
    assert caplog.text == ""


@pytest.mark.parametrize("trouble", ["500", "slow", "elsewhere", "refused", "unset", "nonsense"])
def test_trouble_is_a_warning_without_the_address(
    tmp_path, service, trouble: str, caplog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LIMITS", SHORT)
    address = service.address()
    if trouble == "500":
        service.status = 500
    elif trouble == "slow":
        service.delay = 3.0
    elif trouble == "elsewhere":
        service.status, service.location = 302, f"file:///{SECRET}"
    elif trouble == "refused":
        with closing(socket.create_server(("127.0.0.1", 0))) as unused:
            port = unused.getsockname()[1]
        address = f"http://127.0.0.1:{port}/{SECRET}"
    elif trouble == "unset":
        address = "env:BRIEFGEN_NO_SUCH_VARIABLE"
    else:
        monkeypatch.setenv("BRIEFGEN_HEALTH", f"http://[{SECRET}")
        address = "env:BRIEFGEN_HEALTH"
    caplog.set_level(logging.DEBUG, "briefgen")
    before = time.monotonic()
    assert not ping(job_of(tmp_path, health=address), Sign.FAIL, limits=SHORT)
    assert time.monotonic() - before < 5
    outcome = run(tmp_path, job_of(tmp_path, health=address)) if trouble == "refused" else None
    assert outcome is None or (outcome.error is None and outcome.files)
    assert SECRET not in caplog.text
    assert "the health service was not told" in caplog.text


def test_the_address_may_stand_in_the_environment(tmp_path, service) -> None:
    job = job_of(tmp_path, health="env:PING")
    assert ping(job, Sign.START, environment={"PING": service.address("/")})
    assert service.asked == [f"/{SECRET}/start"]


def test_a_job_without_an_address_opens_no_connection(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "fetch", None)
    assert not ping(job_of(tmp_path), Sign.OK)
