"""To whom one sentence attributes the quoted stretches in it, and by which words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.extract.quote_remote import according_to, attribution_at_end, by_colon, by_noun
from briefgen.extract.quote_speakers import (
    Attribution,
    Firmness,
    Phrase,
    nearest_subject,
    phrase_from,
    phrase_of,
    subject_of,
)
from briefgen.extract.quote_words import (
    is_ambiguous,
    is_finite,
    is_hyphen,
    is_negated,
    is_relay_name,
    is_relaying,
    is_strong,
    is_unreal,
    is_weak,
    takes_thought,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefgen.extract.quotation_marks import Quoted
    from briefgen.extract.quote_frames import Frame

_CONTRAST = frozenset({"while", "whereas", "although", "though"})


def attribute(frame: Frame, quoted: Quoted) -> Attribution | None:
    """Return the attribution of a stretch by its own sentence, or None if it has none."""
    outer = {token.i for token in frame.tokens}
    found = _beside_after(frame, quoted, outer)
    introduced = _introduced(frame, quoted, outer)
    if introduced is not None and (found is None or introduced.firmness is Firmness.ADJACENT):
        found = introduced
    elif introduced is not None and found is not None and _is_reported_by(introduced, found, frame):
        found = replace(introduced, via=found.speaker)
    closing = attribution_at_end(frame, quoted)
    if closing is not None and (found is None or found.firmness < Firmness.GOVERNED):
        found = closing
    elif closing is not None and found is not None and _relays(closing, found):
        found = replace(found, via=closing.speaker)
    source = according_to(frame.tokens)
    if source is not None:
        found = _with_source(found, source)
    return found or by_noun(frame, quoted) or by_colon(frame, quoted)


def _is_reported_by(inner: Attribution, outer: Attribution, frame: Frame) -> bool:
    """Tell whether whoever speaks after a quote only reports who said it.

    So "Roe warned that it was “a trap”, two aides said": the words are Roe's.
    """
    if inner.speaker is None or inner.firmness < Firmness.GOVERNED or inner.denied:
        return False
    doc = frame.passage.doc
    verb, above = doc[inner.cue[0]], doc[outer.cue[0]]
    return verb.dep_ == "ccomp" and verb.head == above and is_strong(verb)


def _relays(closing: Attribution, found: Attribution) -> bool:
    speaker = closing.speaker
    return speaker is not None and closing.cue != found.cue and is_relay_name(speaker.text)


def _with_source(found: Attribution | None, source: Attribution) -> Attribution:
    """Make "according to X" the relay of someone else's words, or the attribution itself."""
    if found is None or found.speaker is None or found.firmness < Firmness.WEAK:
        return source
    if found.via is not None or source.speaker is None:
        return found
    return replace(found, via=source.speaker)


# ── after the quote ──────────────────────────────────────────────────────────


def _beside_after(frame: Frame, quoted: Quoted, outer: set[int]) -> Attribution | None:
    following = frame.after(quoted)
    words = _without_punctuation(following)
    if not words or not _ends_clause(frame, quoted, following):
        return None
    if _inverts(words):
        return _inverted(words, outer)
    if words[0].pos_ == "ADV" and len(words) > 1 and is_strong(words[1]):
        return _inverted(words[1:], outer)
    return _subject_first(words, following, outer)


def _without_punctuation(tokens: Sequence[Token]) -> list[Token]:
    """Leave out commas and dashes, but not the hyphens inside words."""
    return [t for t in tokens if t.text not in (",", "—", "–", "-", ".") or is_hyphen(t)]


def _inverts(words: Sequence[Token]) -> bool:
    """Tell whether a verb of saying comes first; an ambiguous one needs a name after it."""
    if not is_strong(words[0]) or not is_ambiguous(words[0]):
        return is_strong(words[0])
    return len(words) > 1 and words[1].pos_ in ("PROPN", "PRON")


def _ends_clause(frame: Frame, quoted: Quoted, following: Sequence[Token]) -> bool:
    """Tell whether words after a stretch may attribute it rather than go on with its clause."""
    text, offset = frame.passage.doc.text, frame.passage.offset
    last = text[quoted.start - offset : quoted.end - offset].rstrip("’'”\"")[-1:]
    return last in ",.?!…—-" or following[0].text in (",", "—", "–") or not frame.before(quoted)


def _inverted(words: Sequence[Token], outer: set[int]) -> Attribution | None:
    """Read "said Roe, a professor": the subject after the verb."""
    verb = words[0]
    phrase = phrase_from(words[1:])
    if phrase is None:
        subject = subject_of(verb, outer)
        phrase = phrase_of(subject) if subject is not None and subject.i > verb.i else None
    if phrase is None:
        return None
    return Attribution(Firmness.ADJACENT, (verb.i, verb.i + 1), phrase, denied=is_negated(verb, outer))


