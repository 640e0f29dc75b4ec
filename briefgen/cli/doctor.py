"""``briefgen doctor``: checks that everything a run needs is in place."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from briefgen.cli import messages, options
from briefgen.exceptions import BriefgenError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLDEST_PYTHON = (3, 11)


class CheckFailedError(Exception):
    """A check failed; the message says what is wrong and what would mend it."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be in place; ``examine`` returns what was found or raises."""

    name: str
    examine: Callable[[], str]


@click.command("doctor")
@options.config_file
@click.pass_context
def command(ctx: click.Context, config: Path | None) -> None:
    """Check the Python version, the language model, the fonts and the templates.

    Exits with 1 if anything is missing.
    """
    model = options.settings(config).model
    checks = (
        Check("Python", _python),
        Check("language model", lambda: _language_model(model)),
        Check("fonts", _fonts),
        Check("templates", _templates),
    )
    healthy = [_report(check) for check in checks]
    if not all(healthy):
        ctx.exit(ExitCode.ERROR)


def _report(check: Check) -> bool:
    """Print the result of a check, and return whether it is well."""
    try:
        click.echo(messages.printable(f"ok    {check.name}: {check.examine()}"))
    except (CheckFailedError, BriefgenError) as error:
        click.echo(messages.printable(f"wrong {check.name}: {error}"))
        return False
    return True


def _python() -> str:
    if sys.version_info < OLDEST_PYTHON:
        raise CheckFailedError(f"{platform.python_version()} is too old. Install Python 3.11 or newer.")
    return platform.python_version()


def _language_model(wanted: str | None) -> str:
    from briefgen.extract import load
    from briefgen.model import Article, Block, BlockKind, Skipped

    extractor = load(wanted)
    text = "Ada Lind met Boris Ostrander in Norvik on Monday."
    block = Block(BlockKind.PROSE, 0, len(text))
    result = extractor.read(Article(id="a", path="-", text=text, blocks=(block,), language="en"))
    if isinstance(result, Skipped):
        raise CheckFailedError(
            f"{extractor.model} reads no English: {result.reason}. Install an English model."
        )
    return str(extractor.model)


def _fonts() -> str:
    from briefgen.render import fonts

    try:
        fonts.load_chain()
    except ImportError as error:
        raise CheckFailedError(
            f"the font package {error.name} is missing. Install briefgen again."
        ) from error
    return ", ".join(family.name for family in fonts.FAMILIES)


def _templates() -> str:
    from briefgen.render import RenderError, list_templates, template_source

    try:
        names = [info.name for info in list_templates()]
        for name in names:
            template_source(name)
    except RenderError as error:
        raise CheckFailedError(str(error)) from error
    if not names:
        raise CheckFailedError("there are none. Install briefgen again.")
    return ", ".join(names)
