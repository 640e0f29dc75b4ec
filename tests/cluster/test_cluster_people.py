"""Who is who across articles."""

from __future__ import annotations

from hand_made import (
    BRANDT,
    ZIELINSKI,
    analysed,
    body,
    described,
    met,
    names_of,
    office,
    person,
    reading,
    role,
)

from briefgen.cluster.people import best_name, identify
from briefgen.model import ActorKind


def people(*actors_of_articles: list) -> list[str]:
    registry = identify([reading(f"a{n}", actors) for n, actors in enumerate(actors_of_articles)])
    return [p.name for p in registry.people]


def test_one_name_in_two_articles_is_one_person() -> None:
    assert people([person("Klaus Brandt")], [person("Klaus Brandt")]) == ["Klaus Brandt"]


def test_spellings_of_one_name_are_one_person() -> None:
    assert len(people([person("Sergei Volkov")], [person("Sergey Volkov")])) == 1


def test_accents_and_order_do_not_tell_people_apart() -> None:
    assert len(people([person("Ján Novák")], [person("Jan Novak")], [person("Novak Jan")])) == 1


def test_a_lone_surname_is_the_only_person_of_that_surname() -> None:
    registry = identify([reading("a1", [person("Klaus Brandt")]), reading("a2", [person("Brandt")])])
    assert [p.name for p in registry.people] == ["Klaus Brandt"]
    assert registry.of[0, 0] == registry.of[1, 0]
    assert registry.people[0].aliases == ("Brandt",)


def test_a_lone_surname_that_two_people_bear_is_neither() -> None:
    registry = identify(
        [reading("a1", [person("Helen Marsh"), person("David Marsh")]), reading("a2", [person("Marsh")])]
    )
    assert registry.of[1, 0] not in {registry.of[0, 0], registry.of[0, 1]}


def test_a_lone_surname_of_another_country_is_another_person() -> None:
    registry = identify(
        [reading("a1", [person("Klaus Brandt", "Germany")]), reading("a2", [person("Brandt", "Norway")])]
    )
    assert registry.of[0, 0] != registry.of[1, 0]


def test_a_country_chooses_among_people_of_one_surname() -> None:
    pile = [
        reading("a1", [person("Helen Marsh", "Ireland"), person("David Marsh", "Canada")]),
        reading("a2", [person("Marsh", "Canada")]),
    ]
    registry = identify(pile)
    assert registry.of[1, 0] == registry.of[0, 1]


def test_the_same_surname_with_other_given_names_is_two_people() -> None:
    assert len(people([person("Helen Marsh")], [person("David Marsh")])) == 2


def test_a_given_name_alone_is_nobody_known() -> None:
    registry = identify([reading("a1", [person("Helen Marsh")]), reading("a2", [person("Helen")])])
    assert registry.of[0, 0] != registry.of[1, 0]


def test_a_surname_in_front_may_stand_alone_where_an_article_uses_it_so() -> None:
    registry = identify(
        [reading("a1", [person("Liu Wenbo", aliases=["Liu"])]), reading("a2", [person("Liu")])]
    )
    assert registry.of[0, 0] == registry.of[1, 0]


def test_lone_surnames_without_a_full_name_are_one_person() -> None:
    assert people([person("Brandt")], [person("Brandt")]) == ["Brandt"]


def test_an_organisation_is_one_whatever_its_article() -> None:
    assert people([body("the Volta Institute")], [body("Volta Institute")]) in (
        ["Volta Institute"],
        ["the Volta Institute"],
    )


def test_an_organisation_is_no_person_of_that_name() -> None:
    registry = identify([reading("a1", [person("Klaus Brandt")]), reading("a2", [body("Brandt")])])
    assert {p.kind for p in registry.people} == {ActorKind.PERSON, ActorKind.ORGANISATION}


def test_the_name_shown_is_the_one_used_most() -> None:
    actors = [person("Sergey Volkov"), person("Sergei Volkov"), person("Sergei Volkov"), person("Volkov")]
    assert best_name(actors) == "Sergei Volkov"


def test_roles_are_put_together_best_attested_first() -> None:
    pile = [
        reading("a1", [person("Klaus Brandt", "Germany", role("party leader"))]),
        reading("a2", [BRANDT]),
        reading("a3", [BRANDT]),
    ]
    (found,) = identify(pile).people
    assert [(r.title, r.articles) for r in found.roles] == [
        ("German Chancellor", ("a2", "a3")),
        ("party leader", ("a1",)),
    ]


def test_an_office_is_the_one_person_of_the_article_who_bears_it_by_another_article() -> None:
    unnamed = office("Polish president", "Poland", head="president")
    first = reading("a1", [person("Marek Zielinski"), BRANDT, unnamed], [met(1, described(2, "Poland"))])
    assert names_of(analysed(first, reading("a2", [ZIELINSKI]))) == {"Marek Zielinski", "Klaus Brandt"}


def test_an_office_that_nobody_is_known_to_bear_is_no_person() -> None:
    assert people([office("Polish president", "Poland", head="president"), BRANDT]) == ["Klaus Brandt"]


def test_an_office_of_another_country_is_not_its_bearer() -> None:
    unnamed = office("French president", "France", head="president")
    registry = identify([reading("a1", [ZIELINSKI, unnamed])])
    assert (0, 1) not in registry.of


def test_a_deputy_is_not_described_by_the_minister() -> None:
    deputy = person("Adam Nowicki", "Poland", role("Deputy Foreign Minister", "Poland", "deputy", "foreign"))
    unnamed = office("Polish foreign minister", "Poland", "foreign", head="minister")
    registry = identify([reading("a1", [deputy, unnamed])])
    assert (0, 1) not in registry.of


def test_two_people_of_one_name_get_two_ids() -> None:
    registry = identify([reading("a1", [person("Marsh", "Ireland"), person("Brandt"), body("Marsh")])])
    assert len({p.id for p in registry.people}) == len(registry.people)


def test_a_lone_surname_is_whom_other_articles_call_so() -> None:
    minister = person("Helen Marsh", aliases=["Marsh"])
    registry = identify([reading("a1", [minister, person("David Marsh")]), reading("a2", [person("Marsh")])])
    assert registry.of[1, 0] == registry.of[0, 0]


def test_a_name_said_twice_over_is_no_full_name() -> None:
    registry = identify([reading("a1", [person("Helen Marsh")]), reading("a2", [person("Marsh Marsh")])])
    assert registry.of[1, 0] == registry.of[0, 0]
