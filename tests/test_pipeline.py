from __future__ import annotations

import datetime as dt
import io
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen import pipeline
from briefgen.exceptions import NothingReadError, TemplateError
from briefgen.model import Analysis, Article, Reading, Skipped
from briefgen.pipeline import BuildPlan, write_documents
from briefgen.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NOW = dt.datetime(2031, 6, 1, 12, tzinfo=dt.UTC)


def write(analysis: Analysis, folder: Path, **plan: object) -> list[str]:
    result = write_documents(analysis, folder, plan=BuildPlan(**plan), now=NOW)
    return [path.name for path in result.files]


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read articles without a language model: one that says "Moon" is in another language."""

    def read_articles(
        articles: Iterable[Article], *, model: object = None, executor: object = None
    ) -> Iterator[tuple[Article, Reading | Skipped]]:
        for article in articles:
            foreign = "Moon" in article.text
            yield article, Skipped(article.path, "is foreign") if foreign else Reading(article=article.id)

    monkeypatch.setattr("briefgen.extract.read_articles", read_articles)


def test_one_document_a_meeting_and_a_digest(analysis: Analysis, tmp_path: Path) -> None:
    assert write(analysis, tmp_path, formats=("md",)) == [
        "2031-05-05_ada-lind_boris-ostrander_norvik.md",
        "undated_boris-ostrander_chen-mu.md",
        "digest_2031-05-05.md",
    ]


def test_each_document_in_each_format(analysis: Analysis, tmp_path: Path) -> None:
    names = write(analysis, tmp_path, formats=("md", "html"), templates=("digest",))
    assert names == ["digest_2031-05-05.md", "digest_2031-05-05.html"]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_only_selected_meetings_are_written(analysis: Analysis, tmp_path: Path) -> None:
    selection = Selection(about=("Chen",))
    names = write(analysis, tmp_path, formats=("md",), templates=("meeting-brief",), selection=selection)
    assert names == ["undated_boris-ostrander_chen-mu.md"]


def test_without_meetings_nothing_is_written(analysis: Analysis, tmp_path: Path) -> None:
    assert write(replace(analysis, meetings=()), tmp_path / "out") == []


def test_meetings_of_the_same_name_get_files_of_their_own(analysis: Analysis, tmp_path: Path) -> None:
    talks = analysis.meetings[0]
    twice = replace(analysis, meetings=(talks, replace(talks, id="m9")))
    names = write(twice, tmp_path, formats=("md",), templates=("meeting-brief",))
    assert names == [
        "2031-05-05_ada-lind_boris-ostrander_norvik.md",
        "2031-05-05_ada-lind_boris-ostrander_norvik-2.md",
    ]


def test_files_of_an_earlier_run_stay(analysis: Analysis, tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text("mine")
    write(analysis, tmp_path, formats=("md",))
    assert (tmp_path / "mine.md").read_text() == "mine"


@pytest.mark.parametrize("suffix", pipeline.FORMATS)
def test_writing_twice_gives_the_same_bytes(analysis: Analysis, tmp_path: Path, suffix: str) -> None:
    for folder in ("one", "two"):
        write(analysis, tmp_path / folder, formats=(suffix,))
    first = {p.name: p.read_bytes() for p in (tmp_path / "one").iterdir()}
    assert first == {p.name: p.read_bytes() for p in (tmp_path / "two").iterdir()}


def test_warnings_are_collected_once(
    analysis: Analysis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_document(*_: object, **__: object) -> bytes:
        warnings.warn("no glyph for X", UserWarning, stacklevel=1)
        return b""

    monkeypatch.setattr("briefgen.render.write_document", write_document)
    assert write_documents(analysis, tmp_path, now=NOW).warnings == ("no glyph for X",)


def test_an_unknown_template_is_told_before_anything_is_read() -> None:
    with pytest.raises(TemplateError, match="nowhere"):
        pipeline.build(["no-such-file"], "no-such-folder", plan=BuildPlan(templates=("nowhere",)))


def test_a_format_that_a_template_lacks_is_told() -> None:
    with pytest.raises(TemplateError, match="odt"):
        pipeline.check(BuildPlan(formats=("odt",)))


@pytest.mark.usefixtures("reader")
def test_what_cannot_be_read_is_skipped_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Ada Lind met Boris Ostrander in Norvik on Monday to talk of ferries.")
    (tmp_path / "a.txt").write_text("Moon. Ada Lind met Boris Ostrander in Norvik on Monday again, they say.")
    found = pipeline.read([tmp_path, tmp_path / "nowhere.txt"])
    assert [Path(article.path).name for article in found.articles] == ["b.txt"]
    assert [Path(item.path).name for item in found.skipped] == ["a.txt", "nowhere.txt"]
    assert len(found.readings) == 1


@pytest.mark.usefixtures("reader")
def test_if_nothing_is_read_each_reason_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingReadError) as caught:
        pipeline.analyze([tmp_path / "nowhere.txt"])
    assert [item.reason for item in caught.value.skipped] == ["does not exist"]


@pytest.mark.usefixtures("reader")
def test_standard_input_is_read() -> None:
    text = b"Ada Lind met Boris Ostrander in Norvik on Monday, and they spoke about the ferry."
    found = pipeline.read(["-"], stdin=io.BytesIO(text))
    assert [article.path for article in found.articles] == ["-"]


@pytest.mark.usefixtures("reader")
def test_progress_hears_each_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ada Lind met Boris Ostrander in Norvik on Monday to talk of ferries.")
    heard: list[str] = []

    class Listener:
        def begin(self, doing: str, total: int) -> None:
            heard.append(f"{doing} {total}")

        def advance(self) -> None:
            heard.append("step")

    pipeline.read([tmp_path], progress=Listener())
    assert heard == ["Opening 1", "step", "Reading 1", "step"]


def test_one_worker_is_this_process() -> None:
    with pipeline.workers(1) as executor:
        assert executor is None


def test_any_executor_may_read(analysis: Analysis, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []

    def read_articles(
        articles: Iterable[Article], *, model: object = None, executor: object = None
    ) -> Iterator[tuple[Article, Reading]]:
        seen.append(executor)
        return iter([(article, Reading(article=article.id)) for article in articles])

    monkeypatch.setattr("briefgen.extract.read_articles", read_articles)
    monkeypatch.setattr("briefgen.ingest.ingest", lambda paths, **_: iter(analysis.articles))
    with ThreadPoolExecutor(1) as executor:
        pipeline.read(["x"], executor=executor)
    assert seen == [executor]
