"""Stays up and runs what is due.

A loop of its own around ``crontab.next_due``: it reads the clock anew at least twice a minute
and keeps no long sleep, so that changes of the clock and sleep of the machine are seen.
Every run is a process of its own (see ``children``); a lock keeps two runs of a job apart,
whoever began them.  What was missed is told from the store: when did the job last run?
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.exceptions import BriefgenError, ExitCode
from briefgen.jobs import agenda
from briefgen.jobs.agenda import Appointment
from briefgen.jobs.history import Past

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.jobs.children import Child
    from briefgen.jobs.history import PastRun
    from briefgen.jobs.settings import Job, Settings

log = logging.getLogger(__name__)

LOOK = 10.0  # seconds between two looks at the clock, at most
POLL = 0.25  # seconds between two looks at runs that are at work
FAREWELL = 5.0  # seconds for a run that was asked to end
LATE = dt.timedelta(minutes=1)  # from which on a run was missed, and is not merely begun late


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All that the scheduler has to do with outside: for tests, another one can be made.

    ``clock`` reads the present, ``wait`` returns after some seconds or when there is
    something to look at, ``launch`` starts a run, ``post`` delivers what waits and returns
    at once, ``posting`` tells whether it still does, ``reread`` gives settings that have
    changed, ``stopping`` tells whether to end and ``hurried`` whether to end at once.
    """

    clock: Callable[[], dt.datetime]
    wait: Callable[[float], None]
    launch: Callable[[Settings, Job], Child]
    post: Callable[[Settings], None]
    posting: Callable[[], bool]
    reread: Callable[[], Settings | None]
    stopping: Callable[[], bool]
    hurried: Callable[[], bool]


@dataclass(slots=True)
class _Work:
    """A run at work: whose, and what was handled before it began."""

    child: Child
    before: dt.datetime
    due: dt.datetime


