"""To which meeting of an article a statement belongs: whose words they are and where they stand.

An article that tells of several meetings of one person goes from one to the next.  So
words belong to the meeting that their own sentence names; else to that of the person
they are addressed to; else to the one last spoken of, if that was just before; else to
the article's main subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import ActorKind, QuoteKind, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.extract.coreference import References
    from briefgen.model import ReportedMeeting, ReportedQuote, Span

AHEAD = frozenset({Status.PLANNED, Status.POSSIBLE, Status.POSTPONED, Status.CANCELLED})
JUST_BEFORE = 2  # paragraphs back in which a meeting still is what is being spoken of
NEXT = 1  # the same for a meeting told of in passing


class Belonging:
    """Answers, for one article, to which of its meetings words belong."""

    def __init__(self, references: References, meetings: Sequence[ReportedMeeting]) -> None:
        self.references = references
        self.meetings = meetings
        self.actors = [
            {a for p in m.parties for a in (p.actor, p.described) if a is not None} for m in meetings
        ]

    def of_quote(self, quote: ReportedQuote) -> int | None:
        """Return the index of the meeting at which a participant said this, or None."""
        if quote.speaker is None:
            return None
        fitting = [i for i in range(len(self.meetings)) if self._speaks_at(quote, i)]
        return self._best(quote.span, fitting)

    def of_sentence(self, sentence: Span, actor: int | None) -> int | None:
        """Return the meeting that a sentence speaks of; ``actor`` its subject if a participant."""
        fitting = [i for i in range(len(self.meetings)) if actor is None or actor in self.actors[i]]
        return self._best(sentence, fitting)

    def of_noun(self, sentence: Span, noun: str) -> int | None:
        """Return the meeting that a sentence calls by a noun: "the summit also discussed".

        It is one whose own sentences have that noun, where there is one.
        """
        called = [i for i, m in enumerate(self.meetings) if any(self._says(s.span, noun) for s in m.mentions)]
        if called:
            return self._best(sentence, called)
        return self.of_sentence(sentence, None)

    def _says(self, sentence: Span, noun: str) -> bool:
        passage = self.references.passages[self._passage(sentence.start)]
        return any(
            token.lemma_.lower() == noun and sentence.start <= passage.offset + token.idx < sentence.end
            for token in passage.tokens
        )

    def _speaks_at(self, quote: ReportedQuote, index: int) -> bool:
        if quote.speaker in self.actors[index]:
            return True
        if quote.speaker is None:
            return False
        speaker = self.references.drafts[quote.speaker]
        meeting = self.meetings[index]
        if speaker.kind is not ActorKind.ORGANISATION or quote.kind is QuoteKind.INDIRECT or not meeting.main:
            return False
        return speaker.country is not None and any(p.side == speaker.country for p in meeting.parties)

    def _best(self, words: Span, fitting: Sequence[int]) -> int | None:
        if not fitting:
            return None
        present = self._present(words)
        here = self._passage(words.start)
        told = any(self.meetings[i].main and self.meetings[i].status not in AHEAD for i in fitting)

        def rank(index: int) -> tuple[int, int, int, int, int]:
            mentions = [m.span for m in self.meetings[index].mentions]
            named = any(
                m.start <= words.start < m.end or words.start <= m.start < words.end for m in mentions
            )
            before = [m.start for m in mentions if m.start <= words.start]
            reach = JUST_BEFORE if self.meetings[index].main else NEXT
            near = bool(before) and here - self._passage(max(before)) <= reach
            near = near and not (
                told and not self.meetings[index].main and self.meetings[index].status in AHEAD
            )
            last = max(before, default=-1)
            return (
                int(named),
                len(present & self.actors[index]),
                last if near else -1,
                int(self.meetings[index].main),
                last,
            )

        return max(fitting, key=lambda i: (*rank(i), -i))

    def _present(self, words: Span) -> set[int]:
        """Return the actors named in the sentence around some words, the words themselves left out."""
        number = self._passage(words.start)
        passage = self.references.passages[number]
        sentence = passage.sentence_at(max(0, words.start - passage.offset))
        found = set()
        for reference in self.references.all:
            if reference.passage == number and reference.kind != "institution":
                start = passage.offset + passage.doc[reference.start].idx
                inside = words.start <= start < words.end
                if sentence.start <= start < sentence.end and not inside:
                    found.add(reference.actor)
        return found

    def _passage(self, position: int) -> int:
        return next(
            (i for i, p in enumerate(self.references.passages) if p.block.start <= position < p.block.end), 0
        )
