"""YAML front matter: the "key: value" lines between two ``---`` at the head of a text."""

from __future__ import annotations

import re
from dataclasses import replace

import yaml

from briefgen.ingest.dates import read_moment
from briefgen.ingest.facts import fact_names
from briefgen.ingest.interface import Draft, Known, Publication

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S)
_LINE = re.compile(r"^([A-Za-z][\w -]*?)\s*:\s*(.*?)\s*$")
_BASIS = "front matter"


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the facts of the front matter and the text after it.

    Values stand as they are written; a list is joined by commas.  Where the YAML is
    broken its lines are read one by one; where no line gives a fact, the text has no
    front matter.
    """
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    entries = _entries(match[1])
    facts: dict[str, str] = {}
    for key, value in entries:
        fact = fact_names().get(re.sub(r"[ -]", "_", key.strip().lower()))
        if fact and value.strip():
            facts.setdefault(fact, value.strip())
    if not facts and not entries:
        return {}, text
    return facts, text[match.end() :]


def with_facts(draft: Draft, facts: dict[str, str]) -> Draft:
    """Return the draft with the facts of its front matter."""
    known = {
        name: Known(facts[name], _BASIS) for name in ("title", "source", "author", "url") if name in facts
    }
    dates = {
        name: Publication(moment, _BASIS)
        for name in ("published", "updated")
        if name in facts and (moment := read_moment(facts[name]))
    }
    return replace(draft, **known, **dates)  # type: ignore[arg-type]


def _entries(block: str) -> list[tuple[str, str]]:
    """Return keys and values in order, from YAML's tree of nodes: no value is interpreted."""
    try:
        node = yaml.compose(block, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return _lines(block)
    if not isinstance(node, yaml.MappingNode):
        return []
    return [(key.value, _words(value)) for key, value in node.value if isinstance(key, yaml.ScalarNode)]


def _words(node: yaml.Node) -> str:
    if isinstance(node, yaml.ScalarNode):
        return "" if node.tag == "tag:yaml.org,2002:null" else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return ", ".join(
            word for part in node.value if isinstance(part, yaml.ScalarNode) and (word := _words(part))
        )
    if isinstance(node, yaml.MappingNode):
        return next(
            (_words(value) for key, value in node.value if key.value == "name" and value is not node), ""
        )
    return ""


def _lines(block: str) -> list[tuple[str, str]]:
    found = [match.groups() for line in block.split("\n") if (match := _LINE.match(line))]
    return [
        (key, value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value)
        for key, value in found
    ]
