"""The audited database: a session that can change nothing, waits for nobody and never holds a snapshot for long.

What cannot be answered is noted and told at the end of the report; an audit with few rights is shorter, never silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from time import monotonic
from typing import TYPE_CHECKING, Any

from schemactl.model.audit import Unseen
from schemactl.postgres.queries import Row, load_query, namespaces

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_CAREFUL = (
    "SET default_transaction_read_only = on",
    # Functions that report sizes and definitions take a lock for a moment; they must not queue behind an ALTER TABLE.
    "SET lock_timeout = '1s'",
    "SET idle_in_transaction_session_timeout = '1min'",
)
_CATALOG_TIMEOUT = "SET statement_timeout = '60s'"
_PROBE_TIMEOUT = "SET statement_timeout = '5s'"

DAY = timedelta(days=1)

PROBING_SECONDS = 60.0
"""How long all looks at rows may take together; what is left then is named as not seen."""


class AuditedDatabase:
    """Asks one database; every question is asked once.

    Args:
        connection: A session of its own with pinned settings, in autocommit mode: each question is a transaction, so
            that the audit of a large database does not hold back VACUUM.
        schemas: The schemas to audit; None for all that are not PostgreSQL's own or an extension's.
        least_observation: How long statistics must have been collected before anything is called unused.
    """

    def __init__(
        self,
        connection: psycopg.Connection[TupleRow],
        schemas: Iterable[str] | None,
        *,
        least_observation: timedelta = DAY,
    ) -> None:
        self._connection = connection
        self.least_observation = least_observation
        self._answers: dict[str, tuple[Row, ...]] = {}
        self._unseen: dict[str, Unseen] = {}
        self._probing = 0.0
        self._timeout = ""
        for command in _CAREFUL:
            connection.execute(command.encode())
        self.schemas = [] if schemas is None else sorted(schemas)
        if schemas is None:
            self.schemas = [str(row["schema"]) for row in self.ask("schemas")]
        if self.schemas and not set(self.schemas).intersection(namespaces(connection)):
            self.note("tables, indexes and functions", f"the database has no schema {' or '.join(self.schemas)}")

    @property
    def unseen(self) -> tuple[Unseen, ...]:
        """Return the questions that got no answer, in the order they were asked."""
        return tuple(self._unseen.values())

    @property
    def version(self) -> int:
        """Return ``server_version_num``, such as 180006."""
        return self._connection.info.server_version

    def ask(self, query: str) -> tuple[Row, ...]:
        """Return the rows of a query in `audit/sql`; none, and a note, if it got no answer."""
        if query not in self._answers:
            self._limit(_CATALOG_TIMEOUT)
            text = load_query("audit", query)
            self._answers[query] = self._run(text, {"schemas": self.schemas}, query.replace("_", " ")) or ()
        return self._answers[query]

    def ask_own(self, query: str) -> tuple[Row, ...]:
        """Return those rows of a query that row security shows to the login; otherwise such a table is refused."""
        self._connection.execute("SET row_security = on")
        try:
            return self.ask(query)
        finally:
            self._connection.execute("SET row_security = off")

    def probe(self, question: str, sql: str) -> Row | None:
        """Return the only row of a query on rows of tables, or None and a note; see `probe_all`."""
        rows = self.probe_all(question, sql)
        return rows[0] if rows else None

    def probe_all(self, question: str, sql: str) -> tuple[Row, ...]:
        """Return the rows of a query on rows of tables, or none and a note. It may take five seconds.

        Args:
            question: What is asked, for the note: ``orphans of public.orders``.
            sql: Composed with `schemactl.postgres.quoting`.
        """
        if self._probing > PROBING_SECONDS:
            self.note(question, f"the looks at rows took more than {PROBING_SECONDS:.0f} seconds together")
            return ()
        began = monotonic()
        self._limit(_PROBE_TIMEOUT)
        rows = self._run(sql, None, question) or ()
        self._probing += monotonic() - began
        return rows

    def note(self, question: str, reason: str) -> None:
        """Note that a question has no answer."""
        self._unseen.setdefault(question, Unseen(question=question, reason=reason))

    def _limit(self, timeout: str) -> None:
        if timeout != self._timeout:
            self._connection.execute(timeout.encode())
            self._timeout = timeout

    def _run(self, sql: str, parameters: Mapping[str, Any] | None, question: str) -> tuple[Row, ...] | None:
        import psycopg
        from psycopg.rows import dict_row

        from schemactl.postgres.connect import first_line

        try:
            with self._connection.cursor(row_factory=dict_row) as cursor:
                return tuple(cursor.execute(sql.encode(), parameters).fetchall())
        except psycopg.OperationalError as error:
            if self._connection.broken:
                raise
            self.note(question, first_line(error))
        except psycopg.ProgrammingError as error:
            self.note(question, first_line(error))
        return None
