from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("read_nothing")


def test_the_table_has_a_line_for_each_meeting(run: Run) -> None:
    lines = run("analyze", "news").stdout.splitlines()
    assert lines[0].split() == ["Date", "Status", "Meeting", "Place", "Participants", "Articles"]
    assert lines[1].startswith("2031-05-05             held ")
    assert lines[2].startswith('unknown ("next year")  planned ')
    assert len(lines) == 3


def test_json_is_alone_on_standard_output(run: Run) -> None:
    result = run("analyze", "news", "--json")
    assert json.loads(result.stdout)["schema"] == "briefgen.analysis/1"
    assert "3 articles read, 1 skipped, 2 meetings, " in result.stderr


def test_filters_narrow_the_json(run: Run) -> None:
    found = json.loads(run("analyze", "news", "--json", "--status", "planned").stdout)
    assert [meeting["id"] for meeting in found["meetings"]] == ["m2"]


def test_filters_narrow_the_table(run: Run) -> None:
    lines = run("analyze", "news", "--about", "Lind").stdout.splitlines()
    assert len(lines) == 2


def test_filters_do_not_hide_that_an_article_tells_of_a_meeting(run: Run) -> None:
    assert run("analyze", "news", "--about", "Nobody").stderr.count("no meeting found") == 1


def test_strict_ends_with_3(run: Run) -> None:
    assert run("analyze", "news", "--strict").exit_code == 3
    assert run("analyze", "news").exit_code == 0


def test_paths_are_required(run: Run) -> None:
    assert run("analyze").exit_code == 2


def test_standard_input_is_a_path(run: Run, read_nothing: list[dict[str, object]]) -> None:
    run("analyze", "-")
    assert read_nothing[0]["paths"] == ("-",)
