"""``briefgen jobs install``: units of systemd, or lines for cron, printed or installed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen import atomic, clock
from briefgen.cli import messages, options
from briefgen.exceptions import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.jobs.settings import Job, Settings
    from briefgen.jobs.units import Unit

EXAMPLES = """\b
Examples:
  briefgen jobs install --systemd
  briefgen jobs install --systemd --write
  briefgen jobs install --cron morning"""


@click.command("install", epilog=EXAMPLES)
@click.argument("names", nargs=-1, metavar="[JOB]...")
@click.option(
    "--systemd", "kind", flag_value="systemd", help="Units of systemd: a service and a timer a job."
)
@click.option("--cron", "kind", flag_value="cron", help="Lines for a crontab.")
@click.option("--write", is_flag=True, help="Install the units for yourself instead of printing them.")
@click.option(
    "--delay",
    type=click.IntRange(min=0),
    default=60,
    metavar="SECONDS",
    help="The longest random delay of a timer.  [default: 60]",
)
@options.jobs_file
def command(names: tuple[str, ...], kind: str | None, write: bool, delay: int, config: Path | None) -> None:
    """Print units of systemd or lines for cron that run the jobs with a schedule, or the JOBs named.

    With --write the units are put where systemd looks for those of your account; nothing is
    started, and the commands that do so are printed. A change of a schedule in the
    configuration needs a new installation. 'briefgen schedule' needs none of this.
    """
    from briefgen.jobs.children import program
    from briefgen.jobs.configuration import load_settings
    from briefgen.jobs.units import crontab_lines, units

    if kind is None:
        raise click.UsageError("Say for what: --systemd or --cron.")
    if write and kind == "cron":
        raise click.UsageError(
            "A crontab may hold lines of yours, so that --write is for --systemd alone. Add the lines with:"
            " (crontab -l; briefgen jobs install --cron) | crontab -"
        )
    settings = load_settings(config)
    jobs = _chosen(settings, names)
    start = program(elsewhere=True)
    if kind == "cron":
        click.echo(crontab_lines(jobs, settings.path, start), nl=False)
        messages.tell(["Add them with: (crontab -l; briefgen jobs install --cron) | crontab -"])
        return
    now = clock.now()
    made = [unit for job in jobs for unit in units(job, settings.path, start, now=now, delay=delay)]
    if write:
        _write(made)
    else:
        click.echo("\n".join(f"# {unit.name}\n{unit.text}" for unit in made), nl=False)


def _chosen(settings: Settings, names: Sequence[str]) -> list[Job]:
    chosen = options.jobs_of(settings, names)
    scheduled = [job for job in chosen if job.schedule or names]
    if not scheduled:
        raise ConfigError(
            f"No job of {settings.path} has a schedule.",
            remedy='Write schedule = "30 7 * * 1-5" and zone = "Europe/Paris" into the table of a job.',
        )
    messages.tell(f"left out: {job.name}: it has no schedule" for job in chosen if job not in scheduled)
    return scheduled


def _write(made: Sequence[Unit]) -> None:
    folder = _folder()
    atomic.make_folder(folder)
    for unit in made:
        atomic.write(folder / unit.name, unit.text.encode())
        click.echo(click.format_filename(folder / unit.name))
    timers = " ".join(unit.name for unit in made if unit.name.endswith(".timer"))
    written = {unit.name for unit in made}
    others = sorted(path.name for path in folder.glob("briefgen-*.timer") if path.name not in written)
    messages.tell(
        [
            "Switch them on with:",
            "  systemctl --user daemon-reload",
            f"  systemctl --user enable --now {timers}",
            "To run them while you are logged out:",
            "  loginctl enable-linger",
            *(f"installed earlier, and left as it is: {name}" for name in others),
        ]
    )


def _folder() -> Path:
    """Return where systemd looks for units of the user's: systemd.unit(5)."""
    home = os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "systemd" / "user"
