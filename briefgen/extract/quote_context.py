"""Who would go on speaking after a sentence, if the next quote names nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.extract.quote_remote import according_to
from briefgen.extract.quote_speakers import Attribution, Firmness, phrase_of, subject_of
from briefgen.extract.quote_words import is_finite, is_strong, is_weak

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefgen.extract.quote_frames import Frame
    from briefgen.extract.quote_resolution import Resolver, Speaker


def speech_in(
    frame: Frame, resolver: Resolver, before: Speaker | None, quoted: Speaker | None
) -> Speaker | None:
    """Return who holds the floor after a frame.

    That is the speaker of its own quotes (``quoted``), else of its reported speech, else
    the person who is its subject; after a frame without any of them the floor is where it
    was, less firmly.
    """
    if quoted is not None:
        return quoted
    if not frame.words:
        return before
    outer = {token.i for token in frame.tokens}
    heard = [t for t in frame.tokens if is_finite(t) and _is_main(t)]
    for verb in [*reversed(heard), *(t for t in frame.tokens if is_strong(t))]:
        subject = subject_of(verb, outer)
        speaker = _speaker(frame, resolver, subject, verb, before) if subject is not None else None
        if speaker is not None and speaker.actor is not None:
            return replace(speaker, firm=is_strong(verb) or is_weak(verb))
    source = according_to(frame.tokens)
    if source is not None:
        return replace(resolver.resolve(frame, source, before), firm=True)
    return replace(before, firm=False) if before is not None else None


def _is_main(verb: Token) -> bool:
    """Tell a verb after which its subject holds the floor.

    That is the verb of a main clause, one joined to it that has a subject of its own, and
    a verb of saying in a relative clause ("met Roe, who said").
    """
    if verb.dep_ == "relcl" and is_strong(verb):
        return True
    node = verb
    while node.dep_ == "conj" and node.head != node:
        node = node.head
    own = verb.dep_ == "ROOT" or any(c.dep_ == "nsubj" for c in verb.children)
    return node.dep_ == "ROOT" and own


def _speaker(
    frame: Frame, resolver: Resolver, subject: Token, verb: Token, before: Speaker | None
) -> Speaker:
    """Return who a subject is; "Roe's visit ends" is about Roe, though nobody speaks."""
    attribution = Attribution(Firmness.NOUN, (verb.i, verb.i + 1), phrase_of(subject))
    speaker = resolver.resolve(frame, attribution, before)
    owner = next((c for c in subject.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
    if speaker.actor is not None or owner is None or is_strong(verb) or is_weak(verb):
        return speaker
    return resolver.resolve(frame, replace(attribution, speaker=phrase_of(owner)), before)
