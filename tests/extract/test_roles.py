"""What an article says that someone is, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from told import BRANDT, HAUGEN, ZIELINSKI, tell

from briefgen.extract.roles import gender_of, head_of, kinds_of

if TYPE_CHECKING:
    from briefgen.model import RoleClaim


def claim(text: str, name: str) -> RoleClaim:
    (only,) = tell(text).actor(name).roles
    return only


def test_a_title_before_the_name_is_the_role() -> None:
    found = claim(f"{HAUGEN} left for Oslo.", "Ingrid Haugen")
    assert (found.title, found.country) == ("Norwegian Foreign Minister", "Norway")


def test_an_apposition_after_the_name_is_the_role() -> None:
    found = claim("Henrik Dahl, the foreign minister of Denmark, left for Oslo.", "Henrik Dahl")
    assert (found.title, found.country) == ("foreign minister of Denmark", "Denmark")


def test_an_apposition_with_a_possessor_names_the_country() -> None:
    assert (
        claim("Henrik Dahl, Denmark's foreign minister, left for Oslo.", "Henrik Dahl").country == "Denmark"
    )


def test_an_office_before_a_name_set_off_by_commas_is_the_role() -> None:
    assert (
        claim("The Danish foreign minister, Henrik Dahl, left for Oslo.", "Henrik Dahl").country == "Denmark"
    )


def test_a_complement_after_the_name_completes_the_title() -> None:
    found = claim("Foreign Minister Henrik Dahl of Denmark left for Oslo.", "Henrik Dahl")
    assert (found.title, found.country) == ("Foreign Minister of Denmark", "Denmark")


def test_an_office_of_a_country_before_a_name_set_off_by_commas_is_the_role() -> None:
    told = tell("The president of Poland, Marek Zielinski, met Henrik Dahl, the mayor of Aarhus, on Monday.")
    assert [r.title for r in told.actor("Marek Zielinski").roles] == ["president of Poland"]


def test_a_role_told_by_the_verb_to_be_is_read() -> None:
    found = claim("Marek Zielinski is the president of Poland. Zielinski left for Oslo.", "Marek Zielinski")
    assert found.country == "Poland"


def test_a_role_in_a_relative_clause_is_read() -> None:
    found = claim("Jean-Luc Moreau, who is the French president, left for Oslo.", "Jean-Luc Moreau")
    assert (found.title, found.country) == ("French president", "France")


def test_a_company_is_the_organisation_of_its_chief() -> None:
    text = "Maria Ferrante, chief executive of Olivetta, met Italian Economy Minister Carlo Neri in Rome."
    found = claim(text, "Maria Ferrante")
    assert (found.organisation, found.country) == ("Olivetta", None)


def test_a_company_before_the_title_is_the_organisation() -> None:
    found = claim("Volkswagen Chief Executive Paul Richter left for Oslo.", "Paul Richter")
    assert found.organisation == "Volkswagen"


def test_a_secretary_of_state_without_country_is_american() -> None:
    assert (
        claim("Secretary of State Rebecca Stone left for Geneva.", "Rebecca Stone").country == "United States"
    )


def test_state_is_no_organisation() -> None:
    assert claim("Secretary of State Rebecca Stone left for Geneva.", "Rebecca Stone").organisation is None


def test_a_council_is_the_organisation_of_its_secretary() -> None:
    text = "Adam Nowicki, secretary of the Security Council of Poland, left for Oslo."
    found = claim(text, "Adam Nowicki")
    assert (found.organisation, found.country) == ("Security Council of Poland", "Poland")


def test_the_description_of_another_person_is_no_role() -> None:
    told = tell(f"{BRANDT} met {ZIELINSKI}, the host.")
    assert all("Polish" not in role.title for role in told.actor("Klaus Brandt").roles)


def test_a_role_is_shown_by_its_words() -> None:
    told = tell(f"{HAUGEN} left for Oslo.")
    (role,) = told.actor("Ingrid Haugen").roles
    assert told.article.words(role.span) == "Norwegian Foreign Minister"


def test_someone_without_an_office_has_no_role() -> None:
    assert tell("Anna Kovacs left for Oslo.").actor("Anna Kovacs").roles == ()


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Russian Foreign Minister", "minister"),
        ("secretary of the Security Council", "secretary"),
        ("Vice President", "president"),
        ("Volta Institute", None),
    ],
)
def test_the_head_of_a_title_is_its_noun_of_office(title: str, head: str | None) -> None:
    assert head_of(title) == head


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("Deputy Foreign Minister", ("deputy", "foreign")),
        ("former U.S. secretary of state", ("former", "state")),
        ("Polish President", ()),
    ],
)
def test_the_kinds_of_a_title_tell_offices_apart(title: str, kinds: tuple[str, ...]) -> None:
    assert kinds_of(title) == kinds


@pytest.mark.parametrize(
    ("word", "gender"), [("Mrs.", "female"), ("Sir", "male"), ("Dr", None), (None, None)]
)
def test_some_titles_tell_the_gender(word: str | None, gender: str | None) -> None:
    assert gender_of(word) == gender


def test_what_someone_did_next_is_no_role() -> None:
    text = (
        "Brazil's environment minister, Ana Tavares, met the Dutch climate minister, Pieter Vos, on Monday."
    )
    told = tell(text)
    assert [role.title for role in told.actor("Ana Tavares").roles] == ["environment minister"]
    assert told.actor("Ana Tavares").country == "Brazil"


def test_an_office_before_a_courtesy_title_is_the_bearers() -> None:
    text = "The president received the Minister for Foreign Trade of Norway, Mr. Henrik Dahl, on Monday."
    assert claim(text, "Henrik Dahl").title == "Minister for Foreign Trade of Norway"


def test_the_field_of_a_minister_is_no_organisation() -> None:
    assert (
        claim("Henrik Dahl, minister for foreign trade, left for Oslo.", "Henrik Dahl").organisation is None
    )


def test_the_city_of_a_dateline_is_no_part_of_a_title() -> None:
    assert claim("WASHINGTON President Paul Richter left for Oslo.", "Paul Richter").title == "President"


def test_someone_elses_spokeswoman_is_not_the_subject() -> None:
    told = tell("Through his spokeswoman, Marek Zielinski said that he was reading the demands.")
    assert told.actor("Marek Zielinski").roles == ()


def test_an_institute_before_a_function_is_the_organisation() -> None:
    assert (
        claim("Northgate Institute scholar Paul Richter left.", "Paul Richter").organisation
        == "Northgate Institute"
    )


@pytest.mark.parametrize(
    ("words", "title", "country"),
    [
        ("Norwegian Ambassador to Denmark", "Norwegian Ambassador to Denmark", "Norway"),
        ("U.N. Special Envoy for Syria", "U.N. Special Envoy for Syria", None),
    ],
)
def test_to_whom_somebody_is_sent_is_part_of_the_title(words: str, title: str, country: str | None) -> None:
    found = claim(f"{HAUGEN} was accompanied by {words} Ketil Moen.", "Ketil Moen")
    assert found.title == title
    assert country is None or found.country == country


def test_a_message_to_somebody_is_no_part_of_a_title() -> None:
    found = claim("A letter from the minister to President Henrik Dahl was read out.", "Henrik Dahl")
    assert found.title == "President"
