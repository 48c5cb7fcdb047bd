"""The statements by which a shadow column is made ready, and by which it takes its column's place."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from schemactl.model.address import Address
from schemactl.model.batches import Batches
from schemactl.model.marks import SHADOW
from schemactl.model.statement import Statement, Trait, TransactionRule, Verb
from schemactl.online.facts import is_built
from schemactl.online.form import Sight, StaysPlain
from schemactl.online.words import concurrently, mentions, on_another_column, says
from schemactl.postgres.batches import one_update
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import aside, identifier, literal, qualified
from schemactl.propose.relations import NAMED_NOT_NULL_SINCE, Column, Relation

_NEW, _OLD = "new", "old"
_READS = frozenset({Trait.READS_ALL_ROWS})
_KEYS = {"p": "PRIMARY KEY", "u": "UNIQUE"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """A column and the copy that is to take its place.

    Attributes:
        table: The table as it is. `before`, `after`: the column now and as it is desired.
        begun: The copy that an earlier run has left, or None.
    """

    table: Relation
    before: Column
    after: Column
    begun: Column | None = None

    @property
    def copy(self) -> str:
        """Return the name of the copy."""
        return aside(self.before.name, _NEW)

    @property
    def trigger(self) -> str:
        """Return the name of the trigger that keeps the copy: it sorts behind others, which fire before it."""
        return f"~{self.copy}"

    @property
    def function(self) -> str:
        """Return the name of the trigger's function, in the table's schema."""
        return aside(f"{self.table.name}_{self.before.name}", "copy")

    @property
    def not_null(self) -> str:
        """Return the name of the constraint by which the copy becomes NOT NULL."""
        return aside(self.before.not_null_name or f"{self.table.name}_{self.before.name}_not_null", _NEW)

    @property
    def is_required(self) -> bool:
        """Return whether the copy must be NOT NULL when it takes the column's place."""
        return bool(self.before.not_null)


def make_ready(shadow: Shadow, plain: Statement, sight: Sight, place: str) -> Iterator[Statement]:
    """Yield what is done beside the column: the copy, its values, its indexes.

    Args:
        shadow: What is copied. `plain`: the statement it stands for, without what it demands of rows.
        sight: As for every form. `place`: the table for the reader, with its size.
    """
    first = dataclasses.replace(plain, transaction=TransactionRule.FIRST, column=shadow.copy)
    if shadow.begun is None:
        yield from _copy(shadow, first, sight.version)
    yield _filled(shadow, first, place)
    yield from _looked_at(shadow, first, sight)
    for row in covering(shadow, sight):
        yield from _built(shadow, row, first, sight, place)


def exchange(shadow: Shadow, plain: Statement, sight: Sight) -> Iterator[Statement]:
    """Yield how the copy takes the column's place, and what its constraints need afterwards.

    Args:
        shadow, plain, sight: As for `make_ready`.
    """
    indexes, rules = covering(shadow, sight), rules_of(shadow, sight, plain)
    commands = [
        *(f"{_altered(rule)} DROP CONSTRAINT {identifier(rule['name'])}" for rule in rules),
        *(_dropped(shadow, row) for row in indexes),
        *_names_exchanged(shadow, plain, sight),
        *(command for row in indexes for command in _taken_over(shadow, row)),
        *(command for rule in rules for command in _put_back(rule)),
    ]
    for command in commands:
        yield dataclasses.replace(plain, sql=command, cause=f"the copy takes the place of {shadow.before.name}")
    for rule in rules:
        if rule["validated"] and rule["enforced"]:
            yield dataclasses.replace(
                plain,
                sql=f"{_altered(rule)} VALIDATE CONSTRAINT {identifier(rule['name'])}",
                address=Address(
                    "FK CONSTRAINT" if rule["kind"] == "f" else "CHECK CONSTRAINT", rule["schema"], rule["name"]
                ),
                column="",
                transaction=TransactionRule.LAST,
                traits=_READS | {Trait.KEPT_BEFORE},
                cause="is not validated",
            )


def covering(shadow: Shadow, sight: Sight) -> list[Row]:
    """Return the indexes of the column."""
    return sight.clone.ask("column_indexes", oid=shadow.table.oid, column=shadow.before.name)


def rules_of(shadow: Shadow, sight: Sight, plain: Statement | None = None) -> list[Row]:
    """Return the foreign keys and checks of the column; with `plain`, those that are still there when it would run."""
    rules = sight.clone.ask("column_constraints", oid=shadow.table.oid, column=shadow.before.name)
    return [rule for rule in rules if plain is None or not _is_gone(rule, plain, sight)]


def _is_gone(rule: Row, plain: Statement, sight: Sight) -> bool:
    """Return whether the plan takes a constraint away before a statement, and has not put it back by then."""
    gone = False
    for statement in _up_to(plain, sight):
        if mentions(statement.sql, rule["name"]) and mentions(statement.sql, rule["relation"]):
            gone = says(statement.sql, "DROP", "CONSTRAINT") or (gone and not says(statement.sql, "ADD", "CONSTRAINT"))
    return gone


