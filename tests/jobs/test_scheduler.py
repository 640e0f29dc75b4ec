"""The scheduler against a world of its own: its clock, its runs, its signals; no real time passes."""

from __future__ import annotations

import datetime as dt
import logging
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter

from briefgen.jobs import crontab
from briefgen.jobs.scheduler import LOOK, Scheduler, World
from briefgen.jobs.settings import Job, Schedule, Settings
from briefgen.jobs.store import Store
from briefgen.jobs.store.runs import Runs, State

if TYPE_CHECKING:
    from pathlib import Path

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
HOUR = dt.timedelta(hours=1)


@dataclass
class Run:
    """A run of the fake world: works for some seconds, then has a status."""

    universe: Universe
    job: str
    began: dt.datetime
    lasts: float
    status: int
    asked: list[str] = field(default_factory=list)

    def poll(self):
        if "kill" in self.asked or ("terminate" in self.asked and self.status != -9):
            return -15
        return self.status if self.universe.elapsed >= self.ends else None

    def __post_init__(self):
        self.ends = self.universe.elapsed + self.lasts

    def terminate(self):
        self.asked.append("terminate")

    def kill(self):
        self.asked.append("kill")


@dataclass
class Universe:
    """Time, which may jump, and all that was done; every run takes ``lasts`` seconds."""

    now: dt.datetime
    until: dt.datetime
    lasts: float = 3.0
    statuses: dict[str, list[int]] = field(default_factory=dict)
    jumps: list[tuple[dt.datetime, dt.timedelta]] = field(default_factory=list)
    settings: list[tuple[dt.datetime, Settings]] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    elapsed: float = 0.0
    longest: float = 0.0
    posts: int = 0
    impatient: bool = False

    def wait(self, seconds):
        self.longest = max(self.longest, seconds)
        self.elapsed += seconds
        self.now += dt.timedelta(seconds=seconds)
        if self.jumps and self.now >= self.jumps[0][0]:
            self.now += self.jumps.pop(0)[1]

    def launch(self, settings, job):
        status = self.statuses.get(job.name, [])
        run = Run(self, job.name, self.now, self.lasts, status.pop(0) if status else 0)
        self.runs.append(run)
        return run

    def post(self, settings):
        self.posts += 1

    def reread(self):
        if self.settings and self.now >= self.settings[0][0]:
            return self.settings.pop(0)[1]
        return None

    def world(self):
        return World(
            clock=lambda: self.now,
            wait=self.wait,
            launch=self.launch,
            post=self.post,
            posting=lambda: False,
            reread=self.reread,
            stopping=lambda: self.now >= self.until,
            hurried=lambda: self.impatient,
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "briefgen.toml").touch()
    os.utime(tmp_path / "briefgen.toml", (0, 0))  # a file that has long been there
    return tmp_path


def job(folder: Path, cron: str | None, name: str = "daily", zone: ZoneInfo = PARIS) -> Job:
    schedule = Schedule(cron=cron, zone=zone) if cron else None
    return Job(name=name, inputs=("news",), directory=folder / name, schedule=schedule)


def settings(folder: Path, *jobs: Job) -> Settings:
    return Settings(path=folder / "briefgen.toml", jobs=jobs, mail=None, store=folder / "store.sqlite")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text)


def ran(folder: Path, start: str, name: str = "daily", state: State = State.DONE) -> None:
    """Note in the store that a job has run."""
    with Store.open(folder / "store.sqlite") as store:
        runs = Runs(store.connection, name)
        run = runs.plan("x", at(start))
        if state in {State.DONE, State.FAILED}:
            runs.end(run, state, at(start) + dt.timedelta(seconds=5))


def play(folder: Path, *jobs: Job, start: str, until: str, **how: object) -> Universe:
    """Let the scheduler work from one time to another."""
    names, parallel, grace = how.pop("names", ()), how.pop("parallel", 2), how.pop("grace", 30.0)
    universe = Universe(now=at(start), until=at(until), **how)  # type: ignore[arg-type]
    Scheduler(
        settings=settings(folder, *jobs),
        world=universe.world(),
        names=frozenset(names),
        parallel=parallel,
        grace=grace,
    ).run()
    return universe


def begun(universe: Universe, zone: ZoneInfo = PARIS, unit: str = "minutes") -> list[str]:
    return [run.began.astimezone(zone).isoformat(timespec=unit) for run in universe.runs]


