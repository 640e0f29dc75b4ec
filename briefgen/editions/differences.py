"""What differs between a meeting and its earlier self, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen import names
from briefgen.editions.accounts import hashes_of, same_people
from briefgen.editions.earlier import place_name
from briefgen.model import Aspect, Cause, Difference, Precision, Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.editions.earlier import Edition, PastAccount, PastParticipant
    from briefgen.model import Analysis, Article, Meeting, Participant, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is looked up while meetings are compared.

    ``new_articles`` are the ids of present articles that the edition had not read,
    ``kept_articles`` the ids, in the edition, of those that are still among the inputs, and
    ``updated`` gives for a new article the earlier article of the same address that it replaces.
    ``people`` gives the present id of a person of the edition.
    """

    earlier: Edition
    articles: Mapping[str, Article]
    quotes: Mapping[str, Quote]
    people: Mapping[str, str]
    new_articles: frozenset[str]
    kept_articles: frozenset[str]
    updated: Mapping[str, str]
    copies: frozenset[str]  # new articles that are copies of one that the edition had read
    quoted: frozenset[str]  # the words of all quotes of the edition
    quotes_then: Mapping[str, str]  # id of a quote of the edition → its words

    @classmethod
    def of(cls, earlier: Edition, analysis: Analysis) -> Comparison:
        """Look up what two analyses have in common."""
        hashes = hashes_of(analysis)
        known = {article.sha256 for article in earlier.articles}
        present = set(hashes.values())
        new = frozenset(article for article, hash_ in hashes.items() if hash_ not in known)
        gone = {a.url: a.id for a in earlier.articles if a.url and a.sha256 not in present}
        known_ids = {article for article, hash_ in hashes.items() if hash_ in known}
        copies = (
            set(group.articles) - known_ids for group in analysis.copies if known_ids & set(group.articles)
        )
        words = {quote.id: names.fold(quote.text) for quote in earlier.quotes}
        return cls(
            earlier=earlier,
            articles={article.id: article for article in analysis.articles},
            quotes={quote.id: quote for quote in analysis.quotes},
            people=same_people(earlier, analysis),
            new_articles=new,
            kept_articles=frozenset(a.id for a in earlier.articles if a.sha256 in present),
            updated={a.id: gone[a.url] for a in analysis.articles if a.id in new and a.url in gone},
            copies=frozenset[str]().union(*copies),
            quoted=frozenset(words.values()),
            quotes_then=words,
        )

    def is_new(self, span: Span) -> bool:
        """Tell whether a span lies in an article that the edition had not read."""
        return span.article in self.new_articles

    def cause(self, evidence: Iterable[Span], account: PastAccount) -> Cause:
        """Tell why something differs, by what shows it now."""
        if any(self.is_new(span) for span in evidence):
            return Cause.NEW_ARTICLE
        kept = all(link.article in self.kept_articles for link in account.articles)
        return Cause.READING if kept else Cause.ARTICLE_GONE

    def difference(
        self,
        aspect: Aspect,
        account: PastAccount,
        earlier: str | None,
        present: str | None,
        evidence: Iterable[Span],
        subject: str | None = None,
    ) -> Difference:
        """Make a difference; sentences of new articles come first."""
        spans = sorted(dict.fromkeys(evidence), key=lambda span: not self.is_new(span))
        return Difference(
            aspect=aspect,
            earlier=earlier,
            present=present,
            cause=self.cause(spans, account),
            evidence=tuple(spans),
            subject=subject,
        )


def differences(comparison: Comparison, account: PastAccount, meeting: Meeting) -> tuple[Difference, ...]:
    """Return what differs, the weightiest first."""
    checks = (_status, _date, _place, _joined, _left, _discrepancies, _quotes, _topics, _sources)
    return tuple(found for check in checks for found in check(comparison, account, meeting))


def days(start: dt.date | None, end: dt.date | None, precision: Precision, text: str | None) -> str | None:
    """Return days as ISO 8601 writes them, as exactly as they are known, or an article's words."""
    if start is None:
        return " ".join(text.split()) if text and text.strip() else None
    last = end or start
    if precision is Precision.MONTH:
        return start.isoformat()[: len("2031-05")]
    if precision is Precision.YEAR:
        return start.isoformat()[: len("2031")]
    return start.isoformat() if start == last else f"{start.isoformat()}/{last.isoformat()}"


def _status(comparison: Comparison, account: PastAccount, meeting: Meeting) -> Iterator[Difference]:
    if account.status is not meeting.status:
        reports = [r.evidence for r in meeting.status_reports if r.status is meeting.status]
        yield comparison.difference(
            Aspect.STATUS, account, account.status.value, meeting.status.value, reports or meeting.mentions
        )


def _date(comparison: Comparison, account: PastAccount, meeting: Meeting) -> Iterator[Difference]:
    date = meeting.date
    then = days(account.start, account.end, account.date_precision, account.date_text)
    now = days(date.start, date.end, date.precision, date.text)
    if names.fold(then or "") != names.fold(now or ""):
        yield comparison.difference(Aspect.DATE, account, then, now, date.evidence)


