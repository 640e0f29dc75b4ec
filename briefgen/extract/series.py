"""Series: the names and numbers of standing meetings, and of gatherings of many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.extract.assemblies import body_in
from briefgen.extract.parties import meeting_words
from briefgen.extract.states import state_words

if TYPE_CHECKING:
    from spacy.tokens import Token


def series_of(noun: Token, wrapper: Token | None) -> tuple[str | None, int | None]:
    """Return the name and number of a standing meeting: ("strategic security consultation", 18)."""
    edition = next(
        (n for head in (wrapper, noun) if head is not None for n in map(_ordinal, head.lefts) if n), None
    )
    lefts = [t for c in noun.lefts if c.dep_ in {"amod", "compound", "nmod"} for t in c.subtree]
    words = [t.text for t in sorted(lefts, key=lambda t: t.i) if t.text[0].isalpha() and _names_series(t)]
    if edition is None and (not words or noun.lemma_.lower() not in meeting_words("standing")):
        return None, None
    return " ".join([*words, noun.lemma_.lower()]), edition


def event_of(noun: Token) -> str | None:
    """Return the name of a gathering of many, without its number: "G7 summit", "BRICS leaders’ summit"."""
    if noun.lemma_.lower() not in meeting_words("gatherings"):
        return None
    doc = noun.doc
    start = noun.i
    while start > 0 and (
        doc[start - 1].text[0].isupper()
        or doc[start - 1].text.isdigit()
        or doc[start - 1].lower_ in {"of", "leaders", "ministers", "’", "'", "-", "'s", "’s"}
    ):
        if doc[start - 1].ent_type_ in {"PERSON", "DATE", "NORP"} or doc[start - 1].is_sent_start:
            break
        start -= 1
    words = [t for t in doc[start : noun.i] if t.text[0].isalnum() and t.lower_ != "s"]
    body = body_in(" ".join(t.text for t in words))
    if body is not None:
        return body
    acronym = any(t.text.isupper() or any(c.isdigit() for c in t.text) or t.ent_type_ == "ORG" for t in words)
    return " ".join(t.lower_ for t in words if t.lower_ not in {"leaders", "ministers"}) if acronym else None


def is_named_otherwise(noun: Token) -> bool:
    """Tell whether a conference bears a name of its own ("the Harbour F8 conference"), so refers back to none."""
    return noun.lemma_.lower() in meeting_words("named_gatherings") and any(
        t.dep_ in {"compound", "nmod"} and t.text[0].isupper() and t.i > noun.sent.start for t in noun.lefts
    )


def _ordinal(token: Token) -> int | None:
    """Return the number that an ordinal in figures gives: 18 for "18th"."""
    digits = "".join(c for c in token.text if c.isdigit())
    is_ordinal = digits and token.lower_ in {f"{digits}{end}" for end in ("st", "nd", "rd", "th")}
    return int(digits) if is_ordinal and len(digits) < 4 else None


def _names_series(token: Token) -> bool:
    return not token.ent_type_ and token.lower_ not in (
        state_words("planned_adjectives")
        | state_words("possible_adjectives")
        | meeting_words("generic")
        | meeting_words("passing")
    )


def is_again(trigger: Token) -> bool:
    """Tell whether the words speak of one more meeting: "another", "second", "meet again", "last month's".

    "It was their second meeting this year" speaks of the one just told.
    """
    if trigger.dep_ == "attr" and any(
        t.dep_ == "nsubj" and t.lower_ in {"it", "this", "that"} for t in trigger.head.lefts
    ):
        return False
    near = {t.lower_ for t in trigger.lefts} | {t.lower_ for t in trigger.rights if t.dep_ == "advmod"}
    return bool(
        near
        & {
            "another",
            "again",
            "previous",
            "earlier",
            "previously",
            "second",
            "third",
            "last",
            "next",
        }
    )
