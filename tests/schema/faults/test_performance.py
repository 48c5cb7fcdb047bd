"""Faults 12 to 15: work for every row, missing and useless indexes. Each test fails where the fault was."""

from __future__ import annotations

from tests.schema.conftest import ANN
from tests.schema.faults.side import Side, holds_only_in
from tests.schema.rls.test_once_per_statement import COUNTING
from tests.schema.test_declared import FOREIGN_KEYS_WITHOUT_INDEX, USELESS_INDEXES

BOOKS = 200


def of_either(query: str) -> str:
    """Return a query over our two schemas so that it also runs where there is only one of them."""
    return query.replace(
        "namespace IN ('public'::regnamespace, 'chat'::regnamespace)",
        "namespace::regnamespace::text IN ('public', 'chat')",
    )


# 12. auth.uid() for every row.


def test_row_security_asks_who_is_there_once(ours: Side, legacy: Side) -> None:
    """Reading all books calls auth.uid() as often for two hundred books as for one."""

    def holds(side: Side) -> bool:
        side.run(
            "INSERT INTO public.user_books (user_id, title, file_name, file_type, s3_key)"
            f" SELECT '{ANN}', 'x', 'x', 'pdf', 'x' FROM generate_series(1, {BOOKS})"
        )
        side.run(COUNTING)
        # Compared with an index it would be called once in any case.
        side.run("SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off")
        assert len(side.rows("SELECT title FROM public.user_books", role="authenticated", user=ANN)) > BOOKS
        return bool(side.value("SELECT last_value FROM auth.asked") < BOOKS)

    holds_only_in(ours, legacy, holds)


def test_no_policy_calls_auth_uid_for_every_row(ours: Side, legacy: Side) -> None:
    """It stands in a sub-select of its own wherever it stands."""

    def holds(side: Side) -> bool:
        return not side.value(
            "SELECT count(*) FROM pg_catalog.pg_policies"
            " WHERE regexp_count(concat(qual, with_check), 'auth\\.uid\\(\\)')"
            " <> regexp_count(concat(qual, with_check), 'SELECT auth\\.uid\\(\\)')"
        )

    holds_only_in(ours, legacy, holds)


# 13. Foreign keys without an index.


def test_foreign_keys_have_indexes(ours: Side, legacy: Side) -> None:
    """Deleting a row never scans the tables that refer to it."""

    def holds(side: Side) -> bool:
        return not side.rows(of_either(FOREIGN_KEYS_WITHOUT_INDEX))

    holds_only_in(ours, legacy, holds)


# 14. Indexes that another one replaces.


def test_no_index_is_a_duplicate_or_a_prefix(ours: Side, legacy: Side) -> None:
    """Every index finds something no other index of its table finds."""

    def holds(side: Side) -> bool:
        return not side.rows(of_either(USELESS_INDEXES))

    holds_only_in(ours, legacy, holds)


# 15. ivfflat, built on empty tables.


def test_vectors_are_found_by_indexes_that_need_no_rows_to_be_built(ours: Side, legacy: Side) -> None:
    """Every column of vectors has an HNSW index, and ivfflat is gone."""

    def holds(side: Side) -> bool:
        columns = side.value(
            "SELECT count(*) FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_class ON pg_class.oid = attrelid"
            " WHERE relkind = 'r' AND atttypid = 'public.vector'::regtype"
        )
        methods = side.rows(
            "SELECT amname, count(*) FROM pg_catalog.pg_class JOIN pg_catalog.pg_am ON pg_am.oid = relam"
            " WHERE amname IN ('hnsw', 'ivfflat') AND relkind = 'i' GROUP BY amname"
        )
        return methods == [("hnsw", columns)]

    holds_only_in(ours, legacy, holds)
