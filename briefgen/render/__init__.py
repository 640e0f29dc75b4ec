"""Brief × template → Document → DOCX, PDF, HTML or Markdown.

``render`` does it all; ``to_document`` stops at the tree that every writer reads.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefgen.render.errors import (
    ElementError,
    ManifestError,
    RenderError,
    TemplateError,
    ThemeError,
    UnknownFormatError,
    UnknownTemplateError,
)
from briefgen.render.templates import (
    TemplateInfo,
    find_template,
    list_templates,
    shipped_templates,
    template_source,
)
from briefgen.render.templates_document import to_document
from briefgen.render.theme import PLAIN, Theme, load_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from briefgen.model import Brief, Digest
    from briefgen.render.document import Document

__all__ = [
    "FORMATS",
    "PLAIN",
    "ElementError",
    "ManifestError",
    "RenderError",
    "TemplateError",
    "TemplateInfo",
    "Theme",
    "ThemeError",
    "UnknownFormatError",
    "UnknownTemplateError",
    "find_template",
    "list_templates",
    "load_theme",
    "render",
    "shipped_templates",
    "template_source",
    "to_document",
    "write_document",
]

WRITERS: dict[str, str] = {
    "docx": "briefgen.render.docx",
    "pdf": "briefgen.render.pdf",
    "html": "briefgen.render.html",
    "md": "briefgen.render.markdown",
}
"""Format → the module whose ``write(document, ...)`` returns the file's bytes."""

FORMATS = tuple(WRITERS)


def render(
    subject: Brief | Digest,
    *,
    template: str,
    format: str,
    created: str,
    language: str = "en",
    template_dirs: Sequence[Path] = (),
    theme: Theme = PLAIN,
    options: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return the file that a template makes of a brief or digest.

    ``created`` is the moment of the run (ISO 8601 with its zone), ``language`` that
    of the template's own words; ``options`` are values for options of its manifest.
    Raises RenderError.
    """
    info = find_template(template, template_dirs)
    if format in WRITERS and format not in info.formats:
        raise UnknownFormatError(f'The template "{template}" offers {", ".join(info.formats)}, not {format}.')
    document = to_document(
        subject,
        template=template,
        created=created,
        language=language,
        template_dirs=template_dirs,
        theme=theme,
        options=options,
    )
    return write_document(document, format=format, theme=theme)


def write_document(document: Document, *, format: str, theme: Theme = PLAIN) -> bytes:
    """Return a document in one format: cheaper than ``render`` where several are wanted.

    Raises RenderError.
    """
    if format not in WRITERS:
        raise UnknownFormatError(f'There is no format "{format}"; the formats are: {", ".join(WRITERS)}.')
    return _writer(format)(document, theme=theme)


def _writer(format: str) -> Callable[..., bytes]:
    """Load a writer when it is asked for: the PDF and Word libraries are heavy."""
    write: Callable[..., bytes] = import_module(WRITERS[format]).write
    return write
