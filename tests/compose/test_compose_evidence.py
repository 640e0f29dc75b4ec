from __future__ import annotations

import datetime as dt

from norland import AFTER, AHEAD, CASE, COPY, MET, SOUTH, analysis, article, span

from briefgen.compose.evidence import fewest, reporting, source_list, sourcebook
from briefgen.model import Span

BOOK = sourcebook(CASE, ["a4", "a3", "a2", "a1"], ["a5"])


def test_sources_are_numbered_oldest_first_and_background_last() -> None:
    assert list(BOOK.numbers) == ["a1", "a2", "a3", "a4", "a5"]


def test_undated_sources_come_last() -> None:
    one, two = article("x", "A"), article("y", "B", published=dt.date(2031, 1, 1))
    assert list(sourcebook(analysis(one, two), ["x", "y"]).numbers) == ["y", "x"]


def test_copies_are_one_originator() -> None:
    assert BOOK.originators(["a1", "a2", "a3", "a4"]) == 3


def test_a_copy_names_the_earlier_source() -> None:
    assert [source.copy_of for source in source_list(BOOK)] == [None, None, 2, None, None]


def test_a_citation_is_the_whole_sentence() -> None:
    citation = BOOK.citation(span(AFTER, "willing to share"))
    assert citation is not None
    assert citation.sentence == "Brask said that Sudmark was willing to share the cost."
    assert AFTER.text[citation.start : citation.end] == citation.sentence


def test_evidence_outside_the_sources_is_not_cited() -> None:
    assert BOOK.cite([Span("elsewhere", 0, 5)]) == ()


def test_publishers_are_told_apart_by_number_only_where_needed() -> None:
    assert BOOK.outlet("a4") == "Sudmark Daily"
    assert BOOK.dated_outlet("a2") == "Norvik Courier (source 2, 7 May 2031)"


def test_a_source_without_publisher_goes_by_its_number() -> None:
    book = sourcebook(analysis(article("x", "A")), ["x"])
    assert (book.outlet("x"), book.publisher("x")) == ("source 1", "Source 1")


def test_nothing_is_reported_without_citation() -> None:
    assert reporting("Lind met Brask.", ()) is None


def test_few_sentences_meet_many_needs() -> None:
    title = span(SOUTH, "Brask: no word")
    met = [MET, span(AHEAD, "Norlandic")]
    chosen = fewest(BOOK, [[MET], met, [title], [span(AFTER, "in Norvik on Tuesday")], []])
    assert [citation.number for citation in chosen] == [2, 4]


def test_a_source_without_title_goes_by_its_file() -> None:
    book = sourcebook(CASE, ["a1"])
    assert source_list(book)[0].title == AHEAD.title
    untitled = article("x", "Text", published=COPY.published)
    object.__setattr__(untitled, "title", None)
    assert source_list(sourcebook(analysis(untitled), ["x"]))[0].title == "Untitled (x.txt)"
