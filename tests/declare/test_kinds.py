"""Every kind of our own: declared, materialised, read back from PostgreSQL's catalogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, exists, func, select, text
from sqlalchemy.dialects.postgresql import UUID

from schemactl import (
    CompositeType,
    CronJob,
    DefaultPrivileges,
    Domain,
    Enum,
    Every,
    Extension,
    Function,
    Grant,
    MaterializedView,
    Owner,
    Policy,
    Procedure,
    Publication,
    Revoke,
    Role,
    RowSecurity,
    Schema,
    Sequence,
    Sql,
    Statistics,
    Trigger,
    View,
)
from schemactl.declare.target import collect
from schemactl.errors import DeclarationError
from tests.declare.conftest import Database

if TYPE_CHECKING:
    from sqlalchemy.schema import SchemaItem

TOUCH = "CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'"
DOUBLE = "CREATE FUNCTION public.double({0}) RETURNS {0} LANGUAGE sql AS 'SELECT $1 + $1'"
ACL = """
SELECT coalesce(r.rolname, 'public'), a.privilege_type, a.is_grantable
FROM {}, aclexplode({}) AS a LEFT JOIN pg_roles AS r ON r.oid = a.grantee
WHERE {} AND coalesce(r.rolname, 'public') <> 'postgres' ORDER BY 1, 2
"""


def books(metadata: MetaData, *items: SchemaItem) -> Table:
    """Declare a table to put things on."""
    return Table(
        "books", metadata, Column("id", Integer, primary_key=True), Column("owner", UUID), Column("title", Text), *items
    )


def test_row_security_and_policies(database: Database, metadata: MetaData) -> None:
    """Row security is switched on and forced, and policies keep command, roles, expressions and comment."""
    books(
        metadata,
        RowSecurity(force=True),
        Policy("read", command="select", to=["anon", "authenticated"], using="title <> ''"),
        Policy("write", command="insert", to="authenticated", check="id > 0", permissive=False, comment="careful"),
    )
    database.create_all(metadata)
    assert database.rows("SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE relname = 'books'") == [
        (True, True)
    ]
    assert database.rows("SELECT policyname, permissive, roles, cmd, qual, with_check FROM pg_policies ORDER BY 1") == [
        ("read", "PERMISSIVE", ["anon", "authenticated"], "SELECT", "(title <> ''::text)", None),
        ("write", "RESTRICTIVE", ["authenticated"], "INSERT", None, "(id > 0)"),
    ]
    assert (
        database.value("SELECT obj_description(oid, 'pg_policy') FROM pg_policy WHERE polname = 'write'") == "careful"
    )


def test_policy_from_an_expression(database: Database, metadata: MetaData) -> None:
    """An expression over the table's columns refers to the policy's row, also inside a sub-select."""
    readers = Table("readers", metadata, Column("id", UUID, primary_key=True), Column("book", Integer))
    shelf = books(metadata)
    Policy(
        "readers",
        table=shelf,
        using=(shelf.c.title == "it's 100%")
        | exists(select(readers.c.id).where(readers.c.book == shelf.c.id, readers.c.id.in_([None]))),
    )
    database.create_all(metadata)
    qual = database.value("SELECT qual FROM pg_policies")
    assert "title = 'it''s 100%'::text" in qual
    assert "FROM readers" in qual or "FROM public.readers" in qual
    assert "books.id" in qual
    assert "FROM public.books" not in qual


def test_policy_over_two_own_subqueries(database: Database, metadata: MetaData) -> None:
    """A scalar sub-select on the policy's own table, aliased, stays a query of its own."""
    shelf = books(metadata)
    other = shelf.alias("other")
    Policy("first", table=shelf, using=shelf.c.id == select(func.min(other.c.id)).scalar_subquery())
    database.create_all(metadata)
    assert "min(other.id)" in database.value("SELECT qual FROM pg_policies")


