"""The cache of a run: what is unchanged is not opened, what is known is not read again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefgen import pipeline
from briefgen.exceptions import NothingReadError
from briefgen.ingest import read_file
from briefgen.jobs.store import Store
from briefgen.jobs.store.memory import Memory
from briefgen.model import Reading, Skipped, Span, TimeExpression

TEXT = "Ada Lind met Boris Ostrander in Norvik on Monday, the ministry of ferries said in a statement."


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "state" / "jobs.sqlite3") as store:
        yield store


@pytest.fixture
def asked(monkeypatch):
    """Read articles without a language model, and return the list of those that were read."""
    read = []

    def read_articles(articles, *, model=None, executor=None):
        for article in articles:
            read.append(Path(article.path).name)
            time = TimeExpression(span=Span(article.id, 0, 3), text="Ada")
            yield article, Reading(article=article.id, times=(time,))

    monkeypatch.setattr("briefgen.extract.read_articles", read_articles)
    return read


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    return folder


def put(folder, name, text, *, age=3600):
    """Write a file as it would be after ``age`` seconds."""
    path = folder / name
    path.write_text(text)
    changed = path.stat().st_mtime_ns - age * 10**9
    os.utime(path, ns=(changed, changed))
    return path


def read(store, folder):
    memory = Memory(store)
    found = pipeline.read([folder], cache=memory)
    memory.flush()
    return found, memory


def test_a_second_run_opens_and_reads_nothing_and_gives_the_same(store, news, asked):
    put(news, "a.txt", TEXT)
    put(news, "b.txt", TEXT + " It rained.")
    put(news, "empty.txt", "")
    first, _ = read(store, news)
    second, memory = read(store, news)
    assert asked == ["a.txt", "b.txt"]
    assert (memory.opened, memory.read) == (0, 0)
    assert second == first
    assert [item.reason for item in second.skipped] == ["is empty"]


def test_a_new_article_alone_is_read(store, news, asked):
    put(news, "a.txt", TEXT)
    read(store, news)
    put(news, "b.txt", TEXT + " It rained.")
    found, memory = read(store, news)
    assert asked == ["a.txt", "b.txt"]
    assert (memory.opened, memory.read) == (1, 1)
    assert [Path(article.path).name for article in found.articles] == ["a.txt", "b.txt"]


def test_a_changed_file_is_opened_and_read_again(store, news, asked):
    put(news, "a.txt", TEXT)
    read(store, news)
    put(news, "a.txt", TEXT.replace("Monday", "Sunday"), age=1800)
    found, _ = read(store, news)
    assert asked == ["a.txt", "a.txt"]
    assert "Sunday" in found.articles[0].text


def test_a_moved_file_is_opened_but_not_read_again(store, news, asked):
    put(news, "a.txt", TEXT).rename(news / "b.txt")
    put(news, "a.txt", TEXT)
    (news / "b.txt").unlink()
    read(store, news)
    (news / "a.txt").rename(news / "moved.txt")
    found, memory = read(store, news)
    assert asked == ["a.txt"]
    assert memory.opened == 1
    assert found.articles[0].path.endswith("moved.txt")


def test_copies_share_a_reading_and_keep_their_ids(store, news, asked):
    put(news, "a.txt", TEXT)
    first, _ = read(store, news)
    put(news, "b.txt", TEXT)
    both, _ = read(store, news)
    assert asked == ["a.txt"]
    one, two = both.articles
    assert two.id == f"{one.id}-2"
    assert [r.article for r in both.readings] == [one.id, two.id]
    assert [r.times[0].span.article for r in both.readings] == [one.id, two.id]
    assert both.readings[0] == first.readings[0]


def test_a_file_changed_a_moment_ago_is_opened_again(store, news, asked):
    put(news, "a.txt", TEXT, age=0)
    read(store, news)
    _, memory = read(store, news)
    assert (memory.opened, memory.read) == (1, 0)


def test_a_file_that_was_kept_back_is_tried_again(store, news):
    memory = Memory(store)
    path = str(put(news, "a.txt", TEXT))
    told = memory.article(path, lambda path: Skipped(path, "cannot be read: permission denied"))
    memory.flush()
    assert isinstance(told, Skipped)
    assert memory.article(path, read_file) == read_file(path)


def test_another_version_of_the_program_opens_and_reads_again(store, news, asked, monkeypatch):
    put(news, "a.txt", TEXT)
    read(store, news)
    monkeypatch.setattr("briefgen.jobs.store.memory.extractor_version", lambda model: "next")
    _, memory = read(store, news)
    assert (memory.opened, memory.read) == (0, 1)
    monkeypatch.setattr("briefgen.jobs.store.memory.ingest_version", lambda: "next")
    _, memory = read(store, news)
    assert (memory.opened, memory.read) == (1, 0)


def test_readings_are_kept_in_batches_so_that_a_killed_run_loses_few(store, news, asked, monkeypatch):
    monkeypatch.setattr("briefgen.jobs.store.memory.BATCH", 2)
    for number in range(5):
        put(news, f"{number}.txt", f"{TEXT} {number}")
    pipeline.read([news], cache=Memory(store))
    assert store.connection.execute("SELECT count(*) FROM reading").fetchone() == (4,)


def test_what_is_damaged_in_the_store_is_read_again(store, news, asked):
    put(news, "a.txt", TEXT)
    first, _ = read(store, news)
    store.connection.execute("UPDATE reading SET data = 'nonsense'")
    second, _ = read(store, news)
    store.connection.execute("UPDATE article SET data = '{}'")
    third, _ = read(store, news)
    assert first == second == third


def test_what_nobody_names_any_more_is_forgotten(store, news, asked):
    put(news, "a.txt", TEXT)
    put(news, "b.txt", TEXT + " It rained.")
    _, memory = read(store, news)
    (news / "b.txt").unlink()
    memory.prune()
    count = (
        "SELECT (SELECT count(*) FROM file), (SELECT count(*) FROM article), (SELECT count(*) FROM reading)"
    )
    assert store.connection.execute(count).fetchone() == (1, 1, 1)


def test_an_edition_keeps_its_articles(store, news, asked):
    put(news, "a.txt", TEXT)
    found, memory = read(store, news)
    key = memory.key(found.articles[0])
    store.connection.execute("INSERT INTO run VALUES (1, 'daily', 'f', 'm', 'done', 's', 'e', NULL)")
    store.connection.execute("INSERT INTO edition VALUES ('daily', 1, '{}')")
    store.connection.execute("INSERT INTO job_article VALUES ('daily', ?, 1)", (key,))
    (news / "a.txt").unlink()
    memory.prune()
    assert store.connection.execute("SELECT key FROM article").fetchall() == [(key,)]


def test_names_that_are_not_utf_8_are_read_all_the_same(store, news, asked):
    odd = os.fsencode(news) + b"/caf\xe9.txt"
    try:
        with open(odd, "w") as file:  # noqa: PTH123 - a path of bytes
            file.write(TEXT)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    found, _ = read(store, news)
    again, _ = read(store, news)
    assert found == again
    assert len(asked) == 1


def test_without_any_article_that_is_told(store, news):
    with pytest.raises(NothingReadError):
        read(store, news)
