"""E-mail addresses as people write them: ``Desk <desk@example.org>`` or ``desk@example.org``."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from briefgen.exceptions import MailError

_WITH_NAME = re.compile(r"(?P<name>[^<>]*)<(?P<spec>[^<>]+)>")
# RFC 5321: a dot-atom, with the letters beyond ASCII that RFC 6531 adds; the quoted form is not taken.
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_DOMAIN = re.compile(
    r"(?=.{1,253}$)[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
)
_LONGEST_LOCAL = 64
_REMEDY = 'Write it as "name@example.org" or "Name <name@example.org>".'


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox; ``domain`` is ASCII, ``local`` may hold letters beyond it, ``name`` may be empty."""

    name: str
    local: str
    domain: str

    @property
    def spec(self) -> str:
        """The address as the server is told: ``local@domain``."""
        return f"{self.local}@{self.domain}"


def parse(text: str) -> Address:
    """Return the address that a text holds.  Raises ``MailError`` for anything but exactly one."""
    if has_control_characters(text):
        raise MailError(f"{text!r} is no address: it holds a line break or a control character.")
    match = _WITH_NAME.fullmatch(text.strip())
    name, spec = (match["name"], match["spec"]) if match else ("", text)
    local, sign, domain = spec.strip().rpartition("@")
    ascii_domain = _ascii(domain)
    if not (sign and _LOCAL.fullmatch(local) and ascii_domain) or len(local.encode()) > _LONGEST_LOCAL:
        raise MailError(f"{text!r} is no e-mail address.", remedy=_REMEDY)
    return Address(_unquoted(name), unicodedata.normalize("NFC", local), ascii_domain)


def has_control_characters(text: str) -> bool:
    """Tell whether a text holds a line break of any kind, a control character or half a character."""
    return any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in text)


def without_control_characters(text: str) -> str:
    """Return a text on one line: line breaks and control characters become single spaces."""
    kept = (" " if has_control_characters(c) else c for c in text)
    return " ".join("".join(kept).split())


def _unquoted(name: str) -> str:
    name = " ".join(name.split())
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return name.strip()


def _ascii(domain: str) -> str:
    """Return a domain in ASCII (xn--…), empty if it is none."""
    try:
        encoded = domain.encode("idna").decode("ascii").lower() if domain else ""
    except UnicodeError:
        return ""
    return encoded if _DOMAIN.fullmatch(encoded) else ""