def test_triggers(database: Database, metadata: MetaData) -> None:
    """Triggers keep timing, events, columns, condition, arguments, transition tables, state and comment."""
    touch = Function("touch", metadata, sql=TOUCH)
    books(
        metadata,
        Trigger("a", when="before insert or update", of=["title", "id"], function=touch, arguments=["it's", "b"]),
        Trigger(
            "b",
            when="after update",
            each="row",
            condition="old.* IS DISTINCT FROM new.*",
            function="public.touch",
            enabled="always",
        ),
        Trigger(
            "c", when="after insert", each="statement", referencing={"new": "added"}, function=touch, comment="all"
        ),
        Trigger("d", when="after delete", function=touch, constraint=True, initially_deferred=True),
    )
    database.create_all(metadata)
    assert dict(database.rows("SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal")) == {
        "a": "CREATE TRIGGER a BEFORE INSERT OR UPDATE OF title, id ON public.books FOR EACH ROW"
        " EXECUTE FUNCTION public.touch('it''s', 'b')",
        "b": "CREATE TRIGGER b AFTER UPDATE ON public.books FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*))"
        " EXECUTE FUNCTION public.touch()",
        "c": "CREATE TRIGGER c AFTER INSERT ON public.books REFERENCING NEW TABLE AS added FOR EACH STATEMENT"
        " EXECUTE FUNCTION public.touch()",
        "d": "CREATE CONSTRAINT TRIGGER d AFTER DELETE ON public.books DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
        " EXECUTE FUNCTION public.touch()",
    }
    assert database.value("SELECT tgenabled::text FROM pg_trigger WHERE tgname = 'b'") == "A"
    assert database.value("SELECT obj_description(oid, 'pg_trigger') FROM pg_trigger WHERE tgname = 'c'") == "all"


def test_trigger_on_a_view_and_on_an_unmanaged_table(database: Database, metadata: MetaData) -> None:
    """Triggers stand alone on any relation; only the one on an undeclared table is a single exempt object."""
    database.run("CREATE SCHEMA auth", "CREATE TABLE auth.users (id uuid)")
    Function("touch", metadata, sql=TOUCH)
    View("titles", metadata, "SELECT 1 AS id")
    Trigger("into_view", when="instead of insert", function="public.touch", table="public.titles", metadata=metadata)
    Trigger("new_user", when="after insert", function="public.touch()", table="auth.users", metadata=metadata)
    Policy("own one", using="true", table="auth.users", metadata=metadata, comment="c")
    Grant("select", to="anon", columns=["id"], table="auth.users", metadata=metadata)
    Grant("insert", to="anon", table="auth.users", metadata=metadata)
    target = database.create_all(metadata)
    assert database.value("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal") == 2
    dump = database.dump()
    for address in (exemption.address for exemption in target.exempt):
        assert f"-- Name: {address.name}; Type: {address.kind}; Schema: {address.schema};" in dump
    assert [(e.address.kind, e.address.schema, e.address.name, e.address.parent) for e in target.exempt] == [
        ("ACL", "auth", "COLUMN users.id", "TABLE users"),
        ("ACL", "auth", "TABLE users", "TABLE users"),
        ("COMMENT", "auth", 'POLICY "own one" ON users', "POLICY users own one"),
        ("POLICY", "auth", "users own one", "users"),
        ("TRIGGER", "auth", "users new_user", "users"),
    ]


def test_grants_and_revokes(database: Database, metadata: MetaData) -> None:
    """Every REVOKE takes effect before every GRANT, on tables, columns, sequences, schemas and functions."""
    database.run("ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO anon, authenticated")
    Schema("public", metadata, revokes=[Revoke("create", from_="public")], grants=[Grant("usage", to="anon")])
    Sequence("s", metadata, grants=[Grant("usage, select", to="authenticated")])
    books(
        metadata,
        Grant("select, insert", to="authenticated", with_grant_option=True),
        Grant("update", to="anon", columns=["title", "owner"]),
        Grant("select", to="public"),
        Revoke("all", from_=["anon", "authenticated"]),
        Grant("trigger", to="anon"),
    )
    Grant("update", on="SEQUENCE public.s", to="authenticated", metadata=metadata)
    database.create_all(metadata)
    assert database.rows(ACL.format("pg_class", "relacl", "relname = 'books'")) == [
        ("anon", "TRIGGER", False),
        ("authenticated", "INSERT", True),
        ("authenticated", "SELECT", True),
        ("public", "SELECT", False),
    ]
    assert database.rows(ACL.format("pg_attribute", "attacl", "attrelid = 'public.books'::regclass")) == [
        ("anon", "UPDATE", False),
        ("anon", "UPDATE", False),
    ]
    assert [p for _, p, _ in database.rows(ACL.format("pg_class", "relacl", "relname = 's'"))] == [
        "SELECT",
        "UPDATE",
        "USAGE",
    ]
    assert database.rows(ACL.format("pg_namespace", "nspacl", "nspname = 'public'"))[0] == ("anon", "USAGE", False)


