"""What all tests share; the fixtures themselves are in `fixtures/`, one module per subject."""

from __future__ import annotations

pytest_plugins = ("tests.fixtures.server", "tests.fixtures.databases")
