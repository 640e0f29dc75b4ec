"""From the configuration file to the settings of jobs: where it lies, what it says, all that is wrong.

A file is looked for where it is asked for, in BRIEFGEN_CONFIG, as ``briefgen.toml`` in the
current folder, and in the user's folder of configurations, in this order.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.config import read_config, read_text
from briefgen.config.tables import Source, Table, parse_source, wrong
from briefgen.exceptions import ConfigError
from briefgen.jobs.job_table import NAME, Inherited, read_job
from briefgen.jobs.mail_table import read_mail
from briefgen.jobs.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.config import Config
    from briefgen.deliver.account import Mail
    from briefgen.jobs.settings import Job

VARIABLE = "BRIEFGEN_CONFIG"
"""The environment variable that names the configuration file."""

FILE_NAME = "briefgen.toml"
STORE_NAME = "store.sqlite"
STORE_KEYS = ("path",)


def find(asked: Path | None = None, *, environment: Mapping[str, str] = os.environ) -> Path:
    """Return the absolute path of the configuration file.  Raises ``ConfigError`` if there is none."""
    named = asked or (Path(environment[VARIABLE]).expanduser() if environment.get(VARIABLE) else None)
    if named is not None:
        return named.absolute()
    places = [Path(FILE_NAME).absolute(), user_file()]
    for path in places:
        if path.is_file():
            return path
    raise ConfigError(
        f"There is no configuration file: neither {places[0]} nor {places[1]} exists.",
        remedy="Make one with 'briefgen init', or name one with --config.",
    )


def user_file() -> Path:
    """Return where the user's configuration file lies by the platform's conventions."""
    from platformdirs import user_config_path

    return user_config_path("briefgen", appauthor=False) / FILE_NAME


def default_store() -> Path:
    """Return where the store lies by the platform's conventions."""
    from platformdirs import user_state_path

    return user_state_path("briefgen", appauthor=False) / STORE_NAME


def load_settings(path: Path | None = None) -> Settings:
    """Return the settings of a file, or of the one that is found for None.

    Raises ``ConfigError`` that tells every fault with file, line, key and remedy.  Whether
    templates, inputs and folders are there is not looked at: ``briefgen.jobs.examination`` does.
    """
    draft = read_settings(find(path))
    if draft.source.faults:
        raise wrong(draft.source.faults)
    return draft.settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Settings that may have faults; ``source`` has these, and a value at fault is left out."""

    settings: Settings
    source: Source


def read_settings(path: Path) -> Draft:
    """Return what a file says and what is wrong in it.

    Raises ``ConfigError`` only if it cannot be read or is no TOML.
    """
    source = parse_source(read_text(path), path.absolute())
    config = read_config(source)
    whole = Table(source, (), source.tables)
    mail = _mail(whole)
    jobs = tuple(_jobs(whole, config))
    _check_folders(whole, jobs)
    settings = Settings(
        path=source.path,
        jobs=jobs,
        mail=mail,
        store=_store(whole),
        model=config.model,
    )
    return Draft(settings=settings, source=source)


def _check_folders(whole: Table, jobs: Sequence[Job]) -> None:
    """Note jobs that would overwrite each other's briefs, or read their own."""
    owners: dict[str, str] = {}
    for job in jobs:
        folder = _real(job.directory)
        owner = owners.setdefault(folder, job.name)
        where = ("jobs", job.name, "directory")
        if owner != job.name:
            remedy = "Give each job a folder of its own."
            whole.source.fault(where, f'is the folder of the job "{owner}" as well.', remedy)
        if any(Path(folder).is_relative_to(_real(Path(path))) for path in job.inputs):
            remedy = "Name a folder outside of them, or narrower inputs."
            whole.source.fault(where, "lies in the job's inputs, so that it would read its briefs.", remedy)


def _real(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


def _mail(whole: Table) -> Mail | None:
    table = whole.table("mail")
    return read_mail(table) if table else None


def _store(whole: Table) -> Path:
    table = whole.table("store")
    if table:
        table.check_keys(STORE_KEYS)
    return (table.file("path") if table else None) or default_store()


def _jobs(whole: Table, config: Config) -> Iterator[Job]:
    tables = whole.table("jobs")
    if tables is None:
        return
    folder = whole.source.path.parent / config.directory
    names: set[str] = set()
    for name in tables.values:
        table = tables.table(name)
        if not NAME.fullmatch(name):
            remedy = "Use letters from a to z, digits, - and _, at most 64."
            tables.fault(name, "is no name of a job.", remedy)
        elif name.casefold() in names:
            tables.fault(name, "is called like another job.", "Names must differ in more than capitals.")
        elif table:
            names.add(name.casefold())
            job = read_job(name, table, Inherited(config=config, folder=folder))
            if job.desks and "mail" not in whole.values:
                key = "desks" if "desks" in table.values else "recipients"
                remedy = "Add a table [mail] with host and sender."
                table.fault(key, "cannot be reached without a mail server.", remedy)
            yield job
