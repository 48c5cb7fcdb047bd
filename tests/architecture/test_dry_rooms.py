"""What the import contracts cannot see: a dry room reaching for a file, the clock or the terminal through a builtin."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DRY_ROOMS = ("model", "plan", "render")
FORBIDDEN_CALLS = {"open", "read_text", "write_text", "print", "input", "now", "utcnow", "today", "eval", "exec"}

MODULES = sorted(
    str(path.relative_to(ROOT)) for room in DRY_ROOMS for path in (ROOT / "tool" / "schemactl" / room).rglob("*.py")
)


def called_name(call: ast.Call) -> str:
    """Return the last word of what is called: `now` for `datetime.now()`."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


@pytest.mark.parametrize("module", MODULES)
def test_dry_room_calls_nothing_wet(module: str) -> None:
    """A dry room holds no file, clock or terminal: they are arguments, so that the same input gives the same output."""
    tree = ast.parse((ROOT / module).read_text(encoding="utf-8"))
    calls = [(node.lineno, called_name(node)) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert [call for call in calls if call[1] in FORBIDDEN_CALLS] == []
