"""Who is meant: names, offices ("the Russian president") and pronouns of one article.

The result is a table of references, each a stretch of the article's text that stands
for one actor.  Rules, in the order of their reliability: a name is its cluster's; an
office is the actor who bears it, where country and kind agree; a pronoun is the most
salient person before it, subjects first, nearer sentences first (the preferences of
Hobbs 1978 and Lappin & Leass 1994, without their syntax).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.extract.given_names import gender_of_name
from briefgen.extract.institutions import find_institutions
from briefgen.extract.name_groups import NameMention, group_names
from briefgen.extract.offices import find_offices
from briefgen.extract.people import find_names
from briefgen.extract.pronouns import find_pronouns, learn_genders, quoted_tokens
from briefgen.extract.references import Draft, Reference, References
from briefgen.extract.roles import country_in, gender_of, head_of, role_claims
from briefgen.model import ActorKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from briefgen.extract.passages import Passage

__all__ = ["Draft", "Reference", "References", "resolve_references"]


def resolve_references(passages: Sequence[Passage], quoted: Sequence[tuple[int, int]]) -> References:
    """Find who is meant everywhere in an article.

    ``quoted`` are the ranges of article characters inside quotation marks: names there
    are somebody's words, and count less for what a pronoun outside them refers to.
    """
    drafts, found, titled = _people(passages)
    found += _institutions(passages, drafts, found)
    found += find_offices(passages, drafts, found, titled)
    inside = quoted_tokens(passages, quoted)
    for _ in range(2):  # the first round teaches the genders that the second one uses
        pronouns = list(find_pronouns(passages, drafts, found, inside))
        learn_genders(passages, drafts, pronouns)
    return References(passages, drafts, [*found, *pronouns], titled)


# ── names ────────────────────────────────────────────────────────────────────


def _people(passages: Sequence[Passage]) -> tuple[list[Draft], list[Reference], dict[tuple[int, int], int]]:
    """Return the people, their references, and the tokens of titles set beside their names."""
    drafts: list[Draft] = []
    found: list[Reference] = []
    titled: dict[tuple[int, int], int] = {}
    mentions = find_names(passages)
    named: defaultdict[int, set[int]] = defaultdict(set)
    for mention in mentions:
        named[mention.passage].update(range(mention.start, mention.end))
    for cluster in group_names(mentions):
        draft = Draft(cluster.name, ActorKind.PERSON, cluster)
        for mention in cluster.mentions:
            passage = passages[mention.passage]
            found.append(_name_reference(passage, mention, len(drafts)))
            draft.spans.append(passage.span_of(passage.doc[mention.start : mention.end]))
            draft.aliases.add(mention.text)
            draft.gender = draft.gender or gender_of(mention.honorific)
            for claim in role_claims(passage, mention.start, mention.end, named[mention.passage]):
                draft.roles.append(claim)
                draft.gender = draft.gender or gender_of(head_of(claim.title))
                titled.update(((mention.passage, i), len(drafts)) for i in _tokens_of(passage, claim.span))
        draft.country = _most_common(claim.country for claim in draft.roles) or _most_common(
            _possessor(passages[m.passage].doc, m.start) or _origin(passages[m.passage].doc, m.end)
            for m in cluster.mentions
        )
        draft.gender = draft.gender or gender_of_name(draft.name)
        drafts.append(draft)
    return drafts, found, titled


def _possessor(doc: Doc, start: int) -> str | None:
    """Return the country in "Kenya's Ada Roe"."""
    if start < 2 or doc[start - 1].tag_ != "POS":
        return None
    return country_in(doc, max(0, start - 4), start - 1)


def _origin(doc: Doc, end: int) -> str | None:
    """Return the country in "Ada Roe of Kenya"."""
    if end + 1 >= len(doc) or doc[end].lower_ != "of" or not doc[end + 1].text[0].isupper():
        return None
    return country_in(doc, end + 1, min(end + 3, len(doc)))


def _name_reference(passage: Passage, mention: NameMention, actor: int) -> Reference:
    head = passage.doc[mention.start : mention.end].root.i
    return Reference(mention.passage, mention.start, mention.end, actor, head, "name")


def _tokens_of(passage: Passage, span: Span) -> range:
    part = passage.doc.char_span(
        span.start - passage.offset, span.end - passage.offset, alignment_mode="expand"
    )
    return range(part.start, part.end) if part is not None else range(0)


def _most_common(values: Iterable[str | None]) -> str | None:
    counted = Counter(v for v in values if v).most_common(1)
    return counted[0][0] if counted else None


# ── institutions ─────────────────────────────────────────────────────────────


def _institutions(
    passages: Sequence[Passage], drafts: list[Draft], people: list[Reference]
) -> list[Reference]:
    """Add the organisations, ministries and the like that can speak or take part."""
    taken = {(r.passage, i) for r in people for i in range(r.start, r.end)}
    by_name: dict[str, int] = {}
    references = []
    for index, passage in enumerate(passages):
        for institution in find_institutions(passage.doc):
            if (index, institution.head) in taken:
                continue
            free = [i for i in range(institution.start, institution.end) if (index, i) not in taken]
            start = next((i for i in free if all(k in free for k in range(i, institution.end))), None)
            if start is None:
                continue
            key = names.fold(institution.name)
            if key not in by_name:
                by_name[key] = len(drafts)
                drafts.append(Draft(institution.name, ActorKind.ORGANISATION, country=institution.country))
            draft = drafts[by_name[key]]
            draft.spans.append(passage.span_of(passage.doc[institution.start : institution.end]))
            draft.aliases.add(passage.doc[institution.start : institution.end].text)
            references.append(
                Reference(index, start, institution.end, by_name[key], institution.head, "institution")
            )
    return references
