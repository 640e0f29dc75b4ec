"""Quotes in the analysis: their words, speaker, meeting and parts."""

from __future__ import annotations

from hand_made import BRANDT, DAHL, TUESDAY, ZIELINSKI, analysed, article, met, person, quoted, reading

PAIR = [BRANDT, ZIELINSKI]


def test_the_words_are_those_of_the_article() -> None:
    found = analysed(reading("a1", PAIR, [], [quoted(0, at=7)]))
    assert found.quotes[0].text == article("a1").text[7:27]
    assert (found.quotes[0].start, found.quotes[0].end) == (7, 27)


def test_the_speaker_is_a_person_of_the_analysis() -> None:
    found = analysed(reading("a1", PAIR, [], [quoted(1)]))
    assert {p.id: p.name for p in found.people}[found.quotes[0].speaker or ""] == "Marek Zielinski"


def test_one_speaker_in_two_spellings_is_one_person() -> None:
    found = analysed(
        reading("a1", [person("Sergei Volkov")], [], [quoted(0)]),
        reading("a2", [person("Sergey Volkov")], [], [quoted(0)]),
    )
    assert len({q.speaker for q in found.quotes}) == 1


def test_a_quote_of_nobody_has_no_speaker() -> None:
    assert analysed(reading("a1", PAIR, [], [quoted()])).quotes[0].speaker is None


def test_a_quote_keeps_its_meeting() -> None:
    found = analysed(reading("a1", PAIR, [met(0, 1, times=[TUESDAY])], [quoted(0, 0), quoted(1, at=40)]))
    assert found.quotes[0].meeting == found.meetings[0].id
    assert found.quotes[1].meeting is None
    assert found.meetings[0].quotes == (found.quotes[0].id,)


def test_quotes_of_two_articles_gather_in_one_meeting() -> None:
    found = analysed(
        reading("a1", PAIR, [met(0, 1, times=[TUESDAY])], [quoted(0, 0)]),
        reading("a2", PAIR, [met(0, 1, times=[TUESDAY])], [quoted(1, 0)]),
    )
    assert found.meetings[0].quotes == tuple(q.id for q in found.quotes)


def test_a_later_part_names_the_earlier_one() -> None:
    found = analysed(reading("a1", PAIR, [], [quoted(0), quoted(0, at=40, continues=0)]))
    assert found.quotes[1].continues == found.quotes[0].id


def test_every_quote_has_an_id_of_its_own() -> None:
    found = analysed(
        reading("a1", PAIR, [], [quoted(0), quoted(0, at=40)]), reading("a2", [DAHL], [], [quoted(0)])
    )
    assert len({q.id for q in found.quotes}) == 3


def test_quotes_stand_in_the_order_of_articles_and_text() -> None:
    found = analysed(
        reading("a1", PAIR, [], [quoted(0), quoted(0, at=40)]), reading("a2", [DAHL], [], [quoted(0)])
    )
    assert [(q.article, q.start) for q in found.quotes] == [("a1", 0), ("a1", 40), ("a2", 0)]