def test_a_job_runs_when_it_is_due_and_no_wait_is_long(folder: Path) -> None:
    ran(folder, "2026-06-01T07:30+02:00")
    played = play(
        folder, job(folder, "30 7 * * *"), start="2026-06-01T12:00+02:00", until="2026-06-03T12:00+02:00"
    )
    assert begun(played, unit="seconds") == ["2026-06-02T07:30:00+02:00", "2026-06-03T07:30:00+02:00"]
    assert played.longest <= LOOK <= 60
    assert played.posts > 2 * 24 * 60


@pytest.mark.slow
@pytest.mark.parametrize("zone", [PARIS, NEW_YORK])
def test_a_year_of_runs_is_that_of_another_library(folder: Path, zone: ZoneInfo) -> None:
    start, end = dt.datetime(2026, 1, 1, tzinfo=zone), dt.datetime(2027, 1, 1, tzinfo=zone)
    ran(folder, start.isoformat())
    cron = "20 7,18 * * 1-5"
    played = play(
        folder, job(folder, cron, zone=zone), start=start.isoformat(), until=end.isoformat(), lasts=0.25
    )
    others = croniter(cron, start, ret_type=dt.datetime)
    theirs = list(takewhile(lambda due: due < end, iter(others.get_next, None)))
    assert [run.began for run in played.runs] == theirs
    assert len(theirs) > 500


@pytest.mark.parametrize(
    ("zone", "cron", "start", "expected"),
    [
        (PARIS, "30 2", "2026-03-28T12:00Z", ["2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00"]),
        (NEW_YORK, "30 2", "2026-03-07T12:00Z", ["2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00"]),
        (PARIS, "30 2", "2026-10-24T12:00Z", ["2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"]),
        (NEW_YORK, "30 1", "2026-10-31T12:00Z", ["2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00"]),
    ],
)
def test_the_gap_of_spring_and_the_doubled_hour_of_autumn(
    folder: Path, zone: ZoneInfo, cron: str, start: str, expected: list[str]
) -> None:
    ran(folder, start)
    until = (at(start) + dt.timedelta(days=2)).isoformat()
    played = play(folder, job(folder, f"{cron} * * *", zone=zone), start=start, until=until)
    assert begun(played, zone) == expected


def test_a_restart_within_the_doubled_hour_runs_nothing_again(folder: Path) -> None:
    ran(folder, "2026-10-25T02:30+02:00")
    played = play(
        folder, job(folder, "30 2 * * *"), start="2026-10-25T02:10+01:00", until="2026-10-25T05:00+01:00"
    )
    assert played.runs == []


@pytest.mark.parametrize("jump", [-1, 1])
def test_a_clock_set_by_an_hour_neither_loses_nor_doubles_a_run(folder: Path, jump: int) -> None:
    ran(folder, "2026-06-01T07:30+02:00")
    for moment in ("2026-06-02T07:00+02:00", "2026-06-02T08:00+02:00"):
        played = play(
            folder,
            job(folder, "30 7 * * *"),
            start="2026-06-01T12:00+02:00",
            until="2026-06-03T12:00+02:00",
            jumps=[(at(moment), jump * HOUR)],
        )
        days = [time[:10] for time in begun(played)]
        assert days == ["2026-06-02", "2026-06-03"]
        late = jump == 1 and "07:00" in moment
        assert begun(played)[0][11:16] == ("08:00" if late else "07:30")


def test_a_clock_that_was_years_ahead_is_forgotten(folder: Path) -> None:
    ran(folder, "2026-06-01T07:30+02:00")
    universe = Universe(now=at("2031-06-02T10:00+02:00"), until=at("2040-01-01T00:00Z"))  # a wrong clock
    back = at("2026-06-02T06:00+02:00") - at("2031-06-02T10:01+02:00")
    universe.jumps = [(at("2031-06-02T10:01+02:00"), back)]
    scheduler = Scheduler(settings=settings(folder, job(folder, "30 7 * * *")), world=universe.world())
    scheduler.begin()
    while universe.now.year == 2031 or universe.now < at("2026-06-03T12:00+02:00"):
        scheduler.step()
        universe.wait(scheduler.pause())
    assert begun(universe) == ["2031-06-02T10:00+02:00", "2026-06-02T07:30+02:00", "2026-06-03T07:30+02:00"]


def test_a_run_that_the_store_has_from_the_future_blocks_nothing(folder: Path) -> None:
    ran(folder, "2031-06-01T07:30+02:00")
    played = play(
        folder, job(folder, "30 7 * * *"), start="2026-06-01T12:00+02:00", until="2026-06-02T12:00+02:00"
    )
    assert begun(played) == ["2026-06-02T07:30+02:00"]


