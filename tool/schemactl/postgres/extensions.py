"""Versions of extensions, which pg_dump leaves out: noted where one is not the version its server would install.

Whoever writes ``CREATE EXTENSION x`` means any version; only one that is held at another than the newest is meant as
such. Source: PostgreSQL manual, CREATE EXTENSION; pg_dump's ``dumpExtension``.
"""

from __future__ import annotations

import dataclasses
import re

from schemactl.model.entry import Entry
from schemactl.postgres.quoting import literal

_VERSION = re.compile(r" VERSION (?P<version> ?E?'(?:[^'\\]|''|\\\\)*');\Z")


def with_version(entry: Entry, version: str) -> Entry:
    """Return an extension's entry that says at what version it is held."""
    return dataclasses.replace(entry, definition=f"{entry.definition.removesuffix(';')} VERSION {literal(version)};")


def without_version(entry: Entry) -> Entry:
    """Return an extension's entry without a word about its version; another entry as it is."""
    if entry.address.kind != "EXTENSION":
        return entry
    return dataclasses.replace(entry, definition=_VERSION.sub(";", entry.definition))


def is_held(entry: Entry) -> bool:
    """Return whether an extension's entry says at what version it is held."""
    return without_version(entry) != entry


def as_meant(live: Entry, desired: Entry) -> Entry:
    """Return the live entry without its version unless the desired one is held at some version."""
    return live if is_held(desired) else without_version(live)
