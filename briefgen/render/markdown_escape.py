"""Text → CommonMark and GitHub Flavored Markdown in which every character stands for itself.

The rules are those of CommonMark 0.31 (sections 2.4, 4 and 6) and of the GFM
extensions for tables, strikethrough and autolinks; "$", "^" and "@" are escaped for
readers that take them for mathematics, superscripts and names.
"""

from __future__ import annotations

import re
import unicodedata

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&$^@]")
_ADDRESS = re.compile(r"(?<=[A-Za-z])(:)(?=/)|(?<=\bwww)(\.)", re.IGNORECASE)
_LINE_START = re.compile(r"([-+=:])|(\d{1,9})([.)])")


def escape(text: str) -> str:
    """Escape characters that mean something wherever they stand."""
    return _ADDRESS.sub(r"\\\g<0>", _SPECIAL.sub(r"\\\g<0>", text))


def escape_start(line: str) -> str:
    """Escape what means something only at the start of a line: list marks and rules."""
    match = _LINE_START.match(line)
    if match is None:
        return line
    return f"\\{line}" if match[1] else f"{match[2]}\\{line[match.end(2) :]}"


def emphasised(before: str, content: str, after: str, mark: str) -> str:
    """Put emphasis marks around escaped text, unless they would not be taken as such.

    ``before`` and ``after`` are what stands beside it.  A mark opens or closes only
    where it flanks the text (CommonMark 0.31, section 6.2); where it would not, the
    text stands without emphasis.
    """
    inner = content.strip()
    lead, trail = content[: len(content) - len(content.lstrip())], content[len(content.rstrip()) :]
    left = lead or before
    right = trail or after
    opens = bool(inner) and (_is_word(inner[0]) or _is_edge(left[-1:]))
    closes = bool(inner) and (_is_word(inner[-1]) or _is_edge(right[:1]))
    if opens and closes and left[-1:] not in {"*", "\\"} and right[:1] != "*":
        return f"{lead}{mark}{inner}{mark}{trail}"
    return content


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN"


def _is_edge(character: str) -> bool:
    """Tell whether beside this character a mark flanks even punctuation."""
    return not character or character == " " or unicodedata.category(character)[0] == "P"