@dataclass(slots=True, kw_only=True)
class Scheduler:
    """Runs the jobs of settings: all that have a schedule, or those ``names`` among them."""

    settings: Settings
    world: World
    names: frozenset[str] = frozenset()
    parallel: int = 2
    grace: float = 30.0  # seconds for runs at work when the program is to end
    _appointments: dict[str, Appointment] = field(default_factory=dict)
    _work: dict[str, _Work] = field(default_factory=dict)

    def run(self) -> None:
        """Run what is due until the world says to stop."""
        self.begin()
        while not self.world.stopping():
            self.step()
            self.world.wait(self.pause())
        self.wind_up()

    def begin(self) -> None:
        """Look which runs are owed from before."""
        now = self.now()
        known = agenda.known_since(self.settings, now)
        for job in self._jobs(self.settings):
            last = self._last(job)
            start = last.started if last else None
            appointment = agenda.begin(job, now=now, last_start=start, known=known)
            if appointment is None:
                continue
            if last and last.is_unfinished and appointment.due > now:
                log.info("was stopped on its way and is taken up", extra={"job": job.name})
                appointment.due = now
            self._appointments[job.name] = appointment
            self._tell_next(appointment)

    def step(self) -> None:
        """Look once at everything."""
        settings = self.world.reread()
        if settings is not None:
            self.adopt(settings)
        self._reap()
        self._start_due()
        self.world.post(self.settings)

    def pause(self) -> float:
        """Return for how many seconds nothing needs a look."""
        if self._work:
            return POLL
        now = self.now()
        soonest = min((a.due for a in self._appointments.values()), default=now + dt.timedelta(days=1))
        return min(LOOK, max(POLL, (soonest - now).total_seconds()))

    def adopt(self, settings: Settings) -> None:
        """Go by other settings; a job whose schedule is as it was keeps what it owes."""
        now, before = self.now(), self._appointments
        self.settings, self._appointments = settings, {}
        log.info("%s was read again", settings.path)
        for job in self._jobs(settings):
            if job.schedule is None:
                continue
            old = before.pop(job.name, None)
            same = old is not None and old.schedule == job.schedule
            handled = old.handled if old is not None and same else now
            appointment = self._appointments[job.name] = Appointment(job, job.schedule, handled)
            if not same:
                self._tell_next(appointment)
        for name in before:
            log.info("is no longer scheduled", extra={"job": name})
        if not self._appointments:
            log.warning("no job has a schedule any more")

    def wind_up(self) -> None:
        """Let runs at work end, for as long as the grace lasts; then leave them to be taken up."""
        if self._work:
            log.info("ends when %s ended, in %g seconds at most", _named(self._work), self.grace)
        self._wait_for_work(self.grace)
        for name, work in self._work.items():
            log.info("is stopped; its next run takes it up", extra={"job": name})
            work.child.terminate()
        self._wait_for_work(FAREWELL, until_hurried=False)
        for work in self._work.values():
            work.child.kill()
        log.info("ended")

    def now(self) -> dt.datetime:
        """Return the present in UTC."""
        return self.world.clock().astimezone(dt.UTC)

    def _jobs(self, settings: Settings) -> Iterable[Job]:
        return (job for job in settings.jobs if not self.names or job.name in self.names)

    def _last(self, job: Job) -> PastRun | None:
        try:
            with Past(self.settings.store) as past:
                return past.last(job.name)
        except BriefgenError as error:
            log.error("%s", error, extra={"job": job.name})
            return None

    def _start_due(self) -> None:
        now = self.now()
        for appointment in self._appointments.values():
            if appointment.correct(now):
                log.warning("the clock was set back; the next run is by its new time", extra=_of(appointment))
                self._tell_next(appointment)
        due = [a for a in self._appointments.values() if a.is_due(now) and a.job.name not in self._work]
        for appointment in sorted(due, key=lambda a: a.due):
            if len(self._work) >= self.parallel:
                return
            self._start(appointment, now)

    def _start(self, appointment: Appointment, now: dt.datetime) -> None:
        when = appointment.due.astimezone(appointment.schedule.zone).isoformat(timespec="minutes")
        if now - appointment.due > LATE:
            log.info("was due at %s and runs now", when, extra=_of(appointment))
        else:
            log.info("is due", extra=_of(appointment))
        before, due = appointment.handled, appointment.due
        appointment.settle(max(now, due))
        try:
            child = self.world.launch(self.settings, appointment.job)
        except OSError as error:  # no memory, too many processes
            log.error("cannot be started: %s", (error.strerror or str(error)).lower(), extra=_of(appointment))
            appointment.postpone(now, before)
        else:
            self._work[appointment.job.name] = _Work(child, before, due)

    def _reap(self) -> None:
        for name, work in list(self._work.items()):
            status = work.child.poll()
            if status is None:
                continue
            del self._work[name]
            appointment = self._appointments.get(name)
            if status < 0 and not self.world.stopping():
                log.error("the run was killed by signal %d", -status, extra={"job": name, "status": status})
            elif status > 0 and status != ExitCode.BUSY:
                log.error("the run ended with status %d", status, extra={"job": name, "status": status})
            if appointment is None:
                continue
            if status == ExitCode.BUSY and not self._has_run_since(appointment.job, work.due):
                appointment.postpone(self.now(), work.before)
            else:
                self._tell_next(appointment)

    def _has_run_since(self, job: Job, due: dt.datetime) -> bool:
        last = self._last(job)
        return last is not None and last.started >= due

    def _wait_for_work(self, seconds: float, *, until_hurried: bool = True) -> None:
        waited = 0.0
        while (self._work or self.world.posting()) and waited < seconds:
            if until_hurried and self.world.hurried():
                return
            self.world.wait(POLL)
            waited += POLL
            self._reap()

    def _tell_next(self, appointment: Appointment) -> None:
        if appointment.due <= self.now() or self.world.stopping():
            return  # the log says what happens instead
        due = appointment.due.astimezone(appointment.schedule.zone).isoformat(timespec="minutes")
        log.info("is due next at %s", due, extra={**_of(appointment), "next_due": due})


def _of(appointment: Appointment) -> dict[str, str]:
    return {"job": appointment.job.name}


def _named(names: Iterable[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return " and ".join(quoted) + (" has" if len(quoted) == 1 else " have")
