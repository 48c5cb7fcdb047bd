"""Values as JSON documents and back, driven by the values' own fields: a new field needs no change here."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
"""What a document is made of. There are no fractions: nothing we keep needs them, and they do not read back exactly."""

Value = TypeVar("Value")


class DocumentError(ValueError):
    """A document is not what it should be; the message says where and how."""


def to_document(value: object) -> Json:
    """Return a value as JSON: dataclasses as objects, tuples as lists, sets as sorted lists, choices by their name.

    Raises:
        TypeError: The value holds something a document cannot.
    """
    match value:
        case Enum():
            return value.value if isinstance(value, str) else value.name
        case None | bool() | int() | str():
            return value
        case datetime():
            return value.isoformat()
        case tuple():
            return [to_document(item) for item in value]
        case frozenset():
            return sorted((to_document(item) for item in value), key=canonical)
        case _ if dataclasses.is_dataclass(value):
            return {field.name: to_document(getattr(value, field.name)) for field in dataclasses.fields(value)}
        case _:
            raise TypeError(f"a document cannot hold {type(value).__name__}")


def from_document(expected: type[Value], document: Json) -> Value:
    """Return the value that `to_document` made the document from.

    A field that is missing takes its default; one that `expected` does not know is refused, because what it said would
    be lost in silence.

    Raises:
        DocumentError: The document does not describe such a value.
    """
    return typing.cast("Value", _read(expected, document, expected.__name__))


def canonical(document: Json) -> str:
    """Return the one text that equal documents share, however they were laid out."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"))


def _read(expected: Any, document: Json, where: str) -> Any:
    origin, arguments = typing.get_origin(expected), typing.get_args(expected)
    if origin in (typing.Union, types.UnionType):
        return None if document is None else _read(arguments[0], document, where)
    if origin in (tuple, frozenset):
        return origin(_read_items(arguments, document, where))
    if dataclasses.is_dataclass(expected):
        return _read_fields(expected, document, where)
    try:
        if issubclass(expected, Enum):
            return expected(document) if issubclass(expected, str) else expected[str(document)]
        if expected is datetime:
            return datetime.fromisoformat(str(document))
    except (KeyError, ValueError):
        raise DocumentError(f"{where} is not a {expected.__name__}") from None
    if type(document) is not expected:
        raise DocumentError(f"{where} is not a {expected.__name__}")
    return document


def _read_items(arguments: tuple[Any, ...], document: Json, where: str) -> list[Any]:
    """Return the items of ``tuple[X, ...]``, ``frozenset[X]`` or ``tuple[X, Y]``."""
    if not isinstance(document, list):
        raise DocumentError(f"{where} is not a list")
    if len(arguments) == 1 or arguments[-1] is Ellipsis:
        arguments = (arguments[0],) * len(document)
    if len(arguments) != len(document):
        raise DocumentError(f"{where} does not have {len(arguments)} items")
    return [_read(kind, item, f"{where}[{i}]") for i, (kind, item) in enumerate(zip(arguments, document, strict=True))]


def _read_fields(expected: Any, document: Json, where: str) -> Any:
    if not isinstance(document, dict):
        raise DocumentError(f"{where} is not an object")
    known = _fields(expected)
    unknown = sorted(document.keys() - known.keys())
    if unknown:
        raise DocumentError(f"{where} has an unknown field {unknown[0]!a}")
    values = {name: _read(known[name], item, f"{where}.{name}") for name, item in document.items()}
    try:
        return expected(**values)
    except TypeError as error:
        raise DocumentError(f"{where} lacks a field") from error


@cache
def _fields(expected: type[Any]) -> dict[str, Any]:
    """Return the type of every field by its name."""
    hints = typing.get_type_hints(expected)
    return {field.name: hints[field.name] for field in dataclasses.fields(expected)}
