"""What a configuration file says about jobs and the store, checked and with defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from briefgen.pipeline import BuildPlan

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from briefgen.deliver.account import Mail


class WhenEmpty(StrEnum):
    """What a run does that has nothing to report."""

    SILENT = "silent"  # no brief, no mail
    TELL = "tell"  # a mail that says so


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
    http(s) addresses of RSS or Atom, or "env:NAME" for an address that stands in the environment
    (``briefgen.jobs.addresses.page_address`` gives it; ``health`` likewise).
    ``last_days`` counts back from the day of the run and bounds the meetings' days, None for
    no bound.  ``plan`` has everything that a build takes.
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
class Settings:
    """The whole file."""

    path: Path
    jobs: tuple[Job, ...]
    mail: Mail | None
    store: Path  # the SQLite file
    model: str | None = None  # the language model
