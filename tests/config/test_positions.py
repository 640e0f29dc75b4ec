from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.config.positions import Where, line_of, lines_of

EVERY_KIND = '''\
# a comment with = and [x]
top = "a # b"   # c
"quoted.key" = 1
a.b.c = 2
many = """
[not.a.table]
x = 1 """  # d
odd = """"two" ""\\"""""
raw = \'\'\'
y = 'z' \'\'\'
list = [ 1, # one
  [2, "]"],
  { p = 3, q.r = [4] },
]
day = 1979-05-27 07:32:00
[jobs . "the one"] # e
k = 1
[[jobs."the one".desks]]
name = "x"
[[jobs."the one".desks]]
name = "y"
[jobs."the one".desks.sub]
z = {}
[[jobs."the one".desks.sub2]]
z = []
'''


def ways(value: object, where: Where = ()) -> set[Where]:
    """Return the way to every key and item of a parsed text."""
    if isinstance(value, dict):
        pairs: list[tuple[Any, object]] = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    else:
        return set()
    return {found for key, item in pairs for found in ({(*where, key)} | ways(item, (*where, key)))}


def test_every_kind_of_key_has_its_line() -> None:
    lines = lines_of(EVERY_KIND)
    assert set(lines) == ways(tomllib.loads(EVERY_KIND))
    one = ("jobs", "the one")
    assert {
        ("top",): 2, ("quoted.key",): 3, ("a",): 4, ("a", "b", "c"): 4, ("many",): 5, ("odd",): 8, ("raw",): 9,
        ("list",): 11, ("list", 0): 11, ("list", 1, 1): 12, ("list", 2, "q", "r", 0): 13, ("day",): 15,
        one: 16, (*one, "desks"): 18, (*one, "desks", 0, "name"): 19, (*one, "desks", 1): 20,
        (*one, "desks", 1, "sub", "z"): 23, (*one, "desks", 1, "sub2", 0, "z"): 25,
    }.items() <= lines.items()  # fmt: skip


def test_line_ends_of_windows_count_once() -> None:
    assert lines_of("a = 1\r\nb = 2\r\n")[("b",)] == 2


@pytest.mark.parametrize(
    ("where", "line"),
    [(("jobs", "a", "schedule"), 2), (("jobs", "a", "inputs", 7), 3), (("mail",), None), ((), None)],
)
def test_what_is_missing_is_told_where_its_table_stands(where: Where, line: int | None) -> None:
    assert line_of(lines_of("\n[jobs.a]\ninputs = []\n"), where) == line


KEYS = st.text("ab.\"'\\ #=[]{}\n\té", max_size=4)
WORDS = st.text("ab.\"'\\ #=[]{},\n\té", max_size=12)
SCALARS = st.one_of(
    WORDS, st.integers(-9, 9), st.booleans(), st.floats(allow_nan=False, allow_infinity=False), st.dates(),
    st.datetimes(),
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


def basic(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'


class Writer:
    """Writes values as TOML in one of the ways that there are, and notes the line of each."""

    def __init__(self, data: st.DataObject) -> None:
        self.data, self.text = data, ""
        self.lines: dict[Where, int] = {}

    def pick(self, *ways: str) -> str:
        return self.data.draw(st.sampled_from(ways))

    def note(self, where: Where) -> None:
        self.lines.setdefault(where, self.text.count("\n") + 1)

    def key(self, name: str) -> None:
        if name.isascii() and name.isalnum() and self.data.draw(st.booleans()):
            self.text += name
        elif "'" not in name and "\n" not in name and self.data.draw(st.booleans()):
            self.text += f"'{name}'"
        else:
            self.text += basic(name)

    def string(self, text: str) -> None:
        way = self.pick("basic", "literal", "long", "long literal")
        if way == "literal" and not set("'\n") & set(text):
            self.text += f"'{text}'"
        elif way == "long":
            ends = "\\" if text.endswith('"') else ""
            body = text.replace("\\", "\\\\").replace('"""', '""\\"')
            self.text += f'"""\n{body[:-1]}{ends}{body[-1:]}"""' if body else '""""""'
        elif way == "long literal" and "'''" not in text and not text.endswith("'''"):
            self.text += f"'''\n{text}'''"
        else:
            self.text += basic(text)

    def value(self, value: object, where: Where) -> None:
        if isinstance(value, str):
            self.string(value)
        elif isinstance(value, bool):
            self.text += str(value).lower()
        elif isinstance(value, list):
            self.array(value, where)
        elif isinstance(value, dict):
            self.inline(value, where)
        else:
            self.text += str(value)

    def array(self, items: list[object], where: Where) -> None:
        self.text += "["
        for number, item in enumerate(items):
            self.text += self.pick("", " ", "\n", " # ] [ ' \n  ")
            self.note((*where, number))
            self.value(item, (*where, number))
            self.text += self.pick("", " # }\n") + ("," if number < len(items) - 1 else self.pick("", ","))
        self.text += self.pick("", "\n") + "]"

    def inline(self, table: dict[str, object], where: Where) -> None:
        self.text += "{"
        for number, (name, value) in enumerate(table.items()):
            self.text += ", " if number else " "
            self.note((*where, name))
            self.key(name)
            self.text += self.pick("=", " = ")
            self.value(value, (*where, name))
        self.text += "}"

    def pairs(self, table: dict[str, object], where: Where) -> None:
        for name, given_value in table.items():
            value = given_value
            self.note((*where, name))
            self.key(name)
            if isinstance(value, dict) and len(value) == 1 and self.data.draw(st.booleans()):
                ((inner, value),) = value.items()
                self.text += self.pick(".", " . ")
                where_value: Where = (*where, name, inner)
                self.note(where_value)
                self.key(inner)
            else:
                where_value = (*where, name)
            self.text += " = "
            self.value(value, where_value)
            self.text += self.pick("\n", " # x = [\n", "\n\n")


TABLE = st.dictionaries(KEYS, VALUES, max_size=4)


@given(st.data(), TABLE, st.dictionaries(KEYS, TABLE | st.lists(TABLE, min_size=1, max_size=3), max_size=3))
def test_whatever_is_written_is_found_on_its_line(
    data: st.DataObject,
    top: dict[str, object],
    tables: dict[str, dict[str, object] | list[dict[str, object]]],
) -> None:
    writer = Writer(data)
    writer.pairs({name: value for name, value in top.items() if name not in tables}, ())
    for name, table in tables.items():
        for number, part in enumerate(table if isinstance(table, list) else [table]):
            array = isinstance(table, list)
            where: Where = (name, number) if array else (name,)
            writer.note((name,))
            writer.note(where)
            writer.text += "[[" if array else "["
            writer.key(name)
            writer.text += "]]\n" if array else " ] # ]]\n"
            writer.pairs(part, where)
    try:
        parsed = tomllib.loads(writer.text)
    except tomllib.TOMLDecodeError as error:
        raise AssertionError(writer.text) from error
    assert set(writer.lines) == ways(parsed)
    assert lines_of(writer.text) == writer.lines


@given(st.text("ab[]{}.=\"'\\#,\n 1", max_size=60))
def test_whatever_is_valid_is_walked_to_its_end(text: str) -> None:
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(lines_of(text)) == ways(parsed)
