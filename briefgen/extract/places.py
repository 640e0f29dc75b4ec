"""Finding the places of an article: cities, countries, regions and venues, and how each is used.

A mention is *locative* where the sentence puts something there ("in Moscow", "flew to
Moscow", "the Moscow talks"), and a *metonym* where a seat stands for its government
("Moscow said").  Names are taken from the entities of the language model and checked
against the gazetteer; venues are known from ``lexicon/venues.toml``.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from briefgen.extract import lexicon
from briefgen.extract.gazetteer import capital_of, country_of_region, find_city
from briefgen.extract.nationalities import country_of, is_country_name
from briefgen.extract.placement import is_located, is_metonym, is_modifier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from briefgen.extract.gazetteer import City
    from briefgen.extract.passages import Passage
    from briefgen.model import Span

PlaceKind = Literal["city", "country", "region", "venue"]

REGION_BEATS_CITY_BELOW = 500_000
"""Inhabitants below which a name shared with a region of another country means the region."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A place as one sentence names it.

    ``name`` is the city where one is known, else the venue, the region or the country;
    ``country`` has its newspaper name; ``venue`` is the building in the article's words.
    ``dateline`` marks where the article was written, which need not be where
    something happened.
    """

    span: Span
    name: str
    country: str | None
    kind: PlaceKind
    venue: str | None = None
    locative: bool = False
    metonym: bool = False
    dateline: bool = False


@dataclass(frozen=True, slots=True)
class _Named:
    """What a name means, without its use in a sentence."""

    name: str
    country: str | None
    kind: PlaceKind
    venue: str | None = None


def find_places(passages: Sequence[Passage]) -> tuple[PlaceMention, ...]:
    """Return the places of an article in order, none overlapping another."""
    surnames = _surnames(passages)
    found: list[PlaceMention] = []
    for number, passage in enumerate(passages):
        taken: list[PlaceMention] = []
        for mention in _candidates(passage, surnames, may_open=number < 3):
            if all(mention.span.end <= o.span.start or o.span.end <= mention.span.start for o in taken):
                taken.append(mention)
        found.extend(sorted(taken, key=lambda mention: mention.span))
    return tuple(found)


def _candidates(passage: Passage, surnames: frozenset[str], *, may_open: bool) -> Iterator[PlaceMention]:
    """Yield mentions, those to be preferred first; they may overlap."""
    if may_open:
        yield from _datelines(passage)
    yield from _venues(passage)
    yield from _described(passage)
    yield from _spots(passage)
    named = (_mention(passage, part, surnames) for part in _names(passage))
    mentions = (mention for mention in named if mention is not None)
    yield from sorted(mentions, key=lambda mention: mention.span.start - mention.span.end)


def _surnames(passages: Sequence[Passage]) -> frozenset[str]:
    """Return the last names of people whom the article gives in full."""
    return frozenset(
        entity[-1].text
        for passage in passages
        for entity in passage.doc.ents
        if entity.label_ == "PERSON" and len(entity) > 1
    )


# -- datelines

_ACRONYM = r"(?:(?:[A-Z]\.){2}|(?:EU|UK|UN|US)\s)"
"""What a sentence may begin with behind a dateline that has lost its dash: "HAVANA U.S. President"."""

_DATELINE = re.compile(
    rf"\s*(?P<all>(?P<city>[A-Z][A-Z'’.-]*[A-Z.](?:\s(?!{_ACRONYM})[A-Z][A-Z'’.-]*[A-Z.])*)"
    r"(?:,\s+(?P<part>[A-Z][\w.]*(?:\s[A-Z][\w.]*)?))?)"
    rf"(?=\s*(?:\(|/|[-–—]|,\s+[A-Z][a-z]{{2,8}}\.?\s+\d|[A-Z][a-z]|\s{_ACRONYM}|\Z))"
)
_DATELINE_AGENCY = re.compile(
    r"\s*(?P<all>(?P<city>[A-Z][a-z]+(?:\s[A-Z][a-z]+)?))\s*(?=\([A-Z]|[-–—]{1,2}\s)"
)


def _datelines(passage: Passage) -> Iterator[PlaceMention]:
    """Yield the place of a dateline: "OSAKA, Japan —", "Washington (CNN)"."""
    text = passage.doc.text
    match = _DATELINE.match(text) or _DATELINE_AGENCY.match(text)
    if match is None:
        return
    city = match["city"]
    part = match.groupdict().get("part")
    named = _with_part(city.title() if city.isupper() else city, part) if part else _meaning(city.title())
    if named is None and part:  # "HIROSHIMA, Japan John Kerry on Monday": the dash is lost
        named = _with_part(city.title(), part.split()[0])
    if named is None or (named.kind == "country" and named.name == "United States"):
        return
    start, end = match.span("all")
    yield _place(passage.span(start, end), named, locative=True, dateline=True)


def _with_part(city: str, part: str) -> _Named | None:
    """Read "City, Region" or "City, Country"; the city need not be known."""
    country = _country_of_part(part, city)
    if country is None:
        return None
    region = country_of_region(city) == country and find_city(city, country) is None
    return _Named(city, country or None, "region" if region else "city")


def _country_of_part(part: str, city: str) -> str | None:
    """Return the country of what stands behind a city, "" if that lies in several."""
    region = country_of_region(part)
    if region and is_country_name(part):  # "Atlanta, Georgia" or "Tbilisi, Georgia"
        return (
            region if find_city(city, region) and not find_city(city, country_of(part)) else country_of(part)
        )
    if is_country_name(part):
        return country_of(part)
    return region


# -- venues


@functools.cache
def _venue_table() -> dict[str, dict[str, Any]]:
    return {name: entry for entry in lexicon.load("venues")["venue"] for name in entry["names"]}


@functools.cache
def _venue_pattern() -> re.Pattern[str]:
    names = sorted(_venue_table(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _venue(name: str, entry: dict[str, Any]) -> _Named:
    """Return what a venue's name means: its city where it stands in one."""
    country = entry.get("country")
    if "city" in entry:
        return _Named(entry["city"], country, "venue", name)
    if "kind" in entry:
        return _Named(entry["names"][0], country, entry["kind"])
    return _Named(name, country, "venue", name)


