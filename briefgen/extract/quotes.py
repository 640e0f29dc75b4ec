"""Who said what: the quotes of an article, each with its speaker and the words that tell it.

Quotation marks give the stretches (``quotation_marks``), the sentences around them the
speakers (``quote_attribution``); a quote without words of its own for its speaker goes on
from the sentence before.  Reported clauses without marks come from ``quote_clauses``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from briefgen.extract.people import role_heads
from briefgen.extract.quotation_marks import find_quoted, signature
from briefgen.extract.quote_attribution import attribute
from briefgen.extract.quote_clauses import find_clauses
from briefgen.extract.quote_context import speech_in
from briefgen.extract.quote_frames import frames_of
from briefgen.extract.quote_resolution import Resolver, Speaker
from briefgen.extract.quote_speakers import Firmness
from briefgen.extract.quote_words import is_document, is_finite, is_strong, word_set
from briefgen.model import BlockKind, QuoteKind, ReportedQuote, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.extract.cast import Cast
    from briefgen.extract.passages import Passage
    from briefgen.extract.quotation_marks import Quoted
    from briefgen.extract.quote_frames import Frame
    from briefgen.extract.quote_speakers import Attribution
    from briefgen.model import Article

LONGEST_SILENCE = 2  # paragraphs without speech after which a quote is nobody's continuation
MINIMUM_WORDS = 4  # of a fragment that is not right beside its reporting verb
_HEADINGS = (BlockKind.TITLE, BlockKind.HEADING)
_FUNCTION_WORDS = frozenset("a an and as at but by for from in into of on or our the to with".split())
_TURN = re.compile(r"^(?:Q|[A-Z][\w.'’ -]{2,60}):(?= [A-Z])", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def find_quotes(article: Article, passages: Sequence[Passage], cast: Cast) -> tuple[ReportedQuote, ...]:
    """Return the direct, mixed and indirect quotes of an article, in the order of their spans.

    ``passages`` are its parsed blocks in order.  ``continues`` counts within the result.
    """
    reader = _Reader(article, Resolver(article, cast))
    quoted = [q for q in find_quoted(article.text, [p.block for p in passages]) if q.depth == 0]
    for passage in passages:
        reader.resolver.learn_genders(passage)
    for passage in passages:
        inside = [q for q in quoted if passage.block.start <= q.start < passage.block.end]
        reader.read(passage, inside)
    return reader.finish()


@dataclass(frozen=True, slots=True)
class _Draft:
    """A quote before it is numbered; ``continues`` is the draft that it goes on from."""

    quote: ReportedQuote
    continues: int | None = None


@dataclass(slots=True)
class _Reader:
    """Reads passages in order and remembers who spoke last."""

    article: Article
    resolver: Resolver
    drafts: list[_Draft] = field(default_factory=list)
    headings: list[ReportedQuote] = field(default_factory=list)
    context: Speaker | None = None  # who speaks on if a quote names nobody
    floor: Speaker | None = None  # who was last reported to speak
    transcript: bool = False  # inside an exchange of speeches under the speakers' names
    silence: int = 0  # paragraphs since then
    last: int | None = None  # the draft of the quote just before, if nothing stands between

    def read(self, passage: Passage, inside: Sequence[Quoted]) -> None:
        """Read one passage."""
        heading = passage.block.kind in _HEADINGS
        self.silence += not heading
        self.transcript = self.transcript or self._opens_transcript(passage)
        self._open_paragraph()
        if passage.block.kind is BlockKind.QUOTATION and inside and not inside[0].opened:
            self._set_apart(passage, inside[0])
            return
        dateline = self.article.dateline
        for frame in frames_of(passage, inside, begin=dateline.end if dateline is not None else 0):
            if heading:
                self._heading(frame)
            else:
                self._frame(frame)

    def finish(self) -> tuple[ReportedQuote, ...]:
        """Return the quotes in the order of the text, with ``continues`` counted in it."""
        named = [h for h in self.headings if h.speaker is not None and not self._is_repeated(h)]
        drafts = self.drafts + [_Draft(heading) for heading in named]
        order = sorted(range(len(drafts)), key=lambda k: (drafts[k].quote.span, drafts[k].quote.kind))
        place: dict[int | None, int] = {old: new for new, old in enumerate(order)}
        return tuple(
            replace(draft.quote, continues=place.get(draft.continues)) for draft in (drafts[k] for k in order)
        )

    def _opens_transcript(self, passage: Passage) -> bool:
        """Tell whether speeches under names ("MR. ROE: …") begin with this passage."""
        turn = _TURN.match(self.article.text, passage.block.start, passage.block.end)
        return turn is not None and len(_TURN.findall(self.article.text, passage.block.start)) > 1

    def _open_paragraph(self) -> None:
        """Let whoever spoke last speak on across a paragraph of narration in between."""
        if self.context is not None and self.context.firm:
            return
        if self.floor is not None and self.silence <= LONGEST_SILENCE:
            self.context = replace(self.floor, firm=False)

    # ── one sentence ──

    def _frame(self, frame: Frame) -> None:
        cued: dict[tuple[int, int], int] = {}
        for quoted in frame.quotes:
            self._quoted(frame, quoted, cued)
        for clause in find_clauses(frame) if not self.transcript else ():
            speaker = self.resolver.resolve(frame, clause.attribution, self.context)
            if speaker.actor is not None or speaker.text not in ("it", "It"):
                quote = _said_by(clause.span, QuoteKind.INDIRECT, speaker)
                self.drafts.append(_Draft(_with_cue(frame, quote, clause.attribution)))
        self.context = speech_in(frame, self.resolver, self.context, self._last_speaker(frame))
        self.resolver.remember(frame, self.context)
        if self.context is not None and self.context.firm:
            self.floor, self.silence = self.context, 0
        if frame.words and not frame.quotes:
            self.last = None

    def _last_speaker(self, frame: Frame) -> Speaker | None:
        spoken = {q.start for q in frame.quotes}
        for draft in reversed(self.drafts):
            quote = draft.quote
            if quote.span.start in spoken and quote.kind is not QuoteKind.INDIRECT:
                return Speaker(quote.speaker, quote.speaker_text, quote.speaker_span, firm=True)
        return None

    def _quoted(self, frame: Frame, quoted: Quoted, cued: dict[tuple[int, int], int]) -> None:
        attribution = attribute(frame, quoted)
        if self._is_no_quote(frame, quoted, attribution):
            return
        if attribution is None:
            speaker, goes_on = self.context or Speaker(), self.last
        else:
            speaker = self.resolver.resolve(frame, attribution, self.context)
            goes_on = cued.get(attribution.cue) if attribution.firmness is Firmness.ADJACENT else None
            if quoted.resumes and self.last is not None:
                goes_on = self.last
                self._speak_for(self.last, speaker)
        supposed = speaker.actor if not _is_named_speaker(attribution) else None
        if supposed is not None and self.resolver.speaks_of(frame, quoted, supposed):
            speaker = replace(speaker, actor=None)
        quote = self._quote(frame, quoted, attribution, speaker)
        self.drafts.append(_Draft(quote, goes_on))
        self.last = len(self.drafts) - 1
        if attribution is not None:
            cued[attribution.cue] = self.last

    def _speak_for(self, position: int | None, speaker: Speaker) -> None:
        """Give the earlier paragraphs of one quote, which name nobody, the speaker named at last."""
        while position is not None and self.drafts[position].quote.cue is None:
            draft = self.drafts[position]
            named = _said_by(draft.quote.span, draft.quote.kind, speaker)
            self.drafts[position] = replace(draft, quote=named)
            position = draft.continues

    def _is_no_quote(self, frame: Frame, quoted: Quoted, attribution: Attribution | None) -> bool:
        """Tell a name, a term or a phrase that nobody is said to have spoken."""
        words = _WORD.findall(self.article.text[quoted.start : quoted.end])
        beside = attribution is not None and attribution.firmness is Firmness.ADJACENT
        if attribution is not None and attribution.denied:
            return True
        if _is_title(words) and (not beside or not self._reads_as_speech(frame, quoted)):
            return True
        if not beside and _is_named(frame, quoted):
            return True
        if len(words) < MINIMUM_WORDS:
            return not (beside or (attribution is None and not frame.words))
        return attribution is None and not _stands_alone(frame) and not self._is_sentence(quoted, words)

    def _reads_as_speech(self, frame: Frame, quoted: Quoted) -> bool:
        """Tell words in capitals that are set as speech, after a colon or with a full stop."""
        lead = frame.lead(quoted)
        stopped = self.article.text[quoted.end - 1] in ".!?…"
        return stopped or not lead or lead[-1].text in (":", ",")

    def _is_sentence(self, quoted: Quoted, words: Sequence[str]) -> bool:
        text = self.article.text[quoted.start : quoted.end]
        return bool(words) and words[0][:1].isupper() and (text[-1] in ".,!?…" or not quoted.closed)

    # ── making quotes ──

    def _quote(
        self, frame: Frame, quoted: Quoted, attribution: Attribution | None, speaker: Speaker
    ) -> ReportedQuote:
        span = Span(self.article.id, quoted.start, quoted.end)
        return _with_cue(frame, _said_by(span, self._kind(frame, quoted, attribution), speaker), attribution)

    def _kind(self, frame: Frame, quoted: Quoted, attribution: Attribution | None) -> QuoteKind:
        """Tell a quote that stands by itself from a fragment inside the writer's clause."""
        text = self.article.text[quoted.start : quoted.end]
        lead = [t for t in frame.lead(quoted) if t.text not in ("—", "–", "-")]
        alone = not lead or lead[-1].text in (":", ",", ".")
        begins = text.lstrip("[(…. ")[:1].isupper() or not text[:1].isalpha()
        firm = attribution is None or attribution.firmness is Firmness.ADJACENT
        if firm and (alone or is_strong(lead[-1])) and (begins or not lead):
            return QuoteKind.DIRECT
        interrupted = alone and firm and len(frame.quotes) > 1 and quoted is not frame.quotes[0]
        return QuoteKind.DIRECT if interrupted else QuoteKind.MIXED

    # ── blocks and headings ──

    def _set_apart(self, passage: Passage, quoted: Quoted) -> None:
        signed = signature(self.article.text, passage.block)
        speaker = self.resolver.at(*signed) if signed else self.context
        if speaker is None:
            speaker = Speaker()
        span = Span(self.article.id, quoted.start, quoted.end)
        self.drafts.append(_Draft(_said_by(span, QuoteKind.DIRECT, speaker)))
        self.context = speaker
        self.last = len(self.drafts) - 1

    def _heading(self, frame: Frame) -> None:
        for quoted in frame.quotes:
            attribution = attribute(frame, quoted)
            if len(_WORD.findall(self.article.text[quoted.start : quoted.end])) < MINIMUM_WORDS:
                continue
            speaker = self.resolver.resolve(frame, attribution, None) if attribution else Speaker()
            self.headings.append(self._quote(frame, quoted, attribution, speaker))

    def _is_repeated(self, heading: ReportedQuote) -> bool:
        """Tell a quote in a heading whose words stand in a quote below as well."""
        wanted = _folded(self.article.words(heading.span))
        return any(
            wanted in _folded(self.article.words(draft.quote.span))
            for draft in self.drafts
            if draft.quote.kind is not QuoteKind.INDIRECT
        )


