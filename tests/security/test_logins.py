"""A superuser's login is refused for changes unless somebody said so; the hint says how."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

from schemactl import pipeline
from schemactl.errors import ConnectionFailed
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database
from schemactl.settings import Settings
from tests.fixtures.proxy import open_proxy


def _apply(conninfo: str, desired: Path, settings: Settings) -> None:
    request = pipeline.ApplyRequest(
        live=conninfo, desired=str(desired), plan=None, confirm=lambda _: True, on_event=lambda _: None
    )
    pipeline.apply(request, settings, lambda _: None)


@pytest.mark.parametrize(
    ("over_network", "allowed", "goes_on"),
    [
        (True, None, False),
        (True, True, True),
        (False, None, True),
        (False, False, False),
    ],
)
def test_superusers(
    server: ScratchServer, tmp_path: Path, *, over_network: bool, allowed: bool | None, goes_on: bool
) -> None:
    """Refused over a network by default, here only when the settings say so; nothing is changed then."""
    desired = tmp_path / "desired.sql"
    desired.write_text("CREATE TABLE public.kept (id integer);", encoding="utf-8")
    settings = dataclasses.replace(Settings(root=tmp_path), allow_superuser=allowed)
    with scratch_database(server, "superuser") as name, open_proxy(server.conninfo(name)) as (_, through):
        # 0.0.0.0 reaches this machine and is no loopback address.
        conninfo = make_conninfo(through, host="0.0.0.0") if over_network else through  # noqa: S104
        if goes_on:
            _apply(conninfo, desired, settings)
        else:
            with pytest.raises(ConnectionFailed, match="the login is a superuser") as caught:
                _apply(conninfo, desired, settings)
            assert "--allow-superuser" in caught.value.hint
        with connect(server.conninfo(name)) as connection:
            found = connection.execute("SELECT to_regclass('public.kept') IS NOT NULL").fetchone()
    assert found == (goes_on,)
