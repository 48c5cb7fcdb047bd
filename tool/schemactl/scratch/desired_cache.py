"""Snapshots of declared state, kept between runs: the same declarations on the same server say the same.

Nobody reads these files but us, so they are written for speed: rows instead of objects, each address once. Reading
10,000 entries takes an eighth of the time a snapshot file takes (measured), and it happens in every run.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.snapshot import ServerFacts, Snapshot
from schemactl.scratch.cache import cache_directory, cached_directory

_FILE = "snapshot-2.json"
"""The number changes with the form of the rows."""


def cached_snapshot(key: str, make: Callable[[], Snapshot]) -> Snapshot:
    """Return the snapshot kept under a key, making it the first time.

    A snapshot with objects that may hold passwords is made every time and never kept.

    Args:
        key: A digest of everything the snapshot depends on.
        make: Makes it; what it raises passes through and nothing is kept.
    """
    name = f"desired-{key}"
    path = cache_directory() / name / _FILE
    with contextlib.suppress(OSError, ValueError, TypeError, IndexError):
        os.utime(path.parent)  # tells the cache that it is in use
        return _decode(path.read_bytes())
    snapshot = make()
    if not any(entry.secret for entry in snapshot.entries.values()):
        shutil.rmtree(path.parent, ignore_errors=True)  # what is there cannot be read
        cached_directory(name, lambda directory: _write(snapshot, directory))
    return snapshot


def _write(snapshot: Snapshot, directory: Path) -> None:
    (directory / _FILE).write_bytes(_encode(snapshot))


def _encode(snapshot: Snapshot) -> bytes:
    """Return a line with a checksum and one with the rows; a dependency is the number of the entry it leads to."""
    facts = snapshot.facts
    numbers = {address: number for number, address in enumerate(snapshot.entries)}
    body = json.dumps(
        [
            [facts.version, facts.login, facts.database, facts.roles, facts.dump_version, facts.extensions],
            [_row(entry, numbers) for entry in snapshot.entries.values()],
        ]
    ).encode()
    return hashlib.sha256(body).hexdigest().encode() + b"\n" + body


def _row(entry: Entry, numbers: dict[Address, int]) -> list[Any]:
    address = entry.address
    return [
        (address.kind, address.schema, address.name, address.parent),
        entry.definition,
        entry.drop,
        entry.owner,
        [numbers[dependency] for dependency in entry.dependencies],
        entry.access_method,
        entry.tablespace,
        entry.catalog,
        entry.oid,
    ]


def _decode(document: bytes) -> Snapshot:
    """Return the snapshot; ValueError, TypeError or IndexError when the document is not what `_encode` wrote."""
    checksum, _, body = document.partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != checksum:
        raise ValueError("the file was damaged")
    (version, login, database, roles, dump_version, extensions), rows = json.loads(body)
    addresses = [Address(*row[0]) for row in rows]
    return Snapshot(
        entries={address: _entry(address, row, addresses) for address, row in zip(addresses, rows, strict=True)},
        facts=ServerFacts(
            version=version,
            login=login,
            database=database,
            roles=tuple(roles),
            dump_version=dump_version,
            extensions=tuple(extensions),
        ),
    )


def _entry(address: Address, row: list[Any], addresses: list[Address]) -> Entry:
    _, definition, drop, owner, dependencies, access_method, tablespace, catalog, oid = row
    return Entry(
        address=address,
        definition=definition,
        drop=drop,
        owner=owner,
        dependencies=tuple([addresses[number] for number in dependencies]),
        access_method=access_method,
        tablespace=tablespace,
        catalog=catalog,
        oid=oid,
    )
