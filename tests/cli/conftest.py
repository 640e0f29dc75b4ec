"""Runs of the command line in this process, with the analysis of ``tests/conftest.py``."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from briefgen import pipeline
from briefgen.cli.app import app

if TYPE_CHECKING:
    from briefgen.model import Analysis

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs ``briefgen`` with arguments."""
    monkeypatch.delenv("BRIEFGEN_DEBUG", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def run_with(*arguments: object, **options: object) -> Result:
        return CliRunner().invoke(app, [str(a) for a in arguments], prog_name="briefgen", **options)

    return run_with


@pytest.fixture
def read_nothing(monkeypatch: pytest.MonkeyPatch, analysis: Analysis) -> list[dict[str, object]]:
    """Let every run find the sample analysis; return what each run asked for."""
    calls: list[dict[str, object]] = []

    def analyze(paths: tuple[str, ...], **options: object) -> Analysis:
        calls.append({"paths": paths, **options})
        return analysis

    monkeypatch.setattr(pipeline, "analyze", analyze)
    return calls
