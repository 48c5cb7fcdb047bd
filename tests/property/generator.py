"""Random schemas over the common kinds of objects. The same seed makes the same schema."""

from __future__ import annotations

from random import Random

from tests.fixtures.oracle import ROLES
from tests.property.model import Column, Schema, Table, Thing

NAMES = (
    "alpha", "beta", "gamma", "delta", "order", "user", "Mixed Case", "with-dash", 'quo"te', "per%cent", "naïve",
    "select",
    "t1", "t2", "items", "events", "notes", "tags", "x" * 60,
)  # fmt: skip
"""Plain names, keywords and names that need care."""

PLAIN_TYPES = {
    "integer": ("0", "7", "(1 + 2)"),
    "bigint": ("0", "9000000000"),
    "text": ("''", "'it''s'", "upper('a')"),
    "character varying(20)": ("'x'",),
    "numeric(10,2)": ("0", "1.50"),
    "boolean": ("true", "false"),
    "timestamp with time zone": ("now()", "'2020-01-01 00:00:00+00'"),
    "date": ("CURRENT_DATE", "'2020-01-01'"),
    "uuid": ("gen_random_uuid()",),
    "jsonb": ("'{}'", "'[1, 2]'"),
    "integer[]": ("'{}'", "ARRAY[1, 2]"),
    "double precision": ("0", "1.5"),
    "bytea": (r"'\x00'",),
    "interval": ("'1 day'",),
}
READERS = ROLES[:3]
_DEFINER = (
    "CREATE FUNCTION @(t text, n integer DEFAULT 3) RETURNS text LANGUAGE plpgsql"
    " SECURITY DEFINER SET search_path = '' AS 'BEGIN RETURN t || n; END'"
)
_ROWS = "CREATE FUNCTION @(n integer) RETURNS TABLE (x integer, y text) LANGUAGE sql AS $$SELECT n, 'a'$$"
BODIES = ("SELECT 1", "SELECT 2", "SELECT 1 + 1")


