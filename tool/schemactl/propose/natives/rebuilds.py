"""Tables that cannot be altered into their declared form (another partition key...): made anew, rows kept.

The rows wait in a table of their own while the table is made anew, and come back once its partitions are there. A
partitioned table whose partitions stay what they are lets them go instead: it holds no rows itself, and theirs need
not move. Everything that hung on the table is then missing from the clone, so the next round brings it back.
Source: PostgreSQL manual, ALTER TABLE (a column of a partition key keeps its type), ATTACH and DETACH PARTITION.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schemactl.model.address import Address
from schemactl.model.entry import Entry
from schemactl.model.statement import Verb
from schemactl.postgres.lexer import split_statements
from schemactl.postgres.queries import Row
from schemactl.postgres.quoting import aside, identifier, literal, qualified
from schemactl.propose import unsettled
from schemactl.propose.catalog import PG_CLASS
from schemactl.propose.compare import RelationPair
from schemactl.propose.conversions import rounds
from schemactl.propose.natives import partition_rows
from schemactl.propose.natives.sequences import option_clauses
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.relations import Relation, read_relations
from schemactl.propose.sides import Sides
from schemactl.propose.steps import alteration

_WHOLE = frozenset({"smallint", "integer", "bigint"})


def needed(pair: RelationPair) -> bool:
    """Return whether a relation has to be rebuilt: PostgreSQL has no ALTER TABLE for these differences.

    A table can only become one of a type whose attributes stand in the order of its columns.
    """
    live, desired = pair.live, pair.desired
    ordered = live.column_order == desired.column_order or not desired.of_type or live.of_type == desired.of_type
    alike = (live.kind, live.partition_key) == (desired.kind, desired.partition_key)
    return not alike or not ordered or _key_is_retyped(pair)


def propose(sides: Sides) -> Iterator[Proposal]:
    """Yield the way to a new table and the way back of the rows."""
    yield from _positions(sides)
    arriving = unsettled.arriving(sides)
    for pair in sides.comparison.relations:
        if not needed(pair):
            continue
        if _partitions_stay(sides, pair):
            yield let_go(sides, pair.address, pair.live)
        else:
            yield from _orphaned(sides, pair)
            yield _table(sides, pair)
            if pair.address not in arriving:
                yield _rows(sides, pair.address, pair.live)
    for address, waiting in unsettled.rows_aside(sides).items():
        if address in sides.comparison.live and address not in arriving:
            [held] = read_relations(sides.clone, [waiting.oid]).values()
            yield _rows(sides, address, held)


def let_go(sides: Sides, address: Address, table: Relation) -> Proposal:
    """Return the proposal that drops a partitioned table and keeps its partitions, with all rows, as plain tables.

    Keys that refer to it are in the way of the drop, not of the detaching on a clone without rows: they go first.
    """
    detach = (
        f"ALTER TABLE {table.sql_name} DETACH PARTITION {qualified(row['schema'], row['name'])}"
        for row in sides.clone.ask("direct_children", oid=table.oid)
    )
    commands = (
        _lock(table),
        *detach,
        *_freed_sequences(sides, table),
        *(command for row, _ in _identities(sides, address) for command in _position_kept(row)),
        f"DROP TABLE {table.sql_name}",
    )
    return Proposal(
        address=address,
        alternatives=(commands,),
        verb=Verb.ALTER,
        cause=unsettled.LET_GO,
        stage=Stage.SHAPE,
        position=sides.created_at(address),
        proposer="natives",
        target=(PG_CLASS, table.oid),
    )


def made_with_partitions(sides: Sides, table: Address) -> list[str]:
    """Return the commands that make a desired table and those of its partitions that are not there."""
    return _commands([sides.comparison.desired[table], *_partitions(sides, table)])


def referring_keys(sides: Sides, attachment: Entry) -> tuple[str, ...]:
    """Return the commands that drop the foreign keys to a table which a partition leaves; they come back afterwards."""
    entry = sides.live(unsettled.child_of(attachment))
    return tuple(_dropped_keys(sides, entry.oid)) if entry else ()


def keyed_by(sides: Sides, types: Iterable[Entry]) -> Iterator[tuple[Address, Relation]]:
    """Yield the partitioned tables of the clone with one of these types in their key.

    Partitions by HASH are left out: a new type hashes its values differently.
    """
    users = {
        Address("TABLE", user["schema"], user["relation"])
        for entry in types
        for member in sides.clone.ask("type_family", oid=entry.oid)
        for user in sides.clone.ask("type_users", oid=member["oid"])
    }
    tables = {entry.oid: a for a in users if (entry := sides.live(a))}
    changing = {column for entry in types for column in _columns_of(sides, entry)}
    for oid, relation in read_relations(sides.clone, tables).items():
        keyed = any((relation.schema, relation.name, column) in changing for column in relation.key_columns)
        if keyed and not relation.partition_key.startswith("HASH"):
            yield tables[oid], relation


def _columns_of(sides: Sides, entry: Entry) -> Iterator[tuple[str, str, str]]:
    for member in sides.clone.ask("type_family", oid=entry.oid):
        for user in sides.clone.ask("type_users", oid=member["oid"]):
            yield user["schema"], user["relation"], user["column"]


def _left(sides: Sides, table: Relation) -> Iterator[str]:
    """Yield what takes a partition out of its table, and before that the keys that its rows may be referred to by."""
    if table.partition:
        yield from _dropped_keys(sides, table.oid)
        yield from (f"ALTER TABLE {parent} DETACH PARTITION {table.sql_name}" for parent in table.ancestors)


def _dropped_keys(sides: Sides, table: int) -> Iterator[str]:
    for row in sides.clone.ask("referring_keys", oid=table):
        yield f"ALTER TABLE {qualified(row['schema'], row['relation'])} DROP CONSTRAINT {identifier(row['name'])}"


def _orphaned(sides: Sides, pair: RelationPair) -> Iterator[Proposal]:
    """Yield what makes tables that inherit from this one stand alone, with their rows, before it goes."""
    for row in sides.clone.ask("direct_children", oid=pair.live.oid):
        if not row["partition"]:
            address = Address("TABLE", row["schema"], row["name"])
            command = f"ALTER TABLE {qualified(row['schema'], row['name'])} NO INHERIT {pair.live.sql_name}"
            yield alteration(sides, address, (command,), "its parent is made anew", stage=Stage.DROP_EARLY)


def _key_is_retyped(pair: RelationPair) -> bool:
    before, after = pair.live.columns, pair.desired.columns
    return any(
        (before[name].type, before[name].collation) != (after[name].type, after[name].collation)
        for name in pair.live.key_columns
        if name in after
    )


def _partitions_stay(sides: Sides, pair: RelationPair) -> bool:
    """Return whether every row stays in its partition: same key, same partitions, and bounds in the same words.

    Words that stay the same under another type mean the same, but not under another collation, nor as hashes.
    """
    live, desired = pair.live, pair.desired
    if live.kind != "p" or live.partition_key != desired.partition_key or live.partition_key.startswith("HASH"):
        return False
    # pg_dump puts whole numbers in quotes, but not those of type integer.
    whole = all(side.columns[name].type in _WHOLE for side in (live, desired) for name in live.key_columns)
    collations = [[side.columns[name].collation for name in live.key_columns] for side in (live, desired)]
    bounds = [
        {
            entry.address: entry.words.replace("'", "") if whole else entry.words
            for entry in unsettled.attachments(side, pair.address)
        }
        for side in (sides.comparison.live, sides.comparison.desired)
    ]
    return collations[0] == collations[1] and bounds[0] == bounds[1]


def _lock(table: Relation) -> str:
    """Return the lock without which rows that arrive between the copy and the drop are lost."""
    return f"LOCK TABLE {table.sql_name} IN ACCESS EXCLUSIVE MODE"


def _waiting(table: Relation) -> str:
    return qualified(table.schema, aside(table.name, unsettled.ROWS))


def _table(sides: Sides, pair: RelationPair) -> Proposal:
    name = pair.live.sql_name
    create = sides.comparison.desired[pair.address]
    others = [] if pair.address in unsettled.arriving(sides) else _partitions(sides, pair.address)
    numbered = _identities(sides, pair.address)
    commands = (
        _lock(pair.live),
        f"CREATE TABLE {_waiting(pair.live)} AS TABLE {name}",
        *_left(sides, pair.live),
        *_freed_sequences(sides, pair.live),
        *(command for row, _ in numbered for command in _position_kept(row)),
        f"DROP TABLE {name}",
        *_commands([create]),
        *(command for row, entry in numbered for command in (*_commands([entry]), *_position_given(row))),
        *_commands(others),
    )
    return Proposal(
        address=pair.address,
        alternatives=(commands,),
        verb=Verb.ALTER,
        cause=unsettled.SET_ASIDE,
        stage=Stage.SHAPE,
        position=sides.created_at(pair.address),
        proposer="natives",
        target=(PG_CLASS, pair.live.oid),
        loses=tuple(f"{pair.live.schema}.{pair.live.name}.{column}" for column in _lost(pair)),
        question=partition_rows.without_place(sides, pair),
    )


def _lost(pair: RelationPair) -> Iterator[str]:
    """Yield the columns whose values go or are rounded."""
    for name, column in pair.live.columns.items():
        after = pair.desired.columns.get(name)
        if not column.generated and (after is None or rounds(column.type, after.type)):
            yield name


def _commands(entries: Iterable[Entry]) -> list[str]:
    return [command.text for entry in entries for command in split_statements(entry.definition)]


def _freed_sequences(sides: Sides, table: Relation) -> Iterator[str]:
    """Yield what keeps the sequences of serial columns, with their positions, when the table goes.

    Defaults of other tables may count on them as well. One that nobody declares any more is dropped by itself.
    """
    sequences = [entry.oid for a, entry in sides.comparison.live.entries.items() if a.kind == "SEQUENCE"]
    for row in sides.clone.ask_for("sequences", sequences):
        owner = (row["table_schema"], row["table_name"])
        if row["owned"] and not row["identity"] and owner == (table.schema, table.name):
            yield f"ALTER SEQUENCE {qualified(row['schema'], row['name'])} OWNED BY NONE"


def _identities(sides: Sides, table: Address) -> list[tuple[Row, Entry]]:
    """Return the sequences of columns that are identity columns before and after, with their declared forms."""
    live, desired = sides.comparison.live.entries, sides.comparison.desired.entries
    entries = {e.oid: e for a, e in live.items() if a.kind == "SEQUENCE" and table in e.dependencies and a in desired}
    columns = {
        (row["schema"], row["name"]): row["column_name"]
        for row in sides.desired.ask_for("sequences", [desired[e.address].oid for e in entries.values()])
        if row["identity"] and (row["table_schema"], row["table_name"]) == (table.schema, table.name)
    }
    return [
        (row, desired[entries[row["oid"]].address])
        for row in sides.clone.ask_for("sequences", entries)
        if row["identity"] and columns.get((row["schema"], row["name"])) == row["column_name"]
    ]


def _positions(sides: Sides) -> Iterator[Proposal]:
    """Yield what brings identity columns to the positions they had before their tables were made anew."""
    for address, kept in unsettled.positions_aside(sides).items():
        sequence, resting = (qualified(a.schema, a.name) for a in (address, kept))
        commands = (_handed_over(resting, sequence), f"DROP SEQUENCE {resting}")
        if address in sides.comparison.live:
            yield alteration(sides, address, commands, "goes on where the identity column stood")


def _position_kept(row: Row) -> tuple[str, str]:
    """Return what keeps the position of an identity column, whose sequence goes with it."""
    kept = _kept(row)
    return f"CREATE SEQUENCE {kept} AS {row['data_type']} {option_clauses(row)}", _handed_over(_sequence(row), kept)


def _position_given(row: Row) -> tuple[str, str]:
    return _handed_over(_kept(row), _sequence(row)), f"DROP SEQUENCE {_kept(row)}"


def _handed_over(old: str, new: str) -> str:
    return f"SELECT pg_catalog.setval({_regclass(new)}, last_value, is_called) FROM {old}"


def _sequence(row: Row) -> str:
    return qualified(row["schema"], row["name"])


def _kept(row: Row) -> str:
    return qualified(row["schema"], aside(row["name"], unsettled.POSITION))


def _regclass(name: str) -> str:
    return f"{literal(name).strip()}::pg_catalog.regclass"


def _partitions(sides: Sides, parent: Address) -> list[Entry]:
    """Return the entries of the table's partitions, theirs included, in order of creation: rows need a place.

    A partition that is a table of its own on the clone stays what it is until it is attached.
    """
    live, desired = sides.comparison.live, sides.comparison.desired
    found: list[Entry] = []
    for entry in unsettled.attachments(desired, parent):
        child = unsettled.child_of(entry)
        if child not in live or entry.address in live:
            found += [desired[child], entry, *_partitions(sides, child)]
    return found


def _rows(sides: Sides, address: Address, held: Relation) -> Proposal:
    """Return the way back of the rows of a table.

    Args:
        sides: Both databases. `address`: the table. `held`: what holds the rows, or held them, for its columns.
    """
    [desired] = read_relations(sides.desired, [sides.comparison.desired[address].oid]).values()
    waiting = qualified(desired.schema, aside(desired.name, unsettled.ROWS))
    columns = [c for c in desired.column_order if c in held.columns and not desired.columns[c].generated]
    names = ", ".join(identifier(name) for name in columns)
    always = any(column.identity == "a" for column in desired.columns.values())
    head = f"INSERT INTO {desired.sql_name} ({names}){' OVERRIDING SYSTEM VALUE' if always else ''} SELECT"
    retyped = {name for name in columns if held.columns[name].type != desired.columns[name].type}
    casts = ("", "::{}", "::text::{}") if retyped else ("",)
    ways = []
    for cast in casts:
        values = (identifier(n) + (cast.format(desired.columns[n].type) if n in retyped else "") for n in columns)
        ways.append((f"{head} {', '.join(values)} FROM {waiting}", f"DROP TABLE {waiting}"))
    return Proposal(
        address=address,
        alternatives=tuple(ways),
        verb=Verb.DATA,
        cause="the rows come back",
        stage=Stage.LAST,
        position=sides.created_at(address),
        proposer="natives",
    )
