"""Bytes to text: what a file really holds, and in which encoding."""

from __future__ import annotations

import re

from briefgen.ingest.interface import UnreadableError

# First bytes of formats that are not text, as in the file(1) magic database.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or password-protected Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"RIFF", "a RIFF recording or image"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"%!PS", "a PostScript document"),
)
_WEAK = (b"BM", b"MZ", b"ID3", b"BZh", b"RIFF", b"OggS")  # letters that a text may begin with

_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LETTER = re.compile(rb"[A-Za-z\x80-\xff]")
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_HTML_TAG = re.compile(
    r"<(?:p|div|article|section|h[1-6]|br|span|table|main|body|head|meta|title|a)\b[^<>]*>", re.I
)
_META_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I
)


def magic(data: bytes) -> str | None:
    """Return what the first bytes say that the data is ("a PNG image"), None for text."""
    if data[4:8] == b"ftyp":
        return "a video or HEIC image"
    for start, name in _MAGIC:
        if data.startswith(start) and (start not in _WEAK or _is_binary(data[:4096])):
            return name
    return None


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of the data.

    Tries, in this order, a byte order mark, UTF-16 without one, ``declared``, UTF-8,
    Windows-1252 where most letters are plain, and charset-normalizer's guess.  Raises
    ``UnreadableError`` for what is not text.
    """
    if kind := magic(data):
        raise UnreadableError(f"is not text (it looks like {kind})")
    if encoding := _utf16(data):
        return _checked(data.decode(encoding, "replace"))
    if _is_binary(data):
        raise UnreadableError("is not text (it looks like binary data)")
    return _checked(_decode_bytes(data, declared))


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that an HTML page names for itself in its first bytes."""
    found = _META_CHARSET.search(data[:4096])
    return found[1].decode("ascii", "replace") if found else None


def starts_as_html(text: str) -> bool:
    """Tell whether text begins the way a whole web page does."""
    return _HTML_START.match(text[:4096]) is not None


def has_html(text: str) -> bool:
    """Tell whether text holds any element that pages are made of."""
    return _HTML_TAG.search(text) is not None


def _utf16(data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return "utf-32"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = data[:4096]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    half = len(sample) / 2
    if sample[1::2].count(0) > 0.6 * half and sample[::2].count(0) < 0.02 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.6 * half and sample[1::2].count(0) < 0.02 * half:
        return "utf-16-be"
    return None


def _is_binary(data: bytes) -> bool:
    sample = data[:65536]
    return len(_BINARY.findall(sample)) > 0.01 * len(sample)


def _decode_bytes(data: bytes, declared: str | None) -> str:
    text = _decode_declared(data, declared) or _decode_utf8(data)
    if text is not None:
        return text
    if _share_of_high_bytes(data) < 0.25:
        return _decode_western(data)
    return _guess(data)


def _decode_declared(data: bytes, declared: str | None) -> str | None:
    if not declared or declared.lower().replace("-", "").startswith("utf"):
        return None
    if declared.lower() in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}:
        return _decode_utf8(data) or _decode_western(data)  # as browsers do (WHATWG Encoding)
    try:
        return data.decode(declared)
    except (UnicodeError, LookupError, ValueError):
        return None


def _decode_utf8(data: bytes) -> str | None:
    """Decode UTF-8, also where a few bytes of it are damaged."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    sound = sum(1 for char in text if char > "\x7f") - damaged
    return text if sound > 2 * damaged else None


def _decode_western(data: bytes) -> str:
    """Decode Windows-1252; its five holes become controls, which are dropped later."""
    return "".join(bytes((byte,)).decode("cp1252", "ignore") if byte > 0x7F else chr(byte) for byte in data)


def _share_of_high_bytes(data: bytes) -> float:
    sample = data[:65536]
    letters = len(_LETTER.findall(sample))
    return sum(1 for byte in sample if byte > 0x7F) / letters if letters else 0.0


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise UnreadableError("is not text in any encoding that could be recognised; save it as UTF-8")
    return str(best)


def _checked(text: str) -> str:
    odd = sum(
        1 for char in text[:65536] if char == "\ufffd" or "\x00" <= char < "\t" or "\x0e" <= char < "\x1b"
    )
    if odd > 0.05 * len(text[:65536]):
        raise UnreadableError("is not text (it looks like binary data)")
    return text.removeprefix("\ufeff")
