"""A snapshot of the legacy database, for documents about the way from there.

``python -m schemactl.demo.legacy_snapshot FILE`` writes it. It is the same every time: the server is our own embedded
one, the database has a fixed name, and rows are no part of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from schemactl.demo.legacy import build_legacy
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.archive import take_snapshot
from schemactl.postgres.connect import connect
from schemactl.postgres.snapshot_file import encode_snapshot
from schemactl.scratch.installation import find_pg_dump
from schemactl.scratch.server import open_scratch

_DATABASE = "schemactl_legacy"
_FEW_ROWS = 0.01


def legacy_snapshot() -> Snapshot:
    """Return the snapshot; ScratchError when no server can be had."""
    with open_scratch("embedded") as server:
        server.create_database(_DATABASE)
        with connect(server.conninfo(_DATABASE)) as connection:
            build_legacy(connection, scale=_FEW_ROWS)
        return take_snapshot(server.conninfo(_DATABASE), find_pg_dump())


def write_legacy_snapshot(path: Path) -> None:
    """Write the snapshot to a file; its folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(encode_snapshot(legacy_snapshot()), encoding="utf-8")


if __name__ == "__main__":
    write_legacy_snapshot(Path(sys.argv[1]))
