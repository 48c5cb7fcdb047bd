"""What the demo has to show, as questions about two observations of its database, before and after.

Pure: in come values, out come findings. A finding that does not hold makes the demo fail.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from schemactl.demo.observe import Observation, Record
from schemactl.errors import SchemactlError

MOVED = {
    f"public.{name}": f"chat.{name}"
    for name in (
        "action_cache",
        "conversation_memories",
        "conversations",
        "memory_extraction_jobs",
        "memory_relationships",
        "messages",
    )
}
"""Where the tables of the chat go."""

DOCUMENTS = "public.documents"
BOOKS = "public.user_books"
CACHES = ("public.document_embeddings", "public.response_cache")
"""Tables that go for good: both can be made anew from what stays."""


class DemoFailed(SchemactlError):
    """Something the demo promises did not happen, or it cannot be shown here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that had to hold.

    Attributes:
        claim: What, as a sentence.
        holds: Whether it does.
        details: The numbers behind it, one per line.
    """

    claim: str
    holds: bool
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCount:
    """The rows of one table before and after; `after` is None when the table is gone.

    Attributes:
        note: What happened to it; empty when it just stayed.
    """

    table: str
    before: int
    after: int | None
    note: str = ""


def require(findings: Iterable[Finding]) -> None:
    """Make sure that everything holds.

    Raises:
        DemoFailed: Something does not; the message names it.
    """
    broken = [finding for finding in findings if not finding.holds]
    if broken:
        words = "; ".join(" ".join((finding.claim, *finding.details)) for finding in broken)
        raise DemoFailed(f"the demo promised, and it does not hold: {words}", hint="Please report this: it is a bug.")


def check_rows(before: Observation, after: Observation) -> Iterator[Finding]:
    """Yield what must hold of the rows once the database was taken to the declared schema."""
    yield _moved_in_place(before, after)
    yield from _documents(before, after)
    yield _metadata(before, after)
    yield _nothing_short(before, after)


def check_old_names(before: Observation, rows: Mapping[str, int]) -> Finding:
    """Return whether old code still finds every row of the moved tables under their old names.

    Args:
        before: The database before. `rows`: how many rows each old name shows now.
    """
    return Finding(
        claim="old code still finds all of them under the six old names, until the contract phase",
        holds=rows == {old: before.tables[old].rows for old in MOVED},
    )


def check_contracted(before: Observation, after: Observation, rows: Mapping[str, int]) -> Finding:
    """Return whether the old names are gone, and nothing but the old names."""
    kept = all(after.tables[new].rows == before.tables[old].rows for old, new in MOVED.items())
    return Finding(claim="the six old names are gone, and not a row of the tables", holds=kept and not rows)


def _moved_in_place(before: Observation, after: Observation) -> Finding:
    moved = {old: (before.tables.get(old), after.tables.get(new)) for old, new in MOVED.items()}
    width = max(len(name) for name in MOVED.values())
    return Finding(
        claim="the six tables of the chat were moved, not copied: same files, same rows",
        # Equal in everything: the table itself, its file, the number of its rows and their keys.
        holds=all(old is not None and old == new for old, new in moved.values()),
        details=tuple(
            f"{MOVED[name]:<{width}}  file {old.file_node} -> {new.file_node}  rows {old.rows:,} -> {new.rows:,}"
            if old and new
            else f"{name} is missing"
            for name, (old, new) in moved.items()
        ),
    )


def _documents(before: Observation, after: Observation) -> Iterator[Finding]:
    """Yield where the documents are: each in exactly one place, and with it its text and its file."""
    quarantined = {key for key in before.documents if key in after.quarantine}
    filled = {key for key in before.documents if key in before.books and key in after.books} - quarantined
    merged = {key for key in before.documents if key not in before.books and key in after.books}
    total = len(quarantined) + len(filled) + len(merged)
    reasons = Counter(record.reason for record in after.quarantine.values())
    yield Finding(
        claim=f"each of the {len(before.documents)} documents is in exactly one place",
        holds=total == len(before.documents) == len(quarantined | filled | merged)
        and len(after.quarantine) == len(quarantined)
        and set(after.books) == set(before.books) | merged
        and "" not in reasons,
        details=(
            f"{len(merged):>5}  became books",
            f"{len(filled):>5}  filled gaps of the book that has their id",
            *(f"{count:>5}  in quarantine: {reason}" for reason, count in reasons.most_common()),
            f"{total:>5}  together",
        ),
    )
    yield _contents(before, after)


def _contents(before: Observation, after: Observation) -> Finding:
    """Return whether every document's text and file are where it is; a book that has one of its own keeps that."""
    lost, contested = [], 0
    for key, document in before.documents.items():
        book = _met(key, before, after)
        place = after.quarantine.get(key) or after.books.get(key)
        content = document.content if book is None or book.content is None else book.content
        s3_key = document.s3_key if book is None or book.s3_key is None else book.s3_key
        contested += (content, s3_key) != (document.content, document.s3_key)
        if place is None or (place.content, place.s3_key) != (content, s3_key):
            lost.append(key)
    texts = sum(document.content is not None for document in before.documents.values())
    compared = f"{texts} texts and {len(before.documents)} files compared by value"
    return Finding(
        claim="their texts and files went with them, unless the book had its own",
        holds=not lost,
        details=tuple(f"those of document {key} did not" for key in lost)
        or (f"{compared}; the book kept its own: {contested}",),
    )


