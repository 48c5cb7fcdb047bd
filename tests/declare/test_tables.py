"""Tables: declared with SQLAlchemy, read back from PostgreSQL's catalogs."""

from __future__ import annotations

import pytest
from pgvector.sqlalchemy import HALFVEC, VECTOR
from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    MetaData,
    Numeric,
    Sequence,
    String,
    Table,
    Text,
    UniqueConstraint,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import CITEXT, DOMAIN, ENUM, JSONB, TSRANGE, UUID, ExcludeConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import CreateView

import schemactl
from schemactl import Comment, Extension, External, Owner, Partition, RowSecurity, Schema, SqlType
from schemactl.errors import DeclarationError
from schemactl.model.intent import RenamedColumn
from tests.declare.conftest import Database

COLUMNS = """
SELECT a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull
FROM pg_catalog.pg_attribute AS a
WHERE a.attrelid = '{}'::regclass AND a.attnum > 0 ORDER BY a.attnum
"""
CONSTRAINTS = """
SELECT conname, pg_catalog.pg_get_constraintdef(oid) FROM pg_catalog.pg_constraint
WHERE conrelid = '{}'::regclass AND contype <> 'n' ORDER BY conname
"""


def test_table_without_schema_is_in_public(database: Database, metadata: MetaData) -> None:
    """A table without a schema is created in public, whatever the search path."""
    Table("books", metadata, Column("id", BigInteger, primary_key=True), Column("title", Text, nullable=False))
    database.create_all(metadata)
    assert database.rows(COLUMNS.format("public.books")) == [("id", "bigint", True), ("title", "text", True)]


def test_schema_of_the_metadata_counts(database: Database) -> None:
    """A MetaData's own schema is where its tables go."""
    metadata = MetaData(schema="library")
    Schema("library", metadata)
    Table("books", metadata, Column("id", Integer, Identity(), primary_key=True))
    database.create_all(metadata)
    assert database.value("SELECT 'library.books'::regclass IS NOT NULL")


def test_foreign_keys_in_a_circle(database: Database, metadata: MetaData) -> None:
    """Tables that refer to each other are created, because foreign keys come after all tables."""
    Table("a", metadata, Column("id", Integer, primary_key=True), Column("b", ForeignKey("b.id", ondelete="CASCADE")))
    Table("b", metadata, Column("id", Integer, primary_key=True), Column("a", ForeignKey("a.id", name="b_to_a")))
    database.create_all(metadata)
    assert ("a_b_fkey", "FOREIGN KEY (b) REFERENCES public.b(id) ON DELETE CASCADE") in database.rows(
        CONSTRAINTS.format("public.a")
    )
    assert ("b_to_a", "FOREIGN KEY (a) REFERENCES public.a(id)") in database.rows(CONSTRAINTS.format("public.b"))


def test_foreign_key_to_an_undeclared_table(database: Database, metadata: MetaData) -> None:
    """A foreign key may name a table that only the live database has, with all its options."""
    database.run(
        "CREATE SCHEMA auth", "CREATE TABLE auth.users (id uuid PRIMARY KEY, tenant uuid, UNIQUE (id, tenant))"
    )
    Table(
        "profiles",
        metadata,
        Column("id", UUID, ForeignKey("auth.users.id", ondelete="CASCADE", name="profiles_user"), primary_key=True),
        Column("tenant", UUID),
        ForeignKeyConstraint(["id", "tenant"], ["auth.users.id", "auth.users.tenant"], name="profiles_both"),
    )
    database.create_all(metadata)
    assert dict(database.rows(CONSTRAINTS.format("public.profiles"))) == {
        "profiles_pkey": "PRIMARY KEY (id)",
        "profiles_user": "FOREIGN KEY (id) REFERENCES auth.users(id) ON DELETE CASCADE",
        "profiles_both": "FOREIGN KEY (id, tenant) REFERENCES auth.users(id, tenant)",
    }


def test_external_table_is_not_created(database: Database, metadata: MetaData) -> None:
    """A table marked External can be referred to, and is left alone."""
    database.run("CREATE SCHEMA auth", "CREATE TABLE auth.users (id uuid PRIMARY KEY)")
    users = Table("users", metadata, Column("id", UUID, primary_key=True), External(), schema="auth")
    Table("profiles", metadata, Column("id", ForeignKey(users.c.id), primary_key=True))
    database.create_all(metadata)
    assert database.rows(COLUMNS.format("public.profiles")) == [("id", "uuid", True)]


