"""The theme: how an organisation's documents look and what stands on every page.

A theme is a small TOML file; every key may be left out:

    [document]
    organisation = "Ministry of Examples"   # in the header of every page, and as author
    marking = "TLP:AMBER"                   # on every page: a TLP 2.0 label, or words of your own
    prepared_for = "The Minister"
    prepared_by = "Europe desk"
    page_size = "A4"                        # or "Letter"
    date_style = "Mon 18 Sep 2023"          # or "18 September 2023", "2023-09-18"
    logo = "crest.png"                      # PNG or JPEG, relative to this file
    logo_alt = "Crest of the ministry"
    reference = "corporate.docx"            # gives Word files its styles, page, header and footer
    citations = "footnotes"                 # of Word files; or "endnotes", or "links" to the sources alone
    numbered_headings = false               # of Word files

    [colours]                               # "#rrggbb"
    accent = "#1f3a5f"                      # headings and rules that carry meaning
    text = "#1b2530"
    muted = "#566270"                       # notes, captions, evidence
    line = "#c9d1db"                        # thin rules and borders
    tint = "#f2f5f9"                        # behind panels and header rows
    link = "#1f4e8c"

    [fonts]
    document = "Arial"                      # a face on the readers' machines: Word and HTML
    fallback = ["NotoSansSC-Regular.ttf"]   # TrueType files for scripts that PDF's own fonts lack
"""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.render.errors import ThemeError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PAGE_SIZES = ("A4", "Letter")
CITATIONS = ("footnotes", "endnotes", "links")
DATE_STYLES = {"Mon 18 Sep 2023": "weekday", "18 September 2023": "long", "2023-09-18": "iso"}
"""The example by which a theme chooses a style of dates → the style."""

