"""People of one article: where their names stand, and which names are one person."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.extract import lexicon
from briefgen.extract.given_names import is_given_name, surnames_first
from briefgen.extract.name_filters import filtered
from briefgen.extract.name_groups import NameMention
from briefgen.extract.nationalities import country_of, country_of_capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from briefgen.extract.passages import Passage

# "TrumpGOP", "TrumpFederal": two words of a page in one; "FitzGerald" is a name.
RUN_TOGETHER = re.compile(r"[a-z][A-Z]{2}|(?<!\bFitz)(?<=[a-z]{3})[A-Z][a-z]{3}")
# "W]e", "Roe/Pool", "R-Utah": editorial brackets, photo credits and parties of senators.
NOT_IN_NAMES = re.compile(r"[][/@#()]|^[RD]-")
NAME_JOINERS = frozenset({"-", "–", "'", "’"})
CLOSED_CLASSES = frozenset({"PRON", "ADP", "DET", "CCONJ", "SCONJ"})


@cache
def role_heads() -> frozenset[str]:
    """Return the nouns that can head a title."""
    return frozenset(lexicon.load("roles")["heads"].split())


@cache
def title_words() -> frozenset[str]:
    """Return all words that can stand in a title before a name."""
    return role_heads() | frozenset(lexicon.load("roles")["inner"].split())


@cache
def lone_name_stoppers() -> frozenset[str]:
    """Return the words that the model takes for names and that are never one alone."""
    return frozenset(lexicon.load("names")["not_a_name"].split())


@cache
def name_breakers() -> frozenset[str]:
    """Return the words that never stand inside a person's name ("Mount", "Street", "Holds")."""
    return frozenset(lexicon.load("names")["not_in_a_name"].split())


@cache
def kin() -> frozenset[str]:
    """Return the nouns for relatives."""
    return frozenset(lexicon.load("roles")["kin"].split())


@cache
def media() -> frozenset[str]:
    """Return the names of sites and agencies that page furniture sets right before a person's."""
    return frozenset(lexicon.load("names")["media"].split())


def find_names(passages: Sequence[Passage]) -> list[NameMention]:
    """Return all mentions of people by name, in order, without overlaps."""
    found = [mention for index, passage in enumerate(passages) for mention in _in_passage(index, passage.doc)]
    found = filtered(passages, found)
    known = _known_parts(found)
    taken = {(m.passage, i) for m in found for i in range(m.start, m.end)}
    for index, passage in enumerate(passages):
        found.extend(m for m in _rescan(index, passage.doc, known, taken))
    return sorted(found, key=lambda m: (m.passage, m.start))


# ── finding ──────────────────────────────────────────────────────────────────


def _in_passage(index: int, doc: Doc) -> Iterator[NameMention]:
    last = 0
    for start, end in sorted(_candidates(doc)):
        mention = _trimmed(index, doc, max(start, last), end)
        if mention:
            last = mention.end
            yield mention


