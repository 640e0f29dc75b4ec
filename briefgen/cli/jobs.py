"""``briefgen jobs``: what concerns the jobs of a configuration file."""

from __future__ import annotations

import click

from briefgen.cli.lazy import LazyGroup

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("briefgen.cli.jobs_check", "Check the configuration file, and tell when jobs are due next."),
    "list": ("briefgen.cli.jobs_list", "List the jobs: when they are due next, and how they ran last."),
    "status": ("briefgen.cli.jobs_status", "Tell whether something is wrong with the jobs."),
    "history": ("briefgen.cli.jobs_history", "Show past runs, newest first."),
    "install": ("briefgen.cli.jobs_install", "Print or install units of systemd, or lines for cron."),
    "rebuild": ("briefgen.cli.jobs_rebuild", "Make a new store in place of a damaged one."),
}
"""Command → the module that defines it as ``command``, and its line in the help."""


@click.group("jobs", cls=LazyGroup, lazy=COMMANDS)
def command() -> None:
    """Check and follow the jobs of a configuration file."""
