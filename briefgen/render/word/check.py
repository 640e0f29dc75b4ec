"""What is wrong with a template made in Word, each fault with the words beside it.

It is read for names and fields that there are not, and filled with the samples, as a template of HTML is.
"""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.render.errors import RenderError, TemplateError
from briefgen.render.sample import CREATED
from briefgen.render.template_fields import unknown_fields
from briefgen.render.templates_html import Setting
from briefgen.render.theme import PLAIN
from briefgen.render.word.tags import Tagged, sandbox
from briefgen.render.word.template import opened, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.model import Brief, Digest
    from briefgen.render.templates import TemplateInfo

_MARKED = replace(
    PLAIN, marking="TLP:AMBER", organisation="Ministry of Examples", prepared_for="The Minister"
)


def faults(
    info: TemplateInfo, subjects: Iterable[Brief | Digest], choices: Iterable[Mapping[str, str]]
) -> Iterator[str]:
    """Yield all that is wrong with a template; it is filled for each subject with each choice of options."""
    try:
        yield from _unknown(info)
        yield from _access(info)
    except TemplateError as error:
        yield error.message
        return
    chosen = [info.chosen(options) for options in choices]
    for subject in subjects:
        for values in chosen:
            for theme in (PLAIN, _MARKED):
                with warnings.catch_warnings(record=True) as caught:
                    warnings.simplefilter("always", UserWarning)
                    try:
                        write(subject, info, created=CREATED, setting=Setting("en", theme, values))
                    except TemplateError as error:
                        yield error.message
                    except RenderError as error:
                        yield str(error)
                yield from (str(one.message) for one in caught)


def _unknown(info: TemplateInfo) -> Iterator[str]:
    """Yield names and fields that there are not."""
    options = frozenset(option.name for option in info.options)
    for part in Tagged(opened(info.source), info.source).parts(sandbox()):
        for unknown in unknown_fields(part.tree, info.subject, options):
            yield f'{unknown.message}, in "{part.words_at(unknown.line)}"'


def _access(info: TemplateInfo) -> Iterator[str]:
    """Yield what keeps the document from being read aloud well: pictures without words, a missing title."""
    body = opened(info.source).element.body
    for picture in body.xpath(".//wp:docPr[not(@descr) or normalize-space(@descr) = '']"):
        yield f'the picture "{picture.get("name", "")}" has no alternative text'
    styles = [str(style) for style in body.xpath("./w:p/w:pPr/w:pStyle/@w:val")]
    if not any(style.startswith(("Title", "Heading")) for style in styles):
        yield "no paragraph has the style Title or Heading 1, so that the document has no structure"