def _venues(passage: Passage) -> Iterator[PlaceMention]:
    """Yield the venues that the lexicon knows."""
    for match in _venue_pattern().finditer(passage.doc.text.replace("’", "'")):
        entry = _venue_table()[match[0]]
        part = passage.doc.char_span(*match.span(), alignment_mode="expand")
        named = _venue(match[0], entry)
        yield _place(passage.span(*match.span()), named, locative=is_located(part), metonym=is_metonym(part))


def _described(passage: Passage) -> Iterator[PlaceMention]:
    """Yield the places that are called by their country: "in the Russian capital", "in another Japanese city"."""
    for token in passage.tokens:
        if token.pos_ != "NOUN" or token.lower_ not in lexicon.load("places")["seats"]:
            continue
        words = [c for c in token.children if c.dep_ in {"amod", "compound", "nmod", "poss"}]
        country = next((found for word in words if (found := country_of(word.text))), None)
        named = None if country is None or _is_named(token) else _called_by(token.lower_, country)
        if named is not None:
            part = passage.doc[token.i : token.i + 1]
            yield _place(passage.span_of(token), named, locative=is_located(part), metonym=is_metonym(part))


def _spots(passage: Passage) -> Iterator[PlaceMention]:
    """Yield what is called by a name that is no city's: "at the Vostochny launch site", "at the Airbus plant".

    What kind of name it is doesn't matter, and language models guess it badly there.
    """
    words = lexicon.load("places")
    for token in passage.tokens:
        if token.pos_ != "NOUN" or token.dep_ != "pobj" or token.lower_ not in words["spots"]:
            continue
        first = token.i
        while first > 0 and passage.doc[first - 1].dep_ in {"compound", "nmod", "amod"}:
            first -= 1
        names = [t for t in passage.doc[first : token.i] if t.pos_ == "PROPN"]
        if not names or any(_meaning(t.text) or country_of(t.text) for t in names):
            continue
        part = passage.doc[names[0].i : token.i + 1]
        if is_located(passage.doc[token.i : token.i + 1]):
            yield _place(
                passage.span(part.start_char, part.end_char),
                _Named(part.text, None, "venue", part.text),
                locative=True,
            )


