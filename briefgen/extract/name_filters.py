"""What looks like a name of a person and is none, or is more or less than one."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.extract import lexicon
from briefgen.extract.gazetteer import find_city
from briefgen.extract.given_names import is_given_name
from briefgen.extract.name_groups import NameMention
from briefgen.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from briefgen.extract.passages import Passage


PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "inside", "across", "around", "off"})
PERSON_PREPOSITIONS = frozenset({"by", "with", "from", "to", "of", "for", "about", "on", "against"})
PERSON_DEPENDENCIES = frozenset(
    {"nsubj", "nsubjpass", "dobj", "dative", "appos", "agent", "poss", "conj", "attr"}
)
SEPARATE_DASHES = frozenset({"-", "–"})


def filtered(passages: Sequence[Passage], found: Sequence[NameMention]) -> list[NameMention]:
    """Return the mentions that are people's, each with as many words as belong to it."""
    kept = _without_labels(passages, _without_headline_guesses(passages, found))
    kept = [piece for mention in kept for piece in _pieces(passages[mention.passage].doc, mention, kept)]
    kept = _without_modifiers(passages, _without_descriptions(passages, kept))
    return _without_places(passages, _widened(passages, kept))


def _without_labels(passages: Sequence[Passage], found: Sequence[NameMention]) -> list[NameMention]:
    """Leave out words in capitals that no mention has otherwise: "QUESTION:", "NERVOUS INVESTORS"."""
    written = {part for m in found if not m.text.isupper() for part in names.parts(m.text)}
    return [
        m
        for m in found
        if m.honorific
        or not m.text.isupper()
        or len(m.text) < 4
        or passages[m.passage].doc.text.isupper()
        or set(names.parts(m.text)) <= written
    ]


def _pieces(doc: Doc, mention: NameMention, found: Sequence[NameMention]) -> Iterator[NameMention]:
    """Split "Trump-Kim", written for two people, into its two names."""
    first, last = mention.start, mention.end - 1
    if last - first == 2 and doc[first + 1].text in SEPARATE_DASHES:
        double = f"{doc[first].text}-{doc[last].text}"
        apart = [m for m in found if double not in m.text.replace("–", "-") and not double.endswith(m.text)]
        others = {part for m in apart for part in names.parts(m.text)}
        if any(double in m.text.replace("–", "-") and m.text != mention.text for m in found):
            others = set()  # a double name: "Ada Tveit-Halvorsen"
        if {names.fold(doc[first].text), names.fold(doc[last].text)} <= others:
            yield NameMention(mention.passage, first, first + 1, doc[first].text)
            yield NameMention(mention.passage, last, last + 1, doc[last].text)
            return
    yield mention


def _without_headline_guesses(passages: Sequence[Passage], found: Sequence[NameMention]) -> list[NameMention]:
    """Leave out what looks like a name in a headline only because headlines capitalise their words.

    A headline's name must occur in the text below; where that has none of it, two words
    or more stand, and one alone only if nobody is named below.
    """
    below = {
        p for m in found if passages[m.passage].block.kind is not BlockKind.TITLE for p in names.parts(m.text)
    }
    return [
        m
        for m in found
        if passages[m.passage].block.kind is not BlockKind.TITLE
        or not (below & set(names.parts(m.text)) or (below and m.end - m.start == 1))
        or set(names.parts(m.text)) <= below
    ]


def _without_descriptions(passages: Sequence[Passage], found: Sequence[NameMention]) -> list[NameMention]:
    """Cut a capitalised word off that only begins the sentence: "Matchwinner Keane" is Keane."""
    uses = Counter(m.text for m in found)
    words = Counter(t.text for m in found for t in passages[m.passage].doc[m.start : m.end])
    surnames = {
        names.parts(m.text)[-1]
        for m in found
        if m.end - m.start > 1 and (is_given_name(names.parts(m.text)[0]) or not _opens_sentence(passages, m))
    }
    return [
        replace(m, start=m.start + 1, text=passages[m.passage].doc[m.start + 1 : m.end].text)
        if uses[m.text] == 1 and _is_described(passages, m, words, surnames)
        else m
        for m in found
    ]


def _is_described(
    passages: Sequence[Passage], mention: NameMention, words: Counter[str], surnames: set[str]
) -> bool:
    """Tell whether a mention is a known surname after a word that is used nowhere else in a name."""
    first = passages[mention.passage].doc[mention.start]
    if mention.end - mention.start != 2 or words[first.text] > 1 or is_given_name(first.text):
        return False
    return _opens_sentence(passages, mention) and names.parts(mention.text)[-1] in surnames


def _without_modifiers(passages: Sequence[Passage], found: Sequence[NameMention]) -> list[NameMention]:
    """Leave out lone words that only ever stand before a noun: "the Anfield crowd" names nobody."""
    sure = {
        names.fold(part)
        for m in found
        if m.honorific or m.end - m.start > 1 or not _modifies_noun(passages[m.passage].doc, m)
        for part in names.parts(m.text)
    }
    return [m for m in found if set(names.parts(m.text)) & sure]


def _modifies_noun(doc: Doc, mention: NameMention) -> bool:
    before = doc[mention.start - 1].lower_ if mention.start else ""
    after = doc[mention.end] if mention.end < len(doc) else None
    return (
        before in {"the", "a", "an"} and after is not None and after.pos_ == "NOUN" and after.text.islower()
    )


def _opens_sentence(passages: Sequence[Passage], mention: NameMention) -> bool:
    return bool(passages[mention.passage].doc[mention.start].is_sent_start)


# ── surnames of several words ────────────────────────────────────────────────


