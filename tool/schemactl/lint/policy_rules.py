"""Rules on row security: tables without it, and policies that let through too much, cost too much or leave rows out."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.lint.database import Database
from schemactl.lint.identity import compared_with_identity, per_row_calls
from schemactl.lint.rule import Row, Rule
from schemactl.model.diagnostic import Level

_WRITES = frozenset({"INSERT", "UPDATE", "DELETE", "ALL"})


def _to_everybody(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    return (row for row in rows if "" in row["roles"])


def _always_true(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    for row in rows:
        clauses = [word for word, text in (("USING", row["using"]), ("WITH CHECK", row["check"])) if text == "true"]
        if clauses and row["permissive"] and row["command"] in _WRITES and not row["binds_nobody"]:
            roles = ", ".join(role or "PUBLIC" for role in row["roles"])
            yield {**row, "clauses": " and ".join(clauses), "roles": roles}


def _per_row(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    for row in rows:
        calls = [call for clause in ("using", "check") for call in per_row_calls(row[clause], row["columns"])]
        if calls:
            yield {**row, "calls": " and ".join(dict.fromkeys(calls))}


def _without_check(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    return (row for row in rows if row["command"] == "UPDATE" and row["using"] and not row["check"])


def _nullable_owner(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    """Return one finding per column, on the table: the policies that compare it are named in the message."""
    policies: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        for clause in ("using", "check"):
            for column in sorted(compared_with_identity(row[clause]).intersection(row["nullable"])):
                policies.setdefault((row["schema"], row["relation"], column), []).append(row["part"])
    for (schema, relation, column), names in policies.items():
        named = ", ".join(f'"{name}"' for name in dict.fromkeys(names))
        yield {"kind": "TABLE", "schema": schema, "relation": relation, "part": column, "policies": named}


TABLE_WITHOUT_ROW_SECURITY = Rule(
    id="SL101",
    name="table-without-row-security",
    level=Level.ERROR,
    finds="A table, partition or foreign table without row security on which anon or authenticated have a right, in a "
    "schema they may use.",
    why="Everybody who reaches the API sees every row of it. A partition is reached by its own name, past the "
    "policies of its parent.",
    fix="Add RowSecurity() and policies, or revoke the rights.",
    query="row_security_off",
    message="table {where} has no row security and is open to {roles}",
)

NO_POLICY = Rule(
    id="SL102",
    name="row-security-without-policy",
    level=Level.NOTE,
    finds="A table with row security and no policy. Partitions are left out: rows are reached through the parent.",
    why="Nobody but its owner and roles that bypass row security sees a row. That may be meant; then say so in a "
    "waiver.",
    fix="Add a policy, or waive this with the reason.",
    query="row_security_without_policy",
    message="table {where} has row security but no policy, so its rows are hidden from everybody",
)

POLICIES_WITHOUT_ROW_SECURITY = Rule(
    id="SL103",
    name="policies-without-row-security",
    level=Level.ERROR,
    finds="A table with policies whose row security is not enabled.",
    why="The policies look like protection and do nothing.",
    fix="Add RowSecurity() to the table.",
    query="policies_without_row_security",
    message="the policies of table {where} do nothing: its row security is not enabled",
)

POLICY_TO_PUBLIC = Rule(
    id="SL104",
    name="policy-to-public",
    level=Level.WARNING,
    finds="A policy for PUBLIC.",
    why="It is evaluated for every role, those that come later included, and for visitors who are not signed in.",
    fix='Name the roles it is for: to="authenticated".',
    query="policies",
    message='policy "{part}" on {where} is for PUBLIC',
    judge=_to_everybody,
)

POLICY_ALWAYS_TRUE = Rule(
    id="SL105",
    name="policy-always-true",
    level=Level.ERROR,
    finds="A permissive policy for INSERT, UPDATE, DELETE or ALL with the constant true, for a role that row security "
    "binds.",
    why="The role may write any row, other people's included. The service's own role bypasses row security and needs "
    "no policy.",
    fix="Drop the policy if it was meant for the service; otherwise compare the owner with (SELECT auth.uid()).",
    query="policies",
    message='policy "{part}" on {where} checks nothing for {command} by {roles}: {clauses} (true)',
    judge=_always_true,
)

POLICY_PER_ROW = Rule(
    id="SL106",
    name="policy-per-row",
    level=Level.WARNING,
    finds="A policy that calls auth.uid(), auth.jwt(), auth.role(), auth.email() or current_setting() outside a "
    "(SELECT ...) of its own. A call hidden in another function is not seen.",
    why="It is called for every row looked at; on large tables a query becomes several times slower.",
    fix="Write (SELECT auth.uid()) instead of auth.uid(): PostgreSQL then evaluates it once per statement.",
    query="policies",
    message='policy "{part}" on {where} calls {calls} for every row',
    judge=_per_row,
)

UPDATE_WITHOUT_CHECK = Rule(
    id="SL107",
    name="update-without-check",
    level=Level.NOTE,
    finds="A policy for UPDATE with USING and without WITH CHECK.",
    why="PostgreSQL takes USING for both. What a row may become is mostly more than what it must have been, and worth "
    "writing down.",
    fix="Add check=..., equal to `using` if that is what is meant.",
    query="policies",
    message='policy "{part}" on {where} does not say what an updated row must look like',
    judge=_without_check,
)

NULLABLE_OWNER = Rule(
    id="SL108",
    name="nullable-owner",
    level=Level.WARNING,
    finds="A column that policies compare with who is asking, and that may be NULL.",
    why="NULL equals nobody: such a row is seen by no user, and nobody can repair or delete it.",
    fix="Make the column NOT NULL.",
    query="policies",
    message="column {part} of {where} may be NULL, and then no policy shows the row ({policies})",
    judge=_nullable_owner,
)

TRUNCATABLE = Rule(
    id="SL109",
    name="truncate-passes-row-security",
    level=Level.WARNING,
    finds="A table with row security on which anon or authenticated have TRUNCATE.",
    why="TRUNCATE asks no policy. Supabase's default privileges grant it with everything else.",
    fix='Revoke("truncate", from_=["anon", "authenticated"]), or grant only what is needed.',
    query="truncatable",
    message="{roles} may TRUNCATE {where}, which asks no policy",
)

RULES = (
    TABLE_WITHOUT_ROW_SECURITY,
    NO_POLICY,
    POLICIES_WITHOUT_ROW_SECURITY,
    POLICY_TO_PUBLIC,
    POLICY_ALWAYS_TRUE,
    POLICY_PER_ROW,
    UPDATE_WITHOUT_CHECK,
    NULLABLE_OWNER,
    TRUNCATABLE,
)
