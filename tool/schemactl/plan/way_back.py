"""What is kept of a database before a plan changes it, so that the run can be taken back: one compressed document."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass

from schemactl.errors import UsageError
from schemactl.model.document import DocumentError, from_document, to_document
from schemactl.model.intent import Renamed
from schemactl.model.plan import Plan
from schemactl.model.scope import Scope
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Verb
from schemactl.postgres.snapshot_file import decode_snapshot, encode_snapshot

_FORMAT = "schemactl-before/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayBack:
    """What was kept.

    Attributes:
        snapshot: The database before the run. `scope`: what the plan managed.
        renames: What it moved and renamed. `rows`: what it did to rows, in words; that stays done.
    """

    snapshot: Snapshot
    scope: Scope
    renames: tuple[Renamed, ...] = ()
    rows: tuple[str, ...] = ()


def encode_before(snapshot: Snapshot, plan: Plan) -> bytes:
    """Return the document for a database and the plan that is about to change it; passwords are left out."""
    document = {
        "format": _FORMAT,
        "scope": to_document(plan.scope),
        "renames": to_document(plan.renames),
        "rows": [f"{s.address}: {s.cause}" for s in plan.statements if s.verb is Verb.DATA and s.proposer == "intents"],
        "snapshot": encode_snapshot(snapshot),
    }
    return zlib.compress(json.dumps(document).encode())


def decode_before(document: bytes) -> WayBack:
    """Return what a document holds.

    Raises:
        UsageError: It is not one this version of schemactl can read.
    """
    try:
        members = json.loads(zlib.decompress(document))
        if members.get("format") != _FORMAT:
            raise DocumentError(f"its format is not {_FORMAT}")
        return WayBack(
            snapshot=decode_snapshot(members["snapshot"]),
            scope=from_document(Scope, members["scope"]),
            renames=tuple(from_document(Renamed, item) for item in members["renames"]),
            rows=tuple(str(item) for item in members["rows"]),
        )
    except (zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"what was kept of the database before the run cannot be read: {error}",
            hint="Update schemactl, or declare what is to be and apply that.",
        ) from error