def _said_by(span: Span, kind: QuoteKind, speaker: Speaker) -> ReportedQuote:
    return ReportedQuote(
        span=span,
        kind=kind,
        speaker=speaker.actor,
        speaker_text=speaker.text,
        speaker_span=speaker.span,
    )


def _with_cue(frame: Frame, quote: ReportedQuote, attribution: Attribution | None) -> ReportedQuote:
    if attribution is None:
        return quote
    start, end = attribution.cue
    words = frame.passage.doc[start:end]
    return replace(
        quote,
        cue=words.text,
        cue_span=frame.passage.span_of(words),
        via=attribution.via.text if attribution.via is not None else None,
    )


def _is_named_speaker(attribution: Attribution | None) -> bool:
    """Tell words that give the speaker's name from a pronoun, an office or no words at all."""
    phrase = attribution.speaker if attribution is not None else None
    return phrase is not None and phrase.head.pos_ == "PROPN" and phrase.head.lower_ not in role_heads()


def _stands_alone(frame: Frame) -> bool:
    """Tell a sentence that is a quote and perhaps an adverbial: Even so, “…”."""
    return not any(is_finite(t) for t in frame.tokens)


def _folded(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.replace('’', chr(39)).casefold()))} "


def _is_named(frame: Frame, quoted: Quoted) -> bool:
    """Tell words introduced as a name or a term: the so-called “…”, a book called “…”."""
    lead = frame.lead(quoted)
    if not lead:
        return False
    last = lead[-1].lower_
    pair = f"{lead[-2].lower_} {last}" if len(lead) > 1 else ""
    naming = word_set("verbs", "naming")
    return (last in naming or pair in naming) and not is_document(lead[-1])


def _is_title(words: Sequence[str]) -> bool:
    """Tell a name of a work or a policy: nearly all words but the small ones are capitalised."""
    content = [w for w in words if w.lower() not in _FUNCTION_WORDS]
    if len(content) < 2 or all(w.isupper() for w in content):
        return False
    return all(w[0].isupper() or w[0].isdigit() for w in content)
