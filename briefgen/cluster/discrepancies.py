"""Discrepancies: where the accounts of one meeting give values that cannot all be true."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.model import Discrepancy, DiscrepancyValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.cluster.nodes import Node
    from briefgen.model import Interval, Span


def find_discrepancies(members: Sequence[Node]) -> tuple[Discrepancy, ...]:
    """Return the fields on which the accounts contradict one another, each with all values given."""
    fields = {"date": _dates(members), "place": _places(members)}
    return tuple(
        Discrepancy(
            field=field,
            values=tuple(
                DiscrepancyValue(value=value, evidence=tuple(dict.fromkeys(evidence)))
                for value, evidence in sorted(values.items())
            ),
        )
        for field, values in fields.items()
        if len(values) > 1
    )


def _dates(members: Sequence[Node]) -> dict[str, list[Span]]:
    """Return the days given, in ISO 8601, if two of them exclude one another."""
    dated = [(n, n.interval) for n in members if n.interval is not None]
    if all(a.overlaps(b) for _, a in dated for _, b in dated):
        return {}
    values: dict[str, list[Span]] = defaultdict(list)
    for node, interval in dated:
        values[iso(interval)].append(_sentence(node, node.expression.span if node.expression else None))
    return values


def _places(members: Sequence[Node]) -> dict[str, list[Span]]:
    """Return the cities given, if they lie in different countries or are two cities of one."""
    placed = [(n, n.report.place) for n in members if n.report.place is not None]
    cities = [(n, p) for n, p in placed if p.name != p.country and p.venue is None and not p.inferred]
    values: dict[str, list[Span]] = defaultdict(list)
    wordings: dict[str, str] = {}
    for node, place in cities:
        name = wordings.setdefault(names.fold(place.name), place.name)
        values[name].append(_sentence(node, place.span))
    return values


def iso(interval: Interval) -> str:
    """Return days in ISO 8601: one day, or the first and the last with a slash."""
    if interval.start == interval.end:
        return interval.start.isoformat()
    return f"{interval.start.isoformat()}/{interval.end.isoformat()}"


def _sentence(node: Node, span: Span | None) -> Span:
    """Return the mention that holds a span, else the span itself, else the first mention."""
    mentions = [m.span for m in node.report.mentions]
    if span is None:
        return mentions[0]
    return next((m for m in mentions if m.article == span.article and m.start <= span.start < m.end), span)
