"""Modules and functions stay short enough to be read in one go."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES_PER_MODULE = 400
LINES_PER_TEST_MODULE = 500
LINES_PER_FUNCTION = 40


def modules_of(*folders: str) -> list[str]:
    """Return the Python files below these folders of the repository, sorted."""
    return sorted(str(path.relative_to(ROOT)) for folder in folders for path in (ROOT / folder).rglob("*.py"))


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how long a function is, decorators and docstring not counted: nobody should save on words."""
    total = (function.end_lineno or function.lineno) - function.lineno + 1
    if ast.get_docstring(function, clean=False) is None:
        return total
    docstring = function.body[0]
    return total - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


@pytest.mark.parametrize(
    ("module", "limit"),
    [(module, LINES_PER_MODULE) for module in modules_of("tool", "schema")]
    + [(module, LINES_PER_TEST_MODULE) for module in modules_of("tests")],
)
def test_module_is_within_its_budget(module: str, limit: int) -> None:
    """A module holds one concept, so it fits in `limit` lines."""
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= limit


@pytest.mark.parametrize("module", modules_of("tool", "schema"))
def test_functions_are_within_their_budget(module: str) -> None:
    """A function does one thing at one level, so it fits on a screen."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    too_long = {f"{node.name}, line {node.lineno}": lines_of(node) for node in functions}
    assert {name: lines for name, lines in too_long.items() if lines > LINES_PER_FUNCTION} == {}
