"""Tables that cannot be altered into their declared form (another partition key...): rebuilt, rows kept.

The rows wait in a table of their own while the table is made anew, and come back once its partitions are there.
Everything that hung on the table is then missing from the clone, so the next round of planning brings it back.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import Verb
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.quoting import aside, identifier, qualified
from schemactl.propose.catalog import PG_CLASS
from schemactl.propose.compare import RelationPair
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides


def needed(pair: RelationPair) -> bool:
    """Return whether a relation has to be rebuilt: PostgreSQL has no ALTER TABLE for these differences."""
    return (pair.live.kind, pair.live.partition_key) != (pair.desired.kind, pair.desired.partition_key)


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the way to a new table and the way back of the rows."""
    for pair in sides.comparison.relations:
        if needed(pair):
            yield _table(sides, pair)
            yield _rows(sides, pair)


def _waiting(pair: RelationPair) -> str:
    return qualified(pair.live.schema, aside(pair.live.name, "rows"))


def _table(sides: Sides, pair: RelationPair) -> Proposal:
    name, desired = pair.live.sql_name, sides.comparison.desired[pair.address]
    entries = [desired, *_partitions(sides, pair.address)]
    create = (command.text for entry in entries for command in split_statements(entry.definition))
    set_aside = (
        f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE",  # or rows that arrive between the copy and the drop are lost
        f"CREATE TABLE {_waiting(pair)} AS TABLE {name}",
        f"DROP TABLE {name}",
    )
    gone = [c for c, column in pair.live.columns.items() if c not in pair.desired.columns and not column.generated]
    return Proposal(
        address=pair.address,
        alternatives=((*set_aside, *create),),
        verb=Verb.ALTER,
        cause="cannot be altered into its declared form; its rows wait aside",
        stage=Stage.SHAPE,
        position=sides.created_at(pair.address),
        proposer="natives",
        target=(PG_CLASS, pair.live.oid),
        loses=tuple(f"{pair.live.schema}.{pair.live.name}.{column}" for column in gone),
    )


def _partitions(sides: Sides, parent: Address) -> list[Entry]:
    """Return the entries of the table's partitions, theirs included, in order of creation: rows need a place.

    A partition that is a table of its own on the clone stays what it is until it is attached.
    """
    live, desired = sides.comparison.live, sides.comparison.desired
    found: list[Entry] = []
    for address, entry in desired.entries.items():
        child = Address("TABLE", address.schema, address.name)
        if address.kind != "TABLE ATTACH" or parent not in entry.dependencies or child == parent:
            continue
        if child not in live or address in live:
            found += [desired[child], entry, *_partitions(sides, child)]
    return found


def _rows(sides: Sides, pair: RelationPair) -> Proposal:
    columns = [
        identifier(name)
        for name in pair.desired.column_order
        if name in pair.live.columns and not pair.desired.columns[name].generated
    ]
    names = ", ".join(columns)
    always = any(column.identity == "a" for column in pair.desired.columns.values())
    overriding = " OVERRIDING SYSTEM VALUE" if always else ""
    insert = f"INSERT INTO {pair.desired.sql_name} ({names}){overriding} SELECT {names} FROM {_waiting(pair)}"
    return Proposal(
        address=pair.address,
        alternatives=((insert, f"DROP TABLE {_waiting(pair)}"),),
        verb=Verb.DATA,
        cause="the rows come back",
        stage=Stage.LAST,
        position=sides.created_at(pair.address),
        proposer="natives",
    )
