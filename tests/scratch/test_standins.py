from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from schemactl.postgres.connect import connect
from schemactl.postgres.quoting import identifier
from schemactl.scratch import standins
from schemactl.scratch.embedded import EmbeddedServer, embedded_server
from schemactl.scratch.installation import find_installations
from schemactl.scratch.server import scratch_database

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow

_MAJORS = sorted({found.major for found in find_installations()})
# These name the schema they go to themselves.
_OWN_SCHEMA = {"pg_cron", "pg_graphql", "pgsodium", "supabase_vault"}
_DDL = {
    "http": ["CREATE VIEW public.v AS SELECT (extensions.http_get('https://example.org')).status"],
    "hypopg": ["CREATE VIEW public.v AS SELECT * FROM extensions.hypopg_list_indexes"],
    "index_advisor": ["CREATE VIEW public.v AS SELECT errors FROM extensions.index_advisor(query := 'SELECT 1')"],
    "pg_cron": [
        "SELECT cron.schedule('nightly', '0 3 * * *', 'VACUUM')",
        "SELECT cron.schedule(job_name := 'nightly', schedule := '0 4 * * *', command := 'VACUUM')",
        "DO $$BEGIN ASSERT (SELECT array_agg(schedule) = '{0 4 * * *}' FROM cron.job); END$$",
        "SELECT cron.alter_job(job_id := 1, active := false)",
        "DO $$BEGIN ASSERT cron.unschedule('nightly'); END$$",
    ],
    "pg_graphql": ["SELECT graphql.resolve(query := '{}', variables := '{}')"],
    "pg_jsonschema": [
        "CREATE TABLE public.t (d jsonb, CHECK (extensions.jsonb_matches_schema(schema := '{}', instance := d)))"
    ],
    "pg_net": ["SELECT net.http_post(url := 'https://example.org', body := '{}')"],
    "pg_partman": [
        "CREATE TABLE public.t (at date) PARTITION BY RANGE (at)",
        "SELECT extensions.create_parent(p_parent_table := 'public.t', p_control := 'at', p_interval := '1 day')",
        "CALL extensions.run_maintenance_proc()",
    ],
    "pg_stat_statements": ["CREATE VIEW public.v AS SELECT query, calls FROM extensions.pg_stat_statements"],
    "pgaudit": [
        "CREATE EVENT TRIGGER e ON ddl_command_end EXECUTE FUNCTION extensions.pgaudit_ddl_command_end()",
        "CREATE TABLE public.t ()",
    ],
    "pgcrypto": [
        "CREATE TABLE public.t (id uuid DEFAULT extensions.gen_random_uuid(), s text)",
        "ALTER TABLE public.t ADD h bytea GENERATED ALWAYS AS (extensions.digest(s, 'sha256')) STORED",
        "CREATE INDEX ON public.t ((extensions.digest(s, 'sha256')))",
        "ALTER TABLE public.t ADD token text DEFAULT encode(extensions.gen_random_bytes(16), 'hex')",
        "INSERT INTO public.t (s) VALUES ('x')",
    ],
    "pgjwt": ["SELECT extensions.sign(payload := '{}', secret := 'x', algorithm := 'HS256')"],
    "pgsodium": ["CREATE TABLE public.t (n bytea DEFAULT pgsodium.crypto_aead_det_noncegen())"],
    "supabase_vault": [
        "SELECT vault.create_secret(new_secret := 's', new_name := 'n')",
        "CREATE VIEW public.v AS SELECT decrypted_secret FROM vault.decrypted_secrets",
    ],
    "uuid-ossp": [
        "CREATE TABLE public.t (id uuid DEFAULT extensions.uuid_generate_v4())",
        "INSERT INTO public.t VALUES (DEFAULT)",
        "SELECT extensions.uuid_generate_v5(namespace := extensions.uuid_ns_dns(), name := 'example.org')",
    ],
    "vector": [
        "CREATE TABLE public.t (v extensions.vector(3), h extensions.halfvec(3), s extensions.sparsevec(3))",
        "CREATE INDEX ON public.t USING ivfflat (v extensions.vector_cosine_ops)",
        "CREATE INDEX ON public.t USING hnsw (h extensions.halfvec_l2_ops)",
        "CREATE VIEW public.v AS SELECT v OPERATOR(extensions.<=>) '[1,2,3]' AS distance FROM public.t",
        "INSERT INTO public.t VALUES ('[1,2,3]')",
        "ALTER TABLE public.t ALTER h TYPE extensions.halfvec(4)",
    ],
}
_FUNCTIONS = """
SELECT p.proname || '(' || pg_get_function_arguments(p.oid) || ')', pg_get_function_result(p.oid), p.prokind::text
FROM pg_depend AS d
    JOIN pg_extension AS e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass
    JOIN pg_proc AS p ON p.oid = d.objid AND d.classid = 'pg_proc'::regclass
WHERE e.extname = %s AND d.deptype = 'e' AND p.proname NOT LIKE '%%standin%%'
    AND p.prorettype <> 'internal'::regtype  -- what only an access method can call
"""


