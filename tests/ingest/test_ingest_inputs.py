"""Which files are found, and what is told of the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen.ingest import find_inputs, read_file
from briefgen.model import Skipped


def fill(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Words.", encoding="utf-8")


def names(found: list[str | Skipped]) -> list[str]:
    return [Path(item).name for item in found if isinstance(item, str)]


def test_folder_is_searched_recursively_in_order(tmp_path):
    fill(tmp_path, "b.txt", "a/z.html", "a/b/c.PDF")
    assert names(find_inputs([str(tmp_path)])) == ["c.PDF", "z.html", "b.txt"]


def test_order_does_not_depend_on_the_order_of_arguments(tmp_path):
    fill(tmp_path, "a.txt", "b.txt")
    paths = [str(tmp_path / "b.txt"), str(tmp_path / "a.txt")]
    assert find_inputs(paths) == find_inputs(paths[::-1])


def test_file_named_twice_counts_once(tmp_path):
    fill(tmp_path, "a.txt")
    assert len(find_inputs([str(tmp_path), str(tmp_path / "a.txt")])) == 1


@pytest.mark.parametrize(
    "name", [".hidden.txt", ".git/x.txt", "README.md", "photo.jpg", "style.css", "~$a.docx"]
)
def test_what_is_no_article_is_passed_over_in_folders(tmp_path, name):
    fill(tmp_path, "a.txt", name)
    assert names(find_inputs([str(tmp_path)])) == ["a.txt"]
    assert len(find_inputs([str(tmp_path)])) == 1


def test_readme_named_explicitly_is_read(tmp_path):
    fill(tmp_path, "README.md")
    assert names(find_inputs([str(tmp_path / "README.md")])) == ["README.md"]


def test_files_saved_beside_a_page_are_passed_over(tmp_path):
    fill(tmp_path, "talks.html", "talks_files/frame.html", "talks_files/data.json", "case_files/a.txt")
    assert names(find_inputs([str(tmp_path)])) == ["a.txt", "talks.html"]


def test_unknown_suffix_in_a_folder_is_told(tmp_path):
    fill(tmp_path, "a.txt", "old.doc")
    skipped = [item for item in find_inputs([str(tmp_path)]) if isinstance(item, Skipped)]
    assert len(skipped) == 1
    assert ".doc" in skipped[0].reason
    assert ".docx" in skipped[0].reason


def test_glob_is_expanded_where_the_shell_did_not(tmp_path):
    fill(tmp_path, "a.txt", "b.txt", "c.md")
    assert names(find_inputs([str(tmp_path / "*.txt")])) == ["a.txt", "b.txt"]


def test_file_whose_name_looks_like_a_glob_is_itself(tmp_path):
    fill(tmp_path, "a[1].txt", "a1.txt")
    assert names(find_inputs([str(tmp_path / "a[1].txt")])) == ["a[1].txt"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("missing.txt", "does not exist"),
        ("*.none", "matches no file"),
        ("", "empty path"),
        ("a\0b", "cannot be read"),
    ],
)
def test_path_that_leads_nowhere_is_told(tmp_path, monkeypatch, path, words):
    monkeypatch.chdir(tmp_path)
    (skipped,) = find_inputs([path])
    assert isinstance(skipped, Skipped)
    assert words in skipped.reason


def test_empty_folder_is_told(tmp_path):
    (skipped,) = find_inputs([str(tmp_path)])
    assert "without articles" in skipped.reason


def test_loop_of_links_ends(tmp_path):
    fill(tmp_path, "sub/a.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    assert names(find_inputs([str(tmp_path)])) == ["a.txt"]


def test_broken_link_and_link_to_itself_are_told(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nothing.txt")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    assert all(isinstance(item, Skipped) for item in find_inputs([str(tmp_path)]))
    assert len(find_inputs([str(tmp_path)])) == 2


def test_pipe_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert "pipe" in read_file(str(tmp_path / "pipe.txt")).reason


def test_file_over_the_limit_is_not_read(tmp_path):
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(2 * 1024**3)
    assert "2,048 MB" in read_file(str(tmp_path / "big.txt")).reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_told(tmp_path):
    fill(tmp_path, "a.txt")
    (tmp_path / "a.txt").chmod(0)
    assert "permission denied" in read_file(str(tmp_path / "a.txt")).reason


def test_refusal_of_the_system_is_told(tmp_path, monkeypatch):
    fill(tmp_path, "a.txt")

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert read_file(str(tmp_path / "a.txt")).reason == "cannot be read: permission denied"
