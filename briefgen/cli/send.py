"""``briefgen send``: mail files that exist."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefgen import atomic, clock
from briefgen.cli import mail_settings, options

if TYPE_CHECKING:
    from briefgen.deliver.letter import Letter

EXAMPLES = """\b
Examples:
  briefgen send out/talks.docx --to desk@example.org
  briefgen send out/*.pdf --to "The Desk <desk@example.org>" --subject "Ferry talks"
  briefgen send out/talks.pdf --to desk@example.org --body - < cover.txt
  briefgen send out/talks.docx --to desk@example.org --dry-run -o drafts

\b
Exit status:
    0  the server has accepted it for every recipient
    1  it was refused for a recipient, or the account must be mended
   75  it waits in the outbox; 'briefgen outbox retry' tries it again"""


@click.command("send", epilog=EXAMPLES)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--to", multiple=True, required=True, metavar="ADDRESS", help="A recipient; may be repeated.")
@click.option("--cc", multiple=True, metavar="ADDRESS", help="Who gets a copy; may be repeated.")
@click.option("--subject", metavar="TEXT", help="The subject.  [default: the title of the brief]")
@click.option(
    "--body",
    metavar="TEXT",
    help="What the message says, - for standard input.  [default: the bottom line of each brief]",
)
@click.option("--from", "sender", metavar="ADDRESS", help="The sender.  [default: that of the account]")
@click.option(
    "--marking",
    metavar="TEXT",
    help="The marking of the message.  [default: the strictest TLP label of the files]",
)
@click.option("--dry-run", is_flag=True, help="Write the message as an .eml file and send nothing.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="Where a dry run writes.  [default: the current folder]",
)
@options.jobs_file
@click.pass_context
def command(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    to: tuple[str, ...],
    cc: tuple[str, ...],
    subject: str | None,
    body: str | None,
    sender: str | None,
    marking: str | None,
    dry_run: bool,
    output: Path,
    config: Path | None,
) -> None:
    """Mail files, such as briefs, to people.

    The message holds the bottom line of the briefs, or what --body says, and has the files
    attached. All recipients of one message see each other. It goes through the outbox: what
    the server does not take now is tried again with the next run or 'briefgen outbox retry'.
    """
    from briefgen.filenames import stem
    from briefgen.jobs.mailing import deliver, message_to

    settings = mail_settings.load(config)
    mail = mail_settings.account(settings)
    mail = replace(mail, sender=sender or mail.sender)
    letter = _letter(files, subject, body, marking)
    now = clock.now()
    message = message_to(letter, mail, to, cc, now, _identity(letter, now.isoformat()))
    if dry_run:
        atomic.make_folder(output)
        path = output / f"{stem(message.subject)}.eml"
        atomic.write(path, message.data)
        click.echo(click.format_filename(path))
        return
    with mail_settings.outbox_of(settings) as outbox:
        report = deliver(outbox, mail, now, ids=outbox.add([message], now=now))
    mail_settings.tell(report)
    ctx.exit(mail_settings.status(report))


def _letter(files: tuple[Path, ...], subject: str | None, body: str | None, marking: str | None) -> Letter:
    from briefgen.jobs.parcel import letter_of_files

    text = sys.stdin.read() if body == "-" else body
    return letter_of_files(files, subject=subject, body=text, marking=_checked(marking))


def _checked(marking: str | None) -> str | None:
    from briefgen.render.theme import check_marking

    try:
        return check_marking(marking) if marking else None
    except ValueError as error:
        raise click.BadParameter(f"{error}.", param_hint="'--marking'") from None


def _identity(letter: Letter, moment: str) -> tuple[str, ...]:
    """Return what tells this sending from any other: sent again on purpose, a file is sent again."""
    import hashlib

    hashes = [hashlib.sha256(attachment.data).hexdigest() for attachment in letter.attachments]
    return ("send", moment, letter.subject, *letter.paragraphs, *hashes)
