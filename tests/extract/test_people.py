"""Whose names stand in an article, and which of its names are one person."""

from __future__ import annotations

import pytest
from told import BRANDT, HAUGEN, ZIELINSKI, tell

from briefgen.model import ActorKind


def test_full_names_are_people() -> None:
    told = tell(f"{BRANDT} met {ZIELINSKI} in Warsaw.")
    assert told.people == ["Klaus Brandt", "Marek Zielinski"]


def test_a_name_carries_no_title() -> None:
    assert tell(f"{HAUGEN} left for Oslo.").people == ["Ingrid Haugen"]


@pytest.mark.parametrize(
    "reference", ["Brandt", "Mr Brandt", "Mr. Brandt", "Chancellor Brandt", "Herr Brandt", "Klaus Brandt"]
)
def test_a_surname_with_or_without_title_is_the_person_named_before(reference: str) -> None:
    told = tell(f"{BRANDT} met {ZIELINSKI} in Warsaw. {reference} said the bridge would open.")
    assert told.people == ["Klaus Brandt", "Marek Zielinski"]
    assert told.speaker("the bridge would open") == "Klaus Brandt"


def test_a_surname_is_the_person_named_in_full_only_later() -> None:
    told = tell(
        "Mr Dahl thanked Ms Haugen. Foreign Minister Henrik Dahl of Denmark had met "
        "Foreign Minister Ingrid Haugen of Norway on Monday."
    )
    assert told.people == ["Henrik Dahl", "Ingrid Haugen"]


def test_honorifics_alone_make_a_word_a_name() -> None:
    assert tell("Mrs Holloway met Mr Pryce on Monday.").people == ["Holloway", "Pryce"]


def test_a_knight_is_called_by_the_given_name() -> None:
    told = tell(
        "Sir Alan Pryce met Dame Judith Holloway on Monday. Sir Alan said the museum would stay open."
    )
    assert told.people == ["Alan Pryce", "Judith Holloway"]
    assert told.called("Alan Pryce") == {"Alan Pryce", "Alan"}


def test_a_surname_that_comes_first_is_the_short_form() -> None:
    told = tell("Chinese Foreign Minister Liu Wenbo arrived in Beijing. Liu said trade was growing.")
    assert told.people == ["Liu Wenbo"]
    assert told.called("Liu Wenbo") == {"Liu Wenbo", "Liu"}


def test_a_given_name_that_comes_last_can_stand_alone() -> None:
    told = tell(
        'Chinese Foreign Minister Liu Wenbo met Thomas Whitfield in Beijing. "Come again," Wenbo stressed.'
    )
    assert told.speaker("Come again") == "Liu Wenbo"


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Klaus von Arnim", "Von Arnim"),
        ("Pieter van den Heuvel", "Van den Heuvel"),
        ("Jean-Luc Moreau", "Moreau"),
        ("James T. Whitaker Jr.", "Whitaker"),
    ],
)
def test_particles_hyphens_initials_and_suffixes_belong_to_a_name(full: str, short: str) -> None:
    told = tell(f"Prime Minister {full} arrived in Oslo on Monday. {short} said the talks would go on.")
    assert told.people == [full]


def test_a_double_surname_is_shortened_to_its_first() -> None:
    told = tell("Spanish Prime Minister Lucía Fernández Ortega arrived in Oslo. Fernández thanked her hosts.")
    assert told.people == ["Lucía Fernández Ortega"]


def test_two_spellings_in_one_article_are_one_person() -> None:
    told = tell("President Sergei Volkov flew to Astana. Sergey Volkov said the gas would flow.")
    assert told.people == ["Sergei Volkov"]


def test_two_people_of_one_surname_stay_two() -> None:
    told = tell(
        "Prime Minister Helen Marsh met David Marsh in Dublin. Helen Marsh was late. David Marsh waited."
    )
    assert told.people == ["Helen Marsh", "David Marsh"]


def test_a_relative_is_not_the_person_whose_relative_he_is() -> None:
    told = tell("President Marek Zielinski stayed at home. Zielinski's son-in-law, Adam Krol, went to Paris.")
    assert told.people == ["Marek Zielinski", "Adam Krol"]


def test_a_headline_in_capitals_names_the_people_of_the_text() -> None:
    told = tell(f"{BRANDT} met {ZIELINSKI} in Warsaw.", title="BRANDT MEETS ZIELINSKI IN WARSAW")
    assert set(told.people) == {"Klaus Brandt", "Marek Zielinski"}


def test_capitalised_words_of_a_headline_are_no_people() -> None:
    told = tell(f"{BRANDT} spoke in Berlin.", title="Grand Coalition Holds Firm As Winter Nears")
    assert told.people == ["Klaus Brandt"]


def test_streets_and_mountains_are_no_people() -> None:
    assert tell("Anna Kovacs walked from Baker Street to Mount Elbert.").people == ["Anna Kovacs"]


def test_countries_and_capitals_are_no_people() -> None:
    assert tell("Norway and Jordan sent aid to Amman. Lima agreed.").people == []


def test_a_joined_pair_of_surnames_is_two_people() -> None:
    told = tell(
        "The Brandt-Zielinski summit opened in Warsaw. Chancellor Klaus Brandt of Germany and "
        "President Marek Zielinski of Poland smiled."
    )
    assert told.people == ["Klaus Brandt", "Marek Zielinski"]


