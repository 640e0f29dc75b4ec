"""What a program that stays up has read and written: one new article costs one reading."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.jobs.store.encoding import addressed, canonical, encode, key_of
from briefgen.model import Article, Reading, Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    State = tuple[int, int]


class Recollection:
    """A ``pipeline.Cache`` and a ``pipeline.Ledger`` that live as long as the program.

    ``read`` counts the articles read anew since ``forget``, ``written`` has the files written.
    """

    def __init__(self) -> None:
        self._articles: dict[str, tuple[State, Article]] = {}
        self._readings: dict[str, Reading] = {}
        self._documents: dict[Path, tuple[str, State | None]] = {}
        self._used: set[str] = set()
        self.read = 0
        self.written: list[Path] = []

    def forget(self) -> None:
        """Begin a build: count anew, and forget what the last one had no use for."""
        if self._used:
            self._readings = {key: reading for key, reading in self._readings.items() if key in self._used}
            self._articles = {path: known for path, known in self._articles.items() if Path(path).exists()}
        self._used, self.read, self.written = set(), 0, []

    def article(self, path: str, read: Callable[[str], Article | Skipped]) -> Article | Skipped:
        """Return what a file gives; one that is as it was is not opened."""
        state = _state(Path(path))
        known = self._articles.get(path)
        if known and known[0] == state:
            return known[1]
        result = read(path)
        if isinstance(result, Article) and state is not None and state == _state(Path(path)):
            self._articles[path] = (state, result)
        return result

    def reading(self, article: Article) -> Reading | None:
        """Return what the article says, if it was read before, wherever it lay."""
        key = _key(article)
        self._used.add(key)
        found = self._readings.get(key)
        return addressed(found, article.id) if found else None

    def remember(self, article: Article, reading: Reading) -> None:
        """Take in what an article says."""
        self.read += 1
        self._readings[_key(article)] = reading

    def is_current(self, path: Path, content: str, *, meeting: str | None, template: str) -> bool:  # noqa: ARG002
        """Tell whether we have written this, and nobody has changed it."""
        known = self._documents.get(path)
        return known is not None and known[1] is not None and known == (content, _state(path))

    def superseded(self, files: Iterable[Path]) -> list[Path]:
        """Return the documents of earlier builds that are still there and not among ``files``, each once."""
        now = set(files)
        gone = [path for path in self._documents if path not in now]
        for path in gone:
            del self._documents[path]
        return [path for path in gone if path.exists()]

    def wrote(self, path: Path, content: str, data: bytes) -> None:  # noqa: ARG002 - a Ledger's
        """Take in what was written."""
        self._documents[path] = (content, _state(path))
        self.written.append(path)


def _key(article: Article) -> str:
    return key_of(encode(canonical(article)))


def _state(path: Path) -> State | None:
    try:
        info = path.stat()
    except OSError:
        return None
    return info.st_size, info.st_mtime_ns
