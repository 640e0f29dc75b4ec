"""The table [mail] of the configuration file."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING

from briefgen.deliver.account import Mail, Security
from briefgen.jobs.addresses import VARIABLE, is_host, is_mailbox, is_this_machine

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.config.tables import Table

KEYS = (
    "host", "port", "security", "user", "password_variable", "password_file", "ca_file", "sender",
    "reply_to", "list_id", "timeout", "max_bytes", "give_up_after_hours",
)  # fmt: skip

PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
"""The port that belongs to each way to keep a connection private: RFC 8314, RFC 5321."""

_PRIVATE = 0o077  # what others must not be allowed
_LIST_ID = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_HIGHEST_PORT = 65535
_DAY = 86_400.0  # seconds
_YEAR = 8_766.0  # hours


def read_mail(table: Table) -> Mail | None:
    """Return what the table says, or None if it lacks what mail cannot do without; faults are noted."""
    table.check_keys(KEYS, told=_refuse_password(table))
    security = Security(table.text("security", [kind.value for kind in Security]) or Security.STARTTLS)
    host = _host(table)
    user = table.text("user", example="desk@example.org")
    variable, file = _password(table)
    port = table.whole("port", most=_HIGHEST_PORT) or PORTS[security]
    _check_privacy(table, host, port, security, user)
    sender = _mailbox(table, "sender", needed=True)
    reply_to = _mailbox(table, "reply_to")
    rest = {
        "timeout": table.amount("timeout", most=_DAY),
        "give_up_after_hours": table.amount("give_up_after_hours", most=_YEAR),
    }
    ca_file, list_id, max_bytes = _ca_file(table), _list_id(table), table.whole("max_bytes", least=10_000)
    if host is None or sender is None:
        return None
    return Mail(
        host=host,
        port=port,
        security=security,
        user=user,
        password_variable=variable,
        password_file=file,
        ca_file=ca_file,
        sender=sender,
        reply_to=reply_to,
        list_id=list_id,
        max_bytes=max_bytes,
        **{key: value for key, value in rest.items() if value is not None},
    )


def _refuse_password(table: Table) -> list[str]:
    """Note a password in the file, without its value; return the keys that hold one."""
    keys = [key for key in table.values if key.lower() in {"password", "passwd", "pass"}]
    for key in keys:
        table.fault(
            key,
            "would stand in this file for others to read.",
            'Delete it, change it where it was made, and write password_variable = "NAME" or password_file.',
        )
    return keys


def _host(table: Table) -> str | None:
    host = table.text("host", example="smtp.example.org")
    if host is None:
        if "host" not in table.values:
            table.fault("host", "is missing.", 'Write host = "smtp.example.org".')
        return None
    if is_host(host):
        return host
    table.fault("host", "is no name of a host.", 'Write it without port and user: host = "smtp.example.org".')
    return None


def _mailbox(table: Table, key: str, *, needed: bool = False) -> str | None:
    text = table.text(key, example="desk@example.org")
    if text is not None and is_mailbox(text):
        return text
    remedy = f'Write {key} = "desk@example.org" or "The Desk <desk@example.org>".'
    if text is not None:
        table.fault(key, "is no e-mail address.", remedy)
    elif needed and key not in table.values:
        table.fault(key, "is missing.", remedy)
    return None


def _list_id(table: Table) -> str | None:
    text = table.text("list_id", example="briefs.example.org")
    if text is None or _LIST_ID.fullmatch(text):
        return text
    table.fault("list_id", "is no name of a list.", 'Write it like a domain: list_id = "briefs.example.org".')
    return None


def _ca_file(table: Table) -> Path | None:
    path = table.file("ca_file")
    if path is not None and not path.is_file():
        table.fault("ca_file", f"names no file: {path}.", "Name a file of certificates (PEM).")
        return None
    return path


def _password(table: Table) -> tuple[str | None, Path | None]:
    """Return the variable or the file that has the password."""
    variable, file = table.text("password_variable", example="BRIEFGEN_MAIL_PASSWORD"), _private_file(table)
    if variable is not None and not VARIABLE.fullmatch(variable):
        message = "is no name of an environment variable."
        remedy = 'Give the name, not the password: password_variable = "BRIEFGEN_MAIL_PASSWORD".'
        table.fault("password_variable", message, remedy)
        variable = None
    named = [key for key in ("password_variable", "password_file") if key in table.values]
    if len(named) > 1:
        table.fault(named[1], "stands beside password_variable.", "Keep one of the two.")
    if "user" in table.values and not named:
        remedy = 'Write password_variable = "BRIEFGEN_MAIL_PASSWORD", or name a password_file.'
        table.fault("user", "has no password.", remedy)
    if named and "user" not in table.values:
        table.fault(named[0], "has no user.", 'Write user = "…", the name that the server knows.')
    return variable, file


def _private_file(table: Table) -> Path | None:
    path = table.file("password_file")
    if path is None:
        return None
    try:
        info = path.stat()
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        table.fault("password_file", f"cannot be read: {path}: {reason}.", "Name a file with the password.")
        return None
    if not stat.S_ISREG(info.st_mode):
        table.fault("password_file", f"is no file: {path}.", "Name a file with the password.")
    elif os.name == "posix" and info.st_mode & _PRIVATE:
        table.fault("password_file", f"may be read by others: {path}.", f"Run: chmod 600 {_quoted(path)}")
    return path


def _quoted(path: Path) -> str:
    import shlex

    return shlex.quote(str(path))


def _check_privacy(table: Table, host: str | None, port: int, security: Security, user: str | None) -> None:
    """Note a password that would go over the network for all to read, and a port that does not fit."""
    if host is not None and security is Security.NONE and not is_this_machine(host):
        if user is not None:
            remedy = 'Write security = "starttls" or "tls".'
            table.fault("security", "would send the password unprotected to another machine.", remedy)
        else:
            remedy = 'Write security = "starttls" or "tls" if the server can.'
            table.warn("security", "lets others on the network read the mail.", remedy)
    for kind, other in ((Security.STARTTLS, Security.TLS), (Security.TLS, Security.STARTTLS)):
        if security is kind and port == PORTS[other]:
            remedy = f'Write security = "{other}", or port = {PORTS[kind]}.'
            table.warn("port", f'is mostly that of security = "{other}".', remedy)
