"""Snapshots of declared state, kept between runs: the same declarations on the same server say the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from schemactl.errors import SchemactlError
from schemactl.model.kinds import SECRET_KINDS
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.snapshot_file import decode_snapshot, encode_snapshot
from schemactl.scratch.cache import cache_directory, cached_directory

_FILE = "snapshot.json"


def cached_snapshot(key: str, make: Callable[[], Snapshot]) -> Snapshot:
    """Return the snapshot kept under a key, making it the first time.

    A snapshot with objects that may hold passwords is made every time and never kept.

    Args:
        key: A digest of everything the snapshot depends on.
        make: Makes it; what it raises passes through and nothing is kept.
    """
    name = f"desired-{key}"
    try:
        return decode_snapshot((cache_directory() / name / _FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, SchemactlError):
        snapshot = make()
    if not any(address.kind in SECRET_KINDS for address in snapshot.entries):
        cached_directory(name, lambda directory: _write(snapshot, directory))
    return snapshot


def _write(snapshot: Snapshot, directory: Path) -> None:
    (directory / _FILE).write_text(encode_snapshot(snapshot), encoding="utf-8")