class Generator:
    """Makes schemas and their parts from one source of chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def schema(self) -> Schema:
        """Return a schema of up to four tables and what goes with them."""
        schema = Schema(namespaces=["public"])
        if self.often(0.4):
            schema.namespaces.append(self.chance.choice(("app", "Odd Space")))
        for _ in range(self.chance.randint(0, 2)):
            self.add_type(schema)
        for _ in range(self.chance.randint(0, 1)):
            self.add_sequence(schema)
        for _ in range(self.chance.randint(0, 2)):
            self.add_function(schema)
        for _ in range(self.chance.randint(1, 4)):
            self.add_table(schema)
        for _ in range(self.chance.randint(0, 2)):
            self.add_view(schema)
        for _ in range(self.chance.randint(0, 1)):
            self.add_late(schema)
        return schema

    def often(self, share: float) -> bool:
        """Return true in a share of all calls."""
        return self.chance.random() < share

    def name(self, taken: set[str]) -> str:
        """Return a name that is not taken."""
        free = [name for name in NAMES if name not in taken]
        return self.chance.choice(free) if free else f"n{self.chance.randrange(10**6)}"

    def place(self, schema: Schema) -> tuple[str, str]:
        """Return a namespace and a name that nothing there has."""
        namespace = self.chance.choice(schema.namespaces)
        everything = [*schema.types, *schema.sequences, *schema.functions, *schema.tables, *schema.views, *schema.late]
        return namespace, self.name({thing.name for thing in everything})

    def add_type(self, schema: Schema) -> None:
        """Add an enum, a domain, a composite or a range type."""
        namespace, name = self.place(schema)
        kind, body = self.chance.choice((
            ("TYPE", "CREATE TYPE @ AS ENUM ('low', 'middle', 'high')"),
            ("DOMAIN", "CREATE DOMAIN @ AS integer CONSTRAINT positive CHECK (VALUE > 0)"),
            ("DOMAIN", "CREATE DOMAIN @ AS text DEFAULT 'a' NOT NULL"),
            ("TYPE", "CREATE TYPE @ AS (a integer, b text)"),
            ("TYPE", "CREATE TYPE @ AS RANGE (subtype = integer)"),
        ))  # fmt: skip
        schema.types.append(Thing(kind=kind, schema=namespace, name=name, body=body))

    def add_sequence(self, schema: Schema) -> None:
        """Add a sequence."""
        namespace, name = self.place(schema)
        options = self.chance.choice(("", " INCREMENT BY 5", " MINVALUE 10 MAXVALUE 99 CYCLE", " AS integer CACHE 7"))
        schema.sequences.append(Thing(kind="SEQUENCE", schema=namespace, name=name, body=f"CREATE SEQUENCE @{options}"))

    def add_function(self, schema: Schema) -> None:
        """Add a function, a procedure or an aggregate; functions may be used by what comes later."""
        namespace, name = self.place(schema)
        volatility = self.chance.choice(("", " IMMUTABLE", " STABLE PARALLEL SAFE"))
        kind, signature, body = self.chance.choice((
            ("FUNCTION", "(integer)",
             f"CREATE FUNCTION @(a integer) RETURNS integer LANGUAGE sql{volatility} AS 'SELECT a + 1'"),
            ("FUNCTION", "()",
             f"CREATE FUNCTION @() RETURNS integer LANGUAGE sql{volatility} AS '{self.chance.choice(BODIES)}'"),
            ("FUNCTION", "(text, integer)", _DEFINER),
            ("FUNCTION", "(integer)", _ROWS),
            ("PROCEDURE", "(integer)", "CREATE PROCEDURE @(a integer) LANGUAGE sql AS 'SELECT a'"),
            ("AGGREGATE", "(integer)", "CREATE AGGREGATE @(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0')"),
            ("FUNCTION", "()", "CREATE FUNCTION @() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'"),
            ("FUNCTION", "(integer)", "CREATE FUNCTION @(a integer) RETURNS integer IMMUTABLE RETURN a * 2"),
        ))  # fmt: skip
        schema.functions.append(
            Thing(
                kind=kind, schema=namespace, name=name, body=body, signature=signature, grants=self.execute_grants(kind)
            )
        )

    def execute_grants(self, kind: str) -> dict[str, str]:
        """Return grants on a routine."""
        return {self.chance.choice(READERS): "EXECUTE"} if kind in ("FUNCTION", "PROCEDURE") and self.often(0.3) else {}

    def column(self, schema: Schema, taken: set[str]) -> Column:
        """Return a column of a plain type or of one of the schema's own."""
        name = self.name(taken)
        if schema.types and self.often(0.25):
            own = self.chance.choice(schema.types)
            return Column(name=name, type=own.title, not_null=False)
        kind = self.chance.choice(list(PLAIN_TYPES))
        column = Column(name=name, type=kind, not_null=self.often(0.3))
        if self.often(0.4) or column.not_null:
            column.default = self.default(schema, kind)
        if self.often(0.1):
            column.comment = self.chance.choice(("what it is", "it's \\ odd", "two\nlines"))
        if self.often(0.05):
            column.statistics = 300
        if kind == "text" and self.often(0.1):
            column.storage = "EXTERNAL"
        return column

    def default(self, schema: Schema, kind: str) -> str:
        """Return a default for a type, now and then one that calls a function or a sequence of the schema."""
        numbers = [s for s in schema.sequences if kind in ("bigint", "integer")]
        if numbers and self.often(0.4):
            return f"nextval('{self.chance.choice(numbers).title}'::regclass)".replace("''", "'")
        calls = [f for f in schema.functions if kind == "integer" and f.signature == "()" and "integer" in f.body]
        if calls and self.often(0.4):
            return f"{self.chance.choice(calls).title}()"
        return self.chance.choice(PLAIN_TYPES[kind])

    def add_table(self, schema: Schema) -> None:
        """Add a table with columns, keys, indexes and the rest."""
        namespace, name = self.place(schema)
        table = Table(schema=namespace, name=name, columns=[Column(name="id", type="integer", not_null=True)])
        if self.often(0.3):
            table.columns[0].identity = self.chance.choice(("ALWAYS", "BY DEFAULT"))
        for _ in range(self.chance.randint(1, 5)):
            table.columns.append(self.column(schema, {column.name for column in table.columns}))
        if self.often(0.15):
            table.columns.append(Column(name="twice", type="integer", generated="id * 2"))
        if self.often(0.15):
            table.partition = "RANGE (id)"
            table.partitions = {f"{name[:50]}_p0": "FOR VALUES FROM (0) TO (100)", f"{name[:50]}_rest": "DEFAULT"}
        elif self.often(0.1):
            table.unlogged = True
        if self.often(0.8):
            table.constraints[f"{name[:50]}_pkey"] = "PRIMARY KEY (id)"
        for add in (
            self.add_check,
            self.add_index,
            self.add_reference,
            self.add_policy,
            self.add_trigger,
            self.add_grant,
        ):
            if self.often(0.35):
                add(schema, table)
        schema.tables.append(table)

    def add_check(self, schema: Schema, table: Table) -> None:
        """Add a check, or now and then a unique or exclusion constraint."""
        del schema
        column = self.chance.choice(table.columns)
        text = self.chance.choice((
            "CHECK (id > -5)", f"CHECK (({column.quoted} IS NOT NULL) OR (id < 1000000))",
            "UNIQUE (id) DEFERRABLE INITIALLY DEFERRED", "UNIQUE NULLS NOT DISTINCT (id)",
            "CHECK (id > -7) NOT VALID", "EXCLUDE USING btree (id WITH =)",
        ))  # fmt: skip
        table.constraints[f"c{self.chance.randrange(10**6)}"] = text

    def add_index(self, schema: Schema, table: Table) -> None:
        """Add an index."""
        del schema
        column = self.chance.choice(table.columns)
        quoted = column.quoted
        usable = "id" if column.type == "jsonb" or "." in column.type else quoted
        text = self.chance.choice((
            f"({usable})", f"(id DESC, {usable})", f"(id) INCLUDE ({quoted})", f"(id) WHERE ({quoted} IS NOT NULL)",
            "((id + 1))", "USING hash (id)", f"({usable}) WITH (fillfactor = 70)",
        ))  # fmt: skip
        table.indexes[f"i{self.chance.randrange(10**6)}"] = text

    def add_reference(self, schema: Schema, table: Table) -> None:
        """Add a foreign key to a table that has a primary key, or to itself."""
        keys = [t for t in [*schema.tables, table] if any("PRIMARY" in text for text in t.constraints.values())]
        if not keys:
            return
        target = self.chance.choice(keys)
        column = Column(name=self.name({column.name for column in table.columns}), type="integer")
        table.columns.append(column)
        action = self.chance.choice(("", " ON DELETE CASCADE", " ON DELETE SET NULL", " DEFERRABLE"))
        quoted = column.quoted
        table.references[f"f{self.chance.randrange(10**6)}"] = (
            f"FOREIGN KEY ({quoted}) REFERENCES {target.title} (id){action}"
        )

    def add_policy(self, schema: Schema, table: Table) -> None:
        """Add a policy; row security is switched on with the first."""
        del schema
        table.row_security = self.chance.choice(("enabled", "enabled", "forced"))
        text = self.chance.choice((
            "FOR SELECT USING (id > 1)", f"FOR ALL TO {READERS[0]} USING (true) WITH CHECK (id > 0)",
            f"AS RESTRICTIVE FOR UPDATE TO {READERS[1]} USING (id < 9)", "FOR INSERT WITH CHECK (id > 0)",
        ))  # fmt: skip
        table.policies[self.chance.choice(("own rows", "p1", "read"))] = text

    def add_trigger(self, schema: Schema, table: Table) -> None:
        """Add a trigger that calls one of the schema's trigger functions."""
        calls = [function for function in schema.functions if "RETURNS trigger" in function.body]
        if calls:
            when = self.chance.choice(("BEFORE INSERT", "AFTER UPDATE", "BEFORE UPDATE OF id"))
            call = f"FOR EACH ROW EXECUTE FUNCTION {self.chance.choice(calls).title}()"
            table.triggers[f"g{self.chance.randrange(100)}"] = f"{when} :: {call}"

    def add_grant(self, schema: Schema, table: Table) -> None:
        """Add a grant on the table or on a column."""
        del schema
        rights = ("SELECT", "SELECT, INSERT", "ALL", "SELECT (id), UPDATE (id)", "REFERENCES")
        table.grants[self.chance.choice(READERS)] = self.chance.choice(rights)

    def add_view(self, schema: Schema) -> None:
        """Add a view or a materialized view over a table or another view."""
        if not schema.tables:
            return
        namespace, name = self.place(schema)
        table = self.chance.choice(schema.tables)
        columns = [column.quoted for column in table.columns]
        shown = ", ".join(self.chance.sample(columns, self.chance.randint(1, len(columns))))
        source = self.chance.choice([table.title, *(view.title for view in schema.views)])
        query = f"SELECT {shown} FROM {source}" if source == table.title else f"SELECT * FROM {source}"
        options = self.chance.choice(("", " WITH (security_invoker = true)", " WITH (security_barrier = true)"))
        kind, body = self.chance.choice((
            ("VIEW", f"CREATE VIEW @{options} AS {query}"),
            ("VIEW", f"CREATE VIEW @ AS SELECT count(*) AS n FROM {source}"),
            ("MATERIALIZED VIEW", f"CREATE MATERIALIZED VIEW @ AS {query}"),
        ))  # fmt: skip
        grants = {self.chance.choice(READERS): "SELECT"} if self.often(0.4) else {}
        comment = "a view" if self.often(0.3) else ""
        schema.views.append(Thing(kind=kind, schema=namespace, name=name, body=body, grants=grants, comment=comment))

    def add_late(self, schema: Schema) -> None:
        """Add a function that reads a table, a publication, or default privileges."""
        if not schema.tables:
            return
        namespace, name = self.place(schema)
        table = self.chance.choice(schema.tables)
        schema.late.append(self.chance.choice((
            Thing(kind="FUNCTION", schema=namespace, name=name, signature="()",
                  body=f"CREATE FUNCTION @() RETURNS SETOF {table.title} LANGUAGE sql STABLE"
                  f" AS $f$SELECT * FROM {table.title}$f$"),
            Thing(kind="FUNCTION", schema=namespace, name=name, signature="()",
                  body=f"CREATE FUNCTION @() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM {table.title}; END"),
            Thing(kind="SCHEMA", schema=namespace, name=name,
                  body=f'ALTER DEFAULT PRIVILEGES IN SCHEMA "{namespace}" GRANT SELECT ON TABLES TO {READERS[0]}'),
        )))  # fmt: skip
