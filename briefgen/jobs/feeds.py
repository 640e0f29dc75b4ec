"""The feeds of a job: files are opened, addresses fetched, several at once; one that fails stops no other."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.exceptions import ConfigError
from briefgen.jobs.addresses import is_address_of_page, page_address
from briefgen.model import Article, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.ingest.fetching import Validators

_AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What feeds gave, in their order, each under its name in the job.

    ``validators`` has what each server said of its feed's version; ``unchanged`` are the feeds
    that still are as the caller knows them, and give no items.
    """

    of: Mapping[str, tuple[Article | Skipped, ...]] = field(default_factory=dict)
    validators: Mapping[str, Validators] = field(default_factory=dict)
    unchanged: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[Article | Skipped, ...]:
        """All that they gave; an article that several have counts once."""
        return tuple(without_repeats(item for items in self.of.values() for item in items))


def gather(
    feeds: Iterable[str],
    *,
    known: Mapping[str, Validators] | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Gathered:
    """Return the articles of the feeds of a job, and what could not be read.

    ``known`` has the versions that the caller has all articles of: a feed that its server
    calls unchanged then gives nothing.  Leave it out to get every entry that a feed has.
    """
    names = tuple(dict.fromkeys(feeds))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = list(pool.map(lambda name: _one(name, (known or {}).get(name), environment), names))
    return Gathered(
        of={name: items for one in found for name, items in one.of.items()},
        validators={name: version for one in found for name, version in one.validators.items()},
        unchanged=tuple(name for one in found for name in one.unchanged),
    )


def _one(name: str, known: Validators | None, environment: Mapping[str, str]) -> Gathered:
    from briefgen.ingest import read_feed, read_feed_file
    from briefgen.ingest.fetching import FetchError, fetch

    if not is_address_of_page(name):
        return Gathered(of={name: tuple(read_feed_file(name))})
    try:
        page = fetch(page_address(name, environment), known=known)
    except ConfigError as error:
        return Gathered(of={name: (Skipped(name, f"cannot be fetched: {error}"),)})
    except FetchError as error:
        return Gathered(of={name: (Skipped(name, str(error)),)})
    versions = {name: page.validators}
    if page.data is None:
        return Gathered(validators=versions, unchanged=(name,))
    items = tuple(read_feed(page.data, name, charset=page.charset, base=page.address))
    return Gathered(of={name: items}, validators=versions)


def without_repeats(items: Iterable[Article | Skipped]) -> Iterator[Article | Skipped]:
    """Leave out an article that an earlier feed gave in the same words under the same address."""
    seen: set[tuple[str, str | None]] = set()
    for item in items:
        key = (item.id, item.url) if isinstance(item, Article) else None
        if key is None or key not in seen:
            yield item
        if key is not None:
            seen.add(key)
