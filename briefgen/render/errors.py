"""What can go wrong between a brief and a file, as one exception tree.

``RenderError``
    ``UnknownTemplateError``   no folder of that name, or it lacks a file
    ``UnknownFormatError``     no writer, or the template does not offer the format
    ``ManifestError``          a template's ``manifest.toml`` is not as it should be
    ``ThemeError``             a theme file has a key or a value that means nothing
    ``TemplateError``          the template itself: syntax, an undefined name, a forbidden element
        ``ElementError``       the HTML that a template gives: an element, attribute or link

Every message is one sentence that says what is wrong and where.
"""

from __future__ import annotations


class RenderError(Exception):
    """A brief cannot be turned into a document; the message says why in one sentence."""


class UnknownTemplateError(RenderError):
    """There is no template of that name."""


class UnknownFormatError(RenderError):
    """There is no writer for the format, or the template does not offer it."""


class ManifestError(RenderError):
    """A template's manifest lacks something or has a value that means nothing."""


class ThemeError(RenderError):
    """A theme file cannot be read, or has a key or a value that means nothing."""


class TemplateError(RenderError):
    """A template is at fault; ``file`` and ``line`` say where, as far as that is known."""

    def __init__(self, message: str, *, file: str | None = None, line: int | None = None) -> None:
        self.message = message
        self.file = file
        self.line = line
        place = file or "the template's result"
        super().__init__(f"{place}, line {line}: {message}" if line else f"{place}: {message}")


class ElementError(TemplateError):
    """The HTML that a template gives holds something that a document cannot hold.

    ``line`` counts in the template's result until the place in the template is
    known; ``element`` is the name that is looked for there.
    """

    def __init__(
        self, message: str, *, element: str | None = None, file: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(message, file=file, line=line)
        self.element = element
