"""Who is who across articles: the actors of all readings put together as people."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.cluster.unions import Unions
from briefgen.model import Actor, ActorKind, Person, Reading, Role, RoleClaim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True)
class Registry:
    """All people, and who is who: ``of[reading index, actor index]`` is a person's id."""

    people: tuple[Person, ...]
    of: dict[tuple[int, int], str]

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """Return each person by their id."""
        return {person.id: person for person in self.people}

    @cached_property
    def countries(self) -> dict[str, str]:
        """Return the country for which each person speaks, where it is known."""
        return {p.id: p.country for p in self.people if p.country}


def identify(readings: Sequence[Reading]) -> Registry:
    """Put the actors of all readings together: the same full name, then unambiguous short forms."""
    keys = [(r, a) for r, reading in enumerate(readings) for a in range(len(reading.actors))]
    actors = [readings[r].actors[a] for r, a in keys]
    unions = Unions(len(actors))
    _join_full_names(actors, unions)
    _join_short_names(actors, unions)
    _join_organisations(actors, unions)
    _join_described(keys, actors, unions)
    people, of = [], {}
    taken: Counter[str] = Counter()
    for group in unions.groups():
        if all(actors[i].offices for i in group):  # described by an office only, and nobody known to bear it
            continue
        person = _person([(actors[i], readings[keys[i][0]].article) for i in group], taken)
        people.append(person)
        of.update({keys[i]: person.id for i in group})
    return Registry(tuple(people), of)


def _join_full_names(actors: Sequence[Actor], unions: Unions) -> None:
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, actor in enumerate(actors):
        parts = names.parts(actor.name)
        if actor.kind is ActorKind.PERSON and len(parts) > 1 and not actor.offices:
            for part in {parts[0], parts[-1]}:
                blocks[names.skeleton(part)[:4]].append(index)
    for block in blocks.values():
        _join_block(actors, block, unions)


def _join_block(actors: Sequence[Actor], block: Sequence[int], unions: Unions) -> None:
    representatives: dict[str, int] = {}
    index_of_names = _Names()
    for index in block:
        name = names.fold(actors[index].name)
        if name in representatives:
            unions.join(representatives[name], index)
            continue
        for other in index_of_names.like(actors[index].name):
            if names.same_full_name(actors[other].name, actors[index].name):
                unions.join(other, index)
                break
        representatives[name] = index
        index_of_names.add(actors[index].name, index)


class _Names:
    """Finds the names that may be the same as a given one, so that not all need be compared.

    Two full names are the same only if their last parts are, or one is the other turned
    round, or their letters are the same without spaces; see ``names.same_full_name``.
    """

    def __init__(self) -> None:
        self._places: dict[int, int] = {}
        self._holders: dict[tuple[str, str], list[int]] = defaultdict(list)

    def add(self, name: str, index: int) -> None:
        """Take in the name of the actor with this index."""
        self._places[index] = len(self._places)
        for key in self._keys(name, turned=False):
            self._holders[key].append(index)

    def like(self, name: str) -> list[int]:
        """Return the actors whose names may be the same, in the order in which they were added."""
        found = {index for key in self._keys(name, turned=True) for index in self._holders.get(key, ())}
        return sorted(found, key=self._places.__getitem__)

    def _keys(self, name: str, *, turned: bool) -> set[tuple[str, str]]:
        """Return what a name is found by; where one is looked for, its last part may be another's first."""
        first, *_, last = parts = names.parts(name)
        keys = {("last", trace) for trace in names.traces(last)}
        keys |= {("first", trace) for trace in names.traces(last if turned else first)}
        return keys | {("all", "".join(map(names.skeleton, parts)))}


def _join_short_names(actors: Sequence[Actor], unions: Unions) -> None:
    """Give a lone surname to the one person of the pile who bears it and whose country fits."""
    by_part: dict[str, set[int]] = defaultdict(set)
    for index, actor in enumerate(actors):
        parts = names.parts(actor.name)
        if actor.kind is ActorKind.PERSON and len({*parts}) > 1 and not actor.offices:
            for part in {parts[0], parts[-1]}:
                by_part[names.skeleton(part)].add(index)
    single: dict[str, int] = {}
    for index, actor in enumerate(actors):
        parts = names.parts(actor.name)
        if actor.kind is not ActorKind.PERSON or len({*parts}) != 1 or actor.offices:
            continue
        skeleton = names.skeleton(parts[0])
        bearers = [
            i for i in by_part[skeleton] if _called(actors[i], parts[0]) and _may_be_one(actors[i], actor)
        ]
        if len({unions.find(i) for i in bearers}) > 1:
            bearers = [i for i in bearers if _called_alone(actors[i], parts[0])]
        if len({unions.find(i) for i in bearers}) > 1:
            bearers = _of_office(actor, bearers, actors, unions) or bearers
        if len({unions.find(i) for i in bearers}) == 1:
            unions.join(bearers[0], index)
        elif not bearers:
            unions.join(single.setdefault(skeleton, index), index)


