"""Who said what, on sentences of every form in which news attributes words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from briefgen.extract.passages import Passage
from briefgen.extract.quotes import find_quotes
from briefgen.model import (
    Actor,
    ActorKind,
    Article,
    Block,
    BlockKind,
    QuoteKind,
    ReportedQuote,
)

Parse = Callable[[str], list[Passage]]

PEOPLE = {
    "Anna Berg": ("Anna Berg", "Berg", "BERG"),
    "Carl Dunn": ("Carl Dunn", "Dunn"),
    "Olaf Lund": ("Olaf Lund", "Lund"),
}
BODIES = {
    "Kremlin": ("Kremlin",),
    "TASS": ("TASS",),
    "Foreign Ministry": ("foreign ministry", "Foreign Ministry"),
}


@dataclass
class NamesOnly:
    """A cast that knows names and leaves pronouns to whoever asks."""

    text: str

    @property
    def actors(self) -> Sequence[Actor]:
        people = [Actor(name=name, kind=ActorKind.PERSON, aliases=PEOPLE[name]) for name in PEOPLE]
        return people + [Actor(name=n, kind=ActorKind.ORGANISATION, aliases=BODIES[n]) for n in BODIES]

    def at(self, start: int, end: int) -> int | None:
        for index, actor in enumerate(self.actors):
            for alias in actor.aliases:
                for match in re.finditer(rf"\b{re.escape(alias)}\b", self.text):
                    if match.start() < end and start < match.end():
                        return index
        return None

    def bearer_of_title(self, start: int, end: int) -> int | None:
        return None


@dataclass(frozen=True)
class Found:
    words: str
    kind: QuoteKind
    speaker: str | None
    quote: ReportedQuote


@pytest.fixture(scope="session")
def read(parse: Parse) -> Callable[..., list[Found]]:
    def read_text(text: str, kinds: dict[int, BlockKind] | None = None) -> list[Found]:
        passages = [
            Passage("a1", Block((kinds or {}).get(n, p.block.kind), p.block.start, p.block.end), p.doc)
            for n, p in enumerate(parse(text))
        ]
        article = Article(id="a1", path="a.txt", text=text, blocks=tuple(p.block for p in passages))
        cast = NamesOnly(text)
        quotes = find_quotes(article, passages, cast)
        assert [q.span for q in quotes] == sorted(q.span for q in quotes)
        return [
            Found(
                article.words(q.span), q.kind, None if q.speaker is None else cast.actors[q.speaker].name, q
            )
            for q in quotes
        ]

    return read_text


Read = Callable[..., list[Found]]


def with_marks(found: list[Found]) -> list[tuple[str, str | None]]:
    return [(f.words, f.speaker) for f in found if f.kind is not QuoteKind.INDIRECT]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The treaty stands,” Berg said.", "Anna Berg"),
        ("“The treaty stands,” said Berg.", "Anna Berg"),
        ("“The treaty stands,” said Anna Berg, the foreign secretary, who met Carl Dunn.", "Anna Berg"),
        ("“The treaty stands,” Berg, who met Carl Dunn on Monday, told reporters in Oslo.", "Anna Berg"),
        ("“The treaty stands,” added the chairman, Carl Dunn.", "Carl Dunn"),
        ("“The treaty stands!” Berg wrote on Monday.", "Anna Berg"),
        ("“Does the treaty stand?” asked Dunn.", "Carl Dunn"),
        ("Berg said: “The treaty stands.”", "Anna Berg"),
        ("Berg, who met Dunn in Oslo, said: “The treaty stands.”", "Anna Berg"),
        ("In a statement on Monday, Berg said, “The treaty stands.”", "Anna Berg"),
        ("Asked whether it was dead, Berg replied: “The treaty stands.”", "Anna Berg"),
        ("Anna Berg: “The treaty stands.”", "Anna Berg"),
        ("Berg was blunt: “The treaty stands.”", "Anna Berg"),
        ("The treaty, Berg said, is “a gift to our children”.", "Anna Berg"),
        ("“This, we could not and would not sign,” Berg told the crews.", "Anna Berg"),
        ("Dunn shot back that Berg “never met a treaty she liked”.", "Carl Dunn"),
        ("Berg spoke of “a treaty that will outlive us.” Dunn spoke of other matters.", "Anna Berg"),
        ("Berg told Dunn that the treaty was “a gift to our children”.", "Anna Berg"),
        ("Berg praised Dunn and said the treaty was “a gift to our children”.", "Anna Berg"),
        ("The treaty is “a gift to our children”, Berg said on Monday.", "Anna Berg"),
        ("Berg met Dunn, saying that the treaty was “a gift to our children”.", "Anna Berg"),
        ("Berg warned of “a long and costly winter”.", "Anna Berg"),
        ("Berg was quoted by TASS as saying that the treaty “will hold for years”.", "Anna Berg"),
        ("According to Berg, “the treaty will hold for years”.", "Anna Berg"),
        ("Ms Berg's spokesman, Olaf Lund, said she would “not comment on rumours”.", "Olaf Lund"),
        ("Dunn's remark that the plan was “a relic of the past” angered Berg.", "Carl Dunn"),
        ("The Foreign Ministry said it “regrets what happened in May”.", "Foreign Ministry"),
    ],
)
def test_speaker_in_the_same_sentence(read: Read, text: str, speaker: str) -> None:
    assert [s for _, s in with_marks(read(text))] == [speaker]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Berg was blunt. “We will not wait any longer.”", ["Anna Berg"]),
        ("Berg said the talks went well. “We agree on the main points.”", ["Anna Berg"]),
        ("The talks went well, Berg said. “We agree on the main points.”", ["Anna Berg"]),
        ("“We agree,” Berg told reporters. “There is more to do.”", ["Anna Berg", "Anna Berg"]),
        ("“We agree,” Berg told reporters.\n\n“There is more to do.”", ["Anna Berg", "Anna Berg"]),
        ("“We agree,” Berg said.\n\n“There is more to do,” she added.", ["Anna Berg", "Anna Berg"]),
        ("“We agree,” Berg said.\n\nShe added:\n\n“There is more to do.”", ["Anna Berg", "Anna Berg"]),
        ("“We agree,” Berg said. “So do we,” said Dunn.", ["Anna Berg", "Carl Dunn"]),
        ("Dunn left early.\n\n“We start.\n\n“We finish,” Berg said.", ["Anna Berg", "Anna Berg"]),
        ("In a statement, Berg said she left. “We regret it,” the statement said.", ["Anna Berg"]),
    ],
)
def test_speaker_from_the_sentences_before(read: Read, text: str, speakers: list[str]) -> None:
    assert [s for _, s in with_marks(read(text))] == speakers


def test_an_unnamed_speaker_is_not_the_person_named_before(read: Read) -> None:
    [found] = [
        f
        for f in read("Berg left Oslo. “There was no progress,” an official said.")
        if f.kind is QuoteKind.DIRECT
    ]
    assert (found.speaker, found.quote.speaker_text) == (None, "an official")


def test_he_told_someone_is_not_that_someone(read: Read) -> None:
    assert with_marks(read("“I will come to Oslo soon,” he told Dunn.")) == [
        ("I will come to Oslo soon,", None)
    ]


def test_a_quote_broken_by_its_cue_continues(read: Read) -> None:
    first, second = read("“First we talked,” Berg said, “and then we signed the paper.”")
    assert (first.quote.continues, second.quote.continues) == (None, 0)
    assert second.kind is QuoteKind.DIRECT


def test_paragraphs_of_one_quote_continue_each_other(read: Read) -> None:
    found = read("Berg said: “We start.\n\n“We go on.\n\n“We finish.”")
    assert [f.quote.continues for f in found] == [None, 0, 1]


def test_a_fragment_in_a_clause_is_mixed_and_a_sentence_is_direct(read: Read) -> None:
    kinds = [f.kind for f in read("Berg stressed “the importance of regular talks”. Dunn said: “We agree.”")]
    assert kinds == [QuoteKind.MIXED, QuoteKind.DIRECT]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “people's peace conference of Oslo” ended.",
        "Berg read “The Long Way Home” on the train.",
        "The programme, known as “partners for peace and progress”, began in May.",
        "Dunn spoke of a “thaw” in May.",
        "Berg did not say that the plan “was dead and buried”.",
        "Berg denied saying that the plan “was dead and buried”.",
    ],
)
def test_names_terms_and_denied_words_are_no_quotes(read: Read, text: str) -> None:
    assert with_marks(read(text)) == []


def test_short_words_right_beside_their_verb_are_a_quote(read: Read) -> None:
    assert with_marks(read("“Never,” said Dunn.")) == [("Never,", "Carl Dunn")]


@pytest.mark.parametrize(
    "text",
    [
        "“The treaty will hold,” Berg said, according to TASS.",
        "“The treaty will hold,” Berg said, TASS reported.",
        "TASS quoted Berg as saying: “The treaty will hold.”",
        "Berg was quoted by TASS as saying that the treaty “will hold for years”.",
    ],
)
def test_who_relays_is_kept_apart_from_who_spoke(read: Read, text: str) -> None:
    [found] = [f for f in read(text) if f.kind is not QuoteKind.INDIRECT]
    assert (found.speaker, found.quote.via) == ("Anna Berg", "TASS")


def test_the_outlet_spoken_to_relays_nothing(read: Read) -> None:
    assert read("“The treaty will hold,” Berg told TASS.")[0].quote.via is None


def test_words_of_speaker_and_cue_are_spans_of_the_article(read: Read) -> None:
    text = "“The treaty will hold,” said Anna Berg."
    quote = read(text)[0].quote
    assert quote.speaker_span is not None
    assert quote.cue_span is not None
    assert text[quote.speaker_span.start : quote.speaker_span.end] == quote.speaker_text == "Anna Berg"
    assert text[quote.cue_span.start : quote.cue_span.end] == quote.cue == "said"


def test_a_quotation_block_speaks_for_its_signature(read: Read) -> None:
    found = read("A post:\n\nWe build on trust. — Anna Berg", {1: BlockKind.QUOTATION})
    assert with_marks(found) == [("We build on trust.", "Anna Berg")]


def test_a_heading_that_repeats_a_quote_is_left_out(read: Read) -> None:
    text = "‘We build on mutual trust’\n\n“We build on mutual trust,” said Berg."
    assert with_marks(read(text, {0: BlockKind.HEADING})) == [("We build on mutual trust,", "Anna Berg")]


@pytest.mark.parametrize(
    ("text", "clause", "speaker"),
    [
        (
            "Berg said that the two sides would meet again in May.",
            "the two sides would meet again in May",
            "Anna Berg",
        ),
        ("Berg told reporters the talks had failed.", "the talks had failed", "Anna Berg"),
        ("The talks had failed in the end, Dunn said.", "The talks had failed in the end", "Carl Dunn"),
        ("According to Dunn, the talks had failed in Oslo.", "the talks had failed in Oslo", "Carl Dunn"),
        ("The talks had failed in Oslo, according to Dunn.", "The talks had failed in Oslo", "Carl Dunn"),
        (
            "Berg said the treaty was “a gift to our children”.",
            "the treaty was “a gift to our children”",
            "Anna Berg",
        ),
    ],
)
def test_a_reported_clause_is_an_indirect_quote(read: Read, text: str, clause: str, speaker: str) -> None:
    indirect = [(f.words, f.speaker) for f in read(text) if f.kind is QuoteKind.INDIRECT]
    assert indirect == [(clause, speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "Berg did not say that the talks had failed.",
        "Berg would say that the talks had failed.",
        "Berg stopped short of saying the talks had failed.",
        "Berg asked whether the talks had failed.",
        "It is said that the talks had failed.",
        "Berg met Dunn after the talks had failed.",
    ],
)
def test_what_nobody_stated_is_no_indirect_quote(read: Read, text: str) -> None:
    assert read(text) == []


def test_speeches_under_names_without_marks_are_no_quotes(read: Read) -> None:
    text = (
        "Anna Berg: Good afternoon. I said we would meet.\n\nCarl Dunn: Thank you. Berg said we are friends."
    )
    assert read(text) == []
