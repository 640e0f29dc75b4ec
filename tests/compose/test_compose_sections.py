from __future__ import annotations

import dataclasses

from norland import (
    AFTER,
    CALL,
    CASE,
    COD,
    COPY,
    MET,
    NOW,
    QUOTES,
    TALKS,
    analysis,
    article,
    meeting,
    quote,
    span,
)

from briefgen.compose import BriefOptions, compose_brief
from briefgen.model import ActorKind, ArticleLink, Brief, DateFinding, QuoteKind, Status, Topic


def texts(statements: tuple[object, ...]) -> list[str]:
    return [statement.text for statement in statements]  # type: ignore[attr-defined]


def test_positions_stand_by_side_and_others_last(brief: Brief) -> None:
    assert [position.side for position in brief.positions] == ["Norland", "Sudmark", "Others"]


def test_indirect_words_are_the_articles_sentence(brief: Brief) -> None:
    assert texts(brief.positions[1].statements)[:2] == [
        "Norvik Courier: “Brask said that Sudmark was willing to share the cost.”",
        "Norvik Courier, of Brask: “He noted that the U.S. firm Harbor Inc. had offered to build the pier.”",
    ]


def test_the_parts_of_a_broken_quote_are_never_stitched(brief: Brief) -> None:
    assert texts(brief.positions[0].statements) == [
        "Lind said: “We will open the ferry line in June” … “The ports are ready.”"
    ]
    assert [entry.text for entry in brief.quotations[:2]] == [
        "We will open the ferry line in June",
        "The ports are ready.",
    ]


def test_copies_give_one_statement_with_both_citations(brief: Brief) -> None:
    assert {c.number for c in brief.positions[0].statements[0].citations} == {2, 3}


def test_a_speaker_without_side_has_no_position() -> None:
    people = tuple(dataclasses.replace(one, country=None) for one in CASE.people)
    brief = compose_brief(dataclasses.replace(CASE, people=people), TALKS, now=NOW)
    assert "Others" not in [position.side for position in brief.positions]


def test_a_country_that_speaks_stands_under_its_side() -> None:
    sudmark = dataclasses.replace(CASE.people[2], name="Sudmark", kind=ActorKind.ORGANISATION)
    people = (*CASE.people[:2], sudmark)
    brief = compose_brief(dataclasses.replace(CASE, people=people), TALKS, now=NOW)
    assert brief.positions[1].side == "Sudmark"
    assert brief.positions[1].statements[-1].text.startswith("Sudmark Daily: “A Sudmark ministry")


def test_who_relays_is_kept_apart_from_who_spoke() -> None:
    quotes = tuple(dataclasses.replace(one, via="Fjord Wire") for one in QUOTES if one.id == "q8")
    brief = compose_brief(dataclasses.replace(CASE, quotes=quotes), TALKS, now=NOW)
    assert brief.positions[0].statements[0].text == (
        "Brask said, according to Fjord Wire: “We have not agreed on a price”."
    )
    assert (brief.quotations[0].speaker, brief.quotations[0].via) == ("Oto Brask", "Fjord Wire")


def test_different_wordings_are_both_shown() -> None:
    other = quote("q10", COPY, "open the ferry line in June,", speaker="p1", meeting="m1")
    quotes = (QUOTES[0], other)
    brief = compose_brief(dataclasses.replace(CASE, quotes=quotes), TALKS, now=NOW)
    assert [entry.text for entry in brief.quotations] == [
        "We will open the ferry line in June",
        "open the ferry line in June",
    ]


def test_a_headline_does_not_repeat_the_quote_of_the_text() -> None:
    one = article("x", "‘Ready to open the line’", "“We are ready to open the line now,” Lind said.")
    quotes = (
        quote("q1", one, "Ready to open the line", speaker="p1"),
        quote("q2", one, "We are ready to open the line now,", speaker="p1"),
    )
    links = (ArticleLink(article="x", main=True),)
    met = dataclasses.replace(TALKS, articles=links, quotes=("q1", "q2"))
    brief = compose_brief(analysis(one, people=CASE.people, quotes=quotes), met, now=NOW)
    assert [entry.text for entry in brief.quotations] == ["We are ready to open the line now"]


def test_short_quotes_are_no_quotations() -> None:
    quotes = tuple(one for one in QUOTES if one.id == "q2")
    options = BriefOptions(min_words_in_quotation=5)
    case = dataclasses.replace(CASE, quotes=quotes)
    assert len(compose_brief(case, TALKS, now=NOW).quotations) == 1
    assert compose_brief(case, TALKS, now=NOW, options=options).quotations == ()


