"""What documents say of an earlier edition, in every template that does."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from render_samples import CREATED, HOSTILE, sample_brief, sample_digest, sample_second_brief, with_text
from rendered_text import TEXTS, folded, without_marks

from briefgen.render import render
from briefgen.render.sample_changes import changed, later_edition, new, unchanged

if TYPE_CHECKING:
    from briefgen.model import Brief, Digest

FORMATS = ("docx", "pdf", "html", "md")
HEADING = "New since the last edition"


def texts(subject: Brief | Digest, template: str, format: str = "md") -> list[str]:
    data = render(subject, template=template, format=format, created=CREATED)
    if format == "pdf":
        return [folded(page.extract_text()) for page in PdfReader(io.BytesIO(data)).pages]
    return [without_marks(text) for text in TEXTS[format](data)]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("template", ["meeting-brief", "readout", "one-pager"])
def test_what_has_changed_stands_below_the_bottom_line(template: str, format: str) -> None:
    whole = " ".join(texts(changed(sample_brief()), template, format))
    bottom, news = whole.index("Bottom line"), whole.index("the last edition (articles up to Sun 11 May")
    assert bottom < news
    assert bottom < whole.lower().index("status: planned → held")
    assert news < whole.index("Participants")
    assert "planned → held" not in " ".join(texts(sample_brief(), template, format))


@pytest.mark.parametrize("template", ["meeting-brief", "readout"])
def test_changes_stand_one_by_one_and_what_is_no_news_apart(template: str) -> None:
    found = texts(changed(sample_brief()), template)
    start = found.index(HEADING)
    assert found[start + 1 : start + 7] == [
        "Compared with the last edition (articles up to Sun 11 May 2031): changed.",
        "Status: planned → held.",
        "New: Lind said: “We have agreed to finish the ferry treaty before the winter.”",
        "New source: Norland News Agency (13 May 2031).",
        "Told differently, without any news:",
        "Place: Norland → Port Alba, Norland. No new article: the same ones are read differently.",
    ]


@pytest.mark.parametrize("template", ["meeting-brief", "readout"])
def test_a_meeting_without_news_says_so(template: str) -> None:
    found = texts(unchanged(sample_brief()), template)
    assert "Since the last edition (articles up to Sun 11 May 2031): nothing new." in found


def test_the_one_pager_has_one_line() -> None:
    def line(brief: Brief) -> list[str]:
        return [text for text in texts(brief, "one-pager") if "last edition" in text]

    since = "since the last edition (articles up to Sun 11 May 2031)"
    assert line(changed(sample_brief())) == [
        f"Changed {since}: status: planned → held; 1 new quotation; 1 new source."
    ]
    assert line(new(sample_brief())) == [f"New {since}."]
    assert line(unchanged(sample_brief())) == [f"S{since[1:]}: nothing new."]
    assert line(sample_brief()) == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_digest_marks_meetings_with_words_and_lists_what_is_gone(format: str) -> None:
    quiet = replace(sample_brief(), id="m9", title="Quiet meeting")
    digest = replace(sample_digest(), briefs=(sample_brief(), quiet, sample_second_brief()))
    whole = " ".join(texts(later_edition(digest), "digest", format))
    assert whole.index(HEADING) < whole.index("Contents") < whole.index("Overview")
    assert "Changed: Ada Lind and Otto Berg: talks in Port Alba" in whole
    assert "New: Ada Lind and Sudmark officials: next round" in whole
    assert "New: Quiet" not in whole
    assert "Changed: Quiet" not in whole
    assert "Fri 9 May 2031: Ada Lind and Ivo Strand (planned)." in whole
    assert "No article that told of it is among the inputs any more." in whole
    for cell in ("Since the last edition", "nothing new"):
        assert cell in whole
    assert HEADING not in " ".join(texts(digest, "digest", format))


def test_the_lines_of_a_digest_lead_to_their_meetings() -> None:
    data = render(later_edition(sample_digest()), template="digest", format="html", created=CREATED).decode()
    top = data[data.index('class="changes"') : data.index('class="contents"')]
    assert 'href="#meeting-1"' in top
    assert 'href="#meeting-2"' in top


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_edition_gives_the_same_bytes(format: str) -> None:
    def made() -> bytes:
        return render(later_edition(sample_digest()), template="digest", format=format, created=CREATED)

    assert made() == made()


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("template", ["meeting-brief", "readout", "one-pager"])
def test_hostile_words_stay_words(template: str, format: str) -> None:
    brief = with_text(changed(sample_brief()), lambda text: f"{text} {HOSTILE}")
    assert render(brief, template=template, format=format, created=CREATED)
