"""The command line and a server of its own for each process, as the tests of the main job have them."""

from __future__ import annotations

from tests.e2e.conftest import schemactl, server

__all__ = ["schemactl", "server"]
