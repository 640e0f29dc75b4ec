"""What people said about or at the meeting, each as one attributed, cited statement.

Direct quotes stand as they are.  Indirect and mixed ones are given as the article's whole
sentence, as the article's words, so that neither meaning nor tense is touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.compose.evidence import merged
from briefgen.compose.people import (
    first_introduced,
    full_name,
    office,
    principals,
    short_name,
    side_of,
    with_office,
)
from briefgen.compose.wording import comparable, folded, quoted
from briefgen.model import BriefQuote, Citation, Quote, QuoteKind, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from briefgen.compose.dossier import Dossier

# Words of speaking that "said" can stand for; a statement or letter is not spoken.
_SPOKEN = re.compile(
    r"\b(?:sa(?:y|ys|id)|tells?|told|(?:add|stat|not|stress|remark|insist|declar|explain|underscor|underlin"
    r"|emphasi[sz]|reiterat|reaffirm|comment)(?:e?s|e?d))\b",
    re.IGNORECASE,
)

_SENTENCE_END = re.compile(r"[.,!?…][\s\"'”’»]*\Z")

OTHERS = "Others"
"""The heading for speakers who speak for a side but do not take part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A statement of what someone said; ``rank`` orders the most telling first."""

    person: str | None
    side: str | None  # a participant's side, OTHERS, or None for who speaks for no side
    statement: Statement
    words: int
    rank: tuple[int, ...]


def chains(dossier: Dossier) -> tuple[tuple[Quote, ...], ...]:
    """Return the quotes tied to the meeting, the parts of a broken one together and in order.

    A headline's fragment of a quote that the same article's text gives is left out.
    """
    found: dict[str, list[Quote]] = {}
    for quote in dossier.quotes:
        if _echoes_text(dossier, quote):
            continue
        found.setdefault(_root(dossier, quote), []).append(quote)
    return tuple(tuple(parts) for parts in found.values())


def verbatim(dossier: Dossier, quote: Quote) -> str:
    """Return a quote's words as the article has them, without the comma of "…," he said."""
    words = folded(dossier.book.articles[quote.article].text[quote.start : quote.end])
    return words.removesuffix(",")


def utterances(dossier: Dossier) -> tuple[Utterance, ...]:
    """Return what was said, once for each wording, in the order of the sources."""
    return _once_each(dossier, chains(dossier))


def utterances_of(dossier: Dossier, quotes: Collection[str]) -> tuple[Utterance, ...]:
    """Return what was said in these quotes (ids), each broken one whole."""
    return _once_each(dossier, [chain for chain in chains(dossier) if any(q.id in quotes for q in chain)])


def _once_each(dossier: Dossier, found_chains: Iterable[Sequence[Quote]]) -> tuple[Utterance, ...]:
    found: dict[tuple[str | None, str], Utterance] = {}
    for chain in found_chains:
        for utterance in _of_chain(dossier, chain):
            key = (utterance.person, _wording(utterance.statement))
            found[key] = _joined(found[key], utterance) if key in found else utterance
    return tuple(found.values())


def quotations(dossier: Dossier) -> tuple[BriefQuote, ...]:
    """Return the direct and mixed quotes, best first, up to the limit.

    The parts of a broken quote are entries of their own, one after the other.
    """
    limit, result = dossier.options.max_quotations, list[BriefQuote]()
    seen: set[tuple[str, str]] = set()
    for chain in sorted(_quotable(dossier), key=lambda chain: _rank(dossier, chain)):
        parts = [_entry(dossier, quote) for quote in chain]
        key = (chain[0].speaker or chain[0].speaker_text or "", comparable(" ".join(p.text for p in parts)))
        if key not in seen and len(result) + len(parts) <= limit:
            result += parts
        seen.add(key)
    return tuple(result)


def speaks_for(dossier: Dossier, person: str | None) -> str | None:
    """Return the side that someone speaks for, participant or not; None for an observer."""
    if participant := dossier.participant(person):
        return side_of(dossier, participant)
    known = dossier.index.people.get(person or "")
    if known is None:
        return None
    return known.name if known.name in dossier.sides else known.country


def _of_chain(dossier: Dossier, chain: Sequence[Quote]) -> list[Utterance]:
    indirect = [quote for quote in chain if quote.kind is not QuoteKind.DIRECT]
    if indirect or _shares_sentence(dossier, chain):
        return [_extract(dossier, chain, citation) for citation in _sentences(dossier, chain)]
    return [_direct(dossier, chain)] if _sentences(dossier, chain) else []


def _direct(dossier: Dossier, chain: Sequence[Quote]) -> Utterance:
    parts = [quoted(verbatim(dossier, quote)) for quote in chain]
    head = chain[0]
    stop = "" if parts[-1].rstrip("”’").endswith((".", "!", "?", "…")) else "."
    text = f"{_speaker(dossier, head)}{_manner(head)}: {' … '.join(parts)}{stop}"
    return _utterance(dossier, chain, text, _sentences(dossier, chain))


def _extract(dossier: Dossier, chain: Sequence[Quote], citation: Citation) -> Utterance:
    publisher, speaker = dossier.book.publisher(citation.article), _speaker(dossier, chain[0])
    named = f" {comparable(speaker)} " in f" {comparable(citation.sentence)} "
    whose = "" if named else f", of {speaker}"
    text = f"{publisher}{whose}: {quoted(citation.sentence)}"
    return _utterance(dossier, chain, text, (citation,))