def test_functions(database: Database, metadata: MetaData) -> None:
    """A function keeps its text, its comment and its owner."""
    Function("touch", metadata, sql=TOUCH + ";", comment="touches", owner="authenticated")
    database.create_all(metadata)
    assert database.rows(
        "SELECT prosrc, obj_description(oid, 'pg_proc'), proowner::regrole::text FROM pg_proc WHERE proname = 'touch'"
    ) == [("BEGIN RETURN new; END", "touches", "authenticated")]


def test_execute_to_is_exact(database: Database) -> None:
    """Exactly the listed roles may execute, although default privileges give the right to others."""
    database.run("ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO anon, authenticated, service_role")
    metadata = MetaData(info={"schemactl_default_grantees": ("anon", "authenticated")})
    DefaultPrivileges(metadata, role="postgres", objects="functions", grants=[Grant("execute", to="service_role")])
    Function("double", metadata, sql=DOUBLE.format("int"), arguments="int", execute_to=["authenticated"])
    Function("double", metadata, sql=DOUBLE.format("float8"), arguments="double precision", execute_to=[])
    Function("touch", metadata, sql=TOUCH, execute_to="service_role", revoke_from=["anon", "authenticated"])
    database.create_all(metadata)
    query = ACL.format("pg_proc", "proacl", "proname = '{}' AND pronargs = {} AND prorettype = '{}'::regtype")
    assert database.rows(query.format("double", 1, "int")) == [("authenticated", "EXECUTE", False)]
    assert database.rows(query.format("double", 1, "float8")) == []
    assert database.rows(query.format("touch", 0, "trigger")) == [("service_role", "EXECUTE", False)]


def test_procedures(database: Database, metadata: MetaData) -> None:
    """A procedure takes rights and a comment like a function."""
    Procedure(
        "tidy",
        metadata,
        sql="CREATE PROCEDURE public.tidy() LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
        execute_to="anon",
        comment="tidies",
    )
    database.create_all(metadata)
    assert database.rows("SELECT prokind::text, obj_description(oid) FROM pg_proc WHERE proname = 'tidy'") == [
        ("p", "tidies")
    ]


def test_views_in_any_order(database: Database, metadata: MetaData) -> None:
    """Views that read each other are created whatever their names, with options, rights and comment."""
    View(
        "a",
        metadata,
        "SELECT id FROM public.b -- the last word\n",
        security_barrier=True,
        check_option="local",
        comment="first",
        column_comments={"id": "the id"},
    )
    shelf = books(metadata)
    View(
        "b",
        metadata,
        select(shelf.c.id, shelf.c.title).where(shelf.c.title != "100%"),
        security_invoker=False,
        grants=[Grant("select", to="anon")],
        owner="authenticated",
    )
    database.create_all(metadata)
    assert database.rows(
        "SELECT relname, reloptions, relowner::regrole::text FROM pg_class"
        " WHERE relkind = 'v' AND relnamespace = 'public'::regnamespace ORDER BY 1"
    ) == [
        ("a", ["security_invoker=true", "security_barrier=true", "check_option=local"], "postgres"),
        ("b", None, "authenticated"),
    ]
    assert database.value("SELECT obj_description('public.a'::regclass)") == "first"
    assert database.value("SELECT col_description('public.a'::regclass, 1)") == "the id"


