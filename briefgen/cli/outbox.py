"""``briefgen outbox``: what waits, what went out, and what was refused."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from briefgen import clock
from briefgen.cli import mail_settings, options
from briefgen.cli.messages import printable

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.jobs.store.outbox import Delivery, Entry

SCHEMA = "briefgen.outbox/1"

EXAMPLES = """\b
Examples:
  briefgen outbox list --state waiting
  briefgen outbox show 12
  briefgen outbox show 12 --eml > message.eml
  briefgen outbox retry
  briefgen outbox drop 12"""

numbers = click.argument("numbers", nargs=-1, type=int, metavar="[NUMBER]...")


@click.group("outbox", epilog=EXAMPLES)
def command() -> None:
    """List, show, retry and drop the mail that jobs and 'briefgen send' have sent.

    A message stands in the outbox before it is tried. What the server does not take for now
    is tried again after 1, 5, 15 and 60 minutes, then hourly, whenever a job runs.
    """


@command.command(
    "list",
    epilog="\b\nExample:\n  briefgen outbox list --state waiting --state refused",
)
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(["waiting", "sent", "refused", "dropped"]),
    help="Only messages with a recipient in this state; may be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.jobs_file
def list_command(states: tuple[str, ...], as_json: bool, config: Path | None) -> None:
    """List the messages, the newest first: number, time, states, subject."""
    from briefgen.jobs.store.outbox import State

    with mail_settings.outbox_of(mail_settings.load(config)) as outbox:
        entries = outbox.entries(map(State, states))
    if as_json:
        click.echo(_as_json(entries))
        return
    for entry in entries:
        when = entry.created.astimezone().strftime("%Y-%m-%d %H:%M")
        click.echo(printable(f"{entry.id:>5}  {when}  {_states(entry):24}  {entry.subject}"))


@command.command(
    "show",
    epilog="\b\nExample:\n  briefgen outbox show 12",
)
@click.argument("number", type=int, metavar="NUMBER")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--eml", is_flag=True, help="Print the message itself, byte for byte.")
@options.jobs_file
def show_command(number: int, as_json: bool, eml: bool, config: Path | None) -> None:
    """Show a message: to whom, what became of it, and the server's last words."""
    with mail_settings.outbox_of(mail_settings.load(config)) as outbox:
        entry, data = outbox.entry(number), outbox.data(number)
    if eml:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    elif as_json:
        click.echo(_as_json([entry]))
    else:
        for line in _lines(entry):
            click.echo(printable(line))


@command.command(
    "retry",
    epilog="\b\nExamples:\n  briefgen outbox retry\n  briefgen outbox retry 12",
)
@numbers
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.jobs_file
@click.pass_context
def retry_command(ctx: click.Context, numbers: tuple[int, ...], as_json: bool, config: Path | None) -> None:
    """Try messages now: all that wait, or those of the NUMBERs named.

    A message that is named is tried again even if it was refused or dropped. Who has it
    already gets no second one. The exit status is 1 if a message was refused, 75 if one waits.
    """
    from briefgen.jobs.mailing import deliver
    from briefgen.jobs.store.outbox import State

    settings = mail_settings.load(config)
    mail, now = mail_settings.account(settings), clock.now()
    with mail_settings.outbox_of(settings) as outbox:
        chosen = numbers or [entry.id for entry in outbox.entries([State.WAITING])]
        if numbers:
            outbox.retry(chosen, now)
        else:
            outbox.hasten(chosen, now)
        report = deliver(outbox, mail, now, ids=chosen)
        entries = [outbox.entry(number) for number in chosen]
    if as_json:
        click.echo(_as_json(entries))
    else:
        mail_settings.tell(report)
    ctx.exit(mail_settings.status(report))


@command.command(
    "drop",
    epilog="\b\nExample:\n  briefgen outbox drop 12 13",
)
@click.argument("numbers", nargs=-1, type=int, required=True, metavar="NUMBER...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@options.jobs_file
def drop_command(numbers: tuple[int, ...], as_json: bool, config: Path | None) -> None:
    """Send messages to nobody any more who still waits for them; they stay in the list."""
    with mail_settings.outbox_of(mail_settings.load(config)) as outbox:
        dropped = outbox.drop(numbers, clock.now())
        entries = [outbox.entry(number) for number in numbers]
    if as_json:
        click.echo(_as_json(entries))
    else:
        click.echo(f"{dropped} {'recipient' if dropped == 1 else 'recipients'} dropped")


def _states(entry: Entry) -> str:
    counts: dict[str, int] = {}
    for delivery in entry.deliveries:
        counts[delivery.state.value] = counts.get(delivery.state.value, 0) + 1
    return ", ".join(f"{count} {state}" for state, count in counts.items())


def _lines(entry: Entry) -> list[str]:
    lines = [
        f"Number      {entry.id}",
        f"Subject     {entry.subject}",
        f"From        {entry.sender}",
        f"Message-ID  {entry.message_id}",
        f"Run         {entry.run or 'none: sent by a person'}",
        f"Created     {entry.created.astimezone().isoformat(timespec='seconds')}",
        f"Size        {entry.size} bytes",
    ]
    return [*lines, *(_delivery_line(delivery) for delivery in entry.deliveries)]


def _delivery_line(delivery: Delivery) -> str:
    tries = f"{delivery.attempts} {'try' if delivery.attempts == 1 else 'tries'}"
    due = (
        f", next {delivery.next_try.astimezone().isoformat(timespec='seconds')}" if delivery.next_try else ""
    )
    answer = f": {delivery.answer}" if delivery.answer else ""
    return f"{delivery.state.value:8}    {delivery.recipient} ({tries}{due}){answer}"


def _as_json(entries: list[Entry]) -> str:
    return json.dumps({"schema": SCHEMA, "messages": [_plain(entry) for entry in entries]}, indent=1)


def _plain(entry: Entry) -> dict[str, Any]:
    return {
        "number": entry.id,
        "message_id": entry.message_id,
        "run": entry.run,
        "sender": entry.sender,
        "subject": entry.subject,
        "bytes": entry.size,
        "created": entry.created.isoformat(),
        "recipients": [
            {
                "address": delivery.recipient,
                "state": delivery.state.value,
                "attempts": delivery.attempts,
                "next_try": delivery.next_try.isoformat() if delivery.next_try else None,
                "answer": delivery.answer,
                "changed": delivery.changed.isoformat(),
            }
            for delivery in entry.deliveries
        ],
    }
