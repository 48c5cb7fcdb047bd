"""Plans and reports for tests of dry rooms: each builder fills in what a test does not speak of."""

from __future__ import annotations

from datetime import UTC, datetime

from schemactl.model.address import Address
from schemactl.model.batches import Batches
from schemactl.model.declaration import SourceLocation
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.model.hazard import Hazard, Severity
from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.plan import Change, Plan, PreflightQuestion, Proof, TransactionGroup
from schemactl.model.report import ApplyReport, DriftReport, Outcome, StatementResult
from schemactl.model.scope import Scope
from schemactl.model.statement import Phase, Statement, Trait, TransactionRule, Verb
from schemactl.postgres.batches import one_update

BOOKS = Address("TABLE", "public", "books")
MESSAGES_FK = Address("FK CONSTRAINT", "chat", "messages messages_thread_fkey", "messages")
NOTES = Address("TABLE", "public", "notes")
DOCUMENTS = Address("TABLE", "public", "documents")
NOTES_INDEX = Address("INDEX", "public", "notes_reader_idx")
SUBSCRIPTION = Address("SUBSCRIPTION", "", "replica")

REWRITE = RelationLock("public.books", LockMode.ACCESS_EXCLUSIVE, rewritten=True)
SCAN = RelationLock("chat.messages", LockMode.SHARE_ROW_EXCLUSIVE, scanned=True)
PROOF = Proof(server_version="18.6", converged=True, statements=5, elapsed_ms=82)


def a_hazard(  # noqa: PLR0917 - a table of hazards reads best without names
    id: str = "SC211",  # noqa: A002 - the field's name
    severity: Severity = Severity.OUTAGE,
    object: str = "public.books",  # noqa: A002 - likewise
    name: str = "table-rewrite",
    message: str = "All rows of public.books are written again under ACCESS EXCLUSIVE.",
    advice: str = "Run it in a quiet hour, or add a new column and fill it in batches.",
) -> Hazard:
    """Return a hazard; by default a rewrite of public.books."""
    return Hazard(id=id, name=name, severity=severity, object=object, message=message, advice=advice)


def a_statement(
    sql: str = "ALTER TABLE public.books ALTER COLUMN total_pages TYPE bigint",
    address: Address = BOOKS,
    verb: Verb = Verb.ALTER,
    cause: str = "column total_pages differs",
    **fields: object,
) -> Statement:
    """Return a statement; by default one that changes a column of public.books."""
    return Statement(sql=sql, address=address, verb=verb, cause=cause, **fields)  # type: ignore[arg-type]


def a_plan(*groups: TransactionGroup, changes: tuple[Change, ...] = (), **fields: object) -> Plan:
    """Return a plan of these groups, proven on PostgreSQL 18.6 for a live database on 17.6."""
    defaults: dict[str, object] = {
        "live_fingerprint": "1f" * 32,
        "desired_fingerprint": "2e" * 32,
        "tool_version": "0.1.0",
        "live_version": 170006,
        "database": "app",
        "scope": Scope(schemas=frozenset({"chat", "public"}), declared=frozenset({SUBSCRIPTION})),
        "proof": PROOF if groups else None,
    }
    return Plan(changes=changes, groups=groups, **(defaults | fields))  # type: ignore[arg-type]


def a_group(*statements: Statement, transactional: bool = True) -> TransactionGroup:
    """Return statements that commit together."""
    return TransactionGroup(statements=statements, transactional=transactional)


def a_note(code: str = "column-order", **fields: object) -> Diagnostic:
    """Return a diagnostic; by default a note on the order of columns."""
    defaults: dict[str, object] = {
        "level": Level.NOTE,
        "message": "the columns of public.books stand in another order than declared",
        "hint": "PostgreSQL cannot move a column; nothing needs to be done.",
        "address": BOOKS,
    }
    return Diagnostic(code=code, **(defaults | fields))  # type: ignore[arg-type]


