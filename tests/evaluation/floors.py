"""The floors under the figures: floors.toml, what has fallen below it, and how it is raised.

A floor goes up by itself (``measure.py --raise``) and down only by hand.  ``best`` keeps
the highest floor that a figure ever had; one that lies below it says why in
``lowered_because``.
"""

from __future__ import annotations

import json
import math
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scoring import FIGURES, by_figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scoring import Score

FILE = Path(__file__).with_name("floors.toml")
STEPS = 200
"""Floors are multiples of 1/200 = 0.005."""

SHOWN = 5
"""How many differences are listed for a figure that has fallen."""

HEADER = """\
# The least that each figure must be, which `make test` checks; README.md says what they mean.
# `make floors` raises them to what is measured and lowers none. To lower one, edit `floor`
# here, leave `best` as it is, and give the reason: lowered_because = "..."
"""


@dataclass(frozen=True, slots=True)
class Floor:
    """The least that a figure must be, the highest that this ever was, and why it is lower."""

    floor: float
    best: float
    lowered_because: str = ""

    def raised_to(self, value: float) -> Floor:
        """Return the floor under a measured value, which must not lie below this one."""
        floor = max(self.floor, rounded_down(value))
        best = max(self.best, floor)
        return Floor(floor, best, self.lowered_because if floor < best else "")


Floors = dict[str, dict[str, Floor]]
"""For each pool of sets, the floor of each figure."""


def rounded_down(value: float) -> float:
    """Return the highest multiple of 0.005 that is no higher than ``value``."""
    return math.floor(value * STEPS + 1e-9) / STEPS


def read(path: Path = FILE) -> Floors:
    """Return the floors that a file holds, none if there is no file."""
    data = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    return {
        name: {figure: Floor(**entry) for figure, entry in figures.items()} for name, figures in data.items()
    }


def text_of(floors: Floors) -> str:
    """Return the text of the file that holds ``floors``."""
    lines = [HEADER]
    for name, figures in floors.items():
        lines.append(f"[{name}]")
        lines += [f"{figure} = {_entry(figures[figure])}" for figure in FIGURES if figure in figures]
        lines.append("")
    return "\n".join(lines)


def _entry(floor: Floor) -> str:
    because = f", lowered_because = {json.dumps(floor.lowered_because)}" if floor.lowered_because else ""
    return f"{{ floor = {floor.floor:.3f}, best = {floor.best:.3f}{because} }}"


def fallen(floors: Floors, scores: Mapping[str, Score]) -> list[str]:
    """Return a paragraph for each figure below its floor, with the differences that do most harm."""
    told = []
    for name, score in scores.items():
        differences = by_figure(score.differences)
        for figure, floor in floors.get(name, {}).items():
            value = score.counts[figure].value
            if value < floor.floor:
                worst = differences.get(figure, [])
                lines = [f"{figure} of {name} is {value:.4f}, below its floor of {floor.floor:.3f}."]
                lines += [f"  {difference.text}" for difference in worst[:SHOWN]]
                if len(worst) > SHOWN:
                    lines.append(f"  and {len(worst) - SHOWN} more")
                told.append("\n".join(lines))
    return told


def raised(floors: Floors, scores: Mapping[str, Score]) -> Floors:
    """Return the floors raised to what was measured, which must be below none of them."""
    return {
        name: {
            figure: floors.get(name, {}).get(figure, Floor(0.0, 0.0)).raised_to(score.counts[figure].value)
            for figure in FIGURES
        }
        for name, score in scores.items()
    }


def unexplained(floors: Floors) -> list[str]:
    """Return a sentence for each floor that was lowered without a reason."""
    return [
        f"The floor {floor.floor:.3f} under {figure} of {name} is below its best, {floor.best:.3f}; "
        'say why: lowered_because = "..."'
        for name, figures in floors.items()
        for figure, floor in figures.items()
        if floor.floor < floor.best and not floor.lowered_because.strip()
    ]
