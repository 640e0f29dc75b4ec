from __future__ import annotations

import datetime as dt
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.exceptions import ConfigError
from briefgen.jobs.settings import Job, Schedule
from briefgen.jobs.units import crontab_lines, for_cron, for_systemd, units

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
ANALYZE = shutil.which("systemd-analyze")
AWKWARD = Path('/srv/the desk\'s 100% "best" $HOME; news\\briefgen.toml')


def job(cron: str | None = "30 7 * * 1-5", name: str = "morning", zone: str = "Europe/Paris") -> Job:
    schedule = Schedule(cron=cron, zone=ZoneInfo(zone)) if cron else None
    return Job(name=name, directory=Path("out"), schedule=schedule)


def test_a_service_runs_the_job_once_and_a_timer_makes_up_for_what_was_missed() -> None:
    service, timer = units(job(), Path("/srv/briefgen.toml"), ["/usr/bin/briefgen"], now=NOW, delay=90)
    assert (service.name, timer.name) == ("briefgen-morning.service", "briefgen-morning.timer")
    assert (
        "Type=oneshot\nExecStart=/usr/bin/briefgen run morning --config /srv/briefgen.toml\n" in service.text
    )
    lines = timer.text.splitlines()
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 07:30:00 Europe/Paris" in lines
    assert {"Persistent=true", "RandomizedDelaySec=90", "WantedBy=timers.target"} <= set(lines)


def unquoted(text: str) -> list[str]:
    """Split a line of ExecStart= as systemd.service(5) has it, without variables."""
    words = shlex.split(text, posix=True)  # double quotes and backslashes are those of a shell
    return [word.replace("$$", "$").replace("%%", "%") for word in words]


@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_every_path_comes_through_systemd_and_cron(path: str) -> None:
    if not path.isprintable():
        return
    quoted = for_systemd(path)
    assert "%" not in quoted.replace("%%", "")
    assert "$" not in quoted.replace("$$", "")
    if "`" not in path and not set("\\$") & set(path):  # where the shell's quotes have rules of their own
        assert unquoted(quoted) == [path]
    line = for_cron(path)
    assert "%" not in line.replace("\\%", "")
    assert shlex.split(line.replace("\\%", "%")) == [path]


def test_a_shell_reads_what_cron_gives_it(tmp_path: Path) -> None:
    line = crontab_lines([job()], AWKWARD, [sys.executable, "-c", "import sys; print(sys.argv[1:])"])
    command = line.splitlines()[-1].split(" ", 5)[5].replace("\\%", "%").removesuffix(" >/dev/null")
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)  # noqa: S602
    assert done.stdout == f"{['run', 'morning', '--quiet', '--config', str(AWKWARD)]}\n"


@pytest.mark.slow
@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("name", ["100% of the $desk", 'the desk\'s "own"'])
def test_systemd_accepts_the_units(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    program = folder / "python"
    program.symlink_to(sys.executable)
    paths = []
    for unit in units(job(), AWKWARD, [str(program)], now=NOW, delay=0):
        (tmp_path / unit.name).write_text(unit.text)
        paths.append(str(tmp_path / unit.name))
    done = subprocess.run(
        [str(ANALYZE), "verify", "--man=no", "--recursive-errors=no", *paths],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [line for line in done.stderr.splitlines() if "briefgen" in line]
    assert (done.returncode, told) == (0, [])


def test_lines_of_cron_have_their_zone_and_numbers_for_names() -> None:
    jobs = [job("0 7 1,15 jan,Dec MON-FRI"), job("5 * * * *", "b"), job("0 9 * * 7", "c", "America/New_York")]
    lines = crontab_lines(jobs, Path("/srv/b.toml"), ["/bin/briefgen"]).splitlines()
    assert lines[2:] == [
        "CRON_TZ=Europe/Paris",
        "0 7 1,15 1,12 1-5 /bin/briefgen run morning --quiet --config /srv/b.toml >/dev/null",
        "5 * * * * /bin/briefgen run b --quiet --config /srv/b.toml >/dev/null",
        "CRON_TZ=America/New_York",
        "0 9 * * 7 /bin/briefgen run c --quiet --config /srv/b.toml >/dev/null",
    ]


@pytest.mark.parametrize("cron", ["0 9 L * *", "0 9 * * 5L", "0 9 * * 1#2", "0 9 LW * *"])
def test_what_cron_cannot_say_is_told(cron: str) -> None:
    with pytest.raises(ConfigError, match="cron cannot say"):
        crontab_lines([job(cron)], Path("/b.toml"), ["briefgen"])


def test_a_job_without_a_schedule_and_a_path_with_a_line_break_are_told() -> None:
    with pytest.raises(ConfigError, match="has no schedule"):
        units(job(None), Path("/b.toml"), ["briefgen"], now=NOW, delay=0)
    for config in (Path("/a\nb.toml"), Path("/a\x1b[31m")):
        with pytest.raises(ConfigError, match="cannot stand in a line"):
            units(job(), config, ["briefgen"], now=NOW, delay=0)
        with pytest.raises(ConfigError, match="cannot stand in a line"):
            crontab_lines([job()], config, ["briefgen"])
