"""Many runs of the same plan at once, each in a process of its own: one does the work, the others find it done."""

from __future__ import annotations

from dataclasses import dataclass, field

from schemactl.model.report import Outcome
from schemactl.postgres.connect import connect
from tests.faults.plans import Subject
from tests.faults.run import Order, Said
from tests.faults.state import applied_twice, look
from tests.faults.trial import Lab


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round.

    Attributes:
        did: Runs that said they did all of it. `stale`: runs that found it done and changed nothing.
        complaints: What is wrong; it must be empty.
    """

    did: int
    stale: int
    complaints: list[str] = field(default_factory=list)


def crowd(lab: Lab, subject: Subject, runs: int) -> Round:
    """Start so many runs at once on one database; see what each said and what became of the database."""
    reference = lab.reference(subject)
    with lab.database(reference.template) as conninfo:
        order = Order(conninfo=conninfo, plan=reference.plan, expected=reference.start, allow=subject.allow)
        for _ in range(runs):
            lab.zygote.start(order)
        heard = [lab.zygote.wait() for _ in range(runs)]
        did = [said for said in heard if said is not None and not said.error]
        stale = [said for said in heard if said is not None and _found_done(said)]
        complaints = [str(said) for said in heard if said not in did and said not in stale]
        if len(did) != 1 or set(did[0].outcomes or ()) != {Outcome.APPLIED}:
            complaints.append(f"{len(did)} runs said that they did it")
        if look(conninfo) != reference.boundaries[-1]:
            complaints.append("the database is not as after one run")
        complaints += [f"applied twice: {c}" for c in applied_twice(conninfo) if c not in reference.repeated]
        with connect(conninfo) as connection:
            recorded = connection.execute("SELECT outcome FROM schemactl.run").fetchall()
        if recorded != [("applied",)]:
            complaints.append(f"the history holds the runs {recorded}")
    return Round(did=len(did), stale=len(stale), complaints=complaints)


def _found_done(said: Said) -> bool:
    return said.outcomes is None and "not the one this plan was made for" in said.error