def test_materialized_view(database: Database, metadata: MetaData) -> None:
    """A materialized view has indexes, rights, a comment, and a job that refreshes it."""
    shelf = books(metadata)
    view = MaterializedView(
        "per_owner",
        metadata,
        select(shelf.c.owner, func.count().label("n")).group_by(shelf.c.owner),
        indexes=[
            Index("per_owner_key", "owner", unique=True),
            Index("per_owner_n", text("n DESC"), postgresql_include=["owner"]),
        ],
        grants=[Grant("select", to="service_role")],
        revokes=[Revoke("all", from_="anon")],
        refresh=Every("15 minutes", concurrently=True),
        comment="counted",
    )
    View("big", metadata, select(view.selectable.c.owner).where(view.selectable.c.n > 1))
    target = database.create_all(metadata)
    assert [
        d
        for _, d in database.rows("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'per_owner' ORDER BY 1")
    ] == [
        "CREATE UNIQUE INDEX per_owner_key ON public.per_owner USING btree (owner)",
        "CREATE INDEX per_owner_n ON public.per_owner USING btree (n DESC) INCLUDE (owner)",
    ]
    assert database.rows(ACL.format("pg_class", "relacl", "relname = 'per_owner'")) == [
        ("service_role", "SELECT", False)
    ]
    (job,) = target.cron_jobs
    assert (job.name, job.schedule) == ("refresh public.per_owner", "*/15 * * * *")
    assert job.command == "REFRESH MATERIALIZED VIEW CONCURRENTLY public.per_owner"


@pytest.mark.parametrize(
    ("interval", "schedule"),
    [
        ("30 seconds", "30 seconds"),
        ("1 minute", "* * * * *"),
        ("5 minutes", "*/5 * * * *"),
        ("60 minutes", "0 * * * *"),
        ("1 hour", "0 * * * *"),
        ("6 hours", "0 */6 * * *"),
        ("1 day", "0 0 * * *"),
        ("15 3 * * 1-5", "15 3 * * 1-5"),
    ],
)
def test_intervals_become_cron_fields(interval: str, schedule: str) -> None:
    """An interval that cron can express becomes its five fields."""
    assert Every(interval).schedule == schedule


@pytest.mark.parametrize("interval", ["7 minutes", "0 hours", "2 days", "soon", "90 seconds", "1 2 3"])
def test_intervals_cron_cannot_keep_are_refused(interval: str) -> None:
    """An interval that does not divide an hour or a day is refused, at the line that asks for it."""
    with pytest.raises(DeclarationError, match="cron cannot run") as refusal:
        Every(interval)
    assert refusal.value.source is not None
    assert refusal.value.source.path.endswith("test_kinds.py")


def test_cron_jobs_are_no_schema(metadata: MetaData) -> None:
    """A job is recorded and never becomes a command on the scratch server."""
    CronJob("tidy", metadata, schedule="0 3 * * *", command="CALL public.tidy()")
    target = collect([metadata])
    assert target.declarations == ()
    assert [(job.name, job.schedule, job.command) for job in target.cron_jobs] == [
        ("tidy", "0 3 * * *", "CALL public.tidy()")
    ]


def test_types(database: Database, metadata: MetaData) -> None:
    """Enumerations, domains and composite types are created before the tables that use them."""
    mood = Enum("mood", ["sad", "it's"], metadata, comment="how")
    Domain(
        "positive",
        Integer,
        metadata,
        check="VALUE > 0",
        constraint_name="is_positive",
        not_null=True,
        default="1",
        comment="n",
    )
    CompositeType("pair", {"a": "public.positive", "B b": Text}, metadata, owner="authenticated")
    Table("t", metadata, Column("m", mood.type), Column("p", CompositeType("other", {"x": "int"}, metadata).type))
    database.create_all(metadata)
    assert database.value("SELECT enum_range(NULL::public.mood)::text[]") == ["sad", "it's"]
    assert database.rows(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE contypid = 'public.positive'::regtype AND contype = 'c'"
    ) == [("is_positive", "CHECK ((VALUE > 0))")]
    assert database.rows(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'public.pair'::regclass ORDER BY attnum"
    ) == [("a",), ("B b",)]
    assert database.value("SELECT obj_description('public.mood'::regtype, 'pg_type')") == "how"


def test_sequences(database: Database, metadata: MetaData) -> None:
    """A sequence keeps every option and goes away with its column."""
    Table("t", metadata, Column("id", Integer))
    Sequence(
        "s",
        metadata,
        start=5,
        increment=2,
        minvalue=1,
        maxvalue=99,
        cache=3,
        cycle=True,
        data_type="integer",
        owned_by="public.t.id",
        comment="odd",
    )
    database.create_all(metadata)
    assert database.rows(
        "SELECT start_value, increment_by, min_value, max_value, cache_size, cycle, data_type::text FROM pg_sequences"
    ) == [(5, 2, 1, 99, 3, True, "integer")]
    assert database.value("SELECT pg_get_serial_sequence('public.t', 'id')") == "public.s"


