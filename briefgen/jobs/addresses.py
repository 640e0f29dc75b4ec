"""Addresses that a configuration names: of people, of hosts, and of pages; no connection is made."""

from __future__ import annotations

import ipaddress
import os
import re
from email.headerregistry import Address
from email.policy import default as rules
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefgen.deliver.addresses import parse
from briefgen.exceptions import ConfigError, MailError

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE_PREFIX = "env:"
"""What an address begins with that stands in an environment variable."""

VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_LONGEST_ADDRESS = 254  # RFC 5321 4.5.3.1.3, without the angle brackets
_LONGEST_LOCAL_PART = 64  # RFC 5321 4.5.3.1.1


def is_mail_address(text: str) -> bool:
    """Tell whether a text is one address alone, as in ``desk@example.org``."""
    if not text.isascii() or not text.isprintable() or len(text) > _LONGEST_ADDRESS:
        return False
    try:
        address = Address(addr_spec=text)
    except Exception:  # the parser of the standard library fails in more ways than it documents
        return False
    local, domain = address.username, address.domain
    whole = address.addr_spec == text and 0 < len(local) <= _LONGEST_LOCAL_PART and _can_be_sent(text)
    return whole and is_host(domain) and not domain.endswith(".")


def is_mailbox(text: str) -> bool:
    """Tell whether a text is an address, or one with a name: ``The Desk <desk@example.org>``."""
    if not text.isprintable():
        return False
    try:
        header = rules.header_factory("from", text)
        found, groups = header.addresses, header.groups
        alone = len(found) == len(groups) == 1 and groups[0].display_name is None
        return alone and not header.defects and is_mail_address(found[0].addr_spec) and _can_be_sent(text)
    except Exception:  # see above
        return False


def _can_be_sent(text: str) -> bool:
    """Tell whether what composes messages takes an address: it knows no comments and no quoted ``"a b"@c.org``."""
    try:
        parse(text)
    except MailError:
        return False
    return True


def is_host(text: str) -> bool:
    """Tell whether a text is the name or the number of a host, without a port."""
    return len(text) <= 253 and (_HOST.fullmatch(text) is not None or _number(text) is not None)


def is_this_machine(host: str) -> bool:
    """Tell whether a host can only be the machine that the program runs on."""
    number = _number(host)
    if number is not None:
        return number.is_loopback
    name = host.lower().rstrip(".")
    return name == "localhost" or name.endswith(".localhost")  # RFC 6761 6.3


def is_address_of_page(text: str) -> bool:
    """Tell whether a text is an address with a scheme, or the name of a variable that holds one."""
    return text.startswith(VARIABLE_PREFIX) or _SCHEME.match(text) is not None


def page_fault(text: str) -> tuple[str, str] | None:
    """Return what is wrong with the address of a page, and the remedy; neither repeats it."""
    if text.startswith(VARIABLE_PREFIX):
        if VARIABLE.fullmatch(text.removeprefix(VARIABLE_PREFIX)):
            return None
        return "names no environment variable.", 'Write it as "env:NAME", with letters, digits and _.'
    example = 'Write it as "https://example.org/feed.xml".'
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname
    except ValueError:
        return "is no address of a page.", example
    if "@" in parts.netloc:
        remedy = 'Put the whole address into an environment variable and write "env:NAME".'
        return "holds a user name or a password.", remedy
    if parts.scheme.lower() not in {"http", "https"}:
        return "is no address that begins with http:// or https://.", example
    if not host or not is_host(host) or port == 0 or re.search(r"[\s\x00-\x1f\x7f]", text):
        return "is no address of a page.", example
    return None


def page_address(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """Return the address of a page, from the environment where it stands there.

    Raises ``ConfigError``, which does not repeat it, if the variable is not set or holds none.
    An address from the environment may hold a user name and a password: never print it.
    """
    if not text.startswith(VARIABLE_PREFIX):
        return text
    name = text.removeprefix(VARIABLE_PREFIX)
    value = environment.get(name, "").strip()
    if not value:
        raise ConfigError(
            f"The environment variable {name} is not set.", remedy="Set it to the address of the page."
        )
    if not value.lower().startswith(("http://", "https://")):
        raise ConfigError(
            f"The environment variable {name} holds no address of a page.",
            remedy="Set it to one that begins with https://.",
        )
    return value


def _number(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None
