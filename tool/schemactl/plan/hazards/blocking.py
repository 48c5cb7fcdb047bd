"""SC2xx: whom a statement keeps waiting, for which relation and for how long."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.model.catalogue import Severity
from schemactl.model.hazard import Hazard
from schemactl.model.lock import LockMode, RelationLock
from schemactl.model.statement import Verb
from schemactl.plan.hazards.seen import Seen, hazard
from schemactl.postgres.phrases import Action

_SCANS = (
    ("ADD CONSTRAINT ~ PRIMARY KEY", "SC209"),
    ("ADD CONSTRAINT ~ UNIQUE", "SC208"),
    ("ADD CONSTRAINT ~ EXCLUDE", "SC210"),
    ("ADD CONSTRAINT ~ FOREIGN KEY", "SC205"),
    ("ADD CONSTRAINT ~ CHECK", "SC204"),
    ("ADD COLUMN ~", "SC218"),
    ("ATTACH PARTITION", "SC220"),
)
_SCANS_BY_HEAD = {"CREATE TABLE": "SC219", "ALTER DOMAIN": "SC217", "REFRESH MATERIALIZED VIEW": "SC224"}
_SCANS_BY_KIND = {"FK CONSTRAINT": "SC205", "CHECK CONSTRAINT": "SC204", "CONSTRAINT": "SC208", "INDEX": "SC201"}
_MOVES = ("SET LOGGED", "SET UNLOGGED", "SET TABLESPACE", "SET ACCESS METHOD")
_KEPT_TYPE = ("ALTER COLUMN ~ TYPE", "ALTER COLUMN ~ SET DATA TYPE")
_DROPS_KEYS = ("DROP CONSTRAINT", "DROP COLUMN")


def blocking(seen: Seen) -> Iterator[Hazard]:
    """Yield what each lock of a statement means for other sessions, and what it does beside them."""
    for lock in seen.statement.locks:
        yield from _of_lock(seen, lock)
    yield from _beside(seen)


def _of_lock(seen: Seen, lock: RelationLock) -> Iterator[Hazard]:
    held = seen.held[lock.relation]
    under = f"under {held.words}" if held is lock.mode else f"while the transaction holds {held.words} on it"
    if lock.rewritten:
        yield hazard(_rewrite(seen), lock.relation, f"All rows of {lock.relation} are written again {under}.")
    elif _refers_from_new_table(seen, lock):
        message = f"Nobody may write to {lock.relation} for a moment: a new table refers to it."
        yield hazard("SC207", lock.relation, message)
    elif lock.scanned and held.blocks_writes:
        yield hazard(_scan(seen, lock), lock.relation, f"All rows of {lock.relation} are read {under}.")
    elif lock.scanned:
        message = f"All rows of {lock.relation} are read while others work."
        yield hazard("SC235", lock.relation, message, applied=True)
    elif lock.mode is LockMode.ACCESS_EXCLUSIVE:
        yield from _exclusive(seen, lock)
    elif lock.mode.blocks_writes:
        yield _writers_wait(seen, lock)
    elif lock.mode is LockMode.SHARE_UPDATE_EXCLUSIVE:
        yield hazard("SC228", lock.relation, f"{lock.relation} is locked against other DDL and VACUUM.", applied=True)


def _rewrite(seen: Seen) -> str:
    """Return why all rows are written again; the worst reason counts where one statement has several."""
    if any(seen.says(words) for words in _KEPT_TYPE):
        return "SC211"
    if seen.phrase.head == "REFRESH MATERIALIZED VIEW":
        return "SC224"
    if any(seen.says(words) for words in _MOVES):
        return "SC223"
    return next((_new_column(action) for action in seen.phrase.actions if action.says("ADD COLUMN ~")), "SC211")


def _new_column(action: Action) -> str:
    words = {token.text for token in action.tokens}
    if action.has("AS IDENTITY") or "nextval" in words or action.says("ADD COLUMN ~ SERIAL"):
        return "SC214"
    if action.has("STORED"):
        return "SC215"
    return "SC216" if action.says("ADD COLUMN ~ ~.~") and not action.has("DEFAULT") else "SC213"


def _refers_from_new_table(seen: Seen, lock: RelationLock) -> bool:
    """Return whether a foreign key of a new table without rows locks the other end."""
    if lock.mode is not LockMode.SHARE_ROW_EXCLUSIVE or seen.phrase.subject not in seen.plan.created:
        return False
    refers = seen.says("ADD CONSTRAINT ~ FOREIGN KEY") or seen.phrase.head == "CREATE TABLE"
    return refers and seen.phrase.subject not in seen.plan.filled


def _scan(seen: Seen, lock: RelationLock) -> str:
    if seen.phrase.head == "CREATE INDEX" and lock.relation != seen.phrase.subject:
        return "SC222"
    if seen.phrase.head in _SCANS_BY_HEAD:
        return _SCANS_BY_HEAD[seen.phrase.head]
    said = (identity for words, identity in _SCANS if seen.says(words))
    return next(said, _SCANS_BY_KIND.get(seen.statement.address.kind, "SC203"))


def _exclusive(seen: Seen, lock: RelationLock) -> Iterator[Hazard]:
    """Yield what an exclusive lock without any work over rows is for; one that is held already says nothing new."""
    until = "until its transaction has gone over all rows of a table" if seen.long else "for a moment"
    message = f"{lock.relation} is locked against readers {until}."
    known = _purpose(seen, lock)
    if seen.says("ADD CONSTRAINT ~ CHECK"):
        why = f"{message} A check is added NOT VALID."
        yield hazard("SC204", lock.relation, why, severity=Severity.BRIEF, applied=True)
    elif known:
        identity, why = known
        yield hazard(identity, lock.relation, f"{message} {why}", severity=Severity.BRIEF)
    elif seen.long:
        yield hazard("SC230", lock.relation, message)
    elif seen.before.get(lock.relation) is not LockMode.ACCESS_EXCLUSIVE:
        yield hazard("SC227", lock.relation, message)


def _purpose(seen: Seen, lock: RelationLock) -> tuple[str, str] | None:
    """Return the id and the words for what an exclusive lock is for; None when it is no special thing."""
    if seen.phrase.head == "DROP INDEX":
        return "SC202", "Its index is dropped."
    if _drops_foreign_key(seen, lock):
        return "SC206", "A foreign key that ties it to another table goes."
    if seen.phrase.head == "CREATE TABLE":
        return "SC219", "A partition is made."
    if seen.phrase.head == "DROP TABLE" and lock.relation != seen.phrase.subject:
        return "SC221", "A partition is dropped."
    if seen.says("ATTACH PARTITION"):
        return "SC220", "A partition is attached."
    if seen.says("DETACH PARTITION"):
        return "SC221", "A partition is detached."
    if any(seen.says(words) for words in _KEPT_TYPE):
        return "SC212", "A column changes its type, and no row is touched."
    return None


def _drops_foreign_key(seen: Seen, lock: RelationLock) -> bool:
    if seen.statement.address.kind == "FK CONSTRAINT" and seen.says("DROP CONSTRAINT"):
        return True
    if seen.phrase.subject in seen.plan.partitions:
        return False
    drops = seen.phrase.head == "DROP TABLE" or any(seen.says(words) for words in _DROPS_KEYS)
    return drops and lock.relation != seen.phrase.subject


def _writers_wait(seen: Seen, lock: RelationLock) -> Hazard:
    moment = f"Nobody may write to {lock.relation} for a moment"
    if seen.says("ADD CONSTRAINT ~ FOREIGN KEY"):
        message = f"{moment}: a foreign key is added NOT VALID."
        return hazard("SC205", lock.relation, message, severity=Severity.BRIEF, applied=True)
    if seen.phrase.head == "CREATE TABLE":
        return hazard("SC207", lock.relation, f"{moment}: a new table refers to it.")
    if seen.phrase.head == "ALTER DOMAIN":
        message = f"All rows of {lock.relation} are read under {lock.mode.words}."
        return hazard("SC217", lock.relation, message)
    if seen.phrase.head == "CREATE INDEX" and seen.has("ON ONLY"):
        message = f"{moment}: an index is made that those of the partitions are attached to."
        return hazard("SC222", lock.relation, message, severity=Severity.BRIEF, applied=True)
    if seen.phrase.head == "CREATE INDEX":
        return hazard("SC201", lock.relation, f"{moment}.", severity=Severity.BRIEF, applied=True)
    return hazard("SC226", lock.relation, f"{moment}.")


def _beside(seen: Seen) -> Iterator[Hazard]:
    """Yield what is about indexes, enums and views rather than about one lock."""
    statement, head = seen.statement, seen.phrase.head
    name = f"{statement.address.schema}.{statement.address.name}"
    if head == "ALTER TYPE" and seen.says("ADD VALUE"):
        yield hazard("SC229", name, f"A new value of {name} can be used in the next transaction.", applied=True)
    elif head == "CREATE INDEX" and seen.has("CONCURRENTLY"):
        message = f"An index is built on {seen.phrase.subject} while others read and write."
        yield hazard("SC201", seen.phrase.subject, message, severity=Severity.NOTE, applied=True)
        yield hazard("SC235", seen.phrase.subject, message, applied=True)
    elif head == "DROP INDEX" and statement.verb is Verb.DROP and not _indexed_again(seen):
        yield hazard("SC236", name, "An index is dropped, and none is made on its table.")
    elif head in ("DROP VIEW", "DROP MATERIALIZED VIEW") and statement.address in seen.plan.made:
        yield hazard("SC238", name, f"{name} is dropped and made again.", severity=Severity.NOTE, applied=True)


def _indexed_again(seen: Seen) -> bool:
    tables = {lock.relation for lock in seen.statement.locks}
    return seen.statement.address in seen.plan.made or bool(tables & seen.plan.indexed)