def test_indirect_words_are_no_quotations(brief: Brief) -> None:
    indirect = {one.text for one in QUOTES if one.kind is QuoteKind.INDIRECT}
    assert not indirect & {entry.text for entry in brief.quotations}


def test_a_broken_quote_that_continues_itself_ends() -> None:
    first, second = QUOTES[:2]
    quotes = (dataclasses.replace(first, continues="q2"), second)
    assert compose_brief(dataclasses.replace(CASE, quotes=quotes), TALKS, now=NOW).quotations


def test_topics_have_their_sentences_best_attested_first(brief: Brief) -> None:
    ferry, cod = brief.topics
    assert (ferry.label, cod.label) == ("Ferry line", "Cod quotas")
    assert cod.statements[0].text == "Norvik Courier: “The ministers also spoke about cod quotas.”"
    assert [citation.number for citation in cod.citations] == [2, 3]


def test_a_sentence_stands_under_one_topic_only() -> None:
    twin = dataclasses.replace(TALKS.topics[1], label="fish")
    brief = compose_brief(CASE, dataclasses.replace(TALKS, topics=(TALKS.topics[1], twin)), now=NOW)
    assert [len(topic.statements) for topic in brief.topics] == [1, 0]
    assert brief.topics[0].citations == brief.topics[1].citations


def test_topics_show_running_text_rather_than_headlines() -> None:
    topic = dataclasses.replace(TALKS.topics[0], discussed=(span(AFTER, "Lind and Brask meet"), MET))
    brief = compose_brief(CASE, dataclasses.replace(TALKS, topics=(topic,)), now=NOW)
    assert [s.citations[0].start for s in brief.topics[0].statements] == [MET.start]


def test_a_topic_without_sentence_is_left_out() -> None:
    bare = dataclasses.replace(TALKS.topics[0], evidence=(), discussed=())
    brief = compose_brief(CASE, dataclasses.replace(TALKS, topics=(bare,)), now=NOW)
    assert brief.topics == ()
    assert "What the meeting is about was not found in the sources." in texts(brief.gaps)


def test_disagreements_say_who_gives_what(brief: Brief) -> None:
    assert texts(brief.disagreements) == [
        "On the date, Norvik Courier (source 2) gives Tue 6 May 2031; Sudmark Daily gives Wed 7 May 2031."
    ]


def test_a_disagreement_needs_two_values_with_evidence() -> None:
    one = TALKS.discrepancies[0]
    bare = dataclasses.replace(one, values=(one.values[0], dataclasses.replace(one.values[1], evidence=())))
    brief = compose_brief(CASE, dataclasses.replace(TALKS, discrepancies=(bare,)), now=NOW)
    assert brief.disagreements == ()


def test_key_points_begin_with_how_the_status_changed(brief: Brief) -> None:
    assert brief.key_points[0].text == (
        "Planned according to Norvik Courier (source 1, 5 May 2031); held according to Norvik Courier"
        " (source 2, 7 May 2031) and Sudmark Daily (8 May 2031)."
    )


def test_key_points_repeat_neither_the_bottom_line_nor_each_other(brief: Brief) -> None:
    points = texts(brief.key_points)
    assert len(set(points)) == len(points) == 5
    assert not set(points) & set(texts(brief.bottom_line))


def test_key_points_leave_long_extracts_out() -> None:
    points = compose_brief(CASE, TALKS, now=NOW, options=BriefOptions(max_words_in_key_point=10)).key_points
    assert points
    assert all(len(point.text.split()) <= 10 for point in points)


def test_the_title_has_the_date_once(brief: Brief) -> None:
    assert brief.title == "Ada Lind – Oto Brask, Norvik, 6 May 2031"
    untitled = dataclasses.replace(TALKS, title="Ada Lind – Oto Brask, Norvik")
    assert compose_brief(CASE, untitled, now=NOW).title == brief.title


def test_a_silent_side_is_a_gap() -> None:
    quotes = tuple(one for one in QUOTES if one.speaker == "p1")
    brief = compose_brief(dataclasses.replace(CASE, quotes=quotes), TALKS, now=NOW)
    assert "No quote of a speaker for Sudmark was found, direct or indirect." in texts(brief.gaps)


def test_a_full_account_has_no_gaps(brief: Brief) -> None:
    assert brief.gaps == ()