def _subject_first(words: Sequence[Token], following: Sequence[Token], outer: set[int]) -> Attribution | None:
    """Read "Roe, who met Doe on Monday, told reporters": the first phrase is the subject."""
    phrase = phrase_from(words)
    verb = _main_verb(following, phrase) if phrase is not None else None
    if phrase is None or verb is None:
        return None
    if (verb.tag_ == "VBN" or is_relaying(verb)) and (quoting := _quoting(verb, outer)) is not None:
        return quoting
    return Attribution(
        Firmness.ADJACENT,
        (verb.i, verb.i + 1),
        phrase,
        denied=is_negated(verb, outer) or is_unreal(verb, outer),
    )


def _main_verb(following: Sequence[Token], phrase: Phrase) -> Token | None:
    """Return the reporting verb of a first phrase, past its appositions and relative clauses."""
    aside = False
    for token in following:
        if token.i < phrase.end:
            continue
        if token.lower_ in ("who", "which", "whose", "that", "whom"):
            aside = True
        elif token.text in (",", "—", "–", "-"):
            aside = False
        elif token.text in (";", ":", "."):
            return None
        elif not aside and (is_finite(token) or token.tag_ == "VBN"):
            if is_strong(token) or (is_relaying(token) and _relays_speech(token)):
                return token
            if token.pos_ != "AUX" and not (token.tag_ == "VBN" and token.dep_ in ("acl", "amod")):
                return None
    return None


def _relays_speech(verb: Token) -> bool:
    """Tell "was quoted", "quoted her as telling" from a mere report."""
    rest = verb.doc[verb.i + 1 : verb.i + 6]
    return verb.tag_ == "VBN" or any(
        t.lower_ == "as" and t.nbor(1).tag_ == "VBG" for t in rest if t.i + 1 < len(verb.doc)
    )


# ── before the quote ─────────────────────────────────────────────────────────


def _introduced(frame: Frame, quoted: Quoted, outer: set[int]) -> Attribution | None:
    """Return the attribution by a verb before the stretch: said that it was “…”."""
    before = frame.before(quoted)
    for verb in reversed(before):
        strong = is_strong(verb) and (not is_ambiguous(verb) or _touches(verb, before))
        if strong or (is_relaying(verb) and _relay_of_words(verb)):
            return _by_strong(verb, before, outer)
        if is_weak(verb) and _reaches(verb, before):
            return _by_weak(verb, before, outer)
    return _by_label(before)


def _touches(verb: Token, before: Sequence[Token]) -> bool:
    """Tell whether only a comma, colon or "that" stands between a verb and the mark."""
    rest = [t for t in before if t.i > verb.i]
    return all(t.text in (",", ":", "—", "–", "-") or t.lower_ == "that" or t.dep_ == "prt" for t in rest)


def _reaches(verb: Token, before: Sequence[Token]) -> bool:
    """Tell whether a weak verb can have the quoted words as its object."""
    if verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children) and verb.lemma_ != "quote":
        return any(c.dep_ == "agent" for c in verb.children)
    rest = [t for t in before if t.i > verb.i]
    return takes_thought(verb) or not any(is_finite(t) for t in rest)


def _relay_of_words(verb: Token) -> bool:
    return verb.tag_ in ("VBD", "VBZ", "VBP", "VBN")


def _by_strong(verb: Token, before: Sequence[Token], outer: set[int]) -> Attribution | None:
    quoting = _quoting(verb, outer)
    if quoting is not None:
        return quoting
    left = [t for t in before if t.i < verb.i]
    subject = _speaker_before(verb, left, outer)
    firmness = Firmness.ADJACENT if _touches(verb, before) or before[-1].text == ":" else Firmness.GOVERNED
    phrase = phrase_of(subject) if subject is not None else None
    denied = is_negated(verb, outer)
    found = Attribution(firmness, (verb.i, verb.i + 1), phrase, denied=denied)
    outside = _outer_relay(verb, left, outer)
    return replace(found, via=outside) if outside is not None else found


def _speaker_before(verb: Token, left: Sequence[Token], outer: set[int]) -> Token | None:
    """Return the subject of a verb; "adding" goes on with whoever spoke just before it."""
    if verb.lower_ == "adding":
        earlier = next((t for t in reversed(left) if is_strong(t) and is_finite(t)), None)
        if earlier is not None and (speaker := _subject_beside(earlier, outer)) is not None:
            return speaker
    return subject_of(verb, outer) or nearest_subject(left)


