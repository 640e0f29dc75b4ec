"""How a table's width is divided among its columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.render.pdf.columns import ColumnNeed, column_widths


def test_columns_that_all_fit_grow_in_proportion():
    assert column_widths([ColumnNeed(10, 100), ColumnNeed(10, 300)], 800) == [200, 600]


def test_a_narrow_column_gets_what_it_asks_for_beside_a_long_text():
    assert column_widths([ColumnNeed(30, 80), ColumnNeed(60, 9000)], 480) == [80, 400]


def test_long_texts_share_by_the_root_of_their_length():
    assert column_widths([ColumnNeed(30, 1000), ColumnNeed(30, 4000)], 480) == pytest.approx([160, 320])


def test_no_column_goes_below_its_longest_word_while_there_is_room():
    assert column_widths([ColumnNeed(250, 1000), ColumnNeed(30, 4000)], 480) == [250, 230]


def test_a_monster_of_a_word_leaves_room_for_the_others():
    monster, short = column_widths([ColumnNeed(9000, 9000), ColumnNeed(40, 40)], 480)
    assert monster > short > 30


needs = st.builds(lambda least, more: ColumnNeed(least, least + more), st.floats(1, 500), st.floats(0, 20000))


@given(st.lists(needs, min_size=1, max_size=30))
def test_widths_are_positive_and_fill_the_table(columns):
    widths = column_widths(columns, 480.0)
    assert min(widths) > 0
    assert sum(widths) == pytest.approx(480)
