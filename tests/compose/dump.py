"""A plain-text view of a brief, for reading one over: ``python tests/compose/dump.py``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Brief, Citation, Fact, Statement


def marks(citations: tuple[Citation, ...]) -> str:
    return "".join(f"[{number}]" for number in dict.fromkeys(c.number for c in citations))


def line(statement: Statement) -> str:
    rule = f"  {{{statement.rule}}}" if statement.rule else ""
    return f"{statement.text} {marks(statement.citations)}{rule}"


def facts(title: str, rows: tuple[Fact, ...]) -> Iterator[str]:
    yield f"\n== {title}"
    yield from (f"{fact.label + ':':20} {line(fact.statement)}" for fact in rows)


def dump(brief: Brief) -> str:
    """Write all parts of a brief as text."""
    out = [f"# {brief.title}   <{brief.file_stem}>", *facts("Header", brief.header)]
    for title in ("bottom_line", "key_points", "gaps", "disagreements"):
        out += [f"\n== {title}", *(f"- {line(s)}" for s in getattr(brief, title))]
    out += facts("Details", brief.details)
    out += ["\n== Participants"]
    out += [
        f"{p.name} | {p.role} (as of {p.role_as_of}) | {p.side} | {p.attendance} {marks(p.citations)}"
        for p in brief.participants
    ]
    for topic in brief.topics:
        out += [f"\n== Topic: {topic.label} {marks(topic.citations)}", *map(line, topic.statements)]
    for position in brief.positions:
        out += [f"\n== Position: {position.side}", *map(line, position.statements)]
    out += ["\n== Quotations"]
    out += [
        f"“{q.text}” – {q.speaker}, {q.role}, via {q.via} [{q.citation.number}]" for q in brief.quotations
    ]
    out += ["\n== Chronology"]
    out += [f"{c.when}: {c.title} ({c.status}) {marks(c.citations)}" for c in brief.chronology]
    out += ["\n== Source summary", *map(line, brief.source_summary.statements), "\n== Sources"]
    out += [
        f"[{s.number}] {s.publisher}: {s.title}, {s.published}"
        + (f" (copy of {s.copy_of})" if s.copy_of else "")
        for s in brief.sources
    ]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    from norland import CASE, NOW, TALKS

    from briefgen.compose import compose_brief

    sys.stdout.write(dump(compose_brief(CASE, TALKS, now=NOW)))
