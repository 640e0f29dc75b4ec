"""Editions: an analysis beside an earlier one, to tell what is new, changed or gone.

    earlier = editions.load(Path("yesterday.json"))    # what ``briefgen analyze --json`` printed
    changes = editions.compare(earlier, analysis)      # for documents, tables and mail
    same = editions.match(earlier, analysis)           # present meeting id → earlier meeting id

Like a stage it is pure and knows the nouns alone; of the earlier edition it knows the JSON.
"""

from __future__ import annotations

from briefgen.editions.comparing import compare
from briefgen.editions.earlier import Edition, load, loads, of_analysis
from briefgen.editions.matching import match

__all__ = ["Edition", "compare", "load", "loads", "match", "of_analysis"]
