"""Header lines: encoded, folded and safe, the same on every version of Python.

The folding of the standard library's newer header classes mixes up lists of addresses with
names beyond ASCII; the lines that people's words go into are therefore written here, with
its older encoder of words (RFC 2047).
"""

from __future__ import annotations

import hashlib
import json
import re
from email.header import Header
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefgen.deliver.addresses import Address, without_control_characters

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_SUBJECT = 240
"""Characters; more is cut, since readers show far less."""

_LINE = 76  # characters, as RFC 2047 asks for
_LONGEST_WORD = 60  # of ASCII that is left as it is
_FILE_NAME = re.compile(r"[A-Za-z0-9 !#$&'()+,.;@^_`{}~-]{1,55}")
_CHARSET = "utf-8''"
_BREAKING = re.compile(r"\r(?!\n )|(?<!\r)\n|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ATOM = re.compile(r"[A-Za-z0-9 !#$%&'*+/?^_`{|}~-]+")


class Line(str):
    """The value of a header as it goes out, encoded and folded."""

    __slots__ = ()

    def __new__(cls, text: str) -> Line:
        """Take a rendered value; raises ValueError if a line of it could pass for another header."""
        if _BREAKING.search(text):
            raise ValueError(f"{text!r} would break out of its header.")
        return super().__new__(cls, text)


class WirePolicy(EmailPolicy):
    """Writes messages as servers take them: with CRLF, and header lines that are rendered as they are."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """Keep a rendered line; let the library parse anything else."""
        return (name, value) if isinstance(value, Line) else super().header_store_parse(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return the header; a rendered one and one of a parsed message as it stands."""
        if hasattr(value, "name"):
            return super().fold_binary(name, value)
        return f"{name}: {value}{self.linesep}".encode("utf-8", "surrogateescape")


WIRE = WirePolicy(linesep="\r\n", raise_on_defect=False)


def addresses_line(addresses: Iterable[Address]) -> Line:
    """Return the value of an address header, one address a line."""
    return Line(",\r\n ".join(_mailbox(address) for address in addresses))


def words_line(name: str, text: str) -> Line:
    """Return the value of the header ``name`` that holds plain words on one line."""
    return Line(_encoded(without_control_characters(text), name))


def attachment_line(name: str) -> Line:
    """Return the Content-Disposition of a file, its name encoded as RFC 2231 says where it must be."""
    if _FILE_NAME.fullmatch(name):
        return Line(f'attachment; filename="{name}"')
    quoted = [quote(c, safe="") for c in name]  # one entry a character, so that none is torn apart
    pieces = [""]
    for letters in quoted:
        if len(pieces[-1]) + len(letters) > _LONGEST_WORD:
            pieces.append("")
        pieces[-1] += letters
    if len(pieces) == 1:
        return Line(f"attachment;\r\n filename*={_CHARSET}{pieces[0]}")
    lines = [f"filename*{n}*={'' if n else _CHARSET}{piece}" for n, piece in enumerate(pieces)]
    return Line("attachment;\r\n " + ";\r\n ".join(lines))


def list_id(text: str) -> str:
    """Return a list's identifier in the angle brackets that RFC 2919 asks for."""
    cleaned = without_control_characters(text)
    return cleaned if re.search(r"<[^<>]+>$", cleaned) else f"<{re.sub(r'[^A-Za-z0-9.-]+', '-', cleaned)}>"


def subject(text: str, marking: str | None) -> str:
    """Return a subject with the marking first, on one line, cut where it is too long."""
    words = without_control_characters(text)
    lead = f"[{without_control_characters(marking)}]" if marking else ""
    if not words.startswith(lead):
        words = f"{lead} {words}"
    return words if len(words) <= LONGEST_SUBJECT else f"{words[: LONGEST_SUBJECT - 1].rstrip()}…"


def message_id(identity: Sequence[str], recipients: Iterable[str], domain: str) -> str:
    """Return the Message-ID of what is said (``identity``) to these recipients, in angle brackets."""
    told = json.dumps([list(identity), sorted(recipients)], ensure_ascii=True)
    return f"<{digest(told)}@{domain}>"


def digest(text: str) -> str:
    """Return 32 hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _mailbox(address: Address) -> str:
    if not address.name:
        return address.spec
    if _is_plain(address.name):
        name = address.name if _ATOM.fullmatch(address.name) else _quoted(address.name)
    else:
        name = _encoded(address.name, "Reply-To")
    return f"{name} <{address.spec}>" if len(name) < _LINE // 2 else f"{name}\r\n <{address.spec}>"


def _quoted(name: str) -> str:
    escaped = re.sub(r'(["\\])', r"\\\1", name)
    return f'"{escaped}"'


def _is_plain(text: str) -> bool:
    """Tell whether a text can stand in a header as it is, and is not taken for an encoded word."""
    return text.isascii() and "=?" not in text and max(map(len, text.split()), default=0) <= _LONGEST_WORD


def _encoded(text: str, name: str) -> str:
    charset = "us-ascii" if _is_plain(text) else "utf-8"
    return Header(text, charset, maxlinelen=_LINE, header_name=name).encode(splitchars=" ", linesep="\r\n")
