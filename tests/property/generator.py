"""Random schemas over the common kinds of objects. The same seed makes the same schema."""

from __future__ import annotations

from random import Random

from tests.fixtures.oracle import ROLES
from tests.property.model import Column, Schema, Table, Thing
from tests.property.varieties import RARE, READERS, ROUTINES, SEQUENCES, TYPES, Variety

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


class Generator:
    """Makes schemas and their parts from one source of chance."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def schema(self) -> Schema:
        """Return a schema: mostly of a few tables and what goes with them, now and then of many."""
        schema = Schema(namespaces=["public"])
        size = 4 if self.often(0.1) else 1
        if self.often(0.4):
            schema.namespaces.append(self.chance.choice(("app", "Odd Space")))
        for add, most in (
            (self.add_type, 2), (self.add_sequence, 1), (self.add_function, 2), (self.add_table, 3), (self.add_view, 2),
            (self.add_late, 1), (self.add_rare, 1),
        ):  # fmt: skip
            for _ in range(self.chance.randint(1 if add == self.add_table else 0, most * size)):
                add(schema)
        return schema

    def often(self, share: float) -> bool:
        """Return true in a share of all calls."""
        return self.chance.random() < share

    def name(self, taken: set[str]) -> str:
        """Return a name that is not taken."""
        free = [name for name in NAMES if name not in taken]
        return self.chance.choice(free) if free else f"n{self.chance.randrange(10**6)}"

    def place(self, schema: Schema) -> tuple[str, str]:
        """Return a namespace and a name that nothing in the schema has."""
        return self.chance.choice(schema.namespaces), self.name({thing.name for thing in schema.everything()})

    def of(self, varieties: tuple[Variety, ...], schema: Schema) -> Thing | None:
        """Return an object of one of the varieties; None where its only name is taken."""
        namespace, name = self.place(schema)
        variety = self.chance.choice(varieties)
        if variety.single and any(thing.variety is variety for thing in schema.late):
            return None
        grants = {self.chance.choice(READERS): variety.grant} if variety.grant and self.often(0.3) else {}
        return Thing(
            kind=variety.word,
            schema=namespace,
            name=name,
            body=self.chance.choice(variety.forms),
            signature=variety.signature,
            comment="what it is for" if variety.comments and self.often(0.15) else "",
            grants=grants,
            variety=variety,
            owner=ROLES[0] if variety.grant and self.often(0.1) else "",
        )

    def add_type(self, schema: Schema) -> None:
        """Add an enum, a domain, a composite or a range type."""
        schema.types += filter(None, [self.of(TYPES, schema)])

    def add_sequence(self, schema: Schema) -> None:
        """Add a sequence."""
        schema.sequences += filter(None, [self.of(SEQUENCES, schema)])

    def add_function(self, schema: Schema) -> None:
        """Add a function, a procedure or an aggregate; functions may be used by what comes later."""
        schema.functions += filter(None, [self.of(ROUTINES, schema)])

    def add_rare(self, schema: Schema) -> None:
        """Add something that few schemas have."""
        schema.late += filter(None, [self.of(RARE, schema)])

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
        if kind == "text" and self.often(0.1):
            column.collation = 'pg_catalog."C"'
        return column

    def default(self, schema: Schema, kind: str) -> str:
        """Return a default for a type, now and then one that calls a function or a sequence of the schema."""
        numbers = [s for s in schema.sequences if kind in ("bigint", "integer")]
        if numbers and self.often(0.4):
            return f"nextval('{self.chance.choice(numbers).title}'::regclass)".replace("''", "'")
        calls = [f for f in schema.functions if kind in ("integer", "bigint") and f.returns_number]
        if calls and self.often(0.4):
            return f"{self.chance.choice(calls).title}()"
        return self.chance.choice(PLAIN_TYPES[kind])

    def add_table(self, schema: Schema) -> None:
        """Add a table with columns, keys, indexes and the rest."""
        namespace, name = self.place(schema)
        table = Table(schema=namespace, name=name, columns=[Column(name="id", type="integer", not_null=True)])
        table.columns[0].identity = self.chance.choice(("", "", "", "", "ALWAYS", "BY DEFAULT"))
        table.columns[0].serial = not table.columns[0].identity and self.often(0.2)
        for _ in range(self.chance.randint(1, 5)):
            table.columns.append(self.column(schema, {column.name for column in table.columns}))
        if self.often(0.15):
            table.columns.append(Column(name="twice", type="integer", generated=self.generated(schema)))
        table.owner = ROLES[0] if self.often(0.1) else ""
        self.shape(schema, table)
        if self.often(0.8):
            table.constraints[f"{name[:50]}_pkey"] = "PRIMARY KEY (id)"
        for add in (
            self.add_check, self.add_index, self.add_reference, self.add_policy, self.add_trigger, self.add_grant,
            self.add_statistics, self.add_rule,
        ):  # fmt: skip
            if self.often(0.3):
                add(schema, table)
        schema.tables.append(table)

    def shape(self, schema: Schema, table: Table) -> None:
        """Leave a table plain, or make it partitioned, unlogged, or another's child."""
        if self.often(0.15):
            self.divide(table)
        elif self.often(0.1):
            table.unlogged = True
        elif self.often(0.1):
            self.inherit(schema, table)

    def inherit(self, schema: Schema, table: Table) -> None:
        """Make a table the child of another.

        A child's own numbering beside an inherited default is more than pg_dump's archives can restore.
        """
        parents = [other.title for other in schema.tables if not other.partition and not other.columns[0].identity]
        table.inherits = self.chance.choice(parents) if parents else ""
        if table.inherits:
            table.columns[0].identity, table.columns[0].serial = "", False

    def divide(self, table: Table) -> None:
        """Make a table partitioned, in one level or in two."""
        first, rest = f"{table.name[:50]}_p0", f"{table.name[:50]}_rest"
        table.partition = "RANGE (id)"
        table.partitions = {first: "FOR VALUES FROM (0) TO (100)", rest: "DEFAULT"}
        if self.often(0.4):
            table.partitions[first] += " PARTITION BY HASH (id)"
            for number in (0, 1):
                bounds = f"FOR VALUES WITH (MODULUS 2, REMAINDER {number})"
                table.subpartitions[f"{first}_{number}"] = (first, bounds)

    def generated(self, schema: Schema) -> str:
        """Return the expression of a generated column, now and then one that calls a function of the schema."""
        calls = [f.title for f in schema.functions if "IMMUTABLE" in f.body and f.signature == "(integer)"]
        if calls and self.often(0.4):
            return f"{self.chance.choice(calls)}(id)"
        return self.chance.choice(("id * 2", "id * 3", "id + 1"))

    def add_check(self, schema: Schema, table: Table) -> None:
        """Add a check, or now and then a unique or exclusion constraint."""
        del schema
        column = self.chance.choice(table.columns)
        text = self.chance.choice((
            "CHECK (id > -5)", f"CHECK (({column.quoted} IS NOT NULL) OR (id < 1000000))",
            "UNIQUE (id) DEFERRABLE INITIALLY DEFERRED", "UNIQUE NULLS NOT DISTINCT (id)",
            "CHECK (id > -7) NOT VALID", "EXCLUDE USING btree (id WITH =)",
            "EXCLUDE USING gist (pg_catalog.int4range(id, id, '[]') WITH &&)", f"UNIQUE (id) INCLUDE ({column.quoted})",
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
        action = self.chance.choice((
            "", " ON DELETE CASCADE", " ON DELETE SET NULL", " DEFERRABLE", " ON UPDATE CASCADE NOT VALID",
            " DEFERRABLE INITIALLY DEFERRED",
        ))  # fmt: skip
        quoted = column.quoted
        table.references[f"f{self.chance.randrange(10**6)}"] = (
            f"FOREIGN KEY ({quoted}) REFERENCES {target.title} (id){action}"
        )

    def add_policy(self, schema: Schema, table: Table) -> None:
        """Add a policy; row security is switched on with the first."""
        calls = [f.title for f in schema.functions if f.returns_number]
        known = f"id > {self.chance.choice(calls)}()" if calls else "id > 1"
        table.row_security = self.chance.choice(("enabled", "enabled", "forced"))
        text = self.chance.choice((
            f"FOR SELECT USING ({known})", f"FOR ALL TO {READERS[0]} USING (true) WITH CHECK (id > 0)",
            f"AS RESTRICTIVE FOR UPDATE TO {READERS[1]} USING (id < 9)", "FOR INSERT WITH CHECK (id > 0)",
        ))  # fmt: skip
        table.policies[self.chance.choice(("own rows", "p1", "read"))] = text

    def add_trigger(self, schema: Schema, table: Table) -> None:
        """Add a trigger that calls one of the schema's trigger functions."""
        calls = [function for function in schema.functions if "RETURNS trigger" in function.body]
        if calls:
            when = self.chance.choice(
                ("BEFORE INSERT", "AFTER UPDATE", "BEFORE UPDATE OF id", "AFTER INSERT OR DELETE")
            )
            call = f"FOR EACH ROW EXECUTE FUNCTION {self.chance.choice(calls).title}()"
            table.triggers[f"g{self.chance.randrange(100)}"] = f"{when} :: {call}"

    def add_grant(self, schema: Schema, table: Table) -> None:
        """Add a grant on the table or on a column."""
        del schema
        rights = ("SELECT", "SELECT, INSERT", "ALL", "SELECT (id), UPDATE (id)", "REFERENCES")
        table.grants[self.chance.choice(READERS)] = self.chance.choice(rights)

    def add_statistics(self, schema: Schema, table: Table) -> None:
        """Add extended statistics."""
        del schema
        if len(table.columns) > 1:
            kinds = self.chance.choice(("", " (ndistinct)", " (dependencies, mcv)"))
            columns = ", ".join(column.quoted for column in table.columns[:2])
            table.statistics[f"{table.name[:50]}_st"] = f"{kinds} ON {columns}"

    def add_rule(self, schema: Schema, table: Table) -> None:
        """Add a rule."""
        del schema
        table.rules["r"] = self.chance.choice(("DELETE TO @ DO INSTEAD NOTHING", "UPDATE TO @ DO ALSO NOTHING"))

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
            ("MATERIALIZED VIEW", f"CREATE MATERIALIZED VIEW @ AS SELECT count(*) AS n FROM {source}"),
        ))  # fmt: skip
        view = Thing(kind=kind, schema=namespace, name=name, body=body)
        view.grants = {self.chance.choice(READERS): "SELECT"} if self.often(0.4) else {}
        view.comment = "a view" if self.often(0.3) else ""
        if kind == "MATERIALIZED VIEW" and "AS n" in body and self.often(0.5):
            view.more["index"] = f"CREATE UNIQUE INDEX i{self.chance.randrange(10**6)} ON @ (n)"
        schema.views.append(view)

    def add_late(self, schema: Schema) -> None:
        """Add a function that reads a table, or a publication."""
        namespace, name = self.place(schema)
        table = self.chance.choice(schema.tables) if schema.tables else None
        if table is None:
            return
        kind, body = self.chance.choice((
            ("FUNCTION", f"CREATE FUNCTION @() RETURNS SETOF {table.title} LANGUAGE sql AS 'TABLE {table.title}'"),
            ("FUNCTION", f"CREATE FUNCTION @() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM {table.title}; END"),
            ("PUBLICATION", f"CREATE PUBLICATION @{{!p}} FOR TABLE {table.title}"),
            ("PUBLICATION", f"CREATE PUBLICATION @{{!p}} FOR TABLE {table.title} (id) WHERE (id > 1)"),
            ("PUBLICATION", "CREATE PUBLICATION @{!p} FOR TABLES IN SCHEMA @{schema} WITH (publish = 'insert')"),
            ("PUBLICATION", "CREATE PUBLICATION @{!p} FOR ALL TABLES"),
        ))  # fmt: skip
        signature = "()" if kind == "FUNCTION" else ""
        schema.late.append(Thing(kind=kind, schema=namespace, name=name, body=body, signature=signature))
