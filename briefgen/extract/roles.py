"""Offices: what an article says someone is, and for which country or organisation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.extract import lexicon
from briefgen.extract.nationalities import country_of, is_country_name
from briefgen.extract.people import kin, role_heads, title_words
from briefgen.model import RoleClaim

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from spacy.tokens import Doc, Token

    from briefgen.extract.passages import Passage

LONGEST_TITLE = 14  # tokens; a longer run before a name is not a title
LONGEST_DESCRIPTION = 26  # tokens of an apposition
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def role_claims(passage: Passage, start: int, end: int, named: Container[int]) -> Iterator[RoleClaim]:
    """Yield what is said right beside a name (tokens ``start`` to ``end``) about its bearer's office.

    ``named`` are the tokens of all names in the passage: what holds another name is no description.
    """
    doc = passage.doc
    before = _title_before(doc, start)
    if before is not None:
        after = _complement_after(doc, end)
        yield _claim(passage, before, start, after)
    for first, last in [*_appositions(doc, start, end), *_complements(doc, start, end)]:
        if not any(i in named for i in range(first, last)):
            yield _claim(passage, first, last, None)


def head_of(title: str) -> str | None:
    """Return the noun that heads a title: "minister" of "Russian Foreign Minister"."""
    words: list[str] = re.findall(
        r"[\w-]+", re.split(r"\b(?:of|for|at|in|to|on|with)\b", title.casefold())[0]
    )
    for word in reversed(words):
        if word in role_heads():
            return word
    return next((w for w in words if w in role_heads()), None)


def kinds_of(title: str) -> tuple[str, ...]:
    """Return the words of a title that tell one office from another of the same noun: "foreign", "deputy"."""
    return tuple(w for w in re.findall(r"[\w]+", title.casefold()) if w in SPECIFIC)


SPECIFIC = frozenset(
    "foreign defence defense interior finance trade economy vice deputy prime health energy education justice "
    "security home high transport agriculture labour labor culture former state treasury first commerce "
    "opposition".split()
)


# ── where a title stands ─────────────────────────────────────────────────────


def _title_before(doc: Doc, start: int) -> int | None:
    """Return the first token of the title that directly precedes token ``start``, if there is one."""
    first, has_head = start, False
    i = start - 1
    while i >= 0 and start - i <= LONGEST_TITLE:
        token = doc[i]
        word = token.lower_.rstrip(".")
        if word in role_heads() and token.pos_ != "VERB":
            has_head, first = True, i
        elif _is_dateline(token) or (country_of(token.text) and country_of(doc[i + 1].text)):
            break
        elif word in title_words() or country_of(token.text) or _organisation_word(token):
            first = i
        elif token.ent_iob_ != "I" and not (
            token.text in {"-", "–", "of", "for", "and", "the", "&"} or token.lower_ in {"u.s", "to"}
        ):
            break
        i -= 1
    first = _trim_title(doc, first, start)
    return (
        first
        if has_head and first < start and any(doc[k].lower_ in role_heads() for k in range(first, start))
        else None
    )


def _is_dateline(token: Token) -> bool:
    """Tell the city in capitals that opens an agency's text: "WASHINGTON President Roe"."""
    opens = token.i < 4 and not any(t.lower_ in role_heads() for t in token.doc[: token.i])
    return opens and token.is_upper and len(token.text) > 4 and not token.doc.text.isupper()


def _trim_title(doc: Doc, first: int, start: int) -> int:
    """Move a title's beginning right, past a clause that only leads up to it."""
    i = first
    for k in range(first, start):
        token = doc[k]
        # "Lavrov and Secretary Patrushev", "talks of the minister": the title begins after the joint
        if (
            token.lower_ in {"and", "to", "for"}
            and not _inside_title(doc, k, start)
            and not _sent_to(doc, k, start)
        ) or (
            token.lower_ == "of"
            and not any(doc[j].lower_ in role_heads() for j in range(i, k))
            and not (k > i and doc[k - 1].text.istitle() and _has_unit(doc[k - 1].text))
        ):
            i = k + 1
    while i < start and (doc[i].lower_ in LEADING or doc[i].text in POSSESSIVE):
        i += 1
    return i


LEADING = frozenset({"a", "an", "the", "of", "for", "and", "-", "–", "&", "to"})


