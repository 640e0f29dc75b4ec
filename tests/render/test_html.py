from __future__ import annotations

import re

import lxml.html
import pytest
from render_samples import CREATED, sample_brief, sample_digest, with_text

from briefgen.render import render

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


def test_contents_list_the_meetings_with_links() -> None:
    links = tree(DIGEST).xpath("//nav//a")
    assert "Ada Lind and Sudmark officials: next round" in [link.text for link in links]
