"""The server that takes the mail, and what every message from here bears."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from briefgen.exceptions import MailError

if TYPE_CHECKING:
    from pathlib import Path


class Security(StrEnum):
    """How the connection to the mail server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # for a server on this machine


class AccountError(MailError):
    """The server cannot be used as it is set up: no message can go until a person mends that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """The server that takes the mail, and what every message bears.

    The password is never part of the settings: ``password_variable`` names an environment
    variable, ``password_file`` a file that only its owner may read.
    """

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str | None = None
    password_variable: str | None = None
    password_file: Path | None = None
    ca_file: Path | None = None  # certificates to trust beside the system's
    sender: str
    reply_to: str | None = None
    list_id: str | None = None
    timeout: float = 60.0  # seconds
    max_bytes: int | None = None  # of a message; the server's own limit counts as well
    give_up_after_hours: float = 48.0
