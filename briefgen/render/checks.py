"""What is wrong with a template, each fault with its file and line.

The template is read for names and fields that there are not and for blocks that nothing shows, and
written for sample briefs, full and sparse, with its options one way and the other.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError, nodes

from briefgen.render.document import Heading, Table
from briefgen.render.errors import ManifestError, RenderError, TemplateError
from briefgen.render.outline import walk
from briefgen.render.sample import CREATED, sample_brief, sample_long_digest, sample_second_brief
from briefgen.render.sample_changes import changed, later_edition
from briefgen.render.template_fields import unknown_fields
from briefgen.render.templates import MANIFEST, search_path
from briefgen.render.templates_document import places_of, to_document
from briefgen.render.templates_html import environment_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from briefgen.model import Brief, Digest
    from briefgen.render.document import Document
    from briefgen.render.templates import TemplateInfo

_HINT = re.compile(r'; perhaps "[^"]*" is meant')


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A fault of a template; ``line`` is 0 where the whole file is meant."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        """Return the fault as compilers print them."""
        return f"{self.file}:{self.line}: {self.message}" if self.line else f"{self.file}: {self.message}"


def check_template(info: TemplateInfo, template_dirs: Sequence[Path] = ()) -> tuple[Finding, ...]:
    """Return all that is wrong with a template, in order of file and line."""
    if info.in_word:
        from briefgen.render.word.check import faults  # the library of Word files is heavy

        told = dict.fromkeys(faults(info, _subjects(info), _choices(info)))
        return _once(Finding(str(info.source), 0, message) for message in told)
    try:
        trees = list(_family(info, template_dirs))
    except TemplateSyntaxError as error:
        file = error.filename or str(info.source)
        return (Finding(file, error.lineno, str(error.message).rstrip(".")),)
    found = {*_fields(trees, info), *_blocks(trees), *_manifest(info), *_written(info, template_dirs)}
    return _once(sorted(found))


def _once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Leave out what another finding tells with a name that may be meant."""
    found = tuple(findings)
    hinted = {replace(one, message=_HINT.sub("", one.message)) for one in found if _HINT.search(one.message)}
    return tuple(one for one in found if one not in hinted)


def _family(info: TemplateInfo, template_dirs: Sequence[Path]) -> Iterator[tuple[Path, nodes.Template]]:
    """Yield the template with what it extends: the template first, the frame last."""
    folders = search_path(template_dirs)
    environment = environment_of(folders)
    file: Path | None = info.source
    seen: set[Path] = set()
    while file is not None and file not in seen:
        seen.add(file)
        tree = environment.parse(file.read_text("utf-8", "replace"), filename=str(file))
        yield file, tree
        parents = [node.template for node in tree.find_all(nodes.Extends)]
        name = parents[0].value if parents and isinstance(parents[0], nodes.Const) else None
        found = [folder / name for folder in folders if (folder / name).is_file()] if name else []
        file = found[0] if found else None


def _fields(trees: Sequence[tuple[Path, nodes.Template]], info: TemplateInfo) -> Iterator[Finding]:
    """Yield names and fields that there are not.  What another template asks for is that one's affair."""
    options = frozenset(option.name for option in info.options)
    for file, tree in trees:
        if file.parent == info.folder:
            for unknown in unknown_fields(tree, info.subject, options):
                yield Finding(str(file), unknown.line, unknown.message)


def _blocks(trees: Sequence[tuple[Path, nodes.Template]]) -> Iterator[Finding]:
    """Yield the blocks, and the words outside of blocks, that a template with a parent never shows."""
    if len(trees) < 2:
        return
    file, tree = trees[0]
    known = {block.name for _, parent in trees[1:] for block in parent.find_all(nodes.Block)}
    for node in tree.body:
        if isinstance(node, nodes.Block) and node.name not in known:
            yield Finding(
                str(file),
                node.lineno,
                f'the block "{node.name}" is never shown: what it extends has no such block',
            )
        elif isinstance(node, nodes.Output) and (line := _first_line(node)):
            yield Finding(str(file), line, "this stands outside of every block, and is never shown")


def _first_line(output: nodes.Output) -> int | None:
    """Return the line of the first thing to be printed that is not white space."""
    for node in output.nodes:
        if not isinstance(node, nodes.TemplateData):
            return node.lineno
        if node.data.strip():
            return node.lineno + node.data[: len(node.data) - len(node.data.lstrip())].count("\n")
    return None


def _manifest(info: TemplateInfo) -> Iterator[Finding]:
    from briefgen.render import FORMATS

    for name in info.formats:
        if name not in FORMATS:
            message = f'there is no format "{name}"; the formats are {", ".join(FORMATS)}'
            yield Finding(str(info.folder / MANIFEST), 0, message)


def _written(info: TemplateInfo, template_dirs: Sequence[Path]) -> Iterator[Finding]:
    """Yield what goes wrong when the template is written, for each sample and choice of options."""
    for subject in _subjects(info):
        for options in _choices(info):
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always", UserWarning)
                try:
                    document = to_document(
                        subject,
                        template=info.name,
                        created=CREATED,
                        template_dirs=template_dirs,
                        options=options,
                    )
                except TemplateError as error:
                    yield Finding(error.file or str(info.source), error.line or 0, error.message)
                    continue
                except RenderError as error:
                    yield Finding(str(info.source), 0, str(error))
                    continue
            yield from (Finding(str(info.source), 0, str(one.message)) for one in caught)
            yield from _access(document, info, template_dirs)


def _subjects(info: TemplateInfo) -> list[Brief | Digest]:
    if info.subject == "digest":
        digest = sample_long_digest()
        return [later_edition(digest), digest, replace(digest, briefs=(), sources=(), period=None)]
    return [changed(sample_brief()), sample_brief(), sample_second_brief()]


def _choices(info: TemplateInfo) -> list[dict[str, str]]:
    """Return the defaults, then each truth value turned and each number 0."""
    turned = {
        option.name: ("no" if option.default else "yes") if isinstance(option.default, bool) else "0"
        for option in info.options
        if isinstance(option.default, int)
    }
    return [{}, *({name: value} for name, value in turned.items())]


def _access(document: Document, info: TemplateInfo, template_dirs: Sequence[Path]) -> Iterator[Finding]:
    """Yield what keeps a document from being read aloud well: headings that skip, tables without header cells."""

    def finding(element: str, message: str) -> Finding:
        file, line = next(iter(places_of(element, info, template_dirs)), (info.source, 0))
        return Finding(str(file), line, message)

    levels = [block.level for block in walk(document.blocks) if isinstance(block, Heading)]
    if not levels or levels[0] != 1:
        yield Finding(str(info.source), 0, "the document does not begin with a title, <h1>")
    for before, after in pairwise(levels):
        if after > before + 1:
            yield finding(f"h{after}", f"<h{after}> follows <h{before}>: a level is skipped")
    for block in walk(document.blocks):
        if isinstance(block, Table) and not any(
            c.header for row in (*block.head, *block.body) for c in row.cells
        ):
            yield finding("table", "a <table> has no header cells, <th>")


def template_of_folder(folder: Path) -> tuple[str, tuple[Path, ...]]:
    """Return the name of the template in a folder, and where templates are then to be looked for.

    Raises ManifestError if the folder holds no template.
    """
    whole = folder.resolve()
    if not (whole / MANIFEST).is_file():
        raise ManifestError(f"The folder {folder} holds no template: there is no {MANIFEST} in it.")
    return whole.name, (whole.parent,)
