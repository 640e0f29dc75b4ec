"""The order of the stages: articles in, analysis or briefs out.

This is the public API behind the command line; ``briefgen.analyze`` and
``briefgen.build`` are its shortest form.  The stages are imported when they are first
needed, since the language model's library and the document writers are slow to load.
"""

from __future__ import annotations

import signal
import warnings
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from briefgen import atomic, clock
from briefgen.exceptions import NothingReadError, TemplateError
from briefgen.filenames import unique
from briefgen.model import Analysis, Article, Brief, Digest, Reading, Skipped
from briefgen.selection import EVERYTHING, Selection, select

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

    from briefgen.editions import Edition
    from briefgen.model import Changes, Meeting
    from briefgen.render import TemplateInfo, Theme

    PathLike = str | os.PathLike[str]

FORMATS = ("docx", "pdf", "html", "md")
"""The formats that documents are written in."""

DEFAULT_FORMATS = ("docx", "pdf")
DEFAULT_TEMPLATES = ("meeting-brief", "digest")
PAGE_SIZES = ("A4", "Letter")
PDF_ENGINES = ("reportlab", "weasyprint")
"""What can write PDF; weasyprint is an extra."""


class Progress(Protocol):
    """Is told how far a run is; made for a progress bar."""

    def begin(self, doing: str, total: int) -> None:
        """Hear that ``total`` steps of one kind of work begin."""

    def advance(self) -> None:
        """Hear that a step is done."""


class NoProgress:
    """Listens to nothing."""

    def begin(self, doing: str, total: int) -> None:
        """Do nothing."""

    def advance(self) -> None:
        """Do nothing."""


