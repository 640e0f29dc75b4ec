"""Reading the tables of a configuration file: every fault is collected with its line and remedy."""

from __future__ import annotations

import datetime as dt
import difflib
import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.config.positions import Where, line_of, lines_of
from briefgen.exceptions import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_LONGEST_NAME, _LONGEST_PATH = 255, 4095  # bytes of a file's name, characters: NAME_MAX, PATH_MAX of POSIX
_TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in a configuration file; ``line`` is None where the whole file is meant.

    ``message`` is a sentence, or goes on from the key ("is missing.").
    """

    file: Path
    line: int | None = None
    key: str = ""  # "[jobs.morning] schedule"
    message: str
    remedy: str

    def __str__(self) -> str:
        """Return the fault as compilers print them, with its remedy."""
        place = f"{self.file}:{self.line}" if self.line else str(self.file)
        goes_on = self.message[:1].islower()
        said = f"{self.key}{' ' if goes_on else ': '}{self.message}" if self.key else self.message
        return f"{place}: {said} {self.remedy}"


@dataclass(slots=True)
class Source:
    """A configuration file while it is read: its tables, the lines of its keys, what is wrong."""

    path: Path
    tables: dict[str, Any]
    lines: dict[Where, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def fault(self, where: Where, message: str, remedy: str) -> None:
        """Note that the value at ``where`` is wrong."""
        self.faults.append(self.found(where, message, remedy))

    def found(self, where: Where, message: str, remedy: str) -> Fault:
        """Return what was found at ``where``."""
        line = line_of(self.lines, where)
        return Fault(file=self.path, line=line, key=shown_key(where), message=message, remedy=remedy)

    def file(self, text: str) -> Path:
        """Return a path of the file, which is relative to it."""
        return self.path.parent / Path(text).expanduser()


def parse_source(text: str, path: Path) -> Source:
    """Return the tables of a text.  Raises ``ConfigError`` if it is no TOML."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        said = _TOML_PLACE.sub("", str(error))
        remedy = 'Texts need quotation marks: key = "value".'
        fault = Fault(file=path, line=line, message=f"This is no valid TOML: {said}.", remedy=remedy)
        raise wrong([fault]) from None
    except RecursionError:
        fault = Fault(file=path, message="Lists stand in lists too deeply.", remedy="Write them flat.")
        raise wrong([fault]) from None
    return Source(path, tables, lines_of(text))


def wrong(faults: Sequence[Fault]) -> ConfigError:
    """Return the error that tells of every fault, in the order of the file."""
    told = [str(fault) for fault in in_order(faults)]
    if len(told) == 1:
        return ConfigError(told[0])
    return ConfigError(f"{faults[0].file} has {len(told)} errors.", details=tuple(told))


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Return faults in the order of the file, each once."""
    return tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.line or 0))


def shown_key(where: Where) -> str:
    """Return a key as people write it: ``[jobs.morning] schedule``."""
    names = [part for part in where if isinstance(part, str)]
    if len(names) < 2:
        return f"[{names[0]}]" if names else ""
    table = ".".join(names[:-1])
    last = max(number for number, part in enumerate(where) if isinstance(part, str))
    in_list = len(where[:last]) > len(names) - 1
    return f"[[{table}]] {names[-1]}" if in_list else f"[{table}] {names[-1]}"


def choose(name: str, known: Sequence[str]) -> str:
    """Return the remedy for a name that is not known here."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"Known here: {', '.join(known)}."


