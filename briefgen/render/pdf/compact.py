"""Packs the objects of a finished file into compressed object streams (ISO 32000-1, 7.5.7 and 7.5.8).

A structure tree is thousands of small objects; packed, they take a tenth of the room.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from itertools import pairwise

_TOGETHER = 200  # objects in one stream: a reader unpacks all of them to see one
_ENTRY = 20  # bytes of an entry of the cross-reference table
_IN_FILE, _PACKED = 1, 2  # the kinds of entries of a cross-reference stream
_KEPT = re.compile(rb"/(?:Root|Info) \d+ 0 R|/ID\s*\[<[0-9a-f]+><[0-9a-f]+>\]")


def compact(data: bytes) -> bytes:
    """Return the layout library's file with all objects packed that are not streams themselves."""
    table = int(data[data.rindex(b"startxref") :].split(maxsplit=2)[1])
    offsets = _offsets(data, table)
    bounds = dict(pairwise([*sorted(offsets), table]))
    file = _File(bytearray(data[: min(offsets)]), following=len(offsets) + 1)
    packed: list[tuple[int, bytes]] = []
    for number, offset in enumerate(offsets, start=1):
        head, _, body = data[offset : bounds[offset]].partition(b" obj\n")
        body = body[: body.rindex(b"endobj")].strip()
        if body.endswith(b"endstream"):
            file.add(int(head.split()[0]), body)
        else:
            packed.append((number, body))
    for first in range(0, len(packed), _TOGETHER):
        file.pack(packed[first : first + _TOGETHER])
    return file.finish(b" ".join(_KEPT.findall(data[table:])))


def _offsets(data: bytes, table: int) -> list[int]:
    """Return where the objects begin, from the first on, by the cross-reference table."""
    _, section, _ = data[table : table + 64].split(b"\n", 2)
    count = int(section.split()[1])
    entries = data.index(section, table) + len(section) + 1
    return [int(data[entries + number * _ENTRY :][:10]) for number in range(1, count)]


@dataclass(slots=True)
class _File:
    """A file that is written anew: its bytes so far, and where its objects are."""

    data: bytearray
    following: int  # the number of the next object
    places: dict[int, tuple[int, int, int]] = field(default_factory=dict)

    def add(self, number: int, body: bytes) -> None:
        """Write an object of its own."""
        self.places[number] = (_IN_FILE, len(self.data), 0)
        self.data += b"%d 0 obj\n%b\nendobj\n" % (number, body)

    def pack(self, objects: list[tuple[int, bytes]]) -> None:
        """Write objects into one stream."""
        stream, self.following = self.following, self.following + 1
        index, bodies = b"", bytearray()
        for place, (number, body) in enumerate(objects):
            self.places[number] = (_PACKED, stream, place)
            index += b"%d %d " % (number, len(bodies))
            bodies += body + b"\n"
        entries = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(index))
        self.add(stream, _stream(entries, index + bytes(bodies)))

    def finish(self, kept: bytes) -> bytes:
        """Return the file, with its cross-reference stream, which holds the trailer's entries too."""
        own, start = self.following, len(self.data)
        self.places[own] = (_IN_FILE, start, 0)
        rows = [(0, 0, 0xFFFF), *(self.places[number] for number in range(1, own + 1))]
        table = b"".join(
            kind.to_bytes(1, "big") + place.to_bytes(4, "big") + index.to_bytes(2, "big")
            for kind, place, index in rows
        )
        self.add(own, _stream(b"/Type /XRef /W [1 4 2] /Size %d %b" % (own + 1, kept), table))
        return bytes(self.data + b"startxref\n%d\n%%%%EOF\n" % start)


def _stream(entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    head = b"<<%b /Filter /FlateDecode /Length %d>>" % (entries, len(packed))
    return head + b"\nstream\n" + packed + b"\nendstream"
