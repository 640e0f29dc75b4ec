"""Finding templates: those that ship with the program and those in folders of the user's own.

A template is a folder with ``manifest.toml`` (name, purpose, subject, formats, options with
their defaults, the most pages) and ``template.html.j2`` or, made in Word, ``template.docx``.  Folders
whose names begin with an underscore hold parts that templates share.  A user's template hides a shipped
one of the same name.  A Word file alone, by its path, is a template too.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.render.errors import ManifestError, RenderError, UnknownTemplateError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MANIFEST = "manifest.toml"
SOURCE = "template.html.j2"
WORD_SOURCE = "template.docx"
WORD_FORMATS = ("docx", "pdf")
"""What a template made in Word can offer."""
SUBJECTS = ("meeting", "digest")
_TRUTH = {
    "yes": True,
    "true": True,
    "on": True,
    "1": True,
    "no": False,
    "false": False,
    "off": False,
    "0": False,
}
_OPTION_NAME = re.compile(r"[a-z][a-z0-9_]*")


Value = bool | int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateOption:
    """What a template lets its user choose; its default says whether it is a truth value, a number or a text."""

    name: str
    default: Value
    help: str

    def value(self, text: str) -> Value:
        """Return what ``text`` means for this option.  Raises ValueError that says what it may be."""
        if isinstance(self.default, bool):
            if text.lower() not in _TRUTH:
                raise ValueError("yes or no")
            return _TRUTH[text.lower()]
        if isinstance(self.default, int):
            if not text.isascii() or not text.isdigit():
                raise ValueError("a number from 0 upwards")
            return int(text)
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateInfo:
    """What a manifest says: ``subject`` is "meeting" (a Brief) or "digest"."""

    name: str
    purpose: str
    subject: str
    formats: tuple[str, ...]
    folder: Path
    options: tuple[TemplateOption, ...] = ()
    limits: tuple[tuple[str, int], ...] = ()  # how much a brief for this template holds, as BriefOptions
    pages: int | None = None  # the most that a document may have; what is droppable goes until it fits
    file: str = SOURCE

    @property
    def source(self) -> Path:
        """The template's file."""
        return self.folder / self.file

    @property
    def in_word(self) -> bool:
        """Whether the template was made in Word."""
        return self.file.lower().endswith(".docx")

    def chosen(self, given: Mapping[str, str]) -> dict[str, Value]:
        """Return the value of each option: as given, else its default.

        Raises RenderError for an option that the template lacks and a value that it cannot have.
        """
        known = {option.name: option for option in self.options}
        for name, text in given.items():
            if name not in known:
                offered = ", ".join(known) or "none"
                raise RenderError(f'The template "{self.name}" has no option "{name}"; it has {offered}.')
            try:
                known[name].value(text)
            except ValueError as error:
                raise RenderError(
                    f'The option "{name}" of the template "{self.name}" is {error}, not "{text}".'
                ) from None
        return {
            name: option.value(given[name]) if name in given else option.default
            for name, option in known.items()
        }


def shipped_templates() -> Path:
    """Return the folder of the templates that ship with the program.

    In an installed package it lies inside of it, in a source checkout beside it.
    """
    package = Path(str(resources.files("briefgen")))
    for folder in (package / "templates", package.parent / "templates"):
        if folder.is_dir():
            return folder
    raise RenderError(f"The templates that ship with briefgen are missing from {package}; install it again.")


def search_path(template_dirs: Sequence[Path]) -> tuple[Path, ...]:
    """Return the folders in which templates are looked for, the user's first."""
    return (*template_dirs, shipped_templates())


def list_templates(template_dirs: Sequence[Path] = ()) -> tuple[TemplateInfo, ...]:
    """Return every template in order of name.

    Raises ManifestError for a folder with a manifest that cannot be used.
    """
    found: dict[str, TemplateInfo] = {}
    for parent in search_path(template_dirs):
        for manifest in sorted(parent.glob(f"[!_.]*/{MANIFEST}")):
            found.setdefault(manifest.parent.name, _read_manifest(manifest))
    return tuple(found[name] for name in sorted(found))


def find_template(name: str, template_dirs: Sequence[Path] = ()) -> TemplateInfo:
    """Return the template of that name.

    The path of a Word file is the name of the template that it is.  Raises
    UnknownTemplateError (with the names that there are), ManifestError or TemplateError.
    """
    if name.lower().endswith(".docx") and Path(name).is_file():
        from briefgen.render.word.template import info_of_file  # the library of Word files is heavy

        return info_of_file(Path(name))
    if _is_plain(name):
        for parent in search_path(template_dirs):
            manifest = parent / name / MANIFEST
            if manifest.is_file():
                return _read_manifest(manifest)
    if Path(name).suffix.lower() == ".docx":
        raise UnknownTemplateError(f"The template {name} does not exist; name a Word file that is there.")
    known = ", ".join(info.name for info in list_templates(template_dirs))
    raise UnknownTemplateError(f'There is no template "{name}"; the templates are: {known}.')


