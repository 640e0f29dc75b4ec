"""``briefgen templates``: which templates there are, what they look like, and how to make one's own."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen import atomic, pipeline
from briefgen.cli import options
from briefgen.cli.messages import printable
from briefgen.exceptions import ExitCode, OutputError, TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterator


@click.group("templates")
def command() -> None:
    """List, show, copy, check and preview the templates of documents."""


@command.command("list")
@options.template_folder
def list_command(templates_dir: Path | None) -> None:
    """List the templates: name, what for, formats, options with their defaults."""
    from briefgen.render import list_templates

    with _told():
        templates = list_templates(_folders(templates_dir))
    width = max((len(info.name) for info in templates), default=0)
    for info in templates:
        click.echo(printable(f"{info.name:{width}}  {info.purpose} ({', '.join(info.formats)})"))
        for option in info.options:
            default = ("no", "yes")[option.default] if isinstance(option.default, bool) else option.default
            click.echo(printable(f"{'':{width}}    {option.name}={default}  {option.help}"))


@command.command("show")
@click.argument("name", metavar="NAME|DOCX")
@options.template_folder
def show_command(name: str, templates_dir: Path | None) -> None:
    """Print the source of the template NAME; of one made in Word, its words with their tags."""
    from briefgen.render import template_source

    with _told():
        source = template_source(name, _folders(templates_dir))
    click.echo(source, nl=not source.endswith("\n"))


@command.command("copy")
@click.argument("name", metavar="NAME|DOCX")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@options.template_folder
def copy_command(name: str, folder: Path, templates_dir: Path | None) -> None:
    """Copy the template NAME into the new folder DIR, to be changed there.

    The copy takes the name of the folder. What the template shares with others is
    copied too, so that a later version of briefgen changes nothing in it.
    """
    from briefgen.render.copying import copy_of_template

    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise OutputError(f"{folder} is there already.", remedy="Name a folder that is not.")
    with _told():
        files = copy_of_template(name, folder, _folders(templates_dir))
    atomic.make_folder(folder)
    for path, data in sorted(files.items()):
        atomic.write(path, data)
        click.echo(click.format_filename(path))


@command.command("check")
@click.argument("template", metavar="NAME|DIR|DOCX")
@options.template_folder
@click.pass_context
def check_command(ctx: click.Context, template: str, templates_dir: Path | None) -> None:
    """Tell what is wrong with a template, each fault with file and line.

    In a template made in Word, the words of the paragraph stand for the line.

    Names and fields that there are not, bad markup, blocks that are never shown, missing
    alternative texts and header cells, headings that skip a level. The exit status is 1
    if anything is wrong.
    """
    from briefgen.render import find_template
    from briefgen.render.checks import check_template

    with _told():
        name, folders = _named(template, templates_dir)
        findings = check_template(find_template(name, folders), folders)
    for finding in findings:
        click.echo(printable(str(finding)))
    if findings:
        ctx.exit(ExitCode.ERROR)


@command.command("preview")
@click.argument("template", metavar="NAME|DIR|DOCX")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="Where to write."
)
@click.option(
    "-f",
    "--format",
    "wanted",
    type=click.Choice(pipeline.FORMATS),
    help="The format.  [default: that of FILE's ending]",
)
@click.option(
    "--theme", type=click.Path(path_type=Path), metavar="FILE", help="Looks and letterhead, from a TOML file."
)
@options.template_folder
def preview_command(
    template: str, output: Path, wanted: str | None, theme: Path | None, templates_dir: Path | None
) -> None:
    """Write a sample document with a template, to look at it."""
    from briefgen.render import PLAIN, find_template, load_theme, render
    from briefgen.render.sample import CREATED, sample_brief, sample_long_digest

    chosen = wanted or output.suffix.removeprefix(".").lower()
    if chosen not in pipeline.FORMATS:
        raise click.UsageError(f"Name a format with -f; it is one of {', '.join(pipeline.FORMATS)}.")
    with _told():
        name, folders = _named(template, templates_dir)
        subject = sample_long_digest() if find_template(name, folders).subject == "digest" else sample_brief()
        data = render(
            subject,
            template=name,
            format=chosen,
            created=CREATED,
            template_dirs=folders,
            theme=load_theme(theme) if theme else PLAIN,
        )
    atomic.write(output, data)
    click.echo(click.format_filename(output))


def _named(template: str, templates_dir: Path | None) -> tuple[str, tuple[Path, ...]]:
    """Return a template's name and where to look for it; what has a slash, or is no name, is its folder."""
    from briefgen.render import list_templates
    from briefgen.render.checks import template_of_folder

    folders = _folders(templates_dir)
    folder = Path(template)
    known = {info.name for info in list_templates(folders)}
    if folder.is_dir() and (template not in known or set(template) & set("/\\")):
        return template_of_folder(folder)
    return template, folders


def _folders(templates_dir: Path | None) -> tuple[Path, ...]:
    return (templates_dir,) if templates_dir else ()


@contextmanager
def _told() -> Iterator[None]:
    """Let the errors of render end in their sentences."""
    from briefgen.render import RenderError

    try:
        yield
    except RenderError as error:
        raise TemplateError(str(error)) from error
