"""Compose: from a Meeting to a Brief: what to say, in what order, resting on what.

A statement is either reporting, which cites sentences of the sources, or an
assessment, which names its rule.  What no source supports is left out or is listed
as a gap.  This stage reads values only: no file, no clock, no language model.
"""

from __future__ import annotations

from briefgen.compose.brief import compose_brief
from briefgen.compose.digest import compose_briefs, compose_digest
from briefgen.compose.options import DEFAULT_OPTIONS, BriefOptions
from briefgen.model import citations_in

__all__ = [
    "DEFAULT_OPTIONS",
    "BriefOptions",
    "citations_in",
    "compose_brief",
    "compose_briefs",
    "compose_digest",
]
