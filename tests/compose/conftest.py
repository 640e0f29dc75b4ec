from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from norland import CASE, NOW, TALKS

from briefgen.compose import compose_brief

if TYPE_CHECKING:
    from briefgen.model import Brief


@pytest.fixture(scope="session")
def brief() -> Brief:
    """The brief of the whole case: announced by one paper, reported by three."""
    return compose_brief(CASE, TALKS, now=NOW)
