from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.jobs.arrivals import PATIENCE, Arrivals, own_documents, scan

A1, A2, B1 = (1, 10, 7), (2, 20, 7), (5, 30, 8)


def test_a_file_is_built_when_it_was_unchanged_for_the_time_to_settle() -> None:
    arrivals = Arrivals(2.0)
    arrivals.look({"a": A1}, 100.0)
    assert not arrivals.is_ready(101.9)
    assert arrivals.is_ready(102.0)
    arrivals.built(arrivals.whole(102.0))
    arrivals.look({"a": A1}, 103.0)
    assert not arrivals.is_pending


def test_a_file_that_grows_puts_it_off() -> None:
    arrivals = Arrivals(2.0)
    arrivals.look({"a": A1}, 100.0)
    arrivals.look({"a": A2}, 101.5)
    assert not arrivals.is_ready(102.5)
    assert arrivals.is_ready(103.5)
    assert arrivals.whole(103.5) == {"a": A2}


def test_a_file_that_never_ends_does_not_hold_up_the_others_for_ever() -> None:
    arrivals, built = Arrivals(2.0), []
    for second in range(60):
        arrivals.look({"a": A1, "log": (second, second, 9)}, float(second))
        if arrivals.is_ready(float(second)):
            built.append((second, sorted(arrivals.whole(float(second)))))
            arrivals.built(arrivals.whole(float(second)))
    assert built == [(PATIENCE * 2, ["a"])]


def test_what_goes_is_a_change() -> None:
    arrivals = Arrivals(2.0)
    arrivals.look({"a": A1, "b": B1}, 0.0)
    arrivals.built(arrivals.whole(2.0))
    arrivals.look({"b": B1}, 10.0)
    assert not arrivals.is_ready(11.0)
    assert arrivals.is_ready(12.0)
    assert arrivals.whole(12.0) == {"b": B1}


def test_what_goes_back_to_what_was_built_may_be_built_again_but_not_for_ever() -> None:
    arrivals = Arrivals(2.0)
    arrivals.look({"a": A1}, 0.0)
    arrivals.built(arrivals.whole(2.0))
    arrivals.look({"a": A1, "b": B1}, 3.0)
    arrivals.look({"a": A1}, 4.0)
    assert arrivals.is_ready(6.0)
    arrivals.built(arrivals.whole(6.0))
    arrivals.look({"a": A1}, 7.0)
    assert not arrivals.is_pending


@given(
    st.lists(
        st.tuples(st.floats(0.1, 3.0), st.dictionaries(st.sampled_from("abc"), st.sampled_from([A1, A2, B1])))
    )
)
def test_only_whole_files_are_ever_built_and_in_the_end_all_are(steps) -> None:
    arrivals, now, history = Arrivals(2.0), 0.0, []
    for pause, files in [*steps, *[(2.0, steps[-1][1] if steps else {})] * 8]:
        now += pause
        history.append((now, files))
        arrivals.look(files, now)
        if arrivals.is_ready(now):
            whole = arrivals.whole(now)
            for path, state in whole.items():
                recent = [seen for when, seen in history if when >= now - 2.0]
                assert all(seen.get(path) == state for seen in recent)
            arrivals.built(whole)
    assert not arrivals.is_pending


@pytest.mark.parametrize(
    "name", ["a.txt.part", "a.txt.crdownload", "a.txt~", "~$a.docx", ".a.txt.swp", "a.html.TMP", "a.partial"]
)
def test_names_of_unfinished_files_are_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("half")
    (tmp_path / "b.txt").write_text("whole")
    (tmp_path / "c.xyz").write_text("?")
    found = scan([str(tmp_path)], Path("elsewhere"))
    assert list(found.files) == [str(tmp_path / "b.txt")]
    assert [item.path for item in found.skipped] == [str(tmp_path / "c.xyz")]


def test_the_output_folder_is_not_read_wherever_its_name_leads(tmp_path: Path) -> None:
    news, real = tmp_path / "news", tmp_path / "news" / "briefs"
    real.mkdir(parents=True)
    (real / "brief.md").write_text("ours")
    (news / "a.txt").write_text("theirs")
    link = tmp_path / "link"
    link.symlink_to(real)
    for output in (real, link, Path(os.path.relpath(real))):
        assert list(scan([str(news)], output).files) == [str(news / "a.txt")]


def test_a_folder_inside_of_the_output_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("theirs")
    assert own_documents([str(tmp_path / "news")], tmp_path) is None
    assert list(scan([str(tmp_path / "news")], tmp_path).files)


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    found = scan([str(tmp_path / "news")], tmp_path)
    assert (found.files, [item.reason for item in found.skipped]) == ({}, ["does not exist"])
