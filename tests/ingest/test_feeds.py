from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.ingest import feeds, find_inputs, ingest, read_feed, read_feed_file, read_file
from briefgen.model import Article, BlockKind, Skipped

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "The ferry minister of Norland met her colleague from Sudria in the harbour town on Monday."
MORE = "They agreed to run the boats again from the first day of the coming month, both sides said later."

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
  <title>Norvik Post &amp;amp; Mail</title>
  <link>https://norvik.example/</link>
  <item>
    <title>Ferry talks &lt;b&gt;end&lt;/b&gt;</title>
    <link>https://norvik.example/ferry</link>
    <pubDate>Tue, 06 May 2031 22:30:00 -0400</pubDate>
    <dc:creator>Eva Holm</dc:creator>
    <description>Short.</description>
    <content:encoded><![CDATA[<p>{WORDS}</p><p>{MORE}</p><script>alert(1)</script>
      <blockquote><p>The question is closed.</p></blockquote>]]></content:encoded>
  </item>
  <item>
    <title>Only a summary</title>
    <guid isPermaLink="false">id-2</guid>
    <description>{WORDS} Salt &amp;amp; pepper.</description>
    <source url="https://wire.example/rss">The Wire</source>
  </item>
  <item><title>Script</title><link>javascript:alert(1)</link><description>{MORE}</description></item>
</channel></rss>
"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://sudria.example/news/">
  <title>Sudria Herald</title>
  <entry>
    <title type="text">A &lt; B</title>
    <link rel="alternate" href="2031/ferry.html"/>
    <id>tag:sudria.example,2031:1</id>
    <published>2031-05-06T10:00:00.5Z</published>
    <updated>2031-05-07T10:00:00Z</updated>
    <author><name>Olav Berg</name></author>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p><p>{MORE}</p></div></content>
  </entry>
