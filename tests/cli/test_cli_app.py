from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from briefgen import __version__, pipeline
from briefgen.cli.app import COMMANDS, app
from briefgen.exceptions import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

HEAVY = ("spacy", "numpy", "reportlab", "docx", "trafilatura", "jinja2", "rich")


def python(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=False, **options
    )


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import atexit, sys; from briefgen.cli import main;"
        f"loaded = lambda: print([m for m in {HEAVY} if m in sys.modules], file=sys.stderr);"
        "atexit.register(loaded);"
        f"sys.argv = ['briefgen', *{arguments!r}]; main()"
    )
    done = python("-c", code)
    assert done.returncode == 0
    assert done.stderr.strip() == "[]"


def test_the_package_runs_as_a_module() -> None:
    done = python("-m", "briefgen", "--version")
    assert done.stdout.strip() == f"briefgen {__version__}"


def test_help_names_every_command_and_exit_status(run: Run) -> None:
    shown = run("--help").output
    for name in COMMANDS:
        assert f"  {name} " in shown
    for status in ("0", "1", "2", "3", "75", "130"):
        assert f" {status}  " in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help(name: str) -> None:
    command = app.get_command(click.Context(app), name)
    assert command is not None
    assert command.name == name
    assert command.help
    assert all(option.help for option in command.params if isinstance(option, click.Option))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_in_the_help_of_the_group_is_short(name: str) -> None:
    assert len(COMMANDS[name][1]) <= 65


def test_an_unknown_command_is_a_usage_error(run: Run) -> None:
    assert run("brew").exit_code == 2


def test_an_error_of_the_user_is_one_line_and_its_exit_code(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OutputError("The disk is full.", remedy="Make room.")

    monkeypatch.setattr(pipeline, "analyze", fail)
    result = run("analyze", "x")
    assert result.exit_code == 1
    assert result.stderr == "briefgen: The disk is full. Make room.\n"


def test_a_defect_is_one_line_that_says_how_to_see_more(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("oops\nand more")

    monkeypatch.setattr(pipeline, "analyze", fail)
    result = run("analyze", "x")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "KeyError" in result.stderr
    assert "BRIEFGEN_DEBUG=1" in result.stderr


@pytest.mark.parametrize(("option", "variable"), [("--debug", "0"), (None, "1")])
def test_a_defect_can_be_seen_whole(
    run: Run, monkeypatch: pytest.MonkeyPatch, option: str | None, variable: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("oops")

    monkeypatch.setattr(pipeline, "analyze", fail)
    result = run(*filter(None, [option]), "analyze", "x", env={"BRIEFGEN_DEBUG": variable})
    assert isinstance(result.exception, KeyError)


def test_ctrl_c_ends_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "analyze", interrupt)
    result = run("analyze", "x")
    assert result.exit_code == 130
    assert result.stderr.strip() == "briefgen: Interrupted."


@pytest.mark.skipif(os.name != "posix", reason="pipes are closed otherwise elsewhere")
def test_a_reader_that_stops_reading_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = python_to(writing, "-m", "briefgen", "templates", "show", "digest")
    assert done.stderr == b""
    assert done.returncode == 141


def python_to(stdout: int, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [sys.executable, *arguments], stdout=stdout, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(stdout)


def test_output_that_a_terminal_cannot_show_is_escaped() -> None:
    code = (
        "import sys, click; from briefgen.cli import app;"
        "app.CommandGroup.invoke = lambda self, ctx: click.echo('Łódź');"
        "sys.argv = ['briefgen', 'doctor']; app.main()"
    )
    done = python("-c", code, env=os.environ | {"PYTHONIOENCODING": "latin-1"}, encoding="latin-1")
    assert done.stdout.strip() == "\\u0141ód\\u017a"