def test_schemas_and_extensions(database: Database, metadata: MetaData) -> None:
    """Schemas take owner, comment and rights; an extension ends up where it is declared, even if it was elsewhere."""
    database.run("CREATE EXTENSION citext SCHEMA public")
    Schema("app", metadata, owner="authenticated", comment="ours", grants=[Grant("usage", to="anon")])
    Extension("citext", metadata, schema="app", comment="text")
    Extension("pg_trgm", metadata, schema="app", version="1.6")
    database.create_all(metadata)
    assert database.rows("SELECT extname, extnamespace::regnamespace::text FROM pg_extension ORDER BY 1") == [
        ("citext", "app"),
        ("pg_trgm", "app"),
        ("plpgsql", "pg_catalog"),
    ]
    assert database.value("SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname = 'app'") == "authenticated"


def test_roles_are_only_named(metadata: MetaData) -> None:
    """A role is listed as expected and never created by a declaration."""
    Role("reporting", metadata)
    target = collect([metadata])
    assert target.roles == ("reporting",)
    assert target.declarations == ()


def test_default_privileges(database: Database, metadata: MetaData) -> None:
    """Default privileges are set last and leave the declared objects alone."""
    DefaultPrivileges(metadata, schema="public", role="postgres", objects="tables", grants=[Grant("select", to="anon")])
    DefaultPrivileges(metadata, objects="functions", revokes=[Revoke("execute", from_="public")])
    books(metadata)
    database.create_all(metadata)
    assert database.rows(
        "SELECT defaclobjtype::text, defaclnamespace::regnamespace::text FROM pg_default_acl ORDER BY 1"
    ) == [("f", "-"), ("r", "public")]
    assert database.value("SELECT relacl FROM pg_class WHERE relname = 'books'") is None


def test_statistics_publications_and_owners(database: Database, metadata: MetaData) -> None:
    """Statistics, publications and owners are declared beside the table."""
    shelf = books(
        metadata,
        Statistics("books_stats", ["ndistinct", "mcv"], ["id", "title", "(lower(title))"], target=50, comment="st"),
        Owner("service_role"),
    )
    Publication("p", metadata, tables=[shelf], publish="insert", comment="pub")
    Publication("everything", metadata, all_tables=True)
    Publication("whole", metadata, schemas=["public"], publish_via_partition_root=True)
    database.create_all(metadata)
    assert database.rows("SELECT stxname, stxstattarget, stxkind::text FROM pg_statistic_ext") == [
        ("books_stats", 50, "{d,m,e}")
    ]
    assert database.rows("SELECT pubname, tablename FROM pg_publication_tables ORDER BY 1") == [
        ("everything", "books"),
        ("p", "books"),
        ("whole", "books"),
    ]
    assert database.value("SELECT tableowner FROM pg_tables WHERE tablename = 'books'") == "service_role"


def test_plain_sql_for_everything_else(database: Database, metadata: MetaData) -> None:
    """What has no word of its own is declared as SQL, in the order `after` asks for."""
    Sql("b total", metadata, "CREATE AGGREGATE public.total(int) (SFUNC = int4pl, STYPE = int)")
    Sql(
        "a comment",
        metadata,
        "COMMENT ON AGGREGATE public.total(int) IS 'sum'; COMMENT ON AGGREGATE public.total(int) IS 'total'",
        after=["b total"],
    )
    Function(
        "watch",
        metadata,
        sql="CREATE FUNCTION public.watch() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END'",
    )
    Sql(
        "c watcher",
        metadata,
        "CREATE EVENT TRIGGER watcher ON ddl_command_start EXECUTE FUNCTION public.watch()",
        after="everything",
    )
    books(metadata, Policy("p", using="true"), Grant("select", to="anon"))
    database.create_all(metadata)
    assert database.value("SELECT obj_description('public.total(int)'::regprocedure)") == "total"
    assert database.value("SELECT evtname FROM pg_event_trigger") == "watcher"


@pytest.mark.parametrize("after", ["nothing such", "itself"])
def test_sql_that_can_never_run_is_refused(metadata: MetaData, after: str) -> None:
    """A wait for an unknown name or for itself is refused."""
    Sql("itself", metadata, "SELECT 1", after=after)
    with pytest.raises(DeclarationError, match="itself waits for"):
        collect([metadata])
