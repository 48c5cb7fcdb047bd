"""Finding the line of a column, constraint or index inside the ``Table(...)`` call or class it was written in."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from schemactl.model.declaration import SourceLocation


def line_of_name(source: SourceLocation, *names: str) -> SourceLocation:
    """Return where the first of some names is declared inside the call or class at `source`.

    Returns `source` itself when none is found: the name was computed, or the call is written in an unusual way.
    """
    known = _names(source.path, source.line)
    line = next((known[name] for name in names if name in known), source.line)
    return SourceLocation(source.path, line)


@cache
def _names(path: str, line: int) -> Mapping[str, int]:
    """Return the names declared in the outermost call or class that begins on a line, and their own lines."""
    node = _nodes(path).get(line)
    names: dict[str, int] = {}
    for name, own_line in _declared(node) if node else ():
        names.setdefault(name, own_line)
    return names


@cache
def _nodes(path: str) -> Mapping[int, ast.Call | ast.ClassDef]:
    """Return the outermost call or class of every line of a module; nothing when it cannot be read."""
    try:
        tree = ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    nodes: dict[int, ast.Call | ast.ClassDef] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call | ast.ClassDef):
            nodes.setdefault(node.lineno, node)
    return nodes


def _declared(node: ast.Call | ast.ClassDef) -> Iterator[tuple[str, int]]:
    for statement in node.body if isinstance(node, ast.ClassDef) else ():
        yield from _assigned(statement)
    for call in _calls(node):
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
            yield call.args[0].value, call.lineno
        for keyword in call.keywords:
            if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                yield str(keyword.value.value), call.lineno


def _assigned(statement: ast.stmt) -> Iterator[tuple[str, int]]:
    """Return the attribute a statement of a class body defines: ``id: Mapped[int] = mapped_column(...)``."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    elif isinstance(statement, ast.Assign):
        targets = statement.targets
    for target in targets:
        if isinstance(target, ast.Name):
            yield target.id, statement.lineno


def _calls(node: ast.Call | ast.ClassDef) -> Iterator[ast.Call]:
    """Return the calls that are arguments of a call, or stand in the body of a class."""
    inside = node.args if isinstance(node, ast.Call) else node.body
    for part in inside:
        yield from (child for child in ast.walk(part) if isinstance(child, ast.Call))
