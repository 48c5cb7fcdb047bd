"""Every column of the catalogs has a label that is true: what is managed is planned, what is refused is named.

To look at one flip alone, put its two scripts into files:
``schemactl diff --live before.sql --desired after.sql``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemactl.coverage.columns import EVERY_COLUMN, Fate, labels_for
from schemactl.postgres.connect import connect
from tests.closure.catalogs import COUNTED, read_columns, read_contents
from tests.closure.flips import Flip, read_flips
from tests.fixtures.oracle import Expectation, Oracle

if TYPE_CHECKING:
    from tests.closure.catalogs import Contents

FLIPS = read_flips()

UNTRIED = frozenset(
    {
        # Security labels need a provider, a library that PostgreSQL does not come with.
        "pg_seclabel.label",
        "pg_seclabel.provider",
        # Only a superuser may own these, and a scratch server has one.
        "pg_event_trigger.evtowner",
        "pg_foreign_data_wrapper.fdwowner",
        # The wheel of version 16 comes without extensions of several versions.
        "pg_extension.extversion",
        # The servers of most versions here know no ICU; version 15 does.
        "pg_collation.collicurules",
        "pg_collation.colliculocale",
        "pg_collation.collisdeterministic",
        "pg_collation.collprovider",
    }
)
"""Managed columns without a flip."""


def major_of(oracle: Oracle) -> int:
    """Return the major version of an oracle's server."""
    return oracle.version // 10000


def contents(conninfo: str, major: int) -> Contents:
    """Return what the catalogs of a database hold of the flips."""
    with connect(conninfo) as connection:
        return read_contents(connection, major)


def dishonest(flips: list[Flip], before: Contents, after: Contents) -> dict[str, list[str]]:
    """Return the flips that do not differ in just the columns they name, with the columns in question."""
    found = {flip.name: sorted(flip.of ^ before.differing(after, flip.name)) for flip in flips}
    return {name: columns for name, columns in found.items() if columns}


def test_every_column_has_a_label(oracle: Oracle) -> None:
    """What this version of PostgreSQL has is labelled, and what is labelled it has."""
    with oracle.database() as conninfo, connect(conninfo) as connection:
        described = read_columns(connection)
    labels = labels_for(major_of(oracle))
    whole = {label.catalog for label in labels if label.column == EVERY_COLUMN}
    real = {(catalog, name) for catalog, columns in described.items() for name, _, _ in columns if name != "oid"}
    said = {(label.catalog, label.column) for label in labels if label.column != EVERY_COLUMN}
    assert whole <= described.keys()
    assert {column for column in real if column[0] not in whole} == said


def test_every_label_has_a_reason() -> None:
    """Only a managed column needs none."""
    assert [label for label in labels_for(18) if (label.fate is Fate.MANAGED) != (not label.why)] == []


def test_every_managed_column_is_flipped(oracle: Oracle) -> None:
    """No column is called managed, or refused, that no flip has tried."""
    major = major_of(oracle)
    tried = {(column, flip.refused) for flip in FLIPS if flip.fits(major) for column in flip.of}
    said = {(f"{x.catalog}.{x.column}", x.fate is Fate.REFUSED) for x in labels_for(major) if x.fate in COUNTED}
    assert {column for column, refused in said - tried if column not in UNTRIED} == set()


def test_flipped_columns_are_planned(oracle: Oracle) -> None:
    """Each flip differs in just the columns it names; one plan takes them all to what is desired."""
    major = major_of(oracle)
    flips = [flip for flip in FLIPS if flip.fits(major) and not flip.refused]
    before_sql = [flip.script(flip.before) for flip in flips]
    after_sql = [flip.script(flip.after) for flip in flips]
    with oracle.database(*before_sql) as database, oracle.database(*after_sql) as model:
        before, after = contents(database, major), contents(model, major)
        assert dishonest(flips, before, after) == {}
        oracle.check(database, oracle.look(database), oracle.look(model), Expectation(lenient=True))
        result = contents(database, major)
    assert {flip.name for flip in flips if result.of(flip.name) != after.of(flip.name)} == set()


def test_refused_columns_are_refused_by_name(oracle: Oracle) -> None:
    """What cannot be planned is named; a flip that can be planned by now is to be called managed."""
    major = major_of(oracle)
    flips = [flip for flip in FLIPS if flip.fits(major) and flip.refused]
    before_sql = [flip.script(flip.before) for flip in flips]
    after_sql = [flip.script(flip.after) for flip in flips]
    with oracle.database(*before_sql) as database, oracle.database(*after_sql) as model:
        assert dishonest(flips, contents(database, major), contents(model, major)) == {}
        planned = oracle.plan(oracle.look(database), oracle.look(model))
    named = " ".join(str(d.address) for d in planned.diagnostics if d.code == "cannot-plan")
    assert {flip.name for flip in flips if flip.tag not in named} == set()
