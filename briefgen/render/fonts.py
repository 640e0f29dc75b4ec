"""The fonts that printed documents are set in, chosen by glyph coverage.

``FAMILIES`` is the one place where fonts are listed: the first is the main family, the
others stand in for characters that it lacks, in that order. To support another script,
add its family there (TrueType outlines; the PDF writer cannot embed PostScript ones).
A theme may name files that stand in after these, as for Chinese, Japanese and Korean, whose
fonts are too large to come with the program.
All fonts come from packages under the SIL Open Font License.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from hashlib import md5
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

REPLACEMENT = "\ufffd"


class MissingGlyphWarning(UserWarning):
    """A document has characters that no font can show; the message names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFamily:
    """Four faces of one design, as files in the folder ``files`` of ``package``.

    A family that only stands in for missing glyphs may have a regular face alone.
    """

    name: str  # as the PDF writer calls it; the face's own name stands in the file
    package: str
    regular: str
    bold: str | None = None
    italic: str | None = None
    bold_italic: str | None = None


FAMILIES: tuple[FontFamily, ...] = (
    FontFamily(
        name="FiraSans",
        package="fontpkg_fira_sans",
        regular="FiraSans-Regular.ttf",
        bold="FiraSans-SemiBold.ttf",
        italic="FiraSans-Italic.ttf",
        bold_italic="FiraSans-SemiBoldItalic.ttf",
    ),
    FontFamily(
        name="NotoSans",
        package="fontpkg_noto_sans",
        regular="NotoSans[wdth,wght].ttf",  # a variable font, set in its default instance: Regular
        italic="NotoSans-Italic[wdth,wght].ttf",
    ),
    FontFamily(name="Heebo", package="fontpkg_heebo", regular="Heebo[wght].ttf"),  # Hebrew
    FontFamily(
        name="NotoSansArabic", package="fontpkg_noto_sans_arabic", regular="NotoSansArabic[wdth,wght].ttf"
    ),
)


@dataclass(frozen=True, slots=True)
class Face:
    """One face: its name for the PDF writer, and its file, which is read when it is first needed."""

    name: str
    path: str

    @property
    def glyphs(self) -> frozenset[int]:
        """The characters that it can show; the PDF library knows the face from now on."""
        return _glyphs(self.name, self.path)


