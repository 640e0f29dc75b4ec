"""The group of commands: loads a command when it is called, and ends every error in a sentence."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import IO, Any

import click

from briefgen import __version__
from briefgen.cli.lazy import LazyGroup
from briefgen.cli.messages import printable, skipped_lines
from briefgen.exceptions import BriefgenError, ConfigError, ExitCode, NothingReadError

COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("briefgen.cli.build", "Write briefing notes, one per meeting, and a digest."),
    "analyze": ("briefgen.cli.analyze", "Show the meetings that articles tell of."),
    "explain": ("briefgen.cli.explain", "Show one article with all that was found in it, and why."),
    "templates": (
        "briefgen.cli.templates",
        "List, show, copy, check and preview the templates of documents.",
    ),
    "init": ("briefgen.cli.init", "Write a commented configuration file, to describe jobs in."),
    "run": ("briefgen.cli.run", "Run configured jobs once: read what is new, write and mail it."),
    "schedule": ("briefgen.cli.schedule", "Stay up and run configured jobs when they are due."),
    "watch": ("briefgen.cli.watch", "Build whenever articles come into a folder."),
    "jobs": ("briefgen.cli.jobs", "Check and follow the jobs of a configuration file."),
    "send": ("briefgen.cli.send", "Mail files that exist."),
    "outbox": ("briefgen.cli.outbox", "List, show, retry and drop the mail that waits or went out."),
    "doctor": ("briefgen.cli.doctor", "Check that everything a run needs is in place."),
}
"""Command → the module that defines it as ``command``, and its line in the help."""

DEBUG_VARIABLE = "BRIEFGEN_DEBUG"

EXAMPLES = """\b
Examples:
  briefgen build articles/ -o briefs
  briefgen build articles/*.txt -f md --about "Wang Yi" --since 2023-09-01
  briefgen analyze articles/ --json > analysis.json
  briefgen explain articles/talks.txt

\b
Exit status:
    0  all well
    1  nothing could be read, or an error stopped the run
    2  the command line or the configuration is wrong
    3  with --strict: an input was skipped, or an article tells of no meeting
   75  another run is busy; with 'send' and 'outbox retry', mail waits
  130  interrupted

\b
Environment:
  SOURCE_DATE_EPOCH  the time to take for now, in seconds since 1970; --now wins
  BRIEFGEN_DEBUG     set to 1 for a traceback where the program is at fault"""


class Told(click.ClickException):
    """An error as the user sees it: one line on standard error, and the exit status."""

    def __init__(self, message: str, status: ExitCode) -> None:
        super().__init__(message)
        self.status = status

    @property
    def exit_code(self) -> int:  # type: ignore[override]  # click has one status a class
        """The exit status."""
        return self.status

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence."""
        click.echo(f"briefgen: {self.format_message()}", file=file or sys.stderr)


class CommandGroup(LazyGroup):
    """The group of all commands, under which every error ends in a sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; whatever goes wrong ends in a sentence and an exit status."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            _forget_output()
            ctx.exit(ExitCode.BROKEN_PIPE)
        except (KeyboardInterrupt, click.Abort):
            raise Told("Interrupted.", ExitCode.INTERRUPTED) from None
        except BriefgenError as error:
            raise _told(error) from error
        except Exception as error:
            if _debugging(ctx):
                raise
            raise _defect(error) from error
        return result


@click.group(
    cls=CommandGroup,
    lazy=COMMANDS,
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"]},
    name="briefgen",
)
@click.option("--debug", is_flag=True, help="Show a traceback where the program is at fault.")
@click.version_option(__version__, prog_name="briefgen", message="%(prog)s %(version)s")
def app(debug: bool) -> None:
    """Turn news articles into briefing notes, one per meeting.

    Every statement in a note names the sentence of the article that it rests on.
    """


def main() -> None:
    """Run the command line and leave with its exit status."""
    # Reading spreads over processes (--jobs); threads under them would only wait for each other.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a narrow terminal must not end a run
    app(prog_name="briefgen")


def _told(error: BriefgenError) -> Told:
    if isinstance(error, ConfigError):
        lines = str(error).split("\n")
    else:
        lines = [str(error), *(skipped_lines(error.skipped) if isinstance(error, NothingReadError) else [])]
    return Told("\n".join(map(printable, lines)), error.exit_code)


def _defect(error: Exception) -> Told:
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return Told(
        f"The program is at fault ({what}). Please report it with what"
        f" {DEBUG_VARIABLE}=1 or 'briefgen --debug' prints.",
        ExitCode.ERROR,
    )


def _debugging(ctx: click.Context) -> bool:
    return bool(ctx.params.get("debug")) or os.environ.get(DEBUG_VARIABLE, "") not in {"", "0"}


def _forget_output() -> None:
    """Keep Python from complaining on exit that nobody reads standard output any more."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
    os.close(devnull)
