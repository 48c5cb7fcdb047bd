"""For every check that SQL alone can provoke: what it must find, and a like thing it must leave alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A check with a bad and a good example; both are scripts for a database of many such examples.

    Attributes:
        object: What the finding is about. `words`: what its message holds.
        survives: Whether the finding has no SQL that corrects it.
    """

    check: str
    bad: str
    good: str
    object: str
    words: str
    survives: bool = True


HOLLOW = (
    "CREATE TABLE hollow (id integer PRIMARY KEY, word text); INSERT INTO hollow SELECT n, repeat(md5(n::text), 12) "
    "FROM generate_series(1, 40000) AS n; CREATE INDEX hollow_word ON hollow (word)"
)
"""An index of more than 10 MiB."""

EXAMPLES = (
    Example(
        check="AU101",
        bad="CREATE TABLE doubt (id integer PRIMARY KEY, n integer);"
        "ALTER TABLE doubt ADD CONSTRAINT positive CHECK (n > 0) NOT VALID",
        good="CREATE TABLE doubt (id integer PRIMARY KEY, n integer CHECK (n > 0))",
        object="constraint positive of public.doubt",
        words="NOT VALID",
        survives=False,
    ),
    Example(
        check="AU102",
        bad="CREATE TABLE parts (id integer, PRIMARY KEY (id)) PARTITION BY RANGE (id);"
        "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (9);"
        "CREATE INDEX parts_only ON ONLY parts (id)",
        good="CREATE TABLE parts (id integer, PRIMARY KEY (id)) PARTITION BY RANGE (id);"
        "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (9)",
        object="index public.parts_only",
        words="index on public.parts is not valid",
    ),
    Example(
        check="AU103",
        bad="CREATE TABLE quiet (id integer PRIMARY KEY); CREATE TRIGGER stamp BEFORE UPDATE ON quiet FOR EACH ROW "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger(); ALTER TABLE quiet DISABLE TRIGGER stamp",
        good="CREATE TABLE quiet (id integer PRIMARY KEY); CREATE TRIGGER stamp BEFORE UPDATE ON quiet FOR EACH ROW "
        "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        object="trigger stamp of public.quiet",
        words="switched off",
    ),
    Example(
        check="AU105",
        bad="CREATE TABLE parents (id integer PRIMARY KEY); INSERT INTO parents VALUES (1);"
        "CREATE TABLE orphans (id integer PRIMARY KEY, parent integer); CREATE INDEX ON orphans (parent);"
        "INSERT INTO orphans VALUES (1, 1), (2, 7), (3, 8), (4, NULL);"
        "ALTER TABLE orphans ADD CONSTRAINT parents_fkey FOREIGN KEY (parent) REFERENCES parents NOT VALID",
        good="CREATE TABLE parents (id integer PRIMARY KEY); INSERT INTO parents VALUES (1);"
        "CREATE TABLE orphans (id integer PRIMARY KEY, parent integer); CREATE INDEX ON orphans (parent);"
        "INSERT INTO orphans VALUES (1, 1), (4, NULL);"
        "ALTER TABLE orphans ADD CONSTRAINT parents_fkey FOREIGN KEY (parent) REFERENCES parents NOT VALID",
        object="table public.orphans",
        words="2 rows have no row in public.parents",
    ),
    Example(
        check="AU106",
        bad="CREATE TABLE shops (id integer PRIMARY KEY); INSERT INTO shops SELECT generate_series(1, 9);"
        "CREATE TABLE visits (id integer PRIMARY KEY, shop_id integer); INSERT INTO visits SELECT n, n FROM "
        "generate_series(1, 10) AS n",
        # By its name it could point at them, by its values it does not.
        good="CREATE TABLE shops (id integer PRIMARY KEY); INSERT INTO shops SELECT generate_series(1, 9);"
        "CREATE TABLE visits (id integer PRIMARY KEY, shop_id integer); INSERT INTO visits SELECT n, n + 5 FROM "
        "generate_series(1, 10) AS n",
        object="column shop_id of public.visits",
        words="1 of 10 sampled values are not there",
        survives=False,
    ),
    Example(
        check="AU107",
        bad="CREATE UNLOGGED TABLE fleeting (id integer PRIMARY KEY)",
        good="CREATE TABLE fleeting (id integer PRIMARY KEY)",
        object="table public.fleeting",
        words="UNLOGGED",
    ),
    Example(
        check="AU108",
        bad="CREATE TABLE small (id smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"
        "SELECT setval('small_id_seq', 31000)",
        good="CREATE TABLE small (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"
        "SELECT setval('small_id_seq', 31000)",
        object="sequence public.small_id_seq",
        words="31,000 of 32,767 (94 %)",
    ),
    Example(
        check="AU109",
        bad="CREATE TABLE copied (id serial PRIMARY KEY); INSERT INTO copied VALUES (1), (2), (3)",
        good="CREATE TABLE copied (id serial PRIMARY KEY); INSERT INTO copied VALUES (DEFAULT), (DEFAULT), (DEFAULT)",
        object="sequence public.copied_id_seq",
        words="gives 1 next, and public.copied already holds 3 in id",
        survives=False,
    ),
    Example(
        check="AU110",
        bad="CREATE TABLE moved (id integer PRIMARY KEY); CREATE SCHEMA shop;"
        "CREATE TABLE shop.moved (id integer PRIMARY KEY)",
        good="CREATE TABLE moved (id integer PRIMARY KEY); CREATE SCHEMA shop; CREATE VIEW shop.moved AS TABLE moved",
        object="table moved",
        words="is in the schemas public, shop",
    ),
    Example(
        check="AU201",
        bad="CREATE TABLE open (id integer PRIMARY KEY); GRANT SELECT ON open TO PUBLIC",
        good="CREATE TABLE open (id integer PRIMARY KEY)",
        object="table public.open",
        words="is open to PUBLIC",
    ),
    Example(
        check="AU202",
        bad="CREATE TABLE asleep (id integer PRIMARY KEY); CREATE POLICY none ON asleep USING (false)",
        good="CREATE TABLE asleep (id integer PRIMARY KEY); CREATE POLICY none ON asleep USING (false);"
        "ALTER TABLE asleep ENABLE ROW LEVEL SECURITY",
        object="table public.asleep",
        words="1 policies that do nothing",
        survives=False,
    ),
    Example(
        check="AU203",
        bad="CREATE TABLE shut (id integer PRIMARY KEY); GRANT SELECT ON shut TO PUBLIC;"
        "ALTER TABLE shut ENABLE ROW LEVEL SECURITY",
        good="CREATE TABLE shut (id integer PRIMARY KEY); GRANT SELECT ON shut TO PUBLIC;"
        "ALTER TABLE shut ENABLE ROW LEVEL SECURITY; CREATE POLICY everybody ON shut USING (true)",
        object="table public.shut",
        words="no policy",
    ),
    Example(
        check="AU204",
        bad="CREATE FUNCTION power(a integer, b text) RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        good="CREATE FUNCTION power(a integer, b text) RETURNS integer LANGUAGE sql SECURITY DEFINER "
        "SET search_path = '' AS 'SELECT 1'",
        object="function public.power(integer, text)",
        words="takes its callers' search_path",
    ),
    Example(
        check="AU205",
        bad="CREATE MATERIALIZED VIEW figures AS SELECT 1 AS n; GRANT SELECT ON figures TO PUBLIC",
        good="CREATE MATERIALIZED VIEW figures AS SELECT 1 AS n",
        object="materialized view public.figures",
        words="may be read by PUBLIC",
    ),
    Example(
        check="AU301",
        bad="CREATE TABLE twins (id integer PRIMARY KEY, a integer); CREATE INDEX twins_again ON twins (id)",
        good="CREATE TABLE twins (id integer PRIMARY KEY, a integer);"
        "CREATE INDEX twins_again ON twins (id) WHERE a > 1",
        object="index public.twins_again",
        words="holds the same as public.twins_pkey",
        survives=False,
    ),
    Example(
        check="AU302",
        bad="CREATE TABLE long (id integer PRIMARY KEY, a integer, b integer); CREATE INDEX long_a ON long (a DESC);"
        "CREATE INDEX long_a_b ON long (a, b)",
        good="CREATE TABLE long (id integer PRIMARY KEY, a integer, b integer); CREATE INDEX long_a ON long (b);"
        "CREATE INDEX long_a_b ON long (a, b)",
        object="index public.long_a",
        words="is the beginning of public.long_a_b",
        survives=False,
    ),
    Example(
        check="AU303",
        bad="CREATE TABLE unread (id integer PRIMARY KEY, a integer); CREATE INDEX unread_a ON unread (a)",
        good="CREATE TABLE unread (id integer PRIMARY KEY, a integer); CREATE INDEX unread_a ON unread (a);"
        "SET enable_seqscan = off; SELECT FROM unread WHERE a = 1; RESET enable_seqscan",
        object="index public.unread_a",
        words="was not read once",
    ),
    Example(
        check="AU304",
        bad=f"{HOLLOW}; DELETE FROM hollow WHERE id % 20 <> 0",
        good=HOLLOW,
        object="index public.hollow_word",
        words="is estimated to be empty",
        survives=False,
    ),
    Example(
        check="AU305",
        bad="CREATE TABLE owners (id integer PRIMARY KEY);"
        "CREATE TABLE dogs (id integer PRIMARY KEY, owner integer CONSTRAINT owned REFERENCES owners)",
        good="CREATE TABLE owners (id integer PRIMARY KEY);"
        "CREATE TABLE dogs (id integer PRIMARY KEY, owner integer CONSTRAINT owned REFERENCES owners);"
        "CREATE INDEX ON dogs (owner, id)",
        object="foreign key owned of public.dogs",
        words="a DELETE from public.owners reads all of public.dogs",
        survives=False,
    ),
    Example(
        check="AU401",
        bad="CREATE TABLE dead (id integer PRIMARY KEY); INSERT INTO dead SELECT generate_series(1, 20000);"
        "DELETE FROM dead WHERE id > 5000",
        good="CREATE TABLE dead (id integer PRIMARY KEY); INSERT INTO dead SELECT generate_series(1, 20000);"
        "DELETE FROM dead WHERE id > 15000",
        object="table public.dead",
        words="15,000 dead rows beside 5,000 live ones",
        survives=False,
    ),
    Example(
        check="AU402",
        bad="CREATE TABLE fresh (id integer); INSERT INTO fresh SELECT generate_series(1, 40000)",
        good="CREATE TABLE fresh (id integer); INSERT INTO fresh SELECT generate_series(1, 40000); ANALYZE fresh",
        object="table public.fresh",
        words="was never analysed",
        survives=False,
    ),
    Example(
        check="AU404",
        bad="CREATE TABLE left_alone (id integer PRIMARY KEY) WITH (autovacuum_enabled = off)",
        good="CREATE TABLE left_alone (id integer PRIMARY KEY) WITH (autovacuum_enabled = on)",
        object="table public.left_alone",
        words="autovacuum switched off",
        survives=False,
    ),
    Example(
        check="AU405",
        bad="CREATE TABLE keyless (id integer UNIQUE)",
        good="CREATE TABLE keyless (id integer PRIMARY KEY)",
        object="table public.keyless",
        words="no primary key",
    ),
    Example(
        check="AU501",
        bad="CREATE MATERIALIZED VIEW unfilled AS SELECT 1 AS n WITH NO DATA",
        good="CREATE MATERIALIZED VIEW unfilled AS SELECT 1 AS n",
        object="materialized view public.unfilled",
        words="was never filled",
        survives=False,
    ),
    Example(
        check="AU502",
        bad="CREATE MATERIALIZED VIEW plain AS SELECT 1 AS n; CREATE UNIQUE INDEX ON plain ((n + 1))",
        good="CREATE MATERIALIZED VIEW plain AS SELECT 1 AS n; CREATE UNIQUE INDEX ON plain (n)",
        object="materialized view public.plain",
        words="no unique index",
    ),
    Example(
        check="AU503",
        bad="CREATE MATERIALIZED VIEW old AS SELECT 1 AS n;"
        "CREATE TABLE refreshes (view_name text PRIMARY KEY, refreshed_at timestamptz, refresh_every interval);"
        "INSERT INTO refreshes VALUES ('old', now() - interval '3 hours', '1 hour')",
        good="CREATE MATERIALIZED VIEW old AS SELECT 1 AS n;"
        "CREATE TABLE refreshes (view_name text PRIMARY KEY, refreshed_at timestamptz, refresh_every interval);"
        "INSERT INTO refreshes VALUES ('old', now() - interval '90 minutes', '1 hour')",
        object="materialized view public.old",
        words="was refreshed 3 hours ago, and 1 hour was promised",
    ),
    Example(
        check="AU504",
        bad="CREATE MATERIALIZED VIEW of_any_age AS SELECT 1 AS n",
        good="CREATE MATERIALIZED VIEW of_any_age AS SELECT 1 AS n;"
        "INSERT INTO refreshes VALUES ('of_any_age', now(), NULL)",
        object="materialized view public.of_any_age",
        words="nothing tells",
    ),
    Example(
        check="AU601",
        bad="INSERT INTO cron.job (jobname, schedule, command, nodeport) VALUES ('nightly', '@daily', 'VACUUM', 1);"
        "INSERT INTO cron.job_run_details (jobid, status, return_message, end_time) SELECT jobid, 'failed', "
        "'disk full', '2026-01-02 03:04Z' FROM cron.job WHERE jobname = 'nightly'",
        good="INSERT INTO cron.job (jobname, schedule, command, nodeport) VALUES ('nightly', '@daily', 'VACUUM', 1);"
        "INSERT INTO cron.job_run_details (jobid, status, end_time) SELECT jobid, 'succeeded', now() FROM cron.job "
        "WHERE jobname = 'nightly'",
        object="cron job nightly",
        words="failed at 2026-01-02 03:04 UTC: disk full",
    ),
    Example(
        check="AU602",
        bad="INSERT INTO cron.job (jobname, schedule, command, nodeport, active) "
        "VALUES ('idle', '@daily', 'VACUUM', 1, false)",
        good="INSERT INTO cron.job (jobname, schedule, command, nodeport) VALUES ('idle', '@daily', 'VACUUM', 1);"
        "INSERT INTO cron.job_run_details (jobid, status, end_time) SELECT jobid, 'succeeded', now() FROM cron.job "
        "WHERE jobname = 'idle'",
        object="cron job idle",
        words="is switched off",
    ),
    Example(
        check="AU706",
        bad="UPDATE pg_catalog.pg_extension SET extversion = '0.9' WHERE extname = 'plpgsql'",
        good="SELECT 1",
        object="extension plpgsql",
        words="is 0.9, and the server has 1.0",
    ),
    Example(
        check="AU707",
        bad="UPDATE pg_catalog.pg_database SET datcollversion = '0' WHERE datname = current_database()",
        good="SELECT 1",
        object="database ",
        words="has another version",
    ),
)
