"""The two bodies of a message: plain text and HTML that Outlook shows as well as others."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, Any

from briefgen.deliver.addresses import without_control_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.deliver.letter import Item, Letter, Source

_WIDTH = 76
_ATTACHED = "Attached"
_SIZES = ((1_000_000, "MB"), (1_000, "kB"))
# Of FIRST's standard, version 2.0; always on black, and always beside the label itself.
_COLOURS = {
    "TLP:RED": "#FF2B2B",
    "TLP:AMBER": "#FFC000",
    "TLP:AMBER+STRICT": "#FFC000",
    "TLP:GREEN": "#33FF00",
    "TLP:CLEAR": "#FFFFFF",
}
_FONT = "font-family:Calibri,Arial,sans-serif;color:#1a1a1a"
_LINE = f'style="{_FONT};font-size:11pt;line-height:1.4;margin:0 0 8pt 0"'
_SMALL = f'style="{_FONT};font-size:10pt;line-height:1.4;margin:0 0 8pt 0;color:#555555"'
_LINK = 'style="color:#0b5394"'


def attachment_line(name: str, size: int) -> str:
    """Return how the bodies name a file that is attached; ``size`` in bytes."""
    return f"{without_control_characters(name)} ({amount(size)})"


def left_out_line(name: str, size: int, limit: int) -> str:
    """Return how the bodies name a file that was too large for a limit of ``limit`` bytes."""
    return (
        f"{attachment_line(name, size)}: NOT attached, since the message would be larger"
        f" than the limit of {amount(limit)}"
    )


def amount(size: int) -> str:
    """Write a size in bytes as people read it: "24 kB", "3.2 MB"."""
    for unit, name in _SIZES:
        if size >= unit:
            number = size / unit
            return f"{number:.1f} {name}" if number < 10 and name == "MB" else f"{number:.0f} {name}"
    return f"{size} bytes"


def text_body(letter: Letter) -> str:
    """Return the letter as plain text: marking, heading, meetings, what is attached, marking."""
    return "\n\n".join(_text_blocks(letter)) + "\n"


def html_body(letter: Letter) -> str:
    """Return the letter as one HTML page with inline styles and nothing to load."""
    inner = "\n".join(_html_blocks(letter))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(letter.heading)}</title>\n</head>\n"
        '<body style="margin:0;padding:0;background-color:#ffffff">\n'
        '<table role="presentation" width="680" cellpadding="0" cellspacing="0" border="0"'
        ' style="width:100%;max-width:680px">\n<tr><td style="padding:16px">\n'
        f"{inner}\n</td></tr>\n</table>\n</body>\n</html>\n"
    )


def _text_blocks(letter: Letter) -> Iterator[str]:
    if letter.marking:
        yield letter.marking
    yield f"{_wrapped(letter.heading)}\n{'=' * min(_WIDTH, len(letter.heading))}"
    yield from map(_wrapped, letter.paragraphs)
    if len(letter.items) > 1:
        yield "\n".join(_wrapped(f"- {_title(item)}: {_facts(item)}", "  ") for item in letter.items)
    for item in letter.items:
        yield "\n".join(_text_item(item, is_heading=item.title == letter.heading))
    if letter.attachments:
        lines = [f"- {attachment_line(a.name, len(a.data))}" for a in letter.attachments]
        yield "\n".join([f"{_ATTACHED}:", *lines])
    yield from map(_wrapped, letter.notes)
    if letter.marking:
        yield letter.marking


def _text_item(item: Item, *, is_heading: bool) -> Iterator[str]:
    """Yield the lines of a meeting; its title only where it is not the heading of the whole."""
    if not is_heading:
        yield _wrapped(_title(item))
        yield "-" * min(_WIDTH, len(_title(item)))
    yield _wrapped(_facts(item, with_news=is_heading))
    if item.bottom_line:
        yield ""
        yield _wrapped(" ".join(item.bottom_line))
    if item.sources:
        yield ""
        yield _wrapped(f"Sources: {'; '.join(source.label for source in item.sources)}")


def _html_blocks(letter: Letter) -> Iterator[str]:
    if letter.marking:
        yield _banner(letter.marking)
    yield f'<h1 style="{_FONT};font-size:16pt;margin:0 0 10pt 0">{escape(letter.heading)}</h1>'
    for paragraph in letter.paragraphs:
        lines = "<br>\n".join(map(escape, paragraph.splitlines()))
        yield f"<p {_LINE}>{lines}</p>"
    if len(letter.items) > 1:
        yield _overview(letter.items)
    for item in letter.items:
        yield from _html_item(item, is_heading=item.title == letter.heading)
    if letter.attachments:
        yield f'<h2 style="{_FONT};font-size:13pt;margin:14pt 0 4pt 0">{_ATTACHED}</h2>'
        files = [f"<li>{escape(attachment_line(a.name, len(a.data)))}</li>" for a in letter.attachments]
        yield "\n".join([f"<ul {_LINE}>", *files, "</ul>"])
    for note in letter.notes:
        yield f"<p {_SMALL}>{escape(note)}</p>"
    if letter.marking:
        yield _banner(letter.marking)


def _html_item(item: Item, *, is_heading: bool) -> Iterator[str]:
    if not is_heading:
        yield f'<h2 style="{_FONT};font-size:13pt;margin:14pt 0 2pt 0">{escape(_title(item))}</h2>'
    yield f"<p {_SMALL}>{escape(_facts(item, with_news=is_heading))}</p>"
    if item.bottom_line:
        yield f"<p {_LINE}>{escape(' '.join(item.bottom_line))}</p>"
    if item.sources:
        yield f"<p {_SMALL}>Sources: {'; '.join(map(_source, item.sources))}</p>"


def _overview(items: tuple[Item, ...]) -> str:
    """Return the table of the meetings: date, meeting, status, place."""
    cell = f'style="{_FONT};font-size:10pt;border:1px solid #bbbbbb;padding:3pt 6pt;text-align:left" valign="top"'
    head = "".join(f'<th scope="col" {cell}>{label}</th>' for label in ("Date", "Meeting", "Status", "Place"))
    rows = [
        f"<tr>{''.join(f'<td {cell}>{escape(value)}</td>' for value in _cells(item))}</tr>" for item in items
    ]
    return (
        f'<table border="0" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:0 0 10pt 0">\n'
        f"<tr>{head}</tr>\n" + "\n".join(rows) + "\n</table>"
    )


def _cells(item: Item) -> tuple[str, str, str, str]:
    return item.when, _title(item), item.status, item.place or "not stated"


def _title(item: Item) -> str:
    return f"[{item.news}] {item.title}" if item.news else item.title


def _facts(item: Item, *, with_news: bool = False) -> str:
    news = f"{item.news} | " if with_news and item.news else ""
    return f"{news}{item.when} | {item.status} | {item.place or 'place not stated'}"


def _banner(marking: str) -> str:
    colour = _COLOURS.get(marking, "#FFFFFF")
    return (
        '<p style="margin:0 0 12pt 0"><span style="font-family:Calibri,Arial,sans-serif;font-size:13pt;'
        f'font-weight:bold;background-color:#000000;color:{colour}">&nbsp;{escape(marking)}&nbsp;</span></p>'
    )


def _source(source: Source) -> str:
    label = escape(source.label)
    return f'<a href="{escape(source.url)}" {_LINK}>{label}</a>' if source.url else label


def _wrapped(text: str, indent: str = "") -> str:
    """Break lines at spaces; what follows the first line of each is indented."""
    settings: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}
    return "\n".join(
        textwrap.fill(line, _WIDTH, subsequent_indent=indent, **settings)
        for line in text.splitlines() or [""]
    )