def template_source(name: str, template_dirs: Sequence[Path] = ()) -> str:
    """Return the text of a template, to be shown; of one made in Word, what its paragraphs say.

    Raises UnknownTemplateError, ManifestError, or RenderError where it cannot be read.
    """
    info = find_template(name, template_dirs)
    if info.in_word:
        from briefgen.render.word.template import text_of_file

        return text_of_file(info.source)
    source = info.source
    try:
        return source.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RenderError(f"The template {source} cannot be read: {error}.") from error


def _is_plain(name: str) -> bool:
    return bool(name) and not name.startswith(("_", ".")) and not set(name) & set("/\\\0")


def _read_manifest(path: Path) -> TemplateInfo:
    try:
        values = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ManifestError(f"The manifest {path} cannot be read: {error}.") from error
    info = TemplateInfo(
        name=_word(values, "name", path),
        purpose=_word(values, "purpose", path),
        subject=_word(values, "subject", path),
        formats=_formats(values, path),
        options=_options(values.get("options", {}), path),
        limits=_limits(values.get("brief", {}), path),
        pages=_pages(values.get("pages"), path),
        folder=path.parent,
        file=_file(path.parent),
    )
    _check(info, path)
    return info


def _check(info: TemplateInfo, path: Path) -> None:
    if info.name != path.parent.name:
        raise ManifestError(
            f'The manifest {path} names "{info.name}", but its folder is "{path.parent.name}".'
        )
    if info.subject not in SUBJECTS:
        choices = " or ".join(f'"{subject}"' for subject in SUBJECTS)
        raise ManifestError(f'The manifest {path} has the subject "{info.subject}"; it is to be {choices}.')
    if not info.source.is_file():
        raise ManifestError(f"The template {info.name} has no file {info.source}.")
    if info.in_word and (info.pages or not set(info.formats) <= set(WORD_FORMATS)):
        raise ManifestError(
            f'The manifest {path} is of a template made in Word: formats are "docx" and "pdf", "pages" is not known.'
        )


def _file(folder: Path) -> str:
    """Return the name of the template's file: HTML unless there is only one made in Word."""
    return WORD_SOURCE if (folder / WORD_SOURCE).is_file() and not (folder / SOURCE).is_file() else SOURCE


def _word(values: Mapping[str, object], key: str, path: Path) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ManifestError(f'The manifest {path} needs a text for "{key}".')
    return value.strip()


def _formats(values: Mapping[str, object], path: Path) -> tuple[str, ...]:
    value = values.get("formats")
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise ManifestError(
            f'The manifest {path} needs a list of formats, such as ["docx", "pdf", "html", "md"].'
        )
    return tuple(value)


def _limits(table: object, path: Path) -> tuple[tuple[str, int], ...]:
    """Return what ``[brief]`` says of how much a brief holds: whole numbers under the names of BriefOptions."""
    if not isinstance(table, dict) or not all(type(value) is int and value >= 0 for value in table.values()):
        raise ManifestError(f"The manifest {path} gives [brief] something else than numbers from 0 upwards.")
    return tuple(table.items())


def _pages(value: object, path: Path) -> int | None:
    if value is None or (type(value) is int and value > 0):
        return value
    raise ManifestError(f'The manifest {path} gives "pages" as something else than a number from 1 upwards.')


def _options(table: object, path: Path) -> tuple[TemplateOption, ...]:
    """Return the options that ``[options.NAME]`` tables give: a default and a help text each."""
    if not isinstance(table, dict):
        raise ManifestError(
            f'The manifest {path} gives "options" as something else than tables [options.NAME].'
        )
    return tuple(_option(name, values, path) for name, values in table.items())


def _option(name: str, values: object, path: Path) -> TemplateOption:
    where = f"The manifest {path}, [options.{name}],"
    if not _OPTION_NAME.fullmatch(name) or not isinstance(values, dict):
        raise ManifestError(f"{where} needs a name of small letters, and a default and a help text.")
    default, text = values.get("default"), values.get("help")
    if not isinstance(default, bool | int | str):
        raise ManifestError(f"{where} needs a default: true or false, a number or a text.")
    if not isinstance(text, str) or not text.strip():
        raise ManifestError(f'{where} needs a text for "help".')
    return TemplateOption(name=name, default=default, help=text.strip())