def _met(key: str, before: Observation, after: Observation) -> Record | None:
    """Return the book a document met under its own id, as it was before."""
    return None if key in after.quarantine else before.books.get(key)


def _metadata(before: Observation, after: Observation) -> Finding:
    """Return whether what documents and books had noted is all there; a book's own word for a key stands."""
    wrong = [key for key, book in before.books.items() if key not in before.documents and after.books.get(key) != book]
    contested = 0
    for key, document in before.documents.items():
        book = _met(key, before, after)
        own: Mapping[str, object] = book.metadata if book else {}
        place = after.quarantine.get(key) or after.books.get(key)
        if place is None or dict(place.metadata) != {**document.metadata, **own}:
            wrong.append(key)
        contested += any(own.get(name, value) != value for name, value in document.metadata.items())
    noted = sum(bool(document.metadata) for document in before.documents.values())
    return Finding(
        claim=f"the metadata of {noted} documents is kept, compared value by value",
        holds=not wrong,
        details=tuple(f"that of {key} is not" for key in wrong)
        or ((f"a book with another value for the same key keeps that: {contested}",) if contested else ()),
    )


def _nothing_short(before: Observation, after: Observation) -> Finding:
    merged = len(after.books) - len(before.books)
    wrong = []
    for count in count_rows(before, after):
        if count.table in {DOCUMENTS, *CACHES}:
            continue
        old = before.tables[count.table]
        new = after.tables.get(MOVED.get(count.table, count.table))
        grown = merged if count.table == BOOKS else 0
        if new is None or new.rows != old.rows + grown or (not grown and new.keys != old.keys):
            wrong.append(f"{count.table}: {count.before:,} rows before, {count.after} after")
    kept = len(before.tables) - len(CACHES) - 1
    return Finding(claim=f"none of the other {kept} tables is short of a row", holds=not wrong, details=tuple(wrong))


def count_rows(before: Observation, after: Observation) -> tuple[TableCount, ...]:
    """Return the rows of every table there was, and of every one there is."""
    counts = []
    for table, old in before.tables.items():
        name = MOVED.get(table, table)
        new = after.tables.get(name)
        counts.append(TableCount(table=table, before=old.rows, after=new.rows if new else None, note=_note(table)))
    return tuple(counts)


def _note(table: str) -> str:
    if table in MOVED:
        return f"now {MOVED[table]}"
    if table in CACHES:
        return "dropped, as allowed by name"
    return {DOCUMENTS: "in user_books and in quarantine", BOOKS: "with the documents"}.get(table, "")
