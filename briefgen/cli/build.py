"""``briefgen build``: articles in, documents out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from briefgen import clock, pipeline
from briefgen.cli import documents, messages, options
from briefgen.exceptions import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.selection import Selection


@click.command("build")
@options.inputs
@documents.asked
@click.option("--now", metavar="ISO", help="The time that the documents bear.  [default: the present]")
@options.since_edition
@options.filters
@options.running
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    output: Path | None,
    now: str | None,
    since_edition: Path | None,
    config: Path | None,
    strict: bool,
    jobs: int,
    quiet: bool,
    **given: Any,
) -> None:
    r"""Write a briefing note for each meeting that the articles tell of, and a digest.

    PATH is a file, a folder with all below it, a pattern such as 'news/*.txt', or - for
    standard input. Read are .txt, .md, .html, .eml, .docx and .pdf, and the entries of
    feeds (RSS or Atom) in .rss, .atom and .xml.

    The paths of the written files go to standard output, one a line. What was skipped,
    and why, goes to standard error. Files of an earlier run are replaced if they have
    the same name, and left alone otherwise.

    To tell what is new since an earlier edition, keep what was found then:

    \b
      briefgen analyze news --json > monday.json
      briefgen build news --since-edition monday.json
    """
    watch = messages.Stopwatch()
    settings = options.settings(config)
    plan = documents.plan(settings, options.selection(given), given)
    plan = replace(plan, since_edition=options.edition(since_edition))
    moment = clock.now(now)
    pipeline.check(plan)
    with messages.progress(quiet=quiet) as progress:
        with pipeline.workers(jobs) as executor:
            analysis = pipeline.analyze(paths, model=settings.model, executor=executor, progress=progress)
        result = pipeline.write_documents(
            analysis, output or settings.directory, plan=plan, now=moment, progress=progress
        )
    _report(result, plan.selection, quiet=quiet, seconds=watch.seconds)
    if strict and messages.is_incomplete(analysis):
        ctx.exit(ExitCode.INCOMPLETE)


def _report(result: pipeline.BuildResult, selection: Selection, *, quiet: bool, seconds: float) -> None:
    for path in result.files:
        click.echo(click.format_filename(path))
    analysis = result.analysis
    messages.tell(messages.about_inputs(analysis))
    messages.tell(messages.about_selection(analysis, selection))
    messages.tell(f"warning: {warning}" for warning in result.warnings)
    if not quiet:
        files = len(result.files)
        messages.tell([messages.closing_line(analysis, result.meetings, files=files, seconds=seconds)])