@dataclass(frozen=True, slots=True)
class FaceSet:
    """The faces of one family, by weight and slant."""

    regular: Face
    bold: Face
    italic: Face
    bold_italic: Face

    def pick(self, *, strong: bool, emphasis: bool) -> Face:
        """Return the face for a weight and slant."""
        if strong:
            return self.bold_italic if emphasis else self.bold
        return self.italic if emphasis else self.regular


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that are set in one face."""

    font: str
    text: str


@dataclass(slots=True)
class Typesetter:
    """Splits the texts of one document into runs, and remembers what no font can show."""

    chain: tuple[FaceSet, ...]
    missing: set[str] = field(default_factory=set)
    _places: dict[tuple[bool, bool], dict[str, tuple[str, str]]] = field(default_factory=dict)

    def runs(self, text: str, *, strong: bool = False, emphasis: bool = False) -> tuple[Run, ...]:
        """Return the runs of a text, cleaned and shaped; what has no glyph is drawn as U+FFFD.

        It stays itself for who copies, searches or hears the text.
        """
        faces = tuple(faces.pick(strong=strong, emphasis=emphasis) for faces in self.chain)
        if text and text.isascii() and text.isprintable() and faces[0].glyphs >= _ASCII:
            return (Run(faces[0].name, text),)
        places = self._places.setdefault((strong, emphasis), {})
        pieces: list[tuple[str, list[str]]] = []
        for character in printable(shaped(text)):
            place = places.get(character)
            if place is None:
                place = places[character] = self._place(character, faces)
            font, shown = place
            if not pieces or (pieces[-1][0] != font and shown != " "):
                pieces.append((font, []))
            pieces[-1][1].append(shown)
        return tuple(Run(font, "".join(characters)) for font, characters in pieces)

    def as_drawn(self, text: str) -> str:
        """Return the characters of a run as a picture shows them: what no font has as U+FFFD."""
        return "".join(
            REPLACEMENT if unshaped(character) in self.missing else character for character in text
        )

    def width(self, runs: Iterable[Run], size: float) -> float:
        """Return the width of runs on one line, in points."""
        return sum(pdfmetrics.stringWidth(run.text, run.font, size) for run in runs)

    def _place(self, character: str, faces: tuple[Face, ...]) -> tuple[str, str]:
        face = _covering(character, faces)
        if face is not None:
            return face.name, character
        self.missing.update(unshaped(character))
        face = _covering(REPLACEMENT, faces)
        if face is None:
            return faces[0].name, "?"
        if _is_no_character(character):
            return face.name, REPLACEMENT
        _draw_as_replacement(face, character)
        return face.name, character


_MOST_WIDTHS = 50_000  # words whose widths are remembered


class MeasuredFont(TTFont):
    """A font that remembers how wide the words are: a layout asks for most of them many times.

    Its table of characters holds those beyond U+FFFF as the PDF format wants them, in UTF-16.
    """

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        self._widths: dict[str, float] = {}

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: ARG002, N802
        """Return the width of a text, in points, by the library's own formula."""
        width = self._widths.get(text)
        if width is None:
            widths, default = self.face.charWidths, self.face.defaultWidth
            width = sum([widths.get(ord(character), default) for character in text])
            if len(self._widths) < _MOST_WIDTHS:
                self._widths[text] = width
        return 0.001 * size * width

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Write the font's subsets into the file."""
        count = len(self.state[doc].subsets) if doc in self.state else 0
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(count)]
        super().addObjects(doc)
        for name in names:
            table = doc.idToObject["BasicFonts"].dict[name].ToUnicode
            stream = doc.idToObject[table.name]
            stream.content = _BEYOND.sub(_in_utf16, stream.content)


def _in_utf16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


_BEYOND = re.compile("<(1?[0-9A-F]{5})>")


@cache
def load_chain() -> tuple[FaceSet, ...]:
    """Return all families in order, each known to the PDF library when it is needed.

    Raises ModuleNotFoundError if a font package is not installed.
    """
    return tuple(_faces(family) for family in FAMILIES)


def register(faces: FaceSet) -> None:
    """Make the faces of a family known to the PDF library, which looks for them by name."""
    for face in (faces.regular, faces.bold, faces.italic, faces.bold_italic):
        _ = face.glyphs


def _draw_as_replacement(face: Face, character: str) -> None:
    """Have a face draw a character that it lacks as U+FFFD; ``face.glyphs`` stays what it can show."""
    font: Any = pdfmetrics.getFont(face.name)
    code, replacement = ord(character), ord(REPLACEMENT)
    font.face.charToGlyph[code] = font.face.charToGlyph[replacement]
    font.face.charWidths[code] = font.face.charWidths[replacement]


def font_file(name: str) -> str:
    """Return the path of the file of a registered face."""
    font: Any = pdfmetrics.getFont(name)
    return str(font.face.filename)


@cache
def load_file(path: Path) -> FaceSet:
    """Register a font file of the user's own, whose one face stands in for characters that others lack.

    Raises ValueError, with the reason, if it cannot be read or has no TrueType outlines.
    """
    name = "File" + md5(str(path).encode(), usedforsecurity=False).hexdigest()
    face = Face(name, str(path))
    try:
        _ = face.glyphs
    except (TTFError, OSError) as error:
        raise ValueError(str(error)) from error
    pdfmetrics.registerFontFamily(name, normal=name, bold=name, italic=name, boldItalic=name)
    return FaceSet(regular=face, bold=face, italic=face, bold_italic=face)


