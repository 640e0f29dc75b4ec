"""Brief × template made in Word → the bytes of a Word file.

The tags stand in the text of the template, as docxtpl knows them, in the body, the headers and
footers and the notes.  They run in the sandbox of the other templates.  What a brief holds is data:
it is escaped, a line end in it becomes a line break, and nothing in it is ever read as a tag.
"""

from __future__ import annotations

import io
import re
import warnings
from typing import TYPE_CHECKING

import docx

from briefgen.render import errors
from briefgen.render.docx.package import UNREADABLE, packed, set_core_properties
from briefgen.render.templates import WORD_FORMATS, TemplateInfo
from briefgen.render.templates_document import about, check_created, check_subject
from briefgen.render.templates_html import Setting, variables
from briefgen.render.word.tags import Tagged, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document as WordFile

    from briefgen.model import Brief, Digest


_ASKS_FOR_DIGEST = re.compile(r"\{[{%][^{}]*\bdigest\b")


def write(subject: Brief | Digest, info: TemplateInfo, *, created: str, setting: Setting) -> bytes:
    """Return the Word file that the template makes of a brief or digest: always the same bytes.

    Warns if the theme has a marking and the template does not show it on its pages.  Raises
    RenderError; a fault of the template is told with the words beside it.
    """
    check_subject(subject, info)
    check_created(created)
    tagged = Tagged(opened(info.source), info.source)
    tagged.fill(variables(subject, setting))
    file = tagged.docx
    set_core_properties(
        file,
        title=subject.title,
        subject=about(subject),
        author=setting.theme.organisation or "briefgen",
        language=setting.language,
        created=created,
    )
    if setting.theme.marking and not _is_marked(file, setting.theme.marking):
        warnings.warn(
            f'The template "{info.name}" does not print the marking: put {{{{ theme.marking }}}} into its header.',
            UserWarning,
            stacklevel=2,
        )
    return packed(file)


def info_of_file(path: Path) -> TemplateInfo:
    """Return what is known of a Word file that is a template by itself.

    It is for a digest if it asks for one.  Raises TemplateError.
    """
    words = "\n".join(line for _, xml in Tagged(opened(path), path).sources() for line in text_of(xml))
    return TemplateInfo(
        name=path.stem,
        purpose="A template made in Word.",
        subject="digest" if _ASKS_FOR_DIGEST.search(words) else "meeting",
        formats=WORD_FORMATS,
        folder=path.parent,
        file=path.name,
    )


def text_of_file(path: Path) -> str:
    """Return the paragraphs of a template made in Word, one a line, with their tags.  Raises TemplateError."""
    file = Tagged(opened(path), path)
    return "".join(f"{line}\n" for _, xml in file.sources() for line in text_of(xml))


def opened(path: Path) -> WordFile:
    """Return a Word file.  Raises TemplateError where it cannot be read or is none."""
    try:
        return docx.Document(io.BytesIO(path.read_bytes()))
    except UNREADABLE as error:
        reason = "it is no Word document"
        if isinstance(error, OSError) and error.strerror:
            reason = f"it cannot be read ({error.strerror})"
        elif "content type" in str(error):
            reason = "it is a .dotx or holds macros; save it as .docx"
        raise errors.TemplateError(reason, file=str(path)) from error


def _is_marked(file: WordFile, marking: str) -> bool:
    """Tell whether a header or footer of every page holds the marking."""
    pages = [(section.header, section.footer) for section in file.sections]
    pages += [
        (section.first_page_header, section.first_page_footer)
        for section in file.sections
        if section.different_first_page_header_footer
    ]
    return all(any(marking in "".join(part._element.itertext()) for part in parts) for parts in pages)
