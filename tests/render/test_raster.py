from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from briefgen.render.document import Disc, Drawing, Label, Line
from briefgen.render.fonts import MissingGlyphWarning, Typesetter, font_file, load_chain
from briefgen.render.raster import png
from briefgen.render.theme import Colours

DRAWING = Drawing(
    72.0,
    36.0,
    (
        Line(0, 18, 72, 18, 2, "accent"),
        Disc(36, 18, 6, False, "accent"),
        Label(70, 34, "Añ", 6, "end", "text"),
    ),
)


def test_a_picture_is_a_png_of_the_size_of_the_drawing() -> None:
    image = Image.open(io.BytesIO(png(DRAWING, Colours())))
    image.load()
    assert image.format == "PNG"
    assert image.size == (180, 90)
    assert round(image.info["dpi"][0]) == 180


def test_shapes_lie_where_they_should() -> None:
    image = Image.open(io.BytesIO(png(DRAWING, Colours(accent="#aa0000")))).convert("RGB")
    red, green, blue = image.getpixel((20, 45))
    assert red > 140
    assert max(green, blue) < 40
    assert min(image.getpixel((90, 45))) > 240  # inside of the hollow disc
    assert min(image.getpixel((3, 3))) > 240


def test_what_no_font_can_show_is_named() -> None:
    drawing = Drawing(9.0, 9.0, (Label(0, 9, "\U0001f9ff", 6, "start", "text"),))
    with pytest.warns(MissingGlyphWarning, match="U\\+1F9FF"):
        png(drawing, Colours())


def test_a_font_of_the_users_own_shows_what_ours_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    drawing = Drawing(9.0, 9.0, (Label(0, 9, "א", 6, "start", "text"),))
    (own,) = {font_file(run.font) for run in Typesetter(load_chain()).runs("א")}
    chain = load_chain()[:1]
    monkeypatch.setattr("briefgen.render.raster.load_chain", lambda: chain)
    with pytest.warns(MissingGlyphWarning):
        png(drawing, Colours())
    png(drawing, Colours(), [Path(own)])
