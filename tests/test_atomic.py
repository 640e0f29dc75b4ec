from __future__ import annotations

import stat
from pathlib import Path

import pytest

from briefgen import atomic
from briefgen.exceptions import OutputError


def test_write_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "brief.md"
    path.write_bytes(b"old and longer")
    atomic.write(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_written_file_has_the_usual_permissions(tmp_path: Path) -> None:
    usual, written = tmp_path / "usual", tmp_path / "written"
    usual.write_bytes(b"")
    atomic.write(written, b"")
    assert stat.S_IMODE(written.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "brief.md"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match="no space left"):
        atomic.write(path, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["brief.md"]
    assert path.read_bytes() == b"old"


def test_a_folder_under_a_file_is_told_as_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="cannot be made"):
        atomic.make_folder(tmp_path / "file" / "out")
