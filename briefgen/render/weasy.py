"""Document → PDF/UA-1 by WeasyPrint, from the same HTML as the HTML format: an optional extra.

Nothing is fetched: what the HTML would load must stand in it, and the fonts are those that the
program comes with.  The same Document gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from hashlib import md5
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from briefgen.render.errors import RenderError
from briefgen.render.fonts import FAMILIES
from briefgen.render.theme import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefgen.render.document import Document
    from briefgen.render.theme import Theme

_FONT = "briefgen-font:"  # the addresses of fonts; nothing else has an address that is followed

_DRAWING = re.compile(r"<svg .*?</svg>", re.DOTALL)
_LABEL = re.compile(r'<svg [^>]*aria-label="([^"]*)"[^>]*>')
_COLOUR = re.compile(r'="var\(--([a-z]+)\)"')

_PAGES = """
@page {{
  size: {size}; margin: {margin};
  @top-center {{ {marking} }}
  @top-left {{ content: {organisation}; {small} }}
  @bottom-center {{ {marking} }}
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages); {small} }}
}}
.marking {{ display: none; }}
html, body, h1, h2, h3, h4, h5, h6, p, li, th, td {{ font-family: {fonts}; }}
figure.drawing text, svg text {{ font-family: {fonts}; }}
ul {{ list-style-type: disc; }}
nav a {{ display: block; }}
nav a::after {{ content: leader(dotted) " " target-counter(attr(href), page); }}
"""
_SMALL = "font: 8pt {fonts}; color: {colour};"
_MARKING = "content: {text}; font: bold 12pt {fonts}; white-space: nowrap;"
_FACE = (
    "@font-face {{ font-family: {family}; src: url({source}); font-weight: {weight}; font-style: {style}; }}"
)


def check_installed() -> None:
    """Raise RenderError, with the line that installs it, where WeasyPrint is missing."""
    if find_spec("weasyprint") is None:
        raise RenderError(
            "The PDF engine weasyprint is not installed; pip install 'briefgen[weasyprint]' brings it."
        )


def write(document: Document, *, theme: Theme = PLAIN) -> bytes:
    """Return the document as tagged PDF that claims PDF/UA-1.  Raises RenderError."""
    check_installed()
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
    except OSError as error:  # Pango, a library of the system, is missing
        raise RenderError(
            f"WeasyPrint lacks a library of the system ({str(error).splitlines()[0]}); install Pango."
        ) from error
    from briefgen.render.html import write as write_html

    fetcher, fonts = _fetcher(theme.fallback), FontConfiguration()
    looks = weasyprint.CSS(string=_style(theme), font_config=fonts, url_fetcher=fetcher)
    html = _with_plain_drawings(write_html(document, theme=theme).decode(), theme)
    identity = md5((html + _style(theme)).encode(), usedforsecurity=False).hexdigest().encode()
    with _quiet(), _moment(document.created):
        page = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url=None)
        made = page.write_pdf(
            stylesheets=[looks],
            font_config=fonts,
            pdf_variant="pdf/ua-1",
            pdf_identifier=identity,
            custom_metadata=False,
        )
    return bytes(made)


def _fetcher(fallback: tuple[Path, ...]) -> Any:
    """Return what WeasyPrint asks for addresses: it gives our fonts and pictures within the HTML, no more."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    known = {name: face[0] for name, face in _faces().items()}
    known |= {f"fallback-{number}": path for number, path in enumerate(fallback)}

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Knows no network and no files."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            font = known.get(url.removeprefix(_FONT)) if url.startswith(_FONT) else None
            if font is not None:
                return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/ttf"})
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=["data"], allow_redirects=False)


@cache
def _faces() -> dict[str, tuple[Path, str, str, str]]:
    """Return the fonts that come with the program: name of the address → file, family, weight, style."""
    found: dict[str, tuple[Path, str, str, str]] = {}
    for family in FAMILIES:
        faces = (
            (family.regular, "normal", "normal"),
            (family.bold, "bold", "normal"),
            (family.italic, "normal", "italic"),
            (family.bold_italic, "bold", "italic"),
        )
        for file, weight, style in faces:
            if file is not None:
                path: Any = files(family.package) / "files" / file
                found[f"{family.name}-{weight}-{style}"] = (path, family.name, weight, style)
    return found


def _style(theme: Theme) -> str:
    """Return the style sheet of the printed pages, which comes after that of the HTML."""
    fallback = [f"fallback-{number}" for number, _ in enumerate(theme.fallback)]
    names = [*(family.name for family in FAMILIES), *fallback]
    fonts = ", ".join([*(f'"brief {name}"' for name in names), "sans-serif"])
    faces = [
        _FACE.format(family=f'"brief {family}"', source=f'"{_FONT}{name}"', weight=weight, style=style)
        for name, (_, family, weight, style) in _faces().items()
    ]
    faces += [
        _FACE.format(family=f'"brief {name}"', source=f'"{_FONT}{name}"', weight="normal", style="normal")
        for name in fallback
    ]
    marking = (
        _MARKING.format(text=_css_text(theme.marking), fonts=fonts) if theme.marking else "content: none;"
    )
    pages = _PAGES.format(
        size=theme.page_size,
        margin="2.8cm 2.2cm" if theme.marking else "2.3cm 2.2cm",
        marking=marking,
        organisation=_css_text(theme.organisation or ""),
        small=_SMALL.format(fonts=fonts, colour=theme.colours.muted),
        fonts=fonts,
    )
    return "\n".join([*faces, pages])


def _css_text(text: str) -> str:
    """Return a text as CSS writes it: every character by its number, so that none means anything."""
    return '"' + "".join(f"\\{ord(character):06x}" for character in text) + '"'


def _with_plain_drawings(html: str, theme: Theme) -> str:
    """Return the HTML with what WeasyPrint does not know in drawings said otherwise: names of colours, the words.

    What is data in it is escaped, and so can hold neither a start tag nor a quotation mark.
    """
    colours = {"ink": theme.colours.text, "soft": theme.colours.muted, "paper": "#ffffff"}
    named = {field.name: getattr(theme.colours, field.name) for field in fields(theme.colours)} | colours

    def plain(found: re.Match[str]) -> str:
        drawing = _COLOUR.sub(lambda colour: f'="{named.get(colour[1], colour[1])}"', found[0])
        return _LABEL.sub(r"\g<0><title>\1</title>", drawing, count=1)

    return _DRAWING.sub(plain, html)


@contextmanager
def _moment(created: str) -> Iterator[None]:
    """Have the fonts in the file bear the moment of the run: the font library looks for it there."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(dt.datetime.fromisoformat(created).timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep WeasyPrint's log, on rules of the style sheet that are for screens, from standard error."""
    log = logging.getLogger("weasyprint")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)
