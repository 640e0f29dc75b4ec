"""The samples as they are beside an earlier edition, which is invented like them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.model import BriefChanges, DigestChanges
from briefgen.render.sample import assessed, cite, said

if TYPE_CHECKING:
    from briefgen.model import Brief, Digest

_LAST_EDITION = "the last edition (articles up to Sun 11 May 2031)"


def changed(brief: Brief) -> Brief:
    """Return a brief with news since the last edition, and with what differs without news."""
    changes = BriefChanges(
        mark="Changed",
        since=_LAST_EDITION,
        summary=said("status: planned → held; 1 new quotation; 1 new source", cite(2, 2)),
        statements=(
            said("Status: planned → held.", cite(1, 0)),
            said(
                "New: Lind said: “We have agreed to finish the ferry treaty before the winter.”", cite(2, 2)
            ),
            said("New source: Norland News Agency (13 May 2031).", cite(2, 2)),
        ),
        retold=(
            assessed(
                "Place: Norland → Port Alba, Norland.", "No new article: the same ones are read differently."
            ),
        ),
    )
    return replace(brief, changes=changes)


def new(brief: Brief) -> Brief:
    """Return a brief of a meeting that the last edition does not have."""
    found = said("New: the last edition does not have this meeting.", cite(2, 5))
    changes = BriefChanges(
        mark="New",
        since=_LAST_EDITION,
        summary=said("not in the last edition", cite(2, 5)),
        statements=(found,),
        retold=(),
    )
    return replace(brief, changes=changes)


def unchanged(brief: Brief) -> Brief:
    """Return a brief of which no new article tells anything."""
    summary = assessed("nothing new", "No new article tells anything else of this meeting.")
    return replace(
        brief,
        changes=BriefChanges(mark="", since=_LAST_EDITION, summary=summary, statements=(), retold=()),
    )


def later_edition(digest: Digest) -> Digest:
    """Return a digest whose first meeting has changed, whose last is new, and one is gone."""
    first, *between, last = digest.briefs
    changes = DigestChanges(
        since=_LAST_EDITION,
        summary=assessed(
            "1 meeting new, 1 changed and 1 not found any more.",
            "New is what rests on an article that the last edition had not read.",
        ),
        gone=(
            assessed(
                "Fri 9 May 2031: Ada Lind and Ivo Strand (planned).",
                "No article that told of it is among the inputs any more.",
            ),
        ),
    )
    return replace(digest, briefs=(changed(first), *map(unchanged, between), new(last)), changes=changes)