@pytest.fixture(scope="module", params=_MAJORS)
def any_server(request: pytest.FixtureRequest) -> Iterator[EmbeddedServer]:
    """A server of each version in turn."""
    with embedded_server(request.param) as running:
        assert running.version // 10000 == request.param
        yield running


@contextlib.contextmanager
def _with_extension(server: EmbeddedServer, extension: str) -> Iterator[psycopg.Connection[TupleRow]]:
    """Connect to a new database with an extension and what it needs."""
    with scratch_database(server, "t") as database, connect(server.conninfo(database)) as connection:
        connection.execute("CREATE SCHEMA extensions")
        schema = "" if extension in _OWN_SCHEMA else "SCHEMA extensions"
        connection.execute(f"CREATE EXTENSION {identifier(extension)} {schema} CASCADE")
        yield connection


def test_every_standin_has_an_example_here() -> None:
    """One without would not be tested."""
    assert standins.names() == set(_DDL)


@pytest.mark.parametrize("extension", sorted(_DDL))
def test_ddl_that_uses_an_extension_is_accepted(any_server: EmbeddedServer, extension: str) -> None:
    """By the real extension or its stand-in, on every version alike."""
    with _with_extension(any_server, extension) as connection:
        for command in _DDL[extension]:
            connection.execute(command)


def test_a_real_extension_wins_over_its_standin(any_server: EmbeddedServer) -> None:
    """All stand-ins are named, the comment of each says what it is, and a real one is never hidden."""
    with connect(any_server.conninfo("postgres")) as connection:
        rows = connection.execute("SELECT name FROM pg_available_extensions WHERE comment LIKE 'stand-in for %'")
        used = {row[0] for row in rows}
        hidden = connection.execute("SELECT name FROM pg_available_extensions GROUP BY name HAVING count(*) > 1")
        assert hidden.fetchall() == []
    assert standins.available(any_server) == tuple(sorted(used))
    (installation,) = (found for found in find_installations() if found.bindir == any_server.bindir)
    assert used & installation.extensions <= {"pg_cron"}


def test_a_vector_column_prints_its_dimensions(any_server: EmbeddedServer) -> None:
    """Otherwise every such column would look changed."""
    with _with_extension(any_server, "vector") as connection:
        connection.execute("SET search_path TO public")
        connection.execute("CREATE TABLE t (v extensions.vector(768))")
        row = connection.execute(
            "SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = 't'::regclass AND attnum > 0"
        ).fetchone()
    assert row == ("extensions.vector(768)",)


@pytest.mark.parametrize("extension", sorted(_DDL))
def test_functions_are_the_real_ones(extension: str) -> None:
    """Where one version has the real extension and another its stand-in: names, arguments, defaults and results."""
    installations = find_installations()
    real = [found.major for found in installations if extension in found.extensions]
    without = [found.major for found in installations if extension not in found.extensions]
    if not real or not without:
        pytest.skip("no installation has the real one")
    found = []
    for major in (real[-1], without[-1]):
        with embedded_server(major) as server, _with_extension(server, extension) as connection:
            found.append(set(connection.execute(_FUNCTIONS, [extension]).fetchall()))
    assert found[1] == found[0]
