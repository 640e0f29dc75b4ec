"""What was talked about at a meeting."""

from __future__ import annotations

import pytest
from told import BRANDT, ZIELINSKI, tell

A, B = BRANDT, ZIELINSKI
MET = f"{A} met {B} in Warsaw on Wednesday."


@pytest.mark.parametrize(
    "text",
    [
        f"{A} met {B} in Warsaw to discuss border controls.",
        f"{A} held talks with {B} on border controls.",
        f"{MET} They discussed border controls.",
        f"{MET} The talks focused on border controls.",
        f"{MET} The two leaders talked about border controls.",
        f'{MET} "We need border controls," Brandt said.',
    ],
)
def test_what_is_said_to_be_discussed_is_a_topic(text: str) -> None:
    assert "border controls" in tell(text).labels()


def test_several_topics_are_kept_apart() -> None:
    told = tell(f"{A} met {B} to discuss border controls, gas prices and the rail link.")
    assert {"border controls", "gas prices", "rail link"} <= told.labels()


def test_topics_carry_their_sentence() -> None:
    told = tell(f"{MET} The talks focused on border controls.")
    (claim,) = [t for t in told.meeting.topics if t.label == "border controls"]
    assert "border controls" in told.article.words(claim.span)


@pytest.mark.parametrize(
    "word", ["Warsaw", "Klaus Brandt", "Brandt", "Polish President", "Wednesday", "talks"]
)
def test_who_where_and_when_are_no_topics(word: str) -> None:
    assert word not in tell(f"{MET} The talks focused on border controls.").labels()


def test_what_happens_elsewhere_is_no_topic() -> None:
    told = tell(f"{MET}\n\nA storm hit the Azores. Fishing boats were lost.")
    assert not any("storm" in label or "boats" in label for label in told.labels())


@pytest.mark.parametrize("word", ["ways", "issues", "matters", "efforts", "views"])
def test_hollow_nouns_are_no_topics(word: str) -> None:
    assert word not in tell(f"{MET} They discussed {word} and border controls.").labels()


def test_the_topics_of_two_meetings_are_kept_apart() -> None:
    told = tell(
        f"{A} met {B} in Warsaw on Tuesday to discuss border controls. On Wednesday Klaus Brandt met "
        "Danish Prime Minister Henrik Dahl in Berlin to discuss fishing quotas."
    )
    found = [told.labels(m) & {"border controls", "fishing quotas"} for m in told.meetings]
    assert found == [{"border controls"}, {"fishing quotas"}]


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("The two leaders discussed the return of remains.", "return of remains"),
        ("They exchanged views on the war in Ukraine.", "war in Ukraine"),
        ("Brandt raised the need for a ceasefire.", "ceasefire"),
        ("Brandt stressed the importance of human rights.", "human rights"),
        ("The talks focused on security issues.", "security"),
        ("Topics also included cocoa certification.", "cocoa certification"),
        ("The two discussed ticket prices, Brandt said.", "ticket prices"),
        ("They discussed Germany's trade with Poland.", "trade"),
    ],
)
def test_a_label_has_the_length_that_says_what_it_is_about(said: str, label: str) -> None:
    assert label in tell(f"{MET} {said}").labels()


@pytest.mark.parametrize("said", ["German support", "Polish hopes", "the Commerce Department"])
def test_what_says_nothing_of_its_own_is_no_topic(said: str) -> None:
    told = tell(f"{MET} Brandt welcomed {said} and raised border controls.")
    assert not any(said.rsplit(maxsplit=1)[-1] in label for label in told.labels())


def test_wordings_of_one_subject_share_their_key() -> None:
    told = tell(f"{MET} They discussed denuclearisation. Brandt warned of nuclear weapons tests.")
    assert {t.key for t in told.meeting.topics} >= {"nuclear"}


def test_the_war_joins_the_name_it_has_elsewhere() -> None:
    told = tell(f"{MET} They exchanged views on the war in Ukraine. Brandt said the war must end.")
    assert {t.key for t in told.meeting.topics} == {"ukraine"}


