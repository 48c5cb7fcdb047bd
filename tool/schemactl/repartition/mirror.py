"""The triggers that keep the twin equal to its source while rows move, whatever the application writes.

The mirror copies no values from OLD or NEW: it takes the row away from the twin and puts in what the source holds now.
So it is right in whatever order other triggers fire, and whatever they change. The transaction that fires it holds the
row, and the batches lock the rows they copy (FOR SHARE), so nobody else works on the same row of the twin.

DELETE and INSERT instead of UPDATE: the row may have to change its partition. The twin's own triggers are switched off
meanwhile, as they must not touch mirrored values, and nobody else may write to the twin. Deleting is left open: who
erases a reader from every table must not be stopped, and a row too few is found before the swap.
"""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.scope import HISTORY_SCHEMA
from schemactl.postgres.quoting import identifier, literal, qualified
from schemactl.repartition.session import Session, query
from schemactl.repartition.shape import parse_name
from schemactl.repartition.values import Move, Pair

_ROWS = "schemactl_repartition_rows"
_TRUNCATE = "schemactl_repartition_truncate"
_GUARD = "schemactl_repartition_guard"
_STATES = {"O": "ENABLE", "A": "ENABLE ALWAYS", "R": "ENABLE REPLICA", "D": "DISABLE"}

_MIRROR_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET row_security = off
AS {body}
"""
_MIRRORING = """
BEGIN
    IF tg_op = 'TRUNCATE' THEN
        TRUNCATE {twin};
        RETURN NULL;
    END IF;
    IF tg_op <> 'INSERT' THEN
        -- A row that was copied after this transaction's snapshot is invisible to the DELETE below and would stay. To
        -- insert it once more fails then as what it is: a serialization failure.
        IF pg_catalog.current_setting('transaction_isolation') <> 'read committed' THEN
            INSERT INTO {twin} ({columns}) OVERRIDING SYSTEM VALUE VALUES ({old_values}) ON CONFLICT DO NOTHING;
        END IF;
        DELETE FROM {twin} WHERE {is_old};
    END IF;
    IF tg_op <> 'DELETE' THEN
        INSERT INTO {twin} ({columns}) OVERRIDING SYSTEM VALUE
        SELECT {columns} FROM ONLY {source} WHERE {is_new} ON CONFLICT DO NOTHING;
    END IF;
    RETURN NULL;
END
"""
_GUARD_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger
LANGUAGE plpgsql SET search_path = ''
AS {body}
"""
_GUARDING = """
BEGIN
    -- Other triggers may write here (depth 2): the mirror, and foreign keys that cascade.
    IF pg_catalog.pg_trigger_depth() = 1
        AND pg_catalog.current_setting('schemactl.repartition', true) IS DISTINCT FROM 'on'
    THEN
        RAISE EXCEPTION '%', {message} USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    RETURN NULL;
END
"""


def install(session: Session, pair: Pair) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Install the mirror in an open transaction; return its marks, and the twin's triggers with their states.

    From the commit on no write is missed: CREATE TRIGGER waits for every transaction that has written to the source.
    """
    rows = session.rows(query("twin_triggers"), oid=pair.twin.oid)
    twin_triggers = tuple((str(name), str(state)) for name, state in rows)
    for command in _commands(pair):
        session.run(command)
    for name, _ in twin_triggers:
        session.run(f"ALTER TABLE {pair.twin.sql} DISABLE TRIGGER {identifier(name)}")
    return read_marks(session, pair), twin_triggers


def remove(session: Session, move: Move) -> str:
    """Remove the mirror in an open transaction, and give the twin's triggers back the states they had.

    Returns:
        The twin's name for a command; empty if somebody has dropped it.
    """
    source, twin = (
        session.value("SELECT pg_catalog.to_regclass(%s)::text", qualified(*parse_name(name))) or ""
        for name in (move.source, move.twin)
    )
    for trigger, table in ((_ROWS, source), (_TRUNCATE, source), (_GUARD, twin)):
        if table:
            session.run(f"DROP TRIGGER IF EXISTS {trigger} ON {table}")
    for purpose in ("mirror", "guard"):
        session.run(f"DROP FUNCTION IF EXISTS {_function(move.source_oid, purpose)}()")
    triggers = "SELECT tgname::text FROM pg_catalog.pg_trigger WHERE tgrelid = pg_catalog.to_regclass(%s)"
    there = session.rows(triggers, twin)
    for name, state in move.twin_triggers:
        if (name,) in there:
            session.run(f"ALTER TABLE {twin} {_STATES[state]} TRIGGER {identifier(name)}")
    return twin


def read_marks(session: Session, pair: Pair) -> str:
    """Return what the mirror's triggers and functions are right now; it changes with everything done to them."""
    functions = [_function(pair.source.oid, "mirror"), _function(pair.source.oid, "guard")]
    tables = [pair.source.oid, pair.twin.oid]
    return str(session.value(query("marks"), tables=tables, functions=functions))


def _commands(pair: Pair) -> Iterator[str]:
    source, twin = pair.source.sql, pair.twin.sql
    mirror, guard = _function(pair.source.oid, "mirror"), _function(pair.source.oid, "guard")
    message = literal(f"{pair.twin} is being filled with the rows of {pair.source}: write to {pair.source}")
    columns = [identifier(name) for name in pair.columns]
    key, twin_key = [identifier(column.name) for column in pair.key], [identifier(name) for name in pair.twin_key]
    body = _MIRRORING.format(
        source=source,
        twin=twin,
        columns=", ".join(columns),
        old_values=", ".join(f"old.{name}" for name in columns),
        is_old=" AND ".join(f"{name} = old.{name}" for name in twin_key),
        is_new=" AND ".join(f"{name} = new.{name}" for name in key),
    )
    yield _MIRROR_FUNCTION.format(function=mirror, body=literal(body))
    yield _GUARD_FUNCTION.format(function=guard, body=literal(_GUARDING.format(message=message)))
    for function in (mirror, guard):
        yield f"REVOKE ALL ON FUNCTION {function}() FROM PUBLIC"
    yield (
        f"CREATE TRIGGER {_ROWS} AFTER INSERT OR UPDATE OR DELETE ON {source} FOR EACH ROW EXECUTE FUNCTION {mirror}()"
    )
    yield f"CREATE TRIGGER {_TRUNCATE} AFTER TRUNCATE ON {source} FOR EACH STATEMENT EXECUTE FUNCTION {mirror}()"
    yield (
        f"CREATE TRIGGER {_GUARD} BEFORE INSERT OR UPDATE OR TRUNCATE ON {twin}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {guard}()"
    )
    for table, trigger in ((source, _ROWS), (source, _TRUNCATE), (twin, _GUARD)):
        # Sessions that replicate or restore fire no ordinary triggers.
        yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}"


def _function(source_oid: int, purpose: str) -> str:
    return qualified(HISTORY_SCHEMA, f"repartition_{purpose}_{source_oid}")
