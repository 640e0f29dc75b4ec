"""``briefgen templates``: which templates there are, and what they look like."""

from __future__ import annotations

import click

from briefgen.cli.messages import printable
from briefgen.exceptions import TemplateError


@click.group("templates")
def command() -> None:
    """List and show the templates of documents."""


@command.command("list")
def list_command() -> None:
    """List the templates: name, what for, formats, options with their defaults."""
    from briefgen.render import RenderError, list_templates

    try:
        templates = list_templates()
    except RenderError as error:
        raise TemplateError(str(error)) from error
    width = max((len(info.name) for info in templates), default=0)
    for info in templates:
        click.echo(printable(f"{info.name:{width}}  {info.purpose} ({', '.join(info.formats)})"))
        for option in info.options:
            default = ("no", "yes")[option.default] if isinstance(option.default, bool) else option.default
            click.echo(printable(f"{'':{width}}    {option.name}={default}  {option.help}"))


@command.command("show")
@click.argument("name")
def show_command(name: str) -> None:
    """Print the source of the template NAME."""
    from briefgen.render import RenderError, template_source

    try:
        source = template_source(name)
    except RenderError as error:
        raise TemplateError(str(error)) from error
    click.echo(source, nl=not source.endswith("\n"))
