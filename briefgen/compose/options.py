"""How much a brief shows; what it says is not a matter of options."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.compose.dates import STYLES


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefOptions:
    """Upper limits for the parts of a brief, as counts, except where words are named, and how dates look."""

    max_key_points: int = 5
    max_quotations: int = 8
    max_positions_per_side: int = 8
    max_topics: int = 8
    max_coverage: int = 6
    max_extracts_per_topic: int = 3
    max_topics_in_bottom_line: int = 3
    max_words_in_bottom_line_quote: int = 45
    max_words_in_key_point: int = 70
    min_words_in_quotation: int = 4
    date_style: str = "weekday"  # or "long", "iso"

    def __post_init__(self) -> None:
        """Refuse limits outside what a brief may have, naming the field."""
        if not 0 <= self.max_key_points <= 5:
            raise ValueError(f"max_key_points is {self.max_key_points}; a brief has 0 to 5 key points.")
        if self.date_style not in STYLES:
            raise ValueError(f"date_style is {self.date_style!r}; it is one of {', '.join(STYLES)}.")
        for name in self.__slots__:
            if name != "date_style" and getattr(self, name) < 0:
                raise ValueError(f"{name} is {getattr(self, name)}; it must not be negative.")


DEFAULT_OPTIONS = BriefOptions()
"""What a brief shows if nothing else is asked for."""
