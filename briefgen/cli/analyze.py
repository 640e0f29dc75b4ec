"""``briefgen analyze``: what was found, as a table for people or JSON for programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from briefgen import analysis_json, pipeline
from briefgen.cli import meeting_table, messages, options
from briefgen.exceptions import ExitCode
from briefgen.selection import narrow

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.editions import Edition
    from briefgen.model import Analysis, Changes
    from briefgen.selection import Selection


@click.command("analyze")
@options.inputs
@click.option("--json", "as_json", is_flag=True, help="Print all that was found as JSON.")
@options.since_edition
@options.filters
@options.running
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    as_json: bool,
    since_edition: Path | None,
    config: Path | None,
    strict: bool,
    jobs: int,
    quiet: bool,
    **filters: Any,
) -> None:
    r"""Show the meetings that articles tell of.

    PATH is a file, a folder with all below it, a pattern such as 'news/*.txt', or - for
    standard input. With --json, all that was found is printed in the form
    "briefgen.analysis/1", with the evidence for it.

    With --since-edition, the table says which meetings are new, changed or gone, and the
    JSON has the field "changes":

    \b
      briefgen analyze news --json > monday.json
      briefgen analyze news --since-edition monday.json
    """
    watch = messages.Stopwatch()
    settings = options.settings(config)
    selection = options.selection(filters)
    earlier = options.edition(since_edition)
    with messages.progress(quiet=quiet) as progress, pipeline.workers(jobs) as executor:
        analysis = pipeline.analyze(paths, model=settings.model, executor=executor, progress=progress)
    chosen = narrow(analysis, selection)
    changes = _changes(earlier, analysis, chosen, selection)
    if as_json:
        click.echo(analysis_json.dumps(chosen, changes=changes).encode("utf-8"), nl=False)
    else:
        meeting_table.show(chosen, changes)
    messages.tell(messages.about_inputs(analysis))
    messages.tell(messages.about_selection(analysis, selection))
    if not quiet:
        messages.tell([messages.closing_line(analysis, chosen.meetings, files=None, seconds=watch.seconds)])
    if strict and messages.is_incomplete(analysis):
        ctx.exit(ExitCode.INCOMPLETE)


def _changes(
    earlier: Edition | None, analysis: Analysis, chosen: Analysis, selection: Selection
) -> Changes | None:
    """Return what is new among the chosen meetings; the whole analysis is compared."""
    if earlier is None:
        return None
    from briefgen.editions import compare

    changes = compare(earlier, analysis, selection=selection)
    shown = {meeting.id for meeting in chosen.meetings}
    return replace(changes, meetings=tuple(one for one in changes.meetings if one.meeting in shown))
