"""A job over two articles, a reader without the language model, and a folder as the mail server."""

from __future__ import annotations

import pytest
from runs import FolderPost, job_of, news, read_articles


@pytest.fixture
def reader(monkeypatch):
    monkeypatch.setattr("briefgen.extract.read_articles", read_articles)


@pytest.fixture
def post(tmp_path):
    return FolderPost(tmp_path / "server")


@pytest.fixture
def job(tmp_path):
    news(tmp_path / "news", 1)
    news(tmp_path / "news", 2, "Chen Mu", "Dana Ek", day=6)
    return job_of(tmp_path)