def test_constraints_and_their_comments(database: Database, metadata: MetaData) -> None:
    """Checks, uniques and exclusions arrive with their options, and comments with them."""
    Extension("btree_gist", metadata)
    Table(
        "rooms",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("name", String(20)),
        Column("during", TSRANGE),
        CheckConstraint("name <> '100%'", name="rooms_name", comment="no percent"),
        UniqueConstraint("name", name="rooms_once", postgresql_nulls_not_distinct=True, postgresql_include=["id"]),
        ExcludeConstraint(("during", "&&"), ("name", "="), name="rooms_free", using="gist"),
        Comment("rooms_once", "one name"),
        comment="it's a room \\ really",
    )
    database.create_all(metadata)
    constraints = dict(database.rows(CONSTRAINTS.format("public.rooms")))
    assert constraints["rooms_name"] == "CHECK (((name)::text <> '100%'::text))"
    assert constraints["rooms_once"] == "UNIQUE NULLS NOT DISTINCT (name) INCLUDE (id)"
    assert constraints["rooms_free"] == "EXCLUDE USING gist (during WITH &&, name WITH =)"
    comments = "SELECT obj_description(oid, 'pg_constraint') FROM pg_constraint WHERE conname = %s"
    assert database.value(comments, "rooms_name") == "no percent"
    assert database.value(comments, "rooms_once") == "one name"
    assert database.value("SELECT obj_description('public.rooms'::regclass)") == "it's a room \\ really"


def test_naming_convention_is_respected(database: Database) -> None:
    """Names come from the MetaData's convention where it has one."""
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "%(table_name)s_x",
        }
    )
    Table("a", metadata, Column("id", Integer, primary_key=True), Column("a", ForeignKey("a.id"), index=True))
    database.create_all(metadata)
    assert [name for name, _ in database.rows(CONSTRAINTS.format("public.a"))] == ["fk_a_a", "pk_a"]
    assert database.value("SELECT 'public.a_x'::regclass IS NOT NULL")


def test_indexes_with_everything(database: Database, metadata: MetaData) -> None:
    """Indexes keep expression, condition, method, options and comment; how they are built is ignored."""
    books = Table(
        "books",
        metadata,
        Column("id", Integer, primary_key=True),
        Column("title", Text),
        Column("tags", JSONB),
        Index("books_tags", "tags", postgresql_using="gin", postgresql_concurrently=True),
        Index("books_title", text("lower(title) desc"), unique=True, info={"comment": "by title"}),
    )
    Index("books_some", books.c.title, postgresql_where=books.c.id > 10, postgresql_with={"fillfactor": 70})
    database.create_all(metadata)
    definitions = dict(database.rows("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'books'"))
    assert definitions["books_tags"] == "CREATE INDEX books_tags ON public.books USING gin (tags)"
    assert definitions["books_title"] == (
        "CREATE UNIQUE INDEX books_title ON public.books USING btree (lower(title) DESC)"
    )
    assert definitions["books_some"] == (
        "CREATE INDEX books_some ON public.books USING btree (title) WITH (fillfactor='70') WHERE (id > 10)"
    )
    assert database.value("SELECT obj_description('public.books_title'::regclass)") == "by title"


def test_types_of_columns_come_first(database: Database, metadata: MetaData) -> None:
    """Enumerations and domains of SQLAlchemy columns are created once, in public or their own schema."""
    mood = ENUM("sad", "o'k", name="mood")
    Schema("kinds", metadata)
    Table(
        "a",
        metadata,
        Column("id", DOMAIN("positive", Integer, schema="kinds", check=text("VALUE > 0"))),
        Column("mood", mood),
        Column("generic", Enum("x", "y", name="letters")),
        Column("many", ARRAY(Enum("x", "y", name="letters"))),
    )
    Table("b", metadata, Column("mood", mood))
    database.create_all(metadata)
    assert [kind for _, kind, _ in database.rows(COLUMNS.format("public.a"))] == [
        "kinds.positive",
        "public.mood",
        "public.letters",
        "public.letters[]",
    ]


