"""Who is meant by an office or a pronoun."""

from __future__ import annotations

import pytest
from told import BRANDT, DAHL, HAUGEN, ZIELINSKI, tell

from briefgen.model import ActorKind


def speaker(text: str, words: str = "It will open") -> str | None:
    return tell(f"{text} said.").speaker(words)


MET = f"{BRANDT} met {ZIELINSKI} in Warsaw on Wednesday."


@pytest.mark.parametrize(
    ("office", "bearer"),
    [
        ("the German chancellor", "Klaus Brandt"),
        ("the chancellor", "Klaus Brandt"),
        ("the German leader", "Klaus Brandt"),
        ("the Polish president", "Marek Zielinski"),
        ("the president", "Marek Zielinski"),
        ("the president of Poland", "Marek Zielinski"),
        ("Poland's president", "Marek Zielinski"),
    ],
)
def test_an_office_is_its_bearer(office: str, bearer: str) -> None:
    assert speaker(f'{MET} "It will open soon," {office}') == bearer


def test_the_office_of_another_country_is_nobody_of_the_article() -> None:
    assert speaker(f'{MET} "It will open soon," the French president') not in {
        "Klaus Brandt",
        "Marek Zielinski",
    }


def test_a_deputy_is_not_the_minister() -> None:
    text = f'{HAUGEN} left. "It will open soon," the Norwegian deputy foreign minister'
    assert speaker(text) != "Ingrid Haugen"


@pytest.mark.parametrize(
    "office", ["The secretary of state", "The U.S. secretary of state", "The top U.S. diplomat"]
)
def test_the_secretary_of_state_is_the_one_named_so(office: str) -> None:
    told = tell(
        "U.S. Secretary of State Rebecca Stone met Chinese Foreign Minister Liu Wenbo in Geneva. "
        f"{office} said the channel was open."
    )
    assert told.speaker("the channel was open") == "Rebecca Stone"


def test_a_top_diplomat_is_the_foreign_minister() -> None:
    told = tell(
        "U.S. Secretary of State Rebecca Stone met Chinese Foreign Minister Liu Wenbo in Geneva. "
        "China's top diplomat said the channel was open."
    )
    assert told.speaker("the channel was open") == "Liu Wenbo"


def test_a_chief_executive_is_the_one_named_so() -> None:
    told = tell(
        "Maria Ferrante, chief executive of Olivetta, met Italian Economy Minister Carlo Neri in Rome. "
        '"We will stay," the chief executive said. "That is good news for Ivrea," the minister said.'
    )
    assert told.speaker("We will stay") == "Maria Ferrante"
    assert told.speaker("That is good news") == "Carlo Neri"


def test_a_counterpart_beside_a_name_has_the_country() -> None:
    told = tell(f"{HAUGEN} met her Danish counterpart Henrik Dahl in Oslo.")
    assert told.actor("Henrik Dahl").country == "Denmark"
    assert told.who() == {"Ingrid Haugen", "Henrik Dahl"}


def test_a_counterpart_after_a_name_has_the_country() -> None:
    told = tell(
        "Marek Zielinski, the Polish president, met Jean-Luc Moreau, his French counterpart, on Monday."
    )
    assert told.actor("Jean-Luc Moreau").country == "France"


def test_a_counterpart_is_the_one_of_that_country_named_before() -> None:
    told = tell(f"{DAHL} arrived in Oslo. {HAUGEN} met her Danish counterpart on Monday.")
    assert told.who() == {"Ingrid Haugen", "Henrik Dahl"}


def test_someone_only_described_is_kept_as_an_office() -> None:
    told = tell(f"{BRANDT} met the Chinese president in Beijing on Wednesday.")
    (described,) = [a for a in told.reading.actors if a.offices]
    assert "president" in described.offices
    assert described.country == "China"
    (party,) = [p for p in told.meeting.parties if p.described is not None]
    assert (party.actor, party.side) == (None, "China")


@pytest.mark.parametrize(("pronoun", "who"), [("he", "Henrik Dahl"), ("she", "Ingrid Haugen")])
def test_a_pronoun_is_somebody_of_its_gender(pronoun: str, who: str) -> None:
    assert speaker(f'{HAUGEN} met {DAHL} in Oslo. "It will open soon," {pronoun}') == who