def _place(comparison: Comparison, account: PastAccount, meeting: Meeting) -> Iterator[Difference]:
    place, past = meeting.place, account.place
    then, now = (names.fold(p.name) if p else "" for p in (past, place))
    if then == now:
        return
    name = ", ".join(dict.fromkeys(p for p in (place.name, place.country) if p)) if place else None
    own = (place.span,) if place and place.span else ()
    yield comparison.difference(
        Aspect.PLACE, account, place_name(past), name, (*meeting.place_evidence, *own)
    )


def _joined(comparison: Comparison, account: PastAccount, meeting: Meeting) -> Iterator[Difference]:
    then = {comparison.people.get(p.person) for p in account.participants if p.person}
    groups = [_group(p) for p in account.participants]
    for participant in meeting.participants:
        known = participant.person in then if participant.person else _group(participant) in groups
        if not known:
            yield comparison.difference(
                Aspect.JOINED, account, None, participant.name, participant.evidence, participant.person
            )


def _left(comparison: Comparison, account: PastAccount, meeting: Meeting) -> Iterator[Difference]:
    """Yield those who are no longer named; unnamed ones whom someone of their side has replaced are not."""
    now = {p.person for p in meeting.participants if p.person}
    groups = [_group(p) for p in meeting.participants]
    sides = {p.side for p in meeting.participants if p.side}
    for participant in account.participants:
        if participant.person:
            known = comparison.people.get(participant.person) in now
        else:
            known = _group(participant) in groups or participant.side in sides
        if not known:
            yield Difference(
                aspect=Aspect.LEFT,
                earlier=participant.name,
                present=None,
                cause=_cause_of_leaving(comparison, participant, account),
            )


def _cause_of_leaving(comparison: Comparison, participant: PastParticipant, account: PastAccount) -> Cause:
    """Tell why someone is no longer named: a new version of the article, no article, or our reading."""
    named = {span.article for span in participant.evidence} or {link.article for link in account.articles}
    if named & comparison.kept_articles:
        return Cause.READING
    replaced = named & set(comparison.updated.values())
    return Cause.NEW_ARTICLE if replaced else Cause.ARTICLE_GONE


def _discrepancies(comparison: Comparison, account: PastAccount, meeting: Meeting) -> Iterator[Difference]:
    then = {d.field: {names.fold(v.value) for v in d.values} for d in account.discrepancies}
    for found in meeting.discrepancies:
        values = {names.fold(value.value) for value in found.values}
        if values <= then.get(found.field, set()):
            continue
        evidence = [span for value in found.values for span in value.evidence]
        present = "; ".join(value.value for value in found.values)
        yield comparison.difference(Aspect.DISCREPANCY, account, None, present, evidence, found.field)


def _quotes(comparison: Comparison, account: PastAccount, meeting: Meeting) -> Iterator[Difference]:
    """Yield quotes whose words the edition does not have, not even within a longer quote of the meeting."""
    then = "\n".join(comparison.quotes_then.get(quote, "") for quote in account.quotes)
    seen: set[str] = set()
    for id_ in meeting.quotes:
        quote = comparison.quotes.get(id_)
        words = names.fold(quote.text) if quote else ""
        if quote is None or not words or words in comparison.quoted or words in then or words in seen:
            continue
        seen.add(words)
        where = Span(quote.article, quote.start, quote.end)
        yield comparison.difference(Aspect.QUOTE, account, None, quote.text, (where,), quote.id)


def _topics(comparison: Comparison, account: PastAccount, meeting: Meeting) -> Iterator[Difference]:
    then = {names.fold(label) for t in account.topics for label in (t.label, *t.aliases)}
    for topic in meeting.topics:
        if then.isdisjoint(map(names.fold, (topic.label, *topic.aliases))):
            yield comparison.difference(Aspect.TOPIC, account, None, topic.label, topic.evidence)


def _sources(comparison: Comparison, _account: PastAccount, meeting: Meeting) -> Iterator[Difference]:
    """Yield new articles on the meeting; one that replaces another of the same address names that."""
    titles = {article.id: article.title or article.path for article in comparison.earlier.articles}
    for id_ in dict.fromkeys(link.article for link in meeting.articles):
        if id_ in comparison.new_articles:
            article = comparison.articles[id_]
            mentions = [span for span in meeting.mentions if span.article == id_]
            replaced = comparison.updated.get(id_)
            yield Difference(
                aspect=Aspect.SOURCE,
                earlier=titles[replaced] if replaced else None,
                present=article.title or article.path,
                cause=Cause.COPY if id_ in comparison.copies else Cause.NEW_ARTICLE,
                evidence=tuple(mentions),
                subject=id_,
            )


def _group(participant: Participant | PastParticipant) -> tuple[str, str]:
    return names.fold(participant.name), participant.side or ""
