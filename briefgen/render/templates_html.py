"""Brief × template → HTML text, in a sandbox in which data can never become markup.

Autoescape cannot be switched off (there is no ``safe`` filter and no ``autoescape``
tag), a name that is not defined is an error, and so is printing a value that is not
known (None).  Templates are loaded from the template folders alone.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
)
from jinja2.exceptions import TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefgen.model import Brief, Digest, brief
from briefgen.render import errors
from briefgen.render.encounters import encounters
from briefgen.render.parse_inline import is_linkable
from briefgen.render.templates import SOURCE, TemplateInfo, search_path
from briefgen.render.templates_filters import (
    at_sentence,
    by_speaker,
    cited,
    evidence,
    numbers,
    one_day,
    shortened,
    worth_listing,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from briefgen.render.templates import Value
    from briefgen.render.theme import Theme


@dataclass(frozen=True, slots=True)
class Setting:
    """What a template sees beside its subject."""

    language: str
    theme: Theme
    options: Mapping[str, Value]


def template_html(
    subject: Brief | Digest, info: TemplateInfo, template_dirs: Sequence[Path], setting: Setting
) -> str:
    """Return what the template makes of a brief or digest.

    Templates see ``brief`` or ``digest``, ``evidence`` (cited sentences by source
    number), ``language``, ``theme`` and ``options``.  Raises errors.TemplateError.
    """
    environment = environment_of(search_path(template_dirs))
    try:
        return environment.get_template(f"{info.name}/{SOURCE}").render(variables(subject, setting))
    except errors.RenderError:
        raise
    except RecursionError:
        raise errors.TemplateError(
            "a template or macro uses itself without end", file=str(info.source)
        ) from None
    except Exception as error:  # whatever a template's expression raises is the template's fault
        raise _explained(error, info) from error


def variables(subject: Brief | Digest, setting: Setting) -> dict[str, object]:
    """Return what every template sees, of whichever kind."""
    return {
        "brief" if isinstance(subject, Brief) else "digest": subject,
        "evidence": evidence(subject),
        "language": setting.language,
        "theme": setting.theme,
        "options": setting.options,
    }


_VALUES = frozenset(value for value in vars(brief).values() if is_dataclass(value))


class Sandbox(ImmutableSandboxedEnvironment):
    """Escapes whatever is printed, refuses the tag that would switch that off, and has our filters."""

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, **options)
        del self.filters["safe"]
        self.filters |= {"numbers": numbers, "at_sentence": at_sentence, "one_day": one_day}
        self.filters |= {
            "evidence": evidence,
            "by_speaker": by_speaker,
            "cited": cited,
            "encounters": encounters,
            "shortened": shortened,
            "worth_listing": worth_listing,
        }
        self.tests["linkable"] = is_linkable

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may see an attribute: of our values, which hold data alone, all but the hidden."""
        if type(obj) in _VALUES and not attr.startswith("_"):
            return True
        return super().is_safe_attribute(obj, attr, value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node in tree.find_all(nodes.EvalContextModifier):
            raise TemplateSyntaxError("escaping cannot be switched", node.lineno, name, filename)
        return tree


@lru_cache(maxsize=8)
def environment_of(folders: tuple[Path, ...]) -> Sandbox:
    """Return the sandbox for these folders; a template that changes on disk is read anew."""
    return Sandbox(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        finalize=known,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def known(value: object) -> object:
    """Pass a value on to be printed, unless it is None."""
    if value is None:
        raise TemplateRuntimeError("a value that is not known is printed; test for it first with {% if %}")
    return value


def _explained(error: Exception, info: TemplateInfo) -> errors.TemplateError:
    if isinstance(error, TemplateSyntaxError):
        file = error.filename or str(info.source)
        return errors.TemplateError(sentence(error), file=file, line=error.lineno)
    file, line = _place(error, info)
    if isinstance(error, TemplateNotFound):
        return errors.TemplateError(
            f'it asks for "{error.name}", which no template folder has', file=file, line=line
        )
    return errors.TemplateError(sentence(error), file=file, line=line)


_NO_FIELD = re.compile(r"'(?:[\w.]+\.)?(\w+) object' has no attribute '(\w+)'")


def sentence(error: Exception) -> str:
    """Return what an error of a template says, on one line and without a full stop."""
    message = (
        (error.message if isinstance(error, TemplateError) else None) or str(error) or type(error).__name__
    )
    return _NO_FIELD.sub(r'a \1 has no field "\2"', message.splitlines()[0].rstrip("."))


def _place(error: Exception, info: TemplateInfo) -> tuple[str, int | None]:
    """Return the innermost template line that the error passed through."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith(".j2"):
            return frame.filename, frame.lineno
    return str(info.source), None
