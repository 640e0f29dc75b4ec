"""Fixtures of the render tests: the samples of ``render_samples``, whole and hostile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from render_samples import CREATED, HOSTILE, sample_brief, sample_digest, sample_second_brief, with_text

if TYPE_CHECKING:
    from briefgen.model import Brief, Digest


@pytest.fixture
def brief() -> Brief:
    """A brief in which every part is filled."""
    return sample_brief()


@pytest.fixture
def sparse_brief() -> Brief:
    """A brief of a planned meeting of which little is known."""
    return sample_second_brief()


@pytest.fixture
def digest() -> Digest:
    """A digest of two meetings."""
    return sample_digest()


@pytest.fixture
def hostile_brief() -> Brief:
    """The brief with hostile characters appended to every text in it."""
    return with_text(sample_brief(), lambda text: f"{text} {HOSTILE}")


@pytest.fixture
def hostile_digest() -> Digest:
    """The digest with hostile characters appended to every text in it."""
    return with_text(sample_digest(), lambda text: f"{text} {HOSTILE}")


@pytest.fixture
def created() -> str:
    """The moment that documents of a test carry."""
    return CREATED
