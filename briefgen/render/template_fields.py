"""Which fields a template may ask for: the types of the model, followed through a template's expressions.

Nothing is guessed: where the type of an expression is not known, nothing is said of its fields.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass, fields, is_dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from jinja2 import nodes

from briefgen.model import Brief, BriefQuote, Citation, Digest
from briefgen.render.encounters import Encounters
from briefgen.render.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SAME = frozenset(
    {"list", "sort", "reverse", "selectattr", "rejectattr", "select", "reject", "unique", "default"}
)
"""Filters that give what they are given, or some of it."""

_BUILT_IN = frozenset(
    {"range", "dict", "lipsum", "cycler", "joiner", "namespace", "loop", "self", "super", "caller"}
)
_OF_FILTERS: dict[str, Any] = {
    "evidence": dict[int, tuple[Citation, ...]],
    "encounters": Encounters,
    "cited": list[tuple[int, list[str]]],
    "by_speaker": list[tuple[str, list[BriefQuote]]],
}

SUBJECTS: dict[str, dict[str, Any]] = {"meeting": {"brief": Brief}, "digest": {"digest": Digest}}
"""What a template for a subject sees besides ``COMMON``."""

COMMON: dict[str, Any] = {
    "evidence": dict[int, tuple[Citation, ...]],
    "language": str,
    "theme": Theme,
    "options": None,
}
"""What every template sees: name → type; that of ``options`` is in the manifest."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name or field that there is not, with the line that asks for it."""

    line: int
    message: str


def unknown_fields(tree: nodes.Template, subject: str, options: frozenset[str]) -> list[Unknown]:
    """Return what a template asks for that its subject does not have, in the order of lines."""
    reader = _Reader(options)
    reader.read(tree.body, COMMON | SUBJECTS[subject])
    return sorted(reader.found, key=lambda unknown: (unknown.line, unknown.message))


class _Reader:
    """Walks a template; a scope is what names mean at a place, ``None`` what is not known."""

    def __init__(self, options: frozenset[str]) -> None:
        self.found: list[Unknown] = []
        self._options = options

    def read(self, body: list[nodes.Node], outer: Mapping[str, Any]) -> dict[str, Any]:
        scope = dict(outer)
        for node in body:
            self._read_node(node, scope)
        return scope

    def _read_node(self, node: nodes.Node, scope: dict[str, Any]) -> None:
        match node:
            case nodes.For():
                self._type(node.iter, scope)
                inner = scope | self._bound(node.target, _element(self._type(node.iter, scope)))
                self._expressions([node.test], inner)
                self.read(node.body, inner)
                self.read(node.else_, scope)
            case nodes.Assign():
                scope |= self._bound(node.target, self._type(node.node, scope))
            case nodes.AssignBlock():
                scope |= self._bound(node.target, str)
                self.read(node.body, scope)
            case nodes.Macro():
                scope[node.name] = None
                self.read(node.body, scope | dict.fromkeys(_parameters(node)))
            case nodes.Import():
                scope[node.target] = None
            case nodes.FromImport():
                names = (name if isinstance(name, str) else name[1] for name in node.names)
                scope |= dict.fromkeys(names)
            case nodes.If():
                self._type(node.test, scope)
                for part in (node.body, node.elif_, node.else_):
                    scope |= self.read(list(part), scope)
            case nodes.Block() | nodes.Scope() | nodes.With():
                self.read(node.body, scope)
            case nodes.Expr():
                self._type(node, scope)
            case _:
                for child in node.iter_child_nodes():
                    self._read_node(child, scope)

    def _expressions(self, found: Sequence[nodes.Node | None], scope: Mapping[str, Any]) -> None:
        for expression in found:
            if expression is not None:
                self._type(expression, scope)

    def _bound(self, target: nodes.Node, type_: Any) -> dict[str, Any]:
        if isinstance(target, nodes.Name):
            return {target.name: type_}
        if isinstance(target, nodes.Tuple):
            parts = _parts(type_, len(target.items))
            pairs = zip(target.items, parts, strict=True)
            return {name: one for item, part in pairs for name, one in self._bound(item, part).items()}
        return {}

    def _type(self, node: nodes.Node, scope: Mapping[str, Any]) -> Any:
        """Return the type of an expression as far as it is known; note what it asks for in vain."""
        match node:
            case nodes.Name():
                return self._name(node, scope)
            case nodes.Getattr():
                return self._field(node, self._type(node.node, scope))
            case nodes.Getitem():
                owner = self._type(node.node, scope)
                self._type(node.arg, scope)
                return owner if isinstance(node.arg, nodes.Slice) else _element(owner)
            case nodes.Filter() if node.node is not None:
                inner = self._type(node.node, scope)
                self._expressions([*node.args, *(pair.value for pair in node.kwargs)], scope)
                return inner if node.name in _SAME else _OF_FILTERS.get(node.name)
            case _:
                for child in node.iter_child_nodes():
                    self._type(child, scope)
                return None

    def _name(self, node: nodes.Name, scope: Mapping[str, Any]) -> Any:
        if node.name not in scope and node.name not in _BUILT_IN:
            self._note(node.lineno, f'there is no "{node.name}" here', node.name, list(scope))
        return scope.get(node.name)

    def _field(self, node: nodes.Getattr, owner: Any) -> Any:
        if isinstance(node.node, nodes.Name) and node.node.name == "options":
            if node.attr not in self._options:
                self._note(
                    node.lineno, f'the manifest has no option "{node.attr}"', node.attr, sorted(self._options)
                )
            return None
        owner = _certain(owner)
        if not (isinstance(owner, type) and is_dataclass(owner)):
            return None
        names = [field.name for field in fields(owner)]
        if node.attr in names:
            return field_types(owner)[node.attr]
        if not hasattr(owner, node.attr):
            self._note(node.lineno, f'a {owner.__name__} has no field "{node.attr}"', node.attr, names)
        return None

    def _note(self, line: int, message: str, name: str, known: list[str]) -> None:
        near = get_close_matches(name, known, 1)
        hint = f'; perhaps "{near[0]}" is meant' if near else ""
        self.found.append(Unknown(line, message + hint))


def field_types(owner: type) -> dict[str, Any]:
    """Return the type of each field of a class of the model."""
    import datetime as dt

    return typing.get_type_hints(owner, localns={"dt": dt})


def _parameters(node: nodes.Macro) -> Iterator[str]:
    yield from (argument.name for argument in node.args)
    yield from ("varargs", "kwargs")


def _certain(type_: Any) -> Any:
    """Return what a type is where it is not None."""
    parts = [part for part in typing.get_args(type_) if part is not type(None)]
    is_optional = type(None) in typing.get_args(type_)
    return parts[0] if is_optional and len(parts) == 1 else type_


def _element(type_: Any) -> Any:
    """Return the type of what a tuple or list holds many of."""
    type_ = _certain(type_)
    arguments = typing.get_args(type_)
    if typing.get_origin(type_) is list or (typing.get_origin(type_) is tuple and arguments[1:] == (...,)):
        return arguments[0]
    return arguments[1] if typing.get_origin(type_) is dict else None


def _parts(type_: Any, count: int) -> tuple[Any, ...]:
    arguments = typing.get_args(type_)
    fits = typing.get_origin(type_) is tuple and len(arguments) == count and ... not in arguments
    return arguments if fits else (None,) * count