SILENT = NoProgress()


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """All that the articles of one run say, each by itself, and what could not be read."""

    articles: tuple[Article, ...]
    readings: tuple[Reading, ...]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildPlan:
    """Which documents to make of an analysis, and how.

    ``templates`` are names, or paths of Word files; a template for meetings gives one document for each of them,
    a template for digests one for all.  ``theme`` is a theme file; ``page_size`` ("A4" or
    "Letter"), ``marking`` and ``reference`` (a .docx) win over what it says.  ``options`` are (name, value) pairs for
    the templates that have an option of that name.  ``template_dirs`` are folders of the user's
    own templates, which win over those that ship.  ``since_edition`` is an earlier edition, as
    ``briefgen.editions.load`` reads it; the documents then tell what is new since.
    ``pdf_engine`` is one of ``PDF_ENGINES``.
    """

    formats: tuple[str, ...] = DEFAULT_FORMATS
    templates: tuple[str, ...] = DEFAULT_TEMPLATES
    selection: Selection = EVERYTHING
    page_size: str | None = None
    marking: str | None = None
    theme: Path | None = None
    reference: Path | None = None
    options: tuple[tuple[str, str], ...] = ()
    template_dirs: tuple[Path, ...] = ()
    since_edition: Edition | None = None
    pdf_engine: str = PDF_ENGINES[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build made: the analysis, the meetings briefed, the files and the warnings.

    ``changes`` tells what is new since the earlier edition that the plan names, of all meetings.
    """

    analysis: Analysis
    meetings: tuple[Meeting, ...]
    files: tuple[Path, ...]
    warnings: tuple[str, ...] = ()
    changes: Changes | None = None


@dataclass(frozen=True, slots=True)
class _Job:
    """One document to be written in each format."""

    subject: Brief | Digest
    template: str
    stem: str


def analyze(
    paths: Iterable[PathLike],
    *,
    model: str | None = None,
    executor: Executor | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress = SILENT,
) -> Analysis:
    """Read articles and return the people, meetings and quotes that they tell of together.

    ``paths`` are files, folders (searched with all below), globs, or ``-`` for standard
    input.  ``model`` names a language model, ``executor`` spreads the reading.  Raises
    ``NothingReadError`` if no input gives an article.
    """
    found = read(paths, model=model, executor=executor, stdin=stdin, progress=progress)
    return combine(found)


def build(
    paths: Iterable[PathLike],
    output: PathLike,
    *,
    plan: BuildPlan | None = None,
    now: dt.datetime | None = None,
    model: str | None = None,
    executor: Executor | None = None,
    progress: Progress = SILENT,
) -> BuildResult:
    """Read articles and write their briefs into the folder ``output``.

    ``now`` is the aware time that the documents bear.  Raises ``BriefgenError``: nothing
    could be read, a template is at fault, or a file cannot be written.
    """
    plan = plan or BuildPlan()
    check(plan)
    analysis = analyze(paths, model=model, executor=executor, progress=progress)
    return write_documents(analysis, output, plan=plan, now=now, progress=progress)


def read(
    paths: Iterable[PathLike],
    *,
    model: str | None = None,
    executor: Executor | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress = SILENT,
) -> Readings:
    """Read articles one by one; see ``analyze`` for the arguments and errors."""
    from briefgen.extract import read_articles

    inputs = [str(path) for path in paths]
    articles, skipped = _ingest(inputs, stdin, progress)
    if not articles:
        raise NothingReadError(tuple(skipped))
    pairs: list[tuple[Article, Reading]] = []
    progress.begin("Reading", len(articles))
    for article, result in read_articles(articles, model=model, executor=executor):
        if isinstance(result, Skipped):
            skipped.append(result)
        else:
            pairs.append((article, result))
        progress.advance()
    if not pairs:
        raise NothingReadError(tuple(skipped))
    return Readings(
        articles=tuple(article for article, _ in pairs),
        readings=tuple(reading for _, reading in pairs),
        skipped=tuple(sorted(skipped, key=lambda item: item.path)),
    )


def combine(found: Readings) -> Analysis:
    """Put together what the articles say: who is who, and which mentions are one meeting."""
    from briefgen.cluster import cluster

    return cluster(found.articles, found.readings, found.skipped)


def check(plan: BuildPlan) -> None:
    """Raise ``TemplateError`` if a template is unknown or lacks a format, or the theme cannot be used.

    Meant to be called before articles are read, which takes time.
    """
    from briefgen.render import RenderError, check_formats

    theme_of(plan)
    for folder in plan.template_dirs:
        if not folder.is_dir():
            raise TemplateError(f"There is no folder {folder} to look for templates in.")
    _check_options(plan)
    for name in plan.templates:
        info = _template(name, plan)
        for wanted in plan.formats:
            if wanted not in info.formats:
                raise TemplateError(
                    f'The template "{name}" does not offer the format "{wanted}".',
                    remedy=f"It offers {', '.join(info.formats)}.",
                )
        try:
            check_formats(info, plan.formats, plan.pdf_engine)
        except RenderError as error:
            raise TemplateError(str(error)) from error


def write_documents(
    analysis: Analysis,
    output: PathLike,
    *,
    plan: BuildPlan | None = None,
    now: dt.datetime | None = None,
    progress: Progress = SILENT,
) -> BuildResult:
    """Write the documents of a plan into the folder ``output``; see ``build``."""
    plan = plan or BuildPlan()
    check(plan)
    moment, theme = now or clock.now(), theme_of(plan)
    meetings = select(analysis, plan.selection)
    changes = _changes(plan, analysis)
    jobs = _jobs(analysis, meetings, plan, theme, moment, changes)
    folder = Path(output)
    atomic.make_folder(folder)
    progress.begin("Writing", len(jobs) * len(plan.formats))
    files = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        for job in jobs:
            for suffix, data in _files(job, plan, theme, moment):
                path = folder / f"{job.stem}.{suffix}"
                atomic.write(path, data)
                files.append(path)
                progress.advance()
    told = dict.fromkeys(str(warning.message) for warning in caught)
    return BuildResult(
        analysis=analysis, meetings=meetings, files=tuple(files), warnings=tuple(told), changes=changes
    )


@contextmanager
def workers(count: int) -> Iterator[Executor | None]:
    """Give an executor of ``count`` processes for reading, or None for this process alone."""
    if count <= 1:
        yield None
        return
    # Spawned, not forked: the same on every system, and safe beside other threads.
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_ignore_interrupt)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the main process, which tells the workers to stop."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _ingest(
    inputs: Sequence[str], stdin: BinaryIO | None, progress: Progress
) -> tuple[list[Article], list[Skipped]]:
    from briefgen.ingest import find_inputs, ingest

    articles: list[Article] = []
    skipped: list[Skipped] = []
    progress.begin("Opening", len(find_inputs(inputs)))
    for item in ingest(inputs, stdin=stdin):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            articles.append(item)
        progress.advance()
    return articles, skipped


def theme_of(plan: BuildPlan) -> Theme:
    """Return the theme of a plan, with what the plan says otherwise.  Raises ``TemplateError``."""
    from briefgen.render import PLAIN, RenderError, load_theme
    from briefgen.render.theme import check_marking, read_reference

    try:
        theme = load_theme(plan.theme) if plan.theme else PLAIN
        if plan.reference:
            theme = replace(theme, reference=read_reference(plan.reference))
    except RenderError as error:
        raise TemplateError(str(error)) from error
    if plan.page_size:
        theme = replace(theme, page_size=plan.page_size)
    if plan.marking:
        try:
            theme = replace(theme, marking=check_marking(plan.marking))
        except ValueError as error:
            raise TemplateError(f'"{plan.marking}" cannot be the marking: {error}.') from None
    return theme


def _check_options(plan: BuildPlan) -> None:
    """Raise ``TemplateError`` for an option that no template has, or a value that one cannot take."""
    from briefgen.render import RenderError

    infos = [_template(name, plan) for name in plan.templates]
    offered = {option.name for info in infos for option in info.options}
    for name, _ in plan.options:
        if name not in offered:
            raise TemplateError(
                f'None of the templates {", ".join(plan.templates)} has an option "{name}".',
                remedy=f"They have {', '.join(sorted(offered)) or 'none'}.",
            )
    try:
        for info in infos:
            info.chosen(_given(plan, info))
    except RenderError as error:
        raise TemplateError(str(error)) from error


def _given(plan: BuildPlan, info: TemplateInfo) -> dict[str, str]:
    known = {option.name for option in info.options}
    return {name: value for name, value in plan.options if name in known}


def _template(name: str, plan: BuildPlan) -> TemplateInfo:
    from briefgen.render import RenderError, find_template

    try:
        return find_template(name, plan.template_dirs)
    except RenderError as error:
        raise TemplateError(str(error)) from error


def _jobs(
    analysis: Analysis,
    meetings: Sequence[Meeting],
    plan: BuildPlan,
    theme: Theme,
    moment: dt.datetime,
    changes: Changes | None,
) -> list[_Job]:
    """Return the documents to write, each with a file name of its own; none without meetings."""
    from briefgen.compose import BriefOptions, compose_briefs, compose_digest

    if not meetings:
        return []
    jobs: list[_Job] = []
    subjects: set[str] = set()
    for name in plan.templates:
        info = _template(name, plan)
        subject, options = info.subject, BriefOptions(date_style=theme.date_style, **dict(info.limits))
        # The second template for the same subject needs other file names than the first.
        suffix = f"_{info.name}" if subject in subjects else ""
        subjects.add(subject)
        if subject == "digest":
            documents: Sequence[Brief | Digest] = [
                compose_digest(analysis, meetings, now=moment, options=options, changes=changes)
            ]
        else:
            documents = compose_briefs(analysis, meetings, now=moment, options=options, changes=changes)
        jobs += [_Job(document, name, document.file_stem + suffix) for document in documents]
    stems = unique(job.stem for job in jobs)
    return [_Job(job.subject, job.template, stem) for job, stem in zip(jobs, stems, strict=True)]


def _changes(plan: BuildPlan, analysis: Analysis) -> Changes | None:
    if plan.since_edition is None:
        return None
    from briefgen.editions import compare

    return compare(plan.since_edition, analysis, selection=plan.selection)


def _files(job: _Job, plan: BuildPlan, theme: Theme, moment: dt.datetime) -> Iterator[tuple[str, bytes]]:
    """Yield each format of a document with the bytes of its file."""
    from briefgen.render import RenderError, render_formats

    try:
        yield from render_formats(
            job.subject,
            template=job.template,
            formats=plan.formats,
            created=moment.isoformat(timespec="seconds"),
            template_dirs=plan.template_dirs,
            theme=theme,
            options=_given(plan, _template(job.template, plan)),
            pdf_engine=plan.pdf_engine,
        )
    except RenderError as error:
        raise TemplateError(str(error)) from error
