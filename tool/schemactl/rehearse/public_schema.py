"""The schema ``public``, where the live database has lost it.

Every new database has it, so pg_dump writes nothing of it as long as it is as it was made, and nothing where it is
missing either. Source: PostgreSQL manual, The Public Schema; measured with pg_dump 18 for what it leaves out.
"""

from __future__ import annotations

from schemactl.model.address import Address
from schemactl.model.snapshot import Snapshot
from schemactl.model.statement import Statement, Verb

PUBLIC, OWNER = "public", "pg_database_owner"


def making(live: Snapshot, desired: Snapshot) -> tuple[Statement, ...]:
    """Return the commands that make the schema as a new database has it, if the live one lacks it and it is needed.

    Its grants and its comment are differences like any others once it is there.
    """
    if not live.facts.lacks_public or all(address.schema != PUBLIC for address in desired.entries):
        return ()
    commands = ((Verb.CREATE, f"CREATE SCHEMA {PUBLIC}"), (Verb.ALTER, f"ALTER SCHEMA {PUBLIC} OWNER TO {OWNER}"))
    return tuple(
        Statement(
            sql=sql,
            address=Address("SCHEMA", "", PUBLIC),
            verb=verb,
            cause="is missing, and every new database has it",
            proposer="natives",
        )
        for verb, sql in commands
    )