def _called(actor: Actor, part: str) -> bool:
    """Tell whether someone goes by a name part: their surname, or a form that an article uses."""
    return names.same_part(names.surname(actor.name), part) or _called_alone(actor, part)


def _called_alone(actor: Actor, part: str) -> bool:
    """Tell whether an article that names somebody in full also calls them by this one part."""
    forms = (names.parts(alias) for alias in actor.aliases)
    return any(len(form) == 1 and names.same_part(form[0], part) for form in forms)


def _of_office(actor: Actor, bearers: Sequence[int], actors: Sequence[Actor], unions: Unions) -> list[int]:
    """Return whoever of a surname most articles give the office that comes with it: "President Roe".

    Twice as many as give it to another of that name, since one article may mistake them.
    """
    offices = {claim.head for claim in actor.roles}
    counted = Counter(unions.find(i) for i in bearers if offices & {claim.head for claim in actors[i].roles})
    if not counted:
        return []
    (person, most), *rest = counted.most_common()
    return [i for i in bearers if unions.find(i) == person] if not rest or most >= 2 * rest[0][1] else []


def _may_be_one(one: Actor, other: Actor) -> bool:
    return one.country is None or other.country is None or one.country == other.country


def _join_organisations(actors: Sequence[Actor], unions: Unions) -> None:
    known: dict[str, int] = {}
    for index, actor in enumerate(actors):
        if actor.kind is ActorKind.ORGANISATION:
            key = names.fold(actor.name).removeprefix("the ")
            unions.join(known.setdefault(key, index), index)


def _join_described(keys: Sequence[tuple[int, int]], actors: Sequence[Actor], unions: Unions) -> None:
    """Find who "the Chinese president" of an article is: the one person it names who bears that office anywhere."""
    claims: dict[int, list[RoleClaim]] = defaultdict(list)
    countries: dict[int, set[str]] = defaultdict(set)
    in_article: dict[int, set[int]] = defaultdict(set)
    for index, actor in enumerate(actors):
        if actor.kind is ActorKind.PERSON and not actor.offices:
            claims[unions.find(index)] += actor.roles
            countries[unions.find(index)] |= {actor.country} if actor.country else set()
            in_article[keys[index][0]].add(unions.find(index))
    for index, actor in enumerate(actors):
        if actor.offices:
            fitting = [
                p
                for p in sorted(in_article[keys[index][0]])
                if any(_bears(c, actor, countries[p]) for c in claims[p])
            ]
            if len(fitting) == 1:
                unions.join(fitting[0], index)


def _bears(claim: RoleClaim, described: Actor, countries: set[str]) -> bool:
    """Tell whether an office that somebody of some country holds is the described one.

    An office told without its country is of the one country that its bearer is said to be of.
    """
    wanted = set(described.roles[0].kinds)
    same_kinds = wanted <= set(claim.kinds) and not ({"vice", "deputy", "former"} & set(claim.kinds) - wanted)
    country = described.country == claim.country or (
        claim.country is None and countries == {described.country}
    )
    return claim.head in described.offices and same_kinds and country


def _person(group: Sequence[tuple[Actor, str]], taken: Counter[str]) -> Person:
    group = [(actor, article) for actor, article in group if not actor.offices]
    name = best_name([actor for actor, _ in group])
    digest = hashlib.sha256(names.fold(name).encode()).hexdigest()[:8]
    taken[digest] += 1
    suffix = f"-{taken[digest]}" if taken[digest] > 1 else ""
    aliases = {alias for actor, _ in group for alias in (actor.name, *actor.aliases)} - {name}
    return Person(
        id=f"p{digest}{suffix}",
        name=name,
        kind=group[0][0].kind,
        aliases=tuple(sorted(aliases)),
        roles=tuple(_roles(group)),
        country=_most_common(actor.country for actor, _ in group),
    )


def best_name(actors: Iterable[Actor]) -> str:
    """Return the name to show: a full one, the most used, in the earliest spelling of equals."""
    counted: Counter[str] = Counter()
    for actor in actors:
        counted[actor.name] += max(1, len(actor.mentions)) if len(names.parts(actor.name)) > 1 else 0
    return min(counted, key=lambda n: (-counted[n], -len(names.parts(n)), n))


def _roles(group: Sequence[tuple[Actor, str]]) -> list[Role]:
    """Return the roles, each wording once, those given by most articles first."""
    claims = defaultdict(list)
    for actor, article in group:
        for claim in actor.roles:
            claims[names.fold(claim.title)].append((claim, article))
    roles = [
        Role(
            title=found[0][0].title,
            organisation=next((c.organisation for c, _ in found if c.organisation), None),
            country=next((c.country for c, _ in found if c.country), None),
            articles=tuple(dict.fromkeys(article for _, article in found)),
            evidence=tuple(dict.fromkeys(c.span for c, _ in found)),
        )
        for found in claims.values()
    ]
    return sorted(roles, key=lambda r: (-len(r.articles), -len(r.evidence), r.evidence[0]))


def _most_common(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v)
    return min(counted, key=lambda v: (-counted[v], v)) if counted else None
