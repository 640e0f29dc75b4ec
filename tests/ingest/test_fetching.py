from __future__ import annotations

import base64
import gzip
import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import trustme

from briefgen.ingest import fetching
from briefgen.ingest.fetching import FetchError, Limits, Validators, fetch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message
    from pathlib import Path

FEED = b'<rss version="2.0"><channel><title>x</title></channel></rss>'
QUICK = Limits(whole=10, connect=2, silence=0.5, size=100_000, redirects=3)
SECRET = "hunter2"  # noqa: S105


class Handler(BaseHTTPRequestHandler):
    """Answers each path in its own way, and notes what was asked."""

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers))  # type: ignore[attr-defined]
        path = urlsplit(self.path).path
        if path == "/feed":
            self.answer(200, FEED, {"ETag": '"1"', "Last-Modified": "Mon, 05 May 2031 10:00:00 GMT"})
        elif path == "/charset":
            self.answer(200, FEED, {"Content-Type": 'text/xml; charset="windows-1251"'})
        elif path == "/known":
            same = self.headers.get("If-None-Match") == '"1"' or self.headers.get("If-Modified-Since") == "x"
            self.answer(304 if same else 200, b"" if same else FEED)
        elif path.startswith("/status/"):
            self.answer(int(path.rpartition("/")[2]), b"no")
        elif path == "/zip":
            self.answer(200, gzip.compress(FEED), {"Content-Encoding": "gzip"})
        elif path == "/bomb":
            self.answer(200, gzip.compress(b"0" * 300_000_000), {"Content-Encoding": "gzip"})
        elif path == "/broken-zip":
            self.answer(200, b"\x1f\x8bno zip at all", {"Content-Encoding": "gzip"})
        elif path == "/large":
            self.answer(200, b"0" * 200_000)
        elif path == "/silent":
            time.sleep(1.5)
        elif path == "/drip":
            self.drip()
        elif path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"<rss")
        elif path == "/loop":
            self.answer(302, b"", {"Location": "/loop"})
        elif path == "/moved":
            self.answer(301, b"", {"Location": "/feed"})
        else:
            self.answer(302, b"", {"Location": self.server.target})  # type: ignore[attr-defined]

    def drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(60):
            try:
                self.wfile.write(b"<")
                self.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    def answer(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    """A server on a free port of this machine."""

    daemon_threads = True

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, Message]] = []
        self.target = ""
        self.scheme = "http"
        if context:
            self.scheme = "https"
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away is no matter."""

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.server_port}{path}"


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    with Server(context) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(autouse=True)
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system trust the authority of these tests."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def context_of(authority: trustme.CA, *names: str, **options: object) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **options).configure_cert(context)  # type: ignore[arg-type]
    return context


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Server]:
    with serving(context_of(authority, "127.0.0.1", "localhost")) as running:
        yield running


def reason(address: str, limits: Limits = QUICK) -> str:
    with pytest.raises(FetchError) as caught:
        fetch(address, limits=limits)
    assert caught.value.__cause__ is None
    assert "://" not in str(caught.value)
    return str(caught.value)


def test_a_page_comes_with_its_version_and_address(server: Server) -> None:
    page = fetch(server.url("/feed?key=x"), limits=QUICK)
    assert page.data == FEED
    assert page.address == server.url("/feed")
    assert page.validators == Validators(etag='"1"', modified="Mon, 05 May 2031 10:00:00 GMT")
    assert server.asked[0][0] == "/feed?key=x"
    assert server.asked[0][1]["User-Agent"].startswith("briefgen/")


def test_a_page_comes_over_tls(secure: Server) -> None:
    assert fetch(secure.url("/feed"), limits=QUICK).data == FEED


def test_a_packed_page_is_unpacked(server: Server) -> None:
    assert fetch(server.url("/zip"), limits=QUICK).data == FEED


def test_the_server_may_say_the_encoding(server: Server) -> None:
    assert fetch(server.url("/charset"), limits=QUICK).charset == "windows-1251"


@pytest.mark.parametrize("known", [Validators(etag='"1"'), Validators(modified="x")])
def test_an_unchanged_page_is_not_sent_again(server: Server, known: Validators) -> None:
    assert fetch(server.url("/known"), known=known, limits=QUICK).data is None
    assert fetch(server.url("/known"), limits=QUICK).data == FEED


def test_a_redirect_is_followed(server: Server) -> None:
    page = fetch(server.url("/moved"), limits=QUICK)
    assert (page.data, page.address) == (FEED, server.url("/feed"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/status/404", "404 Not Found"),
        ("/status/401", "may need a user name"),
        ("/status/500", "500 Internal Server Error"),
        ("/status/204", "204"),
        ("/loop", "sends on more than 3 times"),
        ("/large", "is larger than"),
        ("/broken-zip", "cannot be unpacked"),
        ("/silent", "does not answer in time"),
        ("/cut", "broke off"),
    ],
)
def test_what_fails_is_told_in_words(server: Server, path: str, words: str) -> None:
    assert words in reason(server.url(path))


def test_a_page_that_unfolds_without_end_is_left_early(server: Server) -> None:
    assert "is larger than" in reason(server.url("/bomb"), Limits(size=1_000_000))


def test_a_server_that_drips_is_left_in_time(server: Server) -> None:
    start = time.perf_counter()
    assert "took longer than 1 seconds" in reason(server.url("/drip"), Limits(whole=1))
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/feed", "http://[bad"])
def test_a_redirect_leads_to_pages_alone(server: Server, target: str) -> None:
    server.target = target
    assert "no address" in reason(server.url("/away"))


def test_a_redirect_does_not_leave_tls(secure: Server, server: Server) -> None:
    secure.target = server.url("/feed")
    assert "from https to http" in reason(secure.url("/away"))
    assert server.asked == []


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://10.0.0.1/",
        "http://[::1]/",
        "http://169.254.169.254/",
        "http://localhost/",
        "http://localhost./",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://a.name.of.ours.example.org/",
    ],
)
def test_a_redirect_does_not_lead_inside(target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = socket.getaddrinfo
    names = {"a.name.of.ours.example.org": "10.1.2.3", "other.example.org": "93.184.215.14"}

    def known(host: str, *rest: Any, **options: Any) -> Any:
        if host.endswith(".org") and host not in names:
            raise socket.gaierror
        return ask(names.get(host, host), *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", known)
    url = fetching._split("http://feeds.example.org/")
    with pytest.raises(FetchError, match="inside of the local network"):
        fetching._next(url, target)
    assert fetching._next(url, "http://other.example.org/").hostname == "other.example.org"


def test_a_password_goes_to_its_own_host_alone(server: Server) -> None:
    with serving() as other:
        server.target = other.url("/feed")
        address = server.url("/away").replace("//", f"//me%40x:{SECRET}@")
        page = fetch(address, limits=QUICK)
    assert page.data == FEED
    expected = base64.b64encode(f"me@x:{SECRET}".encode()).decode()
    assert server.asked[0][1]["Authorization"] == f"Basic {expected}"
    assert "Authorization" not in other.asked[0][1]
    assert SECRET not in repr(page)


@pytest.mark.parametrize(
    "address",
    [
        f"http://me:{SECRET}@127.0.0.1:1/feed?key={SECRET}",
        f"https://me:{SECRET}@nowhere.invalid/{SECRET}",
        f"http://me:{SECRET}@[bad/{SECRET}",
        f"http://me:{SECRET}@127.0.0.1:99999/{SECRET}",
        f"gopher://me:{SECRET}@127.0.0.1/{SECRET}",
        f"http://me:{SECRET}@127.0.0.1:1/\r\n{SECRET}",
        f"http://me:{SECRET}@{'a' * 300}.example/",
    ],
)
def test_no_error_repeats_a_secret(address: str) -> None:
    assert SECRET not in reason(address)


def test_a_certificate_of_a_stranger_is_refused(tmp_path: Path) -> None:
    with serving(context_of(trustme.CA(), "127.0.0.1")) as server:
        assert reason(server.url("/feed")).startswith("cannot be trusted: ")
        assert server.asked == []


def test_a_certificate_for_another_host_is_refused(authority: trustme.CA) -> None:
    with serving(context_of(authority, "elsewhere.example")) as server:
        assert "cannot be trusted" in reason(server.url("/feed"))


def test_an_expired_certificate_is_refused(authority: trustme.CA) -> None:
    import datetime as dt

    past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    with serving(context_of(authority, "127.0.0.1", not_after=past)) as server:
        assert "expired" in reason(server.url("/feed"))


def test_a_server_without_tls_is_told(server: Server) -> None:
    assert "cannot be trusted" in reason(server.url("/feed").replace("http:", "https:"))


def test_the_proxy_of_the_system_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", server.url("").replace("//", f"//me:{SECRET}@"))
    page = fetch("http://feeds.example.org/feed", limits=QUICK)
    assert (page.data, page.address) == (FEED, "http://feeds.example.org/feed")
    path, headers = server.asked[0]
    assert path == "http://feeds.example.org/feed"
    assert headers["Proxy-Authorization"] == f"Basic {base64.b64encode(f'me:{SECRET}'.encode()).decode()}"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    fetch(server.url("/feed"), limits=QUICK)
    assert server.asked[1][0] == "/feed"


@pytest.mark.parametrize(
    "proxy", [f"http://me:{SECRET}@127.0.0.1:1", f"socks5://me:{SECRET}@127.0.0.1:1", "http://[bad"]
)
def test_a_proxy_that_does_not_work_is_told(proxy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", proxy)
    told = reason("http://feeds.example.org/feed")
    assert "proxy that the system names" in told
    assert SECRET not in told
