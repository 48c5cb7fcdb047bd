"""A server of its own for this folder: its sessions, its statements and itself are killed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.trial import Lab, open_lab


@pytest.fixture(scope="session")
def lab(request: pytest.FixtureRequest) -> Iterator[Lab]:
    """A server on which plans are interrupted."""
    with open_lab(request.config.getoption("postgres")) as running:
        yield running
