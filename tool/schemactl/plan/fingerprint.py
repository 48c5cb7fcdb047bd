"""Fingerprints: equal if and only if nothing managed differs, whatever the oids and the order of reading."""

from __future__ import annotations

import hashlib
import json

from schemactl.model.entry import Entry
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Snapshot
from schemactl.postgres.extensions import without_version


def fingerprint(snapshot: Snapshot, scope: Scope) -> str:
    """Return the SHA-256 of all managed entries: address, definition, owner, access method and tablespace.

    Definitions that may hold passwords are left out, so that a snapshot file has the fingerprint of its database. So
    are versions of extensions, which a scratch server may lack.
    """
    rows = sorted(
        [a.kind, a.schema, a.name, a.parent, _definition(e), e.owner, e.access_method, e.tablespace]
        for a, e in ((address, snapshot[address]) for address in scope.managed(snapshot))
    )
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def _definition(entry: Entry) -> str:
    return "" if entry.secret else without_version(entry).words
