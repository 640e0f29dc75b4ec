"""The options of commands that write documents, and the plan that they make."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefgen import pipeline
from briefgen.cli.options import template_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.config import Config
    from briefgen.selection import Selection

    Command = TypeVar("Command", bound=Callable[..., Any])


def asked(command: Command) -> Command:
    """Add what says which documents are written, how, and where; ``plan`` makes a value of it."""
    options = [
        click.option(
            "-o",
            "--output",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="Where to write.  [default: out]",
        ),
        click.option(
            "-f",
            "--format",
            "formats",
            multiple=True,
            type=click.Choice(pipeline.FORMATS),
            help="A format; may be repeated.  [default: docx and pdf]",
        ),
        click.option(
            "-t",
            "--template",
            "templates",
            multiple=True,
            metavar="TEMPLATE",
            help="A template, or a .docx with tags; may be repeated.  [default: meeting-brief and digest]",
        ),
        template_folder,
        click.option(
            "--theme",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Looks and letterhead, from a TOML file.",
        ),
        click.option(
            "--reference",
            type=click.Path(path_type=Path),
            metavar="DOCX",
            help="A Word file that gives others its styles, margins, header and footer.",
        ),
        click.option("--marking", metavar="TEXT", help="The marking on every page, such as TLP:AMBER."),
        click.option(
            "-O",
            "--option",
            "chosen",
            multiple=True,
            metavar="NAME=VALUE",
            help="An option of a template, as 'briefgen templates list' names them; may be repeated.",
        ),
        click.option(
            "--pdf-engine",
            type=click.Choice(pipeline.PDF_ENGINES),
            help="What writes PDF; weasyprint is an extra.  [default: reportlab]",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def plan(settings: Config, selection: Selection, given: Mapping[str, Any]) -> pipeline.BuildPlan:
    """Return what the options of a command ask for; what they leave open, the settings say."""
    return pipeline.BuildPlan(
        formats=tuple(dict.fromkeys(given["formats"])) or settings.formats,
        templates=tuple(dict.fromkeys(given["templates"])) or settings.templates,
        selection=selection,
        page_size=settings.page_size,
        theme=given["theme"] or settings.theme,
        reference=given["reference"] or settings.reference,
        marking=given["marking"] or settings.marking,
        options=_options(given["chosen"]),
        pdf_engine=given["pdf_engine"] or settings.pdf_engine,
        template_dirs=tuple(filter(None, [given["templates_dir"] or settings.templates_dir])),
    )


def _options(given: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Split NAME=VALUE; the last value of a name counts."""
    pairs = [text.partition("=") for text in given]
    for text, (name, sign, _) in zip(given, pairs, strict=True):
        if not (name and sign):
            raise click.BadParameter(f"'{text}' is not of the form NAME=VALUE.", param_hint="'--option'")
    return tuple({name.strip(): value.strip() for name, _, value in pairs}.items())
