"""Objects that stand on their own, each with the forms a developer gives it over time.

A variety is a kind in all its forms: a random schema holds one of them, and the edit of an object is another of its
forms. Commands that only work together (a cast and its function) make one variety.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.fixtures.oracle import ROLES

READERS = ROLES[:3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variety:
    """One kind of object.

    Attributes:
        word: What stands after CREATE, and after COMMENT ON unless `comments` is false.
        forms: Commands that create it. ``@`` is its qualified name, ``@{x}`` that of a helper beside it, ``@{!x}`` one
            outside all schemas, ``@{schema}`` its schema.
        signature: What follows its name in COMMENT ON and GRANT.
        grant: A privilege that can be granted on it; empty for none.
        everywhere: Whether it lives in no schema.
        single: Whether a schema can hold only one of it, because its name is in its forms.
    """

    word: str
    forms: tuple[str, ...]
    signature: str = ""
    grant: str = ""
    comments: bool = True
    everywhere: bool = False
    single: bool = False


TYPES = (
    Variety(word="TYPE", grant="USAGE", forms=(
        "CREATE TYPE @ AS ENUM ('low', 'middle', 'high')", "CREATE TYPE @ AS ENUM ('low', 'middle', 'high', 'top')",
        "CREATE TYPE @ AS ENUM ('none', 'low', 'middle', 'high')", "CREATE TYPE @ AS ENUM ('low', 'high')",
        "CREATE TYPE @ AS ENUM ('high', 'middle', 'low')",
    )),
    Variety(word="DOMAIN", grant="USAGE", forms=(
        "CREATE DOMAIN @ AS integer CONSTRAINT positive CHECK (VALUE > 0)",
        "CREATE DOMAIN @ AS integer CONSTRAINT positive CHECK (VALUE > -3)",
        "CREATE DOMAIN @ AS integer CONSTRAINT positive CHECK (VALUE > 0) CONSTRAINT small CHECK (VALUE < 1000000)",
        "CREATE DOMAIN @ AS integer DEFAULT 5", "CREATE DOMAIN @ AS bigint CHECK (VALUE > 0)",
    )),
    Variety(word="DOMAIN", forms=(
        "CREATE DOMAIN @ AS text DEFAULT 'a' NOT NULL", "CREATE DOMAIN @ AS text DEFAULT 'b'",
        'CREATE DOMAIN @ AS text COLLATE pg_catalog."C"', "CREATE DOMAIN @ AS text CHECK (length(VALUE) < 90)",
    )),
    Variety(word="TYPE", grant="USAGE", forms=(
        "CREATE TYPE @ AS (a integer, b text)", "CREATE TYPE @ AS (a integer, b text, c date)",
        "CREATE TYPE @ AS (a bigint)", "CREATE TYPE @ AS (b text, a integer)",
        "CREATE TYPE @ AS (a integer, c date, b text)",
    )),
    Variety(word="TYPE", forms=(
        "CREATE TYPE @ AS RANGE (subtype = integer)",
        "CREATE TYPE @ AS RANGE (subtype = integer, multirange_type_name = @{m})",
        "CREATE TYPE @ AS RANGE (subtype = double precision, subtype_diff = pg_catalog.float8mi)",
    )),
)  # fmt: skip
"""Types that columns may have."""

_ROWS = "CREATE FUNCTION @(n integer) RETURNS TABLE (x integer, y text{more}) LANGUAGE sql AS $$SELECT n, 'a'{also}$$"
_DEFINER = (
    "CREATE FUNCTION @(t text, n integer DEFAULT {n}) RETURNS text LANGUAGE plpgsql {how} AS 'BEGIN RETURN t || n; END'"
)
ROUTINES = (
    Variety(word="FUNCTION", signature="(integer)", grant="EXECUTE", forms=(
        "CREATE FUNCTION @(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT a + 1'",
        "CREATE FUNCTION @(a integer) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS 'SELECT a + 1'",
        "CREATE FUNCTION @(a integer) RETURNS integer LANGUAGE sql IMMUTABLE COST 7 AS 'SELECT a + 2'",
        "CREATE FUNCTION @(b integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT b + 1'",
    )),
    Variety(word="FUNCTION", signature="()", grant="EXECUTE", forms=(
        "CREATE FUNCTION @() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION @() RETURNS integer LANGUAGE sql STABLE PARALLEL SAFE AS 'SELECT 2'",
        "CREATE FUNCTION @() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
        "CREATE FUNCTION @() RETURNS integer RETURN 3",
    )),
    Variety(word="FUNCTION", signature="(text, integer)", grant="EXECUTE", forms=tuple(
        _DEFINER.format(n=n, how=how)
        for n in (3, 4) for how in ("SECURITY DEFINER SET search_path = ''", "STABLE", "SET work_mem = '8MB'")
    )),
    Variety(word="FUNCTION", signature="(integer)", forms=(
        _ROWS.format(more="", also=""), _ROWS.format(more=", z integer", also=", 1"),
    )),
    Variety(word="PROCEDURE", signature="(integer)", grant="EXECUTE", forms=(
        "CREATE PROCEDURE @(a integer) LANGUAGE sql AS 'SELECT a'",
        "CREATE PROCEDURE @(a integer) LANGUAGE sql SECURITY DEFINER AS 'SELECT a, a'",
        "CREATE PROCEDURE @(a integer) LANGUAGE plpgsql AS 'BEGIN NULL; END'",
    )),
    Variety(word="AGGREGATE", signature="(integer)", forms=(
        "CREATE AGGREGATE @(integer) (SFUNC = pg_catalog.int4pl, STYPE = integer, INITCOND = '0')",
        "CREATE AGGREGATE @(integer) (SFUNC = pg_catalog.int4pl, STYPE = integer, INITCOND = '1', PARALLEL = safe)",
        "CREATE AGGREGATE @(integer) (SFUNC = pg_catalog.int4larger, STYPE = integer)",
    )),
    Variety(word="FUNCTION", signature="()", forms=(
        "CREATE FUNCTION @() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "CREATE FUNCTION @() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM 1; RETURN NEW; END'",
    )),
)  # fmt: skip
"""Routines that defaults, triggers and expressions may call."""

SEQUENCES = (
    Variety(word="SEQUENCE", grant="USAGE", forms=tuple(
        f"CREATE SEQUENCE @{options}"
        for options in ("", " INCREMENT BY 5", " MINVALUE 10 MAXVALUE 99 CYCLE", " AS integer CACHE 7", " START 5")
    )),
)  # fmt: skip

_COMPARE = "CREATE FUNCTION @{f}(integer, integer) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT $1 > $2'"
_BASE = (
    "CREATE TYPE @; CREATE FUNCTION @{in}(cstring) RETURNS @ LANGUAGE internal IMMUTABLE STRICT AS 'int4in';"
    " CREATE FUNCTION @{out}(@) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';"
    " CREATE TYPE @ (INPUT = @{in}, OUTPUT = @{out}, INTERNALLENGTH = 4, PASSEDBYVALUE, ALIGNMENT = int4%s)"
)
_CAST = "CREATE TYPE @ AS (a integer); CREATE FUNCTION @{f}(@) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1'"
_EVENT = "CREATE FUNCTION @{f}() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END'"
_HANDLER = "CREATE FUNCTION @{h}() RETURNS language_handler LANGUAGE c AS '$libdir/plpgsql', 'plpgsql_call_handler'"
_FOREIGN = (
    "CREATE FOREIGN DATA WRAPPER @{!w}%s; CREATE SERVER @{!s}%s FOREIGN DATA WRAPPER @{!w};"
    " CREATE USER MAPPING FOR app_reader SERVER @{!s}%s; CREATE FOREIGN TABLE @ (id integer%s) SERVER @{!s}%s"
)
_PARSER = (
    "START = pg_catalog.prsd_start, GETTOKEN = pg_catalog.prsd_nexttoken, END = pg_catalog.prsd_end,"
    " LEXTYPES = pg_catalog.prsd_lextype"
)
_CLASS = "FOR TYPE integer USING btree AS OPERATOR 1 <, OPERATOR 3 =, OPERATOR 5 >, FUNCTION 1 pg_catalog.btint4cmp"
RARE = (
    Variety(word="TYPE", forms=(
        "CREATE TYPE @", _BASE % "", _BASE % ", DEFAULT = '7'", _BASE % ", CATEGORY = 'N', PREFERRED = true",
    )),
    Variety(word="COLLATION", forms=(
        "CREATE COLLATION @ (provider = libc, locale = 'C')", "CREATE COLLATION @ (provider = libc, locale = 'POSIX')",
    )),
    Variety(word="OPERATOR", comments=False, single=True, forms=(
        f"{_COMPARE}; CREATE OPERATOR @{{schema}}.=~> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = @{{f}})",
        (f"{_COMPARE}; CREATE OPERATOR @{{schema}}.=~> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = @{{f}},"
         " RESTRICT = pg_catalog.scalargtsel, JOIN = pg_catalog.scalargtjoinsel)"),
    )),
    Variety(word="OPERATOR FAMILY", signature=" USING btree", forms=(
        "CREATE OPERATOR FAMILY @ USING btree",
        "CREATE OPERATOR FAMILY @ USING btree; ALTER OPERATOR FAMILY @ USING btree ADD OPERATOR 1 < (integer, bigint)",
    )),
    Variety(word="OPERATOR CLASS", signature=" USING btree", forms=(
        f"CREATE OPERATOR CLASS @ {_CLASS}(integer, integer)",
        f"CREATE OPERATOR CLASS @ {_CLASS}(integer, integer), OPERATOR 2 <=",
    )),
    Variety(word="CAST", comments=False, forms=tuple(
        f"{_CAST}; CREATE CAST (@ AS integer) WITH FUNCTION @{{f}}(@){how}"
        for how in ("", " AS ASSIGNMENT", " AS IMPLICIT")
    )),
    Variety(word="TRANSFORM", comments=False, forms=(
        "CREATE TYPE @ AS (a integer)",
        ("CREATE TYPE @ AS (a integer); CREATE TRANSFORM FOR @ LANGUAGE sql"
         " (FROM SQL WITH FUNCTION pg_catalog.prsd_lextype(internal))"),
    )),
    Variety(word="CONVERSION", forms=(
        "CREATE CONVERSION @ FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8",
        "CREATE DEFAULT CONVERSION @ FOR 'LATIN1' TO 'UTF8' FROM pg_catalog.iso8859_1_to_utf8",
    )),
    Variety(word="ACCESS METHOD", everywhere=True, forms=(
        "CREATE ACCESS METHOD @ TYPE INDEX HANDLER pg_catalog.bthandler",
        "CREATE ACCESS METHOD @ TYPE TABLE HANDLER pg_catalog.heap_tableam_handler",
    )),
    Variety(word="LANGUAGE", everywhere=True, forms=(
        f"{_HANDLER}; CREATE LANGUAGE @ HANDLER @{{h}}", f"{_HANDLER}; CREATE TRUSTED LANGUAGE @ HANDLER @{{h}}",
    )),
    Variety(word="EVENT TRIGGER", comments=False, forms=(
        f"{_EVENT}; CREATE EVENT TRIGGER @{{!e}} ON ddl_command_end EXECUTE FUNCTION @{{f}}()",
        f"{_EVENT}; CREATE EVENT TRIGGER @{{!e}} ON sql_drop WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION @{{f}}()",
        (f"{_EVENT}; CREATE EVENT TRIGGER @{{!e}} ON ddl_command_end EXECUTE FUNCTION @{{f}}();"
         " ALTER EVENT TRIGGER @{!e} DISABLE"),
    )),
    Variety(word="FOREIGN TABLE", forms=(
        _FOREIGN % ("", "", "", "", ""),
        _FOREIGN % ("", " VERSION '2'", " OPTIONS (a 'x')", ", t text NOT NULL", " OPTIONS (b 'y')"),
        _FOREIGN % (" OPTIONS (c 'z')", " TYPE 't'", "", ", t text, CHECK (id > 0)", ""),
    )),
    Variety(word="TEXT SEARCH DICTIONARY", forms=(
        "CREATE TEXT SEARCH DICTIONARY @ (TEMPLATE = pg_catalog.simple)",
        "CREATE TEXT SEARCH DICTIONARY @ (TEMPLATE = pg_catalog.simple, STOPWORDS = 'english', ACCEPT = 'false')",
    )),
    Variety(word="TEXT SEARCH CONFIGURATION", forms=(
        "CREATE TEXT SEARCH CONFIGURATION @ (PARSER = pg_catalog.default)",
        ("CREATE TEXT SEARCH CONFIGURATION @ (PARSER = pg_catalog.default);"
         " ALTER TEXT SEARCH CONFIGURATION @ ADD MAPPING FOR asciiword, word WITH pg_catalog.simple"),
        ("CREATE TEXT SEARCH CONFIGURATION @ (PARSER = pg_catalog.default);"
         " ALTER TEXT SEARCH CONFIGURATION @ ADD MAPPING FOR word WITH pg_catalog.english_stem, pg_catalog.simple"),
    )),
    Variety(word="TEXT SEARCH PARSER", forms=(
        f"CREATE TEXT SEARCH PARSER @ ({_PARSER})",
        f"CREATE TEXT SEARCH PARSER @ ({_PARSER}, HEADLINE = pg_catalog.prsd_headline)",
    )),
    Variety(word="TEXT SEARCH TEMPLATE", forms=(
        "CREATE TEXT SEARCH TEMPLATE @ (LEXIZE = pg_catalog.dsimple_lexize)",
        "CREATE TEXT SEARCH TEMPLATE @ (INIT = pg_catalog.dsimple_init, LEXIZE = pg_catalog.dsimple_lexize)",
    )),
    Variety(word="EXTENSION", comments=False, single=True, forms=(
        "CREATE EXTENSION hstore SCHEMA @{schema}", "CREATE EXTENSION hstore SCHEMA @{schema} VERSION '1.8'",
    )),
    Variety(word="DEFAULT ACL", comments=False, single=True, forms=tuple(
        f"ALTER DEFAULT PRIVILEGES{place} GRANT {rights} TO {READERS[0]}"
        for place in ("", " IN SCHEMA @{schema}") for rights in ("SELECT ON TABLES", "EXECUTE ON FUNCTIONS")
    )),
)  # fmt: skip
"""Kinds that few schemas have. A plain schema holds one of them now and then."""

NOT_GENERATED = {
    "CRON JOB": "needs pg_cron, which no version's binaries are sure to have; tests/cron and cases speak about it",
    "SECURITY LABEL": "needs a provider, which is a library loaded by the server",
    "SUBSCRIPTION": "belongs to a database and to a publisher elsewhere; cases and hostile names speak about it",
}
"""Kinds of the ledger that no random schema holds, and why."""

GENERATED = frozenset(
    {
        "ACCESS METHOD", "ACL", "AGGREGATE", "CAST", "CHECK CONSTRAINT", "COLLATION", "COMMENT", "CONSTRAINT",
        "CONVERSION", "DEFAULT", "DEFAULT ACL", "DOMAIN", "EVENT TRIGGER", "EXTENSION", "FK CONSTRAINT",
        "FOREIGN DATA WRAPPER", "FOREIGN TABLE", "FUNCTION", "INDEX", "INDEX ATTACH", "MATERIALIZED VIEW", "OPERATOR",
        "OPERATOR CLASS", "OPERATOR FAMILY", "POLICY", "PROCEDURAL LANGUAGE", "PROCEDURE", "PUBLICATION",
        "PUBLICATION TABLE", "PUBLICATION TABLES IN SCHEMA", "ROW SECURITY", "RULE", "SCHEMA", "SEQUENCE",
        "SEQUENCE OWNED BY", "SERVER", "SHELL TYPE", "STATISTICS", "TABLE", "TABLE ATTACH",
        "TEXT SEARCH CONFIGURATION", "TEXT SEARCH DICTIONARY", "TEXT SEARCH PARSER", "TEXT SEARCH TEMPLATE",
        "TRANSFORM", "TRIGGER", "TYPE", "USER MAPPING", "VIEW",
    }
)  # fmt: skip
"""Kinds of the ledger that random schemas hold; a test looks whether they really do."""
