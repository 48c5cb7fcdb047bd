"""What every module starts from: the metadata, the names, the columns and the rights that recur.

Rights are declared whole, never by what a platform hands out by itself: Supabase gives everything in ``public`` to
``anon``, ``authenticated`` and ``service_role``, so each table takes all of it back and then grants what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, MetaData, text
from sqlalchemy.dialects.postgresql import TIMESTAMP, UUID
from sqlalchemy.schema import SchemaItem

from schemactl import Function, Grant, Policy, Revoke, RowSecurity, Trigger

API_ROLES = ("anon", "authenticated", "service_role")
"""The roles requests arrive as: nobody in particular, a signed-in reader, and the backend, which row security skips."""

EVERYBODY = ("public", *API_ROLES)

metadata = MetaData(
    naming_convention={
        # What PostgreSQL itself would call them, so that an existing database need not rename anything.
        "pk": "%(table_name)s_pkey",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
    info={"schemactl_default_grantees": API_ROLES},
)

now = text("now()")
no = text("false")
zero = text("0")
empty_object = text("'{}'::jsonb")

reader = "(SELECT auth.uid())"
"""Who asks. Inside a sub-select it is evaluated once per query; bare, it is called for every row."""

own_book = f"EXISTS (SELECT FROM public.user_books AS book WHERE book.id = book_id AND book.user_id = {reader})"
"""For tables with a ``book_id``: a row may only hang on a book of the same reader."""

_VERBS = {"select": "read", "insert": "create", "update": "update", "delete": "delete"}

touch_updated_at = Function.from_file(
    "public/functions/touch_updated_at.sql",
    schema="public",
    metadata=metadata,
    arguments="",
    execute_to=[],
    moved_from="public.update_updated_at_column",
    comment="Trigger: stamps updated_at before an update.",
)


def id_column() -> Column[Any]:
    """Return the usual primary key. The default is built in: the old one asked for the extension uuid-ossp."""
    return Column("id", UUID, primary_key=True, server_default=text("gen_random_uuid()"))


def user_column() -> Column[Any]:
    """Return the owner of a row. Never null: row security would show such a row to nobody."""
    return Column("user_id", UUID, ForeignKey("public.profiles.id", ondelete="CASCADE"), nullable=False)


def time_column(name: str, **options: Any) -> Column[Any]:
    """Return a moment that is now unless something else is said."""
    return Column(name, TIMESTAMP(timezone=True), server_default=now, **options)


def touched(table: str, *, condition: str | None = None) -> Trigger:
    """Return the trigger that keeps ``updated_at``.

    Args:
        table: The table, for the trigger's name.
        condition: Which updates count, over ``old`` and ``new``; all when left out.
    """
    name = f"update_{table}_updated_at"
    return Trigger(name, when="before update", each="row", function=touch_updated_at, condition=condition)


def rights(authenticated: str = "", *, service: str = "select, insert, update, delete") -> Iterator[SchemaItem]:
    """Yield row security and the rights on a table: nothing but what is named here, and for ``anon`` nothing at all.

    Args:
        authenticated: What signed-in readers may do, as far as policies let them.
        service: What the backend may do.
    """
    yield RowSecurity()
    yield Revoke("all", from_=EVERYBODY)
    yield Grant(service, to="service_role")
    if authenticated:
        yield Grant(authenticated, to="authenticated")


def own_policies(
    noun: str, *commands: str, own: str = f"user_id = {reader}", may_write: str = "true"
) -> Iterator[SchemaItem]:
    """Yield one policy per command that limits signed-in readers to their own rows.

    Args:
        noun: What the rows are, for the names: "Users can read own <noun>".
        commands: ``select``, ``insert``, ``update``, ``delete``.
        own: Which rows are the reader's own.
        may_write: What a written row must fulfil besides.
    """
    check = own if may_write == "true" else f"{own} AND {may_write}"
    for command in commands:
        yield Policy(
            f"Users can {_VERBS[command]} own {noun}",
            command=command,
            to="authenticated",
            using=None if command == "insert" else own,
            check=check if command in {"insert", "update"} else None,
        )


def own_rows(noun: str, *, own: str = f"user_id = {reader}", may_write: str = "true") -> tuple[SchemaItem, ...]:
    """Return rights and policies of a table whose rows readers manage themselves.

    Args:
        noun, own, may_write: As for `own_policies`.
    """
    return (
        *rights("select, insert, update, delete"),
        *own_policies(noun, "select", "insert", "update", "delete", own=own, may_write=may_write),
    )


def word_check(column: str) -> CheckConstraint:
    """Return the check that a column holds one short word, for kinds a language model makes up as it goes.

    They are grouped and filtered by, so they must be spelt in one way, but no list of them would ever be complete.
    """
    return CheckConstraint(f"{column} ~ '^[a-z0-9_]{{1,50}}$'", name=column)


def as_word(column: str) -> str:
    """Return the expression that spells a column's text as `word_check` wants it; ``unknown`` if nothing is left."""
    spelt = f"btrim(left(regexp_replace(lower({column}), '[^a-z0-9]+', '_', 'g'), 50), '_')"
    return f"coalesce(nullif({spelt}, ''), 'unknown')"


def trigger_is_missing(trigger: str, table: str) -> str:
    """Return the query whether a database has a table but not yet a trigger on it."""
    return (
        f"SELECT to_regclass('{table}') IS NOT NULL AND NOT EXISTS ("
        f"SELECT FROM pg_trigger WHERE tgname = '{trigger}' AND tgrelid = to_regclass('{table}'))"
    )


def table_exists(table: str) -> str:
    """Return the query whether a database still has a table, and not just a view of its old name."""
    return f"SELECT EXISTS (SELECT FROM pg_class WHERE oid = to_regclass('{table}') AND relkind = 'r')"
