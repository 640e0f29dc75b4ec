"""``briefgen jobs``: what concerns the jobs of a configuration file."""

from __future__ import annotations

import click

from briefgen.cli.lazy import LazyGroup

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("briefgen.cli.jobs_check", "Check the configuration file, and tell when jobs are due next."),
    "rebuild": ("briefgen.cli.jobs_rebuild", "Make a new store in place of a damaged one."),
}
"""Command → the module that defines it as ``command``, and its line in the help."""


@click.group("jobs", cls=LazyGroup, lazy=COMMANDS)
def command() -> None:
    """Check and follow the jobs of a configuration file."""