def test_three_days_of_sleep_are_one_run(folder: Path) -> None:
    ran(folder, "2026-06-01T07:30+02:00")
    played = play(
        folder,
        job(folder, "30 7 * * *"),
        job(folder, "*/10 * * * *", "often"),
        start="2026-06-01T12:00+02:00",
        until="2026-06-04T12:15+02:00",
        jumps=[(at("2026-06-01T12:05+02:00"), dt.timedelta(days=3))],
        names=["daily"],
    )
    assert [time[:15] for time in begun(played)] == ["2026-06-04T12:0"]


def test_what_was_missed_while_the_program_was_down_runs_once(folder: Path) -> None:
    ran(folder, "2026-06-01T07:30:02+02:00")
    later = {"start": "2026-06-05T10:00+02:00", "until": "2026-06-05T20:00+02:00"}
    assert begun(play(folder, job(folder, "30 7 * * *"), **later)) == ["2026-06-05T10:00+02:00"]
    ran(folder, "2026-06-05T10:00+02:00", state=State.FAILED)
    assert begun(play(folder, job(folder, "30 7 * * *"), **later)) == []


def test_a_job_that_never_ran_owes_what_was_due_since_it_was_written(folder: Path) -> None:
    written = at("2026-06-01T10:00+02:00").timestamp()
    os.utime(folder / "briefgen.toml", (written, written))
    same_day = play(
        folder, job(folder, "30 7 * * *"), start="2026-06-01T10:05+02:00", until="2026-06-01T20:00+02:00"
    )
    assert same_day.runs == []
    next_day = play(
        folder, job(folder, "30 7 * * *"), start="2026-06-02T09:00+02:00", until="2026-06-02T20:00+02:00"
    )
    assert begun(next_day) == ["2026-06-02T09:00+02:00"]
    assert not (folder / "store.sqlite").exists()


def test_a_run_that_was_stopped_is_taken_up_at_once(folder: Path) -> None:
    ran(folder, "2026-06-01T07:30+02:00", state=State.PLANNED)
    played = play(
        folder, job(folder, "30 7 * * *"), start="2026-06-01T07:35+02:00", until="2026-06-02T07:00+02:00"
    )
    assert begun(played) == ["2026-06-01T07:35+02:00"]


def test_a_job_never_runs_beside_itself_and_what_it_missed_meanwhile_runs_once(folder: Path) -> None:
    ran(folder, "2026-06-01T07:30+02:00", "often")
    played = play(
        folder,
        job(folder, "*/10 * * * *", "often"),
        start="2026-06-01T07:35+02:00",
        until="2026-06-01T08:32+02:00",
        lasts=25 * 60,
    )
    assert [time[11:16] for time in begun(played)] == ["07:40", "08:05", "08:30"]
    assert all(a.ends <= b.ends - b.lasts for a, b in zip(played.runs, played.runs[1:], strict=False))


def test_other_jobs_run_beside_one_that_hangs_or_fails(folder: Path) -> None:
    for name in ("a", "b", "c"):
        ran(folder, "2026-06-01T07:30+02:00", name)
    jobs = [job(folder, "40 7 * * *", name) for name in ("a", "b", "c")]
    when = {"start": "2026-06-01T07:35+02:00", "until": "2026-06-01T09:00+02:00"}
    played = play(folder, *jobs, **when, lasts=600, statuses={"a": [1], "b": [-9]})
    assert [(run.job, run.began.strftime("%H:%M")) for run in played.runs] == [
        ("a", "07:40"),
        ("b", "07:40"),
        ("c", "07:50"),
    ]


def test_a_busy_job_is_tried_again_until_a_run_began_after_it_was_due(folder: Path) -> None:
    ran(folder, "2026-06-01T07:30+02:00")
    when = {"start": "2026-06-02T07:00+02:00", "until": "2026-06-02T08:00+02:00"}
    played = play(folder, job(folder, "30 7 * * *"), **when, statuses={"daily": [75, 75, 0]})
    assert [time[11:16] for time in begun(played)] == ["07:30", "07:31", "07:32"]