def _up_to(plain: Statement, sight: Sight) -> tuple[Statement, ...]:
    """Return the statements of the plan up to the one that would change the type, that one included."""
    place = next(place for place, statement in enumerate(sight.order) if statement.sql == plain.sql)
    return sight.order[: place + 1]


def _copy(shadow: Shadow, first: Statement, version: int) -> Iterator[Statement]:
    """Yield the copy, empty, and what keeps it equal to its column from here on."""
    table, copy = shadow.table, identifier(shadow.copy)
    collate = f" COLLATE {shadow.after.collation}" if shadow.after.collation else ""
    function, trigger = qualified(table.schema, shadow.function), identifier(shadow.trigger)
    each = f"FOR EACH ROW EXECUTE FUNCTION {function}()"
    body = f"BEGIN NEW.{copy} := NEW.{identifier(shadow.before.name)}; RETURN NEW; END"
    commands = (
        (f"ALTER TABLE {table.sql_name} ADD COLUMN {copy} {shadow.after.type}{collate}", "a copy in the new type"),
        (f"COMMENT ON COLUMN {table.sql_name}.{copy} IS {literal(SHADOW)}", "until it takes its place"),
        (f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS {literal(body)}", "keeps the copy"),
        (f"CREATE TRIGGER {trigger} BEFORE INSERT OR UPDATE ON {table.sql_name} {each}", "keeps the copy"),
    )
    for sql, cause in commands:
        adds = frozenset({Trait.ADDS_COLUMN}) if "ADD COLUMN" in sql else frozenset[Trait]()
        yield dataclasses.replace(first, sql=sql, cause=f"{shadow.before.name}: {cause}", traits=adds)
    if shadow.is_required:
        rule = f"NOT NULL {copy}" if version >= NAMED_NOT_NULL_SINCE else f"CHECK ({copy} IS NOT NULL)"
        added = f"ALTER TABLE {table.sql_name} ADD CONSTRAINT {identifier(shadow.not_null)} {rule} NOT VALID"
        yield dataclasses.replace(first, sql=added, cause=f"{shadow.before.name}: the copy is NOT NULL as well")


def _filled(shadow: Shadow, first: Statement, place: str) -> Statement:
    copy, value = identifier(shadow.copy), f"{identifier(shadow.before.name)}::{shadow.after.type}"
    batches = Batches(
        relation=shadow.table.sql_name,
        assignments=f"{copy} = {value}",
        condition=f"{copy} IS DISTINCT FROM {value}",
    )
    return dataclasses.replace(
        first,
        sql=one_update(batches),
        verb=Verb.DATA,
        transaction=TransactionRule.FIRST_OUTSIDE,
        cause=f"the copy of {shadow.before.name} is filled while others write to {place}",
        batches=batches,
    )


def _looked_at(shadow: Shadow, first: Statement, sight: Sight) -> Iterator[Statement]:
    """Yield what goes over the copy's values, and what makes it NOT NULL, as far as an earlier run has not."""
    table, copy, name = shadow.table.sql_name, identifier(shadow.copy), identifier(shadow.not_null)
    check, named = shadow.table.checks.get(shadow.not_null), sight.version >= NAMED_NOT_NULL_SINCE
    begun = shadow.begun
    done = begun is not None and (begun.not_null_kind == "VALID" if named else bool(begun.not_null))
    required = shadow.is_required and not done
    if required and not (check and check.validated):
        validated = f"ALTER TABLE {table} VALIDATE CONSTRAINT {name}"
        yield dataclasses.replace(first, sql=validated, traits=_READS, cause="no row of the copy is NULL")
    analyzed = f"ANALYZE {table} ({copy})"
    yield dataclasses.replace(first, sql=analyzed, traits=_READS, cause="the planner knows the copy before it is used")
    if not named and required:
        set_not_null = f"ALTER TABLE {table} ALTER COLUMN {copy} SET NOT NULL"
        yield dataclasses.replace(first, sql=set_not_null, cause="the check says so already")
    if not named and (check or required):
        dropped = f"ALTER TABLE {table} DROP CONSTRAINT {name}"
        yield dataclasses.replace(first, sql=dropped, cause="the check has done its work")


def _built(shadow: Shadow, row: Row, first: Statement, sight: Sight, place: str) -> Iterator[Statement]:
    """Yield the index of the copy, unless an earlier run has built it."""
    new = Address("INDEX", row["schema"], aside(row["name"], _NEW))
    command = on_another_column(row["definition"], shadow.before.name, shadow.copy)
    if new in sight.live:
        there = sight.clone.ask("column_indexes", oid=shadow.table.oid, column=shadow.copy)
        if any(built["definition"] == _renamed(command, new.name) for built in there if built["name"] == new.name):
            return
        raise StaysPlain(f"the name {new.name} is taken, under which an index of the copy would be built")
    yield dataclasses.replace(
        first,
        sql=concurrently(command, new.name),
        address=new,
        column="",
        verb=Verb.CREATE,
        verify=is_built(new),
        transaction=TransactionRule.FIRST_OUTSIDE,
        cause=f"{row['name']} for the copy, built while others write to {place}",
    )


def _renamed(command: str, name: str) -> str:
    return concurrently(command, name).replace(" INDEX CONCURRENTLY ", " INDEX ", 1)


def _dropped(shadow: Shadow, row: Row) -> str:
    if row["key"]:
        return f"ALTER TABLE {shadow.table.sql_name} DROP CONSTRAINT {identifier(row['key'])}"
    return f"DROP INDEX {qualified(row['schema'], row['name'])}"


def _names_exchanged(shadow: Shadow, plain: Statement, sight: Sight) -> Iterator[str]:
    """Yield how the old column goes and the copy gets its name, its numbers and its default."""
    table, name = shadow.table.sql_name, identifier(shadow.before.name)
    old = identifier(aside(shadow.before.name, _OLD))
    sequences = sight.clone.ask("column_sequences", oid=shadow.table.oid, column=shadow.before.name)
    yield f"DROP TRIGGER {identifier(shadow.trigger)} ON {table}"
    yield f"DROP FUNCTION {qualified(shadow.table.schema, shadow.function)}()"
    yield f"ALTER TABLE {table} RENAME COLUMN {name} TO {old}"
    yield f"ALTER TABLE {table} RENAME COLUMN {identifier(shadow.copy)} TO {name}"
    for row in sequences:
        yield from _goes_on(shadow, row, sight)
    if default := _default(shadow, plain, sight):
        yield f"ALTER TABLE {table} ALTER COLUMN {name} SET DEFAULT {default}"
    yield f"ALTER TABLE {table} DROP COLUMN {old}"
    if shadow.before.not_null_name:
        final = identifier(shadow.before.not_null_name)
        yield f"ALTER TABLE {table} RENAME CONSTRAINT {identifier(shadow.not_null)} TO {final}"
    oid = sight.desired[plain.address].oid
    [row] = sight.model.ask("column_comment", oid=oid, column=shadow.after.name)
    yield f"COMMENT ON COLUMN {table}.{name} IS {literal(row['comment']).strip() if row['comment'] else 'NULL'}"


def _goes_on(shadow: Shadow, row: Row, sight: Sight) -> Iterator[str]:
    """Yield how the sequence of a column numbers the copy: it is handed over, or its position where it is identity."""
    sequence = qualified(row["schema"], row["name"])
    if not row["identity"]:
        yield f"ALTER SEQUENCE {sequence} OWNED BY {shadow.table.sql_name}.{identifier(shadow.before.name)}"
        return
    declared = Address("SEQUENCE", row["schema"], row["name"])
    if declared not in sight.desired:
        raise StaysPlain(f"the sequence {row['name']} of the column gets another name")
    resting = aside(row["name"], _OLD)
    yield f"ALTER SEQUENCE {sequence} RENAME TO {identifier(resting)}"
    yield from (command.text for command in split_statements(sight.desired[declared].definition))
    yield (
        f"SELECT pg_catalog.setval({literal(sequence).strip()}::pg_catalog.regclass, last_value, is_called)"
        f" FROM {qualified(row['schema'], resting)}"
    )


def _default(shadow: Shadow, plain: Statement, sight: Sight) -> str:
    """Return the default the column would have after the plain statement, or an empty text."""
    if says(plain.sql, "SET", "DEFAULT"):
        return shadow.after.expression
    about = (s.sql for s in _up_to(plain, sight) if mentions(s.sql, shadow.before.name))
    taken_off = any(says(sql, "DROP", "DEFAULT") and mentions(sql, shadow.table.name) for sql in about)
    return "" if taken_off else shadow.before.expression


def _taken_over(shadow: Shadow, row: Row) -> Iterator[str]:
    table, new = shadow.table.sql_name, aside(row["name"], _NEW)
    index = qualified(row["schema"], row["name"])
    if row["key"]:
        timing = (" DEFERRABLE" if row["deferrable"] else "") + (" INITIALLY DEFERRED" if row["deferred"] else "")
        key = identifier(row["key"])
        yield f"ALTER TABLE {table} ADD CONSTRAINT {key} {_KEYS[row['kind']]} USING INDEX {identifier(new)}{timing}"
        if row["key_comment"]:
            yield f"COMMENT ON CONSTRAINT {key} ON {table} IS {literal(row['key_comment']).strip()}"
    else:
        yield f"ALTER INDEX {qualified(row['schema'], new)} RENAME TO {identifier(row['name'])}"
    if row["comment"]:
        yield f"COMMENT ON INDEX {index} IS {literal(row['comment']).strip()}"


def _altered(rule: Row) -> str:
    return f"ALTER TABLE {qualified(rule['schema'], rule['relation'])}"


def _put_back(rule: Row) -> Iterator[str]:
    name = identifier(rule["name"])
    unchecked = "" if rule["definition"].endswith((" NOT VALID", " NOT ENFORCED")) else " NOT VALID"
    yield f"{_altered(rule)} ADD CONSTRAINT {name} {rule['definition']}{unchecked}"
    if rule["comment"]:
        table = qualified(rule["schema"], rule["relation"])
        yield f"COMMENT ON CONSTRAINT {name} ON {table} IS {literal(rule['comment']).strip()}"
