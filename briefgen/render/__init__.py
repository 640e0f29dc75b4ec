"""Brief × template → Document → DOCX, PDF, HTML or Markdown.

``render`` does it all; ``to_document`` stops at the tree that every writer reads.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefgen.render.collector import paused
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
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.model import Brief, Digest
    from briefgen.render.document import Document

__all__ = [
    "FORMATS",
    "PDF_ENGINES",
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
    "check_formats",
    "find_template",
    "list_templates",
    "load_theme",
    "render",
    "render_formats",
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

PDF_ENGINES: dict[str, str] = {"reportlab": WRITERS["pdf"], "weasyprint": "briefgen.render.weasy"}
"""Engine → the module that writes PDF with it; the first comes with the program."""


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
    pdf_engine: str = "reportlab",
) -> bytes:
    """Return the file that a template makes of a brief or digest.

    ``created`` is the moment of the run (ISO 8601 with its zone), ``language`` that
    of the template's own words; ``options`` are values for options of its manifest;
    ``pdf_engine`` is one of PDF_ENGINES.  Raises RenderError.
    """
    (made,) = render_formats(
        subject,
        template=template,
        formats=(format,),
        created=created,
        language=language,
        template_dirs=template_dirs,
        theme=theme,
        options=options,
        pdf_engine=pdf_engine,
    )
    return made[1]


def render_formats(
    subject: Brief | Digest,
    *,
    template: str,
    formats: Sequence[str],
    created: str,
    language: str = "en",
    template_dirs: Sequence[Path] = (),
    theme: Theme = PLAIN,
    options: Mapping[str, str] = MappingProxyType({}),
    pdf_engine: str = "reportlab",
) -> Iterator[tuple[str, bytes]]:
    """Yield each format with the file that a template makes: cheaper than ``render`` for several.

    The PDF of a template made in Word is LibreOffice's, whatever ``pdf_engine`` says.  Raises RenderError.
    """
    info = find_template(template, template_dirs)
    check_formats(info, formats, pdf_engine)
    if info.in_word:
        from briefgen.render import word
        from briefgen.render.templates_html import Setting

        setting = Setting(language, theme, info.chosen(options))
        file = word.write(subject, info, created=created, setting=setting)
        for wanted in formats:
            made = file if wanted == "docx" else word.pdf_of(file, template=info.name, created=created)
            yield wanted, made
        return
    with paused():
        document = to_document(
            subject,
            template=template,
            created=created,
            language=language,
            template_dirs=template_dirs,
            theme=theme,
            options=options,
        )
    for wanted in formats:
        yield wanted, write_document(document, format=wanted, theme=theme, pdf_engine=pdf_engine)


def check_formats(info: TemplateInfo, formats: Sequence[str], pdf_engine: str = "reportlab") -> None:
    """Raise RenderError for a format that the template does not offer, or that cannot be made here."""
    for wanted in formats:
        if wanted not in WRITERS:
            raise UnknownFormatError(f'There is no format "{wanted}"; the formats are: {", ".join(WRITERS)}.')
        if wanted not in info.formats:
            offered = ", ".join(info.formats)
            raise UnknownFormatError(f'The template "{info.name}" offers {offered}, not {wanted}.')
    if pdf_engine not in PDF_ENGINES:
        raise RenderError(
            f'There is no PDF engine "{pdf_engine}"; the engines are: {", ".join(PDF_ENGINES)}.'
        )
    if "pdf" in formats and info.in_word:
        from briefgen.render.word.office import check_office

        check_office(info.name)
    elif "pdf" in formats and pdf_engine == "weasyprint":
        from briefgen.render.weasy import check_installed

        check_installed()


def write_document(
    document: Document, *, format: str, theme: Theme = PLAIN, pdf_engine: str = "reportlab"
) -> bytes:
    """Return a document in one format: cheaper than ``render`` where several are wanted.

    Raises RenderError.
    """
    if format not in WRITERS:
        raise UnknownFormatError(f'There is no format "{format}"; the formats are: {", ".join(WRITERS)}.')
    module = PDF_ENGINES[pdf_engine] if format == "pdf" else WRITERS[format]
    write = _writer(module)
    if format == "pdf":  # whose layout leaves much behind
        return write(document, theme=theme)
    with paused():
        return write(document, theme=theme)


def _writer(module: str) -> Callable[..., bytes]:
    """Load a writer when it is asked for: the PDF and Word libraries are heavy."""
    write: Callable[..., bytes] = import_module(module).write
    return write
