"""Fetching a feed from an address that the user named: the only connection that ingest makes.

Certificates are checked; size, time and redirects have limits; no error repeats an address, which
may hold a user name and a password.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit
from urllib.request import getproxies, proxy_bypass

import urllib3
from urllib3 import exceptions as faults

from briefgen import __version__

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.parse import SplitResult

_ACCEPTED = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
_CHUNK = 65_536  # bytes
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class FetchError(Exception):
    """A page cannot be fetched; the message is the reason, in words that go on from its name.

    ``status`` is what the server answered, where it did.
    """

    def __init__(self, reason: str, *, status: int | None = None) -> None:
        self.status = status
        super().__init__(reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far a fetch goes; times in seconds, the size in bytes as it is after unpacking."""

    whole: float = 60.0  # for everything together
    connect: float = 10.0
    silence: float = 20.0  # between two signs of life
    size: int = 20 * 1024 * 1024
    redirects: int = 5


LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server said of a page's version, to be told that it is unchanged (RFC 9110, 13)."""

    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a server gave: ``data`` is None where the page is unchanged.

    ``address`` is where the page came from in the end, without user, password and query.
    """

    data: bytes | None
    charset: str | None
    address: str
    validators: Validators


def fetch(address: str, *, known: Validators | None = None, limits: Limits = LIMITS) -> Page:
    """Return the page of an http(s) address.  Raises ``FetchError`` with the reason.

    ``known`` is what was said of the version that the caller has.  User and password in the
    address go to its own host alone.
    """
    return _within(limits.whole, lambda: _follow(address, known or Validators(), limits))


def _within(seconds: float, work: Callable[[], Page]) -> Page:
    """Do work in a thread, which is left behind if it takes longer: no socket has a limit for the whole."""
    results: list[Page | BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:
            results.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not results:
        raise FetchError(f"took longer than {seconds:g} seconds")
    if isinstance(results[0], BaseException):
        raise results[0]
    return results[0]


def _follow(address: str, known: Validators, limits: Limits) -> Page:
    """Ask for a page and go where the server sends on to."""
    first = url = _split(address)
    secret = _secret(first)
    for _ in range(limits.redirects + 1):
        headers = _headers(known) | (secret if _origin(url) == _origin(first) else {})
        with _pool(url) as pool:
            answer = _asked(pool, url, headers, limits)
            try:
                target = answer.headers.get("location")
                if answer.status not in _REDIRECTS or not target:
                    return _page(answer, url, limits)
            finally:
                answer.close()
        url = _next(url, target)
    raise FetchError(f"sends on more than {limits.redirects} times")


def _pool(url: SplitResult) -> urllib3.PoolManager:
    """Return what opens connections: through the proxy that the system names for this address, if any."""
    proxy = getproxies().get(url.scheme)
    if not proxy or proxy_bypass(url.hostname or ""):
        return urllib3.PoolManager(cert_reqs="CERT_REQUIRED")
    try:
        place = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        secret = f"{unquote(place.username)}:{unquote(place.password or '')}" if place.username else None
        headers = urllib3.make_headers(proxy_basic_auth=secret)
        return urllib3.ProxyManager(
            urlunsplit(_plain(place)), proxy_headers=headers, cert_reqs="CERT_REQUIRED"
        )
    except (faults.HTTPError, ValueError):
        raise FetchError(
            "cannot be fetched: the proxy that the system names has no address of http"
        ) from None


def _split(address: str) -> SplitResult:
    try:
        url = urlsplit(address)
        if url.scheme in {"http", "https"} and url.hostname and url.port != 0:
            return url
    except ValueError:
        pass
    raise FetchError("has no address of http or https")


def _next(url: SplitResult, target: str) -> SplitResult:
    """Return where a redirect leads, if it may lead there."""
    try:
        found = _split(urljoin(urlunsplit(url), target))
    except ValueError:
        raise FetchError("sends on to what is no address") from None
    if url.scheme == "https" and found.scheme == "http":
        raise FetchError("sends on from https to http, where others could change what it says")
    if _leads_inside(url, found):
        raise FetchError("sends on to an address inside of the local network")
    return found


def _leads_inside(url: SplitResult, found: SplitResult) -> bool:
    """Tell whether a redirect leads from outside into the local network, by its words or by where they point.

    Where even the first name points inside, as behind some filters, where names point says nothing.
    """
    if _is_inside(url):
        return False
    return _is_inside(found) or (_points_inside(found) and not _points_inside(url))


def _is_inside(url: SplitResult) -> bool:
    """Tell whether an address is by its words one of this machine or of the local network."""
    host = (url.hostname or "").rstrip(".")
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def _points_inside(url: SplitResult) -> bool:
    """Tell whether the system takes a host ("127.1", "intranet.example.org") for one of the local network.

    One that it does not know is for the connection, or for the proxy, to tell of.
    """
    try:
        found = socket.getaddrinfo(url.hostname, url.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(str(place[0]).partition("%")[0]).is_global for *_, place in found)


def _origin(url: SplitResult) -> tuple[str, str | None, int | None]:
    return url.scheme, url.hostname, url.port


def _plain(url: SplitResult) -> SplitResult:
    """Return an address without user and password."""
    return url._replace(netloc=url.netloc.rpartition("@")[2])


def _secret(url: SplitResult) -> dict[str, str]:
    if url.username is None:
        return {}
    return dict(
        urllib3.make_headers(basic_auth=f"{unquote(url.username)}:{unquote(url.password or '')}").items()
    )


def _headers(known: Validators) -> dict[str, str]:
    headers = {
        "User-Agent": f"briefgen/{__version__}",
        "Accept": _ACCEPTED,
        "Accept-Encoding": "gzip, deflate",
    }
    if known.etag:
        headers["If-None-Match"] = known.etag
    if known.modified:
        headers["If-Modified-Since"] = known.modified
    return headers


def _asked(
    pool: urllib3.PoolManager, url: SplitResult, headers: dict[str, str], limits: Limits
) -> urllib3.BaseHTTPResponse:
    timeout = urllib3.Timeout(connect=limits.connect, read=limits.silence)
    try:
        return pool.request(
            "GET",
            urlunsplit(_plain(url)._replace(fragment="")),
            headers=headers,
            timeout=timeout,
            redirect=False,
            retries=False,
            preload_content=False,
        )
    except (faults.HTTPError, OSError, ValueError) as error:
        raise FetchError(_reason(error)) from None


def _page(answer: urllib3.BaseHTTPResponse, url: SplitResult, limits: Limits) -> Page:
    if answer.status not in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}:
        raise FetchError(_refusal(answer.status), status=answer.status)
    unchanged = answer.status == HTTPStatus.NOT_MODIFIED
    return Page(
        data=None if unchanged else _read(answer, limits),
        charset=_charset(answer.headers.get("content-type", "")),
        address=urlunsplit(_plain(url)._replace(query="", fragment="")),
        validators=Validators(etag=answer.headers.get("etag"), modified=answer.headers.get("last-modified")),
    )


def _read(answer: urllib3.BaseHTTPResponse, limits: Limits) -> bytes:
    """Read a page in small pieces, so that one that unfolds without end is left early."""
    parts, size = [], 0
    try:
        while part := answer.read(_CHUNK, decode_content=True):
            size += len(part)
            if size > limits.size:
                most = limits.size / 1024 / 1024
                raise FetchError(f"is larger than {most:,.0f} MB, the most that is read of one feed")
            parts.append(part)
    except (faults.HTTPError, OSError) as error:
        raise FetchError(_reason(error)) from None
    return b"".join(parts)


def _charset(content_type: str) -> str | None:
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


def _refusal(status: int) -> str:
    try:
        words = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        words = str(status)
    if status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return f"was refused by its server ({words}); it may need a user name and a password"
    return f"was not given by its server ({words})"


def _reason(error: Exception) -> str:
    """Return what went wrong with a connection; the words of the libraries would repeat the address."""
    if isinstance(error, faults.ProxyError):
        return "cannot be fetched through the proxy that the system names"
    if isinstance(error, faults.SSLError):
        cause = error.args[0] if error.args else None
        said = getattr(cause, "verify_message", "") or "TLS failed"
        return f"cannot be trusted: {said}"
    if isinstance(error, faults.NameResolutionError):
        return "has a host that is not found"
    if isinstance(error, faults.TimeoutError) and not isinstance(error, faults.NewConnectionError):
        return "has a server that does not answer in time"
    if isinstance(error, faults.NewConnectionError):
        return "has a server that cannot be reached"
    if isinstance(error, faults.DecodeError):
        return "is packed in a way that cannot be unpacked"
    if isinstance(error, faults.ProtocolError | OSError):
        return "has a server that broke off the connection"
    return "cannot be fetched"
