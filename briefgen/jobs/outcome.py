"""What has become of jobs: for people, for programs, and as an exit status."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from briefgen.exceptions import ExitCode
from briefgen.jobs.post import Posted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from briefgen.model import Skipped

SCHEMA = "briefgen.run/1"
"""Names the form of the JSON; it changes only if a field goes or changes its meaning."""


class Result(StrEnum):
    """How a job ended."""

    REPORTED = "reported"
    NOTHING = "nothing"  # there was nothing to report
    FAILED = "failed"
    BUSY = "busy"


@dataclass(slots=True, kw_only=True)
class Counts:
    """How much a job had to do: ``opened`` files and articles ``read`` anew, meetings and ``news`` among them."""

    articles: int = 0
    opened: int = 0
    read: int = 0
    meetings: int = 0
    news: int = 0
    written: int = 0
    unchanged: int = 0


@dataclass(slots=True, kw_only=True)
class Outcome:
    """One job's run, filled in as it goes on.

    ``files`` are the documents about the news, whether or not they had to be written,
    ``messages`` the Message-IDs queued, or with a dry run the .eml files.
    """

    job: str
    result: Result = Result.NOTHING
    moment: str | None = None
    counts: Counts = field(default_factory=Counts)
    files: Sequence[Path] = ()
    skipped: Sequence[Skipped] = ()
    without_meeting: Sequence[str] = ()  # paths of articles
    messages: Sequence[str] = ()
    posted: Posted = field(default_factory=Posted)
    warnings: Sequence[str] = ()
    seconds: float = 0.0
    error: str | None = None
    status: ExitCode = ExitCode.OK

    def exit_code(self, *, strict: bool = False) -> ExitCode:
        """Return the exit status of this job alone; mail refused for good is a failure."""
        if self.status is not ExitCode.OK:
            return self.status
        if self.posted.refused:
            return ExitCode.ERROR
        return ExitCode.INCOMPLETE if strict and (self.skipped or self.without_meeting) else ExitCode.OK

    def to_json(self) -> dict[str, Any]:
        """Return all of it as JSON has it."""
        return {
            "job": self.job,
            "result": self.result.value,
            "moment": self.moment,
            "counts": asdict(self.counts),
            "files": [str(path) for path in self.files],
            "skipped": [{"path": item.path, "reason": item.reason} for item in self.skipped],
            "without_meeting": list(self.without_meeting),
            "messages": list(self.messages),
            "mail": asdict(self.posted),
            "warnings": list(self.warnings),
            "seconds": round(self.seconds, 3),
            "error": self.error,
        }


_WORST_FIRST = (ExitCode.USAGE, ExitCode.ERROR, ExitCode.BUSY, ExitCode.INCOMPLETE, ExitCode.OK)


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the exit status of several jobs: a wrong configuration, a failure, a busy job, --strict, all well."""
    found = set(codes)
    return next((code for code in _WORST_FIRST if code in found), ExitCode.OK)
