"""Tells a service that watches over jobs that one begins, ended well, or failed.

The address is called as healthchecks.io and its like have it: ADDRESS/start, ADDRESS,
ADDRESS/fail, with GET.  It is a secret and stands in no log.  Whatever goes wrong is a warning.
"""

from __future__ import annotations

import logging
import os
from enum import Enum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from briefgen.exceptions import ConfigError
from briefgen.ingest.fetching import FetchError, Limits, fetch
from briefgen.jobs.addresses import page_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.jobs.settings import Job

log = logging.getLogger(__name__)

LIMITS = Limits(whole=8.0, connect=4.0, silence=4.0, size=1024 * 1024, redirects=2)
_TRIES = 2  # a lost word of a good end would raise a false alarm


class Sign(Enum):
    """What is told, and how the address goes on for it."""

    START = "/start"
    OK = ""
    FAIL = "/fail"


def ping(
    job: Job, sign: Sign, *, limits: Limits = LIMITS, environment: Mapping[str, str] = os.environ
) -> bool:
    """Tell the service of a job; return whether it has heard.  Raises nothing."""
    if job.health is None:
        return False
    try:
        address = _with(page_address(job.health, environment), sign)
    except (ConfigError, ValueError) as error:
        reason = str(error) if isinstance(error, ConfigError) else "its address is none"
        log.warning("the health service was not told: %s", reason, extra={"job": job.name})
        return False
    reason = ""
    for _ in range(1 if sign is Sign.START else _TRIES):
        try:
            fetch(address, limits=limits)
        except FetchError as error:
            if error.status is not None and 200 <= error.status < 300:
                return True
            reason = str(error)
        else:
            return True
    log.warning("the health service was not told: its page %s", reason, extra={"job": job.name})
    return False


def _with(address: str, sign: Sign) -> str:
    """Return the address for a sign; a query stays behind it."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + sign.value))
