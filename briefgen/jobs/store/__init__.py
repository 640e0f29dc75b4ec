"""What jobs remember between runs, in one SQLite file."""

from __future__ import annotations

from briefgen.jobs.store.database import Store

__all__ = ["Store"]