@pytest.mark.parametrize(("honorific", "pronoun"), [("Mrs", "she"), ("Mr", "he")])
def test_an_honorific_gives_the_gender(honorific: str, pronoun: str) -> None:
    other = {"Mrs": "Mr", "Mr": "Mrs"}[honorific]
    text = f'{honorific} Holloway met {other} Pryce on Monday. "It will open soon," {pronoun}'
    assert speaker(text) == "Holloway"


def test_a_pronoun_prefers_the_subject_before_it() -> None:
    assert speaker(f'{MET} "It will open soon," he') == "Klaus Brandt"


def test_a_pronoun_goes_on_with_who_was_speaking() -> None:
    text = f'{MET} "We are neighbours," Zielinski said. "It will open soon," he'
    assert speaker(text) == "Marek Zielinski"


def test_subject_and_object_of_one_verb_are_two_people() -> None:
    told = tell(f"{BRANDT} flew to Warsaw. {ZIELINSKI} met him at the airport on Wednesday.")
    assert told.who() == {"Klaus Brandt", "Marek Zielinski"}


def test_a_pronoun_in_the_place_of_the_subject_takes_part() -> None:
    told = tell(f"{BRANDT} flew to Warsaw. He met {ZIELINSKI} on Wednesday.")
    assert told.who() == {"Klaus Brandt", "Marek Zielinski"}


def test_an_institution_speaks_by_its_name() -> None:
    told = tell('"The talks were frank," the German foreign ministry said in a statement.')
    assert told.speaker("The talks were frank") == "German foreign ministry"
    assert told.actor("German foreign ministry").kind is ActorKind.ORGANISATION
    assert told.actor("German foreign ministry").country == "Germany"


def test_an_institution_is_taken_up_by_its_noun() -> None:
    told = tell('The German foreign ministry welcomed the news. "The talks were frank," the ministry said.')
    assert told.speaker("The talks were frank") == "German foreign ministry"


def test_an_unnamed_official_is_nobody() -> None:
    told = tell(f'{MET} "It was a good day," said a senior official.')
    assert told.quote("It was a good day").speaker is None
    assert told.quote("It was a good day").speaker_text == "a senior official"


def test_an_apposed_subject_is_who_spoke() -> None:
    told = tell(
        f'{HAUGEN} wanted a deal. Her Danish rival, Henrik Dahl, shook his head. "She moved a little," he said.'
    )
    assert told.speaker("She moved a little") == "Henrik Dahl"


def test_a_host_is_the_one_of_that_country() -> None:
    told = tell(
        f'{HAUGEN} met Ethiopia\'s Tesfaye Bekele on Monday. Her Ethiopian host was blunt: "We agreed on a price."'
    )
    assert told.speaker("We agreed on a price") == "Tesfaye Bekele"


def test_a_quoted_third_person_is_the_speaker() -> None:
    told = tell(
        f"{HAUGEN} telephoned {DAHL} on Monday. Her spokesman, Adam Nowicki, told reporters of it. "
        '"Bridges are kindness," he quoted her as telling the minister.'
    )
    assert told.speaker("Bridges are kindness") == "Ingrid Haugen"


def test_a_letter_speaks_for_whoever_wrote_it() -> None:
    told = tell(
        "The summit was scrapped in a letter. "
        f'"It is a pity to lose this meeting," Klaus Brandt wrote to {ZIELINSKI}.\n\n'
        'The letter swung between regret and menace. "You talk of your bridges too much," it said.'
    )
    assert told.speaker("You talk of your bridges") == "Klaus Brandt"


def test_nobody_is_quoted_as_naming_himself() -> None:
    told = tell(
        "Chinese President Liu Wenbo left on Monday. The president looked pleased.\n\n"
        '"My meeting with President Liu was a good one," the president wrote.'
    )
    assert told.quote("My meeting with President Liu").speaker is None


def test_a_subject_pronoun_is_none_of_those_its_clause_names() -> None:
    told = tell(f'{DAHL} met {BRANDT} in Oslo. "We grew up together," he said in reply to Brandt.')
    assert told.speaker("We grew up together") == "Henrik Dahl"
