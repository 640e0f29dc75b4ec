"""Timers of systemd are due when the scheduler would run the job: systemd itself is asked."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from briefgen.exceptions import ConfigError
from briefgen.jobs import crontab
from briefgen.jobs.oncalendar import events
from briefgen.jobs.settings import Schedule

ANALYZE = shutil.which("systemd-analyze")
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ELAPSE = re.compile(r"(?:Next elapse|Iter\. #\d+|\(in UTC\)): \w{3} ([\d-]+ [\d:]+) UTC")


def of(cron: str, zone: str = "Europe/Paris") -> tuple[str, ...]:
    return events(Schedule(cron=cron, zone=ZoneInfo(zone)), START)


def elapses(event: str, count: int) -> list[dt.datetime]:
    """Return when systemd takes an event to be due."""
    command = [
        str(ANALYZE),
        "calendar",
        "--base-time=2026-01-01 00:00:00 UTC",
        f"--iterations={count}",
        event,
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "TZ": "UTC"}
    )
    return [dt.datetime.fromisoformat(f"{text}+00:00") for text in ELAPSE.findall(done.stdout)]


@pytest.mark.parametrize(
    ("cron", "expected"),
    [
        ("30 7 * * 1-5", ["Mon,Tue,Wed,Thu,Fri *-*-* 07:30:00"]),
        ("0 6,18 * * *", ["*-*-* 06,18:00:00"]),
        ("*/20 8-10 * * MON", ["Mon *-*-* 08..10:00,20,40:00"]),
        ("15 * * * *", ["*-*-* *:15:00"]),
        ("0 7 1,15 * 5", ["*-*-01,15 07:00:00", "Fri *-*-* 07:00:00"]),  # or
        ("0 7 */10 * 5", ["Fri *-*-01,11,21,31 07:00:00"]),  # and
        ("0 7 1 JAN-MAR,12 *", ["*-01..03,12-01 07:00:00"]),
        ("0 7 * * 0,7", ["Sun *-*-* 07:00:00"]),
        ("0 7 * * SUN#2", ["Sun *-*-08..14 07:00:00"]),
        ("0 7 * * 5L", ["Fri *-*~07/1 07:00:00"]),
        ("0 7 L * *", ["*-*~01 07:00:00"]),
        ("0 7 LW * *", ["Mon,Tue,Wed,Thu,Fri *-*~01 07:00:00", "Fri *-*~02 07:00:00", "Fri *-*~03 07:00:00"]),
    ],
)
def test_events_of_an_expression(cron: str, expected: list[str]) -> None:
    assert of(cron) == tuple(f"{event} Europe/Paris" for event in expected)


def test_what_systemd_leaves_out_stands_there_by_itself() -> None:
    found = of("30 2 * * *")
    assert found[:3] == (
        "*-*-* 02:30:00 Europe/Paris",
        "2026-03-29 03:00:00 Europe/Paris",
        "2027-03-28 03:00:00 Europe/Paris",
    )
    assert len(found) == 11
    assert len(of("0,30 2-3 * * *")) == 1  # due after the gap anyhow
    assert len(of("30 2 * * *", "UTC")) == 1


def test_what_systemd_cannot_say_is_told() -> None:
    with pytest.raises(ConfigError, match="systemd cannot say"):
        of("0 7 */2 * 5L")


@pytest.mark.slow
@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("zone", ["Europe/Paris", "America/New_York", "UTC"])
@pytest.mark.parametrize(
    "cron",
    [
        "30 7 * * 1-5", "0 6,18 * * *", "*/20 8-10 * * 1", "5 4 1,15 * *", "0 12 29 2 *", "15 0 * 6 3",
        "0 7 1,15 * 5", "0 7 */10 * FRI", "30 2 * * *", "30 1 * * *", "0 7 13 * FRI", "0 9 * JAN,JUL SUN#1",
        "0 9 * * 5L", "0 9 L * *", "0 9 LW * *", "0 9 L 2 *", "45 23 31 12 *", "0 * * * *", "0 5 10-20/5 */3 *",
        "0 5 */2 * 1#1,3#5",
    ],
)  # fmt: skip
def test_systemd_and_the_scheduler_agree(cron: str, zone: str) -> None:
    schedule = Schedule(cron=cron, zone=ZoneInfo(zone))
    count = 400 if cron.count("*") > 2 else 24
    theirs = sorted({due for event in events(schedule, START) for due in elapses(event, count)})
    ours = [due.astimezone(dt.UTC) for due in islice(crontab.due_times(schedule, START), count)]
    assert theirs[: len(ours)] == ours