TLP_LABELS = ("TLP:RED", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:GREEN", "TLP:CLEAR")
"""FIRST's Traffic Light Protocol 2.0: in capitals, without spaces, never translated."""

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_LOGOS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
_LONGEST = 120  # characters of a text that stands on every page


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The colours of a document, as "#rrggbb"."""

    accent: str = "#1f3a5f"  # headings and rules that carry meaning
    text: str = "#1b2530"  # what is read
    muted: str = "#566270"  # notes, captions, evidence
    line: str = "#c9d1db"  # thin rules and borders
    tint: str = "#f2f5f9"  # behind panels and header rows
    link: str = "#1f4e8c"  # links


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture for the first page: its bytes, "png" or "jpeg", and the words for it."""

    data: bytes = field(repr=False)  # the file
    format: str  # "png" or "jpeg"
    alt: str  # the words for those who cannot see it


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """What an organisation gives its documents; what is None does not appear."""

    organisation: str | None = None  # on every page
    marking: str | None = None  # on every page
    prepared_for: str | None = None  # the reader
    prepared_by: str | None = None  # the desk
    page_size: str = "A4"  # "A4" or "Letter"
    date_style: str = "weekday"  # "weekday", "long" or "iso"; dates come written so
    font: str = "Arial"  # of Word files and HTML
    fallback: tuple[Path, ...] = ()  # font files for characters that ours lack, in PDF
    colours: Colours = Colours()  # used by the writers
    logo: Logo | None = None  # set by the writers on the first page
    citations: str = "footnotes"  # of Word files: "footnotes", "endnotes" or "links"
    numbered_headings: bool = False  # in Word files
    reference: bytes | None = field(default=None, repr=False)  # a .docx: styles, page, header, footer


PLAIN = Theme()
"""The theme of documents for which none is given."""


def check_marking(text: str) -> str:
    """Return a marking as it is to be printed.

    Words that begin like a label of the Traffic Light Protocol must be one.  Raises ValueError.
    """
    marking = " ".join(text.split())
    if not marking or len(marking) > _LONGEST:
        raise ValueError(f"a marking has 1 to {_LONGEST} characters")
    if marking.upper().startswith("TLP") and marking not in TLP_LABELS:
        raise ValueError(f"the labels of the Traffic Light Protocol are {', '.join(TLP_LABELS)}")
    return marking


def load_theme(path: Path) -> Theme:
    """Return the theme of a file.  Raises ThemeError that names the file, the key and the remedy."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ThemeError(f"The theme {path} cannot be read: {reason}.") from error
    return _Reader(path, tables).theme()


def read_reference(path: Path) -> bytes:
    """Return a Word document that is to give others its styles, page, header and footer.

    Raises ThemeError where it cannot be read or is none.
    """
    from briefgen.render.docx.reference import check_reference  # python-docx is heavy

    try:
        data = path.read_bytes()
    except OSError as error:
        raise ThemeError(f"The reference document {path} cannot be read: {error.strerror}.") from error
    try:
        check_reference(data)
    except ThemeError as error:
        raise ThemeError(f"{path}: {error}") from error
    return data


_KEYS: Mapping[str, tuple[str, ...]] = {
    "document": (
        "organisation", "marking", "prepared_for", "prepared_by", "page_size", "date_style", "logo", "logo_alt",
        "reference", "citations", "numbered_headings",
    ),
    "colours": tuple(f.name for f in fields(Colours)),
    "fonts": ("document", "fallback"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reader:
    """The tables of a theme, asked for one value at a time."""

    path: Path
    tables: Mapping[str, Any]

    def theme(self) -> Theme:
        self._check_names()
        plain = PLAIN
        return Theme(
            organisation=self._line("organisation"),
            marking=self._marking(),
            prepared_for=self._line("prepared_for"),
            prepared_by=self._line("prepared_by"),
            page_size=self._choice("page_size", PAGE_SIZES) or plain.page_size,
            date_style=DATE_STYLES.get(
                self._choice("date_style", tuple(DATE_STYLES)) or "", plain.date_style
            ),
            font=self._text("fonts", "document") or plain.font,
            fallback=self._fallback(),
            colours=Colours(**{key: self._colour(key) for key in self.tables.get("colours", {})}),
            logo=self._logo(),
            reference=self._reference(),
            citations=self._choice("citations", CITATIONS) or plain.citations,
            numbered_headings=self._switch("numbered_headings"),
        )

    def _check_names(self) -> None:
        for table, values in self.tables.items():
            if table not in _KEYS or not isinstance(values, dict):
                raise ThemeError(
                    f"{self.path}: there is no table [{table}]; {_nearest(table, tuple(_KEYS))}."
                )
            for key in values:
                if key not in _KEYS[table]:
                    raise ThemeError(
                        f"{self.path}: [{table}] has no key {key}; {_nearest(key, _KEYS[table])}."
                    )

    def _text(self, table: str, key: str) -> str | None:
        value = self.tables.get(table, {}).get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise self._error(table, key, "give one line of text")
        return value.strip()

    def _line(self, key: str) -> str | None:
        value = self._text("document", key)
        if value is not None and len(value) > _LONGEST:
            raise self._error("document", key, f"give at most {_LONGEST} characters")
        return value

    def _choice(self, key: str, choices: Sequence[str]) -> str | None:
        value = self._text("document", key)
        if value is not None and value not in choices:
            raise self._error("document", key, f"give one of {', '.join(choices)}")
        return value

    def _switch(self, key: str) -> bool:
        value = self.tables.get("document", {}).get(key, False)
        if not isinstance(value, bool):
            raise self._error("document", key, "give true or false")
        return value

    def _marking(self) -> str | None:
        value = self._text("document", "marking")
        try:
            return check_marking(value) if value is not None else None
        except ValueError as error:
            raise self._error("document", "marking", str(error)) from None

    def _colour(self, key: str) -> str:
        value = self._text("colours", key)
        if value is None or not _COLOUR.fullmatch(value):
            raise self._error("colours", key, 'give a colour as in "#1f3a5f"')
        return value.lower()

    def _logo(self) -> Logo | None:
        name, alt = self._text("document", "logo"), self._text("document", "logo_alt")
        if name is None:
            return None
        if alt is None:
            raise self._error("document", "logo", "add logo_alt, the words for those who cannot see it")
        file = self.path.parent / Path(name).expanduser()
        try:
            data = file.read_bytes()
        except OSError as error:
            raise self._error("document", "logo", f"{file} cannot be read ({error.strerror})") from error
        kind = next((kind for magic, kind in _LOGOS.items() if data.startswith(magic)), None)
        if kind is None:
            raise self._error("document", "logo", "give a PNG or JPEG picture")
        return Logo(data=data, format=kind, alt=alt)

    def _fallback(self) -> tuple[Path, ...]:
        from briefgen.render.fonts import load_file  # the PDF library is heavy

        names = self.tables.get("fonts", {}).get("fallback", [])
        if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
            raise self._error("fonts", "fallback", 'give a list of files, as in ["NotoSansSC-Regular.ttf"]')
        paths = tuple(self.path.parent / Path(name).expanduser() for name in names)
        for path in paths:
            try:
                load_file(path)
            except ValueError as error:
                reason = f"give fonts with TrueType outlines ({error})"
                raise self._error("fonts", "fallback", reason) from error
        return paths

    def _reference(self) -> bytes | None:
        name = self._text("document", "reference")
        return read_reference(self.path.parent / Path(name).expanduser()) if name else None

    def _error(self, table: str, key: str, remedy: str) -> ThemeError:
        shown = self.tables.get(table, {}).get(key)
        return ThemeError(f"{self.path}: [{table}] {key} is {shown!r}, which cannot be used; {remedy}.")


def _nearest(word: str, known: Sequence[str]) -> str:
    near = difflib.get_close_matches(word, known, 1)
    return f'perhaps "{near[0]}" is meant' if near else f"there are {', '.join(known)}"
