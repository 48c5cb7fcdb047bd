"""Versions of extensions, which pg_dump leaves out."""

from __future__ import annotations

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.postgres.extensions import as_meant, is_held, with_version, without_version

HSTORE = Entry(
    address=Address("EXTENSION", "", "hstore"),
    definition="CREATE EXTENSION IF NOT EXISTS hstore WITH SCHEMA public;",
    drop="DROP EXTENSION hstore",
    owner="",
    dependencies=(),
)


def test_a_version_is_noted_and_taken_off() -> None:
    """Whatever it holds."""
    for version in ("1.4", "it's", "a\\b"):
        held = with_version(HSTORE, version)
        assert is_held(held)
        assert without_version(held) == HSTORE
    assert not is_held(HSTORE)


def test_a_version_counts_where_the_desired_one_is_held() -> None:
    """Whoever declares an extension without one takes any."""
    old = with_version(HSTORE, "1.4")
    assert as_meant(old, HSTORE) == HSTORE
    assert as_meant(old, with_version(HSTORE, "1.5")) == old
