"""Which of an article's names are one person: full names first, then short forms."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.extract.given_names import is_given_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in a passage: tokens ``start`` to ``end`` (half-open), without titles."""

    passage: int
    start: int
    end: int
    text: str
    honorific: str | None = None
    relative: bool = False  # named as somebody's sister, father, …: seldom called by the surname alone


@dataclass(slots=True)
class Cluster:
    """The mentions of one person while they are being put together."""

    name: str
    mentions: list[NameMention] = field(default_factory=list)

    @property
    def forms(self) -> Counter[str]:
        """Return how often each form of the name is used."""
        return Counter(mention.text for mention in self.mentions)


def group_names(mentions: Iterable[NameMention]) -> list[Cluster]:
    """Put the mentions that name one person together: full names first, short forms then."""
    clusters: list[Cluster] = []
    ordered = sorted(mentions, key=lambda m: (m.passage, m.start))
    for mention in ordered:
        if len(names.parts(mention.text)) > 1:
            _join_full(mention, clusters)
    placed = {(m.passage, m.start) for c in clusters for m in c.mentions}
    for mention in ordered:
        if (mention.passage, mention.start) not in placed:
            _join_short(mention, clusters)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: (m.passage, m.start))
    return sorted(clusters, key=lambda c: (c.mentions[0].passage, c.mentions[0].start))


def _join_full(mention: NameMention, clusters: list[Cluster]) -> None:
    for cluster in clusters:
        if names.same_full_name(mention.text, cluster.name) or (
            len(names.parts(cluster.name)) > 1
            and (
                names.is_short_form(mention.text, cluster.name)
                or names.is_short_form(cluster.name, mention.text)
            )
        ):
            cluster.mentions.append(mention)
            if len(names.parts(mention.text)) > len(names.parts(cluster.name)):
                cluster.name = mention.text
            return
    clusters.append(Cluster(mention.text, [mention]))


def _join_short(mention: NameMention, clusters: list[Cluster]) -> None:
    part = names.parts(mention.text)
    fitting = [c for c in clusters if part and names.is_short_form(mention.text, c.name)]
    fitting = fitting or [c for c in clusters if part and _is_first_surname(part[0], c.name)]
    if not fitting:
        clusters.append(Cluster(mention.text, [mention]))
        return
    by_surname = [c for c in fitting if names.same_part(names.parts(c.name)[-1], part[-1])]
    first_used = [c for c in fitting if names.same_part(names.parts(c.name)[0], part[-1])]
    # A part by which somebody is already called is that person's before it is another's given name.
    pool = by_surname or first_used or fitting
    if by_surname and first_used and len(pool) < len(fitting):
        called = [c for c in fitting if any(names.fold(f) == names.fold(mention.text) for f in c.forms)]
        pool = called or pool
    principal = [c for c in pool if not any(m.relative for m in c.mentions)]
    if not principal and _bears_own_office(mention, pool):
        clusters.append(Cluster(mention.text, [mention]))
        return
    pool = principal or pool
    titled = [c for c in pool if any(_same_title(mention, m) for m in c.mentions)]
    _meant(mention, titled or pool).mentions.append(mention)


def _same_title(one: NameMention, other: NameMention) -> bool:
    """Tell whether two names stand behind one title of office ("leader Kim"), which "Mr" is not."""
    return one.honorific == other.honorific is not None and one.honorific not in names.HONORIFICS


def _meant(mention: NameMention, clusters: list[Cluster]) -> Cluster:
    """Return who of several bearers is meant: the one just named, else the one called so already.

    An article that has used a surname for one person gives the full name of another again
    where it comes back to that one in a new paragraph.
    """
    nearest = _nearest(mention, clusters)
    if any(m.passage == mention.passage and m.start < mention.start for m in nearest.mentions):
        return nearest
    short = names.fold(mention.text)
    used = {id(c): sum(names.fold(m.text) == short for m in c.mentions) for c in clusters}
    return max(clusters, key=lambda c: (used[id(c)], c is nearest))


def _bears_own_office(mention: NameMention, relatives: Sequence[Cluster]) -> bool:
    """Tell "President Roe" from Ada Roe, of whom the article only says that she is his wife."""
    if mention.honorific is None or mention.honorific in names.HONORIFICS:
        return False
    return not any(m.honorific == mention.honorific for c in relatives for m in c.mentions)


def _is_first_surname(part: str, full: str) -> bool:
    """Tell the first of two surnames ("Fernández" of "Lucía Fernández Ortega") from a middle name."""
    many = names.parts(full)
    return len(many) == 3 and names.same_part(part, many[1]) and not is_given_name(part)


def _nearest(mention: NameMention, clusters: list[Cluster]) -> Cluster:
    """Return the cluster last named before the mention, else the one named first after it."""
    place = (mention.passage, mention.start)

    def distance(cluster: Cluster) -> tuple[int, int, int]:
        before = [m for m in cluster.mentions if (m.passage, m.start) <= place]
        if before:
            last = max((m.passage, m.start) for m in before)
            return (0, place[0] - last[0], place[1] - last[1])
        first = cluster.mentions[0]
        return (1, first.passage, first.start)

    return min(clusters, key=distance)
