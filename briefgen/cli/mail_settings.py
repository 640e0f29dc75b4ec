"""What the commands for mail share: the account, the outbox, and how a delivery is told."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from briefgen.cli import messages
from briefgen.exceptions import ConfigError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from briefgen.deliver.account import Mail
    from briefgen.jobs.mailing import Report
    from briefgen.jobs.settings import Settings
    from briefgen.jobs.store.outbox import Outbox

    Command = TypeVar("Command", bound=Callable[..., Any])


def load(config: Path | None) -> Settings:
    """Return the settings of the configuration file.  Raises ``ConfigError``."""
    from briefgen.jobs.configuration import load_settings

    return load_settings(config)


def account(settings: Settings) -> Mail:
    """Return the mail account.  Raises ``ConfigError`` if the file describes none."""
    if settings.mail is None:
        raise ConfigError(
            f"{settings.path} has no table [mail].", remedy="Write one with host, port and sender."
        )
    return settings.mail


@contextmanager
def outbox_of(settings: Settings) -> Iterator[Outbox]:
    """Open the store and give its outbox.  Raises ``StoreError``."""
    from briefgen.jobs.store import Store
    from briefgen.jobs.store.outbox import Outbox

    with Store.open(settings.store) as store:
        yield Outbox(store.connection)


def tell(report: Report) -> None:
    """Print a line for each recipient on standard output, and what is wrong on standard error."""
    for told in report.told:
        # What is wrong with the account is said once, below.
        answer = "see below" if report.trouble and told.answer == report.trouble else told.answer
        click.echo(messages.printable(f"{told.state.value:8} {told.recipient}: {answer}"))
    if report.trouble:
        messages.tell([f"briefgen: {report.trouble} The mail waits in the outbox."])
    if report.is_busy:
        messages.tell(["briefgen: Another process is delivering mail. This waits in the outbox."])


def status(report: Report) -> ExitCode:
    """Return the exit status of a delivery: 1 if something must be mended, 75 if something waits."""
    if report.trouble or report.refused:
        return ExitCode.ERROR
    return ExitCode.BUSY if report.is_busy or report.waiting else ExitCode.OK
