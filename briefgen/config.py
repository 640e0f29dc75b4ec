"""The configuration file: TOML with the settings that the command line has as options.

    [output]
    directory = "briefs"            # relative to the configuration file
    formats = ["docx", "pdf"]
    templates = ["meeting-brief", "digest"]   # or a Word file with tags: "corporate-brief.docx"
    templates_dir = "templates"     # folders of your own templates; relative to this file
    page_size = "A4"                # or "Letter"
    theme = "theme.toml"            # relative to the configuration file
    marking = "TLP:AMBER"           # on every page
    reference = "corporate.docx"    # a Word file: styles, margins, header, footer
    pdf_engine = "reportlab"        # or "weasyprint", an extra: PDF/UA-1

    [language]
    model = "en_core_web_md"        # an installed spaCy model for English

Every key may be left out.  An option on the command line wins over the file.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.exceptions import ConfigError
from briefgen.pipeline import DEFAULT_FORMATS, DEFAULT_TEMPLATES, FORMATS, PAGE_SIZES, PDF_ENGINES

if TYPE_CHECKING:
    from collections.abc import Sequence

KEYS: dict[str, tuple[str, ...]] = {
    "output": (
        "directory", "formats", "templates", "templates_dir", "page_size", "theme", "marking", "reference",
        "pdf_engine",
    ),
    "language": ("model",),
}  # fmt: skip
"""Table → the keys that it may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The settings of a run, with the defaults for what the file leaves out."""

    directory: Path = Path("out")
    formats: tuple[str, ...] = DEFAULT_FORMATS
    templates: tuple[str, ...] = DEFAULT_TEMPLATES
    templates_dir: Path | None = None
    page_size: str | None = None
    theme: Path | None = None
    marking: str | None = None
    reference: Path | None = None
    pdf_engine: str = PDF_ENGINES[0]
    model: str | None = None


DEFAULTS = Config()
"""What holds without a configuration file."""


def load(path: Path | None) -> Config:
    """Return the settings of a file, or the defaults for None.

    Raises ``ConfigError`` that names the file, the key and the remedy.
    """
    return DEFAULTS if path is None else parse(_text(path), path)


def parse(text: str, path: Path) -> Config:
    """Return the settings that a file's text holds; ``path`` is where it stands."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"{path} is no valid TOML: {error}.", remedy='Texts need quotation marks: key = "value".'
        ) from None
    _check_names(tables, path)
    return _Values(path, tables).config()


@dataclass(frozen=True, slots=True)
class _Values:
    """The tables of a file, asked for one value at a time."""

    path: Path
    tables: dict[str, dict[str, Any]]

    def config(self) -> Config:
        directory = self.text("output", "directory")
        return Config(
            directory=self.path.parent / Path(directory).expanduser() if directory else DEFAULTS.directory,
            formats=self.texts("output", "formats", FORMATS) or DEFAULTS.formats,
            templates=self.templates() or DEFAULTS.templates,
            templates_dir=self.file("output", "templates_dir"),
            page_size=self.text("output", "page_size", PAGE_SIZES),
            theme=self.file("output", "theme"),
            reference=self.file("output", "reference"),
            marking=self.text("output", "marking"),
            pdf_engine=self.text("output", "pdf_engine", PDF_ENGINES) or DEFAULTS.pdf_engine,
            model=self.text("language", "model"),
        )

    def get(self, table: str, key: str) -> Any:
        return self.tables.get(table, {}).get(key)

    def text(self, table: str, key: str, choices: Sequence[str] = ()) -> str | None:
        value = self.get(table, key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise self.error(table, key, f'Give one text, as in {key} = "{_example(choices)}".')
        if choices and value not in choices:
            raise self.error(table, key, f"Give one of {', '.join(choices)}.")
        return value

    def file(self, table: str, key: str) -> Path | None:
        value = self.text(table, key)
        return self.path.parent / Path(value).expanduser() if value else None

    def texts(self, table: str, key: str, choices: Sequence[str] = ()) -> tuple[str, ...]:
        value = self.get(table, key)
        if value is None:
            return ()
        example = f'Give a list of texts, as in {key} = ["{_example(choices)}"].'
        if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
            raise self.error(table, key, example)
        if choices and not set(value) <= set(choices):
            raise self.error(table, key, f"Choose from {', '.join(choices)}.")
        return tuple(dict.fromkeys(value))

    def templates(self) -> tuple[str, ...]:
        """Return the names of templates; the path of a Word file starts from this file's folder."""
        names = self.texts("output", "templates")
        return tuple(
            str(self.path.parent / name) if name.lower().endswith(".docx") else name for name in names
        )

    def error(self, table: str, key: str, remedy: str) -> ConfigError:
        shown = repr(self.get(table, key))
        return ConfigError(
            f"{self.path}: [{table}] {key} is {shown}, which means nothing here.", remedy=remedy
        )


def _example(choices: Sequence[str]) -> str:
    return choices[0] if choices else "name"


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise ConfigError(
            f"The configuration file {path} does not exist.", remedy="Name an existing file with --config."
        ) from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ConfigError(f"The configuration file {path} cannot be read: {reason}.") from None
    except UnicodeDecodeError:
        raise ConfigError(
            f"The configuration file {path} is not UTF-8 text.", remedy="Save it as UTF-8."
        ) from None


def _check_names(tables: dict[str, Any], path: Path) -> None:
    for table, values in tables.items():
        if table not in KEYS:
            raise ConfigError(f"{path}: there is no table [{table}].", remedy=_choose(table, list(KEYS)))
        if not isinstance(values, dict):
            raise ConfigError(
                f'{path}: "{table}" is a table.', remedy=f"Write [{table}] on a line of its own."
            )
        for key in values:
            if key not in KEYS[table]:
                raise ConfigError(f"{path}: [{table}] has no key {key!r}.", remedy=_choose(key, KEYS[table]))


def _choose(name: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"Known here: {', '.join(known)}."