def test_two_definitions_of_one_type_are_refused(database: Database, metadata: MetaData) -> None:
    """Two columns cannot give one type different values without a word."""
    Table("a", metadata, Column("mood", ENUM("sad", name="mood")))
    Table("b", metadata, Column("mood", ENUM("glad", name="mood")))
    with pytest.raises(DeclarationError, match="another definition"):
        database.create_all(metadata)


def test_types_of_extensions_get_their_schema(database: Database, metadata: MetaData) -> None:
    """VECTOR and CITEXT columns resolve where the declared extension lives; SqlType is taken as it stands."""
    Schema("extensions", metadata)
    Extension("vector", metadata, schema="extensions")
    Extension("citext", metadata, schema="extensions")
    Table(
        "pages",
        metadata,
        Column("a", VECTOR(3)),
        Column("b", HALFVEC(4)),
        Column("c", CITEXT),
        Column("d", SqlType("extensions.vector(5)[]")),
        Index("pages_a", "a", postgresql_using="hnsw", postgresql_ops={"a": "extensions.vector_cosine_ops"}),
    )
    database.create_all(metadata)
    assert [kind for _, kind, _ in database.rows(COLUMNS.format("public.pages"))] == [
        "extensions.vector(3)",
        "extensions.halfvec(4)",
        "extensions.citext",
        "extensions.vector(5)[]",
    ]


@pytest.mark.pg(">=18")
def test_defaults_generated_columns_and_sequences(database: Database, metadata: MetaData) -> None:
    """Defaults, generated columns, identities and sequences pass through as SQLAlchemy writes them."""
    numbers = Sequence("numbers", start=5, metadata=metadata)
    Table(
        "things",
        metadata,
        Column("id", BigInteger, Identity(always=True, start=7), primary_key=True),
        Column("number", BigInteger, server_default=numbers.next_value()),
        Column("price", Numeric(8, 2), server_default=text("0")),
        Column("double", Numeric, Computed("price * 2", persisted=True)),
        Column("lazy", Numeric, Computed("price * 3", persisted=False)),
        Column("json", JSONB, server_default=text("""'{"a": [1]}'""")),
    )
    database.create_all(metadata)
    defaults = database.rows(
        "SELECT a.attname, a.attgenerated::text, pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef AS d"
        " JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum ORDER BY a.attnum"
    )
    assert defaults == [
        ("number", "", "nextval('public.numbers'::regclass)"),
        ("price", "", "0"),
        ("double", "s", "(price * (2)::numeric)"),
        ("lazy", "v", "(price * (3)::numeric)"),
        ("json", "", """'{"a": [1]}'::jsonb"""),
    ]


def test_default_may_use_a_declared_function(database: Database, metadata: MetaData) -> None:
    """A table that needs a function waits for it, and everything on the table with it."""
    schemactl.Function(
        "next_code", metadata, sql="CREATE FUNCTION public.next_code() RETURNS int LANGUAGE sql AS 'SELECT 1'"
    )
    Table(
        "a",
        metadata,
        Column("code", Integer, server_default=text("public.next_code()"), index=True),
        RowSecurity(),
    )
    database.create_all(metadata)
    assert database.value("SELECT relrowsecurity FROM pg_class WHERE oid = 'public.a'::regclass")


def test_partitions_of_partitions(database: Database, metadata: MetaData) -> None:
    """Partitions nest, and each may have its own row security and comment."""
    Table(
        "events",
        metadata,
        Column("id", Integer),
        Column("kind", Text),
        Partition("events_0", "FOR VALUES WITH (MODULUS 2, REMAINDER 0)", RowSecurity(), comment="even"),
        Partition(
            "events_1",
            "FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
            Partition("events_1_a", "FOR VALUES IN ('a')"),
            Partition("events_1_rest", "DEFAULT", RowSecurity(force=True)),
            partition_by="LIST (kind)",
        ),
        postgresql_partition_by="HASH (id)",
    )
    database.create_all(metadata)
    tree = database.rows("SELECT relid::text, level, isleaf FROM pg_partition_tree('public.events') ORDER BY 1")
    assert tree == [
        ("public.events", 0, False),
        ("public.events_0", 1, True),
        ("public.events_1", 1, False),
        ("public.events_1_a", 2, True),
        ("public.events_1_rest", 2, True),
    ]
    assert database.rows("SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY relforcerowsecurity, relname") == [
        ("events_0",),
        ("events_1_rest",),
    ]