def test_gaps_of_a_planned_meeting_without_date_and_place() -> None:
    bare = dataclasses.replace(TALKS, status=Status.PLANNED, date=DateFinding(text="Feb. 21-22"), place=None)
    found = texts(compose_brief(CASE, bare, now=NOW).gaps)
    assert "No report was found that the meeting took place." in found
    assert "No year was found in the sources; the words are “Feb. 21-22”." in found
    assert "No place was found in the sources." in found


def test_one_article_is_told_to_be_one() -> None:
    found = texts(compose_brief(CASE, CALL, now=NOW).gaps)
    assert "Only one article reports this meeting." in found


def test_copies_alone_are_told_to_be_one_text() -> None:
    links = tuple(link for link in TALKS.articles if link.article in ("a2", "a3"))
    found = texts(compose_brief(CASE, dataclasses.replace(TALKS, articles=links), now=NOW).gaps)
    assert "All 2 articles go back to one text." in found


def test_the_chronology_cites_its_own_source(brief: Brief) -> None:
    entry = brief.chronology[0]
    assert (entry.when, entry.title, entry.status) == ("April 2031", CALL.title, "held")
    assert [citation.number for citation in entry.citations] == [5]


def test_meetings_of_one_of_the_people_are_no_chronology() -> None:
    call = dataclasses.replace(CALL, participants=CALL.participants[:1])
    brief = compose_brief(dataclasses.replace(CASE, meetings=(TALKS, call)), TALKS, now=NOW)
    assert brief.chronology == ()


def test_the_header_says_when_information_ends(brief: Brief) -> None:
    facts = {fact.label: fact.statement.text for fact in brief.header}
    assert facts["Information cut-off"] == "Thu 8 May 2031"
    assert facts["Prepared"] == "Fri 9 May 2031, 08:30 UTC"
    assert facts["Sources"] == "4 articles (3 independent)"
    assert facts["Principals"] == "Ada Lind (Norland) and Oto Brask (Sudmark)"


def test_the_title_is_cited_with_its_date(brief: Brief) -> None:
    assert {citation.number for citation in brief.header[0].statement.citations} == {2}


def test_details_say_how_the_date_was_reached(brief: Brief) -> None:
    facts = {fact.label: fact.statement.text for fact in brief.details}
    assert facts["Basis of the date"] == "“Tuesday”, article published Wed 7 May 2031"


def test_the_source_summary_counts_originators(brief: Brief) -> None:
    summary = brief.source_summary
    assert (summary.articles, summary.originators) == (4, 3)
    assert texts(summary.statements)[1:] == [
        "Sources 2 and 3 carry the same text.",
        "Published Mon 5 – Thu 8 May 2031.",
    ]


def test_what_only_the_coverage_speaks_of_is_no_topic_of_the_meeting() -> None:
    around = dataclasses.replace(COD, discussed=())
    topics = tuple(around if topic.label == COD.label else topic for topic in TALKS.topics)
    meeting = dataclasses.replace(TALKS, topics=topics)
    brief = compose_brief(dataclasses.replace(CASE, meetings=(meeting,)), meeting, now=NOW)
    assert [topic.label for topic in brief.coverage] == ["Cod quotas"]
    assert "Cod quotas" not in [topic.label for topic in brief.topics]
    assert brief.coverage[0].citations
    assert "cod" not in " ".join(statement.text for statement in brief.bottom_line).lower()


def topics_of(*labels: tuple[str, int]) -> list[str]:
    """Return the topics shown of those with these labels, each said in so many sentences."""
    said = article("t", *(f"Sentence {n} told." for n in range(9)))
    spans = [span(said, f"Sentence {n} told.") for n in range(9)]
    given = tuple(
        Topic(label=label, aliases=(), evidence=tuple(spans[:count]), discussed=tuple(spans[:count]))
        for label, count in labels
    )
    met = meeting(mentions=(spans[0],), topics=given, articles=(ArticleLink(article="t", main=True),))
    return [topic.label for topic in compose_brief(analysis(said), met, now=NOW).topics]


def test_a_word_that_a_longer_topic_says_with_the_same_sentences_is_left_out() -> None:
    assert topics_of(("price of grain", 2), ("grain", 2)) == ["Price of grain"]
    assert topics_of(("price of grain", 1), ("grain", 2)) == ["Price of grain", "Grain"]
    assert topics_of(("grain", 1), ("price of wheat", 1)) == ["Grain", "Price of wheat"]


def test_a_single_word_that_is_said_once_gives_way_to_five_better_topics() -> None:
    five = [(f"cod quota {n}", 1) for n in range(4)] + [("herring", 2)]
    assert topics_of(*five, ("share", 1))[-1] == "Herring"
    assert topics_of(*five[1:], ("share", 1))[-1] == "Share"
