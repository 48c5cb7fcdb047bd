"""SC401, SC402 and SC405: who may do what, and what is secret."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.hazard import Hazard
from schemactl.model.statement import Verb
from schemactl.plan.hazards.seen import Seen, hazard
from schemactl.postgres.secrets import without_secrets

_KINDS = frozenset({"ACL", "DEFAULT ACL", "POLICY", "ROW SECURITY"})
_ALTERED = "Who may read or change rows is altered."
_OPTIONS = ("( SECURITY_INVOKER", "( SECURITY_BARRIER")
_ROUTINES = frozenset({"CREATE FUNCTION", "CREATE PROCEDURE"})


def authorisation(seen: Seen) -> Iterator[Hazard]:
    """Yield what a statement changes of rights, once each, and whether it carries a secret."""
    statement = seen.statement
    said = next(_rights(seen), "")
    if said:
        yield hazard("SC401", str(statement.address), said)
    owner = next((o for action in seen.phrase.actions if (o := action.part_after("OWNER TO"))), "")
    if owner and statement.verb is not Verb.CREATE:
        yield hazard("SC402", str(statement.address), f"{statement.address} belongs to {owner} from here on.")
    if without_secrets(statement.sql, statement.address.kind) != statement.sql:
        yield hazard("SC405", str(statement.address), "The statement carries what may be a password.")


def _rights(seen: Seen) -> Iterator[str]:
    """Yield why rights change, the most telling reason first."""
    statement, head = seen.statement, seen.phrase.head
    address = statement.address
    if head.startswith("GRANT ON") and seen.has("TO PUBLIC"):
        yield "Everybody gets a right: it is granted to PUBLIC."
    if seen.says("DISABLE ROW LEVEL SECURITY"):
        yield "Row security is switched off: whoever may read the table sees all rows."
    if seen.says("NO FORCE ROW LEVEL SECURITY"):
        yield "Row security does not hold for the table's owner any more."
    if head == "CREATE POLICY" and not seen.on_new_table:
        widens = "" if seen.has("AS RESTRICTIVE") else " A permissive policy lets more rows through, never fewer."
        yield f"A policy is added to a table that is there.{widens}"
    if head == "ALTER VIEW" and any(seen.has(option) for option in _OPTIONS):
        yield "Whose rights a view asks for, or what leaks through it, is altered."
    yield from _definer(seen)
    if address.kind in _KINDS and statement.verb is not Verb.CREATE:
        yield _ALTERED


def _definer(seen: Seen) -> Iterator[str]:
    """Yield what is wrong with a routine that runs with its owner's rights."""
    head, address = seen.phrase.head, seen.statement.address
    if not seen.has("SECURITY DEFINER"):
        return
    if head in _ROUTINES and not seen.has("SET SEARCH_PATH"):
        yield "It runs with its owner's rights and without a search_path of its own: callers choose what names mean."
    elif head in _ROUTINES and address in seen.plan.made and f"{address.schema}.{address.name}" not in seen.plan.closed:
        yield "It runs with its owner's rights, and everybody may call it: EXECUTE is granted to PUBLIC by default."
    elif head in ("ALTER FUNCTION", "ALTER PROCEDURE"):
        yield "It runs with its owner's rights from here on."
