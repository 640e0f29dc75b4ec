"""Who is left: the bearer of an office whom the article names without saying so.

"The Ukrainian leader wrote" stands for one whom the same account names.  Where the article
gives nobody's country with that office, the one person named close by is meant whom
nothing contradicts, provided that something does contradict everybody else there.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from briefgen.extract import lexicon
from briefgen.extract.given_names import speaks_for
from briefgen.extract.roles import gender_of
from briefgen.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from briefgen.extract.passages import Passage
    from briefgen.extract.references import Draft, Reference
    from briefgen.model import RoleClaim

LOOK_BACK = 2  # prose paragraphs before the one with the office, in which its bearer may be named
ROLES_IN_CLAUSE = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "agent", "attr", "ROOT"})
VERBAL = frozenset({"VERB", "AUX"})


@cache
def _sole() -> frozenset[str]:
    """Return the nouns for offices of which a country has one bearer, or one who is meant."""
    return frozenset(lexicon.load("roles")["sole"].split())


class Elimination:
    """Finds, for one article, who alone can be meant by an office and a country."""

    def __init__(
        self, passages: Sequence[Passage], drafts: Sequence[Draft], found: Iterable[Reference]
    ) -> None:
        self.passages = passages
        self.drafts = drafts
        self._named: defaultdict[int, list[Reference]] = defaultdict(list)
        for reference in found:
            if reference.kind == "name":
                self._named[reference.passage].append(reference)

    def meant(self, index: int, token: Token, heads: Iterable[str], country: str | None) -> int | None:
        """Return the one person whom ``token``, an office of a country, can mean; None if not just one."""
        if country is None or token.lower_ not in _sole():
            return None
        near = [r for i in self._scope(index) for r in self._named[i]]
        taking_part = {r.actor for r in near if self._acts(r)}
        before = {r.actor for r in near if (r.passage, r.start) < (index, token.i)}
        everybody = {r.actor for r in near}
        for named in (before, everybody):
            found = self._left(named, index, token, {*heads}, country)
            if found is not None:
                return found if found in taking_part else None
        return None

    def _left(self, near: set[int], index: int, token: Token, offices: set[str], country: str) -> int | None:
        fits = {a: self._fit(a, token, offices, country) for a in sorted(near - self._beside(index, token))}
        best = max(fits.values(), default=0)
        first = [a for a, fit in fits.items() if fit == best]
        if not best or len(first) > 1 or len(near) < 2:
            return None
        titled = any(claim.head for claim in self.drafts[first[0]].roles)
        alone = sum(fit > 0 for fit in fits.values()) == 1
        return first[0] if best > 1 or (alone and not titled) else None

    def _acts(self, reference: Reference) -> bool:
        """Tell whether somebody does something there, or has it done to him: not so "on Roe Day"."""
        head = self.passages[reference.passage].doc[reference.head]
        while head.dep_ in {"conj", "appos"} and head.head != head:
            head = head.head
        return head.dep_ in ROLES_IN_CLAUSE

    def _scope(self, index: int) -> list[int]:
        """Return the headlines, the paragraph and those right before it."""
        prose = [i for i in range(index) if self.passages[i].block.kind is BlockKind.PROSE]
        titles = [i for i, p in enumerate(self.passages) if p.block.kind is BlockKind.TITLE]
        return sorted({*titles, *prose[-LOOK_BACK:], index})

    def _beside(self, index: int, token: Token) -> set[int]:
        """Return whom the office's own clause names: others ("the president told Roe")."""
        verb = _verb_of(token)
        return {
            r.actor for r in self._named[index] if verb is not None and _verb_of(token.doc[r.head]) == verb
        }

    def _fit(self, actor: int, token: Token, offices: set[str], country: str) -> int:
        """Return how well somebody fits an office and a country; 0 for whom something contradicts.

        A president told without a country is most often that of the readers, and no sure one.
        """
        draft = self.drafts[actor]
        countries = {draft.country, *(claim.country for claim in draft.roles)} - {None}
        gender = gender_of(token.lower_)
        origin = 1 if countries == {country} else -1 if countries else speaks_for(draft.name, country)
        titled = any(claim.head for claim in draft.roles)
        bears = token.lower_ == "counterpart" or any(_is(claim, token, offices) for claim in draft.roles)
        if origin < 0 or (titled and not bears) or (gender and draft.gender not in {None, gender}):
            return 0
        return 1 if not origin else 3 if titled or countries else 2


def _is(claim: RoleClaim, token: Token, offices: set[str]) -> bool:
    """Tell whether an office can be meant: no minister of a field, and no deputy, is a country's leader."""
    lesser = {"vice", "deputy", "former"} & {*claim.kinds}
    field = token.lower_ == "leader" and bool({*claim.kinds} - {"prime"})
    return claim.head in offices and not lesser and not field


def _verb_of(token: Token) -> Token | None:
    """Return the verb of the clause that a token stands in."""
    return next((t for t in token.ancestors if t.pos_ in VERBAL), None)
