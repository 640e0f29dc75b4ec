"""A real mail server on this machine, with TLS, login, a check for duplicates, and bad days."""

from __future__ import annotations

import asyncio
import datetime as dt
import socket
import sqlite3
import ssl
import threading
import time
import warnings
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

from briefgen.deliver.account import Mail, Security

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

USER, PASSWORD = "desk", "corr3ct horse"
VARIABLE = "BRIEFGEN_TEST_MAIL_PASSWORD"
SCHEMA = Path(__file__).parent.parent / "briefgen/jobs/store/schema_1.sql"


@dataclass
class Post:
    """What the server does, and what it took.

    ``at_rcpt``, ``at_data`` and ``at_mail`` are answers to give; a list is used up one a time.
    ``cuts`` is how often to close the connection after a message was taken, before the answer.
    """

    at_mail: list[str] = field(default_factory=list)
    at_rcpt: dict[str, list[str]] = field(default_factory=dict)
    at_data: list[str] = field(default_factory=list)
    cuts: int = 0
    hangs: bool = False
    pause: float = 0.0  # seconds before a message is taken
    taken: Counter[tuple[str, str]] = field(default_factory=Counter)  # (Message-ID, recipient)
    copies: dict[str, set[bytes]] = field(default_factory=dict)  # of what came in, duplicates as well
    messages: list[EmailMessage] = field(default_factory=list)
    logins: list[bool] = field(default_factory=list)
    tried: int = 0  # transactions begun

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, lines: list) -> list:  # noqa: N802
        session.host_name = hostname
        if self.hangs:
            await asyncio.sleep(3)
        return lines

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: list) -> str:  # noqa: N802
        self.tried += 1
        if self.at_mail:
            return self.at_mail.pop(0)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list) -> str:  # noqa: N802
        answers = self.at_rcpt.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.pause)
        if self.at_data:
            return self.at_data.pop(0)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.copies.setdefault(message["Message-ID"], set()).add(envelope.content)
        for recipient in envelope.rcpt_tos:
            # The server's own check: a second copy is acknowledged and thrown away.
            if not self.taken[message["Message-ID"], recipient]:
                self.taken[message["Message-ID"], recipient] += 1
        self.messages.append(message)
        if self.cuts:
            self.cuts -= 1
            server.transport.abort()
        return "250 2.0.0 taken"

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        good = isinstance(data, LoginPassword) and data == LoginPassword(USER.encode(), PASSWORD.encode())
        self.logins.append(good)
        return AuthResult(success=good, handled=False)


@dataclass
class Certificates:
    """An authority that the tests trust, and what it has issued."""

    folder: Path
    authority: trustme.CA = field(default_factory=trustme.CA)

    @property
    def ca_file(self) -> Path:
        path = self.folder / "ca.pem"
        if not path.exists():
            self.authority.cert_pem.write_to_path(path)
        return path

    def context(self, *names: str, expired: bool = False, foreign: bool = False) -> ssl.SSLContext:
        authority = trustme.CA() if foreign else self.authority
        yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
        when = {"not_before": yesterday - dt.timedelta(days=1), "not_after": yesterday} if expired else {}
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*(names or ("localhost",)), **when).configure_cert(context)
        return context


class _Controller(Controller):
    def factory(self) -> SMTP:
        with warnings.catch_warnings():  # it does not know that the connection is private already
            warnings.filterwarnings("ignore", "Requiring AUTH while not requiring TLS")
            return super().factory()

    def _trigger_server(self) -> None:
        """Wait for the server; the library's own way wants a certificate that is to be trusted."""
        with closing(socket.create_connection(("localhost", self.port), timeout=5)):
            pass
        deadline = time.monotonic() + 5
        while self.smtpd is None and time.monotonic() < deadline and not self.ssl_context:
            time.sleep(0.01)


@contextmanager
def serving(
    post: Post,
    *,
    tls: ssl.SSLContext | None = None,
    starttls: ssl.SSLContext | None = None,
    login: bool = False,
    **options: Any,
) -> Iterator[int]:
    """Run a server as long as the context lasts, and give its port."""
    if login:
        options |= {"authenticator": post.authenticate, "auth_required": True, "auth_require_tls": not tls}
    if starttls:
        options |= {"tls_context": starttls, "require_starttls": True}
    controller = _Controller(post, hostname="localhost", port=free_port(), ssl_context=tls, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop(no_assert=True)


@contextmanager
def scripted(*lines: bytes, then_close: bool = True) -> Iterator[int]:
    """Run a server that says one line after the other, whatever it hears, and give its port."""
    listener = socket.create_server(("localhost", 0))
    listener.settimeout(10)

    def talk() -> None:
        try:
            peer, _ = listener.accept()
        except OSError:
            return
        with peer:
            peer.settimeout(5)
            try:
                for line in lines:
                    peer.sendall(line)
                    peer.recv(4096)
                if not then_close:
                    peer.recv(4096)
            except OSError:
                pass

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.close()
        thread.join(10)


def free_port() -> int:
    with closing(socket.create_server(("localhost", 0))) as listener:
        return int(listener.getsockname()[1])


def account(port: int, **changes: Any) -> Mail:
    """Return an account for a server on this machine, without TLS if nothing else is said."""
    settings = {
        "host": "localhost",
        "security": Security.NONE,
        "sender": "Desk <desk@example.org>",
        "timeout": 5.0,
    }
    return Mail(**(settings | {"port": port} | changes))


def store(path: str | Path = ":memory:") -> sqlite3.Connection:
    """Return a connection to a new store."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(SCHEMA.read_text("utf-8"))
    return connection
