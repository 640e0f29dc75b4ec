"""The tags in a Word file: where they stand, and what they make of data.

docxtpl turns a part of the file into the source of a Jinja template.  What differs here: data is
never looked at again once it is in its place, a fault is told with the paragraph it stands in, a
part that the tags would leave broken is an error and not mended in silence, and notes are filled too.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from briefgen.render import errors
from briefgen.render.parse_text import lines
from briefgen.render.templates_html import Sandbox, known, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from docx.document import Document as WordFile
    from docx.opc.part import Part
    from jinja2 import nodes

_PLACES = (RT.HEADER, RT.FOOTER, RT.FOOTNOTES, RT.ENDNOTES)
_LINE = "\0\n"
"""Begins each paragraph of a source, so that a line's number leads to its text; no data holds a NUL."""

_PARAGRAPH = re.compile(r"(?=<w:p[ >])|(?<=>)(?=\{[%{#])")
_ELEMENT = re.compile(r"<[^>]+>")
_END_OF_PARAGRAPH = re.compile(r"</w:p>")
_BRACES = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}  # docxtpl's words for braces that are no tag
_TEXT_OF_BRACES = {word: "".join(f"&#{ord(c)};" for c in braces) for word, braces in _BRACES.items()}
_LONGEST = 90  # characters of a paragraph that an error shows
_HTML_MAKERS = ("urlize", "xmlattr", "tojson")  # their markup is that of HTML


def sandbox() -> Sandbox:
    """Return the sandbox of templates made in Word: that of the others, without other files to lead to."""
    environment = Sandbox(finalize=_data)
    for name in _HTML_MAKERS:
        del environment.filters[name]
    return environment


@dataclass(frozen=True, slots=True)
class TaggedPart:
    """A part of the file as Jinja reads it."""

    source: str
    tree: nodes.Template

    def words_at(self, line: int) -> str:
        """Return the text of the paragraph that stands on a line of the source."""
        return words_at(self.source, line)


class Tagged:
    """A Word file with tags in it; ``docx`` is the file, which ``fill`` changes."""

    def __init__(self, file: WordFile, path: Path) -> None:
        self.docx, self._path = file, path
        self._tool: Any = DocxTemplate(path)
        self._tool.docx = file
        self._tool.render_init()

    def sources(self) -> Iterator[tuple[Part, str]]:
        """Yield the parts that may hold tags, each with its XML: headers first, then the body, then the rest."""
        main = self.docx.part
        found = [(rel.reltype, rel.target_part) for rel in main.rels.values() if rel.reltype in _PLACES]
        headers = [part for kind, part in found if kind == RT.HEADER]
        others = [part for kind, part in found if kind != RT.HEADER]
        for part in dict.fromkeys([*headers, main, *others]):
            element = self.docx.element.body if part is main else etree.fromstring(part.blob, _parser())
            yield part, etree.tostring(element, encoding="unicode")

    def parts(self, environment: Sandbox) -> Iterator[TaggedPart]:
        """Yield each part with its tree.  Raises TemplateError."""
        for _, xml in self.sources():
            source = self._source(xml)
            yield TaggedPart(source, self._parsed(source, environment))

    def fill(self, values: Mapping[str, object]) -> None:
        """Put data in the place of the tags.  Raises TemplateError."""
        environment = sandbox()
        for part, xml in list(self.sources()):
            source = self._source(xml)
            if "{" not in source:
                continue
            filled = self._filled(source, values, environment)
            self._strict(filled)
            if part is self.docx.part:
                self._put_body(filled)
            else:
                _put(part, filled)

    def _source(self, xml: str) -> str:
        """Return the XML of a part as Jinja is to read it."""
        for word, text in _TEXT_OF_BRACES.items():
            xml = xml.replace(word, text)
        return _PARAGRAPH.sub(_LINE, str(self._tool.patch_xml(xml)))

    def _parsed(self, source: str, environment: Sandbox) -> nodes.Template:
        try:
            return environment.parse(source)
        except TemplateSyntaxError as error:
            raise self._fault(error, source, error.lineno) from error

    def _filled(self, source: str, values: Mapping[str, object], environment: Sandbox) -> str:
        try:
            filled = environment.from_string(source).render(values)
        except errors.RenderError:
            raise
        except TemplateSyntaxError as error:
            raise self._fault(error, source, error.lineno) from error
        except RecursionError:
            raise errors.TemplateError("a macro uses itself without end", file=str(self._path)) from None
        except Exception as error:  # whatever a template's expression raises is the template's fault
            raise self._fault(error, source, _line_of(error)) from error
        return str(self._tool.resolve_listing(filled.replace(_LINE, "").replace("\0", "")))

    def _put_body(self, xml: str) -> None:
        tree = self._tool.fix_tables(xml)
        self._tool.fix_docpr_ids(tree)
        element = self.docx.element
        element.replace(element.body, parse_xml(etree.tostring(tree)))

    def _strict(self, xml: str) -> None:
        """Refuse a part in which a tag has torn paragraphs or rows apart."""
        try:
            etree.fromstring(xml.encode(), _parser())
        except etree.XMLSyntaxError as error:
            raise errors.TemplateError(
                "a tag begins in one paragraph, cell or row and ends in another; give {%p ... %} or {%tr ... %} "
                "a paragraph or row of its own",
                file=str(self._path),
            ) from error

    def _fault(self, error: Exception, source: str, line: int | None) -> errors.TemplateError:
        words = words_at(source, line) if line else ""
        message = _ASKS_FOR_FILE if "no loader" in str(error) else sentence(error)
        return errors.TemplateError(f'{message}, in "{words}"' if words else message, file=str(self._path))


_ASKS_FOR_FILE = "a template made in Word cannot include or extend others"


def words_at(source: str, line: int) -> str:
    """Return the text on a line of a source, or on the next that has some, cut to what a message can hold."""
    for text in source.split("\n")[line - 1 :]:
        words = " ".join(unescape(_ELEMENT.sub("", text)).replace("\0", "").split())
        if words:
            return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    return ""


def text_of(xml: str) -> Iterator[str]:
    """Yield the words of each paragraph that has some."""
    for paragraph in _END_OF_PARAGRAPH.split(xml):
        words = unescape(_ELEMENT.sub("", paragraph)).strip()
        if words:
            yield words


def _data(value: object) -> object:
    """Pass a value on to be printed as data: nothing that is not known, no character that XML cannot hold."""
    value = known(value)
    if isinstance(value, str) and hasattr(value, "__html__"):
        return type(value)(lines(str(value)))  # escaped already
    return lines(value) if isinstance(value, str) else value


def _line_of(error: Exception) -> int | None:
    """Return the innermost line of the source that the error passed through."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == "<template>"), None)


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)


def _put(part: Part, xml: str) -> None:
    """Give a part new content."""
    if isinstance(part, XmlPart):
        part._element = parse_xml(xml)
    else:
        part._blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml.encode()
