"""Measure what briefgen finds in the articles that have gold; ``make eval`` and ``make floors``.

Each set is a corpus of its own and is analysed by itself; the figures of a pool are those
of its sets together.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import click
import floors
from answers import read_gold, read_result
from scoring import FIGURES, Score, pool, score

from briefgen import analysis_json, atomic, pipeline

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Articles that are analysed together, and the file of their answers."""

    name: str
    gold: Path
    articles: Path

    def measured(self) -> Score:
        """Return how well the program does on this set."""
        gold = read_gold(json.loads(self.gold.read_text("utf-8")))
        analysis = pipeline.analyze([self.articles])
        return score(gold, read_result(analysis_json.to_json(analysis), gold.articles))


NEWSROOMS = frozenset({"newsroom", "world-desk", "foreign-desk"})


def pools() -> dict[str, list[GoldSet]]:
    """Return the sets whose figures are taken together.

    These are the short articles on single phenomena, those in the manner of newsrooms, and seeds/.
    """
    folders = sorted(path.parent for path in HERE.glob("*/gold.json"))
    sets = [GoldSet(folder.name, folder / "gold.json", folder / "articles") for folder in folders]
    return {
        "invented": [one for one in sets if one.name not in NEWSROOMS],
        "newsrooms": [one for one in sets if one.name in NEWSROOMS],
        "seeds": [GoldSet("seeds", HERE / "seeds.gold.json", ROOT / "seeds")],
    }


def measure() -> dict[str, Score]:
    """Return how well the program does on each pool."""
    return {name: pool(one.measured() for one in sets) for name, sets in pools().items()}


def table(result: Score) -> str:
    """Return the figures as lines of text."""
    lines = []
    for figure in FIGURES:
        count = result.counts[figure]
        given = "" if count.given is None else f", {count.given} given"
        lines.append(f"{figure:20} {count.value:.3f}   {count.hits} of {count.wanted}{given}")
    return "\n".join(lines)


def raise_floors(scores: dict[str, Score], path: Path = floors.FILE) -> str:
    """Raise the floors to what was measured, and say so; refuse if any would have to be lowered."""
    pinned = floors.read(path)
    below = floors.fallen(pinned, scores)
    if below:
        refusal = "Floors are never lowered here, so none was changed. To lower one, edit"
        raise click.ClickException("\n".join([*below, f"{refusal} {path.name} and give the reason."]))
    new = floors.raised(pinned, scores)
    atomic.write(path, floors.text_of(new).encode())
    return f"{path.name} raised." if new != pinned else f"{path.name} stays as it is: no figure is higher."


@click.command()
@click.argument("names", nargs=-1, metavar="[SET]...")
@click.option(
    "--differences", is_flag=True, help="List every difference, the untrue ones of each figure first."
)
@click.option("--raise", "raising", is_flag=True, help="Raise the floors to what is measured; lower none.")
def main(names: tuple[str, ...], differences: bool, raising: bool) -> None:
    """Print the figures of each pool of sets, or of the named SETs only."""
    sets = {one.name: one for pooled in pools().values() for one in pooled}
    if unknown := sorted(set(names) - sets.keys()):
        raise click.UsageError(f"There is no set {unknown[0]}; there are {', '.join(sets)}.")
    if names and raising:
        raise click.UsageError("Floors are raised for all sets together; name none.")
    scores = {name: sets[name].measured() for name in names} if names else measure()
    for name, result in scores.items():
        click.echo(f"{name}\n{table(result)}\n")
        if differences:
            click.echo("".join(f"{d.figure}: {d.text}\n" for d in result.differences))
    if raising:
        click.echo(raise_floors(scores))


if __name__ == "__main__":
    main()
