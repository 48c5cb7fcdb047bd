"""Foreign keys are added NOT VALID and validated later, whatever the size of a table; here is said where not."""

from __future__ import annotations

from schemactl.model.statement import Statement, Verb
from schemactl.online.form import Sight, StaysPlain
from schemactl.propose.natives.foreign_keys import NOT_VALID_ON_PARTITIONED_SINCE


def stays_plain(statement: Statement, sight: Sight) -> tuple[Statement, ...] | None:
    """Say why a foreign key of a big partitioned table is checked while others wait; see `Form`."""
    address = statement.address
    if address.kind != "FK CONSTRAINT" or statement.verb is not Verb.CREATE or address not in sight.desired:
        return None
    for key in sight.model.ask_for("foreign_keys", [sight.desired[address].oid]):
        checked = key["validated"] and key["enforced"] and key["partitioned"]
        too_old = sight.version < NOT_VALID_ON_PARTITIONED_SINCE
        if checked and too_old and sight.is_big(key["schema"], key["relation"]):
            raise StaysPlain("before PostgreSQL 18 a foreign key of a partitioned table cannot be NOT VALID")
    return None
