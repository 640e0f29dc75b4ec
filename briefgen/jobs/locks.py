"""Locks beside the store: two runs of a job, or two who deliver, never work at once.

A lock is the operating system's and ends with the process that holds it, however that
ends; the file that bears it stays and says nothing.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from briefgen.exceptions import BusyError, StoreError
from briefgen.filenames import stem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLINK = 0.5  # seconds, for one who only looks whether a job is at work
_PATIENCE = 600.0  # seconds for another process to deliver what waits


@contextmanager
def of_job(store: Path, job: str, *, patience: float = _BLINK) -> Iterator[None]:
    """Hold the lock of a job.  Raises ``BusyError`` if another process has it, for longer than a look takes."""
    told = BusyError(
        f'Another run of the job "{job}" is at work.', remedy="Wait for it to end; nothing was done."
    )
    with _held(store, f"job-{stem(job)}-{_short(job)}", patience, told):
        yield


@contextmanager
def of_outbox(store: Path, *, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold the lock of those who deliver what waits in the outbox.

    Raises ``BusyError`` if another process holds it for longer than ``patience`` seconds.
    """
    told = BusyError("Another process is delivering mail.", remedy="What waits goes out with the next run.")
    with _held(store, "outbox", patience, told):
        yield


@contextmanager
def _held(store: Path, name: str, patience: float, told: BusyError) -> Iterator[None]:
    path = store.with_name(f"{store.name}.{name}.lock")
    lock = FileLock(path, timeout=patience, mode=0o600)
    try:
        store.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock.acquire()
    except Timeout:
        raise told from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise StoreError(f"{path} cannot be made: {reason}.", remedy="Allow writing there.") from error
    try:
        yield
    finally:
        lock.release()


def _short(job: str) -> str:
    """Return what keeps apart two names that make the same file name."""
    return hashlib.sha256(job.encode("utf-8", "surrogatepass")).hexdigest()[:8]
