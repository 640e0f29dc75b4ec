from __future__ import annotations

import pycountry
import pytest

from briefgen.extract import lexicon
from briefgen.extract.nationalities import country_by_code, country_of, country_of_capital, is_country_name


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Russian", "Russia"),
        ("Russians", "Russia"),
        ("RUSSIA", "Russia"),
        ("Russian Federation", "Russia"),
        ("Russia's", "Russia"),
        ("the United States’", "United States"),
        ("Chinese", "China"),
        ("US", "United States"),
        ("U.S.", "United States"),
        ("American", "United States"),
        ("British", "United Kingdom"),
        ("UK", "United Kingdom"),
        ("EU", "European Union"),
        ("North Koreans", "North Korea"),
        ("South Korean", "South Korea"),
        ("Turkish", "Turkey"),
        ("Türkiye", "Turkey"),
        ("Palestinian", "Palestinian territories"),
        ("Danes", "Denmark"),
        ("Dutch", "Netherlands"),
        ("the Netherlands", "Netherlands"),
        ("Swiss", "Switzerland"),
        ("Nigerien", "Niger"),
        ("Nigerian", "Nigeria"),
        ("Dominican", "Dominican Republic"),
        ("Côte d'Ivoire", "Ivory Coast"),
        ("Soviet", "Soviet Union"),
    ],
)
def test_a_word_gives_its_country(word: str, country: str) -> None:
    assert country_of(word) == country


@pytest.mark.parametrize("word", ["us", "Us", "polish", "Korean", "European", "Washington", "", "the"])
def test_other_words_give_none(word: str) -> None:
    assert country_of(word) is None


@pytest.mark.parametrize(
    ("word", "country"),
    [
        ("Washington", "United States"),
        ("the Kremlin", "Russia"),
        ("Beijing", "China"),
        ("Kiev", "Ukraine"),
        ("Tokyo", "Japan"),
        ("Brussels", "European Union"),
        ("The Hague", "Netherlands"),
    ],
)
def test_a_seat_gives_its_country(word: str, country: str) -> None:
    assert country_of_capital(word) == country


def test_a_demonym_is_no_country_name() -> None:
    assert is_country_name("Britain")
    assert not is_country_name("British")


def test_every_country_has_a_name_without_a_comma() -> None:
    inverted = [c.alpha_2 for c in pycountry.countries if "," in (country_by_code(c.alpha_2) or ",")]
    assert set(inverted) <= {"BQ", "SH", "VG", "VI"}  # islands, whose names are lists


def test_every_code_of_the_lexicon_has_a_name() -> None:
    words = lexicon.load("nationalities")
    codes = {code for table in ("aliases", "demonyms", "seats") for code in words[table]}
    assert [code for code in sorted(codes) if country_by_code(code) is None] == []


def test_every_demonym_gives_its_own_country() -> None:
    wrong = [
        demonym
        for code, demonyms in lexicon.load("nationalities")["demonyms"].items()
        for demonym in demonyms
        if country_of(demonym) != country_by_code(code)
    ]
    assert wrong == []
