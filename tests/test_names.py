"""Comparing names of people."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefgen import names

WORDS = st.text(st.characters(codec="latin-1", categories=["Lu", "Ll"]), min_size=1, max_size=9)
NAMES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Łukasz Žižek", "lukasz zizek"),
        ("Søren  Ørsted", "soren orsted"),
        ("Jean-Luc Moreau", "jean luc moreau"),
        ("O'Brien", "obrien"),
        ("Dahl’s", "dahl"),
        ("J.T. Whitaker", "jt whitaker"),
        ("", ""),
    ],
)
def test_folding(name: str, folded: str) -> None:
    assert names.fold(name) == folded


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Mr. Henrik Dahl", ("henrik", "dahl")),
        ("Prof. Dr. Ingrid Haugen", ("ingrid", "haugen")),
        ("James T. Whitaker Jr.", ("james", "whitaker")),
        ("Klaus von Arnim", ("klaus", "von", "arnim")),
        ("Sir", ("sir",)),
        ("X", ("x",)),
        ("", ()),
    ],
)
def test_parts_are_without_honorifics_suffixes_and_initials(name: str, parts: tuple[str, ...]) -> None:
    assert names.parts(name) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei", "Sergey"),
        ("Nikolai", "Nikolay"),
        ("Zelensky", "Zelenskyy"),
        ("Mikhail", "Mihail"),
        ("Aleksandr", "Alexandr"),
        ("Kowalski", "Kovalsky"),
        ("Müller", "Muller"),
        ("Muhammad", "Muhamad"),
    ],
)
def test_transliterations_are_one_name_part(one: str, other: str) -> None:
    assert names.same_part(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("Dahl", "Dale"), ("Li", "Lu"), ("Brandt", "Brand"), ("Chen", "Cheng")]
)
def test_short_names_that_look_alike_are_two(one: str, other: str) -> None:
    assert not names.same_part(one, other)


def test_the_surname_is_the_last_part() -> None:
    assert names.surname("Dr. Ingrid Haugen Jr.") == "haugen"


def test_an_empty_name_has_no_surname() -> None:
    assert names.surname("") == ""


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Dahl", "Henrik Dahl"),
        ("Mr Dahl", "Henrik Dahl"),
        ("Liu", "Liu Wenbo"),
        ("von Arnim", "Klaus von Arnim"),
        ("James Whitaker", "James Thomas Whitaker"),
        ("Henrik Dahl", "Henrik Dahl"),
    ],
)
def test_short_forms(short: str, full: str) -> None:
    assert names.is_short_form(short, full)


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Thomas", "James Thomas Whitaker"),
        ("Henrik Dahl", "Dahl"),
        ("Dahl Henrik", "Henrik Olsen Dahl"),
        ("Lena Dahl", "Henrik Dahl"),
        ("", "Henrik Dahl"),
    ],
)
def test_other_parts_are_no_short_forms(short: str, full: str) -> None:
    assert not names.is_short_form(short, full)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sergei Volkov", "Sergey Volkov"),
        ("James Whitaker", "James Thomas Whitaker"),
        ("Bill Marsh", "William Marsh"),
        ("Liu Wenbo", "Wenbo Liu"),
        ("Jean-Luc Moreau", "Jean Luc Moreau"),
        ("Dr. Henrik Dahl", "Henrik Dahl Jr."),
        ("Kim Yong-chol", "Kim Yong Chol"),
        ("Park Ji-won", "Park Jiwon"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert names.same_full_name(one, other)
    assert names.same_full_name(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Helen Marsh", "David Marsh"),
        ("Henrik Dahl", "Henrik Olsen"),
        ("Dahl", "Henrik Dahl"),
        ("", ""),
        ("Liu Wenbo", "Liu Wenjing"),
    ],
)
def test_two_people(one: str, other: str) -> None:
    assert not names.same_full_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("Bill", "William"), ("Sergei", "Sergey"), ("Alex", "Alexander")])
def test_familiar_forms_of_a_given_name(one: str, other: str) -> None:
    assert names.same_given_name(names.fold(one), names.fold(other))


@example("\N{MATHEMATICAL BOLD FRAKTUR CAPITAL A}")
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert names.fold(names.fold(text)) == names.fold(text)


@given(NAMES)
def test_a_name_is_its_own_short_form(name: str) -> None:
    assert names.is_short_form(name, name)


@given(NAMES, NAMES)
def test_being_one_person_is_mutual(one: str, other: str) -> None:
    assert names.same_full_name(one, other) == names.same_full_name(other, one)


@given(NAMES)
def test_case_does_not_matter(name: str) -> None:
    assert names.skeleton(name.lower()) == names.skeleton(name)


@given(st.data())
def test_two_spellings_of_a_part_share_a_trace(data):
    one = data.draw(st.text("abcdeiknorstvyjhw", min_size=2, max_size=14))
    place, letters = data.draw(st.integers(0, 13)), data.draw(st.text("aeiknr", max_size=2))
    other = one[:place] + letters + one[place + 1 :]
    if other and names.same_part(one, other):
        assert names.traces(one) & names.traces(other)
