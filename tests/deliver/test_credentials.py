from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from mail_server import account

from briefgen.deliver.account import AccountError
from briefgen.deliver.credentials import password

if TYPE_CHECKING:
    from pathlib import Path

posix = pytest.mark.skipif(os.name != "posix", reason="the modes of files are those of POSIX")


def file(folder: Path, data: bytes, mode: int = 0o600) -> Path:
    path = folder / "password"
    path.write_bytes(data)
    path.chmod(mode)
    return path


def test_without_a_user_there_is_none() -> None:
    assert password(account(25)) is None


def test_it_comes_from_the_environment() -> None:
    mail = account(25, user="desk", password_variable="SECRET")
    assert password(mail, environment={"SECRET": "täl l"}) == "täl l"


def test_it_comes_from_a_file_without_the_end_of_its_line(tmp_path: Path) -> None:
    assert password(account(25, user="desk", password_file=file(tmp_path, b"two words \r\n"))) == "two words "


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(AccountError, match="chmod 600") as caught:
        password(account(25, user="desk", password_file=file(tmp_path, b"secret", mode)))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("data", [b"", b"\n", b"one\ntwo", b"\xff"])
def test_a_file_without_a_password_is_told(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(AccountError, match="password file"):
        password(account(25, user="desk", password_file=file(tmp_path, data)))


def test_what_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(AccountError, match="cannot be read: no such file"):
        password(account(25, user="desk", password_file=tmp_path / "none"))
    with pytest.raises(AccountError, match="SECRET, which holds the password for mail, is not set"):
        password(account(25, user="desk", password_variable="SECRET"), environment={})
    with pytest.raises(AccountError, match="no password for desk"):
        password(account(25, user="desk"))
