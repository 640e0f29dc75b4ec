from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from render_samples import CREATED, sample_brief, sample_digest

from briefgen.render import (
    ElementError,
    ManifestError,
    RenderError,
    TemplateError,
    UnknownFormatError,
    UnknownTemplateError,
    find_template,
    list_templates,
    render,
    shipped_templates,
    template_source,
    to_document,
)

if TYPE_CHECKING:
    from pathlib import Path

MANIFEST = 'name = "{name}"\npurpose = "A test."\nsubject = "{subject}"\nformats = ["html", "md"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def own(folder: Path, source: str, name: str = "own", subject: str = "meeting") -> None:
    (folder / name).mkdir()
    (folder / name / "manifest.toml").write_text(MANIFEST.format(name=name, subject=subject))
    (folder / name / "template.html.j2").write_text(source)


def html(folder: Path, source: str) -> str:
    own(folder, source)
    return render(
        sample_brief(), template="own", format="html", created=CREATED, template_dirs=[folder]
    ).decode()


def error(folder: Path, source: str, kind: type[RenderError] = TemplateError) -> TemplateError:
    with pytest.raises(kind) as caught:
        html(folder, source)
    return caught.value


def test_shipped_templates_are_listed_with_purpose_and_formats() -> None:
    listed = {info.name: info for info in list_templates()}
    assert {"meeting-brief", "digest"} <= set(listed)
    assert listed["digest"].subject == "digest"
    assert set(listed["meeting-brief"].formats) == {"docx", "pdf", "html", "md"}


def test_every_shipped_template_can_be_shown() -> None:
    for info in list_templates():
        assert ("{%p for" if info.in_word else "{% extends") in template_source(info.name)


def test_an_unknown_template_is_told_with_the_known_ones() -> None:
    with pytest.raises(UnknownTemplateError, match="digest, meeting-brief"):
        find_template("nonesuch")


@pytest.mark.parametrize("name", ["../digest", "_skeleton", "", ".", "a/b", "a\\b"])
def test_a_name_is_never_a_path(name: str) -> None:
    with pytest.raises(UnknownTemplateError):
        find_template(name)


def test_a_template_of_ones_own_hides_a_shipped_one(folder: Path) -> None:
    own(folder, "<h1>Mine</h1>", name="digest", subject="digest")
    data = render(sample_digest(), template="digest", format="md", created=CREATED, template_dirs=[folder])
    assert data == b"# Mine\n"


def test_a_template_can_override_one_block_of_another(folder: Path) -> None:
    text = html(
        folder,
        '{% extends "meeting-brief/template.html.j2" %}{% block gaps %}<p>None of it.</p>{% endblock %}',
    )
    assert "None of it." in text
    assert ">Gaps<" not in text
    assert ">Key points<" in text


def test_a_changed_template_is_read_anew(folder: Path) -> None:
    assert "<p>one</p>" in html(folder, "<p>one</p>")
    (folder / "own" / "template.html.j2").write_text("<p>the other</p>")
    later = (folder / "own" / "template.html.j2").stat().st_mtime + 5
    os.utime(folder / "own" / "template.html.j2", (later, later))
    again = render(sample_brief(), template="own", format="html", created=CREATED, template_dirs=[folder])
    assert b"<p>the other</p>" in again


def test_an_undefined_name_is_told_with_file_and_line(folder: Path) -> None:
    problem = error(folder, "<h1>x</h1>\n<p>\n{{ nonesuch }}</p>")
    assert problem.line == 3
    assert problem.file == str(folder / "own" / "template.html.j2")
    assert "'nonesuch' is undefined" in str(problem)


def test_a_missing_field_is_told_with_its_line(folder: Path) -> None:
    problem = error(folder, "<p>{{ brief.titel }}</p>")
    assert problem.line == 1
    assert "titel" in str(problem)


def test_a_syntax_error_is_told_with_its_line(folder: Path) -> None:
    problem = error(folder, "<p>a</p>\n{% if %}")
    assert problem.line == 2


