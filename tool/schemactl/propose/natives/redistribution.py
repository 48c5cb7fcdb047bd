"""Rows that belong in another partition afterwards: split and merged partitions, moved bounds, a default that comes.

While its bounds change a partition stands alone, so that no trigger of its table sees the rows move; they go straight
to the table that will take them. Which partitions may hold them is what the planner says it would look through.
Source: PostgreSQL manual, ALTER TABLE ... ATTACH PARTITION, and Partition Pruning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import RowQuestion, Verb
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose import unsettled
from schemactl.propose.catalog import PG_CLASS
from schemactl.propose.natives import rebuilds, satellites
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.relations import read_relations
from schemactl.propose.row_questions import RowsOf, ask_rows
from schemactl.propose.sides import Sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Redistribution:
    """What happens among the partitions of one table.

    Attributes:
        table: The partitioned table.
        arriving: Attachments with new bounds, by partition, in order of creation.
        emptied: Partitions nobody declares any more whose rows others take. `shared`: partitions that stay and give
            rows to others.
        takes: Condition of the rows that an arriving partition takes, by partition; with the partitions they come from.
    """

    table: Address
    arriving: dict[Address, Entry]
    emptied: tuple[Address, ...]
    shared: tuple[Address, ...]
    takes: dict[Address, tuple[str, tuple[Address, ...]]]

    @property
    def settles(self) -> frozenset[Address]:
        """Return the attachments and partitions that nothing else may touch meanwhile."""
        attached = (entry.address for entry in self.arriving.values())
        return frozenset((*attached, *self.emptied))


def find(sides: Sides) -> list[Redistribution]:
    """Return the tables among whose partitions rows have to move."""
    differing = [a for a in sides.comparison.addresses if a.kind == "TABLE ATTACH"]
    wanted = [e for a in differing if (e := sides.wanted(a))]
    parents = {a for e in wanted for a in unsettled.parents_of(e)}
    anew = {pair.address for pair in sides.comparison.relations if rebuilds.needed(pair)} | sides.made_anew
    both = sorted(a for a in parents - anew if a in sides.comparison.live and a in sides.comparison.desired)
    return [found for table in both if (found := _among(sides, table))]


def settled(sides: Sides) -> frozenset[Address]:
    """Return the attachments and partitions that this native takes care of, now or in a later round."""
    return frozenset(address for found in find(sides) for address in found.settles)


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the way of the rows, once the table has its shape and the arriving partitions could be attached to it."""
    unlike = {pair.address for pair in sides.comparison.relations if pair.differs}
    for found in find(sides):
        if found.table not in unlike:
            yield _proposal(sides, found)


def _among(sides: Sides, table: Address) -> Redistribution | None:
    live = {unsettled.child_of(e): e for e in unsettled.attachments(sides.comparison.live, table)}
    wanted = {unsettled.child_of(e): e for e in unsettled.attachments(sides.comparison.desired, table)}
    arriving = {a: e for a, e in wanted.items() if a not in live or live[a].words != e.words}
    gone = [a for a in live if a not in sides.comparison.desired]
    staying = [a for a in live if a in wanted]
    if not live or not arriving or not _alike(sides, table):
        return None
    takes = {}
    for child in arriving:
        [bounds] = sides.desired.ask("partition_rows", oid=sides.comparison.desired[child].oid)
        rest = Address("TABLE", *bounds["default_partition"]) if bounds["default_partition"] else None
        giving = [*gone, *(a for a in staying if a != child and (a in arriving or a == rest))]
        found = _overlapping(sides, table, bounds, giving) if giving else ()
        if found:
            takes[child] = (str(bounds["condition"]), found)
    sources = {a for _, giving in takes.values() for a in giving}
    return (
        Redistribution(
            table=table,
            arriving=arriving,
            emptied=tuple(a for a in gone if a in sources),
            shared=tuple(a for a in staying if a in sources or a in arriving),
            takes=takes,
        )
        if takes
        else None
    )


def _alike(sides: Sides, table: Address) -> bool:
    """Return whether a table is divided the same way on both sides: only then its rows can go to other partitions."""
    before, after = (
        read_relations(catalog, [snapshot[table].oid])[snapshot[table].oid].partition_key
        for catalog, snapshot in ((sides.clone, sides.comparison.live), (sides.desired, sides.comparison.desired))
    )
    return before == after


def _overlapping(sides: Sides, table: Address, bounds: Row, giving: list[Address]) -> tuple[Address, ...]:
    """Return the partitions that may hold rows which a partition is to take; those divided further are not looked into.

    A default partition takes what no other does: all that is not needed any more may lie in it.
    """
    if not bounds["condition"]:
        return tuple(giving)
    scanned = sides.clone.scanned(qualified(table.schema, table.name), str(bounds["condition"]))
    divided = {a for a in giving if unsettled.attachments(sides.comparison.live, a)}
    return tuple(a for a in giving if a in divided or (a.schema, a.name) in scanned)