def _candidates(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield token ranges that may be names: the model's people, and names after titles."""
    covered: set[int] = set()
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            start = _extend_left(doc, entity.start)
            covered.update(range(start, entity.end))
            yield from _parted(doc, start, _extend_right(doc, entity.end))
    for token in doc:
        after = token.i + 1
        if after < len(doc) and after not in covered and _announces_name(token):
            end = _extend_right(doc, after, titled=True)
            if end > after:
                covered.update(range(after, end))
                yield after, end
    for start, end in (*_apposed_runs(doc), *_mislabelled(doc)):
        if not covered & set(range(start, end)):
            covered.update(range(start, end))
            yield start, end
    for start, end in _proper_runs(doc):
        if not covered & set(range(start, end)) and _acts_as_person(doc, start, end):
            yield start, end


def _parted(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split what the model takes for one name at a dash between spaces and after a possessive."""
    for i in range(start, end):
        dash = doc[i].text in {"-", "–", "—"} and doc[i].whitespace_ and i > start and doc[i - 1].whitespace_
        if dash or (doc[i].tag_ == "POS" and i + 1 < end):
            yield start, i
            if dash:
                yield from _parted(doc, i + 1, end)
            return
    if start < end:
        yield start, end


def _apposed_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield what stands as a name does beside an office, between commas: "a lawmaker, Pyo Min-jae, said".

    The model's label counts only against words that are no given name.
    """
    for comma in doc[:-2]:
        if comma.text != "," or not _closes_office(doc, comma.i):
            continue
        start = comma.i + 1
        end = start
        while end < len(doc) and (_is_capitalised(doc[end]) or _joins(doc, end)):
            end += 1
        words = [t for t in doc[start:end] if _is_capitalised(t)]
        label = doc[start].ent_type_
        known = label not in NOT_PEOPLE | {"ORG"} or is_given_name(doc[start].text)
        known |= label == "ORG" and _is_of_person(doc, comma.i) and _could_be_person(words)
        closed = end < len(doc) and (doc[end].is_punct or doc[end].tag_ in {"VBD", "VBZ"})
        if len(words) > 1 and closed and known and not any(_is_title(t) or country_of(t.text) for t in words):
            yield start, end


def _closes_office(doc: Doc, comma: int) -> bool:
    """Tell whether an office or function stands right before a comma: "the farmers' leader,"."""
    for i in range(comma - 1, max(comma - 8, -1), -1):
        token = doc[i]
        if token.lower_ in role_heads() and token.tag_ in {"NN", "NNP"}:
            return i == comma - 1 or doc[i + 1].lower_ in {"of", "for", "at"}
        if token.is_punct and token.text != "-":
            return False
    return False


def _mislabelled(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield what the model takes for an organisation right after an office: "delegate Lindiwe Mokoena"."""
    for entity in doc.ents:
        before = doc[entity.start - 1] if entity.start else None
        if (
            entity.label_ == "ORG"
            and before is not None
            and before.lower_ in role_heads() - _borne_by_companies()
            and before.tag_ in {"NN", "NNP"}
            and len(entity) > 1
            and _could_be_person(list(entity))
        ):
            yield entity.start, _extend_right(doc, entity.end)


def _is_of_person(doc: Doc, comma: int) -> bool:
    """Tell whether the office that closes before a comma is one that no company bears."""
    heads = [t.lower_ for t in doc[max(0, comma - 7) : comma] if t.lower_ in role_heads()]
    return bool(heads) and heads[-1] not in _borne_by_companies()


@cache
def _borne_by_companies() -> frozenset[str]:
    """Return the offices that a company or a body can have ("the owner, Acme Steel")."""
    return frozenset(lexicon.load("roles")["borne_by_companies"].split())


def _could_be_person(words: Sequence[Token]) -> bool:
    """Tell whether capitalised words have the form of a name, and none of them that of a body's."""
    known = title_words() | name_breakers() | media()
    return 2 <= len(words) <= 3 and all(
        t.is_alpha and t.text.istitle() and t.lower_ not in known and not country_of(t.text) for t in words
    )


def _is_capitalised(token: Token) -> bool:
    """Tell a capitalised word, or the second half of a hyphenated one ("Min-jae")."""
    half = token.i > 1 and token.nbor(-1).text in NAME_JOINERS and not token.nbor(-1).whitespace_
    return token.is_alpha and (bool(token.text[0].isupper()) or half)


def _joins(doc: Doc, at: int) -> bool:
    """Tell whether a token joins two parts of a name: a hyphen, an initial's stop, a particle."""
    hyphen = (
        doc[at].text in NAME_JOINERS
        and not doc[at].whitespace_
        and at + 1 < len(doc)
        and doc[at + 1].is_alpha
    )
    return hyphen or doc[at].lower_ in names.PARTICLES


def _is_title(token: Token) -> bool:
    return token.lower_ in title_words() or token.lower_ in names.HONORIFICS


def _proper_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the runs of two to four capitalised words that the model takes for no person."""
    i = 0
    while i < len(doc):
        end = _extend_right(doc, i, titled=True)
        if end - i > 1:
            yield i, end
        i = max(end, i + 1)


def _acts_as_person(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a run of capitalised words has a given name, or a description, of a person."""
    words = [t for t in doc[start:end] if t.text[0].isalpha()]
    surname = bool(words) and words[0].lower_ in surnames_first()
    if not 2 <= len(words) <= 4 or any(t.lower_ in name_breakers() for t in words[1 if surname else 0 :]):
        return False
    root = doc[start:end].root
    described = any(t.dep_ == "appos" and t.lower_ in role_heads() and t.tag_ == "NN" for t in root.children)
    says = root.dep_ == "nsubj" and root.head.lemma_ in {
        "say",
        "tell",
        "add",
        "note",
        "meet",
        "host",
        "receive",
    }
    possessed = start > 1 and doc[start - 1].tag_ == "POS" and bool(country_of(doc[start - 2].text))
    if (doc[start].ent_type_ in {"", "PERSON"} and described) or _opens_korean_name(doc[start]):
        return True
    return is_given_name(words[0].text) and (described or says or possessed or _is_example(doc, start))


def _is_example(doc: Doc, start: int) -> bool:
    """Tell a name after "historians such as"."""
    lead = doc[max(0, start - 3) : start]
    return lead[1:].text.lower() == "such as" and lead[0].lemma_.lower() in role_heads()


def _announces_name(token: Token) -> bool:
    """Tell whether a title or honorific stands here, so that the next word may be a name."""
    word = token.lower_.rstrip(".")
    if word in names.HONORIFICS and token.text[0].isupper():
        return True
    if word in kin() and token.text[0].isupper() and not token.is_sent_start:
        return False
    if country_of(token.text) and token.i >= 2 and token.nbor(-1).lower_ in {"of", "to"}:
        return token.nbor(-2).lower_ in role_heads() and token.nbor(-2).text[0].isupper()
    if token.i == 0 and not is_given_name(token.nbor(1).text):  # every first word is written large
        return False
    return word in role_heads() and token.tag_ in {"NN", "NNP"} and token.text[0].isupper()


def _extend_left(doc: Doc, start: int) -> int:
    while start > 0:
        token = doc[start - 1]
        if (
            start > 1
            and token.text in NAME_JOINERS
            and not doc[start - 2].whitespace_
            and _is_name_word(doc[start - 2])
        ):
            start -= 2
        elif _is_name_word(token) and token.whitespace_ and not token.ent_type_:
            start -= 1
        else:
            break
    return start


def _extend_right(doc: Doc, end: int, *, titled: bool = False) -> int:
    """Return the end of the name that begins before ``end``; after a title the model's label counts less."""
    while end < len(doc):
        token = doc[end]
        joined = end > 0 and not doc[end - 1].whitespace_
        if _is_left_open(doc, end):  # the model cuts "Ursula von der" off its end
            end += 1
            continue
        if token.text in NAME_JOINERS and joined and end + 1 < len(doc) and not token.whitespace_:
            if not (doc[end + 1].text[0].isalpha() and doc[end + 1].text not in {"s"}):
                break
            end += 2
        elif _is_name_word(token, titled=titled) and not (
            joined and end > 0 and doc[end - 1].text not in NAME_JOINERS
        ):
            end += 1
        elif (
            token.lower_ in names.PARTICLES
            and (after := _past_particles(doc, end)) < len(doc)
            and _is_name_word(doc[after], titled=True)
        ):
            end = after + 1
        else:
            break
    return end


def _is_left_open(doc: Doc, end: int) -> bool:
    """Tell whether a name ends in a hyphen or a particle, so that the word after it belongs to it."""
    before, token = doc[end - 1] if end else None, doc[end]
    if before is not None and before.text in {"-", "–"} and end > 1 and not doc[end - 2].whitespace_:
        return bool(token.is_alpha) and not before.whitespace_
    open_ended = before is not None and before.text.islower() and before.lower_ in names.PARTICLES
    capitalised = token.text[0].isupper() and token.text[0].isalpha()
    return bool(
        open_ended
        and end > 1
        and doc[end - 2].text[0].isupper() | (doc[end - 2].lower_ in names.PARTICLES)
        and capitalised
    )


def _past_particles(doc: Doc, start: int) -> int:
    """Return the token after "von der", "al", "de la"."""
    while start < len(doc) and (doc[start].lower_ in names.PARTICLES or doc[start].text == "-"):
        start += 1
    return start


NOT_PEOPLE = frozenset(
    {"GPE", "NORP", "DATE", "FAC", "LOC", "EVENT", "LAW", "WORK_OF_ART", "TIME", "LANGUAGE"}
)


def _is_name_word(token: Token, *, titled: bool = False) -> bool:
    """Tell whether a token can be part of a personal name."""
    text = token.text
    if not text[0].isupper() or token.pos_ not in {"PROPN", "NOUN", "ADJ"} or token.tag_ == "NNS":
        return False
    mislabelled = token.ent_type_ == "NORP" and _opens_korean_name(token)
    if (token.ent_type_ in NOT_PEOPLE and not mislabelled) or (token.ent_type_ == "ORG" and not titled):
        return False
    word = token.lower_.rstrip(".")
    if word in kin() and token.i and not token.is_sent_start:
        return True  # "Choe Son Hui": a relative is written small inside a sentence
    return word not in title_words() and word not in names.HONORIFICS and not country_of(text)


def _opens_korean_name(token: Token) -> bool:
    """Tell a surname before a given name of two syllables: "Han Seung-woo" is no Han Chinese."""
    rest = token.doc[token.i + 1 : token.i + 4]
    return (
        token.lower_ in surnames_first()
        and len(rest) == 3
        and rest[0].text.istitle()
        and rest[1].text == "-"
        and rest[2].text.islower()
    )


def _trimmed(index: int, doc: Doc, start: int, end: int) -> NameMention | None:
    """Cut titles, honorifics and endings off; None if no name is left."""
    honorific = None
    if end - start > 2 and doc[start].is_upper and len(doc[start]) > 3 and not doc[start + 2].is_upper:
        start += 2 if doc[start + 1].text == "-" else 0  # the rubric of "EXCLUSIVE-Roe to step down"
    while start < end and (word := doc[start].lower_.rstrip(".")) and (
        word in names.HONORIFICS or word in title_words() or not doc[start].text[0].isalpha()
        or (start + 1 < end and (word in media() or _is_place_before(doc, start)))
        or (start + 1 < end and doc[start].ent_type_ != "PERSON" and country_of(doc[start].text))
    ):  # fmt: skip
        honorific = word if word in names.HONORIFICS or word in role_heads() else honorific
        start += 1
    while start < end and (
        doc[end - 1].text in {"'s", "’s", "'", "’", ",", ".", "-"} or not doc[end - 1].text[0].isalnum()
    ):
        end -= 1
    if honorific is None and start > 0 and _announces_name(doc[start - 1]):
        honorific = doc[start - 1].lower_.rstrip(".")
    if start >= end or not _plausible(doc, start, end, honorific):
        return None
    stop = _past_suffix(doc, end)
    return NameMention(index, start, stop, doc[start:end].text, honorific, _is_relative(doc, start, stop))


def _is_place_before(doc: Doc, start: int) -> bool:
    """Tell a capital that only stands before a name: "In Beijing Yu Jun, a senior official, said"."""
    return start > 0 and doc[start - 1].lower_ == "in" and bool(country_of_capital(doc[start].text))


def _is_relative(doc: Doc, start: int, end: int) -> bool:
    """Tell "his sister, Kim Yo-jong" and "Kim Yo-jong, Kim's sister", by the nearest words.

    So is a "First Lady", whose office is to be married to the one of the same surname.
    """
    if doc[max(0, start - 2) : start].text.lower() in {"first lady", "first gentleman", "second gentleman"}:
        return True
    before = [t for t in doc[max(0, start - 2) : start] if t.text != ","]
    after = []
    if end < len(doc) and doc[end].text == ",":
        for token in doc[end + 1 : end + 6]:
            if token.is_punct:
                break
            after.append(token)
    return bool(before and before[-1].lower_ in kin()) or any(t.lower_ in kin() for t in after)


def _past_suffix(doc: Doc, end: int) -> int:
    """Return the end of a name with its ", Jr.", so that the suffix is no phrase of its own."""
    for lead in (0, 1):
        if (
            end + lead < len(doc)
            and (lead == 0 or doc[end].text == ",")
            and doc[end + lead].lower_.rstrip(".") in {"jr", "sr"}
        ):
            end += lead + 1
            return end + (end < len(doc) and doc[end].text == "." and not doc[end - 1].whitespace_)
    return end


def _plausible(doc: Doc, start: int, end: int, honorific: str | None) -> bool:
    words = [t for t in doc[start:end] if t.text[0].isalpha()]
    text = doc[start:end].text
    if not words or not words[0].text[0].isupper() or any(c.isdigit() for c in text) or len(words) > 6:
        return False
    if any(RUN_TOGETHER.search(w.text) for w in words) or NOT_IN_NAMES.search(text):
        return False
    surname = words[0].lower_ in surnames_first() and (len(words) > 1 or bool(honorific))  # "Park Min-seo"
    if any(t.lower_ in name_breakers() for t in words[1 if surname else 0 :]):
        return False
    if words[-1].lower_ in title_words() and len(words) > 1 and not is_given_name(words[0].text):
        return False
    if len(words) > 1:
        return not all(country_of(t.text) for t in words) and not country_of(text)
    word = words[0]
    if len(word.text) < 2 or country_of(text) or word.lower_ in lone_name_stoppers():
        return False
    if country_of_capital(text) and not honorific:
        return False
    return bool(honorific) or (word.pos_ in {"PROPN", "NOUN"} and word.tag_ != "NNPS")


def _known_parts(mentions: Iterable[NameMention]) -> dict[str, str]:
    """Return, for each surname or given name that may stand alone, the full name it is of."""
    known: dict[str, str] = {}
    for mention in mentions:
        words = names.parts(mention.text)
        if len(words) > 1:
            known.setdefault(words[-1], mention.text)
            known.setdefault(words[0], mention.text)
        elif words:
            known.setdefault(words[0], mention.text)
    return known


def _rescan(
    index: int, doc: Doc, known: dict[str, str], taken: set[tuple[int, int]]
) -> Iterator[NameMention]:
    """Yield the capitalised words equal to a known name part that the model missed."""
    shouting = doc.text.isupper()
    for token in doc:
        if (index, token.i) in taken or not token.text[0].isupper() or len(token.text) < 2:
            continue
        if token.pos_ in CLOSED_CLASSES:  # "In" is no part of "Moon Jae-in", nor is "He" Liu He
            continue
        if names.fold(token.text) in known and _stands_alone(token, index, taken, shouting):
            honorific = (
                doc[token.i - 1].lower_.rstrip(".") if token.i and _announces_name(doc[token.i - 1]) else None
            )
            yield NameMention(index, token.i, token.i + 1, token.text, honorific)


def _is_where(token: Token) -> bool:
    """Tell whether a name stands where a place would: "in Brandt", "Brandt, Germany"."""
    return token.dep_ == "pobj" and token.head.lower_ in {"in", "at", "near", "from", "to", "outside"}


def _stands_alone(token: Token, index: int, taken: set[tuple[int, int]], shouting: bool) -> bool:
    """Tell whether a known name part is used by itself, not inside another name ("Clinton Foundation")."""
    if country_of(token.text) or (token.ent_type_ in {"DATE", "LANGUAGE"} and not shouting):
        return False
    if (
        token.ent_type_ in {"GPE", "NORP"}
        and not shouting
        and (country_of_capital(token.text) or _is_where(token))
    ):
        return False
    if token.ent_type_ in {"ORG", "FAC", "LOC", "WORK_OF_ART", "EVENT", "LAW"}:
        inside = [t for t in token.doc if t.ent_iob_ == "I" and t.i == token.i + 1]
        if inside and inside[0].text not in {"'s", "’s"} and inside[0].text[0].isupper():
            return False
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if following is not None and (index, following.i) not in taken and following.pos_ == "PROPN":
        return following.text in {"'s", "’s"} or not following.text[0].isupper() or token.whitespace_ == ""
    return True
