"""How a meeting's status developed from article to article, and on whose word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.compose.evidence import reporting
from briefgen.compose.wording import STATUSES, capitalised, listed

if TYPE_CHECKING:
    from briefgen.compose.dossier import Dossier
    from briefgen.model import Span, Statement, Status, StatusReport

_MOST_OUTLETS = 3


def supporting(dossier: Dossier) -> tuple[Span, ...]:
    """Return the sentences that show the meeting's present status, newest first."""
    spans = [r.evidence for r in dossier.meeting.status_reports if r.status is dossier.meeting.status]
    return dossier.newest_first(spans) or dossier.mentions


def evidence_line(dossier: Dossier) -> Statement | None:
    """Say the present status and who reports it: "Held, according to X, 19 Sep 2023"."""
    status = dossier.meeting.status
    return _statement(dossier, [status])


def development(dossier: Dossier) -> Statement | None:
    """Say each status that was reported, oldest first; None if there was but one."""
    statuses = list(dict.fromkeys(report.status for report in _reports(dossier)))
    return _statement(dossier, statuses) if len(statuses) > 1 else None


def _statement(dossier: Dossier, statuses: list[Status]) -> Statement | None:
    reports = _reports(dossier)
    clauses = []
    spans: list[Span] = []
    for status in statuses:
        same = [report for report in reports if report.status is status]
        clauses.append(_clause(dossier, status, same))
        spans += [report.evidence for report in same]
    cited = dossier.book.cite(spans)
    if not cited:
        return reporting(capitalised(STATUSES[statuses[0]]), dossier.book.cite(dossier.mentions[:1]))
    return reporting(capitalised("; ".join(clauses)), cited)


def _reports(dossier: Dossier) -> list[StatusReport]:
    """Return the reports that can be cited, oldest first, one for each originator and status."""
    book = dossier.book
    known = [r for r in dossier.meeting.status_reports if book.citation(r.evidence)]
    known.sort(key=lambda r: book.numbers[r.evidence.article])
    firsts: dict[tuple[str, Status], StatusReport] = {}
    for report in known:
        firsts.setdefault((book.originals[report.evidence.article], report.status), report)
    return list(firsts.values())


def _clause(dossier: Dossier, status: Status, reports: list[StatusReport]) -> str:
    word = STATUSES[status]
    outlets = [dossier.book.dated_outlet(report.evidence.article) for report in reports]
    if not outlets:
        return word
    if len(outlets) > _MOST_OUTLETS:
        outlets = [*outlets[:_MOST_OUTLETS], f"{len(outlets) - _MOST_OUTLETS} more"]
    return f"{word} according to {listed(outlets)}"
