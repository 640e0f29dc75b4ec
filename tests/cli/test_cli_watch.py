"""``briefgen watch`` as a process of its own: real files, the real language model, real signals."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Run  # type: ignore[import-not-found]

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")


class Watch:
    """The process, and what it has said so far."""

    def __init__(self, *arguments: object) -> None:
        command = [
            sys.executable,
            "-m",
            "briefgen",
            "watch",
            *map(str, arguments),
            "-f",
            "md",
            "--settle",
            "0.5",
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.out: list[str] = []
        self.err: list[str] = []
        self.threads = [
            threading.Thread(target=lambda s=stream, kept=lines: kept.extend(s), daemon=True)
            for stream, lines in ((self.process.stdout, self.out), (self.process.stderr, self.err))
        ]
        for thread in self.threads:
            thread.start()

    @property
    def builds(self) -> list[str]:
        return [line for line in self.err if " files written, " in line]

    def wait(self, builds: int, seconds: float = 60) -> str:
        until = time.monotonic() + seconds
        while len(self.builds) < builds:
            assert time.monotonic() < until, self.err
            assert self.process.poll() is None, self.err
            time.sleep(0.05)
        return self.builds[-1]

    def end(self, number: signal.Signals = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        status = self.process.wait(20)
        self.close()
        return status

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for thread in self.threads:
            thread.join()
        self.process.stdout.close()
        self.process.stderr.close()


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    shutil.copy(SEEDS[0], folder)
    return folder


@pytest.fixture
def watch(request: pytest.FixtureRequest):
    def start(*arguments: object) -> Watch:
        started = Watch(*arguments)
        request.addfinalizer(started.close)
        return started

    return start


@pytest.mark.slow
def test_it_builds_when_articles_come_and_reads_each_once(news: Path, watch) -> None:
    watching = watch(news, "-o", news / "briefs")  # which is never read
    assert watching.wait(1).startswith("1 article (1 read)")
    shutil.copy(SEEDS[1], news)
    assert watching.wait(2, 15).startswith("2 articles (1 read)")
    time.sleep(2.0)
    assert len(watching.builds) == 2
    assert watching.end() == 0
    assert {Path(line.strip()).parent for line in watching.out} == {news / "briefs"}
    assert not [line for line in watching.err if "Traceback" in line]


@pytest.mark.slow
def test_a_half_written_file_waits_until_it_is_finished(news: Path, watch) -> None:
    watching = watch(news, "-o", news.parent / "out")
    watching.wait(1)
    data = SEEDS[1].read_bytes()
    with (news / "late.txt").open("wb") as file:
        for start in range(0, len(data), len(data) // 8):
            file.write(data[start : start + len(data) // 8])
            file.flush()
            time.sleep(0.2)
    (news / "download.txt.part").write_bytes(data)
    assert watching.wait(2, 15).startswith("2 articles (1 read)")
    time.sleep(1.5)
    assert len(watching.builds) == 2
    (news / "download.txt.part").rename(news / "download.txt")
    assert watching.wait(3, 15).startswith("3 articles (0 read)")  # a copy, which needs no reading
    assert watching.end(signal.SIGINT) == 130


@pytest.mark.slow
def test_a_burst_of_files_is_one_build_and_an_error_ends_nothing(news: Path, watch) -> None:
    out = news.parent / "out"
    watching = watch(news, "-o", out)
    watching.wait(1)
    for number in range(50):
        text = f"{SEEDS[number % len(SEEDS)].read_text('utf-8')}\nNo. {number}\n"
        (news / f"{number}.txt").write_text(text, "utf-8")
        time.sleep(0.03)
    assert watching.wait(2).startswith("51 articles (50 read)")
    shutil.rmtree(out)
    out.write_text("in the way")
    (news / "bad.docx").write_bytes(b"no document at all")
    until = time.monotonic() + 30
    while not any("cannot be made" in line for line in watching.err):
        assert time.monotonic() < until, watching.err
        time.sleep(0.05)
    out.unlink()
    (news / "bad.docx").unlink()
    assert watching.wait(3, 30).startswith("51 articles (0 read)")
    assert watching.end() == 0


def test_a_folder_cannot_be_read_and_written_at_once(run: Run, news: Path) -> None:
    result = run("watch", news, "-o", f"{news}/../news")
    assert result.exit_code == 2
    assert "cannot be read and written at once" in result.stderr
    assert run("watch", news / "none").exit_code == 2
    assert run("watch", news, "-t", "none").exit_code == 1
