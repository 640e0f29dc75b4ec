"""A connection to the mail server, and what it answers for each recipient.

Nothing is ever sent over a connection that is less private than the account demands, and the
password appears in no message and no error.
"""

from __future__ import annotations

import base64
import smtplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NoReturn

from briefgen.deliver.account import AccountError, Security
from briefgen.deliver.addresses import without_control_characters
from briefgen.deliver.credentials import password
from briefgen.deliver.message import needs_utf8, reduced
from briefgen.exceptions import MailError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.deliver.account import Mail

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_LONGEST_ANSWER = 300  # characters
_LOGIN_NEEDED = frozenset({530, 534, 535, 538})  # RFC 4954
_CLOSING = 421
_TAKEN = frozenset({250, 251, 252})


class Result(StrEnum):
    """What became of a message for one recipient."""

    ACCEPTED = "accepted"
    DEFERRED = "deferred"  # to be tried again
    REFUSED = "refused"  # for good


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result for one recipient, with the server's answer or our reason on one line."""

    result: Result
    answer: str


class UnreachableError(Exception):
    """There is no connection for now; the message says why, on one line."""


@contextmanager
def connected(mail: Mail) -> Iterator[Session]:
    """Give a session with the server, private and logged in as the account demands.

    Raises ``AccountError`` for what a person must mend and ``UnreachableError`` for what passes.
    """
    secret = password(mail)
    _check_privacy(mail)
    with _told(mail, secret):
        server = _open(mail)
    try:
        with _told(mail, secret):
            _secure(server, mail)
            if mail.user is not None and secret is not None:
                _log_in(server, mail, mail.user, secret)
            server.ehlo_or_helo_if_needed()
        yield Session(server)
        _leave(server)
    finally:
        server.close()


class Session:
    """A server that takes messages, one after the other."""

    def __init__(self, server: smtplib.SMTP) -> None:
        self._server = server

    @property
    def is_open(self) -> bool:
        """Whether another message can be tried."""
        return self._server.sock is not None

    @property
    def max_bytes(self) -> int | None:
        """The largest message that the server takes, None if it does not say (RFC 1870)."""
        told = self._server.esmtp_features.get("size", "")
        return int(told) or None if told.isdecimal() else None

    def send(self, data: bytes, sender: str, recipients: Sequence[str]) -> dict[str, Outcome]:
        """Send a message and return what became of it for each recipient.

        Over the server's limit of size the largest attachments are left out.  Raises
        ``AccountError`` if the server wants a login first.
        """
        fitting, note = data, ""
        if self.max_bytes is not None:
            try:
                fitting, gone = reduced(data, self.max_bytes)
            except MailError as error:
                return dict.fromkeys(recipients, Outcome(Result.REFUSED, str(error)))
            note = f" (sent without {', '.join(gone)}: too large for the server)" if gone else ""
        outcomes = self._transact(fitting, sender, recipients)
        return {r: _noted(outcome, note) for r, outcome in outcomes.items()}

    def _transact(self, data: bytes, sender: str, recipients: Sequence[str]) -> dict[str, Outcome]:
        outcomes: dict[str, Outcome] = {}
        options = [f"SIZE={len(data)}"] if self._server.has_extn("size") else []
        if needs_utf8(data, (sender, *recipients)):
            if not self._server.has_extn("smtputf8"):
                reason = "the server takes no addresses with letters beyond ASCII (SMTPUTF8)"
                return dict.fromkeys(recipients, Outcome(Result.REFUSED, reason))
            options += ["SMTPUTF8", "BODY=8BITMIME"]
            self._server.command_encoding = "utf-8"
        try:
            self._deliver(data, sender, recipients, options, outcomes)
        except (smtplib.SMTPException, OSError) as error:
            lost = Outcome(Result.DEFERRED, f"the connection was lost: {_reason(error)}")
            for recipient in recipients:
                outcomes.setdefault(recipient, lost)
            self._server.close()
        finally:
            self._server.command_encoding = "ascii"
        return outcomes

    def _deliver(
        self,
        data: bytes,
        sender: str,
        recipients: Sequence[str],
        options: list[str],
        outcomes: dict[str, Outcome],
    ) -> None:
        """Go through MAIL, RCPT and DATA, and fill ``outcomes``; a lost connection leaves it incomplete."""
        code, answer = self._server.mail(sender, options)
        if code not in _TAKEN:
            self._end(code)
            outcomes.update(dict.fromkeys(recipients, _outcome(code, answer)))
            return
        for recipient in recipients:
            code, answer = self._server.rcpt(recipient)
            if code == _CLOSING:
                raise smtplib.SMTPServerDisconnected(_line(code, answer))
            if code not in _TAKEN:
                outcomes[recipient] = _outcome(code, answer)
        taken = [recipient for recipient in recipients if recipient not in outcomes]
        if not taken:
            self._end(code)
            return
        try:
            code, answer = self._server.data(data)
        except smtplib.SMTPDataError as error:  # refused before the message itself
            code, answer = error.smtp_code, _bytes(error.smtp_error)
        outcomes.update(dict.fromkeys(taken, _outcome(code, answer)))
        if code != 250:
            self._end(code)

    def _end(self, code: int) -> None:
        """Leave a transaction that failed so that the next message can be tried."""
        if code == _CLOSING:
            self._server.close()
        else:
            self._server.rset()


def tls_context(mail: Mail) -> ssl.SSLContext:
    """Return a context that verifies certificates and host names.  Raises ``AccountError``."""
    context = ssl.create_default_context()
    if mail.ca_file is not None:
        try:
            context.load_verify_locations(mail.ca_file)
        except (OSError, ssl.SSLError):
            raise AccountError(
                f"The file of certificates {mail.ca_file} cannot be used.",
                remedy="Name a file in PEM form with ca_file under [mail].",
            ) from None
    return context


