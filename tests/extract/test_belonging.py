"""To which of an article's meetings words belong."""

from __future__ import annotations

from told import BRANDT, DAHL, HAUGEN, ZIELINSKI, Told, tell

A, B = BRANDT, ZIELINSKI


def parties_of(told: Told, words: str) -> set[str]:
    """Return who takes part in the meeting at which some quoted words were said."""
    index = told.quote(words).meeting
    return set() if index is None else told.who(told.meetings[index])


def test_words_belong_to_the_meeting_that_their_sentence_names() -> None:
    told = tell(
        f"{A} met {B} in Warsaw on Tuesday. On Wednesday Klaus Brandt met {DAHL} in Berlin.\n\n"
        '"We agreed on every point of the list," Brandt said of the talks with Dahl.'
    )
    assert "Henrik Dahl" in parties_of(told, "every point")


def test_words_belong_to_the_main_meeting_rather_than_to_one_that_lies_ahead() -> None:
    told = tell(
        f"{A} met {B} in Warsaw on Wednesday.\n\nThe two leaders plan to meet again in Berlin in June.\n\n"
        "Brandt raised border controls and gas prices."
    )
    held = next(m for m in told.meetings if m.main)
    assert "border controls" in told.labels(held)


def test_words_of_somebody_who_takes_part_in_nothing_belong_to_no_meeting() -> None:
    told = tell(f'{A} met {B} in Warsaw on Wednesday.\n\n"This is a bad idea for us all," {HAUGEN} said.')
    assert parties_of(told, "bad idea") == set()
