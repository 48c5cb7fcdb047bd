"""Live databases to be changed with online forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.scratch.server import ScratchServer
from tests.fixtures.databases import NewDatabase
from tests.fixtures.main_job import url_of
from tests.online.changing import Changing

Change = Callable[..., Changing]


@pytest.fixture
def changing(server: ScratchServer, new_database: NewDatabase, tmp_path: Path) -> Change:
    """Return a maker of live databases: give it SQL scripts."""

    def make(*scripts: str) -> Changing:
        return Changing(conninfo=new_database(*scripts), scratch=url_of(server, "postgres"), folder=tmp_path)

    return make
