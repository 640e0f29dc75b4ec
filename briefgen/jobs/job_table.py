"""One table [jobs.NAME] of the configuration file."""

from __future__ import annotations

import glob
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.config import template_names
from briefgen.jobs import crontab
from briefgen.jobs.addresses import is_address_of_page, is_mail_address, page_fault
from briefgen.jobs.settings import Desk, Job, Schedule, WhenEmpty
from briefgen.model import Status
from briefgen.pipeline import FORMATS, PAGE_SIZES, PDF_ENGINES, BuildPlan
from briefgen.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from briefgen.config import Config
    from briefgen.config.tables import Table

KEYS = (
    "inputs", "feeds",
    "about", "since", "until", "last_days", "status", "min_sources",
    "templates", "templates_dir", "options", "formats", "page_size", "theme", "reference", "marking",
    "pdf_engine",
    "directory", "schedule", "zone",
    "recipients", "desks", "subject", "calendar", "when_empty", "health",
)  # fmt: skip
DESK_KEYS = ("name", "addresses")

ONLY_DESK = "recipients"
"""The name of the desk that a plain list of recipients makes."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
"""What a job may be called: it names folders, locks and units of systemd."""

_CENTURY = 36_525  # days


@dataclass(frozen=True, slots=True, kw_only=True)
class Inherited:
    """What a job takes over from the rest of the file: the table [output], and where its folders lie."""

    config: Config
    folder: Path  # in which each job without a directory of its own has a folder


def read_job(name: str, table: Table, inherited: Inherited) -> Job:
    """Return what the table says; a value at fault is noted and left out."""
    table.check_keys(KEYS)
    inputs, feeds = tuple(_inputs(table)), tuple(_feeds(table))
    if not {"inputs", "feeds"} & set(table.values):
        table.fault("inputs", "is missing.", 'Write inputs = ["articles"], or feeds = […].')
    desks = _desks(table)
    when_empty = WhenEmpty(table.text("when_empty", [kind.value for kind in WhenEmpty]) or WhenEmpty.SILENT)
    if when_empty is WhenEmpty.TELL and not {"recipients", "desks"} & set(table.values):
        table.fault("when_empty", "has nobody to tell.", 'Write recipients = ["you@example.org"].')
    return Job(
        name=name,
        inputs=inputs,
        feeds=feeds,
        plan=_plan(table, inherited.config),
        last_days=_last_days(table),
        directory=table.file("directory") or inherited.folder / name,
        schedule=_schedule(table),
        desks=desks,
        subject=table.text("subject", example="Briefs of the day"),
        calendar=table.flag("calendar") or False,
        when_empty=when_empty,
        health=_health(table),
    )


def _inputs(table: Table) -> Iterator[str]:
    for number, text in enumerate(table.texts("inputs", example="articles", single=True)):
        if text == "-":
            remedy = "Name files, folders or patterns."
            table.fault("inputs", "cannot be standard input.", remedy, item=number)
        elif is_address_of_page(text):
            table.fault("inputs", "has an address.", "Write addresses of feeds under feeds.", item=number)
        elif path := table.path("inputs", text, item=number):
            yield _pattern(path, text, table.source.path.parent)


def _pattern(path: Path, text: str, base: Path) -> str:
    """Return an absolute path or pattern; what stands before a pattern is taken as it is written."""
    if glob.has_magic(text) and not path.exists() and path.is_relative_to(base):
        return f"{glob.escape(str(base))}/{path.relative_to(base).as_posix()}"
    return str(path)


def _feeds(table: Table) -> Iterator[str]:
    for number, text in enumerate(table.texts("feeds", example="https://example.org/feed.xml", single=True)):
        if not is_address_of_page(text):
            path = table.path("feeds", text, item=number)
            if path:
                yield str(path)
        elif found := page_fault(text):
            table.fault("feeds", *found, item=number)
        else:
            yield text


def _plan(table: Table, config: Config) -> BuildPlan:
    return BuildPlan(
        formats=table.texts("formats", FORMATS, single=True) or config.formats,
        templates=template_names(table) or config.templates,
        selection=_selection(table),
        page_size=table.text("page_size", PAGE_SIZES) or config.page_size,
        marking=table.text("marking", example="TLP:AMBER") or config.marking,
        theme=table.file("theme") or config.theme,
        reference=table.file("reference") or config.reference,
        pdf_engine=table.text("pdf_engine", PDF_ENGINES) or config.pdf_engine,
        options=tuple(_options(table)),
        template_dirs=_template_dirs(table) or tuple(filter(None, [config.templates_dir])),
    )


def _template_dirs(table: Table) -> tuple[Path, ...]:
    texts = table.texts("templates_dir", example="templates", single=True)
    return tuple(
        path
        for number, text in enumerate(texts)
        if (path := table.path("templates_dir", text, item=number)) is not None
    )


def _options(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the options of templates as the command line writes them."""
    options = table.table("options")
    for name, value in options.values.items() if options else ():
        if isinstance(value, bool):
            yield name, "yes" if value else "no"
        elif isinstance(value, str | int) and options:
            yield name, str(value)
        elif options:
            options.fault(name, "is neither a text, a number, true nor false.", "Write one of these.")