def test_a_busy_job_whose_due_time_another_has_served_is_left_alone(folder: Path) -> None:
    ran(folder, "2026-06-01T07:30+02:00")
    universe = Universe(now=at("2026-06-02T07:00+02:00"), until=at("2026-06-02T08:00+02:00"))
    universe.statuses = {"daily": [75]}

    def beaten(settings: Settings, job: Job) -> Run:
        ran(folder, "2026-06-02T07:30:01+02:00")
        return universe.launch(settings, job)

    world = replace(universe.world(), launch=beaten)
    Scheduler(settings=settings(folder, job(folder, "30 7 * * *")), world=world).run()
    assert begun(universe) == ["2026-06-02T07:30+02:00"]


def test_a_process_that_cannot_be_started_is_tried_again(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ran(folder, "2026-06-01T07:30+02:00")
    universe = Universe(now=at("2026-06-02T07:29+02:00"), until=at("2026-06-02T08:00+02:00"))
    launch, refused = universe.launch, []

    def reluctant(settings: Settings, job: Job) -> Run:
        if not refused:
            refused.append(job)
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return launch(settings, job)

    world = replace(universe.world(), launch=reluctant)
    Scheduler(settings=settings(folder, job(folder, "30 7 * * *")), world=world).run()
    assert begun(universe) == ["2026-06-02T07:31+02:00"]
    assert "cannot be started: resource temporarily unavailable" in caplog.text


def test_a_changed_configuration_is_followed(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "briefgen")
    ran(folder, "2026-06-01T07:30+02:00")
    changed = settings(
        folder, job(folder, "0 7 * * *"), job(folder, "0 9 * * *", "new"), job(folder, None, "idle")
    )
    played = play(
        folder,
        job(folder, "0 12 * * *"),
        job(folder, "0 9 * * *", "gone"),
        start="2026-06-01T08:00+02:00",
        until="2026-06-02T12:30+02:00",
        settings=[(at("2026-06-01T08:30+02:00"), changed)],
        names=["daily", "new", "gone"],
        statuses={},
    )
    times = [(run.job, run.began.astimezone(PARIS).strftime("%dT%H:%M")) for run in played.runs]
    assert times == [("gone", "01T08:00"), ("new", "01T09:00"), ("daily", "02T07:00"), ("new", "02T09:00")]
    assert "is no longer scheduled" in caplog.text
    assert "was read again" in caplog.text


def test_a_run_at_work_may_end_and_is_stopped_after_the_grace(folder: Path) -> None:
    ran(folder, "2026-06-01T07:30+02:00")
    when = {"start": "2026-06-02T07:29:59+02:00", "until": "2026-06-02T07:30:05+02:00"}
    (run,) = play(folder, job(folder, "30 7 * * *"), **when, lasts=20).runs
    assert run.asked == []
    (run,) = play(folder, job(folder, "30 7 * * *"), **when, lasts=2000).runs
    assert run.asked == ["terminate"]
    (run,) = play(folder, job(folder, "30 7 * * *"), **when, lasts=2000, statuses={"daily": [-9]}).runs
    assert run.asked == ["terminate", "kill"]
    hurried = play(folder, job(folder, "30 7 * * *"), **when, lasts=20, impatient=True)
    assert hurried.runs[0].asked == ["terminate"]


def test_a_damaged_store_is_told_and_the_job_is_run(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    ran(folder, "2026-06-01T07:30+02:00")
    (folder / "store.sqlite").write_bytes(b"no database at all, but some text" * 40)
    played = play(
        folder, job(folder, "30 7 * * *"), start="2026-06-02T07:00+02:00", until="2026-06-02T08:00+02:00"
    )
    assert "is damaged" in caplog.text
    assert played.runs


def test_the_store_is_only_looked_at(folder: Path) -> None:
    ran(folder, "2026-06-01T07:30+02:00")
    with closing(sqlite3.connect(folder / "store.sqlite")) as connection:
        before = list(connection.iterdump())
    play(folder, job(folder, "30 7 * * *"), start="2026-06-02T07:00+02:00", until="2026-06-02T08:00+02:00")
    with closing(sqlite3.connect(folder / "store.sqlite")) as connection:
        assert list(connection.iterdump()) == before


def test_due_times_of_the_scheduler_are_those_of_the_crontab(folder: Path) -> None:
    ran(folder, "2026-03-28T00:00+01:00")
    schedule = Schedule(cron="*/40 1-4 * * 6,0", zone=PARIS)
    start, end = "2026-03-28T00:00+01:00", "2026-03-30T00:00+02:00"
    played = play(folder, job(folder, schedule.cron), start=start, until=end)
    due = takewhile(lambda time: time < at(end), crontab.due_times(schedule, at(start)))
    assert begun(played) == [time.isoformat(timespec="minutes") for time in due]
