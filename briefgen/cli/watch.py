"""``briefgen watch``: build whenever articles come into a folder."""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen import clock, pipeline
from briefgen.cli import documents, messages, options
from briefgen.cli.signals import Signals
from briefgen.exceptions import BriefgenError, ExitCode, NothingReadError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.jobs.arrivals import Found
    from briefgen.jobs.watching import Builder
    from briefgen.pipeline import BuildResult


@click.command("watch")
@click.argument(
    "folders",
    nargs=-1,
    required=True,
    metavar="DIR...",
    type=click.Path(exists=True, file_okay=False),
)
@documents.asked
@click.option(
    "--settle",
    type=click.FloatRange(min=0.1, max=3600),
    default=2.0,
    metavar="SECONDS",
    help="How long a file must be unchanged to be read.  [default: 2]",
)
@options.filters
@options.config_file
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    metavar="N",
    help="Read articles in N processes where many are new.  [default: 1]",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress and no closing lines.")
@click.pass_context
def command(
    ctx: click.Context,
    /,
    folders: tuple[str, ...],
    output: Path | None,
    settle: float,
    config: Path | None,
    jobs: int,
    quiet: bool,
    **given: Any,
) -> None:
    """Build as 'briefgen build' does, at first and whenever articles come into a DIR or change.

    A file that is being written waits until it was unchanged for --settle seconds; names
    such as news.txt.part are passed over. The output folder is never read. Each article is
    read once, so that a new one costs little. An error is told, and watching goes on.

    The paths of the files that were written go to standard output. Ctrl-C and SIGTERM end it.
    """
    from briefgen.jobs.arrivals import lies_in
    from briefgen.jobs.watching import Builder, watch

    settings = options.settings(config)
    plan = documents.plan(settings, options.selection(given), given)
    where = output or settings.directory
    for folder in folders:
        if lies_in(folder, where) and lies_in(str(where), Path(folder)):
            raise click.UsageError(
                f"The folder {folder} cannot be read and written at once; name another with -o."
            )
    pipeline.check(plan)
    builder = Builder(output=where, plan=plan, clock=clock.now, model=settings.model, processes=jobs)
    with Signals() as signals:
        teller = _Teller(builder, signals, quiet=quiet)
        if not quiet:
            messages.tell([f"watching {', '.join(folders)}"])
        watch(folders, where, settle=settle, stop=signals, build=teller.build)
    if signals.ended_by is signal.SIGINT:
        ctx.exit(ExitCode.INTERRUPTED)


@dataclass(slots=True)
class _Teller:
    """Builds, and tells what came of it; what was told of an input once is not told again."""

    builder: Builder
    signals: Signals
    quiet: bool
    told: frozenset[str] = field(default=frozenset())

    def build(self, found: Found) -> None:
        """Build once, however it ends."""
        from briefgen.jobs.watching import Heedful, StoppedError

        if not found.files:
            self._tell_new(messages.skipped_lines(found.skipped))
            return
        started = time.monotonic()
        try:
            with messages.progress(quiet=self.quiet) as progress:
                result = self.builder.build(found.files, found.skipped, Heedful(progress, self.signals))
        except StoppedError:
            return
        except NothingReadError as error:
            self._tell_new([error.message, *messages.skipped_lines(error.skipped)])
        except BriefgenError as error:
            messages.tell(f"briefgen: {line}" for line in str(error).split("\n"))
        except Exception as error:  # one build that fails must not end the watch
            what = " ".join(f"{type(error).__name__}: {error}".split())
            messages.tell([f"briefgen: The program is at fault ({what}). Please report it."])
        else:
            self._report(result, time.monotonic() - started)

    def _report(self, result: BuildResult, seconds: float) -> None:
        memory, analysis = self.builder.memory, result.analysis
        for path in memory.written:
            click.echo(click.format_filename(path))
        self._tell_new(
            [
                *messages.about_inputs(analysis),
                *messages.about_selection(analysis, self.builder.plan.selection),
                *(f"warning: {warning}" for warning in result.warnings),
            ]
        )
        if not self.quiet:
            messages.tell(
                [
                    (
                        f"{messages.counted(len(analysis.articles), 'article')} ({memory.read} read),"
                        f" {messages.counted(len(result.meetings), 'meeting')},"
                        f" {len(memory.written)} of {messages.counted(len(result.files), 'file')} written,"
                        f" {seconds:.1f} s"
                    )
                ]
            )

    def _tell_new(self, lines: Iterable[str]) -> None:
        now = tuple(lines)
        messages.tell(line for line in now if line not in self.told)
        self.told = frozenset(now)