@dataclass(frozen=True, slots=True)
class Table:
    """One table, asked for one value at a time; a wrong value is noted and read as absent.

    Values are not repeated in what is told: one of them may be a secret that slipped in.
    """

    source: Source
    where: Where
    values: dict[str, Any]

    def fault(self, key: str, message: str, remedy: str, *, item: int | None = None) -> None:
        """Note that the value of a key, or one item of its list, is wrong."""
        way = (*self.where, key) if item is None else (*self.where, key, item)
        self.source.fault(way, message, remedy)

    def warn(self, key: str, message: str, remedy: str) -> None:
        """Note that the value of a key is odd, but can be used."""
        self.source.warnings.append(self.source.found((*self.where, key), message, remedy))

    def check_keys(self, known: Sequence[str], *, told: Sequence[str] = ()) -> None:
        """Note every key that means nothing here, but for those that were told already."""
        for key in self.values:
            if key not in known and key not in told:
                self.fault(key, "is no key that is known.", choose(key, known))

    def text(self, key: str, choices: Sequence[str] = (), *, example: str = "name") -> str | None:
        """Return a text of one line, one of ``choices`` if given."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            shown = choices[0] if choices else example
            self.fault(key, "is no text.", f'Give one text, as in {key} = "{shown}".')
        elif any(ord(letter) < 0x20 or ord(letter) == 0x7F for letter in value):
            self.fault(key, "holds a line break or a control character.", "Write it in one line.")
        elif choices and value not in choices:
            self.fault(key, "has a value that is not known.", f"Give one of {', '.join(choices)}.")
        else:
            return value
        return None

    def texts(
        self, key: str, choices: Sequence[str] = (), *, example: str = "name", single: bool = False
    ) -> tuple[str, ...]:
        """Return a list of texts without repeats; ``single`` admits one text for a list of one."""
        value = self.values.get(key)
        if value is None:
            return ()
        if single and isinstance(value, str):
            value = [value]
        shown = choices[0] if choices else example
        if not isinstance(value, list) or not value:
            self.fault(key, "is no list of texts.", f'Give a list of texts, as in {key} = ["{shown}"].')
            return ()
        kept = [item for number, item in enumerate(value) if self._is_item(key, number, item, choices, shown)]
        return tuple(dict.fromkeys(kept))

    def _is_item(self, key: str, number: int, item: object, choices: Sequence[str], shown: str) -> bool:
        if not isinstance(item, str) or not item.strip() or not item.isprintable():
            remedy = f'Give a list of texts, as in {key} = ["{shown}"].'
            self.fault(key, "has an item that is no text in one line.", remedy, item=number)
        elif choices and item not in choices:
            remedy = f"Choose from {', '.join(choices)}."
            self.fault(key, "has an item that is not known.", remedy, item=number)
        else:
            return True
        return False

    def file(self, key: str) -> Path | None:
        """Return the path of a file or folder; relative ones are relative to the configuration file."""
        value = self.text(key)
        return self.path(key, value) if value else None

    def path(self, key: str, text: str, *, item: int | None = None) -> Path | None:
        """Return a path that stands under a key, with "~" expanded."""
        try:
            path = self.source.file(text)
        except RuntimeError:
            message = "begins with ~, and there is no such home folder."
            self.fault(key, message, "Write the whole path.", item=item)
            return None
        if len(str(path)) > _LONGEST_PATH or any(
            len(os.fsencode(part)) > _LONGEST_NAME for part in path.parts
        ):
            self.fault(key, "is too long for a path.", "Name a shorter one.", item=item)
            return None
        return path

    def whole(self, key: str, *, least: int = 1, most: int | None = None) -> int | None:
        """Return a whole number within bounds."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= (most or value):
            return value
        bounds = f"from {least} to {most}" if most else f"of at least {least}"
        self.fault(key, f"is no whole number {bounds}.", f"Write such a number, as in {key} = {least}.")
        return None

    def amount(self, key: str, *, most: float) -> float | None:
        """Return a number above zero and up to ``most``."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= most:
            return float(value)
        self.fault(
            key, f"is no number above 0 and up to {most:g}.", f"Write one, as in {key} = {most / 2:g}."
        )
        return None

    def flag(self, key: str) -> bool | None:
        """Return true or false."""
        value = self.values.get(key)
        if value is None or isinstance(value, bool):
            return value
        self.fault(key, "is neither true nor false.", f"Write {key} = true or {key} = false.")
        return None

    def day(self, key: str) -> dt.date | None:
        """Return a day, written as a TOML date or as a text."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        if isinstance(value, str):
            try:
                return dt.date.fromisoformat(value)
            except ValueError:
                pass
        self.fault(key, "is no day.", f"Write it as in {key} = 2026-03-01.")
        return None

    def table(self, key: str) -> Table | None:
        """Return the table under a key."""
        value = self.values.get(key)
        if isinstance(value, dict):
            return Table(self.source, (*self.where, key), value)
        if value is not None:
            header = ".".join([*(str(part) for part in self.where), key])
            self.fault(key, "is a table.", f"Write [{header}] on a line of its own.")
        return None

    def tables(self, key: str) -> list[Table]:
        """Return the tables of an array of tables."""
        value = self.values.get(key)
        if value is None:
            return []
        if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            return [Table(self.source, (*self.where, key, i), item) for i, item in enumerate(value)]
        header = ".".join([*(str(part) for part in self.where), key])
        self.fault(key, "is a list of tables.", f"Write [[{header}]] on a line of its own for each.")
        return []