def _selection(table: Table) -> Selection:
    since, until = table.day("since"), table.day("until")
    if since and until and since > until:
        table.fault("since", "is later than until.", "Swap the two days.")
    statuses = table.texts("status", [status.value for status in Status], single=True)
    return Selection(
        about=table.texts("about", example="Wang Yi", single=True),
        since=since,
        until=until,
        statuses=frozenset(map(Status, statuses)),
        min_sources=table.whole("min_sources") or 1,
    )


def _last_days(table: Table) -> int | None:
    if {"since", "last_days"} <= set(table.values):
        table.fault("last_days", "stands beside since.", "Keep one of the two.")
    return table.whole("last_days", most=_CENTURY)


def _schedule(table: Table) -> Schedule | None:
    cron, zone = table.text("schedule", example="30 7 * * 1-5"), _zone(table)
    if cron is not None:
        try:
            crontab.check(cron)
        except ValueError as error:
            remedy = 'Write minute, hour, day, month, day of week: schedule = "30 7 * * 1-5".'
            table.fault("schedule", f"is no cron expression: {error}.", remedy)
            return None
        if "zone" not in table.values:
            table.fault("schedule", "needs a zone.", 'Write zone = "Europe/Paris", or wherever you are.')
    elif zone and "schedule" not in table.values:
        table.fault("zone", "has no schedule.", 'Write schedule = "30 7 * * 1-5", or delete it.')
    return Schedule(cron=cron, zone=zone) if cron and zone else None


def _zone(table: Table) -> ZoneInfo | None:
    from zoneinfo import ZoneInfo, available_timezones

    name = table.text("zone", example="Europe/Paris")
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not there; a path; a folder of zones
        import difflib

        close = difflib.get_close_matches(name, sorted(available_timezones()), n=1)
        remedy = f"Did you mean {close[0]}?" if close else 'Write it as "Europe/Paris" or "UTC".'
        table.fault("zone", "is no time zone that is known.", remedy)
        return None


def _desks(table: Table) -> tuple[Desk, ...]:
    if {"recipients", "desks"} <= set(table.values):
        table.fault("recipients", "stands beside desks.", "Make it one of the desks, or drop the desks.")
    addresses = _addresses(table, "recipients")
    desks = [Desk(name=ONLY_DESK, addresses=addresses)] if addresses else []
    seen = {address.lower() for address in addresses}
    names: set[str] = set()
    for part in table.tables("desks"):
        part.check_keys(DESK_KEYS)
        name, theirs = _desk_name(part, names), _addresses(part, "addresses")
        if "addresses" not in part.values:
            part.fault("addresses", "is missing.", 'Write addresses = ["you@example.org"].')
        for number, address in enumerate(theirs):
            if address.lower() in seen:
                remedy = "Keep it in one of them, or it gets every mail twice."
                part.fault("addresses", "has somebody of another desk.", remedy, item=number)
        seen |= {address.lower() for address in theirs}
        if name and theirs:
            desks.append(Desk(name=name, addresses=theirs))
    return tuple(desks)


def _desk_name(table: Table, names: set[str]) -> str | None:
    name = table.text("name", example="foreign desk")
    if name is None:
        if "name" not in table.values:
            table.fault("name", "is missing.", 'Write name = "foreign desk".')
    elif name.casefold() in names:
        table.fault("name", "is that of another desk.", "Give each desk a name of its own.")
    else:
        names.add(name.casefold())
    return name


def _addresses(table: Table, key: str) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for number, text in enumerate(table.texts(key, example="you@example.org")):
        if is_mail_address(text):
            found.setdefault(text.lower(), text)
        else:
            remedy = 'Write the address alone, as in "you@example.org".'
            table.fault(key, "has an item that is no e-mail address.", remedy, item=number)
    return tuple(found.values())


def _health(table: Table) -> str | None:
    text = table.text("health", example="https://example.org/ping")
    found = page_fault(text) if text else None
    if found:
        table.fault("health", *found)
        return None
    return text
