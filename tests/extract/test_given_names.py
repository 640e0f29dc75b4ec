"""Which words are given names, and whose."""

from __future__ import annotations

import pytest

from briefgen.extract.given_names import chinese_surnames, gender_of_name, is_given_name


@pytest.mark.parametrize("name", ["Helen", "Sergey", "Ingrid", "María"])
def test_given_names_of_many_languages_are_known(name: str) -> None:
    assert is_given_name(name)


@pytest.mark.parametrize("word", ["Bridge", "Wednesday", "Tariff"])
def test_other_words_are_no_given_names(word: str) -> None:
    assert not is_given_name(word)


@pytest.mark.parametrize(("name", "gender"), [("Helen Marsh", "female"), ("Henrik Dahl", "male")])
def test_a_given_name_tells_the_gender(name: str, gender: str) -> None:
    assert gender_of_name(name) == gender


def test_a_surname_tells_no_gender() -> None:
    assert gender_of_name("Dahl") is None


def test_a_chinese_surname_in_front_tells_no_gender() -> None:
    assert "wang" in chinese_surnames()
    assert gender_of_name("Wang Wenbo") is None


def test_honorifics_are_looked_past() -> None:
    assert gender_of_name("Dr. Helen Marsh") == "female"
