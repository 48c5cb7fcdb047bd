"""Row security holds on every table, partition and view, for every role and every verb: all of ``rights.txt``."""

from __future__ import annotations

import pytest

from tests.schema.api.conftest import ANNA, Connection
from tests.schema.rls.attempts import ACTORS, ATTEMPTS, columns, rows_of
from tests.schema.rls.rights import VERBS, read_rights

RIGHTS = read_rights()
PRIVILEGES = {"SELECT": "S", "INSERT": "I", "UPDATE": "U", "DELETE": "D", "TRUNCATE": "T"}

RELATIONS = """
SELECT relnamespace::regnamespace || '.' || relname FROM pg_catalog.pg_class
WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND relnamespace::regnamespace::text NOT IN ('auth', 'information_schema')
    AND relnamespace::regnamespace::text NOT LIKE 'pg\\_%'
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend WHERE objid = pg_class.oid AND deptype = 'e')
"""
GRANTED = """
SELECT coalesce(pg_get_userbyid(nullif(entry.grantee, 0)), 'public'), entry.privilege_type, entry.column_name
FROM (
    SELECT (aclexplode(relacl)).*, NULL AS column_name, relowner
    FROM pg_catalog.pg_class WHERE oid = %(relation)s::regclass
    UNION ALL
    SELECT (aclexplode(attacl)).*, attname, relowner
    FROM pg_catalog.pg_attribute JOIN pg_catalog.pg_class ON pg_class.oid = attrelid
    WHERE attrelid = %(relation)s::regclass
) AS entry
WHERE entry.grantee <> entry.relowner
"""


def test_every_relation_has_its_line_and_every_line_its_relation(database: Connection) -> None:
    """A table, partition or view that is new, renamed or gone must be judged by somebody."""
    assert {name for (name,) in database.execute(RELATIONS)} == RIGHTS.keys()


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("relation", RIGHTS)
def test_what_is_possible_is_what_is_written(database: Connection, relation: str, who: str) -> None:
    """Each verb is tried with Anna's rows; it works exactly where the table says so."""
    expected = RIGHTS[relation].of(who)
    _fill_if_partition(database, relation)
    found = {verb for verb in VERBS if ATTEMPTS[verb](database, relation, ACTORS[who])}
    assert _word(found) == _word(expected), f"{relation}, {who}: what is possible is not what rights.txt says"


@pytest.mark.parametrize("relation", RIGHTS)
def test_nothing_is_granted_but_what_is_written(database: Connection, relation: str) -> None:
    """No role of the API holds another right, none can pass one on, and no other role holds any."""
    rights = RIGHTS[relation]
    readers = rights.own | rights.others | rights.nobody
    expected = {("service_role", verb, None) for verb in rights.service}
    for verb in readers:
        if verb == "U" and rights.changeable:
            expected |= {("authenticated", verb, column) for column in rights.changeable}
        elif verb == "S" and rights.hidden:
            seen = set(columns(database, relation)) - rights.hidden
            expected |= {("authenticated", verb, column) for column in seen}
        else:
            expected.add(("authenticated", verb, None))
    granted = database.execute(GRANTED, {"relation": relation}).fetchall()
    assert {(role, PRIVILEGES.get(right, right), column) for role, right, column in granted} == expected


def _fill_if_partition(database: Connection, relation: str) -> None:
    """Put rows of Anna's into a partition, whatever its bounds are, so that there is something to be refused."""
    parent = database.execute(
        "SELECT inhparent::regclass::text FROM pg_catalog.pg_inherits WHERE inhrelid = %s::regclass", [relation]
    ).fetchone()
    if parent is None or rows_of(database, relation, ANNA):
        return
    database.execute(f"CREATE TEMPORARY TABLE spare ON COMMIT DROP AS SELECT * FROM {parent[0]}".encode())
    # Without its parent it has no bounds.
    database.execute(f"ALTER TABLE {parent[0]} DETACH PARTITION {relation}".encode())
    database.execute(f"INSERT INTO {relation} SELECT * FROM spare".encode())


def _word(verbs: set[str] | frozenset[str]) -> str:
    return "".join(verb if verb in verbs else "-" for verb in VERBS)
