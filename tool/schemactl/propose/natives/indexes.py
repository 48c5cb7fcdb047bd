"""Indexes: altered in place where that is possible, and when to build and drop those that only make queries faster.

Such indexes come last, each in a transaction that locks its own table alone: CREATE INDEX keeps others from writing to
the table until its transaction ends, and among the other statements of a plan that would be until all of them are done.
Old indexes go after the new ones were built, so that no query is without; one of the same name steps aside for that.
Source: PostgreSQL manual, CREATE INDEX, ALTER INDEX, DROP INDEX and Explicit Locking.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import TransactionRule, Verb
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import aside, identifier, qualified
from schemactl.propose.catalog import Catalog
from schemactl.propose.columns import gone_columns
from schemactl.propose.natives.in_place import alteration, ordered_option_clauses
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides

BUILT_AGAIN = "differs and is built again"
"""Why an index is replaced by another one of its name while queries use the old one."""

_REPLICA = {"d": "DEFAULT", "n": "NOTHING", "f": "FULL"}


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield what alters changed indexes in place, those of keys as well, or builds them anew beside the old ones."""
    tables = {pair.address for pair in sides.comparison.relations if pair.differs}
    for live, desired in sides.changed("INDEX"):
        before, after = sides.live_indexes[live.oid], sides.wanted_indexes[desired.oid]
        if before["shape"] == after["shape"]:
            yield from _alterations(sides, live, desired, (before, after), tables)
        elif goes_with_a_column(sides, live):
            continue  # it is missing then
        elif is_built_last(sides, desired) and before["only_speeds_up"] and before["relation"] == after["relation"]:
            yield _replacement(sides, live, desired)
    keys = sides.changed("CONSTRAINT")
    lives = _of_keys(sides.clone, [live for live, _ in keys])
    wanted = _of_keys(sides.desired, [desired for _, desired in keys])
    for live, desired in keys:
        if live.oid in lives and desired.oid in wanted and lives[live.oid][0] == wanted[desired.oid][0]:
            rows = (lives[live.oid][1], wanted[desired.oid][1])
            yield from _alterations(sides, live, desired, rows, tables)


def _of_keys(catalog: Catalog, entries: list[Entry]) -> dict[int, tuple[str, Row]]:
    """Return the definition and the index of keys by their oid."""
    keys = catalog.ask_for("keys", [entry.oid for entry in entries])
    indexes = {row["oid"]: row for row in catalog.ask_for("indexes", [key["index"] for key in keys])}
    return {key["oid"]: (str(key["definition"]), indexes[key["index"]]) for key in keys}


def _alterations(
    sides: Sides, live: Entry, desired: Entry, rows: tuple[Row, Row], tables: set[Address]
) -> Iterator[Proposal]:
    """Yield the commands for all that can be altered in place; a mark that goes to another index needs none here."""
    before, after = rows
    commands = [*_options(before, after), *_cluster_mark(before, after)]
    if Address("TABLE", after["schema"], after["relation"]) not in tables:
        commands += _identity_mark(before, after)
    if live.tablespace != desired.tablespace:
        name = qualified(after["schema"], after["name"])
        commands.append(f"ALTER INDEX {name} SET TABLESPACE {identifier(desired.tablespace or 'pg_default')}")
    marks = any(before[mark] != after[mark] for mark in ("clustered", "identifies"))
    if commands or marks:
        yield alteration(sides, live, desired, commands, "options differ")


def _replacement(sides: Sides, live: Entry, desired: Entry) -> Proposal:
    """Return the way to another index of the same name: queries use the old one until the new one is there."""
    schema, name = live.address.schema, live.address.name
    old = aside(name, "old")
    create = [command.text for command in split_statements(desired.definition)]
    if desired.tablespace:
        create.append(f"ALTER INDEX {qualified(schema, name)} SET TABLESPACE {identifier(desired.tablespace)}")
    rename = f"ALTER INDEX {qualified(schema, name)} RENAME TO {identifier(old)}"
    return Proposal(
        address=desired.address,
        alternatives=((rename, *create, f"DROP INDEX {qualified(schema, old)}"),),
        verb=Verb.CREATE,
        cause=BUILT_AGAIN,
        stage=Stage.SHAPE,
        position=sides.created_at(desired.address),
        proposer="natives",
        transaction=TransactionRule.LAST,
    )


