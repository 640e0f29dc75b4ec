"""``briefgen doctor``: checks that everything a run needs is in place."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from briefgen.cli import mail_settings, messages, options
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
@click.option("--mail", is_flag=True, help="Connect to the mail server and log in; nothing is sent.")
@click.pass_context
def command(ctx: click.Context, config: Path | None, mail: bool) -> None:
    """Check the Python version, the language model, the fonts, the templates and the mail account.

    The mail account is checked if the configuration file has one; no connection is made
    without --mail. Exits with 1 if anything is missing.
    """
    model = options.settings(config).model
    checks = [
        Check("Python", _python),
        Check("language model", lambda: _language_model(model)),
        Check("fonts", _fonts),
        Check("templates", _templates),
    ]
    if mail or _describes_mail(config):
        checks.append(Check("mail", lambda: _mail(config, connects=mail)))
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


def _describes_mail(config: Path | None) -> bool:
    import tomllib

    return config is not None and "mail" in tomllib.loads(config.read_text("utf-8"))


def _mail(config: Path | None, *, connects: bool) -> str:
    from briefgen.deliver.account import Security
    from briefgen.deliver.addresses import parse
    from briefgen.deliver.bodies import amount
    from briefgen.deliver.credentials import password
    from briefgen.deliver.smtp import UnreachableError, connected, tls_context

    account = mail_settings.account(mail_settings.load(config))
    sender = parse(account.sender).spec
    user = f", as {account.user}" if account.user else ""
    found = f"{account.host}, port {account.port}, {account.security.value}{user}, from {sender}"
    password(account)
    if account.security is not Security.NONE:
        tls_context(account)
    if not connects:
        return f"{found}; not tried, add --mail for that"
    try:
        with connected(account) as session:
            most = f", takes up to {amount(session.max_bytes)}" if session.max_bytes else ""
    except UnreachableError as error:
        raise CheckFailedError(f"{error}. Check host and port, or try again later.") from None
    return f"{found}; the server is ready{most}"
