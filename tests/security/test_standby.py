"""A standby is refused for changes, and read like any other server."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemactl import pipeline
from schemactl.errors import SchemactlError
from schemactl.postgres.connect import connect
from schemactl.settings import Settings
from tests.faults.server import restartable_server

DESIRED = "CREATE TABLE public.books (id bigint PRIMARY KEY);"


def test_a_standby_is_read_and_not_changed(tmp_path: Path) -> None:
    """A server that starts in recovery: its drift can be told, and `apply` says where to go instead."""
    desired, settings = tmp_path / "desired.sql", Settings(schemas=frozenset({"public"}))
    desired.write_text(DESIRED, encoding="utf-8")
    with restartable_server(None) as running:
        live = running.server.conninfo("postgres")
        with connect(live) as connection:
            connection.execute(b"CREATE TABLE public.books (id integer PRIMARY KEY)")
        running.restart_as_standby()
        with connect(live) as connection:
            assert connection.execute(b"SELECT pg_is_in_recovery()").fetchone() == (True,)
        assert pipeline.drift(live, str(desired), settings, lambda _: None).changes
        request = pipeline.ApplyRequest(
            live=live, desired=str(desired), plan=None, confirm=lambda _: True, on_event=lambda _: None
        )
        with pytest.raises(SchemactlError, match="the server is a standby: nothing can be applied there") as caught:
            pipeline.apply(request, settings, lambda _: None)
        assert "primary" in caught.value.hint