def _called_by(seat: str, country: str) -> _Named | None:
    if seat != "capital":
        return _Named(country, country, "country")
    capital = capital_of(country)
    return None if capital is None else _Named(capital, country, "city")


def _is_named(seat: Token) -> bool:
    """Tell whether a name stands beside the word for a place: "the Swiss city of Geneva"."""
    names = [c for c in seat.children if c.dep_ == "appos" or (c.dep_ == "prep" and c.lower_ == "of")]
    follows = seat.i + 1 < len(seat.doc) and seat.doc[seat.i + 1].pos_ == "PROPN"
    return bool(names) or follows


# -- names

_PLACES = frozenset({"GPE", "LOC", "FAC"})


def _names(passage: Passage) -> Iterator[DocSpan]:
    """Yield entities that name places, then proper names of which a preposition says so."""
    doc = passage.doc
    for entity in doc.ents:
        if entity.label_ in _PLACES:
            yield _trimmed(entity)
    for token in doc:
        if token.pos_ == "PROPN" and _should_be_place(token):
            start = token.i
            while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].head == token:
                start -= 1
            yield doc[start : token.i + 1]


def _should_be_place(token: Token) -> bool:
    """Tell whether a proper name that is no entity of a place stands where one would."""
    words = lexicon.load("places")
    if token.ent_type_ in {"DATE", "TIME"}:  # "in March"
        return False
    if token.dep_ == "pobj":
        of_place = token.head.lower_ == "of" and token.head.head.lemma_.lower() in words["seats"]
        known = token.ent_type_ != "PERSON" and find_city(token.text) is not None
        return (
            of_place
            or token.head.lower_ in words["in"]
            or (known and is_located(token.doc[token.i : token.i + 1]))
        )
    noun = token.head
    while noun.dep_ == "compound" and noun.head.i > noun.i:
        noun = noun.head
    before_event = token.dep_ == "compound" and noun.lemma_.lower() in {*words["events"], *words["seats"]}
    return before_event and token.ent_type_ not in {"PERSON", "ORG"} and find_city(token.text) is not None


def _trimmed(part: DocSpan) -> DocSpan:
    """Return an entity without its article and possessive."""
    start, end = part.start, part.end
    while end - start > 1 and part.doc[end - 1].tag_ in {"POS", "PUNCT"}:
        end -= 1
    while end - start > 1 and part.doc[start].lower_ in {"the", "a", "an"}:
        start += 1
    return part.doc[start:end]


def _mention(passage: Passage, part: DocSpan, surnames: frozenset[str]) -> PlaceMention | None:
    """Make a mention of a name where it means a place; join the region or country behind it."""
    located = is_located(part)
    if part.text in surnames and not located:
        return None
    behind = _behind(part)
    name = part.text.title() if part.text.isupper() and len(part.text) > 4 else part.text
    named = _with_part(name, behind.text) if behind is not None else None
    if named is None:
        behind, named = None, _meaning(name) or _unknown(part, located=located)
    if named is None:
        return None
    if named.kind == "country" and is_modifier(part) and find_city(name) is None:
        located = False  # "North Korea talks" are about it
    start, end = part.start_char, part.end_char if behind is None else _end_behind(behind)
    return _place(passage.span(start, end), named, locative=located, metonym=is_metonym(part))


