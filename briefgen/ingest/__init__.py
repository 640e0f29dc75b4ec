"""Ingest: files, folders, globs and standard input become articles, and so do the entries of feeds.

``ingest`` yields an ``Article`` or a ``Skipped`` for each input, sorted by path and one
at a time; a bad input never stops the others and nothing opens a network connection, but
for ``fetching.fetch``, which gets a feed that a job names.
"""

from __future__ import annotations

from briefgen.ingest.feeds import read_feed
from briefgen.ingest.formats import SUFFIXES
from briefgen.ingest.inputs import find_inputs
from briefgen.ingest.loading import ingest, is_empty, is_feed, lasts, read_feed_file, read_file

__all__ = [
    "SUFFIXES",
    "find_inputs",
    "ingest",
    "is_empty",
    "is_feed",
    "lasts",
    "read_feed",
    "read_feed_file",
    "read_file",
]
