"""The command line, and a server of its own for these tests; `--postgres 15` takes another version."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from schemactl.scratch.server import ScratchServer, open_scratch
from tests.e2e.conftest import GIVEN, schemactl

__all__ = ["schemactl", "server"]


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> Iterator[ScratchServer]:
    """A server for live databases, shared by all tests of a process."""
    with open_scratch(GIVEN or "embedded", live_major=request.config.getoption("postgres")) as running:
        yield running
