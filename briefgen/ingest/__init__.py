"""Ingest: files, folders, globs and standard input become articles.

``ingest`` yields an ``Article`` or a ``Skipped`` for each input, sorted by path and one
at a time; a bad input never stops the others and nothing opens a network connection.
"""

from __future__ import annotations

from briefgen.ingest.inputs import find_inputs
from briefgen.ingest.loading import SUFFIXES, ingest, is_empty, lasts, read_file

__all__ = ["SUFFIXES", "find_inputs", "ingest", "is_empty", "lasts", "read_file"]
