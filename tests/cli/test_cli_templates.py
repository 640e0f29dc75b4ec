from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.render import list_templates, template_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


def test_a_copy_can_be_changed_checked_previewed_and_listed(run: Run, tmp_path: Path) -> None:
    ours = tmp_path / "house" / "ours"
    assert run("templates", "copy", "readout", ours).exit_code == 0
    assert run("templates", "check", ours).exit_code == 0
    assert "ours" in run("templates", "list", "--templates", ours.parent).stdout
    source = ours / "template.html.j2"
    source.write_text(source.read_text().replace("brief.gaps", "brief.gasp"))
    result = run("templates", "check", "ours", "--templates", ours.parent)
    assert result.exit_code == 1
    assert 'a Brief has no field "gasp"; perhaps "gaps" is meant' in result.stdout


def test_what_is_there_is_not_copied_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    result = run("templates", "copy", "readout", tmp_path)
    assert result.exit_code == 1
    assert "is there already" in result.stderr


@pytest.mark.parametrize("name", ["meeting-brief", "digest"])
def test_a_preview_takes_its_format_from_the_file(run: Run, tmp_path: Path, name: str) -> None:
    assert run("templates", "preview", name, "-o", tmp_path / "a.html").exit_code == 0
    assert (tmp_path / "a.html").read_text().startswith("<!doctype html>")


def test_a_preview_without_a_format_is_refused(run: Run, tmp_path: Path) -> None:
    assert run("templates", "preview", "digest", "-o", tmp_path / "a").exit_code == 2


def test_a_folder_that_holds_no_template_is_told(run: Run, tmp_path: Path) -> None:
    result = run("templates", "check", tmp_path)
    assert result.exit_code == 1
    assert "holds no template" in result.stderr
