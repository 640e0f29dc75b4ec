"""The order of the stages: articles in, analysis or briefs out.

This is the public API behind the command line; ``briefgen.analyze`` and
``briefgen.build`` are its shortest form.  The stages are imported when they are first
needed, since the language model's library and the document writers are slow to load.
"""

from __future__ import annotations

import hashlib
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
    from collections.abc import Callable, Iterable, Iterator, Sequence
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


class Cache(Protocol):
    """Remembers articles and readings from run to run; what it gives equals what it was given."""

    def article(self, path: str, read: Callable[[str], Article | Skipped]) -> Article | Skipped:
        """Return what a file gives; ``read`` opens it, and is not called for a file that is unchanged."""

    def reading(self, article: Article) -> Reading | None:
        """Return what the article says, or None if it was not read yet."""

    def remember(self, article: Article, reading: Reading) -> None:
        """Take in what an article says."""


class Ledger(Protocol):
    """Knows which documents of earlier runs need not be written again.

    ``content`` is a hash of all that a document shows but the time at which it was made and
    what it tells of an earlier edition, ``meeting`` the id of the meeting that it is about, None
    for a digest.
    """

    def is_current(self, path: Path, content: str, *, meeting: str | None, template: str) -> bool:
        """Tell whether the file is there and holds that content."""

    def wrote(self, path: Path, content: str, data: bytes) -> None:
        """Hear that a file was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The articles of one run before they are read, and the inputs that give none."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]


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
    cache: Cache | None = None,
) -> Readings:
    """Read articles one by one; see ``analyze`` for the arguments and errors."""
    found = collect(paths, stdin=stdin, progress=progress, cache=cache)
    return read_collected(found, model=model, executor=executor, progress=progress, cache=cache)


def collect(
    paths: Iterable[PathLike],
    *,
    others: Iterable[Article | Skipped] = (),
    stdin: BinaryIO | None = None,
    progress: Progress = SILENT,
    cache: Cache | None = None,
) -> Collected:
    """Return the articles of files, and those that come from elsewhere, without a look at what they say."""
    from briefgen.ingest import find_inputs, ingest, read_file

    def read_known(path: str) -> Article | Skipped:
        return cache.article(path, read_file) if cache else read_file(path)

    inputs = [str(path) for path in paths]
    articles: list[Article] = []
    skipped: list[Skipped] = []
    progress.begin("Opening", len(find_inputs(inputs)))
    for item in ingest(inputs, stdin=stdin, read=read_known, others=others):
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            articles.append(item)
        progress.advance()
    return Collected(articles=tuple(articles), skipped=tuple(skipped))


def read_collected(
    found: Collected,
    *,
    model: str | None = None,
    executor: Executor | None = None,
    progress: Progress = SILENT,
    cache: Cache | None = None,
) -> Readings:
    """Read the articles that ``cache`` does not know; raises ``NothingReadError`` if none gives anything."""
    from briefgen.extract import read_articles

    known = [cache.reading(article) if cache else None for article in found.articles]
    new = [article for article, reading in zip(found.articles, known, strict=True) if reading is None]
    read: dict[str, Reading] = {}
    skipped = list(found.skipped)
    progress.begin("Reading", len(new))
    # Without a new article the language model is not even looked for.
    for article, result in read_articles(new, model=model, executor=executor) if new else ():
        if isinstance(result, Skipped):
            skipped.append(result)
        else:
            read[article.id] = result
            if cache:
                cache.remember(article, result)
        progress.advance()
    pairs = [(a, r or read.get(a.id)) for a, r in zip(found.articles, known, strict=True)]
    given = [(article, reading) for article, reading in pairs if reading is not None]
    if not given:
        raise NothingReadError(tuple(skipped))
    return Readings(
        articles=tuple(article for article, _ in given),
        readings=tuple(reading for _, reading in given),
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
    changes: Changes | None = None,
    progress: Progress = SILENT,
    ledger: Ledger | None = None,
) -> BuildResult:
    """Write the documents of a plan into the folder ``output``; see ``build``.

    ``changes`` is what is new since an earlier edition, where the caller knows it; else it is
    found for the edition that the plan names.  What ``ledger`` calls current is left as it is.
    """
    plan = plan or BuildPlan()
    check(plan)
    moment, theme = now or clock.now(), theme_of(plan)
    meetings = select(analysis, plan.selection)
    changes = changes or _changes(plan, analysis)
    jobs = _jobs(analysis, meetings, plan, theme, moment, changes)
    folder = Path(output)
    atomic.make_folder(folder)
    progress.begin("Writing", len(jobs) * len(plan.formats))
    files: list[Path] = []
    look = _look(plan, theme) if ledger else ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", UserWarning)
        for job in jobs:
            paths = {name: folder / f"{job.stem}.{name}" for name in plan.formats}
            files += paths.values()
            content = _content(job, plan, look) if ledger else ""
            left = [n for n, p in paths.items() if ledger and _is_current(ledger, p, content, job)]
            due = tuple(name for name in plan.formats if name not in left)
            for name, data in _files(job, replace(plan, formats=due), theme, moment) if due else ():
                atomic.write(paths[name], data)
                if ledger:
                    ledger.wrote(paths[name], content, data)
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


def _is_current(ledger: Ledger, path: Path, content: str, job: _Job) -> bool:
    meeting = job.subject.id if isinstance(job.subject, Brief) else None
    return ledger.is_current(path, content, meeting=meeting, template=job.template)


def _content(job: _Job, plan: BuildPlan, look: str) -> str:
    """Return a hash of all that the files of a document rest on but their time and an earlier edition.

    Every edition has another time, and what was new in the last one no longer is.
    """
    given = sorted(_given(plan, _template(job.template, plan)).items())
    subject = job.subject
    alone: Brief | Digest
    if isinstance(subject, Brief):
        alone = replace(subject, changes=None)
    else:
        briefs = tuple(replace(brief, changes=None) for brief in subject.briefs)
        alone = replace(subject, briefs=briefs, changes=None)
    return _hash(look, job.template, repr(given), repr(alone).replace(subject.prepared, ""))


def _look(plan: BuildPlan, theme: Theme) -> str:
    """Return a hash of what all documents of a plan have their looks from: theme, templates, engine, program."""
    from briefgen import __version__
    from briefgen.render.templates import search_path

    files = (
        f for folder in search_path(plan.template_dirs) for f in sorted(folder.rglob("*")) if f.is_file()
    )
    contents = (f"{file.name} {_sha256(file)}" for file in files)
    others = (repr(part) for part in (theme.reference, theme.logo and theme.logo.data))  # no part of its repr
    return _hash(__version__, plan.pdf_engine, repr(theme), *others, *contents)


def _sha256(file: Path) -> str:
    """Return the hash of a file, empty where it cannot be read: if a template needs it, that is told then."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


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
