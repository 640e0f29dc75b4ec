"""Plain text and Markdown: encodings, paragraphs, kinds of blocks, front matter."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.ingest import ingest, read_file
from briefgen.ingest.formats import READERS
from briefgen.ingest.loading import _convert, _format_of
from briefgen.model import Article, BlockKind, Skipped

HOSTILE = 'R&D <b>x</b> {{ 7*7 }} {% raw %} "A" &amp;'
LONG = "The two ministers met in the capital for talks about trade, and agreed to meet again in the new year."
LINES = (
    "The two ministers met in the capital for talks about trade, and\n"
    "agreed to meet again in the new year, according to a statement that\n"
    "was issued after the long-\nplanned talks had ended."
)


@pytest.fixture
def read(tmp_path):
    def from_content(content: str | bytes, name: str = "a.txt") -> Article | Skipped:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_file(str(path))

    return from_content


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]


def kind_of(article: Article, words: str) -> str:
    return next(kind for kind, text in kinds(article) if words in text)


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_hostile_characters_stay_in_title_and_body(read, name):
    article = read(f"---\ntitle: '{HOSTILE}'\n---\n\nA paragraph says {HOSTILE} and no more.\n", name)
    assert article.title == HOSTILE
    assert f"says {HOSTILE} and" in article.text


def test_hostile_first_line_is_the_title(read):
    article = read(f"{HOSTILE}\n\n{LONG} {HOSTILE} {LONG}")
    assert article.title == HOSTILE
    assert article.provenance.title == "first line"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"]
)
def test_encodings(read, encoding):
    words = (
        f"{LONG} Señor Müller said the café was “open”."
        if encoding != "latin-1"
        else f"{LONG} Müller's café."
    )
    assert read(words.encode(encoding)).text == words


def test_cyrillic_in_a_legacy_encoding(read):
    words = "Министр иностранных дел провёл переговоры в Москве в понедельник. " * 5
    article = read(words.encode("cp1251"))
    assert article.text == words.strip()
    assert article.language == "ru"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "white space"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG image"),
        (b"PK\x03\x04" + bytes(60), "ZIP archive"),
        (b"%PDF-1.7 whatever", "PDF document"),
        (bytes(range(256)) * 8, "binary data"),
        ("\u200b\ufeff".encode(), "no text"),
    ],
)
def test_what_is_not_text_is_told(read, data, words):
    result = read(data)
    assert isinstance(result, Skipped)
    assert words in result.reason


def test_web_page_named_txt_is_read_as_a_page(read):
    assert read(f"<!DOCTYPE html><html><body><p>{LONG}</p></body></html>").text == LONG


def test_line_of_its_own_is_a_paragraph(read):
    article = read(f"{LONG} {LONG}\n{LONG} And so on.\n{LONG}")
    assert [kind for kind, _ in kinds(article)] == ["prose"] * 3


def test_wrapped_lines_are_joined(read):
    article = read(f"Ministers meet\n\n{LINES}\n\n{LINES}\n")
    assert article.title == "Ministers meet"
    assert kinds(article)[1][1] == (
        "The two ministers met in the capital for talks about trade, and agreed to meet again in the new"
        " year, according to a statement that was issued after the long-planned talks had ended."
    )


def test_metadata_lines_in_wrapped_text_stay_apart(read):
    article = read(
        f"Ministers of two countries meet in the capital for long talks\nPublished: Sep 19, 2023\n\n{LINES}"
    )
    assert article.published == dt.date(2023, 9, 19)
    assert article.title == "Ministers of two countries meet in the capital for long talks"


def test_first_paragraph_is_no_title(read):
    article = read(f"{LONG}\n\n{LONG} {LONG}")
    assert article.title is None
    assert article.provenance.title is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Skip to content", "boilerplate"),
        ("Source link", "boilerplate"),
        ("ADVERTISEMENT", "boilerplate"),
        ("Read more: Ministers to meet again", "boilerplate"),
        ("Media playback is unsupported on your device", "boilerplate"),
        ("Photo: Foreign Ministry", "credit"),
        ("[Handout/Foreign Ministry via AP Photo]", "credit"),
        ("In this photo released by the ministry, two men shake hands, Monday, Sept. 18, 2023.", "caption"),
        ("Image copyright AFP Image caption The ministers say goodbye", "caption"),
        ("Media playback is unsupported on your device Media caption The ministers' talks", "caption"),
        ("The ministers in the capital [File: AP]", "caption"),
        ("The ministers shake hands. (Photo by Jane Doe)", "caption"),
        ("Published: Sep 19, 2023 09:27 PM", "metadata"),
        ("Last modified on Tue 19 Sep 2023", "metadata"),
        ("By Jane Doe and John Roe, The Example", "metadata"),
        ("5 min read", "metadata"),
        ("‘Great progress’", "heading"),
        ("NEXT STEPS", "heading"),
        ("What do they want?", "heading"),
        ("The ministers met on Tuesday.", "prose"),
        ("By Monday the ministers had met twice.", "prose"),
        ("Published in 2019, the report was praised.", "prose"),
        ("More: that is what the minister wants.", "prose"),
        ("Q Mr. President, and —", "prose"),
        ("Thank you for your", "prose"),
    ],
)
def test_kind_of_a_line(read, line, kind):
    article = read(f"Ministers hold talks\n\n{LONG}\n\n{line}\n\n{LONG} {LONG}\n\n{LONG}")
    assert kind_of(article, line) == kind


def test_references_reach_to_the_end(read):
    article = read(f"{LONG}\n\n{LONG}\n\nReference(s):\nMinisters agree\nexample.org\n")
    assert [kind for kind, _ in kinds(article)[-2:]] == ["reference", "reference"]
    assert article.url is None


def test_sentence_broken_by_a_blank_line_is_joined(read):
    article = read(f"{LONG}\n\nThe government blacklisted the general\n\nfor his part in it. {LONG}")
    assert "the general for his part" in article.text


@pytest.mark.parametrize(
    ("line", "day", "instant"),
    [
        ("Published: Sep 19, 2023 09:27 PM", (2023, 9, 19), None),
        ("Posted on 19 September 2023, 21:27 GMT", (2023, 9, 19), "2023-09-19T21:27:00+00:00"),
        ("Published 2023-09-19T21:27:00+08:00", (2023, 9, 19), "2023-09-19T21:27:00+08:00"),
        ("Tue Sep 19 2023", (2023, 9, 19), None),
        ("September 19th, 2023", (2023, 9, 19), None),
        ("Published: 19/09/2023", (2023, 9, 19), None),
        ("Published: 21:27 EDT, Sept. 19, 2023", (2023, 9, 19), "2023-09-19T21:27:00-04:00"),
        ("Published: 03/04/2023", None, None),
        ("Published: Sep 31, 2023", None, None),
        ("Published: Sept. 19", None, None),
        ("In this photo released by the ministry, they meet, Monday, Sept. 18, 2023.", None, None),
    ],
)
def test_date_of_a_line(read, line, day, instant):
    article = read(f"Ministers hold talks\n{line}\n\n{LONG}\n")
    assert article.published == (dt.date(*day) if day else None)
    assert article.published_at == (dt.datetime.fromisoformat(instant) if instant else None)
    assert article.provenance.published == (f"line '{line}'" if day else None)


def test_update_counts_only_without_better(read):
    article = read(f"Ministers hold talks\nUpdated: Sep 20, 2023\nPublished: Sep 19, 2023\n\n{LONG}")
    assert article.published == dt.date(2023, 9, 19)
    assert read(f"Ministers hold talks\nUpdated: Sep 20, 2023\n\n{LONG}").published == dt.date(2023, 9, 20)


def test_labelled_lines_give_facts(read):
    article = read(
        "Title: Ministers meet\nSource: The Example\nAuthor: Jane Doe\nURL: https://example.org/1\n"
        f"Date: 2023-09-19\n\n{LONG}"
    )
    assert (article.title, article.source, article.author) == ("Ministers meet", "The Example", "Jane Doe")
    assert article.url == "https://example.org/1"
    assert article.published == dt.date(2023, 9, 19)
    assert article.text.startswith("Ministers meet\n\nSource: The Example")
    assert article.provenance.source == "line 'Source: The Example'"


@pytest.mark.parametrize(
    ("words", "place", "agency"),
    [
        ("MOSCOW, Sept. 19 (Xinhua) --", "Moscow", "Xinhua"),
        ("LA MALBAIE, Quebec (Reuters) -", "La Malbaie, Quebec", "Reuters"),
        ("WASHINGTON (AP) —", "Washington", "AP"),
        ("BEIJING, Feb 22 (Reuters) -", "Beijing", "Reuters"),
        ("HIROSHIMA, Japan —", "Hiroshima, Japan", None),
        ("PARIS —", "Paris", None),
        ("Washington (CNN)", "Washington", "CNN"),
        ("(Reuters) -", None, "Reuters"),
        ("MOSCOW, September 19. /TASS/.", "Moscow", "TASS"),
    ],
)
def test_dateline(read, words, place, agency):
    article = read(f"Ministers hold talks\n\n{words} {LONG}\n\n{LONG}")
    assert article.text[article.dateline.start : article.dateline.end] == words
    assert (article.dateline.place, article.dateline.agency) == (place, agency)
    assert article.source == agency
    assert article.provenance.source == (f"dateline '{words}'" if agency else None)
    assert article.published is None


@pytest.mark.parametrize(
    "opening",
    ["The Shanghai Cooperation Organization (SCO) Secretary", "ANALYSIS — Why", "Senator Doe (R-XY) speaks"],
)
def test_other_openings_are_no_dateline(read, opening):
    assert read(f"{opening} {LONG}\n\n{LONG}").dateline is None


def test_dateline_with_a_year_gives_the_day(read):
    article = read(f"MOSCOW, Sept. 19, 2023 (Xinhua) -- {LONG}")
    assert article.published == dt.date(2023, 9, 19)
    assert article.provenance.published == "dateline 'MOSCOW, Sept. 19, 2023 (Xinhua) --'"


@pytest.mark.parametrize(
    ("line", "source", "author", "dated"),
    [
        ("Example Post | 19 September 2023", "Example Post", None, True),
        ("Example Post, 19 September 2023. By Jane Doe in Moscow", "Example Post", "Jane Doe", True),
        (
            "By Jane Doe, The Example Ledger, Tuesday, September 19, 2023",
            "The Example Ledger",
            "Jane Doe",
            True,
        ),
        ("Example Post | By Jane Doe", "Example Post", "Jane Doe", False),
        ("Example Post", "Example Post", None, False),
        ("Moscow, 19 September 2023", None, None, False),
    ],
)
def test_line_of_publisher_author_and_day(read, line, source, author, dated):
    article = read(f"Ministers hold talks\n\n{line}\n\n{LONG}")
    assert (article.source, article.author) == (source, author)
    assert article.published == (dt.date(2023, 9, 19) if dated else None)


def test_front_matter(read):
    article = read(
        "---\ntitle: 'Ministers: the talks'\npublisher: The Example\nbyline: [Jane Doe, John Roe]\n"
        f"link: https://example.org/1\npubdate: 2023-09-19T21:27:00Z\n---\n{LONG}",
        "a.md",
    )
    assert article.text.startswith("Ministers: the talks\n\n")
    assert (article.source, article.author) == ("The Example", "Jane Doe, John Roe")
    assert article.published_at == dt.datetime(2023, 9, 19, 21, 27, tzinfo=dt.UTC)
    assert article.provenance.title == article.provenance.published == "front matter"


def test_broken_front_matter_is_read_line_by_line(read):
    article = read(f"---\ntitle: Ministers: the talks\npublished: 2023-09-19\n---\n{LONG}", "a.md")
    assert (article.title, article.published) == ("Ministers: the talks", dt.date(2023, 9, 19))


def test_impossible_date_in_front_matter_is_no_date(read):
    article = read(f"---\ntitle: Talks\npublished: 2023-13-45\n---\n{LONG}", "a.md")
    assert (article.title, article.published) == ("Talks", None)


def test_address_gives_the_day(read):
    article = read(f"---\nurl: https://example.org/2023/09/19/talks\n---\n{LONG}", "a.md")
    assert article.published == dt.date(2023, 9, 19)
    assert article.provenance.published == "address of the page"


def test_markdown_structure(read):
    article = read(
        f"# Ministers **meet**\n\n{LONG}\n\n## Next _steps_\n\n> We will [go on](https://example.org/x_(y)).\n\n"
        f"- a snake_case_word & 2*3*4\n- second item\n\n![Two men](a.jpg)\n\n{LONG}\n",
        "a.md",
    )
    assert kinds(article) == [
        ("title", "Ministers meet"),
        ("prose", LONG),
        ("heading", "Next steps"),
        ("quotation", "We will go on."),
        ("prose", "a snake_case_word & 2*3*4"),
        ("prose", "second item"),
        ("caption", "Two men"),
        ("prose", LONG),
    ]


def test_title_of_metadata_is_not_repeated(read):
    article = read(
        f"---\ntitle: Ministers meet in the capital\n---\n\nMINISTERS MEET IN THE CAPITAL\n\n{LONG}", "a.md"
    )
    assert [kind for kind, _ in kinds(article)] == ["title", "prose"]


def test_same_content_keeps_its_id_and_copies_are_numbered(tmp_path):
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(LONG)
    first, second, third = (item.id for item in ingest([str(tmp_path)]))
    assert len(first) == 11
    assert (second, third) == (f"{first}-2", f"{first}-3")


def test_one_bad_input_stops_nothing(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "b.txt").write_text(LONG)
    found = list(ingest([str(tmp_path), "missing.txt"]))
    assert [type(item) for item in found] == [Skipped, Article, Skipped]


def test_files_are_read_one_at_a_time(tmp_path):
    (tmp_path / "a.txt").write_text(LONG)
    (tmp_path / "b.txt").write_text(LONG)
    articles = ingest([str(tmp_path)])
    next(articles)
    (tmp_path / "b.txt").unlink()
    assert next(articles).reason == "does not exist"


def test_standard_input(read):
    (article,) = ingest(["-"], stdin=io.BytesIO(f"---\ntitle: Talks\n---\n{LONG}".encode()))
    assert (article.path, article.title) == ("-", "Talks")


def test_short_text_has_no_language(read):
    assert read("The ministers met in Malta.").language is None
    assert read(f"{LONG} {LONG}").language == "en"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".txt", ".md", ".html", ".eml"]))
def test_any_bytes_give_an_article_or_a_reason(data, suffix):
    check(_convert(data, READERS[suffix], "x"))
    check(_convert(data, _format_of(data), "x"))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from([".txt", ".md"]))
def test_any_text_gives_clean_ordered_blocks(text, suffix):
    check(_convert(text.encode("utf-8", "surrogatepass"), READERS[suffix], "x"))


def check(result: Article | Skipped) -> None:
    if isinstance(result, Skipped):
        assert result.reason
        assert not result.reason.startswith("could not be read as")  # nothing unforeseen
        return
    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in result.text.replace("\n", ""))
    assert not set(result.text) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff\u00ad"
    )
    covered = set()
    end = 0
    for block in result.blocks:
        assert end <= block.start < block.end
        end = block.end
        covered.update(range(block.start, block.end))
    assert all(char.isspace() or at in covered for at, char in enumerate(result.text))
    assert BlockKind.TITLE not in {block.kind for block in result.blocks} or result.title


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=60))
@settings(max_examples=100, deadline=None)
def test_every_visible_character_of_plain_text_is_kept(text):
    article = _convert(f"{LONG}\n\nA word ({text}) and {LONG}".encode(), READERS[".txt"], "x")
    assert f"({text})" in article.text


def test_links_that_a_page_ran_into_the_text_are_left_out(read):
    run_in = (
        "President Ann Lee Ann Marie (Annie) LeeSenate votes on budget Lee visits Ohio: report MORE said so."
    )
    assert "President Ann Lee said so." in read(f"{LONG}\n\n{run_in}", "a.txt").text
    assert (
        "want MORE money" in read(f"{LONG}\n\nUnions want MORE money than Lee, Ann Lee said.", "a.txt").text
    )
