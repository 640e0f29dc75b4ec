"""Why a meeting is what ``briefgen explain`` shows: the sentences and words behind each statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen import names, temporal
from briefgen.cli.meeting_table import days
from briefgen.cli.speaking_words import Wording, folded, wording
from briefgen.model import DateFinding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.model import (
        Article,
        Meeting,
        Participant,
        Party,
        Reading,
        ReportedMeeting,
        Span,
        TimeExpression,
    )


@dataclass(frozen=True, slots=True)
class MeetingReasons:
    """One meeting of one article, with what its article says of it.

    ``others`` holds the other meetings of the article by the labels that they are shown with.
    """

    meeting: Meeting
    article: Article
    reading: Reading
    others: Mapping[str, Meeting]

    def lines(self) -> Iterator[str]:
        """Yield what is known of the meeting, each line with its reasons."""
        for number, (span, rule) in enumerate(
            zip(self.meeting.mentions, self.meeting.rules, strict=False), start=1
        ):
            yield f"sentence {number}, taken for {rule}: {self._quoted(span)}"
        yield f"kind: {self.meeting.kind.value}"
        yield from self._date()
        for report in self.meeting.status_reports:
            yield f"status: {report.status.value}, since it says so in {self._sentence(report.evidence)}"
        yield self._place()
        for participant in self.meeting.participants:
            yield self._participant(participant)
        for topic in self.meeting.topics:
            yield f"topic: {folded(topic.label)}" + self._since(topic.evidence)
        for discrepancy in self.meeting.discrepancies:
            values = "; ".join(value.value + self._since(value.evidence) for value in discrepancy.values)
            yield f"sources differ on the {discrepancy.field}: {values}"
        yield from self._kept_apart()

    # ── when and where ───────────────────────────────────────────────────────

    def _date(self) -> Iterator[str]:
        date = self.meeting.date
        basis = f"; {date.basis}" if date.basis else "; no words give one" if date.text is None else ""
        yield f"date: {days(date)}{basis}" + self._since(date.evidence)
        belonging = [time for account in self._accounts() for time in account.times]
        for time in self.reading.times:
            if folded(time.text) != folded(date.text or "") and self._holding(time.span):
                why = "the words before give the day" if time in belonging else "said of something else"
                yield f'date not used: "{folded(time.text)}"{self._meaning(time)}; {why}'

    def _meaning(self, time: TimeExpression) -> str:
        return meaning(time, self.article)

    def _place(self) -> str:
        place = self.meeting.place
        if place is None:
            return "place: unknown; no words give one"
        venue = f", at {folded(place.venue)}" if place.venue and place.venue != place.name else ""
        return f"place: {folded(place.name)}{venue}" + self._since(self.meeting.place_evidence)

    # ── who ──────────────────────────────────────────────────────────────────

    def _participant(self, participant: Participant) -> str:
        details = ", ".join(filter(None, (participant.role, participant.side)))
        known = f"participant: {folded(participant.name)}" + (f" ({details})" if details else "")
        return known + self._words_for(participant) + self._in(participant.evidence)

    def _words_for(self, participant: Participant) -> str:
        """Say by which words the article names or means a participant."""
        parties = [party for account in self._accounts() for party in account.parties]
        found = next((p for p in parties if self._name(p) == participant.name), None)
        if found is None or found.span is None:
            return ""
        if participant.person is None:
            return f', "{folded(self.article.words(found.span))}", no person named'
        index = found.actor if found.actor is not None else found.described
        return self._how(wording(self.article, self.reading, found.span, index))

    def _name(self, party: Party) -> str:
        index = party.actor if party.actor is not None else party.described
        return party.name if index is None else self.reading.actors[index].name

    @staticmethod
    def _how(words: Wording) -> str:
        return f", {words.way} {words.text}"

    # ── why not one with another ─────────────────────────────────────────────

    def _kept_apart(self) -> Iterator[str]:
        """Say what tells the meeting from others of the same article with the same people."""
        for label, other in self.others.items():
            shared = _people(self.meeting) & _people(other)
            if shared:
                reasons = list(_differences(self.meeting, other)) or ["told as another occasion"]
                yield f"kept apart from {label}: {', '.join(reasons)}"

    # ── sentences ────────────────────────────────────────────────────────────

    def _accounts(self) -> list[ReportedMeeting]:
        """Return what the article says of this meeting, as it was read there."""
        spans = set(self.meeting.mentions)
        return [r for r in self.reading.meetings if spans & {mention.span for mention in r.mentions}]

    def _holding(self, span: Span) -> int | None:
        """Return the number of the sentence about the meeting that holds a span."""
        for number, sentence in enumerate(self.meeting.mentions, start=1):
            if sentence.start <= span.start and span.end <= sentence.end:
                return number
        return None

    def _sentence(self, span: Span) -> str:
        number = self._holding(span)
        return self._quoted(span) if number is None else f"sentence {number}"

    def _since(self, evidence: Iterable[Span]) -> str:
        told = list(dict.fromkeys(map(self._sentence, evidence)))
        return f", since it says {told[0]}" if told and told[0].startswith('"') else self._in(evidence)

    def _in(self, evidence: Iterable[Span]) -> str:
        told = list(dict.fromkeys(map(self._sentence, evidence)))
        return f", in {' and '.join(told)}" if told else ""

    def _quoted(self, span: Span) -> str:
        return f'"{folded(self.article.words(span))}"'


def meaning(time: TimeExpression, article: Article) -> str:
    """Say which days the words mean, reckoned from the day of publication."""
    interval = temporal.resolve(time, published=article.published)
    if interval is None:
        return ": no day that could be told"
    return ": " + days(DateFinding(start=interval.start, end=interval.end, precision=interval.precision))


def _people(meeting: Meeting) -> set[str]:
    return {names.fold(participant.name) for participant in meeting.participants}


def _differences(one: Meeting, other: Meeting) -> Iterator[str]:
    if (one.kind.value == "call") != (other.kind.value == "call"):
        yield "one is a call"
    if one.date.start and other.date.start and one.date != other.date and days(one.date) != days(other.date):
        yield f"other days ({days(other.date)})"
    if one.place and other.place and one.place.name != other.place.name:
        yield f"another place ({folded(other.place.name)})"
    if _people(one) != _people(other):
        yield "other participants"
    if one.status is not other.status:
        yield f"another status ({other.status.value})"