def printable(text: str) -> str:
    """Return the text as it can stand on paper.

    Canonically composed (so that one glyph serves a letter with its accent), without
    control characters and invisible format characters, every kind of space as a plain
    space, but no-break spaces kept as such.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text).translate(_PRINTED)


def shaped(text: str) -> str:
    """Return the text with Arabic letters in the forms that their neighbours give them.

    The order stays that of reading. A letter's form is a character of its own here
    (Unicode's Arabic presentation forms), which fonts have as glyphs.
    """
    return _reshaper().reshape(unicodedata.normalize("NFC", text)) if _ARABIC.search(text) else text


def unshaped(text: str) -> str:
    """Return the text with plain letters for their forms."""
    return _ARABIC_FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper  # slow to load, and seldom needed

    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})


def storable(text: str) -> str:
    """Return the text as it can stand in a file's properties: printable, lone surrogates replaced."""
    return "".join(
        REPLACEMENT if unicodedata.category(character) == "Cs" else character for character in printable(text)
    )


def describe_missing(characters: Iterable[str], *, most: int = 20) -> str:
    """One sentence that names the characters which no font can show."""
    named = sorted(characters)
    listed = ", ".join(_describe(character) for character in named[:most])
    more = f" and {len(named) - most} more" if len(named) > most else ""
    remedy = 'a theme can name font files that have them: [fonts] fallback = ["FILE.ttf"]'
    return f"No installed font can show {listed}{more}; each is printed as {REPLACEMENT}; {remedy}."


_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f]")
_ARABIC_FORMS = re.compile("[\ufb50-\ufbff\ufe70-\ufefc]")
_NO_BREAK_SPACES = frozenset("\u00a0\u2007\u202f")
# Format characters (Unicode category Cf) with a visible form, in Arabic, Syriac, Kaithi and
# Egyptian: they must not vanish without a word.
_VISIBLE_FORMAT = frozenset(
    [*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD, *range(0x13430, 0x13456)]
)
_VARIATION_SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


def _invisible(character: str) -> bool:
    code = ord(character)
    if code in _VARIATION_SELECTORS:
        return True
    category = unicodedata.category(character)
    return category == "Cc" or (category == "Cf" and code not in _VISIBLE_FORMAT)


def _is_no_character(character: str) -> bool:
    code = ord(character)
    return unicodedata.category(character) == "Cs" or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


class _Printed(dict[int, str | None]):
    """A character's code → how it stands on paper, None for not at all; made as characters are met."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        shown: str | None = character
        if character in _NO_BREAK_SPACES:
            shown = "\u00a0"
        elif character.isspace():
            shown = " "
        elif _invisible(character):
            shown = None
        self[code] = shown
        return shown


_PRINTED = _Printed()
_ASCII = frozenset(range(0x20, 0x7F))


def _describe(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character) in {"Cs", "Cn", "Co"}:
        return code
    return f"{character} ({code})"


def _covering(character: str, faces: tuple[Face, ...]) -> Face | None:
    code = 0x20 if character == "\u00a0" else ord(character)
    return next((face for face in faces if code in face.glyphs), None)


def _faces(family: FontFamily) -> FaceSet:
    regular = _face(family, "", family.regular)
    bold = _face(family, "-Bold", family.bold) if family.bold else regular
    italic = _face(family, "-Italic", family.italic) if family.italic else regular
    bold_italic = _face(family, "-BoldItalic", family.bold_italic) if family.bold_italic else bold
    pdfmetrics.registerFontFamily(
        regular.name, normal=regular.name, bold=bold.name, italic=italic.name, boldItalic=bold_italic.name
    )
    return FaceSet(regular=regular, bold=bold, italic=italic, bold_italic=bold_italic)


def _face(family: FontFamily, suffix: str, file: str) -> Face:
    return Face(family.name + suffix, str(files(family.package) / "files" / file))


@cache
def _glyphs(name: str, path: str) -> frozenset[int]:
    font = MeasuredFont(name, path)
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)
