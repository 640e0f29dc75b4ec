"""``briefgen build``: articles in, documents out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen import clock, pipeline
from briefgen.cli import messages, options
from briefgen.exceptions import ExitCode

if TYPE_CHECKING:
    from briefgen.config import Config
    from briefgen.selection import Selection


@click.command("build")
@options.inputs
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Where to write.  [default: out]"
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(pipeline.FORMATS),
    help="A format; may be repeated.  [default: docx and pdf]",
)
@click.option(
    "-t",
    "--template",
    "templates",
    multiple=True,
    metavar="TEMPLATE",
    help="A template, or a .docx with tags; may be repeated.  [default: meeting-brief and digest]",
)
@options.template_folder
@click.option(
    "--theme", type=click.Path(path_type=Path), metavar="FILE", help="Looks and letterhead, from a TOML file."
)
@click.option(
    "--reference",
    type=click.Path(path_type=Path),
    metavar="DOCX",
    help="A Word file that gives others its styles, margins, header and footer.",
)
@click.option("--marking", metavar="TEXT", help="The marking on every page, such as TLP:AMBER.")
@click.option(
    "-O",
    "--option",
    "chosen",
    multiple=True,
    metavar="NAME=VALUE",
    help="An option of a template, as 'briefgen templates list' names them; may be repeated.",
)
@click.option(
    "--pdf-engine",
    type=click.Choice(pipeline.PDF_ENGINES),
    help="What writes PDF; weasyprint is an extra.  [default: reportlab]",
)
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
    formats: tuple[str, ...],
    templates: tuple[str, ...],
    templates_dir: Path | None,
    theme: Path | None,
    reference: Path | None,
    marking: str | None,
    chosen: tuple[str, ...],
    pdf_engine: str | None,
    now: str | None,
    since_edition: Path | None,
    config: Path | None,
    strict: bool,
    jobs: int,
    quiet: bool,
    **filters: Any,
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
    plan = replace(
        _plan(settings, formats, templates, options.selection(filters)),
        theme=theme or settings.theme,
        reference=reference or settings.reference,
        marking=marking or settings.marking,
        options=_options(chosen),
        pdf_engine=pdf_engine or settings.pdf_engine,
        template_dirs=tuple(filter(None, [templates_dir or settings.templates_dir])),
        since_edition=options.edition(since_edition),
    )
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


def _options(given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Split NAME=VALUE; the last value of a name counts."""
    pairs = [text.partition("=") for text in given]
    for text, (name, sign, _) in zip(given, pairs, strict=True):
        if not (name and sign):
            raise click.BadParameter(f"'{text}' is not of the form NAME=VALUE.", param_hint="'--option'")
    return tuple({name.strip(): value.strip() for name, _, value in pairs}.items())


def _plan(
    settings: Config, formats: tuple[str, ...], templates: tuple[str, ...], selection: Selection
) -> pipeline.BuildPlan:
    return pipeline.BuildPlan(
        formats=tuple(dict.fromkeys(formats)) or settings.formats,
        templates=tuple(dict.fromkeys(templates)) or settings.templates,
        selection=selection,
        page_size=settings.page_size,
    )


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
