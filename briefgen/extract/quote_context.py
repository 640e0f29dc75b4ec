"""Who would go on speaking after a sentence, if the next quote names nobody."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.extract.quote_attribution import Attribution, Firmness, according_to
from briefgen.extract.quote_resolution import Speaker
from briefgen.extract.quote_speakers import phrase_of, subject_of
from briefgen.extract.quote_words import is_finite, is_strong, is_weak

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefgen.extract.quote_frames import Frame
    from briefgen.extract.quote_resolution import Resolver


def speech_in(frame: Frame, resolver: Resolver, before: Speaker | None, quoted: Speaker | None) -> Speaker | None:
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
    main = [t for t in frame.tokens if _is_main(t)]
    for verb in [*reversed(main), *(t for t in frame.tokens if is_strong(t))]:
        subject = subject_of(verb, outer) if is_finite(verb) or is_strong(verb) else None
        speaker = _speaker(frame, resolver, subject, verb, before) if subject is not None else None
        if speaker is not None and speaker.actor is not None:
            return replace(speaker, firm=is_strong(verb) or is_weak(verb))
    source = according_to(frame.tokens)
    if source is not None:
        return replace(resolver.resolve(frame, source, before), firm=True)
    return replace(before, firm=False) if before is not None else None


def _is_main(verb: Token) -> bool:
    """Tell the verb of a main clause, or one joined to it that has a subject of its own."""
    node = verb
    while node.dep_ == "conj" and node.head != node:
        node = node.head
    own = verb.dep_ == "ROOT" or any(c.dep_ == "nsubj" for c in verb.children)
    return node.dep_ == "ROOT" and own


def _speaker(
    frame: Frame, resolver: Resolver, subject: Token, verb: Token, before: Speaker | None
) -> Speaker:
    attribution = Attribution(Firmness.NOUN, (verb.i, verb.i + 1), phrase_of(subject))
    return resolver.resolve(frame, attribution, before)
