from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.render import RenderError, list_templates, render
from briefgen.render.copying import copy_of_template
from briefgen.render.sample import CREATED, sample_brief, sample_digest

if TYPE_CHECKING:
    from pathlib import Path


def copied(name: str, folder: Path) -> None:
    folder.mkdir()
    for path, data in copy_of_template(name, folder).items():
        path.write_bytes(data)


@pytest.mark.parametrize("info", list_templates(), ids=lambda info: info.name)
def test_a_copy_gives_the_same_document(info, tmp_path: Path) -> None:
    copied(info.name, tmp_path / "ours")
    subject = sample_digest() if info.subject == "digest" else sample_brief()
    wanted = "docx" if info.in_word else "md"
    theirs = render(subject, template=info.name, format=wanted, created=CREATED)
    ours = render(subject, template="ours", format=wanted, created=CREATED, template_dirs=[tmp_path])
    assert ours == theirs


def test_a_copy_holds_what_it_shares_and_says_so(tmp_path: Path) -> None:
    files = copy_of_template("meeting-brief", tmp_path / "ours")
    assert {path.name for path in files} == {
        "manifest.toml",
        "template.html.j2",
        "document.html.j2",
        "parts.html.j2",
    }
    source = files[tmp_path / "ours" / "template.html.j2"].decode()
    assert source.startswith('{# A copy of the template "meeting-brief"')
    assert "_skeleton/" not in source
    assert "briefgen templates check" in source


@pytest.mark.parametrize("name", ["_hidden", ".x", "a b", "ä/…"])
def test_a_name_that_no_template_can_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="cannot be called"):
        copy_of_template("digest", tmp_path / name)
