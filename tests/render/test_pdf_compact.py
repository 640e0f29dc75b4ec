"""Packing a finished file."""

from __future__ import annotations

import io
import re

import pypdf
from reportlab.pdfgen.canvas import Canvas

from briefgen.render.pdf.compact import compact

ENTRIES = 450  # more than two streams of objects


def drawn() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1, pdfVersion=(1, 7))
    for number in range(ENTRIES):
        canvas.bookmarkPage(f"p{number}", fit="XYZ", left=0, top=700 - number)
        canvas.addOutlineEntry(f"Entry {number} endobj (\\", f"p{number}")
    canvas.drawString(72, 700, "Agreed. endstream endobj xref trailer startxref 5")
    canvas.save()
    return file.getvalue()


def shown(reader: pypdf.PdfReader, number: int) -> str:
    return re.sub(r"IndirectObject\((\d+), 0, \d+\)", r"\1", repr(reader.get_object(number)))


def test_a_packed_file_holds_the_same_objects():
    before, after = (pypdf.PdfReader(io.BytesIO(data)) for data in (drawn(), compact(drawn())))
    assert len(before.xref[0]) > ENTRIES
    for number in before.xref[0]:
        assert shown(after, number) == shown(before, number)
    assert after.pages[0].extract_text() == before.pages[0].extract_text()
    assert [entry.title for entry in after.outline] == [entry.title for entry in before.outline]
    assert after.trailer["/ID"] == before.trailer["/ID"]
    assert after.metadata == before.metadata


def test_a_packed_file_is_smaller_and_the_same_each_time():
    assert len(compact(drawn())) < len(drawn()) / 3
    assert compact(drawn()) == compact(drawn())
