"""Every template gives the same bytes in every format, whatever order the interpreter gives to sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import hashlib, warnings
from shipped_documents import FORMATS, MARKED, documents, templates
for corpus in ("samples", "characters"):
    for template in templates():
        for number, written in enumerate(documents(corpus, template, MARKED)):
            for format in FORMATS:
                data = written.file(format)
                print(corpus, template, number, format, hashlib.sha256(data).hexdigest())
"""


def digests(seed: int) -> list[str]:
    here = Path(__file__).parent
    paths = [str(here), str(here.parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = os.environ | {
        "PYTHONHASHSEED": str(seed),
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout.splitlines()


@pytest.mark.slow
def test_two_processes_give_the_same_bytes() -> None:
    first, second = digests(1), digests(2)
    assert len(first) > 40
    assert [line for line in first if line not in second] == []
