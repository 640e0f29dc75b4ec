"""The one-pager holds one page whatever comes in, cuts nothing, and says what it left out."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from render_samples import CREATED, HOSTILE, said, sample_brief, with_text

from briefgen.render import Theme, render, to_document, write_document
from briefgen.render.document import CitationMark, Heading, List, Paragraph, Quotation
from briefgen.render.outline import plain, walk

if TYPE_CHECKING:
    from pathlib import Path

    from briefgen.model import Brief
    from briefgen.render.document import Document

LONG = f"Both sides {'spoke about the treaty and ' * 185}agreed."


def crowded() -> Brief:
    brief = sample_brief()
    people = tuple(replace(brief.participants[0], name=f"Person {number}") for number in range(300))
    return replace(brief, participants=people)


def wordy() -> Brief:
    brief = sample_brief()
    long = said(LONG, *brief.bottom_line[0].citations)
    return replace(
        brief,
        title=LONG,
        where=LONG,
        bottom_line=(long, brief.bottom_line[0], long),
        key_points=(long, brief.key_points[0]),
        quotations=(replace(brief.quotations[0], text=LONG), *brief.quotations),
        gaps=(long,) * 20,
    )


def silent() -> Brief:
    return replace(sample_brief(), quotations=(), positions=(), sources=sample_brief().sources)


BRIEFS = {
    "sample": sample_brief(),
    "300 participants": crowded(),
    "sentences of 5,000 characters": wordy(),
    "no quotes": silent(),
    "hostile": with_text(sample_brief(), lambda text: f"{text} {HOSTILE}"),
}
THEMES = {
    "A4": Theme(),
    "Letter, marked": Theme(page_size="Letter", marking="TLP:AMBER", organisation="Ministry of Examples"),
}


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("brief", BRIEFS.values(), ids=BRIEFS)
def test_one_page_whatever_comes_in(brief: Brief, theme: Theme) -> None:
    data = render(brief, template="one-pager", format="pdf", created=CREATED, theme=theme)
    assert len(PdfReader(io.BytesIO(data)).pages) == 1


@pytest.mark.parametrize("brief", BRIEFS.values(), ids=BRIEFS)
def test_every_citation_has_its_source_and_every_source_is_cited(brief: Brief) -> None:
    document = made(brief)
    listed = [
        item.id
        for block in walk(document.blocks)
        if isinstance(block, List) and block.role == "sources"
        for item in block.items
    ]
    assert {mark.href for mark in marks(document)} == {f"#{name}" for name in listed}
    assert listed == [f"source-{number}" for number in range(1, len(listed) + 1)]


def test_what_was_left_out_is_counted() -> None:
    told = left_out(made(crowded()))
    kept = sum("Person" in text for text in texts(made(crowded())))
    assert f"{300 - kept} participants" in told


def test_the_bottom_line_comes_first_and_stays_while_it_can() -> None:
    document = made(crowded())
    assert [block.role for block in document.blocks[1:2] if hasattr(block, "role")] == ["bottom-line"]
    shown = texts(document)
    assert all(statement.text in "\n".join(shown) for statement in sample_brief().bottom_line)


def test_a_sentence_that_finds_no_room_does_not_keep_others_out() -> None:
    document = made(wordy())
    assert any("met Otto Berg" in text for text in texts(document))
    assert "2 sentences of the bottom line" in left_out(document)


def test_no_quotation_and_no_sentence_is_cut() -> None:
    for brief in BRIEFS.values():
        whole = {f"“{' '.join(quotation.text.split())}”" for quotation in brief.quotations}
        document = made(brief)
        quoted = [plain(b.blocks[0].children) for b in walk(document.blocks) if isinstance(b, Quotation)]
        assert set(quoted) <= whole


def test_nothing_is_said_to_be_left_out_where_all_fits() -> None:
    small = replace(sample_brief(), positions=(), chronology=(), key_points=(), disagreements=())
    assert left_out(made(small)) == ""


def test_the_title_is_shortened_on_the_page_alone() -> None:
    document = made(wordy())
    assert document.title.endswith("agreed.")
    assert len(texts(document, "h1")[0]) < 170


def test_a_template_that_cannot_fit_warns(tmp_path: Path) -> None:
    folder = tmp_path / "tight"
    folder.mkdir()
    folder.joinpath("manifest.toml").write_text(
        'name = "tight"\npurpose = "Too much."\nsubject = "meeting"\nformats = ["md"]\npages = 1\n'
    )
    folder.joinpath("template.html.j2").write_text(
        "{% for _ in range(99) %}<p>{{ brief.title }}</p>{% endfor %}"
    )
    with pytest.warns(UserWarning, match='does not fit on 1 page: the template "tight"'):
        to_document(sample_brief(), template="tight", created=CREATED, template_dirs=[tmp_path])


def test_the_same_bytes_twice() -> None:
    once, again = (made(crowded()) for _ in range(2))
    for suffix in ("pdf", "docx"):
        assert write_document(once, format=suffix) == write_document(again, format=suffix)


def made(brief: Brief) -> Document:
    return to_document(brief, template="one-pager", created=CREATED)


def texts(document: Document, kind: str = "p") -> list[str]:
    found = {"p": "Paragraph", "h1": "Heading"}[kind]
    return [plain(b.children) for b in walk(document.blocks) if type(b).__name__ == found]


def left_out(document: Document) -> str:
    roles = [b for b in walk(document.blocks) if isinstance(b, Paragraph) and b.role == "left-out"]
    return "".join(plain(block.children) for block in roles)


def marks(document: Document) -> list[CitationMark]:
    found: list[CitationMark] = []
    for block in walk(document.blocks):
        for field in ("children", "attribution", "caption"):
            found += [child for child in getattr(block, field, ()) if isinstance(child, CitationMark)]
    return found


def test_a_part_without_content_has_no_heading() -> None:
    bare = replace(sample_brief(), quotations=(), key_points=())
    document = to_document(bare, template="one-pager", created=CREATED)
    headings = [plain(block.children) for block in walk(document.blocks) if isinstance(block, Heading)]
    assert headings[1:] == ["Bottom line", "Sources"]
