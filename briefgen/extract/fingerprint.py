"""Fingerprints: a few numbers by which copies and near-copies of a text are known.

A bottom-k sketch (Thorup 2013, after Broder 1997): the k smallest hashes of all runs of
five words.  The share of common values among the k smallest of two sketches estimates
how much the two texts have in common (their Jaccard similarity).
"""

from __future__ import annotations

import hashlib
import re

SIZE = 128
RUN = 5


def fingerprint(text: str) -> tuple[int, ...]:
    """Return the sketch of a text, at most ``SIZE`` numbers in ascending order."""
    words = re.findall(r"\w+", text.casefold())
    runs = {" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))} if words else set()
    return tuple(sorted(_hash(run) for run in runs)[:SIZE])


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=6).digest())