def test_inheritance_in_any_schema(database: Database, metadata: MetaData) -> None:
    """A parent of an inheriting table is found by its qualified name."""
    Schema("base", metadata)
    parent = Table("things", metadata, Column("id", Integer), schema="base")
    Table("a", metadata, Column("own", Text), postgresql_inherits="base.things")
    Table("b", metadata, Column("own", Text), postgresql_inherits=parent)
    database.create_all(metadata)
    assert database.value("SELECT count(*) FROM pg_inherits WHERE inhparent = 'base.things'::regclass") == 2


def test_views_of_sqlalchemy(database: Database, metadata: MetaData) -> None:
    """SQLAlchemy's own CreateView is accepted, plain and materialized."""
    books = Table("books", metadata, Column("id", Integer, primary_key=True), Column("title", Text))
    CreateView(
        select(books.c.id).where(books.c.title.like("a%")),
        "a_books",
        metadata=metadata,
        postgresql_with={"security_invoker": True},
    )
    CreateView(
        select(func.count(literal_column("1")).label("n")).select_from(books), "n", metadata=metadata, materialized=True
    )
    database.create_all(metadata)
    assert database.rows(
        "SELECT relname, relkind::text, reloptions FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('v', 'm') ORDER BY 1"
    ) == [("a_books", "v", ["security_invoker=true"]), ("n", "m", None)]


def test_classes_of_the_orm(database: Database) -> None:
    """Mapped classes are accepted as they are, with our items among their table arguments."""

    class Base(DeclarativeBase):
        pass

    class Book(Base):
        __tablename__ = "books"
        __table_args__ = (
            Index("books_title", "title"),
            RowSecurity(),
            schemactl.Policy("mine", using="true"),
            Owner("authenticated"),
            {"comment": "A book."},
        )
        id: Mapped[int] = mapped_column(primary_key=True)
        title: Mapped[str] = mapped_column(Text, schemactl.renamed_from("name"))

    target = database.create_all(Base.metadata)
    assert database.rows("SELECT policyname, tableowner FROM pg_policies JOIN pg_tables USING (tablename)") == [
        ("mine", "authenticated")
    ]
    (intent,) = target.intents
    assert isinstance(intent, RenamedColumn)
    assert (intent.table, intent.old_name, intent.name) == (Book.__tablename__, "name", "title")


def test_table_declared_twice_is_refused() -> None:
    """Two MetaData that declare the same table are a mistake, and both places are named."""
    first, second = MetaData(), MetaData()
    Table("a", first, Column("id", Integer))
    Table("a", second, Column("id", Integer))
    from schemactl.declare.target import collect

    with pytest.raises(DeclarationError, match=r"first at .*test_tables\.py:\d+"):
        collect([first, second])


def test_column_without_a_type_is_refused(metadata: MetaData) -> None:
    """A column whose type nothing tells is refused at its own line."""
    Table(
        "a",
        metadata,
        Column("id", Integer),
        Column("other", ForeignKey("auth.users.id")),
    )
    from schemactl.declare.target import collect

    with pytest.raises(DeclarationError, match=r"column other of public\.a has no type") as refusal:
        collect([metadata])
    assert refusal.value.source is not None
    line = refusal.value.source.line
    from pathlib import Path

    assert 'Column("other"' in Path(__file__).read_text().splitlines()[line - 1]


def test_hostile_names_stay_names(database: Database, metadata: MetaData) -> None:
    """Names with quotes, dots, capitals and reserved words are created as they are."""
    Schema('we"ird', metadata)
    Table(
        'Ta.b"le',
        metadata,
        Column("select", Integer, primary_key=True),
        Column('co"l; DROP TABLE x', Text),
        RowSecurity(),
        schemactl.Policy('po"l', using="true"),
        schemactl.Grant("select", to="anon"),
        Index("In dex", "select"),
        schema='we"ird',
        comment="'; DROP TABLE x; --",
    )
    database.create_all(metadata)
    assert database.rows("SELECT schemaname, tablename, policyname FROM pg_policies") == [('we"ird', 'Ta.b"le', 'po"l')]