def _check_privacy(mail: Mail) -> None:
    if mail.security is Security.NONE and mail.user is not None and mail.host not in _LOOPBACK:
        raise AccountError(
            f"The password for {mail.host} would go over the network unprotected.",
            remedy='Set security = "starttls" or "tls" under [mail].',
        )


def _open(mail: Mail) -> smtplib.SMTP:
    if mail.security is Security.TLS:
        return smtplib.SMTP_SSL(mail.host, mail.port, timeout=mail.timeout, context=tls_context(mail))
    return smtplib.SMTP(mail.host, mail.port, timeout=mail.timeout)


def _secure(server: smtplib.SMTP, mail: Mail) -> None:
    if mail.security is not Security.STARTTLS:
        return
    server.ehlo()
    if not server.has_extn("starttls"):
        raise AccountError(
            f"{mail.host} offers no STARTTLS on port {mail.port}, so nothing was sent.",
            remedy='Check the port; with security = "tls" it is mostly 465, with "starttls" 587.',
        )
    code, answer = server.starttls(context=tls_context(mail))
    if code != 220:
        raise UnreachableError(_line(code, answer))
    server.ehlo()


def _log_in(server: smtplib.SMTP, mail: Mail, user: str, secret: str) -> None:
    server.ehlo_or_helo_if_needed()
    if not server.has_extn("auth"):
        raise AccountError(
            f"{mail.host} offers no login on port {mail.port}.",
            remedy="Check host and port under [mail], or leave out user.",
        )
    if user.isascii() and secret.isascii():
        server.login(user, secret)
        return
    # The library knows ASCII alone here; RFC 4616 asks for UTF-8.
    told = base64.b64encode(f"\0{user}\0{secret}".encode()).decode("ascii")
    code, answer = server.docmd("AUTH PLAIN", told)
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, answer)


@contextmanager
def _told(mail: Mail, secret: str | None) -> Iterator[None]:
    """Turn what goes wrong until the server is ready into our two errors, without the password."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        answer = _without(_line(error.smtp_code, _bytes(error.smtp_error)), mail, secret)
        if 400 <= error.smtp_code < 500:
            raise UnreachableError(f"no login for now: {answer}") from None
        raise AccountError(
            f"{mail.host} refuses the login of {mail.user}: {answer}.",
            remedy="Check user and password; some providers want a password made for this program.",
        ) from None
    except ssl.SSLCertVerificationError as error:
        raise AccountError(
            f"The certificate of {mail.host} is not to be trusted: {error.verify_message.rstrip('.')}.",
            remedy="Check host under [mail]; name a certificate authority of your own with ca_file.",
        ) from None
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError) as error:
        raise UnreachableError(_reason(error)) from None
    except ssl.SSLError as error:
        raise AccountError(
            f"{mail.host} speaks no TLS on port {mail.port} as asked for ({_reason(error)}).",
            remedy='Check port and security: mostly "starttls" goes with 587 and "tls" with 465.',
        ) from None
    except smtplib.SMTPNotSupportedError as error:
        raise AccountError(f"{mail.host} cannot do what is asked for: {_reason(error)}.") from None
    except smtplib.SMTPResponseException as error:
        raise UnreachableError(
            _without(_line(error.smtp_code, _bytes(error.smtp_error)), mail, secret)
        ) from None
    except (smtplib.SMTPException, OSError) as error:
        _raise_unreachable(mail, _without(_reason(error), mail, secret))


def _raise_unreachable(mail: Mail, reason: str) -> NoReturn:
    raise UnreachableError(f"{mail.host}, port {mail.port}, cannot be reached: {reason}") from None


def _leave(server: smtplib.SMTP) -> None:
    with suppress(smtplib.SMTPException, OSError):
        if server.sock is not None:
            server.quit()


def _outcome(code: int, answer: bytes) -> Outcome:
    """Return what an answer means.  Raises ``AccountError`` if it asks for a login."""
    line = _line(code, answer)
    if code in _LOGIN_NEEDED:
        raise AccountError(
            f"The server wants a login first: {line}.", remedy="Give user and a password under [mail]."
        )
    if code == 250:
        return Outcome(Result.ACCEPTED, line)
    return Outcome(Result.REFUSED if code >= 500 else Result.DEFERRED, line)


def _noted(outcome: Outcome, note: str) -> Outcome:
    return Outcome(outcome.result, outcome.answer + note) if outcome.result is Result.ACCEPTED else outcome


def _line(code: int, answer: bytes) -> str:
    words = without_control_characters(answer.decode("utf-8", "replace"))
    return f"{code} {words}".strip()[:_LONGEST_ANSWER]


def _bytes(answer: bytes | str) -> bytes:
    return answer if isinstance(answer, bytes) else answer.encode("utf-8", "replace")


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it did not answer in time"
    words = getattr(error, "strerror", None) or getattr(error, "reason", None) or str(error)
    return without_control_characters(str(words)).rstrip(".")[:_LONGEST_ANSWER] or type(error).__name__


def _without(text: str, mail: Mail, secret: str | None) -> str:
    """Return a server's words without the password, in case it repeats what it was told."""
    if not secret:
        return text
    told = [secret, *(f"{lead}{secret}" for lead in (f"\0{mail.user}\0", ""))]
    for word in [secret, *(base64.b64encode(t.encode()).decode("ascii") for t in told)]:
        text = text.replace(word, "…")
    return text