@pytest.mark.parametrize(
    ("said", "labels"),
    [
        ("They went over ticket prices and the rail link.", {"ticket prices", "rail link"}),
        ("The two spent the morning on land, cattle and forgiveness.", {"land", "cattle", "forgiveness"}),
        ("Fishing quotas and visa fees were taken up as well.", {"fishing quotas", "visa fees"}),
        ("The two agreed to resume ferry services.", {"ferry services"}),
        ("They discussed how to end the dock strike.", {"dock strike"}),
        ("The talks were dominated by the fate of the shipyard.", {"shipyard"}),
        ("They discussed issues ranging from Sudan to Taiwan.", {"Sudan", "Taiwan"}),
        ("They discussed shared challenges, including Yemen, Libya and Haiti.", {"Yemen", "Libya", "Haiti"}),
        ("Also on the agenda was the rail link.", {"rail link"}),
        ("On Taiwan, Brandt said that nothing had changed.", {"Taiwan"}),
        ("They conferred about Sudan and the African Union.", {"Sudan", "African Union"}),
        ("They cooperated on issues such as child trafficking.", {"child trafficking"}),
    ],
)
def test_what_was_discussed_is_told_in_many_ways(said: str, labels: set[str]) -> None:
    assert labels <= tell(f"{MET} {said}").labels()


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("They discussed the diplomatic, economic, and military aspects of the plan.", "aspects"),
        ("On Friday, Brandt said that nothing had changed.", "Friday"),
        ("Afterwards they spent an hour over ice cream.", "ice cream"),
    ],
)
def test_what_says_nothing_is_no_topic(said: str, label: str) -> None:
    assert not any(label in found for found in tell(f"{MET} {said}").labels())


def test_a_label_has_no_capital_from_its_sentence() -> None:
    assert "ferry services" in tell(f"{MET} Ferry services were discussed, too.").labels()


def test_a_deal_that_is_spoken_of_again_is_a_topic() -> None:
    told = tell(f"{MET}\n\nBrandt praised the ARGOS deal. The ARGOS deal has long been in doubt.")
    assert any("ARGOS" in label for label in told.labels())


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("They discussed grazing rights.", "grazing rights"),
        ("They discussed herders' rights.", "herders' rights"),
        ("They discussed rules for pesticides.", "rules for pesticides"),
        ("They discussed the Strait of Hormuz.", "Strait of Hormuz"),
        ("They discussed economic co-operation.", "economic co-operation"),
        ("They discussed the Nordic Stream pipeline.", "Nordic Stream pipeline"),
        ("They discussed acid rain.", "acid rain"),
        ("They had a long dialogue on AI.", "AI"),
        ("The pact covers clean fuels and a fund for young shipbuilders.", "fund for young shipbuilders"),
        ("Brandt presented his plan to rebuild the harbour mole.", "harbour mole"),
        ("Poland firmly supports the wheat quota.", "wheat quota"),
        ("The German side stressed the ferry tax.", "ferry tax"),
        (
            "The relationship between the two countries, cod and the Taiwan Strait were among the topics.",
            "Taiwan Strait",
        ),
    ],
)
def test_a_label_says_of_which_kind_its_subject_is(said: str, label: str) -> None:
    assert label in tell(f"{MET} {said}").labels()


@pytest.mark.parametrize(
    "said",
    [
        "Brandt voiced support for the Shanghai Cooperation Organization.",
        "They will coordinate efforts at the SCO.",
        "Brandt took over the rotating chairmanship of the Shanghai Cooperation Organisation.",
    ],
)
def test_an_international_body_is_one_topic_under_all_its_names(said: str) -> None:
    keys = {t.key for t in tell(f"{MET} {said}").meeting.topics}
    assert "shanghai cooperation organisation" in keys


