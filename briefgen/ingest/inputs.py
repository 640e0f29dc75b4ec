"""From what the user names (files, folders, globs, ``-``) to the files to read."""

from __future__ import annotations

import glob
import os
import stat
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from briefgen.ingest.formats import SUFFIXES
from briefgen.model import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

STDIN = "-"
NO_MATCH = "matches no file"
NO_ARTICLES = "is a folder without articles"

# What lies beside articles and is never one: a scan of a folder passes it over.
_NOT_ARTICLES = frozenset(
    [
        ".apng",
        ".avi",
        ".avif",
        ".bmp",
        ".css",
        ".db",
        ".eot",
        ".gif",
        ".heic",
        ".icns",
        ".ico",
        ".ini",
        ".jpeg",
        ".jpg",
        ".js",
        ".lnk",
        ".lock",
        ".log",
        ".m4a",
        ".m4v",
        ".map",
        ".mjs",
        ".mov",
        ".mp3",
        ".mp4",
        ".ogg",
        ".otf",
        ".png",
        ".py",
        ".pyc",
        ".svg",
        ".tif",
        ".tiff",
        ".tmp",
        ".toml",
        ".ttf",
        ".wav",
        ".webm",
        ".webp",
        ".woff",
        ".woff2",
    ]
)
_DOCUMENTATION = frozenset({"readme", "license", "licence", "copying"})
_GLOB = frozenset("*?[")


def find_inputs(paths: Iterable[str]) -> list[str | Skipped]:
    """Return the paths of the files to read, sorted, and what cannot be read with the reason.

    A folder is searched with all below it.  In it, hidden files and folders, README and
    licence files, pictures, style sheets, scripts and the ``*_files`` folders that
    browsers save beside a page are no articles; any other file that no reader knows is
    told.  A file that is reached twice counts once.  Opens no file.
    """
    found: dict[str, str | Skipped] = {}
    for path in paths:
        for item in _expand(path):
            found.setdefault(_name(item), item)
    return _without_repeats(found[name] for name in sorted(found))


def _name(item: str | Skipped) -> str:
    return item if isinstance(item, str) else item.path


def _without_repeats(items: Iterable[str | Skipped]) -> list[str | Skipped]:
    seen: set[str] = set()
    kept: list[str | Skipped] = []
    for item in items:
        real = os.path.realpath(item) if isinstance(item, str) and item != STDIN else _name(item)
        if isinstance(item, Skipped) or real not in seen:
            kept.append(item)
        seen.add(real)
    return kept


def _expand(path: str) -> Iterator[str | Skipped]:
    if path == STDIN:
        yield path
        return
    try:
        is_folder = stat.S_ISDIR(os.stat(path).st_mode)  # noqa: PTH116 - an empty or odd path must not become "."
    except FileNotFoundError:
        yield from _expand_missing(path)
    except (OSError, ValueError) as error:
        yield Skipped(path, f"cannot be read: {reason(error)}")
    else:
        if is_folder:
            yield from _scan_named_folder(path)
        else:
            yield path


def _expand_missing(path: str) -> Iterator[str | Skipped]:
    if os.path.islink(path):  # noqa: PTH114 - see above
        yield Skipped(path, "is a link to a file that does not exist")
    elif _GLOB.isdisjoint(path):
        yield Skipped(path, "does not exist" if path else "is an empty path")
    else:
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 - keeps paths as they were given
        if not matches:
            yield Skipped(path, NO_MATCH)
        for match in matches:
            yield from _expand(match)


def _scan_named_folder(path: str) -> Iterator[str | Skipped]:
    items = list(_scan(Path(path), set()))
    if not items:
        yield Skipped(path, f"{NO_ARTICLES} (read are {', '.join(SUFFIXES)})")
    yield from items


def _scan(folder: Path, above: set[str]) -> Iterator[str | Skipped]:
    """Yield what is in a folder; ``above`` holds the real paths of folders seen, against loops."""
    real = os.path.realpath(folder)
    if real in above:
        return
    above.add(real)
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Skipped(str(folder), f"cannot be opened: {reason(error)}")
        return
    names = {entry.name for entry in entries}
    for entry in entries:
        if not _passed_over(entry, names):
            yield from _scan_entry(entry, above)


def _scan_entry(entry: Path, above: set[str]) -> Iterator[str | Skipped]:
    try:
        mode = entry.stat().st_mode
    except FileNotFoundError:
        yield Skipped(str(entry), "is a link to a file that does not exist")
    except OSError as error:
        yield Skipped(str(entry), f"cannot be read: {reason(error)}")
    else:
        if stat.S_ISDIR(mode):
            yield from _scan(entry, above)
        elif entry.suffix.lower() in SUFFIXES:
            yield str(entry)
        elif entry.suffix.lower() not in _NOT_ARTICLES:
            yield Skipped(str(entry), unknown_suffix(entry))


def _passed_over(entry: Path, names: set[str]) -> bool:
    if entry.name.startswith((".", "~$")) or entry.stem.lower() in _DOCUMENTATION:
        return True
    page = entry.name.removesuffix("_files")
    return page != entry.name and not names.isdisjoint({f"{page}.html", f"{page}.htm"})


def unknown_suffix(path: PurePath) -> str:
    """Return the sentence that says that no reader knows a file's suffix."""
    what = f"is of a kind that is not read ({path.suffix.lower()})" if path.suffix else "has no suffix"
    return f"{what}; read are {', '.join(SUFFIXES)}"


def reason(error: Exception) -> str:
    """Return what the system says about a failure, without number and path."""
    words = error.strerror if isinstance(error, OSError) else str(error)
    return (words or type(error).__name__).lower()
