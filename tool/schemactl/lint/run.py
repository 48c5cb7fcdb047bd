"""Running all rules over a built database. The door of this room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from schemactl.lint import body_rules, index_rules, policy_rules, routine_rules, table_rules, trigger_rules, view_rules
from schemactl.lint.database import Database
from schemactl.lint.places import Places, address_of, plain_name
from schemactl.lint.rule import Row, Rule
from schemactl.lint.waiving import STALE_WAIVER, Waivers
from schemactl.model.declaration import SourceNote
from schemactl.model.diagnostic import Diagnostic
from schemactl.model.rule import RuleDescription
from schemactl.model.waiver import Waiver
from schemactl.postgres.quoting import qualified

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_FAMILIES = (routine_rules, body_rules, trigger_rules, policy_rules, view_rules, index_rules, table_rules)
_RULES = tuple(sorted((rule for family in _FAMILIES for rule in family.RULES), key=lambda rule: rule.id))


def rules() -> tuple[RuleDescription, ...]:
    """Return all rules in words, by id, for documentation and reports."""
    return (*_RULES, STALE_WAIVER)


def lint_database(
    connection: psycopg.Connection[TupleRow],
    schemas: Iterable[str] | None,
    notes: Iterable[SourceNote] = (),
    waivers: Iterable[Waiver] = (),
) -> tuple[Diagnostic, ...]:
    """Return everything the rules find, by file, line, object and rule.

    Args:
        connection: A superuser's session with pinned settings, on a scratch database in which the
            declared state was built. What is tried there is rolled back.
        schemas: Managed namespaces; None for all that are not PostgreSQL's own.
        notes: Where objects were declared.
        waivers: Findings that do not count. One that covers nothing is a finding itself.
    """
    database = Database(connection, schemas)
    places = Places(notes, database.ask("routines"))
    waived = Waivers(waivers)
    found = [
        _diagnostic(rule, row, places)
        for rule in _RULES
        for row in rule.judge(database, database.ask(rule.query))
        if not waived.cover(rule.id, row)
    ]
    return tuple(sorted((*found, *waived.stale(rule.id for rule in _RULES)), key=_order))


def _diagnostic(rule: Rule, row: Row, places: Places) -> Diagnostic:
    return Diagnostic(
        code=rule.id,
        level=rule.level,
        message=rule.message.format_map({**row, "where": _where(row)}),
        hint=rule.fix,
        address=address_of(row),
        source=places.find(row),
    )


def _where(row: Row) -> str:
    """Return the qualified name of the object; a function's with its argument types."""
    relation = str(row["relation"])
    name = plain_name(relation, str(row["kind"]))
    return qualified(str(row["schema"]), name) + relation.removeprefix(name)


def _order(diagnostic: Diagnostic) -> tuple[object, ...]:
    source, address = diagnostic.source, diagnostic.address
    return (
        source is None,
        (source.path, source.line) if source else ("", 0),
        (address.schema, address.name, address.kind) if address else ("", "", ""),
        diagnostic.code,
        diagnostic.message,
    )
