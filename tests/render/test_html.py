from __future__ import annotations

import re

import lxml.html
import pytest
import tinyhtml5
from render_samples import CREATED, sample_brief, sample_digest, with_text

from briefgen.render import render
from briefgen.render.document import Document
from briefgen.render.html import write
from briefgen.render.parse import parse

BRIEF = render(sample_brief(), template="meeting-brief", format="html", created=CREATED)
DIGEST = render(sample_digest(), template="digest", format="html", created=CREATED)


def tree(data: bytes) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(data.decode("utf-8"))


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert render(sample_brief(), template="meeting-brief", format="html", created=CREATED) == BRIEF


def test_it_has_doctype_language_charset_and_title() -> None:
    assert BRIEF.startswith(b'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    assert tree(BRIEF).findtext(".//title") == sample_brief().title


@pytest.mark.parametrize("data", [BRIEF, DIGEST])
def test_every_citation_and_inner_link_has_its_anchor(data: bytes) -> None:
    root = tree(data)
    targets = [a.get("href")[1:] for a in root.iter("a") if a.get("href").startswith("#")]
    ids = root.xpath("//@id")
    assert len(targets) > 5
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("data", [BRIEF, DIGEST])
def test_it_fetches_and_runs_nothing(data: bytes) -> None:
    root = tree(data)
    assert not root.xpath("//script | //link | //img | //iframe | //object | //*[@src] | //@style")
    assert not re.search(rb"url\(|@import", data)


def test_hostile_text_brings_no_element_or_attribute() -> None:
    def names(data: bytes) -> set[str]:
        return {element.tag for element in tree(data).iter() if isinstance(element.tag, str)}

    hostile = with_text(sample_brief(), lambda text: f'{text} <script>x</script> " onload=x <!-- <img src=x>')
    data = render(hostile, template="meeting-brief", format="html", created=CREATED)
    assert names(data) <= names(BRIEF)
    assert not tree(data).xpath("//@onload | //comment()")


def test_a_hostile_address_is_shown_but_not_linked() -> None:
    hostile = with_text(sample_brief(), lambda text: text.replace("https://", "javascript://"))
    data = render(hostile, template="meeting-brief", format="html", created=CREATED)
    assert not [href for href in tree(data).xpath("//a/@href") if "javascript" in href]
    assert b"javascript://nna.example/lind" in data


def test_it_has_landmarks_captions_and_scopes() -> None:
    root = tree(BRIEF)
    assert [child.tag for child in root.find("body")] == ["header", "main"]
    assert root.xpath("//table[@class='participants']/caption")
    assert root.xpath("//th") == root.xpath("//th[@scope='row' or @scope='col']")


def test_dates_are_readable_by_programs() -> None:
    assert tree(BRIEF).xpath("//time/@datetime") == ["2031-05-12"]


def test_it_has_a_print_and_a_dark_style() -> None:
    assert b"@media print" in BRIEF
    assert b"prefers-color-scheme: dark" in BRIEF


def test_sentences_link_to_their_place_in_the_article() -> None:
    links = tree(BRIEF).xpath("//ul[@class='evidence']//a/@href")
    assert any(link.startswith("https://nna.example/lind#:~:text=") for link in links)


def opened(data: bytes, words: str) -> lxml.html.HtmlElement:
    """Return the first disclosure in the element that has the words."""
    return tree(data).xpath(f"//*[starts-with(normalize-space(text()), '{words}')]/details")[0]


def test_a_mark_opens_the_sentences_of_its_sources() -> None:
    details = opened(BRIEF, "They discussed the ferry treaty")
    assert details.find("summary").text_content() == "Evidence: [1][2]"
    held = details.find("div")
    assert [quote.text_content() for quote in held.iter("blockquote")] == [
        "The two ministers spoke for three hours about the ferry treaty and fishing quotas. In the article",
        f"{sample_brief().topics[0].citations[1].sentence} In the article",
    ]
    assert "[1] The Alba Courier, Mon 12 May 2031" in held.text_content()
    assert held.xpath(".//a/@href")[0] == "#source-1"
    assert held.xpath(".//blockquote//a/@href")[0].startswith(
        "https://courier.example/2031/05/ferry-treaty#:~:"
    )


def test_what_is_in_an_opened_citation_is_marked_as_extra() -> None:
    for details in tree(BRIEF).iter("details"):
        assert [child.get("class") for child in details] == [None, "extra"]
        assert details.find("summary/span").get("class") == "extra"


@pytest.mark.parametrize("data", [BRIEF, DIGEST])
def test_every_mark_opens(data: bytes) -> None:
    root = tree(data)
    assert not root.xpath("//sup/a")
    assert len(list(root.iter("details"))) > 10
    assert not root.xpath("//details[not(descendant::blockquote)]")


def test_the_one_pager_opens_its_evidence_though_its_list_of_sources_has_none() -> None:
    data = render(sample_brief(), template="one-pager", format="html", created=CREATED)
    assert not tree(data).xpath("//ul[@class='evidence']")
    assert "met her Sudmark counterpart" in opened(data, "Ada Lind, foreign minister").text_content()


def test_a_mark_without_sentences_is_a_link() -> None:
    blocks = parse(
        '<p>Agreed.<sup><a href="#source-1">1</a></sup></p><ol><li id="source-1"><p>A.</p></li></ol>'
    )
    data = write(Document(title="A", language="en", blocks=blocks, created=CREATED))
    assert b'<p>Agreed.<sup><a href="#source-1" aria-label="Source 1">[1]</a></sup></p>' in data
    assert b"Open a number" not in data


@pytest.mark.parametrize("name", ["meeting-brief", "readout", "one-pager", "quotes"])
def test_a_paragraph_holds_no_block(name: str) -> None:
    root = tree(render(sample_brief(), template=name, format="html", created=CREATED))
    assert not root.xpath("//p//*[self::details or self::div or self::p or self::blockquote]")
    assert not root.xpath("//*[self::h1 or self::h2 or self::h3 or self::span or self::summary]//details")


def test_a_browser_reads_the_elements_as_they_are_written() -> None:
    """A parser that follows the rules of browsers mends nothing."""
    for template in ("meeting-brief", "readout", "one-pager", "quotes"):
        text = render(sample_brief(), template=template, format="html", created=CREATED).decode()
        read = [element.tag.rsplit("}")[-1] for element in tinyhtml5.parse(text).iter()]
        written = re.findall(r"<([a-z][a-z0-9]*)", text)
        assert read == written


def test_a_cell_knows_the_words_of_its_column() -> None:
    cells = tree(BRIEF).xpath("//table[@class='participants']/tbody/tr[1]/*/@data-label")
    assert cells == ["Name", "Role", "Side", "Attendance"]


def test_contents_list_the_meetings_with_links() -> None:
    links = tree(DIGEST).xpath("//nav//a")
    assert "Ada Lind and Sudmark officials: next round" in [link.text for link in links]


def test_a_source_leads_back_to_where_it_is_cited_first() -> None:
    root = tree(BRIEF)
    item = root.get_element_by_id("source-1")
    (way,) = item.xpath("./p[@class='extra meta']/a")
    assert way.get("aria-label") == "Back to the first citation of source 1"
    place = root.get_element_by_id(way.get("href")[1:])
    assert place.text_content() == "[1]"
    first = next(mark for mark in root.xpath("//summary//sup") if mark.text_content() == "[1]")
    assert place is first


def test_a_passage_in_another_script_names_its_language() -> None:
    blocks = parse("<p>The paper <strong>Δελτίο της Ημέρας</strong> &amp; others.</p>")
    data = write(Document(title="A", language="en", blocks=blocks, created=CREATED)).decode("utf-8")
    assert '<strong><span lang="el">Δελτίο της Ημέρας</span></strong> &amp; others.' in data


def test_where_the_margins_bear_the_marking_paper_bears_it_once() -> None:
    assert b"@supports not (-moz-appearance: none)" in BRIEF