def _proposal(sides: Sides, found: Redistribution) -> Proposal:
    name = qualified(found.table.schema, found.table.name)
    oid = sides.comparison.live[found.table].oid
    keys = sides.clone.ask("referring_keys", oid=oid)
    attached = {**{unsettled.child_of(e): e for e in unsettled.attachments(sides.comparison.desired, found.table)}}
    unlike = _without_identity(sides, found)
    commands = [
        f"LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE",
        *(f"ALTER TABLE {qualified(k['schema'], k['relation'])} DROP CONSTRAINT {identifier(k['name'])}" for k in keys),
        *(f"ALTER TABLE {name} DETACH PARTITION {_name(a)}" for a in (*found.emptied, *found.shared)),
        *(c for a in found.arriving if a not in sides.comparison.live for c in rebuilds.made_with_partitions(sides, a)),
        *(c for e in found.arriving.values() for c in satellites.checks_of_partition(sides, e)),
        *(f"ALTER TABLE {table} REPLICA IDENTITY FULL" for table in unlike),
        *(_moved(sides, source, taker, where) for taker, (where, giving) in found.takes.items() for source in giving),
        *(f"ALTER TABLE {table} REPLICA IDENTITY {identity}" for table, identity in unlike.items()),
        *(
            c.text
            for a, e in attached.items()
            if a in found.arriving or a in found.shared
            for c in split_statements(e.definition)
        ),
    ]
    for source in found.emptied:
        columns = _columns(sides, source, found.table)
        commands.append(f"INSERT INTO {name} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM {_name(source)}")
        commands.append(sides.comparison.live[source].drop)
    return Proposal(
        address=found.table,
        alternatives=(tuple(commands),),
        verb=Verb.ALTER,
        cause="rows belong in other partitions",
        stage=Stage.SHAPE,
        position=sides.created_at(found.table),
        proposer="natives",
        target=(PG_CLASS, oid),
        question=_without_place(sides, found),
    )


def _without_identity(sides: Sides, found: Redistribution) -> dict[str, str]:
    """Return the tables that lose rows but have no replica identity, with the word for what they have.

    A publication, which nothing here knows of, would keep rows from being deleted there.
    """
    giving = dict.fromkeys(source for _, sources in found.takes.values() for source in sources)
    return {
        qualified(row["schema"], row["name"]): "NOTHING" if row["replica_identity"] == "n" else "DEFAULT"
        for source in giving
        for row in sides.clone.ask("rows_without_identity", oid=sides.comparison.live[source].oid)
    }


def _name(table: Address) -> str:
    return qualified(table.schema, table.name)


def _moved(sides: Sides, source: Address, taker: Address, condition: str) -> str:
    """Return the command that moves rows from one table to another."""
    columns = _columns(sides, source, taker)
    moved = f"DELETE FROM {_name(source)} WHERE {condition} RETURNING {columns}"
    return f"WITH moved AS ({moved}) INSERT INTO {_name(taker)} ({columns}) SELECT {columns} FROM moved"


def _columns(sides: Sides, source: Address, taker: Address) -> str:
    """Return the columns with values of their own that both tables have."""
    [held] = read_relations(sides.clone, [sides.comparison.live[source].oid]).values()
    [wanted] = read_relations(sides.desired, [sides.comparison.desired[taker].oid]).values()
    names = (c for c in wanted.column_order if c in held.columns and not wanted.columns[c].generated)
    return ", ".join(identifier(name) for name in names)


def _without_place(sides: Sides, found: Redistribution) -> RowQuestion | None:
    """Return the question how many rows of partitions that go have no place in those that stay or come."""
    if not found.emptied:
        return None
    children = [unsettled.child_of(e) for e in unsettled.attachments(sides.comparison.desired, found.table)]
    bounds = [row for a in children for row in sides.desired.ask("partition_rows", oid=sides.comparison.desired[a].oid)]
    if not all(row["askable"] and row["condition"] for row in bounds):
        return None
    columns = tuple(dict.fromkeys(column for row in bounds for column in row["columns"]))
    fits = " OR ".join(f"({row['condition']})" for row in bounds)
    rows = [
        RowsOf(schema=a.schema, relation=a.name, columns=columns, condition=f"({fits}) IS NOT TRUE")
        for a in found.emptied
    ]
    tables = " and ".join(map(_name, found.emptied))
    return ask_rows(rows, f"{{count}} rows of {tables} fit none of the partitions of {_name(found.table)}")
