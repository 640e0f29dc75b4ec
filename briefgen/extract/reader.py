"""Reading one article: the order in which its people, dates, quotes and meetings are found."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.extract.belonging import Belonging
from briefgen.extract.coreference import resolve_references
from briefgen.extract.dates import find_times
from briefgen.extract.encounters import find_encounters
from briefgen.extract.fingerprint import fingerprint
from briefgen.extract.language import find_model, load_model
from briefgen.extract.meetings import read_meetings
from briefgen.extract.passages import Passage
from briefgen.extract.places import find_places
from briefgen.extract.quotation_marks import find_quoted
from briefgen.extract.quote_institutions import with_institutions
from briefgen.extract.quotes import find_quotes
from briefgen.extract.sifting import worth_reading
from briefgen.extract.situate import situate
from briefgen.extract.stays import find_stays
from briefgen.extract.surroundings import complete
from briefgen.extract.topics import find_topics
from briefgen.extract.whereabouts import Scene
from briefgen.model import (
    ActorKind,
    Article,
    Block,
    BlockKind,
    Reading,
    ReportedQuote,
    Skipped,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor

    from spacy.language import Language

log = logging.getLogger(__name__)

SPOKEN = frozenset(
    {BlockKind.TITLE, BlockKind.PROSE, BlockKind.QUOTATION}
)  # a cross-head repeats what the text says
READ = SPOKEN | {BlockKind.HEADING, BlockKind.CAPTION}
BATCH = 32  # paragraphs parsed together: what fits a processor's cache is the fastest
LANGUAGES = frozenset({"en", None})  # None: too short to tell


@dataclass(frozen=True, slots=True)
class Extractor:
    """Reads articles with one language model; cheap to send to another process."""

    model: str | None = None

    def read(self, article: Article) -> Reading | Skipped:
        """Return all that an article says, or why it cannot be read."""
        if article.language not in LANGUAGES:
            return Skipped(article.path, f"is in the language '{article.language}'; briefgen reads English")
        nlp = load_model(self.model)
        try:
            return read_article(article, nlp)
        except Exception as error:  # one article must not stop the others
            log.debug("reading %s failed", article.path, exc_info=True)
            return Skipped(
                article.path, f"could not be read: an error in briefgen ({error!r}); please report it"
            )


def load(model: str | None = None) -> Extractor:
    """Return an extractor for the language model ``model``, else the best one installed.

    Raises ModelError if it is not installed.
    """
    return Extractor(find_model(model))


def read_articles(
    articles: Iterable[Article], *, model: str | None = None, executor: Executor | None = None
) -> Iterator[tuple[Article, Reading | Skipped]]:
    """Yield each article with its reading, in their order; ``executor`` does the work if given."""
    extractor = load(model)
    given = list(articles)
    results = executor.map(extractor.read, given) if executor else map(extractor.read, given)
    yield from zip(given, results, strict=True)


def read_article(article: Article, nlp: Language) -> Reading:
    """Read one article with a loaded language model."""
    quoted = find_quoted(article.text, article.blocks)
    passages = parse(article, nlp, worth_reading(article.text, readable_blocks(article), quoted))
    references = resolve_references(passages, [(q.start, q.end) for q in quoted])
    opening = _dateline(article, nlp)
    times = find_times([*opening, *passages])
    places = find_places(passages)
    spoken = [p for p in passages if p.block.kind in SPOKEN]
    quotes = with_institutions(find_quotes(article, spoken, references), passages, references)
    encounters = find_encounters(references, _speakers(passages, quotes))
    situations = situate(encounters, passages, times, places, references.named_tokens)
    meetings = read_meetings(references, encounters, situations, published=article.published)
    meetings = complete(meetings, references, times, places)
    scene = Scene(
        references,
        article.published,
        places=places,
        stays=find_stays(references, passages, places),
        home=next((p for p in [*find_places(opening), *places] if p.dateline), None),
    )
    meetings = scene.place(meetings)
    belonging = Belonging(references, meetings)
    quotes = [replace(q, meeting=belonging.of_quote(q)) for q in quotes]
    topics = find_topics(references, meetings, quotes, belonging)
    meetings = [replace(m, topics=t) for m, t in zip(meetings, topics, strict=True)]
    return _pruned(
        Reading(
            article=article.id,
            actors=references.actors,
            meetings=tuple(meetings),
            quotes=tuple(quotes),
            times=times,
            fingerprint=fingerprint(article.text),
        )
    )


def readable_blocks(article: Article) -> list[Block]:
    """Return the blocks of an article that hold its own words."""
    return [_without_dateline(article, b) for b in article.blocks if b.kind in READ]


def parse(article: Article, nlp: Language, blocks: Sequence[Block]) -> list[Passage]:
    """Parse blocks of an article, each by itself."""
    docs = nlp.pipe((article.text[b.start : b.end] for b in blocks), batch_size=BATCH)
    return [Passage(article.id, block, doc) for block, doc in zip(blocks, docs, strict=True)]


def _without_dateline(article: Article, block: Block) -> Block:
    """Return a paragraph from after its "MOSCOW, Sept. 19 (Xinhua) --", which is no part of its first sentence."""
    line = article.dateline
    if line is None or not block.start <= line.start < line.end < block.end:
        return block
    start = (
        line.end
        + len(article.text[line.end : block.end])
        - len(article.text[line.end : block.end].lstrip(" -–—"))
    )
    return Block(block.kind, start, block.end)


def _dateline(article: Article, nlp: Language) -> list[Passage]:
    """Return the dateline as a passage by itself, for the day and the place that it gives."""
    if article.dateline is None:
        return []
    block = Block(BlockKind.METADATA, article.dateline.start, article.dateline.end)
    return [Passage(article.id, block, nlp(article.text[block.start : block.end]))]


def _speakers(passages: Sequence[Passage], quotes: Sequence[ReportedQuote]) -> dict[tuple[int, int], int]:
    """Return who is speaking at each token inside a direct quote."""
    found = {}
    for quote in quotes:
        if quote.speaker is None:
            continue
        for index, passage in enumerate(passages):
            if passage.block.start <= quote.span.start < passage.block.end:
                for token in passage.tokens:
                    if quote.span.start <= passage.offset + token.idx < quote.span.end:
                        found[index, token.i] = quote.speaker
    return found


def _pruned(reading: Reading) -> Reading:
    """Leave out the institutions that neither speak nor take part."""
    used = {q.speaker for q in reading.quotes} | {
        i for m in reading.meetings for p in m.parties for i in (p.actor, p.described)
    }
    kept = [
        i for i, a in enumerate(reading.actors) if (a.kind is ActorKind.PERSON and not a.offices) or i in used
    ]
    new = {old: position for position, old in enumerate(kept)}
    meetings = [
        replace(
            m,
            parties=tuple(
                replace(p, actor=_moved(p.actor, new), described=_moved(p.described, new)) for p in m.parties
            ),
            topics=tuple(replace(t, actor=_moved(t.actor, new)) for t in m.topics),
        )
        for m in reading.meetings
    ]
    quotes = [replace(q, speaker=_moved(q.speaker, new)) for q in reading.quotes]
    return Reading(
        article=reading.article,
        actors=tuple(reading.actors[i] for i in kept),
        meetings=tuple(meetings),
        quotes=tuple(quotes),
        times=reading.times,
        fingerprint=reading.fingerprint,
    )


def _moved(index: int | None, new: dict[int, int]) -> int | None:
    return None if index is None else new.get(index)
