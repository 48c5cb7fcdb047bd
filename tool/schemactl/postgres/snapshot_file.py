"""Snapshots as files: a pull request's job compares with one and needs no way into the live database.

The document is ``{"format": "schemactl-snapshot/1", "facts": {...}, "entries": [...], "sha256": ...}``, entries in
pg_dump's order with the fields of `Entry`. pg_dump writes no rows and no passwords of roles, but some objects have
options in which passwords are written: their definitions are withheld, and such an entry says ``"withheld": true``.
"""

from __future__ import annotations

import dataclasses

from schemactl.errors import UsageError
from schemactl.model.address import Address
from schemactl.model.document import DocumentError, Json, from_document, to_document
from schemactl.model.entry import Entry
from schemactl.model.sealed import seal, unseal
from schemactl.model.snapshot import ServerFacts, Snapshot

FORMAT = "schemactl-snapshot/1"
"""Name and version of the document."""


def encode_snapshot(snapshot: Snapshot) -> str:
    """Return a snapshot as a sealed JSON document, in plain ASCII, without what may hold a password."""
    entries = [_encode_entry(entry) for entry in snapshot.entries.values()]
    return seal(FORMAT, {"facts": to_document(snapshot.facts), "entries": entries})


def decode_snapshot(text: str) -> Snapshot:
    """Return the snapshot a document holds, entries in their order, secret definitions empty.

    Raises:
        UsageError: The text is not a snapshot this version of schemactl can read, or it was changed.
    """
    try:
        document = unseal(FORMAT, text)
        facts = from_document(ServerFacts, document.get("facts"))
        entries = _decode_entries(document.get("entries"))
    except DocumentError as error:
        raise UsageError(
            f"this is not a snapshot that can be read: {error}",
            hint="Take it anew: `schemactl snapshot --out live.snapshot`.",
        ) from error
    return Snapshot(entries=entries, facts=facts)


def _encode_entry(entry: Entry) -> Json:
    if not entry.secret:
        return to_document(entry)
    document = to_document(dataclasses.replace(entry, definition=""))
    return {**document, "withheld": True} if isinstance(document, dict) else document


def _decode_entries(documents: Json) -> dict[Address, Entry]:
    if not isinstance(documents, list):
        raise DocumentError("entries is not a list")
    entries = [_decode_entry(document) for document in documents]
    return {entry.address: entry for entry in entries}


def _decode_entry(document: Json) -> Entry:
    if isinstance(document, dict):
        document = {name: value for name, value in document.items() if name != "withheld"}
    return from_document(Entry, document)
