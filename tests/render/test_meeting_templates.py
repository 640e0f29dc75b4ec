"""What the shipped templates say, in which order, and what they leave out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from render_samples import CREATED, said

from briefgen.model import Brief, Digest, Position, StatementKind
from briefgen.render import RenderError, to_document
from briefgen.render.document import CitationMark, Document, Heading, List, Paragraph, Section, Table, Text
from briefgen.render.outline import plain, walk
from briefgen.render.templates_filters import at_sentence, evidence, worth_listing


def document(subject: Brief | Digest) -> Document:
    template = "meeting-brief" if isinstance(subject, Brief) else "digest"
    return to_document(subject, template=template, created=CREATED)


def headings(subject: Brief | Digest, level: int = 2) -> list[str]:
    return [
        plain(block.children)
        for block in walk(document(subject).blocks)
        if isinstance(block, Heading) and block.level == level
    ]


def paragraphs(subject: Brief | Digest, role: str | None) -> list[Paragraph]:
    return [b for b in walk(document(subject).blocks) if isinstance(b, Paragraph) and b.role == role]


def sections(subject: Brief | Digest) -> dict[str | None, Section]:
    return {block.role: block for block in walk(document(subject).blocks) if isinstance(block, Section)}


def words(block: Section) -> str:
    return "\n".join(plain(b.children) for b in walk([block]) if isinstance(b, Heading | Paragraph))


def test_parts_stand_in_the_order_of_a_brief(brief: Brief) -> None:
    assert headings(brief) == [
        "Bottom line",
        "Key points",
        "Meeting details",
        "Participants",
        "Agenda and topics",
        "Positions by party",
        "Key quotations",
        "Where the sources disagree",
        "Gaps",
        "Chronology",
        "Source summary",
        "Sources and evidence",
    ]


def test_empty_parts_are_left_out_but_gaps_are_said(sparse_brief: Brief) -> None:
    assert headings(sparse_brief) == [
        "Bottom line",
        "Participants",
        "Gaps",
        "Source summary",
        "Sources and evidence",
    ]
    assert "No gap was found." in words(sections(sparse_brief)["gaps"])


def test_a_statement_carries_one_mark_a_source(brief: Brief) -> None:
    twice = replace(brief.bottom_line[1], citations=brief.bottom_line[1].citations * 2)
    shown = paragraphs(replace(brief, bottom_line=(twice,)), "bottom-line")[0]
    marks = [child.number for child in shown.children if isinstance(child, CitationMark)]
    assert marks == [1, 2]


def test_an_assessment_is_set_apart_and_says_its_rule(brief: Brief) -> None:
    shown = paragraphs(brief, "assessment")
    assert len(shown) == 1
    assert plain(shown[0].children).startswith("Assessment: The accounts")
    assert plain(shown[0].children).endswith("Basis: Two sides speak about one topic and share no wording.")


def test_reporting_is_never_labelled_an_assessment(brief: Brief) -> None:
    assert all(s.kind is StatementKind.REPORTING for s in brief.key_points)
    assert "Assessment" not in words(sections(brief)["key-points"])


def test_the_details_do_not_repeat_the_header(brief: Brief) -> None:
    assert "Place" not in words(sections(brief)["details"])
    assert "Place" in words(sections(brief)["header"])


def test_details_that_say_nothing_new_are_left_out(brief: Brief) -> None:
    assert "Meeting details" not in headings(replace(brief, details=brief.header))


def test_two_sides_stand_side_by_side(brief: Brief) -> None:
    tables = [b for b in walk(document(brief).blocks) if isinstance(b, Table) and b.role == "positions"]
    assert [len(table.head[0].cells) for table in tables] == [2]


def test_four_sides_stand_one_after_the_other(brief: Brief) -> None:
    sides = tuple(Position(side=f"Side {n}", statements=(said("They spoke."),)) for n in range(4))
    assert headings(replace(brief, positions=sides), 3) == ["Side 0", "Side 1", "Side 2", "Side 3"]


def test_a_role_names_the_day_of_its_source(brief: Brief) -> None:
    shown = words(sections(brief)["participants"])
    assert "foreign minister (as of 13 May 2031)" in shown
    assert "deputy minister\n" in shown


def test_a_quotation_keeps_speaker_and_relayer(brief: Brief) -> None:
    quotations = [b for b in walk(document(brief).blocks) if type(b).__name__ == "Quotation"]
    assert (
        plain(quotations[0].attribution)
        == "Ada Lind, foreign minister of Norland, quoted by Norland News Agency"
    )
    assert plain(quotations[0].blocks[0].children) == f"“{brief.quotations[0].text}”"


def test_a_source_says_what_is_not_known(brief: Brief) -> None:
    shown = words(sections(brief)["sources"])
    assert (
        "Ministers meet. Publisher not stated, publication date not stated. Same text as source 2." in shown
    )


def test_a_source_shows_twelve_figures_of_its_hash(brief: Brief) -> None:
    shown = words(sections(brief)["sources"])
    assert f"SHA-256: {brief.sources[0].content_hash[:12]}\n" in shown
    assert brief.sources[0].content_hash[:13] not in shown


def test_each_cited_sentence_stands_once_below_its_source(brief: Brief) -> None:
    sources = next(b for b in walk(document(brief).blocks) if isinstance(b, List) and b.role == "sources")
    below = [b for b in walk(sources.items[0].blocks) if isinstance(b, List) and b.role == "evidence"]
    sentences = [plain(item.blocks[0].children) for item in below[0].items]
    assert sorted(sentences) == sorted({c.sentence for c in evidence(brief)[1]})


def test_sentences_of_a_source_stand_in_the_order_of_the_article(brief: Brief) -> None:
    starts = [citation.start for citations in evidence(brief).values() for citation in citations[:1]]
    assert all(
        [c.start for c in citations] == sorted(c.start for c in citations)
        for citations in evidence(brief).values()
    )
    assert starts


def test_sources_that_are_not_numbered_upwards_are_refused(brief: Brief) -> None:
    with pytest.raises(RenderError, match="not numbered from 1"):
        document(replace(brief, sources=brief.sources[::-1]))


def test_the_date_is_readable_by_programs(brief: Brief) -> None:
    times = [
        child
        for block in walk(document(brief).blocks)
        if isinstance(block, Paragraph)
        for child in block.children
        if type(child).__name__ == "Time"
    ]
    assert times[0].datetime == "2031-05-12"
    assert times[0].children == (Text("Mon 12 May 2031"),)


def test_a_digest_lists_all_meetings_and_each_follows(digest: Digest) -> None:
    assert headings(digest) == [
        "Contents",
        "Overview",
        "Ada Lind and Otto Berg: talks in Port Alba",
        "Ada Lind and Sudmark officials: next round",
        "Source summary",
        "Sources and evidence",
    ]
    overview = next(b for b in walk(document(digest).blocks) if isinstance(b, Table) and b.role == "overview")
    assert len(overview.body) == len(digest.briefs)


def test_a_digest_of_nothing_can_be_written(digest: Digest) -> None:
    empty = replace(digest, briefs=(), sources=(), period=None)
    assert headings(empty) == ["Contents", "Overview", "Source summary"]


def test_a_text_fragment_holds_a_short_sentence_whole() -> None:
    assert at_sentence("https://a.example/x", "A well-known, short one.") == (
        "https://a.example/x#:~:text=A%20well%2Dknown%2C%20short%20one."
    )


def test_a_text_fragment_holds_the_ends_of_a_long_sentence() -> None:
    sentence = " ".join(f"w{n}" for n in range(20))
    assert at_sentence("https://a.example/x#part", sentence) == (
        "https://a.example/x#part:~:text=w0%20w1%20w2%20w3%20w4,w15%20w16%20w17%20w18%20w19"
    )


# ── options, readout, quotes ─────────────────────────────────────────────────


def made(brief: Brief, template: str, **options: str) -> Document:
    return to_document(brief, template=template, created=CREATED, options=options)


def headed(document: Document, level: int = 2) -> list[str]:
    blocks = walk(document.blocks)
    return [plain(b.children) for b in blocks if isinstance(b, Heading) and b.level == level]


def test_desk_slots_appear_only_when_asked_for_and_are_visibly_empty(brief: Brief) -> None:
    assert "For the desk" not in headed(made(brief, "meeting-brief"))
    asked = made(brief, "meeting-brief", desk_slots="yes")
    assert "For the desk" in headed(asked)
    slots = [plain(b.children) for b in walk(asked.blocks) if isinstance(b, Paragraph) and b.role == "desk"]
    assert slots == ["[for the desk]"] * 4


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"desk_slot": "yes"}, "has no option"),
        ({"desk_slots": "perhaps"}, "is yes or no"),
        ({"quotations": "-1"}, "is a number"),
    ],
)
def test_an_option_that_means_nothing_is_refused(brief: Brief, options: dict[str, str], message: str) -> None:
    with pytest.raises(RenderError, match=message):
        made(brief, "meeting-brief", **options)


def test_a_readout_has_its_parts(brief: Brief) -> None:
    assert headed(made(brief, "readout")) == [
        "Bottom line",
        "Participants",
        "What was discussed",
        "What each side said",
        "Key quotations",
        "Where the sources disagree",
        "Gaps",
        "Sources and evidence",
    ]


def test_a_readout_holds_no_more_than_asked_for(brief: Brief) -> None:
    assert "Key quotations" not in headed(made(brief, "readout", quotations="0"))


def test_quotations_stand_under_their_speakers(brief: Brief) -> None:
    speakers = list(dict.fromkeys(quotation.speaker for quotation in brief.quotations))
    assert headed(made(brief, "quotes")) == [*speakers, "Sources and evidence"]


def test_a_meeting_without_quotations_says_so(brief: Brief) -> None:
    document = made(replace(brief, quotations=()), "quotes")
    texts = [plain(b.children) for b in walk(document.blocks) if isinstance(b, Paragraph)]
    assert "The sources hold no quotation from this meeting." in texts


@pytest.mark.parametrize("template", ["readout", "quotes"])
def test_only_what_is_cited_stands_as_evidence(brief: Brief, template: str) -> None:
    document = made(brief, template)
    marks = {m.number for m in _marks(document)}
    listed = {
        int(item.id.removeprefix("source-"))
        for block in walk(document.blocks)
        if isinstance(block, List) and block.role == "sources"
        for item in block.items
        if item.id and any(isinstance(b, List) for b in item.blocks)
    }
    assert listed == marks


def _marks(document: Document) -> list[CitationMark]:
    found: list[CitationMark] = []
    for block in walk(document.blocks):
        for field in ("children", "attribution", "caption"):
            found += [child for child in getattr(block, field, ()) if isinstance(child, CitationMark)]
    return found


def test_sources_on_other_meetings_are_listed_where_they_are_cited(brief: Brief) -> None:
    first, *others = brief.sources
    sources = (first, *(replace(source, is_background=True) for source in others))
    assert worth_listing(sources, {1}) == (first,)
    assert worth_listing(sources, {2}) == sources[:2]
    assert worth_listing(brief.sources, {1}) == brief.sources
