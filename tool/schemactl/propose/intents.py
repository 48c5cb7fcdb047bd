"""Intents: what a catalog cannot show becomes statements of its own, before and between the changes of structure.

They are harmless once done: each looks at what the live database has and is silent when there is nothing left to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from schemactl.model.address import Address
from schemactl.model.intent import (
    Backfill,
    DataStep,
    Intent,
    MergedFrom,
    MovedFrom,
    RenamedColumn,
    RenamedPart,
    Returned,
)
from schemactl.model.scope import TRASH_SCHEMA
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Phase, Statement, Trait, Verb
from schemactl.postgres.quoting import identifier, qualified
from schemactl.propose.catalog import Catalog
from schemactl.propose.merges import merge
from schemactl.propose.moves import is_due, move, new_address, old_address, rename_column, rename_part
from schemactl.propose.relations import Relation, read_relations
from schemactl.propose.reversal import come_back

AskLive = Callable[[str], bool]
"""Answers a yes-or-no query on the live database."""


@dataclass(frozen=True, kw_only=True)
class Intents:
    """The declared intents and what decides whether they are due.

    Attributes:
        declared: All of them, in order of declaration.
        ask_live: Answers the `when` of data steps; None when there is no live server, then every step is due.
        phase: Where the plan ends; None for everything but the end of aliases.
        aliases: The moves whose old name is kept as a view.
    """

    declared: tuple[Intent, ...] = ()
    ask_live: AskLive | None = None
    phase: Phase | None = None
    aliases: tuple[MovedFrom, ...] = ()

    def touched(self, live: Snapshot) -> frozenset[Address]:
        """Return the live and desired addresses that the intents need on the clone."""
        if self.have_work(live):
            # Their SQL is the user's own: nobody knows what it reads.
            return frozenset(live.entries)
        found: set[Address] = set()
        for intent in self.declared:
            match intent:
                case MovedFrom() if is_due(intent, live):
                    found |= {old_address(intent), new_address(intent)}
                case RenamedColumn() | Backfill():
                    found.add(Address("TABLE", intent.schema, intent.table))
                case RenamedPart():
                    found |= {Address(kind, intent.schema, intent.parent) for kind in ("TABLE", "TYPE")}
                case Returned():
                    found |= {Address("TABLE", TRASH_SCHEMA, intent.kept_as)}
                    found |= {Address("TABLE", intent.schema, intent.table)} if intent.column else set()
                case MovedFrom() | MergedFrom() | DataStep():
                    pass
        return frozenset(found)

    @cached_property
    def due_steps(self) -> tuple[DataStep, ...]:
        """The data steps whose `when` the live database answers with true; it is asked once."""
        steps = (intent for intent in self.declared if isinstance(intent, DataStep))
        return tuple(step for step in steps if self.ask_live is None or not step.when or self.ask_live(step.when))

    @cached_property
    def filled(self) -> dict[tuple[Address, str], Backfill]:
        """The columns that a backfill gives their values."""
        backfills = (intent for intent in self.declared if isinstance(intent, Backfill))
        return {(Address("TABLE", intent.schema, intent.table), intent.column): intent for intent in backfills}

    def move_rows(self, live: Snapshot) -> bool:
        """Return whether rows are merged, filled or changed, so that additions come before them and the rest after."""
        return self.have_work(live) or any(table in live for table, _ in self.filled)

    def have_work(self, live: Snapshot) -> bool:
        """Return whether a merge or a data step is due, so that there is something to do although nothing may differ.

        A backfill alone is no work: it belongs to a change of its table.
        """
        return bool(self.due_steps) or any(isinstance(i, MergedFrom) and _source(i) in live for i in self.declared)

    def due_alone(self) -> bool:
        """Return whether a data step is known to be due although nothing else may differ."""
        return self.ask_live is not None and bool(self.due_steps)

    def covered(self, live: Snapshot) -> frozenset[str]:
        """Return the tables and columns whose contents an intent takes care of, so that removing them loses nothing."""
        names: set[str] = set()
        for intent in self.declared:
            if isinstance(intent, MergedFrom) and _source(intent) in live:
                names.add(f"{intent.source_schema}.{intent.source_table}")
            elif isinstance(intent, Backfill):
                names |= {f"{intent.schema}.{intent.table}.{column}" for column in intent.needs}
        return frozenset(names)


def moving_statements(intents: Intents, live: Snapshot, desired: Snapshot, clone: Catalog) -> list[Statement]:
    """Return moves and renames, objects before their parts, and the data steps to run before all else."""
    statements: list[Statement] = []
    made: set[str] = set()
    for intent in intents.declared:
        if isinstance(intent, MovedFrom) and is_due(intent, live):
            statements += [s for s in move(intent, live, desired) if s.address.kind != "SCHEMA" or s.sql not in made]
            made |= {s.sql for s in statements}
    steps = [_step(step) for step in intents.due_steps if step.position == "before"]
    returned = [s for intent in intents.declared if isinstance(intent, Returned) for s in come_back(intent, live)]
    return [*steps, *statements, *_renames(intents, live, clone), *returned]


def _renames(intents: Intents, live: Snapshot, clone: Catalog) -> Iterator[Statement]:
    for intent in intents.declared:
        if isinstance(intent, RenamedColumn):
            relation = _relation_before_move(intent, intents, live, clone)
            if relation is not None:
                yield from rename_column(intent, relation)
        elif isinstance(intent, RenamedPart):
            entry = live.entries.get(Address("TYPE", intent.schema, intent.parent))
            rows = clone.ask_for("types", [entry.oid]) if entry else []
            yield from rename_part(intent, live, tuple(rows[0]["labels"]) if rows else ())


def _relation_before_move(intent: RenamedColumn, intents: Intents, live: Snapshot, clone: Catalog) -> Relation | None:
    """Return the table of a renamed column as it will be called once the moves were done."""
    address = Address("TABLE", intent.schema, intent.table)
    for other in intents.declared:
        if isinstance(other, MovedFrom) and new_address(other) == address and is_due(other, live):
            address = old_address(other)
    found = _relation(address, live, clone)
    if found is None:
        return None
    return replace(found, schema=intent.schema, name=intent.table)


def row_statements(
    intents: Intents, live: Snapshot, desired: Snapshot, clone: Catalog, desired_catalog: Catalog
) -> list[Statement]:
    """Return merges, backfills and data steps, in order of declaration, backfills first.

    Args:
        intents: What was declared. `live`: the clone as it is once everything was added. `desired`: the goal.
        clone, desired_catalog: The catalogs of both.
    """
    statements: list[Statement] = []
    for intent in intents.declared:
        if isinstance(intent, Backfill):
            address = Address("TABLE", intent.schema, intent.table)
            table, goal = _relation(address, live, clone), _relation(address, desired, desired_catalog)
            statements += _backfill(intent, table, goal) if table else []
    for intent in intents.declared:
        if isinstance(intent, MergedFrom):
            source = _relation(_source(intent), live, clone)
            address = Address("TABLE", intent.schema, intent.table)
            target, goal = _relation(address, live, clone), _relation(address, desired, desired_catalog)
            if source and target and goal:
                statements += merge(intent, source, target, goal, _numbering(address, live, clone))
    statements += [_step(step) for step in intents.due_steps if step.position == "between"]
    if statements and clone.ask("deferred_constraints"):
        # PostgreSQL alters no table for which checks are still to be made at COMMIT.
        now = "SET CONSTRAINTS ALL IMMEDIATE"
        cause = "deferred checks are made now: a table they wait for cannot be altered"
        statements.append(replace(statements[-1], sql=now, cause=cause, verify=""))
    return statements


def _numbering(table: Address, live: Snapshot, clone: Catalog) -> dict[str, str]:
    """Return the columns of a table whose values come from an ascending sequence, with that sequence."""
    oids = [entry.oid for address, entry in live.entries.items() if address.kind == "SEQUENCE"]
    return {
        row["column_name"]: qualified(row["schema"], row["name"])
        for row in clone.ask_for("sequences", oids)
        if (row["table_schema"], row["table_name"]) == (table.schema, table.name) and row["increment"] > 0
    }


def ready(statements: list[Statement], phase: Phase | None) -> int:
    """Return how many of these statements a plan carries out that ends with some phase.

    The source of a merge goes in the contract phase, where its rows are looked at again, as more may have arrived. What
    must not be done twice waits for that, and so does all that comes after it.
    """
    once = (number for number, statement in enumerate(statements) if Trait.ONCE_ONLY in statement.traits)
    return next(once, len(statements)) if phase is Phase.MIGRATE else len(statements)


def _relation(address: Address, snapshot: Snapshot, catalog: Catalog) -> Relation | None:
    entry = snapshot.entries.get(address)
    return read_relations(catalog, [entry.oid]).get(entry.oid) if entry else None


def _source(intent: MergedFrom) -> Address:
    return Address("TABLE", intent.source_schema, intent.source_table)


def fills_nulls(intent: Backfill) -> bool:
    """Return whether a backfill is about the rows whose column is NULL, and no others."""
    return intent.only_when == f"{identifier(intent.column)} IS NULL"


def _backfill(intent: Backfill, table: Relation, desired: Relation | None) -> Iterator[Statement]:
    """Yield the UPDATE of one backfill; it is done once a column it reads is gone.

    Where such a column goes away in this plan, nobody may write meanwhile: a value that arrives after the UPDATE would
    be lost.
    """
    if intent.column not in table.columns or any(name not in table.columns for name in intent.needs):
        return
    column = identifier(intent.column)
    if fills_nulls(intent) and table.columns[intent.column].not_null:
        return
    if desired and any(name not in desired.columns for name in intent.needs):
        lock = f"LOCK TABLE {table.sql_name} IN SHARE ROW EXCLUSIVE MODE"
        yield _filling(intent, lock, f"nobody may write what {column} is filled from")
    condition = intent.only_when or f"{column} IS NULL"
    command = f"UPDATE {table.sql_name} SET {column} = {intent.value} WHERE {condition}"
    yield _filling(intent, command, f"backfill of {intent.column}")


def _filling(intent: Backfill, command: str, cause: str) -> Statement:
    return Statement(
        sql=command,
        address=Address("TABLE", intent.schema, intent.table),
        verb=Verb.DATA,
        cause=cause,
        phase=Phase.MIGRATE,
        proposer="intents",
        column=intent.column,
        source=intent.source,
    )


def _step(step: DataStep) -> Statement:
    return Statement(
        sql=step.sql,
        address=Address("DATA STEP", "", step.name),
        verb=Verb.DATA,
        cause=f"data step {step.name}",
        phase=Phase.MIGRATE,
        proposer="intents",
        source=step.source,
        verify=step.verify,
    )