def _options(before: Row, after: Row) -> Iterator[str]:
    """Yield the commands for storage parameters and for the statistics targets of expressions."""
    name = qualified(after["schema"], after["name"])
    for clause in ordered_option_clauses(before["options"], after["options"]):
        yield f"ALTER INDEX {name} {clause}"
    for number, (old, new) in enumerate(zip(before["statistics"], after["statistics"], strict=True), start=1):
        if old != new:
            yield f"ALTER INDEX {name} ALTER COLUMN {number} SET STATISTICS {new}"


def _cluster_mark(before: Row, after: Row) -> Iterator[str]:
    """Yield the command for the index by which the table is clustered, unless another one gets the mark."""
    if after["clustered"] and not before["clustered"]:
        yield f"{_table(after)} CLUSTER ON {identifier(after['name'])}"
    if before["clustered"] and not after["any_clustered"]:
        yield f"{_table(after)} SET WITHOUT CLUSTER"


def _identity_mark(before: Row, after: Row) -> Iterator[str]:
    """Yield the command for the index that identifies rows to subscribers, unless another one gets the mark."""
    if after["identifies"] and not before["identifies"]:
        yield f"{_table(after)} REPLICA IDENTITY USING INDEX {identifier(after['name'])}"
    if before["identifies"] and after["replica_identity"] in _REPLICA:
        yield f"{_table(after)} REPLICA IDENTITY {_REPLICA[after['replica_identity']]}"


def _table(index: Row) -> str:
    word = "ALTER MATERIALIZED VIEW" if index["relation_kind"] == "m" else "ALTER TABLE"
    return f"{word} {qualified(index['schema'], index['relation'])}"


def comes_last(sides: Sides, entry: Entry) -> bool:
    """Return whether a missing or changed object is made at the end of a plan: some indexes, and event triggers.

    An event trigger that is there earlier fires on the other commands of the plan.
    """
    return entry.address.kind == "EVENT TRIGGER" or is_built_last(sides, entry)


def is_built_last(sides: Sides, entry: Entry) -> bool:
    """Return whether a missing or changed index is built after everything else.

    Not one that was dropped because it stood in the way of something: it must be back when that is done. When the plan
    moves rows, those of the sorts that find rows by their values are built before: the user's own commands may count
    on them.
    """
    if entry.address in sides.dropped or not _stands_on_kept_tables(sides, entry):
        return False
    facts = sides.wanted_indexes[entry.oid]
    return bool(facts["only_speeds_up"]) and not (sides.moves_rows and facts["finds_values"])


def goes_with_a_column(sides: Sides, entry: Entry) -> bool:
    """Return whether an index is on a column that is dropped, or made anew: PostgreSQL drops the index with it."""
    if entry.address.kind != "INDEX" or not _stands_on_kept_tables(sides, entry):
        return False
    index = sides.live_indexes[entry.oid]
    table = Address("TABLE", index["schema"], index["relation"])
    pair = next((pair for pair in sides.comparison.relations if pair.address == table and pair.differs), None)
    return pair is not None and not gone_columns(pair.live, pair.desired, sides.clone.version).isdisjoint(
        index["columns"]
    )


def is_dropped_last(sides: Sides, entry: Entry) -> bool:
    """Return whether an index is dropped after everything else."""
    if not _stands_on_kept_tables(sides, entry):
        return False
    if entry.address in sides.comparison.desired:
        return is_built_last(sides, sides.comparison.desired[entry.address])
    return bool(sides.live_indexes[entry.oid]["only_speeds_up"])


def _stands_on_kept_tables(sides: Sides, entry: Entry) -> bool:
    """Return whether it is an index of a table that was there before the plan and stays."""
    tables = [address for address in entry.dependencies if address.kind == "TABLE"]
    live, desired = sides.comparison.live, sides.comparison.desired
    return (
        entry.address.kind == "INDEX"
        and bool(tables)
        and all(table in live and table in desired and table not in sides.made for table in tables)
    )
