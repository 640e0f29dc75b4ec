"""``make bench``: what ``briefgen analyze`` costs beside spaCy's own pipeline over the same text.

For each folder, one process runs the same model's full pipeline over the text of the
articles after ingest, and one process ``briefgen analyze`` over the articles; nothing is
cached, and both load what they need.  Compared are the processor time (user and system,
children included) and the peak of memory.  A second run over the first hundred articles
of the larger folder shows whether memory grows with their number.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from processes import MEGABYTE, Measured, run

from briefgen.extract.language import find_model
from briefgen.ingest import ingest
from briefgen.model import Article

ROOT = Path(__file__).resolve().parent.parent
NEWS = sorted((ROOT.parent / "shared/eval/dev").glob("*/articles"))
STREAM = [ROOT.parent / "shared/stream/articles"]
SAMPLE = 100  # articles of the stream against which its peak of memory is held
PIPELINE = """
import importlib, json, sys
nlp = importlib.import_module(sys.argv[1]).load()
with open(sys.argv[2], encoding="utf-8") as file:
    for doc in nlp.pipe(json.load(file)):
        pass
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """The two processes over one set of articles."""

    count: int
    spacy: Measured
    briefgen: Measured

    @property
    def time(self) -> float:
        """The processor time as a multiple of spaCy's."""
        return self.briefgen.cpu / self.spacy.cpu

    @property
    def memory(self) -> float:
        """The peak of memory as a multiple of spaCy's."""
        return self.briefgen.memory / self.spacy.memory


def main() -> int:
    """Measure and print; the exit status is 1 if a limit is passed."""
    args = arguments()
    failures: list[str] = []
    print(f"{'set':8} {'articles':>8} {'spaCy':>16} {'briefgen':>16} {'time':>6} {'memory':>6}")
    for name, folders, limit in (
        ("news", args.news, args.max_news),
        ("stream", args.stream, args.max_stream),
    ):
        if missing := [str(folder) for folder in folders if not folder.is_dir()] or not folders:
            print(f"{name:8} skipped: there are no articles{' at ' + missing[0] if folders else ''}")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            compared = compare(folders, Path(scratch))
            show(name, compared)
            failures += beyond(f"{name}: processor time", compared.time, limit)
            failures += beyond(f"{name}: memory", compared.memory, args.max_memory)
            if compared.count > SAMPLE and name == "stream":
                fewer = analyze([sample(folders, Path(scratch))], Path(scratch))
                growth = compared.briefgen.memory / fewer.memory
                print(
                    f"{'':8} {SAMPLE:8} {'':16} {took(fewer)} {'':6} {growth:6.2f}  (memory of all against these)"
                )
                failures += beyond("stream: growth of memory", growth, args.max_growth)
    for failure in failures:
        print(failure, file=sys.stderr)
    return int(bool(failures))


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Compare briefgen analyze with spaCy's own pipeline.")
    parser.add_argument(
        "--news", type=Path, nargs="*", default=NEWS, help="folders of articles about meetings"
    )
    parser.add_argument(
        "--stream", type=Path, nargs="*", default=STREAM, help="folders of articles mostly about none"
    )
    for name, limit in {
        "news": "processor time over the news as a multiple of spaCy's",
        "stream": "processor time over the stream as a multiple of spaCy's",
        "memory": "peak of memory as a multiple of spaCy's",
        "growth": f"peak of memory over the stream as a multiple of that over {SAMPLE} of it",
    }.items():
        parser.add_argument(f"--max-{name}", type=float, metavar="N", help=f"fail above this {limit}")
    return parser.parse_args()


def compare(folders: list[Path], scratch: Path) -> Compared:
    """Run both over the articles of some folders."""
    texts = [a.text for a in ingest([str(f) for f in folders]) if isinstance(a, Article)]
    (scratch / "texts.json").write_text(json.dumps(texts), "utf-8")
    pipeline = [sys.executable, "-c", PIPELINE, find_model(), str(scratch / "texts.json")]
    return Compared(len(texts), run(pipeline, scratch / "log"), analyze(folders, scratch))


def analyze(folders: list[Path], scratch: Path) -> Measured:
    """Run ``briefgen analyze`` over some folders in one process."""
    command = [sys.executable, "-m", "briefgen", "--debug", "analyze", *map(str, folders)]
    return run([*command, "--json", "--jobs", "1", "--quiet"], scratch / "log")


def sample(folders: list[Path], scratch: Path) -> Path:
    """Copy ``SAMPLE`` articles, evenly spread, into a folder of their own."""
    paths = sorted(path for folder in folders for path in folder.iterdir())
    chosen = scratch / "sample"
    chosen.mkdir()
    for k in range(SAMPLE):
        shutil.copy(paths[k * len(paths) // SAMPLE], chosen)
    return chosen


def show(name: str, compared: Compared) -> None:
    """Print a line of the table."""
    spacy, briefgen = took(compared.spacy), took(compared.briefgen)
    line = f"{name:8} {compared.count:8} {spacy} {briefgen} {compared.time:6.2f} {compared.memory:6.2f}"
    print(line, flush=True)


def took(measured: Measured) -> str:
    """Write processor time and memory."""
    return f"{measured.cpu:6.1f} s {measured.memory / MEGABYTE:4.0f} MB"


def beyond(what: str, ratio: float, limit: float | None) -> list[str]:
    """Return a complaint if a ratio is above its limit."""
    return [f"{what} {ratio:.2f}, at most {limit:g} is wanted"] if limit is not None and ratio > limit else []


if __name__ == "__main__":
    sys.exit(main())
