"""What a configuration file says about jobs, mail and the store, checked and with defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from briefgen.pipeline import BuildPlan

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo


class WhenEmpty(StrEnum):
    """What a run does that has nothing to report."""

    SILENT = "silent"  # no brief, no mail
    TELL = "tell"  # a mail that says so


class Security(StrEnum):
    """How the connection to the mail server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"  # for a server on this machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a job is due: a cron expression of five fields, read in a time zone."""

    cron: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Recipients who may see each other's addresses: they get one message together."""

    name: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One job: what it reads, what it makes of it, when, and for whom.

    ``inputs`` are absolute paths, folders and globs; ``feeds`` are absolute paths or
    http(s) addresses of RSS or Atom.  ``last_days`` counts back from the day of the run and
    bounds the meetings' days, None for no bound.  ``plan`` has everything that a build takes.
    """

    name: str
    inputs: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    plan: BuildPlan = field(default_factory=BuildPlan)
    last_days: int | None = None
    directory: Path
    schedule: Schedule | None = None
    desks: tuple[Desk, ...] = ()
    subject: str | None = None  # of the mail; None for one made from the briefs
    calendar: bool = False  # attach an .ics of the planned meetings
    when_empty: WhenEmpty = WhenEmpty.SILENT
    health: str | None = None  # address to ping at start, success and failure


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The whole file."""

    path: Path
    jobs: tuple[Job, ...]
    mail: Mail | None
    store: Path  # the SQLite file
    model: str | None = None  # the language model