def _widened(passages: Sequence[Passage], found: Sequence[NameMention]) -> list[NameMention]:
    """Add the surnames of several words that full names end in: "Tveit-Halvorsen", "Van den Boogaard".

    They take the place of mentions of a part of them.
    """
    endings = _long_endings(passages, found)
    if not endings:
        return list(found)
    longest = max(map(len, endings))
    added: list[NameMention] = []
    for index, passage in enumerate(passages):
        covered = {i for m in found if m.passage == index for i in range(m.start, m.end)}
        words = [t.lower_ for t in passage.tokens]
        position = 0
        while position < len(words):
            sizes = range(longest, 1, -1)
            size = next((n for n in sizes if tuple(words[position : position + n]) in endings), 0)
            if size and _is_whole(passage.doc, position, position + size, covered):
                text = passage.doc[position : position + size].text
                added.append(NameMention(index, position, position + size, text))
            position += max(size, 1)
    return _replacing(found, added)


def _long_endings(passages: Sequence[Passage], found: Sequence[NameMention]) -> set[tuple[str, ...]]:
    """Return the surnames of more than one token: what follows a given name, to the name's end."""
    endings = set()
    for m in found:
        tokens = list(passages[m.passage].doc[m.start : m.end])
        starts = [k for k in range(1, len(tokens)) if tokens[k - 1].whitespace_]
        for k in starts:
            compound = any(t.text in SEPARATE_DASHES or t.lower_ in names.PARTICLES for t in tokens[k:])
            if len(tokens) - k > 1 and compound:
                endings.add(tuple(t.lower_ for t in tokens[k:]))
    return endings


def _is_whole(doc: Doc, start: int, end: int, covered: set[int]) -> bool:
    """Tell whether words stand for a person by themselves: no name goes on to their left or right."""
    if {start - 1, end} & covered or all(t.text.islower() for t in doc[start:end] if t.is_alpha):
        return False
    joined = start > 0 and doc[start - 1].text in SEPARATE_DASHES and not doc[start - 1].whitespace_
    goes_on = end < len(doc) and doc[end].text in SEPARATE_DASHES and not doc[end - 1].whitespace_
    return not joined and not goes_on


def _replacing(found: Sequence[NameMention], added: Sequence[NameMention]) -> list[NameMention]:
    inside = {(m.passage, i) for m in added for i in range(m.start, m.end)}
    kept = [m for m in found if (m.passage, m.start) not in inside]
    honorifics = {(m.passage, m.end): m for m in found if (m.passage, m.start) in inside}
    for m in added:
        part = honorifics.get((m.passage, m.end))
        kept.append(replace(m, honorific=part.honorific) if part is not None else m)
    return sorted(kept, key=lambda m: (m.passage, m.start))


# ── places ───────────────────────────────────────────────────────────────────


def _without_places(passages: Sequence[Passage], found: Sequence[NameMention]) -> list[NameMention]:
    """Leave out the lone words that only ever stand where a place would: "in Mokpo", "the Sahel"."""
    full = {part for m in found if m.end - m.start > 1 for part in names.parts(m.text)}
    titled = {names.fold(m.text) for m in found if m.honorific}
    lone = {names.fold(m.text) for m in found if m.end - m.start == 1} - full - titled
    uses: dict[str, list[Token]] = {word: [] for word in lone}
    for token in (t for passage in passages if lone for t in passage.tokens if t.text[0].isupper()):
        if (word := names.fold(token.text)) in uses:
            uses[word].append(token)
    places = {word for word, tokens in uses.items() if tokens and _is_place(tokens)}
    return [m for m in found if m.end - m.start > 1 or names.fold(m.text) not in places]


def _is_place(uses: Sequence[Token]) -> bool:
    """Tell whether a word is a place by where it stands, or a city that never acts as a person."""
    if any(token.dep_ == "pobj" and token.head.head.lower_ in {"mayor", "governor"} for token in uses):
        return True  # a city may act: "Mokpo keeps its promises"
    seated = any(token.dep_ == "pobj" and _is_seat(token.head) for token in uses)
    if seated or find_city(uses[0].text) is not None:
        return not any(_acts(token) for token in uses)
    placed = any(_stands_as_place(token) for token in uses)
    return placed and not any(_stands_as_person(token) for token in uses)


def _acts(token: Token) -> bool:
    """Tell whether a name does something, or something is done by, with or for its bearer."""
    if token.dep_ == "pobj":
        return token.head.lower_ in {"by", "with", "for"}
    return token.dep_ in {"nsubj", "agent"} and token.head.pos_ in {"VERB", "AUX"}


def _stands_as_place(token: Token) -> bool:
    before = token.nbor(-1).lower_ if token.i else ""
    return before == "the" or (token.dep_ == "pobj" and token.head.lower_ in PLACE_PREPOSITIONS)


def _is_seat(preposition: Token) -> bool:
    """Tell the "of" of "the village of Panmunjom"."""
    return preposition.lower_ == "of" and preposition.head.lemma_.lower() in seats()


@cache
def seats() -> frozenset[str]:
    """Return the nouns after whose "of" a place stands."""
    return frozenset(lexicon.load("places")["seats"]) | {
        "battle",
        "district",
        "harbour",
        "province",
        "region",
    }


def _stands_as_person(token: Token) -> bool:
    if token.i and token.nbor(-1).lower_ == "the":
        return False
    spoken_of = token.dep_ == "pobj" and token.head.lower_ in PERSON_PREPOSITIONS
    return spoken_of or (token.dep_ in PERSON_DEPENDENCIES and token.head.pos_ in {"VERB", "AUX", "NOUN"})
