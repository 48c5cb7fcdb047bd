"""The main job while the app works: `make bench-deploy` does the same with ten times the rows and prints the waits."""

from __future__ import annotations

import dataclasses
import os

import pytest

from bench.under_load import deploy_under_load
from schemactl.demo.checks import CACHES
from schemactl.scratch.server import ScratchServer
from schemactl.settings import load_settings
from tests.fixtures.main_job import ROOT, legacy_database


@pytest.mark.slow
def test_no_row_and_no_write_of_the_app_is_lost(server: ScratchServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Old code goes on writing before, while and after the plan runs."""
    monkeypatch.chdir(ROOT)
    settings = load_settings(ROOT, os.environ)
    settings = dataclasses.replace(settings, allow=tuple(f"SC101:{table}" for table in CACHES))
    with legacy_database(server, scale=0.5) as url:
        done = deploy_under_load(url, settings)
    assert done.lost == ()
    assert done.surprises == ()
    assert {"messages", "documents", "user_notes"} <= done.traffic.written.keys()
    assert done.traffic.refused["documents: UndefinedTable"], "the app worked on after the deploy"
    assert done.traffic.within(*done.stages["while applying"]), "and while it ran"
