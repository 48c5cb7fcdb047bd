"""The audit of one database, section by section. The door of this room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from schemactl.audit import activity, indexes, integrity, materialized, references, security, server, tables
from schemactl.audit.session import DAY, AuditedDatabase
from schemactl.model.audit import AuditReport
from schemactl.model.rule import RuleDescription

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_SECTIONS = (
    server.examine,
    integrity.examine,
    references.examine,
    security.examine,
    indexes.examine,
    tables.examine,
    materialized.examine,
    activity.examine_jobs,
    activity.examine,
)
_FAMILIES = (
    integrity.CHECKS,
    references.CHECKS,
    security.CHECKS,
    indexes.CHECKS,
    tables.CHECKS,
    materialized.CHECKS,
    activity.CRON_CHECKS,
    activity.CHECKS,
    server.CHECKS,
)


def checks() -> tuple[RuleDescription, ...]:
    """Return all checks in words, by id, for documentation."""
    return tuple(sorted((check for family in _FAMILIES for check in family), key=lambda check: check.id))


def audit_database(
    connection: psycopg.Connection[TupleRow], schemas: Iterable[str] | None, *, least_observation: timedelta = DAY
) -> AuditReport:
    """Return what there is to say about a database.

    Args:
        connection: A session of its own, in autocommit mode, with pinned settings; it becomes read-only. Any login will
            do: what it may not see is told. pg_monitor sees most, a superuser all.
        schemas: The schemas to look at; None for all that are not PostgreSQL's own or an extension's.
        least_observation: How long statistics must have been collected before an index is called unused.

    Raises:
        psycopg.OperationalError: The connection broke.
    """
    database = AuditedDatabase(connection, schemas, least_observation=least_observation)
    sections = tuple(examine(database) for examine in _SECTIONS)
    facts = next(iter(database.ask("server")), {})
    return AuditReport(
        database=str(facts.get("database", connection.info.dbname)),
        login=str(facts.get("login", connection.info.user)),
        observed_at=facts.get("observed_at", datetime.now(tz=UTC)),
        schemas=tuple(database.schemas),
        sections=sections,
        unseen=database.unseen,
    )
