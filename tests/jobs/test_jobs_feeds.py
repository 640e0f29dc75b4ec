from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.ingest import fetching
from briefgen.ingest.fetching import FetchError, Page, Validators
from briefgen.jobs import feeds
from briefgen.model import Article, Skipped

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "The ferry minister of Norland met her colleague from Sudria in the harbour town on Monday."


def feed(*names: str) -> bytes:
    items = "".join(
        f"<item><title>{name}</title><link>https://x.example/{name}</link><description>{WORDS}</description></item>"
        for name in names
    )
    return f'<rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Return what the net holds: address → page; all else cannot be fetched."""
    held: dict[str, bytes] = {}

    def fetch(address: str, *, known: Validators | None = None) -> Page:
        if address not in held:
            raise FetchError("has a server that cannot be reached")
        version = Validators(etag=str(len(held[address])))
        data = None if known == version else held[address]
        return Page(data=data, charset=None, address=address, validators=version)

    monkeypatch.setattr(fetching, "fetch", fetch)
    return held


def test_feeds_are_read_in_their_order_and_one_that_fails_stops_no_other(
    tmp_path: Path, pages: dict[str, bytes]
) -> None:
    local = tmp_path / "local.xml"
    local.write_bytes(feed("c"))
    pages["https://one.example/"] = feed("a", "b")
    found = feeds.gather(
        ["https://one.example/", "https://gone.example/", str(local), "https://one.example/"]
    )
    assert [item.title if isinstance(item, Article) else item for item in found.items] == [
        "a",
        "b",
        Skipped("https://gone.example/", "has a server that cannot be reached"),
        "c",
    ]
    assert set(found.validators) == {"https://one.example/"}


def test_an_article_that_two_feeds_have_counts_once(pages: dict[str, bytes]) -> None:
    pages |= {"https://one.example/": feed("a", "b"), "https://two.example/": feed("b", "c")}
    found = feeds.gather(pages)
    assert [item.title for item in found.items if isinstance(item, Article)] == ["a", "b", "c"]


def test_an_address_in_the_environment_is_never_shown(pages: dict[str, bytes]) -> None:
    secret = "https://me:hunter2@one.example/?key=hunter2"  # noqa: S105
    environment = {"FEED": secret, "OTHER": f"{secret}2"}
    pages[secret] = feed("a").replace(b"https://x.example/a", b"")
    found = feeds.gather(["env:FEED", "env:OTHER", "env:NONE"], environment=environment)
    assert "hunter2" not in repr(found)
    assert [item.path for item in found.items] == ["env:FEED#1", "env:OTHER", "env:NONE"]
    assert "variable NONE is not set" in repr(found.items[2])


def test_a_feed_that_is_known_and_unchanged_gives_nothing(pages: dict[str, bytes]) -> None:
    address = "https://one.example/"
    pages[address] = feed("a")
    first = feeds.gather([address])
    again = feeds.gather([address], known=first.validators)
    assert (again.items, again.unchanged) == ((), (address,))
    pages[address] = feed("a", "b")
    assert len(feeds.gather([address], known=first.validators).items) == 2
