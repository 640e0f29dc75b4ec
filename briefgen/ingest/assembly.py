"""From what a reader found to an article: text, blocks, facts and an id."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from briefgen.ingest.characters import fold
from briefgen.ingest.dateline import DatelineWords, read_dateline
from briefgen.ingest.facts import complete
from briefgen.ingest.interface import Draft, Known, Paragraph, UnreadableError
from briefgen.ingest.language import detect_language
from briefgen.ingest.structure import is_same_title, structured
from briefgen.model import Article, Block, BlockKind, Dateline, Provenance

_GAP = "\n\n"
_OPENING = 4  # prose paragraphs among which a dateline may stand


def assemble(draft: Draft, path: str) -> Article:
    """Return the article of a draft; raises ``UnreadableError`` where there is no text at all."""
    draft = replace(
        draft,
        title=_folded(draft.title),
        source=_folded(draft.source),
        author=_folded(draft.author),
        url=_folded(draft.url),
    )
    paragraphs = structured(draft.paragraphs, draft.title.value if draft.title else None)
    if not paragraphs:
        raise UnreadableError("holds no text")
    draft = _with_title(replace(draft, paragraphs=paragraphs))
    blocks = _blocks(draft.paragraphs)
    text = _GAP.join(part.text for part in draft.paragraphs)
    opening = _find_dateline(text, blocks)
    words = (text[opening[0] : opening[0] + opening[1].length], opening[1]) if opening else None
    return _article(complete(draft, words), path, text, blocks, opening)


def _article(
    draft: Draft, path: str, text: str, blocks: tuple[Block, ...], opening: tuple[int, DatelineWords] | None
) -> Article:
    moment = draft.published.moment if draft.published else None
    day = moment.day if moment else None
    return Article(
        id=_id(_value(draft.title), day.isoformat() if day else None, _value(draft.source), text),
        path=path,
        text=text,
        blocks=blocks,
        title=_value(draft.title),
        source=_value(draft.source),
        author=_value(draft.author),
        url=_value(draft.url),
        published=day,
        published_at=moment.at if moment else None,
        dateline=_dateline(*opening) if opening else None,
        language=detect_language(
            " ".join(text[b.start : b.end] for b in blocks if b.kind in _LANGUAGE_KINDS)
        ),
        provenance=_provenance(draft),
    )


_LANGUAGE_KINDS = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.PROSE, BlockKind.QUOTATION})


def _provenance(draft: Draft) -> Provenance:
    return Provenance(
        title=_basis(draft.title),
        source=_basis(draft.source),
        author=_basis(draft.author),
        url=_basis(draft.url),
        published=draft.published.basis if draft.published else None,
    )


def _folded(fact: Known | None) -> Known | None:
    value = fold(fact.value) if fact else ""
    return Known(value, fact.basis) if fact and value else None


def _value(fact: Known | None) -> str | None:
    return fact.value if fact else None


def _basis(fact: Known | None) -> str | None:
    return fact.basis if fact else None


def _with_title(draft: Draft) -> Draft:
    """Make title and title block agree: either may be what is known."""
    in_text = next((part.text for part in draft.paragraphs if part.kind is BlockKind.TITLE), None)
    if draft.title is None:
        return replace(draft, title=Known(in_text, "first line")) if in_text else draft
    if in_text is None or not is_same_title(in_text, draft.title.value):
        first = Paragraph(draft.title.value, BlockKind.TITLE)
        others = (
            replace(part, kind=BlockKind.HEADING) if part.kind is BlockKind.TITLE else part
            for part in draft.paragraphs
        )
        return replace(draft, paragraphs=(first, *others))
    if len(in_text) < len(draft.title.value) and draft.title.value.startswith(in_text):
        return replace(draft, title=Known(in_text, draft.title.basis))  # without the site's name
    return draft


def _blocks(paragraphs: tuple[Paragraph, ...]) -> tuple[Block, ...]:
    blocks, start = [], 0
    for part in paragraphs:
        blocks.append(Block(part.kind or BlockKind.PROSE, start, start + len(part.text)))
        start += len(part.text) + len(_GAP)
    return tuple(blocks)


def _find_dateline(text: str, blocks: tuple[Block, ...]) -> tuple[int, DatelineWords] | None:
    for block in [block for block in blocks if block.kind is BlockKind.PROSE][:_OPENING]:
        words = read_dateline(text[block.start : block.end])
        if words:
            return block.start, words
    return None


def _dateline(start: int, words: DatelineWords) -> Dateline:
    return Dateline(start, start + words.length, words.place, words.agency)


def _id(title: str | None, published: str | None, source: str | None, text: str) -> str:
    content = "\x1f".join(part or "" for part in (title, published, source, text))
    return "a" + hashlib.sha256(content.encode("utf-8")).hexdigest()[:10]
