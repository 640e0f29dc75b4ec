"""No figure falls below the floor that is pinned in floors.toml, and no floor is lowered silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import floors
import measure
import pytest
from floors import Floor
from scoring import FIGURES, Count, Score

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.evaluation
@pytest.mark.slow
def test_no_figure_is_below_its_floor() -> None:
    fallen = floors.fallen(floors.read(), measure.measure())
    assert not fallen, "\n" + "\n".join(fallen)


def test_every_figure_of_every_pool_has_a_floor() -> None:
    assert {name: set(figures) for name, figures in floors.read().items()} == {
        name: set(FIGURES) for name in measure.pools()
    }


def test_a_floor_that_was_lowered_says_why() -> None:
    assert floors.unexplained(floors.read()) == []


def test_a_floor_below_its_best_needs_a_reason() -> None:
    silent, told = Floor(0.8, 0.9), Floor(0.8, 0.9, "the gold was wrong in two places")
    assert "dates of seeds" in floors.unexplained({"seeds": {"dates": silent}})[0]
    assert floors.unexplained({"seeds": {"dates": told}}) == []


def measured(hits: int) -> dict[str, Score]:
    """Eleven figures with so many hits of 100, and two differences for the dates."""
    score = Score({figure: Count(hits, 100) for figure in FIGURES})
    score.differ("dates", "m2: not told", untrue=False)
    score.differ("dates", "m1: a wrong day", untrue=True)
    return {"seeds": score}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "floors.toml"
    pinned = floors.raised({}, measured(90))
    pinned["seeds"]["dates"] = Floor(0.85, 0.95, 'a "reason"')
    path.write_text(floors.text_of(pinned), "utf-8")
    return path


def test_what_has_fallen_is_told_with_the_worst_differences_first() -> None:
    told = floors.fallen({"seeds": {"dates": Floor(0.85, 0.85)}}, measured(84))
    assert told == ["dates of seeds is 0.8400, below its floor of 0.850.\n  m1: a wrong day\n  m2: not told"]


def test_a_figure_at_its_floor_has_not_fallen(file: Path) -> None:
    assert floors.fallen(floors.read(file), measured(90)) == []


def test_floors_are_raised_to_what_is_measured_rounded_down(file: Path) -> None:
    assert measure.raise_floors({"seeds": _with_hits(937, 1000)}, file) == "floors.toml raised."
    assert floors.read(file)["seeds"]["status"] == Floor(0.935, 0.935)


def test_a_reason_stays_until_the_best_is_reached_again(file: Path) -> None:
    measure.raise_floors(measured(92), file)
    assert floors.read(file)["seeds"]["dates"] == Floor(0.92, 0.95, 'a "reason"')
    measure.raise_floors(measured(96), file)
    assert floors.read(file)["seeds"]["dates"] == Floor(0.96, 0.96)


def test_lowering_is_refused_and_nothing_is_written(file: Path) -> None:
    before = file.read_bytes()
    scores = measured(99)
    scores["seeds"].counts["quotes"] = Count(89, 100)
    with pytest.raises(click.ClickException) as refusal:
        measure.raise_floors(scores, file)
    assert refusal.value.exit_code == 1
    assert "quotes of seeds is 0.8900, below its floor of 0.900." in refusal.value.message
    assert "give the reason" in refusal.value.message
    assert file.read_bytes() == before


def test_raising_to_the_same_changes_nothing(file: Path) -> None:
    measure.raise_floors(measured(90), file)
    before = file.read_bytes()
    assert "no figure is higher" in measure.raise_floors(measured(90), file)
    assert file.read_bytes() == before


def _with_hits(hits: int, wanted: int) -> Score:
    return Score({figure: Count(hits, wanted) for figure in FIGURES})
