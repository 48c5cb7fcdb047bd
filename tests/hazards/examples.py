"""A bad and a good example of every hazard: what is there, and the change that has it and one that has not.

``s`` stands for a schema of the example's own. Examples that stand `alone` are planned by themselves: what else shares
their transaction would matter, or they are about objects that live in no schema.
"""

from __future__ import annotations

from dataclasses import dataclass

from schemactl.model.declaration import SourceLocation
from schemactl.model.intent import DataStep, MovedFrom
from schemactl.propose.intents import Intents


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One id.

    Attributes:
        id: The hazard. `there`: SQL that makes the live database.
        bad, good: SQL that changes it, with the hazard and without.
        alone: Whether it is planned by itself. `intents`: what is declared besides, for the bad way.
    """

    id: str
    there: str
    bad: str
    good: str
    alone: bool = False
    intents: Intents | None = None


_SOURCE = SourceLocation("examples.py", 1)
_TABLE = "CREATE TABLE s.t (id integer PRIMARY KEY, a integer, b text NOT NULL DEFAULT 'x');"
_TWO = "CREATE TABLE s.o (id integer PRIMARY KEY); CREATE TABLE s.t (id integer, o integer);"
_LINKED = "CREATE TABLE s.o (id integer PRIMARY KEY); CREATE TABLE s.t (o integer CONSTRAINT f REFERENCES s.o);"
_PARTS = (
    "CREATE TABLE s.p (id integer NOT NULL) PARTITION BY RANGE (id);"
    "CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES FROM (0) TO (10); CREATE TABLE s.rest PARTITION OF s.p DEFAULT;"
)
_TRIGGER = "CREATE FUNCTION s.f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;"
_HARMLESS = "COMMENT ON TABLE s.t IS 'only words';"
_NEW_TABLE = "CREATE TABLE s.n (id integer PRIMARY KEY, a integer CHECK (a > 0), UNIQUE (a)); CREATE INDEX ON s.n (a);"
_FUNCTION = "CREATE FUNCTION s.g(a integer) RETURNS integer LANGUAGE sql {} RETURN a;"


def _step(sql: str) -> Intents:
    step = DataStep(name="tidy", sql=sql, when="", verify="", position="between", source=_SOURCE)
    return Intents(declared=(step,))


EXAMPLES = (
    Example(id="SC101", there=_TABLE, bad="DROP TABLE s.t", good=_HARMLESS),
    Example(id="SC102", there=_TABLE, bad="ALTER TABLE s.t DROP COLUMN a", good="ALTER TABLE s.t ADD COLUMN c integer"),
    Example(id="SC103", there="CREATE SCHEMA gone; CREATE SCHEMA kept;", bad="DROP SCHEMA gone", good="", alone=True),
    Example(
        id="SC104",
        there=_PARTS,
        bad="ALTER TABLE s.p DETACH PARTITION s.p1; DROP TABLE s.p1",
        good="ALTER TABLE s.p DETACH PARTITION s.p1",
        alone=True,
    ),
    Example(id="SC105", there="CREATE SEQUENCE s.q", bad="DROP SEQUENCE s.q", good="ALTER SEQUENCE s.q CACHE 5"),
    Example(
        id="SC106",
        there="CREATE TYPE s.e AS ENUM ('a', 'b'); CREATE TABLE s.t (e s.e);",
        bad="DROP TABLE s.t; DROP TYPE s.e; CREATE TYPE s.e AS ENUM ('a'); CREATE TABLE s.t (e s.e);",
        good="ALTER TYPE s.e ADD VALUE 'c'",
    ),
    Example(
        id="SC107",
        there="CREATE TABLE s.t (n numeric(10, 4))",
        bad="ALTER TABLE s.t ALTER COLUMN n TYPE numeric(10, 2)",
        good="ALTER TABLE s.t ALTER COLUMN n TYPE numeric(12, 4)",
    ),
    Example(
        id="SC108",
        there="CREATE TABLE s.t (a integer, g integer)",
        bad="ALTER TABLE s.t DROP COLUMN g, ADD COLUMN g integer GENERATED ALWAYS AS (a + 1) STORED",
        good="ALTER TABLE s.t ADD COLUMN h integer GENERATED ALWAYS AS (a + 1) STORED",
    ),
    Example(id="SC109", there=_TABLE, bad=_HARMLESS, good="", alone=True, intents=_step("TRUNCATE s.t")),
    Example(
        id="SC110",
        there=_TABLE,
        bad="ALTER TABLE s.t ADD COLUMN c integer NOT NULL",
        good="ALTER TABLE s.t ADD COLUMN c integer NOT NULL DEFAULT 0",
    ),
    Example(id="SC111", there=_TABLE, bad="ALTER TABLE s.t ADD UNIQUE (a)", good=_NEW_TABLE),
    Example(id="SC112", there=_TABLE, bad="ALTER TABLE s.t ALTER COLUMN a SET NOT NULL", good=_NEW_TABLE),
    Example(id="SC113", there=_TABLE, bad="ALTER TABLE s.t ADD CHECK (a > 0)", good=_NEW_TABLE),
    Example(id="SC116", there=_TABLE, bad=_HARMLESS, good="", alone=True, intents=_step("UPDATE s.t SET a = 1")),
    Example(id="SC201", there=_TABLE, bad="CREATE INDEX i ON s.t (a)", good=_NEW_TABLE),
    Example(
        id="SC202",
        there=_TABLE + "CREATE INDEX i ON s.t (a);",
        bad="DROP INDEX s.i",
        good="ALTER INDEX s.i SET (fillfactor = 70)",
    ),
    Example(id="SC203", there=_TABLE, bad="ALTER TABLE s.t ALTER COLUMN a SET NOT NULL", good=_NEW_TABLE),
    Example(
        id="SC204",
        there=_TABLE,
        bad="ALTER TABLE s.t ADD CHECK (a > 1)",
        good=_NEW_TABLE,
    ),
    Example(
        id="SC205",
        there=_TWO,
        bad="ALTER TABLE s.t ADD FOREIGN KEY (o) REFERENCES s.o",
        good="CREATE TABLE s.n (o integer REFERENCES s.o)",
    ),
    Example(id="SC206", there=_LINKED, bad="ALTER TABLE s.t DROP CONSTRAINT f", good=_HARMLESS),
    Example(
        id="SC207",
        there=_TWO,
        bad="CREATE TABLE s.n (o integer REFERENCES s.o)",
        good="CREATE TABLE s.n (o integer)",
    ),
    Example(id="SC208", there=_TABLE, bad="ALTER TABLE s.t ADD UNIQUE (a)", good=_NEW_TABLE),
    Example(id="SC209", there=_TWO, bad="ALTER TABLE s.t ADD PRIMARY KEY (id)", good=_NEW_TABLE),
    Example(
        id="SC210",
        there="CREATE TABLE s.t (r int4range)",
        bad="ALTER TABLE s.t ADD EXCLUDE USING gist (r WITH &&)",
        good="CREATE TABLE s.n (r int4range, EXCLUDE USING gist (r WITH &&))",
    ),
    Example(
        id="SC211",
        there=_TABLE,
        bad="ALTER TABLE s.t ALTER COLUMN a TYPE bigint",
        good="ALTER TABLE s.t ALTER COLUMN b TYPE varchar",
    ),
    Example(
        id="SC212",
        there="CREATE TABLE s.t (v varchar(10))",
        bad="ALTER TABLE s.t ALTER COLUMN v TYPE varchar(20)",
        good=_HARMLESS,
    ),
    Example(
        id="SC213",
        there=_TABLE,
        bad="ALTER TABLE s.t ADD COLUMN u uuid DEFAULT gen_random_uuid()",
        good="ALTER TABLE s.t ADD COLUMN u timestamptz DEFAULT now()",
    ),
    Example(
        id="SC214",
        there=_TABLE,
        bad="ALTER TABLE s.t ADD COLUMN n integer GENERATED ALWAYS AS IDENTITY",
        good="ALTER TABLE s.t ADD COLUMN n integer",
    ),
    Example(
        id="SC215",
        there=_TABLE,
        bad="ALTER TABLE s.t ADD COLUMN g integer GENERATED ALWAYS AS (a + 1) STORED",
        good="ALTER TABLE s.t ADD COLUMN g integer",
    ),
    Example(
        id="SC216",
        there="CREATE DOMAIN s.d AS text CHECK (VALUE > ''); CREATE DOMAIN s.e AS text; CREATE TABLE s.t (a integer);",
        bad="ALTER TABLE s.t ADD COLUMN d s.d",
        good="ALTER TABLE s.t ADD COLUMN d s.e",
    ),
    Example(
        id="SC217",
        there="CREATE DOMAIN s.d AS text; CREATE TABLE s.t (d s.d); CREATE DOMAIN s.unused AS text;",
        bad="ALTER DOMAIN s.d ADD CHECK (VALUE <> '')",
        good="ALTER DOMAIN s.unused ADD CHECK (VALUE <> '')",
    ),
    Example(
        id="SC220",
        there=_PARTS + "CREATE TABLE s.p2 (id integer NOT NULL);",
        bad="ALTER TABLE s.p ATTACH PARTITION s.p2 FOR VALUES FROM (10) TO (20)",
        good="ALTER TABLE s.p2 ADD COLUMN a integer",
    ),
    Example(
        id="SC221", there=_PARTS, bad="ALTER TABLE s.p DETACH PARTITION s.p1", good="COMMENT ON TABLE s.p1 IS 'part'"
    ),
    Example(
        id="SC222",
        there=_PARTS,
        bad="CREATE INDEX i ON s.p (id)",
        good="CREATE INDEX i ON s.p1 (id)",
    ),
    Example(
        id="SC223",
        there="CREATE TABLE s.t (a integer)",
        bad="ALTER TABLE s.t SET UNLOGGED",
        good="CREATE UNLOGGED TABLE s.n (a integer)",
    ),
    Example(
        id="SC224",
        there="CREATE TABLE s.t (a integer); CREATE MATERIALIZED VIEW s.m AS SELECT a FROM s.t;",
        bad=_HARMLESS,
        good="CREATE MATERIALIZED VIEW s.n AS SELECT a FROM s.t",
        alone=True,
        intents=_step("REFRESH MATERIALIZED VIEW s.m"),
    ),
    Example(
        id="SC226",
        there=_TABLE + _TRIGGER,
        bad="CREATE TRIGGER x BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.f()",
        good="CREATE TABLE s.n (); CREATE TRIGGER x BEFORE INSERT ON s.n FOR EACH ROW EXECUTE FUNCTION s.f()",
    ),
    Example(
        id="SC227", there=_TABLE, bad="ALTER TABLE s.t ADD COLUMN c integer", good="CREATE TABLE s.n ()", alone=True
    ),
    Example(id="SC228", there=_TABLE, bad=_HARMLESS, good="CREATE TABLE s.n ()"),
    Example(
        id="SC229",
        there="CREATE TYPE s.e AS ENUM ('a')",
        bad="ALTER TYPE s.e ADD VALUE 'b'",
        good="CREATE TYPE s.n AS ENUM ('a')",
    ),
    Example(
        id="SC230",
        there=_TABLE + "CREATE TABLE s.u (a integer);",
        bad="ALTER TABLE s.t ALTER COLUMN a SET DEFAULT 1; ALTER TABLE s.u ALTER COLUMN a TYPE bigint",
        good="ALTER TABLE s.t ALTER COLUMN a SET DEFAULT 1",
        alone=True,
    ),
    Example(
        id="SC235",
        there=_TABLE,
        bad="ALTER TABLE s.t ADD CHECK (a > 0)",
        good="ALTER TABLE s.t ADD CHECK (a > 0) NOT VALID",
        alone=True,
    ),
    Example(
        id="SC236",
        there=_TABLE + "CREATE INDEX i ON s.t (a);",
        bad="DROP INDEX s.i",
        good="DROP INDEX s.i; CREATE INDEX i ON s.t (a, b)",
    ),
    Example(
        id="SC238",
        there=_TABLE + "CREATE VIEW s.v AS SELECT a FROM s.t;",
        bad="DROP VIEW s.v; ALTER TABLE s.t ALTER COLUMN a TYPE bigint; CREATE VIEW s.v AS SELECT a FROM s.t;",
        good="CREATE OR REPLACE VIEW s.v AS SELECT a, b FROM s.t",
    ),
    Example(
        id="SC301",
        there="CREATE TABLE public.t (a integer)",
        bad="ALTER TABLE public.t RENAME TO u",
        good="ALTER TABLE public.t ADD COLUMN b integer",
        alone=True,
        intents=Intents(
            declared=(
                MovedFrom(kind="TABLE", old_schema="public", old_name="t", schema="public", name="u", source=_SOURCE),
            )
        ),
    ),
    Example(
        id="SC302",
        there="CREATE SCHEMA before",
        bad="ALTER SCHEMA before RENAME TO after",
        good="CREATE SCHEMA after",
        alone=True,
        intents=Intents(
            declared=(
                MovedFrom(kind="SCHEMA", old_schema="", old_name="before", schema="", name="after", source=_SOURCE),
            )
        ),
    ),
    Example(
        id="SC303",
        there=_TABLE,
        bad="ALTER TABLE s.t ALTER COLUMN b DROP NOT NULL",
        good="ALTER TABLE s.t ADD COLUMN c integer",
    ),
    Example(
        id="SC304",
        there=_TABLE,
        bad="ALTER TABLE s.t ALTER COLUMN b DROP DEFAULT",
        good="ALTER TABLE s.t ADD COLUMN c integer DEFAULT 5",
    ),
    Example(
        id="SC305",
        there=_TABLE + "ALTER TABLE s.t ADD CONSTRAINT k CHECK (a > 0);",
        bad="ALTER TABLE s.t DROP CONSTRAINT k",
        good="ALTER TABLE s.t DROP CONSTRAINT k, ADD CONSTRAINT k CHECK (a > 1)",
    ),
    Example(
        id="SC306",
        there=_FUNCTION.format(""),
        bad="DROP FUNCTION s.g(integer)",
        good="CREATE OR REPLACE FUNCTION s.g(a integer) RETURNS integer LANGUAGE sql RETURN a + 1",
    ),
    Example(
        id="SC307",
        there="CREATE TYPE s.e AS ENUM ('a', 'c')",
        bad="ALTER TYPE s.e ADD VALUE 'b' BEFORE 'c'",
        good="CREATE TYPE s.n AS ENUM ('a')",
    ),
    Example(
        id="SC401",
        there=_TABLE + "ALTER TABLE s.t ENABLE ROW LEVEL SECURITY;",
        bad="CREATE POLICY everybody ON s.t USING (true)",
        good="CREATE TABLE s.n (); ALTER TABLE s.n ENABLE ROW LEVEL SECURITY; CREATE POLICY x ON s.n USING (true)",
    ),
    Example(
        id="SC402", there=_TABLE, bad="ALTER TABLE s.t OWNER TO app_owner", good="ALTER TABLE s.t ADD COLUMN c integer"
    ),
    Example(
        id="SC404",
        there=_TABLE,
        bad="ALTER TABLE s.t REPLICA IDENTITY FULL",
        good="ALTER TABLE s.t ADD COLUMN c integer",
    ),
    Example(
        id="SC405",
        there="CREATE FOREIGN DATA WRAPPER fdw; CREATE SERVER far FOREIGN DATA WRAPPER fdw;",
        bad="CREATE USER MAPPING FOR app_reader SERVER far OPTIONS (user 'a', password 'b')",
        good="CREATE USER MAPPING FOR app_reader SERVER far OPTIONS (user 'a')",
        alone=True,
    ),
)
