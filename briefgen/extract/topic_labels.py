"""The words that name a topic: how much of a noun phrase to take, and which wordings mean the same.

A label is a noun with what tells of which kind it is ("nuclear weapons"), and with a
phrase after it where that says more ("return of remains", "war in Ukraine").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.extract import lexicon
from briefgen.extract.nationalities import country_of, country_of_capital
from briefgen.extract.people import role_heads

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

BODY = 3  # words from one end of the name of a body to the other
LONGEST = 6  # words of a label
NO_TOPIC = frozenset(
    {"PERSON", "DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "WORK_OF_ART"}
)
PROPER = frozenset({"GPE", "LOC", "NORP", "ORG", "EVENT", "LAW", "PRODUCT", "FAC"})
MARKS = frozenset("\"'“”‘’«»()[]")
MARKUP = frozenset("@<>")
MODIFYING = frozenset({"amod", "compound", "nmod", "poss"})
NOT_INITIAL = frozenset(
    {"DET", "PRON", "PUNCT", "CCONJ", "ADV", "NUM", "PART", "ADP", "VERB", "AUX", "SYM", "SCONJ"}
)
CLAUSAL = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "mark", "neg"})  # below a label's head
FINITE = frozenset({"VB", "VBD", "VBP", "VBZ", "MD", "IN", "WDT", "WP", "WRB"})


@cache
def topic_words(kind: str) -> frozenset[str]:
    """Return one of the word lists about topics."""
    return frozenset(lexicon.load("topics")[kind].split())


@cache
def _families() -> dict[str, str]:
    """Return the family of each word that makes a topic."""
    subjects: dict[str, str] = lexicon.load("topics")["subjects"]
    return {word: family for family, words in subjects.items() for word in words.split()}


def family_of(token: Token) -> str | None:
    """Return the family of subjects to which a word belongs: "tariffs" to "tariffs", "war" to "war"."""
    if token.pos_ not in {"NOUN", "PROPN", "ADJ"}:
        return None
    lemma = token.lemma_.lower()
    joined = f"{token.nbor(-1).lower_}-{lemma}" if token.i else lemma  # "acid-rain" is "acid rain"
    return _families().get(joined) or _families().get(lemma) or _families().get(token.lower_)


@cache
def _unions() -> dict[str, str]:
    """Return the key of each name of an international body: "SCO" and the name in full have one."""
    table: dict[str, str] = lexicon.load("topics")["unions"]
    return {name.strip(): key for key, names_ in table.items() for name in [key, *names_.split(",")]}


def union_in(words: DocSpan) -> str | None:
    """Return the international body that words name: "BRICS nations", "UN General Assembly"."""
    if words[0].text.islower():
        return None
    text = " ".join(t.lower_ for t in words if t.lower_ != "the").replace("z", "s").replace(".", "")
    found = [n for n in _unions() if text == n or text.startswith(n + " ")]
    return _unions()[max(found, key=len)] if found else None


@dataclass(frozen=True, slots=True)
class Setting:
    """What can't be a topic of one meeting: those who meet, and where."""

    sides: frozenset[str]
    places: frozenset[str]

    def is_own(self, name: str) -> bool:
        """Tell whether a name is that of a side or of the place."""
        if name in self.places:
            return True
        parts = [p for p in re.split(r"\s*[-–/]\s*|\s+and\s+", name) if p]
        return {country_of(name), country_of_capital(name)} & self.sides != set() or (
            len(parts) > 1 and all(country_of(p) in self.sides for p in parts)
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A topic's words, what they have in common with other wordings, and what speaks for them."""

    words: DocSpan
    key: str
    family: str | None  # the subjects that its most telling word belongs to
    named: bool  # holds a name of something else than the parties
    union: bool = False  # names an international body

    @property
    def vague(self) -> bool:
        """Tell whether the label is one word that means little by itself: "peace", "cooperation"."""
        return len(self.words) == 1 and self.family in topic_words("vague") and not self.named

    @property
    def loose(self) -> bool:
        """Tell whether the label could be said of any meeting: "cooperation", "bilateral relations"."""
        return self.vague or (self.family in {"ties", "cooperation", "communication"} and not self.named)

    @property
    def telling(self) -> bool:
        """Tell whether the label is a subject of talks, or the name of what can be one."""
        return self.family is not None or self.named

    @property
    def specific(self) -> bool:
        """Tell whether the label says of which kind its subject is: "border post", not "courts"."""
        return self.family is not None and len(self.words) > 1

    @property
    def phrased(self) -> bool:
        """Tell whether a phrase says of what or for whom: "release of the engineer"."""
        return any(t.dep_ == "prep" for t in self.words)

    @property
    def distinct(self) -> bool:
        """Tell whether the label says of which kind its noun is: "peat fund", "visa lottery"."""
        nouns = [t for t in self.words if t.pos_ in {"NOUN", "PROPN"}]
        if len(nouns) < 2 or nouns[-1].ent_type_ == "ORG":
            return False
        return not any(_in_institution(t) or t.lemma_.lower() in topic_words("bodies") for t in nouns)

    @property
    def specified(self) -> bool:
        """Tell whether a word of the label says of which kind its noun is: "commercial licenses"."""
        head = self.words.root
        return any(t.i < head.i and t.dep_ in MODIFYING for t in self.words) and not _is_empty(head)

    @property
    def wording(self) -> str:
        """Return the words in the singular, which other wordings of the topic do not share."""
        return _lemmas(self.words)

    def listed_beside(self, other: Label) -> bool:
        """Tell whether two labels of one family are items of one list: "visas and passports"."""
        loose = topic_words("situations") | topic_words("vague") | topic_words("deferring")
        head, before = self.words.root, other.words.root
        listed = head.dep_ == "conj" and (head.head == before or head.head.head == before)
        return (
            listed and self.family is not None and self.family not in loose and self.wording != other.wording
        )

    @property
    def text(self) -> str:
        """Return the words with single spaces, without the capital and the stop of their sentence."""
        text = " ".join(self.words.text.split())
        first, last = self.words[0], self.words[-1].text
        if text.endswith(".") and last.count(".") == 1:
            text = text[:-1]
        if first.is_sent_start and first.pos_ != "PROPN" and not first.ent_type_ and first.text[1:].islower():
            text = text[0].lower() + text[1:]
        return text


def label_of(noun: Token, busy: Container[int], setting: Setting, *, said: bool = False) -> Label | None:
    """Return the label that a noun heads, or None if it can't be a topic.

    ``busy`` are the tokens that name people, their offices or those who report; a body
    ("Security Council") is a topic only where it is ``said`` to be spoken of.
    """
    if not _can_head(noun):
        return None
    start, end = _start(noun, setting), _without_empty_head(noun)
    if end < start:
        return None
    core = noun.doc[start : end + 1]
    union = union_in(core)
    if union is None and union_in(noun.doc[start : noun.i + 3]):  # "Belt and Road"
        core = noun.doc[start : noun.i + 3]
        union = union_in(core)
    if union is not None and not setting.is_own(union) and not any(t.i in busy for t in core):
        return Label(core, union, None, named=True, union=True)
    if not _is_possible(core, busy) or (not said and any(_in_institution(t) for t in core)):
        return None
    if _is_empty(noun) and end == noun.i and any(t.text == "," for t in core):
        return None  # "the diplomatic, economic and military aspects"
    words = core if end != noun.i else _with_name(core, noun)
    if words == core and end == noun.i:
        words = _with_phrase(core, noun, busy, setting, said=said)
    name = _name_in(words, setting)
    if said and name is None and words.start and words.doc[words.start - 1].pos_ == "DET":
        name = _name_in(words.doc[words.start - 1 : words.end], setting)  # "the African Union"
    subjects = sorted(
        (f for f in (family_of(t) for t in _by_weight(words, noun)) if f),
        key=lambda f: f in topic_words("deferring"),
    )  # "climate crisis" is of the climate
    if not subjects and any(t.lemma_.lower() in topic_words("trivial") for t in words):
        return None
    if not subjects and name is None and not _says_something(words, setting):
        return None
    if not subjects and name is not None and not _is_name(name, noun, said=said):
        return None
    return Label(words, _key(words, subjects, name), subjects[0] if subjects else None, name is not None)


def _can_head(noun: Token) -> bool:
    """Tell whether a word is a noun of its own, and of no person, time or number."""
    if noun.pos_ not in {"NOUN", "PROPN"} or noun.dep_ in {*MODIFYING, "npadvmod"}:
        return False
    if noun.ent_type_ in NO_TOPIC or _is_hyphenated(noun):
        return False
    return not {noun.lower_, noun.lemma_.lower()} & role_heads() and not _is_person(noun)


def _is_person(noun: Token) -> bool:
    """Tell whether a noun is a person that no name list knows: "a minister, Choe Son Hui, who said"."""
    if noun.dep_ == "appos" and noun.pos_ == "PROPN" and noun.head.lemma_.lower() in role_heads():
        return True
    return any(c.dep_ == "relcl" and any(t.lower_ == "who" for t in c.children) for c in noun.children)


def _start(noun: Token, setting: Setting) -> int:
    """Return where a label begins: articles, owners, judgements and the parties' own names stay out."""
    start = min([noun.i, *(t.left_edge.i for t in noun.lefts if t.dep_ in MODIFYING)])
    doc = noun.doc
    start = max([start, *(t.i + 1 for t in doc[start : noun.i] if t.text[0] in MARKS and t.tag_ != "POS")])
    while start < noun.i and not _can_begin(doc[start], setting):
        start += 1
        while start < noun.i and not doc[start - 1].whitespace_:  # the rest of "in-depth"
            start += 1
    joined = start
    while start > noun.sent.start and _is_hyphenated(doc[start - 1]):  # "co-operation"
        start -= 1
    while joined > start > noun.sent.start and _is_before(doc[start - 1], setting):
        start -= 1
    return start


def _is_before(token: Token, setting: Setting) -> bool:
    """Tell whether a word describes the hyphenated one after it: "economic co-operation"."""
    return token.dep_ in {"amod", "compound"} and token.pos_ != "VERB" and _can_begin(token, setting)


def _is_hyphenated(token: Token) -> bool:
    """Tell whether a hyphen joins a word to the next: "co" and the hyphen in "co-operation"."""
    if token.whitespace_ or token.i + 1 == len(token.doc):
        return False
    return token.text == "-" or (token.nbor(1).text == "-" and not token.nbor(1).whitespace_)


def _can_begin(token: Token, setting: Setting) -> bool:
    following = token.nbor(1).text if token.i + 1 < len(token.doc) else ""
    if setting.is_own(token.text) and following not in {"-", "–", "and"} and not _opens_name(token):
        return False
    if token.lower_ in topic_words("judging"):
        return False
    if token.i + 1 < len(token.doc) and token.nbor(1).tag_ == "POS":
        return token.tag_ == "NNS" and not token.ent_type_ and not _is_empty(token)  # "herders' rights"
    if token.tag_ == "VBG" and token.dep_ in {"amod", "compound"}:
        return not list(token.children)  # "grazing rights"
    return token.pos_ not in NOT_INITIAL and token.tag_ != "POS"


def _with_name(core: DocSpan, noun: Token) -> DocSpan:
    """Return a label with the rest of the name that its noun begins."""
    whole: DocSpan = noun.doc[core.start : _name_end(noun) + 1]
    return whole


def _name_end(noun: Token) -> int:
    """Return where a name ends: "Strait of Hormuz", "Democratic Republic of the Congo"."""
    if noun.pos_ != "PROPN" or noun.i + 1 == len(noun.doc) or noun.nbor(1).lower_ != "of":
        return noun.i
    inner = [c for c in noun.nbor(1).children if c.dep_ == "pobj" and c.pos_ == "PROPN"]
    return inner[0].i if inner and inner[0].ent_type_ not in NO_TOPIC else noun.i


def _opens_name(token: Token) -> bool:
    """Tell whether a party's adjective is part of a name: "Turkish Stream pipeline", not "Turkish Army"."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else token
    named = after.ent_type_ in {"ORG", "PRODUCT", "LAW", "EVENT"} or not after.ent_type_
    return token.tag_ == "JJ" and after.pos_ == "PROPN" and after.dep_ == "compound" and named


def _without_empty_head(noun: Token) -> int:
    """Return where a label ends: before "issues" in "security issues"."""
    if _is_empty(noun) and noun.i and noun.nbor(-1).dep_ == "compound":
        before = [t for t in noun.lefts if t.dep_ == "compound"]  # "security policy" of a "meet"
        if any(family_of(t) for t in [*before, *noun.nbor(-1).lefts]) and not _is_empty(noun.nbor(-1)):
            return noun.i - 1
    return noun.i


def _is_empty(token: Token) -> bool:
    said_nothing = topic_words("empty") | topic_words("acts") | topic_words("hollow")
    return bool({token.lemma_.lower(), token.lower_} & said_nothing) and family_of(token) is None


def _is_possible(core: DocSpan, busy: Container[int]) -> bool:
    words = [t for t in core if t.text[0].isalnum()]
    if not words or len(words) > LONGEST:
        return False
    if len(words) == 1 and len(words[0].text) < 3 and not words[0].is_upper:  # but "AI", "EU"
        return False
    return not any(
        t.ent_type_ in NO_TOPIC
        or t.i in busy
        or not MARKUP.isdisjoint(t.text)
        or t.tag_ in FINITE
        or t.like_url
        or (t.dep_ in CLAUSAL and t.i < core.end - 1)
        for t in core
    )


def _in_institution(token: Token) -> bool:
    """Tell whether a word is part of the name of a body: "Commerce Department", "Security Council"."""
    if token.pos_ == "PROPN" and token.lower_ in topic_words("buildings"):
        return True
    if token.ent_type_ != "ORG":
        return token.pos_ == "PROPN" and token.lower_ in topic_words("bodies") - {"center", "centre"}
    return token.lower_ in topic_words("bodies") or any(
        t.lower_ in topic_words("bodies")
        for t in token.sent
        if t.ent_type_ == "ORG" and abs(t.i - token.i) <= BODY
    )


def _says_something(words: DocSpan, setting: Setting) -> bool:
    """Tell whether some word is neither empty nor the name of a party."""
    return any(
        t.pos_ in {"NOUN", "PROPN"}
        and not _is_empty(t)
        and not setting.is_own(t.text)
        and t.ent_type_ not in {"GPE", "NORP"}
        for t in words
    )


def _with_phrase(
    core: DocSpan, noun: Token, busy: Container[int], setting: Setting, *, said: bool
) -> DocSpan:
    """Return a label with the phrase right after it, where that tells of what or against whom."""
    doc: Doc = noun.doc
    phrase = next((c for c in noun.rights if c.dep_ == "prep" and c.i == noun.i + 1), None)
    if phrase is None or phrase.lower_ not in topic_words("joining"):
        return core
    inner = next((c for c in phrase.children if c.dep_ == "pobj" and c.pos_ in {"NOUN", "PROPN"}), None)
    acts = noun.lemma_.lower() in topic_words("acts")
    telling = any(family_of(t) for t in core)
    if inner is None or not (acts or telling or (said and not _is_empty(noun))):
        return core
    between = doc[phrase.i + 1 : inner.i + 1]
    if any(
        t.pos_ in {"PRON", "PUNCT", "VERB", "NUM"} and t.text != "-" and t.dep_ != "amod" for t in between
    ):
        return core
    if any(t.i in busy or t.ent_type_ in NO_TOPIC or t.tag_ in {"POS", "PRP$"} for t in between):
        return core
    proper = inner.ent_type_ in PROPER and not setting.is_own(inner.text)
    told = (
        any(family_of(t) for t in between)
        or proper
        or (acts and phrase.lower_ == "of" and not _is_empty(inner))
        or (
            said
            and phrase.lower_ in {"of", "for"}
            and not (_is_empty(inner) and inner.i == phrase.i + 1)  # but "treatment of displaced people"
            and not setting.is_own(inner.text)
        )
    )
    if not told or (
        phrase.lower_ in {"in", "at"} and family_of(inner) is None and inner.ent_type_ not in PROPER
    ):
        return core
    whole = doc[core.start : _name_end(inner) + 1]
    return whole if sum(t.text[0].isalnum() for t in whole) <= LONGEST else core


def _name_in(words: DocSpan, setting: Setting) -> DocSpan | None:
    """Return the name that a label holds, of something else than the parties and the place."""
    for entity in words.ents:
        if entity.label_ in PROPER and not setting.is_own(entity.text):
            return entity
    return None


def _is_name(name: DocSpan, noun: Token, *, said: bool) -> bool:
    """Tell whether a name is a topic by itself, or what follows it says something: not "U.S. commitment".

    What is no country ("BRICS", a town) is one only where it is ``said`` to be spoken of.
    """
    if noun.i >= name.end:
        return not _is_empty(noun) or noun.lemma_.lower() in topic_words("affairs")
    if name.label_ == "GPE":
        return said or country_of(name.text) is not None
    return name.label_ not in {"LOC", "NORP"} or len(name) > 1


def _by_weight(words: DocSpan, noun: Token) -> Sequence[Token]:
    """Return a label's words: the head, what stands before it from the nearest, then the phrase."""
    before = [t for t in words if t.i < noun.i]
    return [
        *([noun] if noun.i < words.end else []),
        *reversed(before),
        *reversed([t for t in words if t.i > noun.i]),
    ]


def _key(words: DocSpan, subjects: Sequence[str], name: DocSpan | None) -> str:
    """Return what the wordings of one topic share: its subject, or a name that says more."""
    if subjects and (name is None or subjects[0] not in topic_words("situations")):
        return subjects[0]
    if name is not None:
        return names.fold(country_of(name.text) or name.text.removeprefix("the "))
    return _lemmas(words)


def _lemmas(words: DocSpan) -> str:
    return " ".join(t.lemma_.lower() for t in words if t.text[0].isalnum())
