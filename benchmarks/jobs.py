"""``make bench``: what a job costs over many articles: the first run, the same again, and one article more.

The articles are invented: who met whom, where and when, told by one to three outlets in
sentences of a few patterns, with paragraphs beside the point.  Some of them (``--read``) are
really read; the others are these with other surnames of the same length, and their readings
stand in the store before the first run.  Each run is a process of its own, so that start-up
counts, and loading of the language model where there is something new.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime as dt
import json
import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from processes import MEGABYTE, run

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST = "Ada Boris Chen Dana Emil Farida Goran Hana Igor Jelena Karim Lena Marko Nadia Omar Petra".split()
ONSETS, ENDS = "Ab Bel Cor Dra Fel Gor Hal Jor Kas Lin Mor Nor Pel Ros Sel Tor Var Zel".split(), (
    "ander berg dov eni fort gaard holm ini kov lund mann nik ova quist rud sen stad vic"
).split()  # fmt: skip
CITIES = "Vienna Geneva Oslo Ankara Cairo Nairobi Jakarta Lima Ottawa Riga Tallinn Tokyo Warsaw Rome".split()
COUNTRIES = "Norway Austria Kenya Peru Canada Latvia Estonia Japan Poland Italy Turkey Egypt".split()
TOPICS = [
    "grain exports",
    "border crossings",
    "a fisheries agreement",
    "visa rules",
    "gas deliveries",
    "rail links",
    "the release of prisoners",
    "a ceasefire",
    "climate finance",
    "customs duties",
]
REPORTS = [
    "{a}, the foreign minister of {c}, met {b}, the foreign minister of {d}, in {city} on {day} to discuss {topic}.",
    "{c}'s Foreign Minister {a} held talks with {d}'s Foreign Minister {b} in {city} on {day}, officials said.",
    "Foreign Minister {a} of {c} received Foreign Minister {b} of {d} in {city} on {day} for talks on {topic}.",
]
QUOTES = [
    "“We have made progress on {topic}, and we will go on,” {last} told reporters.",
    "{last} said that both sides would work on {topic} until the summer.",
]
BESIDE = [
    "The harbour of the town was closed for most of the week, and trains ran late.",
    "Prices of flour have risen by a tenth since the beginning of the year, the statistics office said.",
    "The hotel in which the delegations stayed was built in 1911 and restored four years ago.",
    "Analysts expect no quick results, since elections are due in both countries.",
]
NOW = dt.datetime(2031, 6, 30, 7, 30, tzinfo=dt.UTC)
DAYS = 120  # over which the meetings are spread


def main() -> int:
    """Measure and print; the exit status is 1 if a limit is passed."""
    args = arguments()
    if args.step == "prepare":
        return prepare(Path(args.folder), args.articles, args.jobs)
    if args.step:
        return step(Path(args.folder), args.step, args.last_days, args.jobs)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(args.folder or scratch)
        (folder / "news").mkdir(parents=True, exist_ok=True)
        write_articles(folder / "news", args.read)
        measure(folder, "prepare", args)
        print(
            f"{'run':14} {'seconds':>8} {'memory':>8}  opened  read  meetings  news  written  mails",
            flush=True,
        )
        show("first", measure(folder, "first", args))
        again = show("again", measure(folder, "again", args))
        yesterday = NOW.date() - dt.timedelta(days=1)
        write_article(folder / "news", "new", random.Random(0), yesterday)  # noqa: S311 - nothing secret
        more = show("one new", measure(folder, "more", args))
    failures = [
        f"the {name} run took {seconds:.1f} s, at most {limit:g} is wanted"
        for name, seconds, limit in (("second", again, args.max_again), ("third", more, args.max_more))
        if limit is not None and seconds > limit
    ]
    for failure in failures:
        print(failure, file=sys.stderr)
    return int(bool(failures))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure a job over many articles.")
    parser.add_argument("--articles", type=int, default=5000, help="how many (default: 5000)")
    parser.add_argument("--read", type=int, default=250, help="how many are really read (default: 250)")
    parser.add_argument(
        "--last-days", type=int, default=1, help="brief meetings of so many days (default: 1)"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes that read (default: 1)")
    parser.add_argument("--folder", help="keep everything there, and begin with what is there")
    parser.add_argument(
        "--max-again", type=float, metavar="S", help="fail if a run without news takes longer"
    )
    parser.add_argument(
        "--max-more", type=float, metavar="S", help="fail if a run with one article more does"
    )
    parser.add_argument("--step", help=argparse.SUPPRESS)
    return parser.parse_args()


def measure(folder: Path, name: str, args: argparse.Namespace) -> tuple[float, float, dict[str, object]]:
    """Run the job in a process of its own; return seconds, megabytes and its summary."""
    log = folder / f"{name}.log"
    command = [sys.executable, __file__, "--step", name, "--folder", str(folder)]
    for option in ("articles", "last_days", "jobs"):
        command += [f"--{option.replace('_', '-')}", str(getattr(args, option))]
    measured = run(command, log)
    outcome = json.loads(log.read_text("utf-8").splitlines()[-1])
    return measured.seconds, measured.memory / MEGABYTE, outcome


def show(name: str, measured: tuple[float, float, dict[str, object]]) -> float:
    """Print a line of the table; return the seconds."""
    seconds, memory, outcome = measured
    counts = outcome["counts"]
    print(
        f"{name:14} {seconds:8.1f} {memory:5.0f} MB  {counts['opened']:6}  {counts['read']:4}"
        f"  {counts['meetings']:8}  {counts['news']:4}  {counts['written']:7}  {len(outcome['messages']):5}",
        flush=True,
    )
    if outcome["error"]:
        raise SystemExit(str(outcome["error"]))
    return seconds


def prepare(folder: Path, count: int, processes: int) -> int:
    """Read the articles that are there, and put others like them beside them, with their readings."""
    from briefgen import pipeline
    from briefgen.extract.fingerprint import fingerprint
    from briefgen.ingest import read_file
    from briefgen.jobs.store import Store
    from briefgen.jobs.store.encoding import decode, encode
    from briefgen.jobs.store.memory import Memory
    from briefgen.model import Reading

    news = folder / "news"
    with Store.open(folder / "state" / "jobs.db") as store, pipeline.workers(processes) as executor:
        memory = Memory(store)
        found = pipeline.read([news], cache=memory, executor=executor)
        pairs = list(zip(found.articles, found.readings, strict=True))
        for number in range(len(pairs), count):
            original, reading = pairs[number % len(pairs)]
            source = Path(original.path).read_text("utf-8")
            words = other_names(source, number // len(pairs))
            path = news / f"{Path(original.path).stem}-{number // len(pairs):03}.md"
            write(path, renamed(source, words))
            article = read_file(str(path))
            told = renamed(encode(reading).decode(), words).replace(original.id, article.id)
            other = dataclasses.replace(decode(told.encode(), Reading), fingerprint=fingerprint(article.text))
            memory.remember(article, other)
        memory.flush()
    print(json.dumps({}))
    return 0


def other_names(source: str, copy: int) -> dict[str, str]:
    """Return for each surname in an article another one of the same length, a different one in each copy."""
    surnames = sorted(set(re.findall(rf"\b(?:{'|'.join(ONSETS)})(?:{'|'.join(ENDS)})\b", source)))
    return {name: "".join(invented(random.Random(f"{name} {copy}"), len(name))) for name in surnames}  # noqa: S311


def invented(chance: random.Random, length: int) -> Iterator[str]:
    """Yield the letters of a name that nobody bears."""
    for position in range(length):
        letter = chance.choice("bdfgklmnprstv" if position % 2 == 0 else "aeio")
        yield letter.upper() if position == 0 else letter


def renamed(text: str, words: dict[str, str]) -> str:
    """Put other words for some, in small letters as well."""
    for old, new in words.items():
        text = text.replace(old, new).replace(old.lower(), new.lower())
    return text


def step(folder: Path, name: str, last_days: int, processes: int) -> int:
    """Run the job once and print its summary as a line of JSON."""
    from briefgen import pipeline
    from briefgen.jobs.runner import Runner
    from briefgen.jobs.settings import Job, Settings
    from briefgen.jobs.store import Store

    job = Job(
        name="bench", inputs=(str(folder / "news"),), directory=folder / "briefs", last_days=last_days or None
    )
    settings = Settings(
        path=folder / "briefgen.toml", jobs=(job,), mail=None, store=folder / "state" / "jobs.db"
    )
    clock = {"first": 0, "again": 1, "more": 2}[name]
    with Store.open(settings.store) as store, pipeline.workers(processes) as executor:
        runner = Runner(
            settings=settings, store=store, clock=lambda: NOW + dt.timedelta(hours=clock), executor=executor
        )
        print(json.dumps(runner.run(job).to_json()))
    return 0


def write_articles(folder: Path, count: int) -> None:
    """Write articles about meetings, the same ones every time."""
    chance = random.Random(1)  # noqa: S311 - nothing secret
    written = 0
    while written < count:
        day = NOW.date() - dt.timedelta(days=chance.randrange(DAYS))
        meeting = chance.getrandbits(48)
        for _ in range(min(chance.randint(1, 3), count - written)):
            written += 1
            same = random.Random(meeting)  # noqa: S311 - as above
            write_article(folder, written, same, day, outlet=chance.getrandbits(32))


def write_article(
    folder: Path, number: int | str, chance: random.Random, day: dt.date, *, outlet: int = 0
) -> None:
    """Write one article; ``chance`` decides on the meeting, ``outlet`` on how it is told."""
    names = [f"{chance.choice(FIRST)} {chance.choice(ONSETS)}{chance.choice(ENDS)}" for _ in range(2)]
    countries = chance.sample(COUNTRIES, 2)
    facts = {
        "a": names[0],
        "b": names[1],
        "last": names[0].split()[1],
        "c": countries[0],
        "d": countries[1],
        "city": chance.choice(CITIES),
        "topic": chance.choice(TOPICS),
        "day": f"{day:%B} {day.day}, {day.year}",
    }
    manner = random.Random(outlet)  # noqa: S311 - as above
    paragraphs = [
        manner.choice(REPORTS).format(**facts),
        manner.choice(QUOTES).format(**facts),
        *manner.sample(BESIDE, 2),
        f"Report {number} of the {manner.choice(CITIES)} Courier.",
    ]
    text = f"---\npublished: {day + dt.timedelta(days=1)}\n---\n" + "\n\n".join(paragraphs) + "\n"
    write(folder / f"{number:>05}.md", text)


def write(path: Path, text: str) -> None:
    """Write a file as it would be after an hour, unless it is there."""
    if not path.exists():
        path.write_text(text, "utf-8")
        changed = time.time() - 3600
        os.utime(path, (changed, changed))


if __name__ == "__main__":
    sys.exit(main())
