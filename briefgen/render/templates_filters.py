"""What templates may ask of a brief beyond its fields: pure functions, used as filters and tests."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from briefgen.model import Brief, BriefQuote, Citation, Source, citations_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_WHOLE_SENTENCE = 12  # words up to which a text fragment holds the sentence as it is
_ENDS = 5  # words at each end of a longer one


def numbers(citations: Iterable[Citation]) -> tuple[int, ...]:
    """Return the source numbers of citations, each once, ascending."""
    return tuple(sorted({citation.number for citation in citations}))


def cited(citations: Iterable[Citation]) -> list[tuple[int, list[str]]]:
    """Return the sentences of citations by source number, each once, in the order of number and place."""
    found: dict[int, dict[str, None]] = {}
    for citation in sorted(citations, key=lambda c: (c.number, c.article, c.start, c.end)):
        found.setdefault(citation.number, {}).setdefault(citation.sentence)
    return [(number, list(sentences)) for number, sentences in found.items()]


def by_speaker(quotations: Iterable[BriefQuote]) -> list[tuple[str, list[BriefQuote]]]:
    """Return quotations under the name of each speaker, in the order in which they first speak."""
    found: dict[str, list[BriefQuote]] = {}
    for quotation in quotations:
        found.setdefault(quotation.speaker, []).append(quotation)
    return list(found.items())


def evidence(shown: object) -> dict[int, tuple[Citation, ...]]:
    """Return the sentences that a brief, or parts of one, cite of each source, by its number.

    They stand in the order of the article; a sentence that is cited several times stands once.
    """
    found: dict[int, dict[tuple[int, int], Citation]] = {}
    for citation in citations_in(tuple(shown) if isinstance(shown, list) else shown):
        place = (citation.start, citation.end)
        found.setdefault(citation.number, {}).setdefault(place, citation)
    return {
        number: tuple(found[number][place] for place in sorted(found[number])) for number in sorted(found)
    }


def worth_listing(sources: Sequence[Source], cited: Collection[int]) -> Sequence[Source]:
    """Return the sources without the last ones that tell of other meetings alone and are not ``cited`` (numbers).

    Only the last ones go, so that the others keep their numbers.
    """
    kept = (s.number for s in reversed(sources) if s.number in cited or not s.is_background)
    return sources[: next(kept, 0)]


def at_sentence(url: str, sentence: str) -> str:
    """Return the address with a text fragment, so that a browser jumps to the sentence.

    The form is that of the WICG specification "Text Fragments"; a long sentence is
    given by its first and last words.
    """
    words = sentence.split()
    if not words:
        return url
    ends = [words] if len(words) <= _WHOLE_SENTENCE else [words[:_ENDS], words[-_ENDS:]]
    directive = ",".join(
        quote(" ".join(part).encode("utf-8", "ignore"), safe="").replace("-", "%2D") for part in ends
    )
    mark = ":~:text=" if "#" in url else "#:~:text="
    return f"{url}{mark}{directive}"


def shortened(text: str, most: int = 160) -> str:
    """Return a title cut at a word, with an ellipsis, where it has more characters than ``most``."""
    if len(text) <= most:
        return text
    head = text[:most]
    return f"{head.rsplit(maxsplit=1)[0] if ' ' in head.strip() else head}…"


def one_day(brief: Brief) -> str | None:
    """Return the day of a meeting as ISO 8601, or None where it is not known or not one day."""
    return brief.start.isoformat() if brief.start is not None and brief.start == brief.end else None
