"""The tables that a single build uses as well: where documents go, what they are, the language model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.config.tables import Source, Table, choose, parse_source, wrong
from briefgen.exceptions import ConfigError
from briefgen.pipeline import DEFAULT_FORMATS, DEFAULT_TEMPLATES, FORMATS, PAGE_SIZES, PDF_ENGINES

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS: Mapping[str, tuple[str, ...]] = {
    "output": (
        "directory", "formats", "templates", "templates_dir", "page_size", "theme", "marking", "reference",
        "pdf_engine",
    ),
    "language": ("model",),
}  # fmt: skip
"""Table → the keys that it may hold."""

TABLES = (*KEYS, "store", "mail", "jobs")
"""The tables of a file; those that ``KEYS`` lacks concern jobs alone."""


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

    Raises ``ConfigError`` that names the file and, for every fault, line, key and remedy.
    """
    return DEFAULTS if path is None else parse(read_text(path), path)


def parse(text: str, path: Path) -> Config:
    """Return the settings that a file's text holds; ``path`` is where it stands.

    What the file says of jobs is left to them.
    """
    source = parse_source(text, path)
    result = read_config(source)
    if source.faults:
        raise wrong(source.faults)
    return result


def read_config(source: Source) -> Config:
    """Return the settings of a build; what is wrong is noted in the source."""
    whole = Table(source, (), source.tables)
    for name in source.tables:
        if name not in TABLES:
            whole.fault(name, "is no table that is known.", choose(name, TABLES))
    tables = {name: whole.table(name) or Table(source, (name,), {}) for name in KEYS}
    for name, table in tables.items():
        table.check_keys(KEYS[name])
    output = tables["output"]
    return Config(
        directory=output.file("directory") or DEFAULTS.directory,
        formats=output.texts("formats", FORMATS) or DEFAULTS.formats,
        templates=template_names(output) or DEFAULTS.templates,
        templates_dir=output.file("templates_dir"),
        page_size=output.text("page_size", PAGE_SIZES),
        theme=output.file("theme"),
        reference=output.file("reference"),
        marking=output.text("marking"),
        pdf_engine=output.text("pdf_engine", PDF_ENGINES) or DEFAULTS.pdf_engine,
        model=tables["language"].text("model"),
    )


def template_names(table: Table) -> tuple[str, ...]:
    """Return the names of templates; the path of a Word file starts from the configuration file's folder."""
    folder = table.source.path.parent
    names = table.texts("templates", example="meeting-brief", single=True)
    return tuple(str(folder / name) if name.lower().endswith(".docx") else name for name in names)


def read_text(path: Path) -> str:
    """Return the text of a configuration file.  Raises ``ConfigError`` if it cannot be read."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            f"The configuration file {path} does not exist.", remedy="Name an existing file with --config."
        ) from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ConfigError(
            f"The configuration file {path} cannot be read: {reason}.",
            remedy="Name a file that you may read.",
        ) from None
    except UnicodeDecodeError:
        raise ConfigError(
            f"The configuration file {path} is not UTF-8 text.", remedy="Save it as UTF-8."
        ) from None
