"""Rules on functions: what they may do, for whom, and where they look for names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, groupby

from schemactl.lint.database import Database
from schemactl.lint.identity import identity_aware
from schemactl.lint.rule import Row, Rule
from schemactl.lint.tokens import scan
from schemactl.model.diagnostic import Level

_IMPLICIT = frozenset({"pg_catalog", "pg_temp", "$user"})


def _definers(rows: Iterable[Row]) -> Iterator[Row]:
    return (row for row in rows if row["managed"] and row["definer"])


def _without_search_path(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    return (row for row in _definers(rows) if row["search_path"] is None)


def _open_to_everybody(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    for row in _definers(rows):
        roles = row["open_to_public"] or [role for role in row["exposed_to"] if role == "anon"]
        if roles and not row["for_triggers"]:
            yield {**row, "roles": roles[0]}


def _careless(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    aware = identity_aware(rows)
    for row in _definers(rows):
        callers = row["open_to_public"] or row["exposed_to"]
        if callers and "uuid" in row["input_types"] and row["oid"] not in aware:
            yield {**row, "roles": " and ".join(callers)}


def _path_to_nowhere(database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    existing = {row["schema"] for row in database.ask("schemas")}
    for row in rows:
        if not row["managed"] or row["search_path"] is None:
            continue
        named = [token.text for token in scan(row["search_path"]) if token.kind in {"name", "string"}]
        missing = [name for name in named if name and name not in existing and name not in _IMPLICIT]
        if missing:
            yield {**row, "missing": ", ".join(f'"{name}"' for name in missing)}


def _ambiguous(_database: Database, rows: tuple[Row, ...]) -> Iterator[Row]:
    for _, same_name in groupby(rows, key=lambda row: (row["schema"], row["name"])):
        overloads = sorted(same_name, key=lambda row: len(row["input_types"]))
        for shorter, longer in combinations(overloads, 2):
            count = _fits_both(shorter, longer)
            if count is not None and longer["managed"]:
                fitting = ", ".join(longer["input_types"][:count])
                yield {**longer, "other": f"{shorter['schema']}.{shorter['relation']}", "fitting": fitting}


def _fits_both(shorter: Row, longer: Row) -> int | None:
    """Return the smallest number of arguments with which a call fits both functions, by the types it begins with."""
    least = max(len(row["input_types"]) - row["defaults"] for row in (shorter, longer))
    for count in range(least, len(shorter["input_types"]) + 1):
        if shorter["input_types"][:count] == longer["input_types"][:count]:
            return count
    return None


DEFINER_SEARCH_PATH = Rule(
    id="SL001",
    name="definer-search-path",
    level=Level.ERROR,
    finds="A SECURITY DEFINER function without a search_path of its own.",
    why="It runs with its owner's rights and looks names up where the caller says: a caller who can create a table or "
    "an operator in any schema of the path makes it run code of the caller's. Source: PostgreSQL manual, Writing "
    "SECURITY DEFINER Functions Safely.",
    fix="Add SET search_path = '' and qualify every name in the body.",
    query="routines",
    message="SECURITY DEFINER function {where} looks names up on its caller's search_path",
    judge=_without_search_path,
)

DEFINER_OPEN = Rule(
    id="SL002",
    name="definer-open",
    level=Level.ERROR,
    finds="A SECURITY DEFINER function that PUBLIC or anon may execute. Trigger functions are left out: they cannot "
    "be called.",
    why="Whoever reaches the API, signed in or not, acts with the owner's rights, and row security does not bind the "
    "owner.",
    fix="Revoke EXECUTE from PUBLIC and anon and grant it to the roles that call it (execute_to=[...]), or make it "
    "SECURITY INVOKER.",
    query="routines",
    message="SECURITY DEFINER function {where} may be executed by {roles}",
    judge=_open_to_everybody,
)

DEFINER_TRUSTS_ARGUMENT = Rule(
    id="SL003",
    name="definer-trusts-argument",
    level=Level.WARNING,
    finds="A SECURITY DEFINER function that PUBLIC, anon or authenticated may execute, takes a uuid, and asks neither "
    "itself nor through the functions it calls who is calling (auth.uid() and its like, current_setting). A "
    "heuristic: it sees that the question is asked, not that the answer is heeded, and a uuid need not be a user's.",
    why="A caller who passes another user's id reads or changes that user's rows.",
    fix="Compare the argument with auth.uid() and raise an error when they differ, or make the function SECURITY "
    "INVOKER.",
    query="routines",
    message="SECURITY DEFINER function {where} takes a uuid, never asks who is calling, and may be executed by {roles}",
    judge=_careless,
)

SEARCH_PATH_MISSING = Rule(
    id="SL004",
    name="search-path-missing-schema",
    level=Level.ERROR,
    finds="A function whose search_path names a schema that does not exist.",
    why="PostgreSQL passes over it without a word. Mostly it is a whole list in one pair of quotes: 'public, "
    "extensions' is one name.",
    fix="Write the schemas as separate names: SET search_path = public, extensions; or leave none: SET search_path = "
    "''.",
    query="routines",
    message="the search_path of function {where} names {missing}, which does not exist",
    judge=_path_to_nowhere,
)

AMBIGUOUS_OVERLOAD = Rule(
    id="SL009",
    name="ambiguous-overload",
    level=Level.ERROR,
    finds="Two functions of one name that both fit a call, because one has default values for what the other does not "
    "take.",
    why='Such a call fails: "function is not unique".',
    fix="Drop the one that the other's default values make superfluous, or rename one.",
    query="routines",
    message="function {where} and {other} both fit a call with ({fitting}), which therefore fails",
    judge=_ambiguous,
)

RULES = (DEFINER_SEARCH_PATH, DEFINER_OPEN, DEFINER_TRUSTS_ARGUMENT, SEARCH_PATH_MISSING, AMBIGUOUS_OVERLOAD)