def _utterance(
    dossier: Dossier, chain: Sequence[Quote], text: str, citations: tuple[Citation, ...]
) -> Utterance:
    person = chain[0].speaker
    return Utterance(
        person=person,
        side=_heading(dossier, person),
        statement=Statement(text=text, citations=citations),
        words=len(text.split()),
        rank=_rank(dossier, chain),
    )


def _manner(quote: Quote) -> str:
    """Return " said" where the article has a verb of speaking, and who relays the words."""
    spoken = " said" if _SPOKEN.search(quote.cue or "") else ""
    return f"{spoken}, according to {folded(quote.via)}" if quote.via else spoken


def _heading(dossier: Dossier, person: str | None) -> str | None:
    """Return the heading under which someone's words stand; None for an observer."""
    side = speaks_for(dossier, person)
    known = dossier.index.people.get(person or "")
    is_side = known is not None and known.name == side  # the side itself, as in "Norland said"
    return side if side is None or is_side or dossier.participant(person) else OTHERS


def _speaker(dossier: Dossier, quote: Quote) -> str:
    """Name a speaker: participants by surname, others in full with their office."""
    if dossier.participant(quote.speaker) in first_introduced(dossier):
        return short_name(dossier, quote.speaker, "")
    name = full_name(dossier, quote.speaker, quote.speaker_text or "a speaker who is not named")
    held = office(dossier, quote.speaker)
    return with_office(name, held.title, None) if held else name


def _sentences(dossier: Dossier, chain: Iterable[Quote]) -> tuple[Citation, ...]:
    return dossier.book.cite(Span(quote.article, quote.start, quote.end) for quote in chain)


def _shares_sentence(dossier: Dossier, chain: Sequence[Quote]) -> bool:
    """Tell whether an indirect quote stands in the same sentence, which then says more."""
    cited = set(_sentences(dossier, chain))
    indirect = (quote for quote in dossier.quotes if quote.kind is not QuoteKind.DIRECT)
    return not cited.isdisjoint(_sentences(dossier, indirect))


def _joined(first: Utterance, second: Utterance) -> Utterance:
    citations = merged((*first.statement.citations, *second.statement.citations))
    return Utterance(
        person=first.person,
        side=first.side,
        statement=Statement(text=first.statement.text, citations=citations),
        words=first.words,
        rank=min(first.rank, second.rank),
    )


def _wording(statement: Statement) -> str:
    """Return the words said, without who reports them: equal for copies of one text."""
    return comparable(statement.text[statement.text.find("“") :])


def _quotable(dossier: Dossier) -> list[tuple[Quote, ...]]:
    least = dossier.options.min_words_in_quotation
    wanted = []
    for chain in chains(dossier):
        parts = tuple(quote for quote in chain if quote.kind is not QuoteKind.INDIRECT)
        cited = all(_sentences(dossier, [quote]) for quote in parts)
        if parts and cited and sum(_count(dossier, quote) for quote in parts) >= least:
            wanted.append(parts)
    return wanted


def _entry(dossier: Dossier, quote: Quote) -> BriefQuote:
    held = office(dossier, quote.speaker)
    unnamed = quote.speaker_text or "speaker not named"
    return BriefQuote(
        text=verbatim(dossier, quote),
        speaker=full_name(dossier, quote.speaker, unnamed),
        role=folded(held.title) if held else None,
        via=quote.via,
        citation=_sentences(dossier, [quote])[0],
    )


def _rank(dossier: Dossier, chain: Sequence[Quote]) -> tuple[int, ...]:
    """Order: principals, participants, others; whole sentences; longer ones; by place."""
    people = [p.person for p in principals(dossier) if p.person]
    speaker = chain[0].speaker
    standing = 0 if speaker in people else 1 if dossier.participant(speaker) else 2
    length = min(sum(_count(dossier, quote) for quote in chain), 30)
    return (standing, not _is_whole(dossier, chain[0]), -length, *dossier.place_of(chain[0])[:2])


def _is_whole(dossier: Dossier, quote: Quote) -> bool:
    """Tell whether a quote stands by itself: direct, and begun and ended as a sentence is."""
    text = dossier.book.articles[quote.article].text
    begins = verbatim(dossier, quote).lstrip("…. ‘'“\"")[:1].isupper()
    ends = _SENTENCE_END.search(text[quote.start : quote.end + 2])
    return quote.kind is QuoteKind.DIRECT and begins and ends is not None


def _count(dossier: Dossier, quote: Quote) -> int:
    return len(verbatim(dossier, quote).split())


def _echoes_text(dossier: Dossier, quote: Quote) -> bool:
    if _is_running_text(dossier, quote):
        return False
    words = f" {comparable(verbatim(dossier, quote))} "
    others = (q for q in dossier.quotes if (q.article, q.speaker) == (quote.article, quote.speaker))
    return any(
        words in f" {comparable(verbatim(dossier, other))} "
        for other in others
        if _is_running_text(dossier, other)
    )


def _is_running_text(dossier: Dossier, quote: Quote) -> bool:
    cited = _sentences(dossier, [quote])
    return bool(cited) and dossier.book.is_running_text(cited[0])


def _root(dossier: Dossier, quote: Quote) -> str:
    """Follow a broken quote back to its first part that is tied to the meeting."""
    seen = {quote.id}
    while (earlier := dossier.quotes_by_id.get(quote.continues or "")) and earlier.id not in seen:
        quote = earlier
        seen.add(quote.id)
    return quote.id
