"""briefgen turns a pile of news articles into briefing notes, one per meeting."""

from __future__ import annotations

__version__ = "0.1.0"
