"""What all tests share; the fixtures themselves are in `fixtures/`, one module per subject."""

from __future__ import annotations

import signal
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from schemactl.scratch.server import ScratchServer

pytest_plugins = ("pytester", "tests.fixtures.server", "tests.fixtures.databases", "tests.fixtures.versions")


def pytest_configure(config: pytest.Config) -> None:
    """Load our own plugin unless pytest has found it by its entry point, which only an installed package has.

    `make coverage` passes ``-p no:schemactl``: what pytest loads by itself is imported before anything is measured.
    Ctrl-C works in the tests however they were started: a shell makes what it runs in the background ignore it.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if not config.pluginmanager.has_plugin("schemactl"):
        config.pluginmanager.register(import_module("schemactl.pytest_plugin"), "schemactl.pytest_plugin")


@pytest.fixture(scope="session")
def schemactl_server(server: ScratchServer) -> ScratchServer:
    """Let the databases with the declared schema live on the server that all tests share."""
    return server