def test_printing_an_unknown_value_is_an_error(folder: Path) -> None:
    assert "not known" in str(error(folder, "{% set x = none %}<p>{{ x }}</p>"))


def test_a_missing_include_is_told(folder: Path) -> None:
    assert '"nope.j2"' in str(error(folder, '{% include "nope.j2" %}'))


def test_an_include_cannot_leave_the_template_folders(folder: Path) -> None:
    (folder.parent / "secret.txt").write_text("secret")
    error(folder, '{% include "../secret.txt" %}')


def test_a_template_that_extends_itself_is_told(folder: Path) -> None:
    assert "without end" in str(error(folder, '{% extends "own/template.html.j2" %}'))


@pytest.mark.parametrize(
    "expression",
    ["''.__class__", "brief.__class__.__mro__", "''|attr('__class__')", "'{0.__class__}'.format(brief)"],
)
def test_the_sandbox_blocks_private_attributes(folder: Path, expression: str) -> None:
    problem = error(folder, f"<p>{{{{ {expression} }}}}</p>")
    assert "unsafe" in str(problem)


@pytest.mark.parametrize(
    "source",
    ["<p>{{ brief.title | safe }}</p>", "{% autoescape false %}<p>{{ brief.title }}</p>{% endautoescape %}"],
)
def test_escaping_cannot_be_switched_off(folder: Path, source: str) -> None:
    assert error(folder, source).line == 1


def test_a_forbidden_element_is_named_with_its_line_in_the_template(folder: Path) -> None:
    problem = error(
        folder, "{% for x in range(5) %}\n<p>a</p>\n{% endfor %}\n<script>x</script>", ElementError
    )
    assert problem.line == 4
    assert problem.file == str(folder / "own" / "template.html.j2")
    assert "<script>" in str(problem)


def test_an_error_of_nesting_names_element_and_line_of_the_result(folder: Path) -> None:
    problem = error(folder, "<p>a</p>\n<p>b<em>c</p>", ElementError)
    assert "<em>" in str(problem)
    assert problem.line == 2


def test_a_manifest_without_purpose_is_told(folder: Path) -> None:
    own(folder, "<p>x</p>")
    (folder / "own" / "manifest.toml").write_text('name = "own"\n')
    with pytest.raises(ManifestError, match="purpose"):
        find_template("own", [folder])


def test_a_manifest_that_is_not_toml_is_told(folder: Path) -> None:
    own(folder, "<p>x</p>")
    (folder / "own" / "manifest.toml").write_text("name = ")
    with pytest.raises(ManifestError, match="cannot be read"):
        list_templates([folder])


def test_a_digest_template_refuses_a_meeting() -> None:
    with pytest.raises(RenderError, match="is for a digest, not for a meeting"):
        to_document(sample_brief(), template="digest", created=CREATED)


def test_a_word_file_that_is_not_there_is_told_as_a_file() -> None:
    with pytest.raises(UnknownTemplateError, match=r"The template nowhere/letter\.docx does not exist"):
        find_template("nowhere/letter.docx")


def test_an_unknown_format_is_told() -> None:
    with pytest.raises(UnknownFormatError, match="docx, pdf, html, md"):
        render(sample_brief(), template="meeting-brief", format="odt", created=CREATED)


def test_a_format_that_the_template_does_not_offer_is_told(folder: Path) -> None:
    own(folder, "<p>x</p>")
    with pytest.raises(UnknownFormatError, match="offers html, md, not docx"):
        render(sample_brief(), template="own", format="docx", created=CREATED, template_dirs=[folder])


@pytest.mark.parametrize("created", ["yesterday", "2031-05-20", "2031-05-20T08:00:00"])
def test_the_moment_of_creation_needs_a_zone(created: str) -> None:
    with pytest.raises(RenderError, match="with its zone"):
        to_document(sample_brief(), template="meeting-brief", created=created)


def test_the_shipped_templates_are_found_in_a_checkout() -> None:
    assert (shipped_templates() / "_skeleton" / "document.html.j2").is_file()
