from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.render import list_templates, template_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


def test_the_list_has_a_line_for_each_template(run: Run) -> None:
    lines = run("templates", "list").stdout.splitlines()
    named = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert named == [info.name for info in list_templates()]


def test_the_list_tells_the_options_with_their_defaults(run: Run) -> None:
    assert "desk_slots=no" in run("templates", "list").stdout


@pytest.mark.parametrize("name", [info.name for info in list_templates()])
def test_show_prints_the_source(run: Run, name: str) -> None:
    assert run("templates", "show", name).stdout == template_source(name)


@pytest.mark.parametrize("name", ["nowhere", "../digest", ""])
def test_an_unknown_template_is_told_with_those_that_there_are(run: Run, name: str) -> None:
    result = run("templates", "show", name)
    assert result.exit_code == 1
    assert "digest" in result.stderr
    assert result.stderr.count("\n") == 1
