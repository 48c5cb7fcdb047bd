"""Goldens: texts a renderer must give, kept in files beside the tests.

`pytest tests/unit --update-goldens` writes them anew and lets the tests pass; what changed is for `git diff` to show.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes goldens anew."""
    parser.addoption(
        "--update-goldens", action="store_true", help="write the golden files anew (refused when CI is set)"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a check: the text must be what the golden of this name, in `goldens/` beside the test, holds."""
    # Where pytest is started on the whole suite it meets this file too late to know the option.
    update = bool(request.config.getoption("--update-goldens", default=False))
    if update and os.environ.get("CI"):
        pytest.fail("goldens are not written in CI")

    def check(name: str, text: str) -> None:
        path = Path(request.path).parent / "goldens" / name
        if update:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        assert path.is_file(), f"there is no golden {path}: run pytest tests/unit --update-goldens"
        assert text == path.read_bytes().decode()

    return check
