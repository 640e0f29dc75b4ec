from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from runs import news, read_article, read_articles

import briefgen.extract
from briefgen import pipeline
from briefgen.clock import parse
from briefgen.exceptions import NothingReadError
from briefgen.jobs.recollection import Recollection
from briefgen.jobs.watching import Builder, Heedful, StoppedError
from briefgen.pipeline import SILENT, BuildPlan

if TYPE_CHECKING:
    from pathlib import Path

NOW = parse("2031-05-07T07:30Z")


@pytest.fixture
def builder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Builder:
    monkeypatch.setattr(briefgen.extract, "read_articles", read_articles)
    plan = BuildPlan(formats=("md",), templates=("meeting-brief", "digest"))
    return Builder(output=tmp_path / "out", plan=plan, clock=lambda: NOW)


def build(builder: Builder, folder: Path):
    return builder.build([str(path) for path in sorted(folder.iterdir())], (), SILENT)


def test_only_new_articles_are_read_and_only_what_they_change_is_written(
    tmp_path: Path, builder: Builder
) -> None:
    for number in range(5):
        news(tmp_path / "news", number, day=5 + number)
    first = build(builder, tmp_path / "news")
    assert (builder.memory.read, len(builder.memory.written)) == (5, len(first.files)) == (5, 6)
    assert build(builder, tmp_path / "news").files == first.files
    assert (builder.memory.read, builder.memory.written) == (0, [])
    news(tmp_path / "news", 9, "Cara Dunn", "Emil Falk", day=20)
    build(builder, tmp_path / "news")
    assert builder.memory.read == 1
    assert len(builder.memory.written) == 2  # its brief, and the digest


def test_a_build_from_memory_writes_what_a_new_one_would(tmp_path: Path, builder: Builder) -> None:
    for number in range(3):
        news(tmp_path / "news", number, day=5 + number)
    build(builder, tmp_path / "news")
    news(tmp_path / "news", 7, day=6, second="Cara Dunn")
    build(builder, tmp_path / "news")
    pipeline.build([tmp_path / "news"], tmp_path / "fresh", plan=builder.plan, now=NOW)
    ours = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert ours == {path.name: path.read_bytes() for path in (tmp_path / "fresh").iterdir()}


def test_a_document_that_somebody_changed_or_took_away_is_written_again(
    tmp_path: Path, builder: Builder
) -> None:
    news(tmp_path / "news", 1)
    changed, gone = build(builder, tmp_path / "news").files
    changed.write_text("scribbled over")
    gone.unlink()
    build(builder, tmp_path / "news")
    assert builder.memory.written == [changed, gone]


def test_documents_that_are_no_longer_made_are_known(tmp_path: Path, builder: Builder) -> None:
    news(tmp_path / "news", 1)
    other = news(tmp_path / "news", 2, "Cara Dunn", "Emil Falk", day=20)
    build(builder, tmp_path / "news")
    other.unlink()
    result = build(builder, tmp_path / "news")
    old = builder.memory.superseded(result.files)
    assert ["digest" in path.name or "falk" in path.name for path in old] == [True, True]
    assert not set(old) & set(result.files)
    assert builder.memory.superseded(result.files) == []


def test_a_copy_of_an_article_is_not_read(tmp_path: Path, builder: Builder) -> None:
    path = news(tmp_path / "news", 1)
    build(builder, tmp_path / "news")
    (tmp_path / "news" / "2.txt").write_bytes(path.read_bytes())
    result = build(builder, tmp_path / "news")
    assert builder.memory.read == 0
    assert len(result.analysis.articles) == 2


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    memory = Recollection()
    path = str(news(tmp_path / "news", 1))
    article = memory.article(path, briefgen.ingest.read_file)
    memory.remember(article, read_article(article))
    assert memory.reading(article)
    memory.forget()
    assert memory.reading(article)
    memory.forget()
    memory.forget()  # a build that failed before it asked for anything forgets nothing
    assert memory.reading(article)


def test_nothing_to_read_is_told_and_the_next_build_works(tmp_path: Path, builder: Builder) -> None:
    path = news(tmp_path / "news", 1)
    text = path.read_text()
    path.write_text("")
    with pytest.raises(NothingReadError):
        build(builder, tmp_path / "news")
    path.write_text(text)
    assert build(builder, tmp_path / "news").files


def test_a_build_ends_when_the_program_is_to_end(tmp_path: Path, builder: Builder) -> None:
    class After:
        asked = 0

        def is_set(self) -> bool:
            self.asked += 1
            return self.asked > 4

    for number in range(5):
        news(tmp_path / "news", number)
    paths = [str(path) for path in (tmp_path / "news").iterdir()]
    with pytest.raises(StoppedError):
        builder.build(paths, (), Heedful(SILENT, After()))
