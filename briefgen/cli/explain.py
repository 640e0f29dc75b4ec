"""``briefgen explain``: one article with all that was found in it marked, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefgen import pipeline
from briefgen.cli import messages, options
from briefgen.cli.explanation import Explanation
from briefgen.cli.marked_text import MarkKind, bracketed, cut
from briefgen.model import BlockKind

if TYPE_CHECKING:
    from pathlib import Path

    from rich.text import Text

    from briefgen.cli.marked_text import Piece
    from briefgen.model import Block

STYLES = {
    MarkKind.PERSON: "bold cyan",
    MarkKind.DATE: "magenta",
    MarkKind.MEETING: "underline",
    MarkKind.QUOTE: "green",
}
SPOKEN = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.PROSE, BlockKind.QUOTATION})
LEGEND = "P person or institution, D date, M sentence about a meeting, Q quote"


@click.command("explain")
@click.argument("article")
@options.config_file
def command(article: str, config: Path | None) -> None:
    """Show ARTICLE with all that was found in it marked, and why it was taken.

    ARTICLE is one file, or - for standard input. Marks are coloured in a terminal and in
    brackets otherwise; the lists below the text say what each rests on.
    """
    found = pipeline.read([article], model=options.settings(config).model)
    if len(found.articles) > 1:
        raise click.UsageError(f"{article} holds {len(found.articles)} articles; name one of them.")
    messages.tell(messages.skipped_lines(found.skipped))
    _show(Explanation(found.articles[0], found.readings[0], pipeline.combine(found)))


def _show(explanation: Explanation) -> None:
    """Print an explanation on standard output, in colour if it is a terminal that has it."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    styled = console.is_terminal and not console.no_color
    console.print(Text(LEGEND, style="dim"), end="\n\n")
    marks = explanation.marks()
    for block in explanation.article.blocks:
        pieces = cut(explanation.article.text, marks, start=block.start, end=block.end)
        label = Text("" if block.kind is BlockKind.PROSE else f"({block.kind.value}) ", style="dim")
        text = _styled(pieces, block) if styled else Text(_clean(bracketed(pieces)))
        console.print(label + text, end="\n\n")
    for heading, lines in explanation.sections():
        console.print(Text(heading, style="bold"))
        for line in lines:
            console.print(Text(f"  {messages.printable(line)}"))
        console.print()


def _styled(pieces: list[Piece], block: Block) -> Text:
    from rich.text import Text

    text = Text(style="" if block.kind in SPOKEN else "dim")
    for piece in pieces:
        for mark in piece.opens:
            text.append(f"{mark.label} ", style=f"dim {STYLES[mark.kind]}")
        text.append(_clean(piece.text), style=" ".join(STYLES[mark.kind] for mark in piece.marks))
    return text


def _clean(text: str) -> str:
    return "\n".join(messages.printable(line) for line in text.split("\n"))