def _sent_to(doc: Doc, joint: int, start: int) -> bool:
    """Tell whether "to" or "for" says to whom somebody is sent: "Ambassador to Russia", "Envoy for Syria"."""
    between = doc[joint + 1 : start]
    return (
        joint > 0
        and doc[joint].lower_ in {"to", "for"}
        and doc[joint - 1].lower_ in role_heads()
        and len(between) > 0
        and all(t.lower_ == "the" or _organisation_word(t) for t in between)
        and not any(t.lower_ in role_heads() for t in between)
    )


def _inside_title(doc: Doc, joint: int, start: int) -> bool:
    """Tell whether a joining word stands between two parts of one title ("trade and industry secretary")."""
    before = doc[joint - 1] if joint else None
    later_heads = sum(doc[k].lower_ in role_heads() for k in range(joint, start))
    return (
        before is not None
        and before.lower_ not in role_heads()
        and bool(later_heads)
        and before.lower_ in title_words()
    )


def _organisation_word(token: Token) -> bool:
    return bool(token.text[0].isupper()) and (
        token.ent_type_ in {"ORG", "GPE", "NORP", "FAC"}
        or (token.pos_ == "PROPN" and token.ent_type_ != "PERSON")
    )


def _complement_after(doc: Doc, end: int) -> tuple[int, int] | None:
    """Return the tokens of "of the Security Council" that follow a name and complete its title."""
    if end >= len(doc) or doc[end].lower_ != "of":
        return None
    last = end + 1
    while last < len(doc) and (
        doc[last].text[0].isupper() or doc[last].lower_ in {"the", "of", "and", "for", "-", "’s", "'s"}
    ):
        if doc[last].lower_ == "and" and not _continues_organisation(doc, last):
            break
        last += 1
    while last > end and doc[last - 1].lower_ in {"the", "of", "and", "for", "-"}:
        last -= 1
    return (end, last) if last > end + 1 else None


def _continues_organisation(doc: Doc, joint: int) -> bool:
    return doc[joint].ent_iob_ == "I"


