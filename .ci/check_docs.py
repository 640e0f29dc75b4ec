"""Checks that the documentation is true: part of ``make check``.

Every ```` ```console ```` block of README.md is run, command by command, and its output
must be what the block shows (but for the seconds).  docs/commands.md must hold the help of
every command, and CHANGELOG.md a place for what comes next.  ``--write`` puts the real
output in.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.testing import CliRunner

from briefgen.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
REFERENCE = ROOT / "docs" / "commands.md"
CHANGELOG = ROOT / "CHANGELOG.md"
PREFACE = """\
# The commands

The help of every command, as the program prints it. This page is written by `make format`.
"""
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = re.compile(r"\b\d+\.\d s\b")


def main() -> int:
    """Print what is untrue; the exit status is 1 if anything is."""
    faults = without_unreleased()
    for page, real in ((README, with_real_output(README.read_text("utf-8"))), (REFERENCE, reference())):
        told = page.read_text("utf-8") if page.exists() else ""
        if "--write" in sys.argv[1:] and masked(real) != masked(told):
            page.write_text(real, "utf-8")
        else:
            faults += changed_lines(page, told, real)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def reference() -> str:
    """Return the page with the help of every command."""
    sections = [PREFACE]
    for name in commands("briefgen", app):
        told = CliRunner().invoke(app, [*name.split()[1:], "--help"], prog_name="briefgen", terminal_width=80)
        lines = "\n".join(line.rstrip() for line in told.output.splitlines())
        sections.append(f"\n## `{name}`\n\n```text\n{lines}\n```\n")
    return "".join(sections)


def commands(name: str, command: click.Command) -> Iterator[str]:
    """Yield the full name of a command, then those of the commands below it."""
    yield name
    if isinstance(command, click.Group):
        with click.Context(command) as context:
            for below in command.list_commands(context):
                if found := command.get_command(context, below):
                    yield from commands(f"{name} {below}", found)


def with_real_output(readme: str) -> str:
    """Return the README with the output that its commands give now."""
    environment = os.environ | {"COLUMNS": "80", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "seeds").symlink_to(ROOT / "seeds")

        def run_block(block: re.Match[str]) -> str:
            commands = re.findall(r"^\$ (.*)$", block[1], re.MULTILINE)
            return f"```console\n{''.join(session(command, scratch, environment) for command in commands)}```"

        return BLOCK.sub(run_block, readme)


def session(command: str, folder: str, environment: dict[str, str]) -> str:
    """Run a command in a shell and return it with all that it prints."""
    done = subprocess.run(  # noqa: S602 - the commands are those of our README
        command,
        shell=True,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "\n".join([f"$ {command}", *lines, ""])


def masked(text: str) -> str:
    """Return the text without what differs from run to run."""
    return SECONDS.sub("0.0 s", text)


def changed_lines(page: Path, shown: str, real: str) -> list[str]:
    """Tell which lines of output are not what the commands print."""
    told, now = masked(shown).splitlines(), masked(real).splitlines()
    if told == now:
        return []
    first = next((i for i, pair in enumerate(zip(told, now, strict=False)) if pair[0] != pair[1]), len(told))
    line = now[first] if first < len(now) else "(nothing)"
    where = page.relative_to(ROOT)
    return [f"{where}:{first + 1}: the command prints: {line}\n(make format puts the real output in)"]


def without_unreleased() -> list[str]:
    """Tell if the changelog has no place for what comes next."""
    if "## [Unreleased]" in CHANGELOG.read_text("utf-8"):
        return []
    return ["CHANGELOG.md: there is no section ## [Unreleased]"]


if __name__ == "__main__":
    sys.exit(main())
