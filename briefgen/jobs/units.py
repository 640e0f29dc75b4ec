"""What other schedulers need to run jobs: units of systemd, and lines for cron."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.exceptions import ConfigError
from briefgen.jobs.oncalendar import events

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefgen.jobs.settings import Job

_SAFE = re.compile(r"[\w@+=:,./-]+", re.ASCII)
_DAYS = {name: str(number) for number, name in enumerate("SUN MON TUE WED THU FRI SAT".split())}
_MONTHS = {
    name: str(number)
    for number, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), 1)
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One file for systemd."""

    name: str
    text: str


def units(
    job: Job, config: Path, program: Sequence[str], *, now: dt.datetime, delay: int
) -> tuple[Unit, Unit]:
    """Return the service and the timer of a job with a schedule.

    ``program`` starts briefgen, ``delay`` is the longest random delay in seconds.  Raises
    ``ConfigError`` for a schedule or a path that systemd cannot take.
    """
    if job.schedule is None:
        raise _without_schedule(job)
    name = f"briefgen-{job.name}"
    words = [*program, "run", job.name, "--config", str(config)]
    if set("'\"\\$") & set(program[0]):  # which systemd does not take in the name of a program
        words = ["/usr/bin/env", *words]
    service = [
        "[Unit]",
        f'Description=briefgen: the job "{job.name}"',
        "",
        "[Service]",
        "Type=oneshot",
        "ExecStart=" + " ".join(map(for_systemd, words)),
        "# Another run of the job is at work, which is no failure:",
        "SuccessExitStatus=75",
        "# Variables that the configuration names stand there, NAME=value a line; chmod 600:",
        "EnvironmentFile=-%E/briefgen/environment",
    ]
    timer = [
        "[Unit]",
        f'Description=briefgen: when the job "{job.name}" is due ({job.schedule.cron.replace("%", "%%")})',
        "",
        "[Timer]",
        *(f"OnCalendar={event}" for event in events(job.schedule, now)),
        "# What was missed runs once:",
        "Persistent=true",
        f"RandomizedDelaySec={delay}",
        "AccuracySec=1s",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]
    return Unit(f"{name}.service", _lines(service)), Unit(f"{name}.timer", _lines(timer))


def crontab_lines(jobs: Sequence[Job], config: Path, program: Sequence[str]) -> str:
    """Return lines for crontab(5).  Raises ``ConfigError`` for a schedule or a path that cron cannot take."""
    lines = [
        "# briefgen. Keep these lines last: CRON_TZ holds for all lines below it.",
        "# A cron that does not know CRON_TZ goes by the time of the machine.",
    ]
    zone = None
    for job in jobs:
        if job.schedule is None:
            raise _without_schedule(job)
        if job.schedule.zone.key != zone:
            zone = job.schedule.zone.key
            lines.append(f"CRON_TZ={zone}")
        words = [*program, "run", job.name, "--quiet", "--config", str(config)]
        command = " ".join(map(for_cron, words))
        lines.append(f"{_for_any_cron(job)} {command} >/dev/null")
    return _lines(lines)


def for_systemd(word: str) -> str:
    """Quote one word of ExecStart=: no specifier, no variable, no end of the word in it."""
    _check(word)
    escaped = word.replace("%", "%%").replace("$", "$$")
    if _SAFE.fullmatch(word):
        return escaped
    escaped = escaped.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def for_cron(word: str) -> str:
    """Quote one word of a command: for the shell, and a % that cron would make a line break of."""
    _check(word)
    return shlex.quote(word).replace("%", "\\%")


def _for_any_cron(job: Job) -> str:
    """Return the expression of a job as every cron takes it: numbers for names."""
    fields = job.schedule.cron.upper().split() if job.schedule else []
    fields[3:5] = [_numbered(fields[3], _MONTHS), _numbered(fields[4], _DAYS)]
    expression = " ".join(fields)
    if re.search(r"[A-Z#]", expression):
        raise ConfigError(
            f'cron cannot say "{expression}", the schedule of the job "{job.name}".',
            remedy="Use --systemd or 'briefgen schedule'.",
        )
    return expression


def _numbered(field: str, names: Mapping[str, str]) -> str:
    return re.sub(r"[A-Z]{3}", lambda found: names.get(found[0], found[0]), field)


def _check(word: str) -> None:
    if not word.isprintable():
        raise ConfigError(
            f"The path {word!r} has characters that cannot stand in a line.",
            remedy="Rename the folder or file.",
        )


def _without_schedule(job: Job) -> ConfigError:
    return ConfigError(
        f'The job "{job.name}" has no schedule.',
        remedy='Write schedule = "30 7 * * 1-5" and zone = "Europe/Paris" into its table.',
    )


def _lines(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
