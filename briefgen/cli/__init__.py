"""The command line: one module a command, each a thin layer over ``briefgen.pipeline``.

``app`` has the group that loads commands when they are called and turns errors into exit
codes, ``options`` what several commands take, ``messages`` what is told on standard error.
"""

from __future__ import annotations

from briefgen.cli.app import main

__all__ = ["main"]
