"""A column with a volatile default on a big table: added empty, filled in batches, made NOT NULL in the end.

ADD COLUMN with such a default writes the whole table anew while nobody may read it. Without a default it is a change of
the catalogs alone; new rows get the default from SET DEFAULT on (PostgreSQL manual, ALTER TABLE, Notes). Whether a
default is of that kind is tried, not guessed.

A run that ends in between leaves a column that may be NULL, and says so in a comment on it: the next plan goes on.
"""

from __future__ import annotations

import dataclasses

from schemactl.model.address import Address
from schemactl.model.batches import Batches
from schemactl.model.marks import FILLING
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import RowQuestion, Statement, Trait, TransactionRule, Verb
from schemactl.online.effects import require_nothing_else_happens
from schemactl.online.form import Sight, StaysPlain
from schemactl.online.measured import rewrites
from schemactl.postgres.batches import one_update
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.catalog import Catalog
from schemactl.propose.columns import alter_prefix, column_definition
from schemactl.propose.relations import Column, Relation, read_relations

_PROBE = "schemactl probe"
_PLAIN = "NOT NULL"


def add_filled(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Return how to add a column whose default has to be computed for every row."""
    address = statement.address
    adds = Trait.ADDS_COLUMN in statement.traits and address.kind == "TABLE" and address in sight.desired
    if not adds or not sight.is_big(address.schema, address.name):
        return None
    table = _table(sight.model, sight.desired[address].oid)
    column = table.columns[statement.column]
    if not (column.expression or column.identity):
        return None
    probe = dataclasses.replace(column, name=_PROBE)
    if not column.identity and not rewrites(sight.model, table.oid, _add(table, probe)):
        return None
    _require_fillable(sight, address, table, column)
    return (*_added(statement, table, column), _fill(statement, table), *_finished(statement, table, column))


def go_on_filling(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Return what an interrupted run has left of a fill, in the place of what the plan does to that column.

    What takes the mark away comes right after the fill: were it gone before, nothing would tell what is left.
    """
    for row in sight.clone.ask("marked_columns", mark=FILLING):
        address, name = Address("TABLE", row["schema"], row["name"]), str(row["column"])
        unmarking = [s for s in sight.order if s.sql.startswith(f"COMMENT ON COLUMN {_column_name(row)} IS ")]
        requiring = [s for s in sight.order if _requires(s, address, name)]
        if statement not in (*unmarking, *requiring) or row["not_null"] or not _is_due(sight, address, name):
            continue
        fill = _fill(dataclasses.replace(statement, address=address, column=name), _desired_table(sight, address))
        if statement in requiring:
            return (fill, *unmarking, statement)
        return () if requiring else (fill, statement)
    return None


def unfinished(live: Snapshot, mark: str = FILLING) -> tuple[str, ...]:
    """Return the columns that an interrupted run has left with a mark, as COMMENT ON writes them."""
    comments = (entry.definition for address, entry in live.entries.items() if address.kind == "COMMENT")
    marked = (words.removesuffix(f" IS {literal(mark)};") for words in comments if mark in words)
    return tuple(sorted(words.removeprefix("COMMENT ON COLUMN ") for words in marked))


def _table(catalog: Catalog, oid: int) -> Relation:
    return read_relations(catalog, [oid])[oid]


def _desired_table(sight: Sight, address: Address) -> Relation:
    return _table(sight.model, sight.desired[address].oid)


def _column_name(row: Row) -> str:
    return f"{qualified(row['schema'], row['name'])}.{identifier(row['column'])}"


def _requires(statement: Statement, address: Address, column: str) -> bool:
    """Return whether a statement makes the column NOT NULL."""
    about = (statement.address, statement.column) == (address, column)
    return about and Trait.READS_ALL_ROWS in statement.traits


def _is_due(sight: Sight, address: Address, name: str) -> bool:
    """Return whether the column is still declared with a default and NOT NULL."""
    if address not in sight.desired:
        return False
    column = _desired_table(sight, address).columns.get(name)
    return column is not None and bool(column.expression and column.not_null)


def _add(table: Relation, column: Column) -> str:
    return f"{alter_prefix(table)} ADD COLUMN {column_definition(column)}"


def _require_fillable(sight: Sight, address: Address, table: Relation, column: Column) -> None:
    """Make sure that filling rows does nothing but that.

    Raises:
        StaysPlain: It would do more, or could not be finished.
    """
    if column.identity or column.generated:
        raise StaysPlain(f"the values of {column.name} cannot be given in batches, as the server computes them itself")
    if not column.not_null:
        raise StaysPlain(
            f"{column.name} may be NULL: a row that waits for its value could not be told from one that is to have none"
        )
    if column.not_null != _PLAIN:
        raise StaysPlain(f"the NOT NULL of {column.name} has a name or a property of its own")
    if rewrites(sight.model, table.oid, _add(table, _bare(dataclasses.replace(column, name=_PROBE)))):
        raise StaysPlain(f"the type of {column.name} has constraints that are checked for every row")
    old = Address("TABLE", *sight.formerly.get((address.schema, address.name), (address.schema, address.name)))
    sides = [(sight.model, table.oid)] + ([(sight.clone, sight.live[old].oid)] if old in sight.live else [])
    for catalog, oid in sides:
        require_nothing_else_happens(catalog, oid)


def _bare(column: Column) -> Column:
    return dataclasses.replace(column, expression="", not_null="", not_null_kind="", not_null_name="")


def _added(statement: Statement, table: Relation, column: Column) -> tuple[Statement, ...]:
    """Return what happens at once: the column is there, new rows have its default, and its comment says the rest."""
    name = identifier(column.name)
    commands = (
        (_add(table, _bare(column)), statement.cause, statement.traits - {Trait.REQUIRES_VALUE}),
        (f"COMMENT ON COLUMN {table.sql_name}.{name} IS {literal(FILLING)}", _MARKED, frozenset[Trait]()),
        (f"{alter_prefix(table)} ALTER COLUMN {name} SET DEFAULT {column.expression}", _NEW_ROWS, frozenset[Trait]()),
    )
    return tuple(
        dataclasses.replace(statement, sql=sql, cause=cause, traits=traits, proposer="natives")
        for sql, cause, traits in commands
    )


_MARKED = "until all rows have a value, a comment says so"
_NEW_ROWS = "new rows get the default"


def _fill(statement: Statement, table: Relation) -> Statement:
    name = identifier(statement.column)
    batches = Batches(relation=table.sql_name, assignments=f"{name} = DEFAULT", condition=f"{name} IS NULL")
    return dataclasses.replace(
        statement,
        sql=one_update(batches),
        verb=Verb.DATA,
        cause=f"rows that are older than column {statement.column} get its default",
        proposer="natives",
        transaction=TransactionRule.OUTSIDE,
        traits=frozenset(),
        question=_can_be_updated(table),
        batches=batches,
    )


def _finished(statement: Statement, table: Relation, column: Column) -> tuple[Statement, ...]:
    name = identifier(column.name)
    unmark = f"COMMENT ON COLUMN {table.sql_name}.{name} IS NULL"
    require = f"{alter_prefix(table)} ALTER COLUMN {name} SET NOT NULL"
    plain = dataclasses.replace(statement, proposer="natives", verb=Verb.ALTER)
    return (
        dataclasses.replace(plain, sql=unmark, cause="all rows have a value", traits=frozenset()),
        dataclasses.replace(
            plain, sql=require, cause=f"column {column.name} NOT NULL differs", traits=frozenset({Trait.READS_ALL_ROWS})
        ),
    )


def _can_be_updated(table: Relation) -> RowQuestion:
    """Return the question whether the server takes an UPDATE at all: not where it is published and rows have no key."""
    return RowQuestion(
        sql=_UNIDENTIFIED.format(relation=literal(table.sql_name)),
        message=f"{{count}} tables of {table.sql_name} publish updates without a replica identity, "
        "so that their rows cannot be filled",
        reads=(),
    )


_UNIDENTIFIED = """\
WITH RECURSIVE tree (oid) AS (
    SELECT pg_catalog.to_regclass({relation})::oid
    UNION
    SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
)
SELECT pg_catalog.count(*)
FROM tree
JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid AND c.relkind = 'r' AND c.relpersistence = 'p'
WHERE c.relreplident <> 'f'
  AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_index AS i
      WHERE i.indrelid = c.oid AND CASE c.relreplident WHEN 'd' THEN i.indisprimary WHEN 'i' THEN i.indisreplident END
  )
  AND EXISTS (
      SELECT FROM pg_catalog.pg_publication AS p
      WHERE p.pubupdate AND (
          p.puballtables
          OR EXISTS (
              SELECT FROM pg_catalog.pg_publication_rel AS r
              WHERE r.prpubid = p.oid AND (
                  r.prrelid = c.oid OR r.prrelid IN (SELECT a.relid FROM pg_catalog.pg_partition_ancestors(c.oid) AS a)
              )
          )
          OR EXISTS (
              SELECT FROM pg_catalog.pg_publication_namespace AS n
              WHERE n.pnpubid = p.oid AND n.pnnspid = c.relnamespace
          )
      )
  )"""
