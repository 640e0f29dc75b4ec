"""Checks that the documentation is true: part of ``make check``.

Every ```` ```console ```` block of README.md is run, command by command, and its output
must be what the block shows (but for the seconds).  Every command must be documented, and
CHANGELOG.md must have a place for what comes next.  ``--write`` puts the real output in.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from briefgen.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
CHANGELOG = ROOT / "CHANGELOG.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SECONDS = re.compile(r"\b\d+\.\d s\b")


def main() -> int:
    """Print what is untrue; the exit status is 1 if anything is."""
    readme = README.read_text("utf-8")
    real = with_real_output(readme)
    if "--write" in sys.argv[1:] and masked(real) != masked(readme):
        README.write_text(real, "utf-8")
        readme = real
    faults = [*changed_lines(readme, real), *undocumented(readme), *without_unreleased()]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


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


def changed_lines(readme: str, real: str) -> list[str]:
    """Tell which lines of output are not what the commands print."""
    told, now = masked(readme).splitlines(), masked(real).splitlines()
    if told == now:
        return []
    first = next((i for i, pair in enumerate(zip(told, now, strict=False)) if pair[0] != pair[1]), len(told))
    shown = now[first] if first < len(now) else "(nothing)"
    return [f"README.md:{first + 1}: the command prints: {shown}\n(make format puts the real output in)"]


def undocumented(readme: str) -> list[str]:
    """Tell which commands have no section in the README."""
    return [
        f"README.md: there is no section on briefgen {name}"
        for name in COMMANDS
        if not re.search(rf"^#+ .*`briefgen {name}\b", readme, re.MULTILINE)
    ]


def without_unreleased() -> list[str]:
    """Tell if the changelog has no place for what comes next."""
    if "## [Unreleased]" in CHANGELOG.read_text("utf-8"):
        return []
    return ["CHANGELOG.md: there is no section ## [Unreleased]"]


if __name__ == "__main__":
    sys.exit(main())