def _subject_beside(verb: Token, outer: set[int]) -> Token | None:
    subject = subject_of(verb, outer)
    if subject is None and (phrase := phrase_from(list(verb.doc[verb.i + 1 : verb.i + 9]))) is not None:
        return phrase.head
    return subject


def _outer_relay(verb: Token, left: Sequence[Token], outer: set[int]) -> Phrase | None:
    """Return the agency in "TASS said that Roe told …", for the inner verb."""
    for token in reversed(left):
        if (is_strong(token) or is_relaying(token)) and token in verb.ancestors:
            subject = subject_of(token, outer)
            if subject is not None and is_relay_name(phrase_of(subject).text):
                return phrase_of(subject)
    return None


def _quoting(verb: Token, outer: set[int]) -> Attribution | None:
    """Read "TASS quoted him as saying" and "he was quoted by TASS as saying"."""
    holder = verb
    if is_relaying(verb) and verb.tag_ in ("VBD", "VBZ", "VBP"):
        verb = next((t for t in verb.doc[verb.i + 1 : verb.i + 6] if t.tag_ == "VBG"), verb)
    if verb.tag_ == "VBG":
        chain = [verb.head, verb.head.head]
        holder = next((t for t in chain if is_relaying(t) and t.i < verb.i), verb)
        if holder == verb:
            holder = next((t for t in verb.doc[max(0, verb.i - 10) : verb.i] if is_relaying(t)), verb)
        between = verb.doc[holder.i : verb.i]
        if holder == verb or not any(t.lower_ == "as" for t in between):
            return None
    elif not is_relaying(verb):
        return None
    cue = (holder.i, verb.i + 1)
    passive = next((c for c in holder.children if c.dep_ == "nsubjpass" and c.i in outer), None)
    source = next((c for c in holder.children if c.dep_ == "nsubj" and c.i in outer), None)
    if passive is not None:
        agent = next((g for c in holder.children if c.dep_ == "agent" for g in c.children), None)
        return Attribution(Firmness.ADJACENT, cue, phrase_of(passive), phrase_of(agent) if agent else None)
    if holder == verb:
        return None
    words = [t for t in verb.doc[holder.i + 1 : verb.i] if t.lower_ != "as"]
    cited = phrase_from(words)
    if cited is None:
        return None
    return Attribution(Firmness.ADJACENT, cue, cited, phrase_of(source) if source is not None else None)


def _by_weak(verb: Token, before: Sequence[Token], outer: set[int]) -> Attribution | None:
    """Attribute by praise, call, …, unless the clause hangs on somebody else's "said that"."""
    left = [t for t in before if t.i < verb.i]
    own = subject_of(verb, outer)
    for strong in reversed(left):
        if not is_strong(strong) or is_ambiguous(strong) or not _governs(strong, verb, outer):
            continue
        speaker = subject_of(strong, outer) or nearest_subject([t for t in left if t.i < strong.i])
        if speaker is None or speaker == own:
            break
        phrase = phrase_of(speaker)
        if is_relay_name(phrase.text):
            return Attribution(
                Firmness.WEAK, (verb.i, verb.i + 1), phrase_of(own) if own is not None else None, phrase
            )
        return Attribution(
            Firmness.GOVERNED, (strong.i, strong.i + 1), phrase, denied=is_negated(strong, outer)
        )
    subject = own or nearest_subject(left)
    phrase_ = phrase_of(subject) if subject is not None else None
    return Attribution(Firmness.WEAK, (verb.i, verb.i + 1), phrase_, denied=is_negated(verb, outer))


def _governs(strong: Token, weak: Token, outer: set[int]) -> bool:
    """Tell whether a weaker verb stands in the clause that a stronger one reports."""
    node = weak
    while node.head != node:
        if node == strong:
            return True
        if node.i in outer and any(c.dep_ == "mark" and c.lower_ in _CONTRAST for c in node.children):
            return False
        node = node.head
    return bool(node == strong) or any(t.i not in outer for t in weak.ancestors)


def _by_label(before: Sequence[Token]) -> Attribution | None:
    """Read "ROE: “…”": nothing but a speaker before a colon."""
    if not before or before[-1].text != ":" or len(before) < 2:
        return None
    phrase = phrase_from(before)
    if phrase is None or phrase.end != before[-1].i or phrase.head.pos_ != "PROPN":
        return None
    return Attribution(Firmness.ADJACENT, (before[-1].i, before[-1].i + 1), phrase)
