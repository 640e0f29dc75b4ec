"""What looks like a name of a person and is none, or is more or less than one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.extract.name_groups import NameMention
from briefgen.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from briefgen.extract.passages import Passage


def _pieces(doc: Doc, mention: NameMention, found: Sequence[NameMention]) -> Iterator[NameMention]:
    """Split "Trump-Kim", written for two people, into its two names."""
    first, last = mention.start, mention.end - 1
    if last - first == 2 and doc[first + 1].text in {"-", "–"}:
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

    A headline's name must occur in the text below; where that has none of it, it stands.
    """
    below = {
        p for m in found if passages[m.passage].block.kind is not BlockKind.TITLE for p in names.parts(m.text)
    }
    return [
        m
        for m in found
        if passages[m.passage].block.kind is not BlockKind.TITLE
        or not below & set(names.parts(m.text))
        or set(names.parts(m.text)) <= below
    ]


def _without_descriptions(passages: Sequence[Passage], found: Sequence[NameMention]) -> list[NameMention]:
    """Cut a capitalised word off that only begins the sentence: "Matchwinner Keane" is Keane."""
    full = Counter(m.text for m in found)
    surnames = {
        names.parts(m.text)[-1]
        for m in found
        if len(names.parts(m.text)) > 1 and not _opens_sentence(passages, m)
    }
    kept = []
    for m in found:
        first = passages[m.passage].doc[m.start]
        lone = full[m.text] == 1 and m.end - m.start == 2 and names.parts(m.text)[-1] in surnames
        if (
            lone
            and _opens_sentence(passages, m)
            and not any(
                t.text == first.text
                for o in found
                if o is not m
                for t in passages[o.passage].doc[o.start : o.end]
            )
        ):
            m = NameMention(
                m.passage, m.start + 1, m.end, passages[m.passage].doc[m.start + 1 : m.end].text, m.honorific
            )
        kept.append(m)
    return kept


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
