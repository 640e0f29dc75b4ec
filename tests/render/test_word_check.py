"""``templates check`` of templates made in Word."""

from __future__ import annotations

import io

import docx
import pytest
from PIL import Image
from word_files import word_folder, word_template

from briefgen.render import find_template
from briefgen.render.checks import check_template


def found(path) -> list[str]:
    return [str(finding) for finding in check_template(find_template(str(path)))]


def test_a_good_template_has_no_fault(tmp_path) -> None:
    assert (
        found(word_template(tmp_path / "t.docx", "{{ brief.title }}", header="{{ theme.marking or '' }}"))
        == []
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "{{ brief.titel }}",
            'a Brief has no field "titel"; perhaps "title" is meant, in "{{ brief.titel }}"',
        ),
        ("{{ breif.title }}", 'there is no "breif" here; perhaps "brief" is meant, in "{{ breif.title }}"'),
        ("{{ options.big }}", 'the manifest has no option "big", in "{{ options.big }}"'),
        ("{{ brief.where }}", "a value that is not known is printed"),
        ("{% if brief.title %}", "Unexpected end of template"),
        ("plain", "does not print the marking"),
    ],
)
def test_faults_are_named_with_file_and_words(tmp_path, words: str, message: str) -> None:
    path = word_template(tmp_path / "t.docx", "{{ brief.title }}", words)
    findings = found(path)
    assert any(line.startswith(f"{path}: ") and message in line for line in findings), findings


def test_a_field_that_there_is_not_is_told_once(tmp_path) -> None:
    findings = found(
        word_template(tmp_path / "t.docx", "{{ brief.titel }}", header="{{ theme.marking or '' }}")
    )
    assert len([line for line in findings if "titel" in line]) == 1


def test_what_goes_wrong_with_an_option_alone_is_found(tmp_path) -> None:
    extra = '[options.more]\ndefault = false\nhelp = "More."\n'
    word_folder(tmp_path, "{% if options.more %}{{ 1 / 0 }}{% endif %}", extra=extra)
    info = find_template("ours", [tmp_path])
    assert any("division by zero" in finding.message for finding in check_template(info, [tmp_path]))


def test_pictures_without_words_and_a_missing_title_are_named(tmp_path) -> None:
    file, picture = docx.Document(), io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    file.add_picture(picture)
    file.add_paragraph("{{ brief.title }}")
    path = tmp_path / "t.docx"
    file.save(str(path))
    findings = "\n".join(found(path))
    assert "has no alternative text" in findings
    assert "no paragraph has the style Title" in findings
