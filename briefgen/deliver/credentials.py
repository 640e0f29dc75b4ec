"""The password of the mail account, read at the last moment from where only its owner can put it."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from briefgen.deliver.account import AccountError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefgen.deliver.account import Mail

_LONGEST = 4096  # bytes


def password(mail: Mail, *, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the password, None if the account has no user.

    Raises ``AccountError``: it is not there, or others can read the file.
    """
    if mail.user is None:
        return None
    if mail.password_variable:
        return _from_variable(mail.password_variable, environment)
    if mail.password_file:
        return _from_file(mail.password_file)
    raise AccountError(
        f"There is no password for {mail.user} on {mail.host}.",
        remedy="Name an environment variable or a file that holds it under [mail].",
    )


def _from_variable(name: str, environment: Mapping[str, str]) -> str:
    secret = environment.get(name)
    if not secret:
        raise AccountError(
            f"The environment variable {name}, which holds the password for mail, is not set.",
            remedy="Set it where the job runs, or name a password file under [mail].",
        )
    return secret


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            _check_owner(path, os.fstat(file.fileno()))
            data = file.read(_LONGEST)
        secret = data.decode("utf-8").removesuffix("\n").removesuffix("\r")
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise AccountError(
            f"The password file {path} cannot be read: {reason}.", remedy="Put the password into it."
        ) from None
    except UnicodeDecodeError:
        raise AccountError(f"The password file {path} is not UTF-8 text.") from None
    if not secret or "\n" in secret:
        raise AccountError(f"The password file {path} does not hold one line with the password.")
    return secret


def _check_owner(path: Path, status: os.stat_result) -> None:
    if os.name != "posix":
        return
    if status.st_uid != os.geteuid():
        raise AccountError(
            f"The password file {path} belongs to another user.", remedy="Make a copy of your own."
        )
    if stat.S_IMODE(status.st_mode) & 0o077:
        raise AccountError(
            f"The password file {path} can be read or changed by others.", remedy=f"Run: chmod 600 {path}"
        )
