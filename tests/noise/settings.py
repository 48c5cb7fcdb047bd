"""Settings that a database or a role may carry, each as far from ours as PostgreSQL allows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from schemactl.postgres.connect import connect
from schemactl.postgres.quoting import identifier, literal
from tests.fixtures.oracle import TABLESPACE

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

ACCESS_METHOD = "CREATE ACCESS METHOD noisy TYPE TABLE HANDLER heap_tableam_handler"
"""What `NOISE` makes the default; it belongs into every database that is compared with a noisy one."""

NOISE = {
    "DateStyle": "SQL, DMY",
    "TimeZone": "Asia/Kathmandu",
    "IntervalStyle": "sql_standard",
    "quote_all_identifiers": "on",
    "extra_float_digits": "-10",
    "standard_conforming_strings": "off",
    "escape_string_warning": "on",
    "backslash_quote": "off",
    "bytea_output": "escape",
    "default_table_access_method": "noisy",
    "default_toast_compression": "pglz",
    "default_statistics_target": "7",
    "default_text_search_config": "pg_catalog.simple",
    "default_transaction_isolation": "serializable",
    "default_transaction_deferrable": "on",
    "check_function_bodies": "on",
    "row_security": "off",
    "xmloption": "document",
    "array_nulls": "off",
    "transform_null_equals": "on",
    "lc_messages": "C",
    "lc_monetary": "C.UTF-8",
    "lc_numeric": "C.UTF-8",
    "client_min_messages": "debug1",
    "client_encoding": "LATIN1",
    "statement_timeout": "60s",
    "lock_timeout": "10s",
    "idle_session_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",
    "session_replication_role": "replica",
    "xmlbinary": "hex",
    "gin_fuzzy_search_limit": "1",
    "from_collapse_limit": "1",
    "constraint_exclusion": "on",
    "synchronous_commit": "off",
    "plpgsql.variable_conflict": "use_column",
}
"""By name, all that stay in force for every session."""

SEARCH_PATH = "pg_temp, information_schema, public"


FOR_A_LOGIN = {"default_tablespace": TABLESPACE, "default_transaction_read_only": "on"}
"""What a login may carry beside these: to read nothing more is needed, and nothing it makes is compared."""


def disturb(conninfo: str) -> None:
    """Give a database all these settings; sessions that begin afterwards have them."""
    with connect(conninfo) as connection:
        _set(connection, f"ALTER DATABASE {identifier(connection.info.dbname)}", NOISE)


def disturb_login(conninfo: str, login: str) -> None:
    """Give a login all these settings, in every database, and some that a database cannot have without harm."""
    with connect(conninfo) as connection:
        _set(connection, f"ALTER ROLE {identifier(login)}", NOISE | FOR_A_LOGIN)


def _set(connection: psycopg.Connection[TupleRow], head: str, settings: Mapping[str, str]) -> None:
    for name, value in settings.items():
        connection.execute(f"{head} SET {name} = {literal(value)}".encode())
    connection.execute(f"{head} SET search_path = {SEARCH_PATH}".encode())