@pytest.mark.parametrize(
    "said",
    [
        "They spoke as members of the United Nations.",
        "Brandt thanked the BRICS nations.",
        "They lunched at the Palace Hotel.",
        "A minister, Choe Nam Ok, who was there, said nothing.",
        "They left a note at https://example.org/rail for the press.",
    ],
)
def test_members_buildings_people_and_addresses_are_no_topics(said: str) -> None:
    found = " ".join(tell(f"{MET} {said}").labels())
    assert not any(w in found for w in ("United Nations", "BRICS", "Palace", "Choe", "example"))


def test_the_verb_of_a_headline_is_no_topic() -> None:
    told = tell(MET, title="Brandt puts off trip as balloon drifts across Poland")
    assert not any("drifts" in label for label in told.labels())


def test_what_is_told_of_other_meetings_people_is_no_topic() -> None:
    told = tell(
        f"{MET}\n\nOn Friday Norwegian Prime Minister Ingrid Haugen met Danish Prime Minister "
        "Henrik Dahl in Oslo. Concerns about a cod war followed the talks of Haugen and Dahl."
    )
    held = next(m for m in told.meetings if "Klaus Brandt" in told.who(m))
    assert not any("cod" in label for label in told.labels(held))


def test_what_could_be_said_of_any_meeting_is_not_sure() -> None:
    told = tell(f"{MET} They discussed bilateral relations and wheat tariffs.")
    weight = {t.label: t.weight for t in told.meeting.topics}
    assert weight["bilateral relations"] < weight["wheat tariffs"]


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("The group also discussed the vaccination of dock workers.", "vaccination of dock workers"),
        ("The delegations took stock of judicial reform and of fishing quotas.", "fishing quotas"),
        ("They signed a memorandum of cooperation on submarine cables.", "submarine cables"),
        ("Brandt raised the treatment of displaced people.", "treatment of displaced people"),
    ],
)
def test_what_the_account_speaks_of_is_a_topic(said: str, topic: str) -> None:
    assert topic in tell(f"{MET} {said}").labels()


@pytest.mark.parametrize("words", ["chocolate cake", "photo-op", "hotel suite"])
def test_meals_and_poses_are_no_topics(words: str) -> None:
    labels = tell(f"{MET} They shared a {words}. They discussed border controls.").labels()
    assert "border controls" in labels
    assert not any(set(words.split()) & set(label.split()) for label in labels)


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("They discussed border controls.", "border controls"),
        ("Brandt said that border controls would be eased.", "border controls"),
        ("Both sides stressed the border controls.", "border controls"),
        ("Analysts believe that border controls have hurt trade.", "border controls"),
        ('"Border controls have hurt trade," said Jan Kowal, a scholar in Prague.', "border controls"),
        ("Relations have suffered in recent years over border controls.", "border controls"),
        ("Brandt and the Swiss minister Nora Zeller had vowed to ease border controls.", "border controls"),
    ],
)
def test_only_what_is_said_to_be_spoken_of_at_the_meeting_was_discussed(said: str, topic: str) -> None:
    claims = {claim.label: claim.discussed for claim in tell(f"{MET} {said}").meeting.topics}
    assert claims.get(topic, False) is said.startswith(("They", "Brandt said", "Both"))


@pytest.mark.parametrize(
    ("said", "discussed"),
    [
        ("The two ministers did not discuss border controls.", False),
        ("They never discussed border controls, Brandt said.", False),
        ("Border controls were not discussed.", False),
        ("Border controls were not on the agenda.", False),
        ("They parted without discussing border controls.", False),
        ("They not only discussed border controls.", True),
        ("They did not discuss tariffs but discussed border controls.", True),
        ("They discussed border controls but did not settle anything.", True),
    ],
)
def test_what_was_not_discussed_is_not_told_as_discussed(said: str, discussed: bool) -> None:
    claims = {claim.label: claim.discussed for claim in tell(f"{MET} {said}").meeting.topics}
    assert claims.get("border controls", False) is discussed