def everything() -> Plan:
    """Return a plan in which everything a plan can hold occurs once."""
    create = a_statement(
        "CREATE TABLE public.notes (\n    id bigint NOT NULL,\n    reader uuid\n)",
        NOTES,
        Verb.CREATE,
        "table public.notes is missing",
        source=SourceLocation("schema/public/notes.py", 12),
    )
    rewrite = a_statement(locks=(REWRITE,), hazards=(a_hazard(),), proposer="migra", column="total_pages")
    validate = a_statement(
        "ALTER TABLE chat.messages VALIDATE CONSTRAINT messages_thread_fkey",
        MESSAGES_FK,
        Verb.ALTER,
        "constraint messages_thread_fkey is not validated",
        phase=Phase.MIGRATE,
        locks=(SCAN,),
        hazards=(a_hazard("SC205", Severity.OUTAGE, "chat.messages", "scan-under-lock", "All rows are read."),),
        verify="SELECT convalidated\n  FROM pg_constraint",
        traits=frozenset({Trait.READS_ALL_ROWS, Trait.REQUIRES_VALUE}),
    )
    index = a_statement(
        "CREATE INDEX CONCURRENTLY notes_reader_idx ON public.notes USING btree (reader)",
        NOTES_INDEX,
        Verb.CREATE,
        "index public.notes_reader_idx is missing",
        transaction=TransactionRule.OUTSIDE,
    )
    loss = a_hazard(
        "SC101",
        Severity.LOSS,
        "public.documents",
        "drop-table",
        "The rows of public.documents are removed.",
        "Declare where they go, or allow it by name.",
    )
    drop = a_statement(
        "DROP TABLE public.documents",
        DOCUMENTS,
        Verb.DROP,
        "table public.documents is not declared",
        phase=Phase.CONTRACT,
        hazards=(loss,),
        loses=("public.documents",),
    )
    return a_plan(
        a_group(create, rewrite, validate),
        a_group(index, transactional=False),
        a_group(drop),
        changes=(
            Change(address=MESSAGES_FK, sign="~"),
            Change(address=NOTES_INDEX, sign="+"),
            Change(address=BOOKS, sign="~"),
            Change(address=DOCUMENTS, sign="-"),
            Change(address=NOTES, sign="+"),
        ),
        preflight=(
            PreflightQuestion(
                sql="SELECT count(*)\n  FROM chat.messages", message="{count} rows have no thread", address=MESSAGES_FK
            ),
        ),
        diagnostics=(
            a_note("cannot-plan", level=Level.ERROR, message="subscription replica differs", address=SUBSCRIPTION),
            *(a_note(address=Address("TABLE", "public", f"wide_{n}")) for n in range(5)),
            a_note("stale-intent", source=SourceLocation("schema/chat/messages.py", 7), message="every database moved"),
        ),
    )


def in_batches() -> Plan:
    """Return a plan with a statement that is run in batches."""
    batches = Batches(relation="public.books", assignments="priority = DEFAULT", condition="priority IS NULL")
    fill = a_statement(
        one_update(batches),
        verb=Verb.DATA,
        cause="column priority is filled",
        phase=Phase.MIGRATE,
        column="priority",
        transaction=TransactionRule.OUTSIDE,
        batches=batches,
    )
    return a_plan(a_group(fill, transactional=False), changes=(Change(address=BOOKS, sign="~"),))


def a_drift() -> DriftReport:
    """Return a drift report with one difference of each sign."""
    return DriftReport(
        observed_at=datetime(2026, 3, 1, 4, 5, 6, tzinfo=UTC),
        database="app",
        changes=(
            Change(address=BOOKS, sign="~"),
            Change(address=DOCUMENTS, sign="+"),
            Change(address=NOTES, sign="-"),
        ),
        details=((str(BOOKS), "--- declared\n+++ live\n-    pages bigint\n+    pages integer\n     id uuid\n"),),
        diagnostics=(a_note("stand-in", message="vector is a stand-in on the scratch server"),),
    )


def a_run(*outcomes: Outcome, verified: bool = False) -> ApplyReport:
    """Return the report of a run whose statements ended like this."""
    results = tuple(
        StatementResult(position=position, outcome=outcome, elapsed_ms=position * 100)
        for position, outcome in enumerate(outcomes, 1)
    )
    return ApplyReport(run_id=7, results=results, verified=verified)
