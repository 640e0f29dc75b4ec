"""briefgen turns a pile of news articles into briefing notes, one per meeting.

``analyze`` returns what articles tell of together, ``build`` writes the briefs:

    >>> import briefgen
    >>> analysis = briefgen.analyze(["articles/"])
    >>> result = briefgen.build(["articles/"], "out")
    >>> [path.name for path in result.files]

``pipeline`` has the steps between, ``model`` the nouns, ``exceptions`` what can go wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefgen.pipeline import BuildPlan, BuildResult, analyze, build
    from briefgen.selection import Selection

__version__ = "0.1.0"

__all__ = ["BuildPlan", "BuildResult", "Selection", "__version__", "analyze", "build"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for: every module of the package imports this one.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from briefgen import pipeline

    return getattr(pipeline, name)


def __dir__() -> list[str]:
    return sorted(__all__)
