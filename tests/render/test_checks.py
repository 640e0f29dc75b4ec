"""What ``check_template`` finds, each fault with its file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.render import ManifestError, find_template, list_templates
from briefgen.render.checks import check_template, template_of_folder

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = """name = "own"
purpose = "A test."
subject = "{subject}"
formats = ["html", "md"]
[options.long]
default = false
help = "Longer."
"""
FRAME = '{% extends "_skeleton/document.html.j2" %}\n'
FILLED = "{% block body %}{% endblock %}{% block sources %}{% endblock %}"


def found(folder: Path, source: str, subject: str = "meeting") -> list[str]:
    own = folder / "own"
    own.mkdir()
    own.joinpath("manifest.toml").write_text(MANIFEST.format(subject=subject))
    own.joinpath("template.html.j2").write_text(source)
    findings = check_template(find_template("own", [folder]), [folder])
    return [str(finding).removeprefix(f"{own}/template.html.j2:") for finding in findings]


@pytest.mark.parametrize("name", [info.name for info in list_templates()])
def test_the_templates_that_ship_are_well(name: str) -> None:
    assert check_template(find_template(name)) == ()


def test_a_field_that_there_is_not_is_named_with_the_one_that_may_be_meant(tmp_path: Path) -> None:
    assert found(
        tmp_path, "<h1>{{ brief.title }}</h1>\n{% if false %}\n{{ brief.quotation }}\n{% endif %}"
    ) == ['3: a Brief has no field "quotation"; perhaps "quotations" is meant']


def test_fields_are_followed_through_loops_names_and_filters(tmp_path: Path) -> None:
    source = """<h1>A</h1>
{% set topics = brief.topics[:3] | list %}
{% for topic in topics %}
{% for statement in topic.statements if statement.rule %}
<p>{{ statement.txt }}{% for c in statement.citations %}{{ c.page }}{% endfor %}</p>
{% endfor %}{% endfor %}
{% for speaker, quotes in brief.quotations | by_speaker %}{% if quotes[0].who %}{% endif %}{% endfor %}
"""
    assert found(tmp_path, source)[:4] == [
        '5: a Citation has no field "page"',
        '5: a Statement has no field "txt"; perhaps "text" is meant',
        '7: a BriefQuote has no field "who"',
    ]


def test_a_name_that_there_is_not_is_named(tmp_path: Path) -> None:
    assert any(
        '2: there is no "digest" here' in told
        for told in found(tmp_path, "<h1>A</h1>\n{% if x is defined %}{{ digest.title }}{% endif %}")
    )


def test_an_option_that_the_manifest_lacks_is_named(tmp_path: Path) -> None:
    told = found(tmp_path, "<h1>A</h1>{% if options.longer | default(false) %}{% endif %}")
    assert told == ['1: the manifest has no option "longer"; perhaps "long" is meant']


def test_bad_markup_behind_an_option_is_found(tmp_path: Path) -> None:
    told = found(tmp_path, "<h1>A</h1>\n{% if options.long %}\n<img>\n{% endif %}")
    assert told == ["3: <img> is not an element that a document can hold"]


def test_a_syntax_error_is_told(tmp_path: Path) -> None:
    assert found(tmp_path, "<h1>A</h1>\n{% if %}")[0].startswith("2: ")


def test_a_block_that_is_never_shown_is_named(tmp_path: Path) -> None:
    told = found(
        tmp_path,
        FRAME + "{% block header %}<h1>A</h1>{% endblock %}" + FILLED + "\n{% block tail %}{% endblock %}",
    )
    assert told == ['3: the block "tail" is never shown: what it extends has no such block']


def test_words_outside_of_blocks_are_told(tmp_path: Path) -> None:
    told = found(tmp_path, FRAME + "{% block header %}<h1>A</h1>{% endblock %}" + FILLED + "\n\n<p>Lost</p>")
    assert told == ["4: this stands outside of every block, and is never shown"]


def test_a_block_of_a_parent_s_parent_is_shown(tmp_path: Path) -> None:
    emptied = "{% block gaps %}{% endblock %}{% block footer %}{% endblock %}"
    source = '{% extends "meeting-brief/template.html.j2" %}' + emptied
    assert found(tmp_path, source) == []


def test_headings_that_skip_a_level_are_told(tmp_path: Path) -> None:
    assert found(tmp_path, "<h1>A</h1>\n<h3>B</h3>") == ["2: <h3> follows <h1>: a level is skipped"]


def test_a_table_without_header_cells_is_told(tmp_path: Path) -> None:
    told = found(tmp_path, "<h1>A</h1>\n<table><tbody><tr><td>a</td></tr></tbody></table>")
    assert told == ["2: a <table> has no header cells, <th>"]


def test_a_digest_is_checked_as_a_digest(tmp_path: Path) -> None:
    assert found(tmp_path, "<h1>{{ digest.title }}</h1>", "digest") == []


def test_a_folder_without_a_manifest_is_no_template(tmp_path: Path) -> None:
    with pytest.raises(ManifestError, match="holds no template"):
        template_of_folder(tmp_path)
