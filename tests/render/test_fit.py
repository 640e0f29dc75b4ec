"""What goes when not all fits, what is said of it, and what becomes of the sources."""

from __future__ import annotations

import pytest

from briefgen.render.document import Block, CitationMark, Heading, List, Paragraph, Section, Table
from briefgen.render.errors import ElementError
from briefgen.render.fit import NOTE, Fitted, fit, length
from briefgen.render.outline import plain, walk
from briefgen.render.parse import parse

HTML = """
<section><h2>First</h2>
<p data-keep="9" data-kind="sentence">Aaaa aaaa.<sup><a href="#source-2">2</a></sup></p>
<p data-keep="8" data-kind="sentence">Bbbb bbbb.</p></section>
<section><h2>Second</h2>
<ul><li data-keep="5" data-kind="party/parties">Cc<sup><a href="#source-1">1</a></sup></li>
<li data-keep="4" data-kind="party/parties">Dd</li></ul></section>
<table><tbody>
<tr data-keep="3" data-kind="row"><th scope="row">E</th><td>e</td></tr>
<tr><th scope="row">F</th><td><p data-keep="2" data-kind="entry/entries">f</p></td></tr>
</tbody></table>
<section><h2>Sources</h2><ol class="sources"><li id="source-1">One</li><li id="source-2">Two</li></ol></section>
<p class="left-out">Left out:</p>
"""


def up_to(most: int, html: str = HTML) -> Fitted:
    """Fit what has at most so many characters, the note not counted."""
    return fit(
        parse(html), lambda blocks: length([b for b in blocks if getattr(b, "role", "") != NOTE]) <= most
    )


def words(blocks: tuple[Block, ...]) -> list[str]:
    return [plain(block.children) for block in walk(blocks) if isinstance(block, Heading | Paragraph)]


def test_all_that_fits_stays_and_nothing_is_said_to_be_left_out() -> None:
    fitted = up_to(1000)
    assert fitted.fits
    assert "Dd" in words(fitted.blocks)
    assert not any("Left out" in text for text in words(fitted.blocks))


def test_what_matters_least_goes_first_and_is_counted() -> None:
    shown = words(up_to(36).blocks)
    assert "Aaaa aaaa." in shown
    assert "Cc" not in shown
    assert shown[-1] == "Left out: 2 parties, 1 row, 1 entry."


def test_a_part_of_which_only_the_heading_would_be_left_goes_as_a_whole() -> None:
    blocks = up_to(36).blocks
    assert "Second" not in words(blocks)
    assert not any(isinstance(block, List) and not block.items for block in walk(blocks))
    assert not any(isinstance(block, Table) for block in walk(blocks))


def test_sources_that_nothing_cites_go_and_the_others_are_numbered_anew() -> None:
    blocks = up_to(36).blocks
    assert "One" not in words(blocks)
    marks = [
        child
        for block in walk(blocks)
        if isinstance(block, Paragraph)
        for child in block.children
        if isinstance(child, CitationMark)
    ]
    assert marks == [CitationMark(1, "#source-1")]
    lists = [block for block in walk(blocks) if isinstance(block, List)]
    assert [item.id for item in lists[0].items] == ["source-1"]


def test_a_gap_is_filled_with_what_is_much_shorter() -> None:
    html = f"""<p data-keep="3" data-kind="a">{"x" * 40}</p><p data-keep="2" data-kind="b">{"y" * 30}</p>
    <p data-keep="1" data-kind="c">{"z" * 5}</p><p class="left-out">No:</p>"""
    assert words(up_to(30, html).blocks) == ["zzzzz", "No: 1 a, 1 b."]


def test_what_stands_inside_of_a_part_that_goes_is_not_counted_besides() -> None:
    html = """<section data-keep="1" data-kind="part"><h2>H</h2><p data-keep="2" data-kind="line">x</p></section>
    <p>stays</p><p class="left-out">No:</p>"""
    assert words(up_to(6, html).blocks) == ["stays", "No: 1 part."]


def test_it_is_told_if_even_the_least_does_not_fit() -> None:
    assert not up_to(3, "<p>stays</p>").fits


def test_a_section_without_droppable_parts_stays() -> None:
    blocks = up_to(
        20, '<section><h2>H</h2></section><p data-keep="1" data-kind="x">gone for good now</p>'
    ).blocks
    assert isinstance(blocks[0], Section)


@pytest.mark.parametrize(
    "attributes",
    ['data-keep="x" data-kind="a"', 'data-keep="1"', 'data-kind="a"', 'data-keep="1" data-kind="<b>"'],
)
def test_attributes_that_mean_nothing_are_refused(attributes: str) -> None:
    with pytest.raises(ElementError, match="data-k"):
        parse(f"<p {attributes}>x</p>")


def test_a_source_that_a_statement_names_stays_and_is_named_by_its_new_number() -> None:
    html = """<p>Held according to source 3: “as source 3 said”.<sup><a href="#source-3">3</a></sup></p>
    <ol class="sources"><li id="source-1">On source 3</li><li id="source-2">Two</li><li id="source-3">Of source 3</li>
    </ol>"""
    assert words(up_to(1000, html).blocks) == [
        "Held according to source 1: “as source 3 said”.",
        "Of source 3",
    ]
