"""Merges: every row of a table that goes away ends up in its successor, in gaps of a row there, or in quarantine.

Set-based statements in one transaction that keeps others from the source, followed by a question that must be answered
with true before the source may go: is any source row neither in the successor nor in quarantine?
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schemactl.model.address import Address
from schemactl.model.intent import MergedFrom
from schemactl.model.statement import Phase, Statement, Trait, Verb
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.propose.relations import Relation

_REASON = "quarantine_reason"
_MOMENT = "quarantined_at"


def merge(
    intent: MergedFrom, source: Relation, target: Relation, desired: Relation, numbering: Mapping[str, str]
) -> Iterator[Statement]:
    """Yield the statements of one merge in order.

    Args:
        intent: What was declared. `source`: the table that goes away.
        target: The successor as it is once everything was added to it. `desired`: as it is declared.
        numbering: Columns of the successor whose values come from an ascending sequence, with that sequence.
    """
    for column in target.columns.values():
        if column.name not in desired.columns and column.not_null and not column.expression:
            command = f"ALTER TABLE {target.sql_name} ALTER COLUMN {identifier(column.name)} DROP NOT NULL"
            yield _statement(
                intent, command, f"column {column.name} goes away and new rows have no value for it", Verb.ALTER
            )
    # A row that arrives between the copy and the drop would be lost. Readers are kept out as well, because the drop
    # needs this very lock: two sessions that read and then both ask for more would wait for each other.
    lock = f"LOCK TABLE {source.sql_name} IN ACCESS EXCLUSIVE MODE"
    yield _statement(intent, lock, "nobody may add rows from here on", Verb.DATA)
    mapping = _mapping(intent, source, target, desired)
    if intent.quarantine_table:
        yield from _quarantine(intent, source)
    if intent.fill or intent.combine:
        yield _statement(intent, _fill(intent, source, target, mapping), "fills gaps of rows that exist", Verb.DATA)
    yield _statement(
        intent, _insert(intent, source, target, mapping), "rows move in", Verb.DATA, _complete(intent, source, target)
    )
    for name, sequence in numbering.items():
        if name in mapping:
            cause = f"new values of {name} begin behind those that came along"
            yield _statement(intent, _position(target, name, sequence), cause, Verb.DATA)


def _mapping(intent: MergedFrom, source: Relation, target: Relation, desired: Relation) -> dict[str, str]:
    """Return target column to expression over the source row; columns of the same name are copied as they are."""
    plain = {name: identifier(name) for name in source.columns if name in target.columns and name in desired.columns}
    mapping = plain | dict(intent.columns)
    return {
        name: text for name, text in mapping.items() if name in target.columns and not target.columns[name].generated
    }


def _quarantine(intent: MergedFrom, source: Relation) -> Iterator[Statement]:
    schema, table = identifier(intent.quarantine_schema), qualified(intent.quarantine_schema, intent.quarantine_table)
    columns = (
        f"LIKE {source.sql_name}, {_REASON} text NOT NULL, {_MOMENT} timestamp with time zone NOT NULL DEFAULT now()"
    )
    yield _statement(intent, f"CREATE SCHEMA IF NOT EXISTS {schema}", "holds rejected rows", Verb.DATA)
    yield _statement(intent, f"CREATE TABLE IF NOT EXISTS {table} ({columns})", "holds rejected rows", Verb.DATA)
    names = ", ".join(identifier(name) for name in source.column_order)
    cases = " ".join(f"WHEN {when} THEN {literal(reason).strip()}" for reason, when in intent.reject_when.items())
    if cases:
        command = (
            f"INSERT INTO {table} ({names}, {_REASON})\n"
            f"SELECT {names}, reason\nFROM (SELECT *, CASE {cases} END AS reason FROM {source.sql_name}) AS judged\n"
            f"WHERE reason IS NOT NULL AND NOT EXISTS (SELECT FROM {table} AS rejected"
            f" WHERE {_same_key(intent, 'rejected', 'judged')})"
        )
        yield _statement(intent, command, "rows the successor cannot take", Verb.DATA)


def _fill(intent: MergedFrom, source: Relation, target: Relation, mapping: dict[str, str]) -> str:
    """Return the UPDATE of rows with the same key: gaps are filled, combined columns are computed from both rows."""
    settings = []
    for name in intent.fill:
        if name in mapping:
            column, default = identifier(name), target.columns[name].expression
            gap = f"target.{column} IS NULL" + (f" OR target.{column} = {default}" if default else "")
            settings.append(
                f"{column} = CASE WHEN {gap} THEN COALESCE(mapped.{column}, target.{column}) ELSE target.{column} END"
            )
    settings += [f"{identifier(name)} = {text}" for name, text in intent.combine.items() if name in target.columns]
    mapped = ", ".join(f"{text} AS {identifier(name)}" for name, text in mapping.items())
    return (
        f"UPDATE {target.sql_name} AS target\nSET {', '.join(settings)}\n"
        f"FROM {source.sql_name} AS source\nJOIN (SELECT {mapped} FROM {source.sql_name}) AS mapped ON "
        f"{_same_key(intent, 'mapped', 'source')}\n"
        f"WHERE {_same_key(intent, 'target', 'source')}{_not_rejected(intent)}"
    )


def _insert(intent: MergedFrom, source: Relation, target: Relation, mapping: dict[str, str]) -> str:
    names = ", ".join(identifier(name) for name in mapping)
    mapped = ", ".join(f"{text} AS {identifier(name)}" for name, text in mapping.items())
    overriding = " OVERRIDING SYSTEM VALUE" if any(c.identity == "a" for c in target.columns.values()) else ""
    return (
        f"INSERT INTO {target.sql_name} ({names}){overriding}\n"
        f"SELECT {names}\nFROM (SELECT {mapped} FROM {source.sql_name}) AS source\n"
        f"WHERE NOT EXISTS (SELECT FROM {target.sql_name} AS target WHERE {_same_key(intent, 'target', 'source')})"
        f"{_not_rejected(intent)}"
    )


def _position(target: Relation, name: str, sequence: str) -> str:
    """Return what sets the sequence of a column behind its largest value, unless it stands there already."""
    largest = f"pg_catalog.max({identifier(name)})"
    return (
        f"SELECT pg_catalog.setval({literal(sequence).strip()}::pg_catalog.regclass, {largest}) FROM {target.sql_name} "
        f"HAVING {largest} > (SELECT last_value - (NOT is_called)::integer FROM {sequence})"
    )


def _complete(intent: MergedFrom, source: Relation, target: Relation) -> str:
    """Return the question whether every source row is accounted for."""
    places = [f"SELECT FROM {target.sql_name} AS target WHERE {_same_key(intent, 'target', 'source')}"]
    if intent.quarantine_table:
        table = qualified(intent.quarantine_schema, intent.quarantine_table)
        places.append(f"SELECT FROM {table} AS rejected WHERE {_same_key(intent, 'rejected', 'source')}")
    missing = " AND ".join(f"NOT EXISTS ({place})" for place in places)
    return f"SELECT NOT EXISTS (SELECT FROM {source.sql_name} AS source WHERE {missing})"


def _not_rejected(intent: MergedFrom) -> str:
    if not intent.reject_when:
        return ""
    table = qualified(intent.quarantine_schema, intent.quarantine_table)
    return f"\n  AND NOT EXISTS (SELECT FROM {table} AS rejected WHERE {_same_key(intent, 'rejected', 'source')})"


def _same_key(intent: MergedFrom, left: str, right: str) -> str:
    return " AND ".join(f"{left}.{identifier(name)} = {right}.{identifier(name)}" for name in intent.key)


def _statement(intent: MergedFrom, sql: str, cause: str, verb: Verb, verify: str = "") -> Statement:
    return Statement(
        sql=sql,
        address=Address("TABLE", intent.schema, intent.table),
        verb=verb,
        cause=f"merge of {intent.source_schema}.{intent.source_table}: {cause}",
        phase=Phase.MIGRATE,
        proposer="intents",
        source=intent.source,
        verify=verify,
        traits=frozenset({Trait.ONCE_ONLY} if intent.combine else ()),
    )
