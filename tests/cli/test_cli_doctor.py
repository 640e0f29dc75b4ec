from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.cli import doctor
from briefgen.exceptions import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that the language model was found."""
    monkeypatch.setattr(doctor, "_language_model", lambda wanted: wanted or "some model")


@pytest.mark.usefixtures("model")
def test_all_well_ends_with_0(run: Run) -> None:
    result = run("doctor")
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["ok"] * 4


@pytest.mark.usefixtures("model")
def test_the_fonts_and_templates_are_named(run: Run) -> None:
    shown = run("doctor").stdout
    assert "ok    fonts: FiraSans" in shown
    assert "meeting-brief" in shown


def test_a_missing_model_is_told_and_ends_with_1(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str | None) -> str:
        raise ModelError("It is not installed.", remedy="Install it.")

    monkeypatch.setattr(doctor, "_language_model", missing)
    result = run("doctor")
    assert result.exit_code == 1
    assert "wrong language model: It is not installed. Install it." in result.stdout
    assert "ok    templates" in result.stdout


@pytest.mark.usefixtures("model")
def test_a_missing_font_package_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ModuleNotFoundError("no", name="some_font")

    monkeypatch.setattr("briefgen.render.fonts.load_chain", missing)
    result = run("doctor")
    assert result.exit_code == 1
    assert "the font package some_font is missing" in result.stdout