</feed>
"""


def articles(text: str | bytes, **options: str) -> list[Article]:
    found = list(read_feed(text.encode() if isinstance(text, str) else text, "feed.xml", **options))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def only_reason(data: str | bytes) -> str:
    (item,) = read_feed(data.encode() if isinstance(data, str) else data, "feed.xml")
    assert isinstance(item, Skipped)
    assert item.path == "feed.xml"
    return item.reason


def test_an_entry_of_rss_is_an_article_with_what_the_feed_says_of_it() -> None:
    article = articles(RSS)[0]
    assert article.title == "Ferry talks end"
    assert article.source == "Norvik Post & Mail"
    assert article.author == "Eva Holm"
    assert article.url == article.path == "https://norvik.example/ferry"
    assert article.published == dt.date(2031, 5, 6)
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2031-05-06T22:30:00-04:00"
    assert article.provenance.published == article.provenance.title == "feed"
    assert article.text == f"Ferry talks end\n\n{WORDS}\n\n{MORE}\n\nThe question is closed."
    assert article.blocks[-1].kind is BlockKind.QUOTATION
    assert article.language == "en"


def test_an_entry_with_a_summary_alone_is_read_as_such() -> None:
    article = articles(RSS)[1]
    assert article.text == f"Only a summary\n\n{WORDS} Salt & pepper."
    assert (article.source, article.url, article.path) == ("The Wire", None, "feed.xml#id-2")


def test_a_script_is_no_address() -> None:
    article = articles(RSS)[2]
    assert (article.title, article.url, article.path) == ("Script", None, "feed.xml#3")


def test_an_entry_without_words_is_told() -> None:
    text = f"{RSS.partition('<item>')[0]}<item><title>Flash</title><link>https://x.example/1</link></item>"
    assert list(read_feed(f"{text}</channel></rss>".encode(), "feed.xml")) == [
        Skipped("https://x.example/1", "holds no text")
    ]


def test_an_entry_of_atom_is_an_article() -> None:
    (article,) = articles(ATOM)
    assert article.title == "A < B"
    assert article.source == "Sudria Herald"
    assert article.author == "Olav Berg"
    assert article.url == "https://sudria.example/news/2031/ferry.html"
    assert article.published_at == dt.datetime(2031, 5, 6, 10, 0, tzinfo=dt.UTC)
    assert article.text == f"A < B\n\n{WORDS}\n\n{MORE}"


def test_a_relative_link_refers_to_where_the_feed_came_from() -> None:
    text = ATOM.replace(' xml:base="https://sudria.example/news/"', "")
    (article,) = articles(text, base="https://other.example/a/feed")
    assert article.url == "https://other.example/a/2031/ferry.html"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_feeds_say_their_encoding(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    text = RSS.replace("UTF-8", name).replace(
        "Ferry talks", "Müller’s café" if "utf" in name else "Müller café"
    )
    assert "Müller" in (articles(text.encode(encoding))[0].title or "")


def test_a_wrong_encoding_in_the_declaration_does_no_harm() -> None:
    text = RSS.replace('encoding="UTF-8"', 'encoding="iso-8859-1"').replace("Eva Holm", "Eva Höllmüller")
    assert articles(text.encode())[0].author == "Eva Höllmüller"
    text = RSS.replace("Eva Holm", "Eva Höllm")
    assert articles(text.encode("cp1252"))[0].author == "Eva Höllm"
    text = RSS.replace('encoding="UTF-8"', 'encoding="no-such-thing"')
    assert len(articles(text)) == 3


def test_what_the_server_says_of_the_encoding_counts_where_the_feed_is_silent() -> None:
    text = RSS.replace(' encoding="UTF-8"', "").replace("Eva Holm", "Ева Холм")
    assert articles(text.encode("windows-1251"), charset="windows-1251")[0].author == "Ева Холм"


def test_entities_of_html_are_known() -> None:
    assert articles(RSS.replace("Eva Holm", "Eva&nbsp;H&ouml;lm"))[0].author == "Eva Hölm"


LAYERS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMB = (
    f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">{LAYERS}]>'
    '<rss version="2.0"><channel><item><title>&a11;</title></item></channel></rss>'
)
QUADRATIC = (
    '<!DOCTYPE rss [<!ENTITY a "' + "x" * 100_000 + '">]><rss version="2.0"><channel><item><title>'
    + "&a;" * 100_000
    + "</title></item></channel></rss>"
)  # fmt: skip
OUTSIDE = (
    '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<rss version="2.0"><channel><item><title>&a;</title></item></channel></rss>'
)
PARAMETERS = OUTSIDE.replace("<!ENTITY a SYSTEM", '<!ENTITY % b "c"> %b; <!ENTITY a SYSTEM')


@pytest.mark.parametrize("text", [BOMB, QUADRATIC, OUTSIDE, PARAMETERS, f"<!-- <a> -->\n{BOMB[21:]}"])
def test_entities_that_a_feed_declares_are_refused_at_once(text: str) -> None:
    start = time.perf_counter()
    assert "entities of its own" in only_reason(text)
    assert time.perf_counter() - start < 2


HIDDEN = f"<!-- <![CDATA[ -->{OUTSIDE}<!-- ]]> -->"


@pytest.mark.parametrize("text", [HIDDEN, f"<![CDATA[\n{OUTSIDE}]]>", f"<!--\n{OUTSIDE[15:]}"])
def test_entities_do_not_hide_behind_comments_and_words(text: str) -> None:
    assert "entities of its own" in only_reason(text)


@pytest.mark.parametrize("mark", ["<!DOCTYPE", "<![CDATA[", "<!--", "\n\t"])
@pytest.mark.parametrize("frame", ["{}" + RSS, RSS.replace("Short.", "{}")])
def test_marks_without_end_cost_no_more_than_other_words(frame: str, mark: str) -> None:
    start = time.perf_counter()
    assert list(read_feed(frame.replace("{}", "<!-- -->" + mark * 50_000).encode(), "feed.xml"))
    assert time.perf_counter() - start < 5


def test_words_about_entities_are_words() -> None:
    text = RSS.replace("<p>They", "<p>&lt;!DOCTYPE x [ &lt;!ENTITY y> <!DOCTYPE z [ They")
    assert len(articles(text)) == 3


def test_a_feed_with_a_document_type_is_read() -> None:
    doctype = (
        '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://example.org/x.dtd">\n'
    )
    assert len(articles(RSS.replace("<rss", f"{doctype}<rss", 1))) == 3


def test_a_feed_that_breaks_off_gives_what_it_has_and_says_so() -> None:
    cut = RSS[: RSS.index("<item><title>Script")]
    found = list(read_feed(cut.encode(), "feed.xml"))
    assert [item.reason for item in found if isinstance(item, Skipped)] == [
        "is damaged at line 21; entries after it may be missing"
    ]
    assert [item.title for item in found if isinstance(item, Article)] == [
        "Ferry talks end",
        "Only a summary",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<html><body><p>Not found</p></body></html>", "no feed that is known"),
        ('<?xml version="1.0"?><urlset><url/></urlset>', "no feed that is known"),
        ("plain words", "no feed that is known"),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "no feed that is known"),
        ('<rss version="2.0"><channel><title>x</title></channel></rss>', "without entries"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "is not text"),
        (b"\x1f\x8b" + b"x" * 50, "is not text"),
    ],
)
def test_what_is_no_feed_is_told(data: str | bytes, words: str) -> None:
    assert words in only_reason(data)


def long_feed(count: int) -> str:
    item = (
        "<item><title>News {0}</title><link>https://x.example/{0}</link><description>{1}</description></item>"
    )
    items = "".join(item.format(n, f"&lt;p&gt;{WORDS} {n}&lt;/p&gt;") for n in range(count))
    return f'<rss version="2.0"><channel><title>Long</title>{items}</channel></rss>'


@pytest.mark.slow
def test_a_feed_of_500_entries() -> None:
    found = articles(long_feed(500))
    assert len({article.id for article in found}) == 500
    assert found[499].url == "https://x.example/499"


def test_a_feed_with_more_entries_than_are_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST_ENTRIES", 2)
    found = list(read_feed(long_feed(3).encode(), "feed.xml"))
    assert [isinstance(item, Article) for item in found] == [True, True, False]
    assert found[2] == Skipped("feed.xml", "has 3 entries; the first 2 are read")


@pytest.mark.parametrize("entry", ["<item/>", "<item>", "<a:entry x='y'>"])
def test_a_feed_of_entries_without_end_is_refused_at_once(entry: str) -> None:
    start = time.perf_counter()
    assert "at most 20,000" in only_reason(f'<rss version="2.0"><channel>{entry * 1_000_000}')
    assert time.perf_counter() - start < 20


def test_the_same_feed_gives_the_same_articles() -> None:
    assert articles(RSS) == articles(RSS)


def test_feeds_are_inputs_like_others(tmp_path: Path) -> None:
    for name, text in {"a.rss": RSS, "b.atom": ATOM, "c.XML": RSS, "d.xml": "<x/>", "e.rss": ""}.items():
        (tmp_path / name).write_text(text)
    found = list(ingest([str(tmp_path)]))
    assert [item.id for item in found if isinstance(item, Article)][4].endswith("-2")
    assert len(found) == 9
    assert [item.reason for item in found if isinstance(item, Skipped)] == [
        "is no feed that is known (RSS or Atom)",
        "is empty",
    ]
    assert len(find_inputs([str(tmp_path / "*.rss")])) == 2


def test_a_feed_that_is_not_there_is_told(tmp_path: Path) -> None:
    (item,) = read_feed_file(str(tmp_path / "none.xml"))
    assert isinstance(item, Skipped)
    assert item.reason == "does not exist"
    assert read_file(str(tmp_path / "none.xml")).reason == "is a feed and no single article"  # type: ignore[union-attr]


@given(st.text("<>/!?[]&;rsfeditmlCDATA ENTITY\"'=-", max_size=200))
def test_whatever_stands_in_a_feed_ends_in_articles_or_a_reason(text: str) -> None:
    for data in (text, f'<rss version="2.0"><channel><item><title>x</title>{text}</item></channel></rss>'):
        assert list(read_feed(data.encode(), "feed.xml"))


@given(st.binary(max_size=200))
def test_any_bytes_end_in_articles_or_a_reason(data: bytes) -> None:
    assert list(read_feed(data, "feed.xml"))
