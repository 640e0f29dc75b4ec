"""Whether the jobs of a configuration file could run here and now: templates, inputs, folders, variables.

What the file itself gets wrong is found as well, so that everything is told in one go.
"""

from __future__ import annotations

import glob
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import pipeline
from briefgen.config.tables import in_order
from briefgen.exceptions import TemplateError
from briefgen.jobs import configuration
from briefgen.jobs.addresses import VARIABLE_PREFIX, is_address_of_page
from briefgen.pipeline import BuildPlan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.config.positions import Where
    from briefgen.config.tables import Fault, Source
    from briefgen.jobs.settings import Job, Settings

_SET_IT = "Set it where the job runs."
_NOTHING = BuildPlan(formats=(), templates=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """What a configuration file says, all that is wrong with it, and what is odd."""

    settings: Settings
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]

    def is_well(self, job: Job) -> bool:
        """Tell whether no fault stands in the table of a job or in what it takes over."""
        tables = ("output]", f"jobs.{job.name}]", f"jobs.{job.name}.")
        return not any(fault.key.lstrip("[").startswith(tables) for fault in self.faults)


def examine(path: Path | None = None, *, environment: Mapping[str, str] = os.environ) -> Examination:
    """Return all that is wrong with a file, or with the one that is found for None.

    Nothing is written and no connection is made.  Raises ``ConfigError`` only if the file
    cannot be read or is no TOML.
    """
    draft = configuration.read_settings(configuration.find(path))
    settings, source = draft.settings, draft.source
    if not settings.jobs and "jobs" not in source.tables:
        source.fault((), "There are no jobs.", "Write [jobs.NAME] and what it is to read.")
    for job in settings.jobs:
        _Look(job, source, environment).at_all()
    _look_at_mail(settings, source, environment)
    if settings.store.is_dir():
        source.fault(("store", "path"), f"is a folder: {settings.store}.", "Name a file.")
    elif blocked := _blocked(settings.store.parent):
        source.fault(("store", "path"), f"cannot be written: {blocked}.", "Name a file that can be.")
    return Examination(settings=settings, faults=in_order(source.faults), warnings=in_order(source.warnings))


@dataclass(frozen=True, slots=True)
class _Look:
    """A look at one job."""

    job: Job
    source: Source
    environment: Mapping[str, str]

    def at_all(self) -> None:
        self.at_looks()
        if self.at_templates():
            self.at_options()
        self.at_inputs()
        self.at_feeds()
        if blocked := _blocked(self.job.directory):
            self.fault("directory", f"cannot be written: {blocked}.", "Name a folder that can be.")
        if self.job.health and not self.is_set(self.job.health):
            self.warn("health", "names an environment variable that is not set here.", _SET_IT)

    def at_looks(self) -> None:
        plan = self.job.plan
        for key, part in {
            "theme": replace(_NOTHING, theme=plan.theme),
            "reference": replace(_NOTHING, reference=plan.reference),
            "marking": replace(_NOTHING, marking=plan.marking),
        }.items():
            self.fits(key, part)

    def at_templates(self) -> bool:
        """Tell whether every template is there and offers every format."""
        folders = self.job.plan.template_dirs
        well = [self.fits("templates_dir", replace(_NOTHING, template_dirs=(folder,))) for folder in folders]
        if not all(well):
            return False  # what lies in a folder that is not there would be told as missing
        found = []
        for number, name in enumerate(self.job.plan.templates):
            part = replace(_NOTHING, templates=(name,), template_dirs=folders)
            known = self.fits("templates", part, item=number)
            wanted = self.job.plan.formats if known else ()
            found += [known, *(self.fits("formats", replace(part, formats=(each,))) for each in wanted)]
        return all(found)

    def at_options(self) -> None:
        plan = self.job.plan
        part = replace(_NOTHING, templates=plan.templates, template_dirs=plan.template_dirs)
        for option in plan.options:
            error = _misfit(replace(part, options=(option,)))
            if error:
                self.source.fault(("jobs", self.job.name, "options", option[0]), *error)

    def at_inputs(self) -> None:
        for number, path in enumerate(self.job.inputs):
            if os.path.lexists(path):
                continue
            if not glob.has_magic(path):
                self.fault("inputs", f"has an item that is not there: {path}.", "Make it.", item=number)
            elif next(glob.iglob(path, recursive=True), None) is None:  # noqa: PTH207 - absolute patterns
                remedy = "Articles must be there when the job runs."
                self.warn("inputs", f"has a pattern that nothing matches: {path}.", remedy, item=number)

    def at_feeds(self) -> None:
        for number, feed in enumerate(self.job.feeds):
            if not is_address_of_page(feed):
                if not Path(feed).is_file():
                    self.fault("feeds", f"has an item that is no file: {feed}.", "Make it.", item=number)
            elif not self.is_set(feed):
                message = "has an item whose environment variable is not set here."
                self.warn("feeds", message, _SET_IT, item=number)

    def is_set(self, address: str) -> bool:
        if not address.startswith(VARIABLE_PREFIX):
            return True
        return bool(self.environment.get(address.removeprefix(VARIABLE_PREFIX)))

    def fits(self, key: str, part: BuildPlan, *, item: int | None = None) -> bool:
        error = _misfit(part)
        if error:
            self.source.fault(self.where(key, item), *error)
        return error is None

    def fault(self, key: str, message: str, remedy: str, *, item: int | None = None) -> None:
        self.source.fault(self.where(key, item), message, remedy)

    def warn(self, key: str, message: str, remedy: str, *, item: int | None = None) -> None:
        self.source.warnings.append(self.source.found(self.where(key, item), message, remedy))

    def where(self, key: str, item: int | None) -> Where:
        """Return where the job says something, or the table [output] that it takes it over from."""
        table: Where = ("jobs", self.job.name)
        if (*table, key) not in self.source.lines and ("output", key) in self.source.lines:
            table = ("output",)
        return (*table, key) if item is None else (*table, key, item)


def _misfit(part: BuildPlan) -> tuple[str, str] | None:
    """Return what is wrong with a part of a plan, and the remedy."""
    try:
        pipeline.check(part)
    except TemplateError as error:
        if part.templates:
            return error.message, error.remedy or "See 'briefgen templates list'."
        return error.message, error.remedy or "Mend it, or name another."
    return None


def _look_at_mail(settings: Settings, source: Source, environment: Mapping[str, str]) -> None:
    variable = settings.mail.password_variable if settings.mail else None
    if variable and not environment.get(variable):
        # Its name is not told: it may be a password that was taken for a name.
        message = "names an environment variable that is not set here."
        source.warnings.append(source.found(("mail", "password_variable"), message, _SET_IT))


def _blocked(folder: Path) -> str | None:
    """Return why nothing could be written into a folder, or into the nearest one above that exists."""
    for place in (folder, *folder.parents):
        if place.is_dir():
            return None if os.access(place, os.W_OK | os.X_OK) else f"{place} is closed to you"
        if os.path.lexists(place):
            return f"{place} is no folder"
    return f"there is no {folder.anchor}"