def _behind(part: DocSpan) -> DocSpan | None:
    """Return the region or country that follows a city after a comma."""
    doc, comma = part.doc, part.end
    if comma + 1 >= len(doc) or doc[comma].text != "," or is_country_name(part.text):
        return None
    first = doc[comma + 1]
    entity = next((e for e in doc.ents if e.start <= first.i < e.end), None)
    behind = _trimmed(entity) if entity is not None else doc[first.i : first.i + 1]
    known = is_country_name(behind.text) or country_of_region(behind.text) is not None
    only_region = country_of_region(part.text) is not None and find_city(part.text) is None
    if only_region and not is_country_name(behind.text):
        return None  # "Xinjiang, Tibet and Hong Kong"
    return behind if known and not _in_list(part, behind) else None


def _end_behind(behind: DocSpan) -> int:
    """Return where "Quebec, Canada" ends behind a city, which may be after the region alone."""
    further = _behind(behind)
    return behind.end_char if further is None else further.end_char


def _in_list(part: DocSpan, behind: DocSpan) -> bool:
    """Tell whether two names stand side by side in a list: "London, Paris and Berlin"."""
    city = find_city(part.text)
    if city is None or find_city(part.text, _country_of_part(behind.text, part.text)) is not None:
        return False
    return city.population >= REGION_BEATS_CITY_BELOW or find_city(behind.text) is not None


def _meaning(text: str) -> _Named | None:
    """Return what a name means by itself: a region, a country or a city."""
    name = " ".join(text.split())
    region = country_of_region(name)
    if is_country_name(name) and name not in lexicon.load("places")["regions"]:
        return _Named(country_of(name) or name, country_of(name), "country")
    city = None if _is_acronym(name) else find_city(name)
    if city is not None and not _means_region(name, region, city):
        return _Named(name, city.country, "city")
    return None if region is None else _Named(name, region or None, "region")


def _is_acronym(name: str) -> bool:
    """Tell whether a name is an abbreviation: a town in India is called Un, but the UN is none."""
    return name.isupper() and len(name) <= 4


def _means_region(name: str, region: str | None, city: City) -> bool:
    """Tell whether a name that a region and a city share means the region ("Bali")."""
    if region is None:
        return False
    if name in lexicon.load("places")["regions"]:
        return True
    return region != city.country and city.population < REGION_BEATS_CITY_BELOW


_NAME = re.compile(r"[A-Z][^\W\d_]*[a-z][^\d]*")
"""A name with lower-case letters and no figures: "the G7" is no place."""


def _unknown(part: DocSpan, *, located: bool) -> _Named | None:
    """Take the language model's word for a place that the gazetteer lacks, if something is there."""
    kinds: dict[str, PlaceKind] = {"GPE": "city", "LOC": "region", "FAC": "venue"}
    kind = "venue" if _is_building(part) else kinds.get(part[0].ent_type_)
    if (
        kind is None
        and located
        and is_modifier(part)
        and part.root.head.lemma_.lower() not in lexicon.load("places")["events"]
    ):
        kind = "city"  # "the Panmunjom border village"
    if kind is None and located and part.root.head.lower_ == "of":
        kind = "city"  # "in the harbour of Marsaxlokk"
    if kind is None or not located or not _NAME.fullmatch(part.text):
        return None
    name = " ".join(part.text.split())
    return _Named(name, None, kind, name if kind == "venue" else None)


def _is_building(part: DocSpan) -> bool:
    """Tell whether a name is that of a building by its last word: "at Senate House"."""
    words = lexicon.load("places")["named_buildings"]
    before = part.root.head.lower_
    return len(part) > 1 and part[-1].lower_ in words and before in {"at", "in", "inside", "outside"}


def _place(
    span: Span, named: _Named, *, locative: bool, metonym: bool = False, dateline: bool = False
) -> PlaceMention:
    return PlaceMention(
        span=span,
        name=named.name,
        country=named.country,
        kind=named.kind,
        venue=named.venue,
        locative=locative,
        metonym=metonym and not locative,
        dateline=dateline,
    )
