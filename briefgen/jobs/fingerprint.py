"""The fingerprint of a run: a hash of what it reads and of what its job asks for.

It is "SETTINGS-INPUTS", each half a hash.  The program's version and the time are no part of
it: neither makes news.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefgen.jobs.settings import Job
    from briefgen.model import Skipped

_NO_NEWS = frozenset({"schedule", "health"})  # when a job runs and who is told says nothing of what it says


def fingerprint(job: Job, keys: Iterable[str], skipped: Iterable[Skipped]) -> str:
    """Return the fingerprint of a job over articles with these keys, and inputs that give nothing."""
    inputs = [sorted(keys), sorted([item.path, item.reason] for item in skipped)]
    return f"{settings_hash(job)}-{_hash(inputs)}"


def settings_hash(job: Job) -> str:
    """Return the hash of what a job asks for, with the content of the files that it names."""
    settings = {f.name: _plain(getattr(job, f.name)) for f in fields(job) if f.name not in _NO_NEWS}
    named = [job.plan.theme, job.plan.reference, *job.plan.template_dirs]
    return _hash([settings, [_content(path) for path in named if path]])[:16]


def _plain(value: Any) -> Any:
    """Return a setting as JSON can write it, always in the same way."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, (frozenset, set)):
        return sorted(str(_plain(item)) for item in value)
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value if value is None or isinstance(value, (bool, int, float)) else str(value)


def _content(path: Path) -> list[list[str]]:
    """Return the hashes of a file, or of all files in a folder; what cannot be read is told elsewhere."""
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return [[str(file), _file(file)] for file in files if file.is_file()]


def _file(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _hash(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
