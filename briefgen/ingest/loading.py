"""From inputs to articles: what is read, how far, and what is told where it fails."""

from __future__ import annotations

import io
import itertools
import os
import re
import stat
import sys
import warnings
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from briefgen.ingest.assembly import assemble
from briefgen.ingest.decoding import starts_as_html
from briefgen.ingest.formats import FEEDS, HTML, MAIL, MARKDOWN, PDF, READERS, TEXT, WORD, Format
from briefgen.ingest.inputs import NO_ARTICLES, NO_MATCH, STDIN, find_inputs, reason, unknown_suffix
from briefgen.ingest.interface import UnreadableError
from briefgen.model import Article, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_MOST = 20 * 1024 * 1024  # bytes of one input; the longest report has far less than one million
_EMPTY, _BARE = "holds nothing but white space", "is empty"
_MISSING = "does not exist"
_KEPT_BACK = "cannot be read"
_MAIL_START = re.compile(rb"(?:From |(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,})")
_MAIL_HEADER = re.compile(rb"^(?:Message-ID|MIME-Version|Received|Return-Path|Delivered-To):", re.I | re.M)


def ingest(
    paths: Iterable[str],
    *,
    stdin: BinaryIO | None = None,
    read: Callable[[str], Article | Skipped] | None = None,
    others: Iterable[Article | Skipped] = (),
) -> Iterator[Article | Skipped]:
    """Yield what each input gives, in the order of ``find_inputs``, each read when asked for.

    ``-`` stands for standard input, or for ``stdin`` if given; ``read`` takes the place of
    ``read_file``.  ``others`` come from elsewhere and follow.  Articles of the same content
    get ids that end in "-2", "-3"… from the second on.
    """
    seen: Counter[str] = Counter()
    for item in itertools.chain(_each(paths, stdin, read or read_file), others):
        if isinstance(item, Article):
            seen[item.id] += 1
            if seen[item.id] > 1:
                yield replace(item, id=f"{item.id}-{seen[item.id]}")
                continue
        yield item


def _each(
    paths: Iterable[str], stdin: BinaryIO | None, read: Callable[[str], Article | Skipped]
) -> Iterator[Article | Skipped]:
    for item in find_inputs(paths):
        if isinstance(item, Skipped):
            yield item
        elif item == STDIN:
            yield _read_stream(stdin)
        elif is_feed(item):
            yield from read_feed_file(item)
        else:
            yield read(item)


def is_empty(skipped: Skipped) -> bool:
    """Tell whether a place is as it should be, with nothing in it yet."""
    return skipped.reason.startswith((NO_MATCH, NO_ARTICLES))


def lasts(skipped: Skipped) -> bool:
    """Tell whether a file itself is why it gives no article, and not that the system kept it back."""
    return not skipped.reason.startswith((_KEPT_BACK, _MISSING))


def read_file(path: str) -> Article | Skipped:
    """Return the article of one file, or why there is none; never raises for its content.

    A feed holds many articles: ``read_feed_file`` reads it.
    """
    known = READERS.get(Path(path).suffix.lower())
    if is_feed(path):
        return Skipped(path, "is a feed and no single article")
    data = _bytes_of(path, known_suffix=known is not None or not Path(path).suffix)
    return data if isinstance(data, Skipped) else _convert(data, known or _format_of(data), path)


def is_feed(path: str) -> bool:
    """Tell whether a file is to be read as a feed, by its name."""
    return Path(path).suffix.lower() in FEEDS


def read_feed_file(path: str) -> Iterator[Article | Skipped]:
    """Yield an article for each entry of a file with a feed, or why there is none."""
    from briefgen.ingest.feeds import read_feed

    data = _bytes_of(path, known_suffix=True)
    if isinstance(data, Skipped):
        yield data
    elif not data.strip():
        yield Skipped(path, _EMPTY if data else _BARE)
    else:
        yield from read_feed(data, path)


def _bytes_of(path: str, *, known_suffix: bool) -> bytes | Skipped:
    try:
        info = os.stat(path)  # noqa: PTH116 - Path("") would be the current folder
        if refusal := _refusal(info):
            return Skipped(path, refusal)
        if not known_suffix:
            return Skipped(path, unknown_suffix(Path(path)))
        return Path(path).read_bytes()
    except FileNotFoundError:
        return Skipped(path, _MISSING)
    except (OSError, ValueError) as error:
        return Skipped(path, f"{_KEPT_BACK}: {reason(error)}")


def _read_stream(stdin: BinaryIO | None) -> Article | Skipped:
    try:
        data = (stdin or sys.stdin.buffer).read(_MOST + 1)
    except (OSError, ValueError, io.UnsupportedOperation) as error:
        return Skipped(STDIN, f"{_KEPT_BACK}: {reason(error)}")
    if len(data) > _MOST:
        return Skipped(STDIN, _too_large(None))
    return _convert(data, _format_of(data), STDIN)


def _refusal(info: os.stat_result) -> str | None:
    """Return why a path is not even opened."""
    if stat.S_ISDIR(info.st_mode):
        return "is a folder"
    if not stat.S_ISREG(info.st_mode):
        return "is no ordinary file but a pipe, socket or device"
    return _too_large(info.st_size) if info.st_size > _MOST else None


def _too_large(size: int | None) -> str:
    found = f"is {size / 1024 / 1024:,.0f} MB large" if size else "is too large"
    return f"{found}; at most {_MOST // 1024 // 1024} MB are read of one article"


def _format_of(data: bytes) -> Format:
    """Return the format of data whose name does not tell it."""
    if data.startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"PK\x03\x04"):
        return WORD
    head = data[:8192].replace(b"\r\n", b"\n")
    if _MAIL_START.match(head) and _MAIL_HEADER.search(head):
        return MAIL
    if starts_as_html(head.decode("utf-8", "replace")):
        return HTML
    return MARKDOWN if head.lstrip(b"\xef\xbb\xbf\n\t ").startswith(b"---\n") else TEXT


def _convert(data: bytes, kind: Format, path: str) -> Article | Skipped:
    if not data.strip():
        return Skipped(path, _EMPTY if data else _BARE)
    reader = kind.reader()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parsers, about faults of a file
            return assemble(reader(data), path)
    except UnreadableError as error:
        return Skipped(path, str(error))
    except ImportError:
        raise  # the installation is broken, not the file
    except Exception:  # parsers fail on damaged files in more ways than they document
        return Skipped(path, f"could not be read as {kind.name}; it may be damaged")
