"""A script that makes three logins with the least they need: one reads, one applies, one has the scratch server.

What each needs: pg_dump locks every table it reads, for which it must be allowed to SELECT from it (PostgreSQL manual,
pg_dump and LOCK); ALTER needs the owner of the object (ALTER TABLE); a new schema needs CREATE on the database; scratch
databases and the roles a schema names are made by the tool itself (Role Attributes).
"""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.postgres.quoting import identifier, literal


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleNames:
    """Names of the logins; `owner` is the role that owns what is declared, `database` the live database."""

    database: str
    owner: str
    reader: str = "schemactl_reader"
    applier: str = "schemactl_applier"
    scratch: str = "schemactl_scratch"


def roles_script(names: RoleNames) -> str:
    """Return the script, for psql; it can be run again, and takes nothing away from anybody."""
    database, owner = identifier(names.database), identifier(names.owner)
    reader, applier = identifier(names.reader), identifier(names.applier)
    parts = [
        "-- Run as a superuser, or as a role with CREATEROLE that may grant what is granted here.",
        "-- No login has a password: give each one by \\password, or a way in by pg_hba.conf.",
        "",
        "-- For `schemactl diff`, `drift`, `snapshot` and `audit`: it can read all rows, and change nothing.",
        _made(names.reader, "LOGIN"),
        f"GRANT CONNECT ON DATABASE {database} TO {reader};",
        f"GRANT pg_read_all_data TO {reader};",
        f"ALTER ROLE {reader} SET default_transaction_read_only = on;",
        "",
        "-- For `schemactl apply` and `revert`: it acts as the owner of what is declared, and is no superuser.",
        _made(names.owner, "NOLOGIN"),
        _made(names.applier, "LOGIN"),
        f"GRANT {owner} TO {applier};",
        f"GRANT CONNECT, CREATE ON DATABASE {database} TO {owner};",
        f"GRANT pg_read_all_data TO {applier};",
        f"ALTER ROLE {applier} IN DATABASE {database} SET role = {literal(names.owner).strip()};",
        "",
        "-- For the scratch server (`scratch` in the settings), which should be another one: run these lines there.",
        _made(names.scratch, "LOGIN CREATEDB CREATEROLE"),
    ]
    return "\n".join(parts) + "\n"


def _made(name: str, attributes: str) -> str:
    """Return what makes a role unless it is there; CREATE ROLE knows no IF NOT EXISTS."""
    command = f"CREATE ROLE {identifier(name)} {attributes}"
    return f"DO {literal(_BODY.format(role=literal(name).strip(), command=literal(command).strip())).strip()};"


_BODY = "BEGIN IF pg_catalog.to_regrole(pg_catalog.quote_ident({role})) IS NULL THEN EXECUTE {command}; END IF; END"
