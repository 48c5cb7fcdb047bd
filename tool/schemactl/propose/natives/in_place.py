"""The shape all alterations of small objects share: commands that change one where it stands, and what to do else."""

from __future__ import annotations

from collections.abc import Sequence

from schemactl.model.entry import Entry
from schemactl.model.statement import Verb
from schemactl.postgres.quoting import literal
from schemactl.propose.proposal import Proposal, Stage
from schemactl.propose.sides import Sides


def alteration(sides: Sides, live: Entry, desired: Entry, commands: list[str], cause: str) -> Proposal:
    """Return the proposal that alters an object; where the server refuses it, the object is dropped and comes back.

    Args:
        sides: Both databases. `live`, `desired`: the object on both.
        commands: What alters it; they belong together. `cause`: why, in words.
    """
    return Proposal(
        address=desired.address,
        alternatives=(tuple(commands),),
        verb=Verb.ALTER,
        cause=cause,
        stage=Stage.SHAPE,
        position=sides.created_at(desired.address),
        proposer="natives",
        target=(live.catalog, live.oid),
        recreates=live.drop.removesuffix(";"),
    )


def ordered_option_clauses(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return ``RESET (...)`` and ``SET (...)`` from one list of ``name=value`` to another, in its order.

    The order means nothing, but pg_dump writes the options in it: with another one the same object reads differently.
    SET puts what it sets behind the others.
    """
    names = {option.partition("=")[0] for option in after}
    gone = [name for option in before if (name := option.partition("=")[0]) not in names]
    kept = [option for option in before if option.partition("=")[0] in names]
    same = 0
    while same < min(len(kept), len(after)) and kept[same] == after[same]:
        same += 1
    given = [
        f"{key} = {literal(value).strip()}" for key, _, value in (option.partition("=") for option in after[same:])
    ]
    return ([f"RESET ({', '.join(gone)})"] if gone else []) + ([f"SET ({', '.join(given)})"] if given else [])
