"""``make bench``: articles a second and peak memory of ``briefgen`` over many articles.

seeds/ is taken fifty times (``--times``), each copy with other names of people, so that
nothing that is remembered about one copy helps with the next.  The commands run as a
user would run them, start-up and loading of the language model included.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from pathlib import Path

from processes import MEGABYTE, run

from briefgen.ingest import ingest
from briefgen.model import Article

ROOT = Path(__file__).resolve().parent.parent
# Two or more capitalised words in the middle of a sentence are mostly a person's name.
FULL_NAME = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+) ([A-Z][a-z]{2,})\b")
SYLLABLES = ["ba", "del", "fo", "gri", "ha", "jo", "ka", "len", "mi", "nor", "pe", "ros", "sa", "ti", "vo"]


def main() -> int:
    """Measure and print; the exit status is that of a command that failed."""
    parser = argparse.ArgumentParser(description="Measure briefgen over many articles.")
    parser.add_argument("--times", type=int, default=50, help="how many copies of seeds/ (default: 50)")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read (default: 1)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        articles = Path(scratch) / "articles"
        count = multiply(articles, args.times)
        out = str(Path(scratch) / "out")
        for name, command in {
            "analyze": ["analyze", str(articles), "--json", "--jobs", str(args.jobs)],
            "build": ["build", str(articles), "-o", out, "--jobs", str(args.jobs)],
        }.items():
            measured = run(
                [sys.executable, "-m", "briefgen", "--debug", *command, "--quiet"], Path(scratch) / "log"
            )
            rate, memory = count / measured.seconds, measured.memory / MEGABYTE
            print(f"{name:8} {count} articles, {measured.seconds:.1f} s, {rate:.2f} articles/s", end="")
            print(f", peak memory {memory:.0f} MB", flush=True)
    return 0


def multiply(folder: Path, times: int) -> int:
    """Write ``times`` copies of the seeds with other names; return how many articles that is."""
    folder.mkdir()
    originals = [item for item in ingest([str(ROOT / "seeds")]) if isinstance(item, Article)]
    for copy in range(times):
        chance = random.Random(copy)  # noqa: S311 - the same names in every run
        names: dict[str, str] = {}
        for number, article in enumerate(originals):
            head = f"---\npublished: {article.published}\n---\n" if article.published else ""
            text = rename(article.text, names, chance)
            (folder / f"{copy:03}-{number:02}.md").write_text(head + text, "utf-8")
    return times * len(originals)


def rename(text: str, names: dict[str, str], chance: random.Random) -> str:
    """Give everyone in the text another name, the same one within a copy of the seeds."""
    for first, last in FULL_NAME.findall(text):
        for word in (first, last):
            names.setdefault(word, invented(chance))
    if not names:
        return text
    words = re.compile(r"\b(" + "|".join(map(re.escape, sorted(names))) + r")\b")
    return words.sub(lambda match: names[match.group()], text)


def invented(chance: random.Random) -> str:
    """Return a name that nobody bears."""
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()


if __name__ == "__main__":
    sys.exit(main())
