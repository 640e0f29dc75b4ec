"""Writing files whole: a file under its final name is complete or absent."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from briefgen.exceptions import OutputError

SCRATCH = ".briefgen-*.part"
"""The names of files that are being written; what is left of a program that was killed."""


def make_folder(folder: Path) -> None:
    """Make sure that a folder exists; raises ``OutputError`` if it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The output folder {folder} cannot be made: {_reason(error)}.",
            remedy="Name another folder with --output.",
        ) from None


def write(path: Path, data: bytes) -> None:
    """Write ``data`` under ``path`` in one step, replacing what was there.

    The bytes go to a hidden file in the same folder first, which then takes the name.
    Raises ``OutputError`` if that fails, and leaves nothing behind.
    """
    try:
        _replace(path, data)
    except OSError as error:
        raise OutputError(
            f"{path} cannot be written: {_reason(error)}.",
            remedy="Make room or allow writing there, or name another folder with --output.",
        ) from None


def _replace(path: Path, data: bytes) -> None:
    prefix, _, suffix = SCRATCH.partition("*")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=suffix)
    scratch = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        scratch.chmod(0o666 & ~_umask())
        scratch.replace(path)
    except BaseException:
        with suppress(OSError):
            scratch.unlink()
        raise


def _umask() -> int:
    """Return the mask for new files, which can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