def _appositions(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """Return the token ranges of the descriptions set beside a name by commas."""
    ranges = [
        found for found in (_description_after(doc, end), _description_before(doc, start, end)) if found
    ]
    return [r for r in ranges if any(t.lower_ in role_heads() for t in doc[r[0] : r[1]])]


def _description_after(doc: Doc, end: int) -> tuple[int, int] | None:
    """Return "director of the Office, …" in "Wang Yi, director of the Office, met"."""
    if end + 1 >= len(doc) or doc[end].text not in {",", "("}:
        return None
    first = end + 1
    while first < len(doc) and doc[first].lower_ in {
        "also",
        "the",
        "a",
        "an",
        "who",
        "is",
        "was",
        "currently",
        "himself",
        "now",
        "his",
        "her",
        "their",
    }:
        first += 1
    if first < len(doc) and (
        doc[first].tag_ in {"CC", "IN", "TO"} or doc[first].lower_ == "as" or _is_verb(doc[first])
    ):
        return None
    first += _is_ordinal(doc, first)
    last = first
    while last < len(doc) and last - first < LONGEST_DESCRIPTION and not _ends_description(doc[last], first):
        last += 1
    if last >= len(doc) or doc[last].text not in {",", ".", ";", ")", "—", "–", ":"}:
        return None if last < len(doc) and doc[last].pos_ in {"VERB", "AUX"} else (first, last)
    return (first, last)


def _is_ordinal(doc: Doc, at: int) -> bool:
    """Tell the "first" of "the first U.S. president to visit" from that of "first lady"."""
    ranked = {"lady", "minister", "secretary", "deputy", "vice"}
    return at + 1 < len(doc) and doc[at].lower_ == "first" and doc[at + 1].lower_ not in ranked


def _is_verb(token: Token) -> bool:
    return token.tag_ in {"VBD", "VBZ", "VBP", "MD", "VBG"} and token.text.islower()


def _complements(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """Return "president of Poland" in "Roe is the president of Poland" and "became president"."""
    name = doc[start:end].root
    if name.dep_ == "appos" and _is_dateline(name.head):
        name = name.head
    verb = name.head
    if name.dep_ != "nsubj" or (verb.lower_ not in {"is", "'s", "’s"} and verb.lemma_ != "become"):
        return []
    office = next((c for c in verb.children if c.dep_ == "attr" and c.i > verb.i), None)
    if (
        office is None
        or office.lower_ not in role_heads()
        or any(c.dep_ in {"neg", "aux"} for c in verb.children)
    ):
        return []
    first = office.left_edge.i
    ranked = [t for t in doc[first : office.i] if t.tag_ in {"JJS", "RBS"}]
    while first < office.i and doc[first].lower_ in {"a", "an", "the", "first", "also", "now"}:
        first += 1
    after = _complement_after(doc, office.i + 1)
    end = after[1] if after else office.i + 1
    if doc[office.i + 1 : office.i + 3].text.casefold() == "of state":
        end = office.i + 3
    return [] if ranked else [(first, end)]


def _ends_description(token: Token, first: int) -> bool:
    if token.text in {",", ".", ";", ")", "(", "—", ":", "“", '"'}:
        return True
    if token.tag_ in {"WDT", "WP", "WRB", "MD"} or token.pos_ == "PRON":
        return True
    if token.i > first and _is_verb(token):
        return True
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    if token.lower_ == "to" and following is not None and following.tag_ == "VB":
        return True
    if token.text in {"-", "–"} and token.whitespace_ and token.i > first and token.nbor(-1).whitespace_:
        return True
    # "Wang, director of the Office and Lavrov": another person begins
    return token.lower_ == "and" and token.i + 1 < len(token.doc) and token.nbor(1).ent_type_ == "PERSON"


def _description_before(doc: Doc, start: int, end: int) -> tuple[int, int] | None:
    """Return "Russian foreign minister" in "The Russian foreign minister, Sergei Lavrov, said".

    The office may have a complement: "the head of the Nordic Market Authority, Pekka Lind".
    """
    start = _before_honorifics(doc, start)
    if start < 2 or doc[start - 1].text != "," or (end < len(doc) and _is_verb(doc[end])):
        return None
    head = start - 2
    while head > 0 and start - head < LONGEST_TITLE and doc[head].lower_ not in role_heads():
        if not (
            doc[head].text[0].isupper()
            or doc[head].lower_ in {"of", "the", "for", "at", "and", "'s", "’s", "-"}
        ):
            return None
        head -= 1
    if doc[head].lower_ not in role_heads() or doc[head].tag_ not in {"NN", "NNP"}:
        return None
    if head < start - 2 and doc[head + 1].lower_ not in {"of", "at", "for"}:
        return None
    first = _title_before(doc, head + 1)
    return (first, start - 1) if first is not None else None


def _before_honorifics(doc: Doc, start: int) -> int:
    """Return the first token of the honorifics before a name: "Dr", "H.E.", "Sheikh"."""
    while start > 0 and (doc[start - 1].lower_.rstrip(".") in names.HONORIFICS or doc[start - 1].text == "."):
        start -= 1
    return start


# ── what it says ─────────────────────────────────────────────────────────────


def _claim(passage: Passage, first: int, last: int, after: tuple[int, int] | None) -> RoleClaim:
    doc = passage.doc
    title = doc[first:last].text.rstrip(" ,-–")
    words = title
    if after:
        words = f"{title} {doc[after[0] : after[1]].text}"
        title = words
    final = after[1] if after else last
    span = passage.span(doc[first].idx, doc[final - 1].idx + len(doc[final - 1].text))
    country = _country(doc, first, last, after)
    return RoleClaim(
        title, _organisation(doc, first, last, after), country, span, head_of(title), kinds_of(title)
    )


def _country(doc: Doc, first: int, last: int, after: tuple[int, int] | None) -> str | None:
    """Return the country a title names, or the possessor before it ("China's vice president").

    It stands at the beginning ("Russian Foreign Minister"), or names the country at the
    beginning or end of the organisation ("of the Security Council of the Russian
    Federation"); inside an organisation's name ("of Russian Studies") it says nothing.
    """
    joint = next((i for i in range(first, last) if doc[i].lower_ in JOINTS), last)
    begin, end = after or (joint + 1, last)
    found = (
        country_in(doc, first, joint)
        or _country_at_edge(doc, begin, end)
        or _of_one_country(doc[first:last].text)
    )
    if found is None and first >= 2 and doc[first - 1].text in POSSESSIVE:
        found = country_of(doc[first - 2].text) or country_in(doc, max(0, first - 6), first - 1)
    return found


def _of_one_country(title: str) -> str | None:
    """Return the country of an office that only one has ("Secretary of State")."""
    table: dict[str, str] = lexicon.load("roles")["of_one_country"]
    words = title.casefold()
    return next(
        (country for office, country in table.items() if office in words and f"{office} for" not in words),
        None,
    )


JOINTS = frozenset({"of", "at", "for", "in", "to", "with"})


def _country_at_edge(doc: Doc, begin: int, end: int) -> str | None:
    while begin < end and doc[begin].lower_ in {"of", "the", "at", "for"}:
        begin += 1
    for size in (6, 5, 4, 3, 2, 1):
        if begin + size <= end:
            opening, closing = doc[begin : begin + size].text, doc[end - size : end].text
            if is_country_name(closing) and not _is_new(doc, end - size):
                return country_of(closing)
            if country_of(opening) and (
                begin + size == end or doc[begin + size].text[0].isupper() or doc[begin + size].tag_ == "POS"
            ):
                return country_of(opening)
    return None


def _is_new(doc: Doc, at: int) -> bool:
    """Tell the Mexico of "New Mexico"."""
    return at > 0 and doc[at - 1].text == "New"


def country_in(doc: Doc, first: int, last: int) -> str | None:
    """Return the first country, by name or adjective, among tokens ``first`` to ``last``."""
    for size in (6, 5, 4, 3, 2, 1):
        for i in range(first, last - size + 1):
            found = country_of(doc[i : i + size].text)
            if found and not _is_new(doc, i):
                return found
    return None


def _organisation(doc: Doc, first: int, last: int, after: tuple[int, int] | None) -> str | None:
    """Return the organisation that a title names: after "of", or before its head ("Facebook CEO")."""
    begin, end = after or (first, last)
    if head_of(doc[first:last].text) in kin():
        return None
    joints = [i for i in range(begin, end - 1) if doc[i].lower_ in {"of", "at", "for"}]
    if joints and (after or not any(doc[i].lower_ in role_heads() for i in range(joints[-1], end))):
        options = [_without_article(doc[i + 1 : end].text) for i in joints]
        stripped = next((words for words in options if words[:1].isupper()), options[0])
        field_of_office = head_of(doc[first:last].text) in FIELDED and not _has_unit(stripped)
        return stripped if _names_organisation(stripped) and not field_of_office else None
    return _organisation_before(doc, first, last)


def _without_article(words: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", words, flags=re.IGNORECASE)


FIELDED = frozenset({"minister", "secretary", "undersecretary", "under-secretary"})


def _has_unit(words: str) -> bool:
    """Tell whether words name a body: "the Security Council" and "NATO" do, "Foreign Trade" does not."""
    units = lexicon.load("roles")["units"].split()
    return words.isupper() or any(w in units for w in words.casefold().split())


def _names_organisation(words: str) -> bool:
    """Tell a name from a field ("foreign trade"), a country, and the State of "Secretary of State"."""
    field_ = not any(c.isupper() for c in words)
    return not (field_ or country_of(words) or words.casefold().split()[0:1] == ["state"])


def _organisation_before(doc: Doc, first: int, last: int) -> str | None:
    """Return the organisation before a title's head: "Cato Institute" of "Cato Institute scholar"."""
    units = lexicon.load("roles")["units"].split()
    lead: list[Token] = []
    for token in doc[first:last]:
        rank = token.lower_ in title_words() and token.lower_ not in units
        if rank or (not lead and country_of(token.text)):
            break
        lead.append(token)
    if not any(t.lower_ not in units for t in lead):
        return None
    named = "".join(t.text_with_ws for t in lead).strip(" -–&")
    return named if named and named[0].isupper() and not country_of(named) else None


def gender_of(word: str | None) -> str | None:
    """Return "female" or "male" for a title or honorific that tells, else None."""
    if not word:
        return None
    table = lexicon.load("roles")["gender"]
    return next((g for g in ("female", "male") if word.casefold().rstrip(".") in table[g]), None)