def test_a_given_name_before_a_verb_of_meeting_makes_a_person() -> None:
    assert tell("Ingrid Haugen met Henrik Dahl in Oslo on Tuesday.").people == [
        "Ingrid Haugen",
        "Henrik Dahl",
    ]


def test_a_known_surname_is_a_name_whatever_the_model_takes_it_for() -> None:
    told = tell(
        f"{BRANDT} met {ZIELINSKI} in Warsaw on Tuesday to discuss border controls. On Wednesday Brandt met "
        "Danish Prime Minister Henrik Dahl in Berlin to discuss fishing quotas."
    )
    assert told.called("Klaus Brandt") == {"Klaus Brandt", "Brandt"}


def test_mentions_are_the_words_of_the_name() -> None:
    told = tell(f"{BRANDT} met {ZIELINSKI} in Warsaw. Brandt left.")
    assert [told.article.words(m) for m in told.actor("Klaus Brandt").mentions] == ["Klaus Brandt", "Brandt"]
    assert told.actor("Klaus Brandt").kind is ActorKind.PERSON


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Sunniva Bakke-Tveit", "Bakke-Tveit"),
        ("Samir El-Khoury", "El-Khoury"),
        ("Saskia van den Berghe", "Van den Berghe"),
        ("Faisal bin Nasser al-Harbi", "al-Harbi"),
    ],
)
def test_a_surname_of_several_words_keeps_them_all(full: str, short: str) -> None:
    told = tell(f'Foreign Minister {full} arrived in Oslo on Monday. "The talks were long," {short} said.')
    assert told.speaker("The talks were long") == full


def test_a_place_that_the_model_takes_for_a_person_is_none() -> None:
    told = tell(
        f"Crowds gathered in Mokpo on Tuesday. {HAUGEN} laid a wreath. The ferry had sailed from the Sahel."
    )
    assert told.people == ["Ingrid Haugen"]


def test_a_label_in_capitals_is_nobody() -> None:
    told = tell(f"QUESTION: Will you go to Paris?\n\n{HAUGEN} said that she would go to Paris.")
    assert told.people == ["Ingrid Haugen"]


def test_a_name_beside_an_office_is_a_name_whatever_the_model_takes_it_for() -> None:
    told = tell(
        f'{HAUGEN} left for Oslo. A South Korean lawmaker, Pyo Min-jae, said: "There is no harm in it."'
    )
    assert told.speaker("There is no harm in it") == "Pyo Min-jae"


def test_a_sister_is_not_called_by_the_surname() -> None:
    told = tell(
        "Kim Sung-ho met Moon Da-hae on Friday. His sister, Kim Yu-ra, poured the tea. "
        '"It was a long way," Kim said.'
    )
    assert told.speaker("It was a long way") == "Kim Sung-ho"


def test_a_small_word_is_nobody_though_a_name_ends_in_it() -> None:
    told = tell(
        "Foreign Minister Seo Jae-in met Vice Premier Chen He on Monday. In Busan it rained. He wanted peace."
    )
    assert told.people == ["Seo Jae-in", "Chen He"]
    assert not {"In"} & {alias for actor in told.reading.actors for alias in actor.aliases}


def test_a_shared_surname_means_whom_the_article_called_so_before() -> None:
    told = tell(
        "Kim Jong-su met President Ingrid Haugen on Monday. Mr Kim said that the bridge would open.\n\n"
        "The deputy minister, Kim Kye-ho, said that the road was bad.\n\nMr Kim said that the sea was calm."
    )
    assert told.speaker("the sea was calm") == "Kim Jong-su"


@pytest.mark.parametrize(
    "text",
    [
        "They signed it in the village of Khorvatin. Officials from Khorvatin left.",
        "Brandt flew to Limassol on Monday. The road to Limassol was closed.",
        "The General Assembly opens on Tuesday.",
    ],
)
def test_a_place_or_a_body_is_no_person(text: str) -> None:
    assert set(tell(f"{BRANDT} spoke on Sunday.\n\n{text}").people) == {"Klaus Brandt"}


def test_a_president_is_not_his_wife_though_only_she_is_named_in_full() -> None:
    told = tell("First Lady Ada Holloway opened a school. President Holloway met Mr Pryce in Oslo on Monday.")
    assert told.encounters == [{"Holloway", "Pryce"}]


def test_a_first_lady_is_meant_by_her_surname_where_nobody_else_bears_it() -> None:
    told = tell("First Lady Ada Holloway opened a school. Mrs Holloway met Mr Pryce in Oslo on Monday.")
    assert told.encounters == [{"Ada Holloway", "Pryce"}]


def test_a_surname_that_is_also_a_word_for_a_place_is_a_surname_before_a_given_name() -> None:
    assert tell(f"{BRANDT} met the minister, Park Min-seo, in Park Hotel.").people == [
        "Klaus Brandt",
        "Park Min-seo",
    ]


def test_a_king_at_the_beginning_of_a_text_is_a_person() -> None:
    assert tell("King Magnus Adolf received the guests.").people == ["Magnus Adolf"]


def test_a_city_that_has_a_mayor_is_none() -> None:
    told = tell('The Mayor of Mokpo, Kim Seung-ho, met Klaus Brandt. "Mokpo keeps its promises," he said.')
    assert "Mokpo" not in told.people
