"""What a file of declarations says about itself: the first paragraph of its docstring, or of its leading comment."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path


def read_introductions(paths: Iterable[str], root: Path) -> dict[str, str]:
    """Return the introduction of every file that has one, by its path.

    Args:
        paths: Files, absolute or relative to the working directory. A file that cannot be read has no introduction: the
            declarations were read from it, so whatever is wrong has been said already.
        root: Where else to look for relative paths.
    """
    found = {}
    for path in sorted(set(paths)):
        file = next((one for one in (Path(path), root / path) if one.is_file()), None)
        if file is not None and (text := _introduction(file)):
            found[path] = text
    return found


def _introduction(file: Path) -> str:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    return _first_paragraph(_comment(text) if file.suffix == ".sql" else _docstring(text))


def _docstring(text: str) -> str:
    try:
        return ast.get_docstring(ast.parse(text)) or ""
    except (SyntaxError, ValueError):
        return ""


def _comment(text: str) -> str:
    lines = []
    for line in text.lstrip().splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    return "\n".join(lines)


def _first_paragraph(text: str) -> str:
    return text.strip().partition("\n\n")[0]
