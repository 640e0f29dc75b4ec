"""Numbered sources, and citations that resolve to the exact sentence of one of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.compose import dates
from briefgen.compose.sentences import kind_at, sentence_around
from briefgen.compose.wording import comparable, folded
from briefgen.model import Analysis, Article, BlockKind, Citation, Source, Span, Statement, StatementKind

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcebook:
    """The sources of one brief or digest, numbered once.

    ``numbers`` gives each article its number, ``originals`` the first numbered article
    of the group of copies that it belongs to (itself if it is no copy).  ``background``
    are those that tell of other meetings alone.
    """

    articles: Mapping[str, Article]
    numbers: Mapping[str, int]
    originals: Mapping[str, str]
    outlets: Mapping[str, str]
    background: frozenset[str] = frozenset()
    _cited: dict[Span, Citation | None] = field(default_factory=dict, compare=False, repr=False)

    def citation(self, span: Span) -> Citation | None:
        """Return the sentence around a span; None if its article is not among the sources."""
        if span not in self._cited:
            self._cited[span] = self._resolve(span)
        return self._cited[span]

    def cite(self, spans: Iterable[Span]) -> tuple[Citation, ...]:
        """Return the sentences around spans, each once, in the order of the spans."""
        found = (self.citation(span) for span in spans)
        return tuple(dict.fromkeys(citation for citation in found if citation))

    def is_running_text(self, citation: Citation) -> bool:
        """Tell prose and set-apart quotations from headlines, captions and the like."""
        kind = kind_at(self.articles[citation.article], citation.start)
        return kind in (BlockKind.PROSE, BlockKind.QUOTATION)

    def outlet(self, article: str) -> str:
        """Tell an article from all others: its publisher, with "source 3" if two share it."""
        return self.outlets[article]

    def publisher(self, article: str) -> str:
        """Name an article beside its citation mark: its publisher, or "Source 3"."""
        return folded(self.articles[article].source or "") or f"Source {self.numbers[article]}"

    def dated_outlet(self, article: str) -> str:
        """Name an article with its day: "Norland Post (18 Sep 2023)"."""
        published = self.articles[article].published
        name, date = self.outlet(article), dates.short_day(published) if published else "undated"
        return f"{name[:-1]}, {date})" if name.endswith(")") else f"{name} ({date})"

    def originators(self, articles: Iterable[str]) -> int:
        """Count the independent texts among articles; copies of one text are one."""
        return len({self.originals.get(article, article) for article in articles})

    def published(self, article: str) -> dt.date:
        """Return the day of publication for comparing; undated articles count as oldest."""
        return self.articles[article].published or dt.date.min

    def _resolve(self, span: Span) -> Citation | None:
        number = self.numbers.get(span.article)
        if number is None:
            return None
        article = self.articles[span.article]
        sentence = sentence_around(article, span)
        if sentence is None:
            return None
        return Citation(
            number=number,
            article=article.id,
            start=sentence.start,
            end=sentence.end,
            sentence=folded(article.words(sentence)),
        )


def sourcebook(analysis: Analysis, main: Iterable[str], background: Iterable[str] = ()) -> Sourcebook:
    """Give numbers to ``main``, oldest first and undated last, then to ``background`` likewise."""
    articles = {article.id: article for article in analysis.articles}
    own = _ordered(articles, set(main))
    ids = own + _ordered(articles, set(background) - set(own))
    numbers = {article: number for number, article in enumerate(ids, 1)}
    return Sourcebook(
        articles={article: articles[article] for article in ids},
        numbers=numbers,
        originals=_originals(analysis, numbers),
        outlets=_outlets([articles[article] for article in ids], numbers),
        background=frozenset(ids[len(own) :]),
    )


def source_list(book: Sourcebook, wanted: Collection[str] | None = None) -> tuple[Source, ...]:
    """Return the numbered sources, all or those ``wanted``, in the order of their numbers."""
    ids = [article for article in book.numbers if wanted is None or article in wanted]
    return tuple(_source(book, book.articles[article]) for article in ids)


def reporting(text: str, citations: Sequence[Citation]) -> Statement | None:
    """Make a reporting statement; None where nothing is cited, since nothing goes without."""
    return Statement(text=text, citations=tuple(citations)) if citations else None


def assessment(text: str, rule: str, citations: Sequence[Citation] = ()) -> Statement:
    """Make a statement of our own, which says on what rule it rests."""
    return Statement(text=text, citations=tuple(citations), kind=StatementKind.ASSESSMENT, rule=rule)


def fewest(book: Sourcebook, needs: Iterable[Iterable[Span]]) -> tuple[Citation, ...]:
    """Choose few sentences so that each need is met by one of the spans that it names.

    Greedy: the sentence that meets most open needs first; among equals the one that
    stands first in a need.  A need without any span that can be cited is passed over.
    """
    offered = [book.cite(spans) for spans in needs]
    open_needs = [citations for citations in offered if citations]
    chosen: list[Citation] = []
    while open_needs:
        candidates = dict.fromkeys(citation for citations in open_needs for citation in citations)
        best = max(candidates, key=_met_by(open_needs))
        chosen.append(best)
        open_needs = [citations for citations in open_needs if best not in citations]
    return tuple(sorted(chosen, key=lambda citation: (citation.number, citation.start)))


def merged(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return citations once each, by source and place in it."""
    return tuple(sorted(set(citations), key=lambda c: (c.number, c.start, c.end)))


def by_wording(citations: Iterable[Citation]) -> list[tuple[Citation, ...]]:
    """Group citations whose sentences have the same words, as copies have."""
    groups: dict[str, list[Citation]] = {}
    for citation in citations:
        groups.setdefault(comparable(citation.sentence), []).append(citation)
    return [merged(group) for group in groups.values()]


def _met_by(needs: Sequence[tuple[Citation, ...]]) -> Callable[[Citation], int]:
    return lambda citation: sum(citation in need for need in needs)


def _ordered(articles: Mapping[str, Article], ids: Collection[str]) -> list[str]:
    known = [articles[one] for one in ids if one in articles]
    known.sort(key=lambda a: (a.published or dt.date.max, a.title or "", a.path, a.id))
    return [article.id for article in known]


def _originals(analysis: Analysis, numbers: Mapping[str, int]) -> dict[str, str]:
    originals = {article: article for article in numbers}
    for group in analysis.copies:
        members = [article for article in group.articles if article in numbers]
        first = min(members, key=lambda article: numbers[article], default=None)
        originals.update({article: first for article in members if first})
    return originals


def _outlets(articles: Sequence[Article], numbers: Mapping[str, int]) -> dict[str, str]:
    publishers = [folded(article.source or "") for article in articles]
    names = {}
    for article, publisher in zip(articles, publishers, strict=True):
        number = f"source {numbers[article.id]}"
        shared = publishers.count(publisher) > 1
        names[article.id] = (f"{publisher} ({number})" if shared else publisher) if publisher else number
    return names


def _source(book: Sourcebook, article: Article) -> Source:
    number = book.numbers[article.id]
    original = book.numbers[book.originals[article.id]]
    return Source(
        number=number,
        title=folded(article.title or "") or f"Untitled ({_file_name(article.path)})",
        publisher=article.source,
        author=article.author,
        published=dates.day(article.published) if article.published else None,
        published_basis=article.provenance.published,
        language=article.language,
        url=article.url,
        path=article.path,
        content_hash=article.content_hash,
        copy_of=original if original != number else None,
        is_background=article.id in book.background,
    )


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
