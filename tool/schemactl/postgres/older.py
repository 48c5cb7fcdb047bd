"""What the newest pg_dump writes about an older server, in words that server understands.

They mean the same on a newer one. pg_dump itself only promises output for servers from its own version on (PostgreSQL
manual, pg_dump, Notes); measured with pg_dump 18 on servers 15 to 17.
"""

from __future__ import annotations

import dataclasses

from schemactl.model.entry import Entry
from schemactl.postgres.lexer import tokens
from schemactl.postgres.quoting import qualified

_NOT_NULL_CONSTRAINTS_SINCE = 180000
_MAINTAIN_SINCE = 170000
_RUN_AS_OWNER_SINCE = 160000
_ALL_BEFORE_MAINTAIN = "GRANT SELECT,INSERT,REFERENCES,DELETE,TRIGGER,TRUNCATE,UPDATE ON TABLE"


def in_older_words(entry: Entry, version: int) -> Entry:
    """Return an entry as a server of some version would put it.

    - ALL on a table of a server that knows no MAINTAIN is spelled out, which would be less than all on a newer one.
    - Subscriptions get the parameter `run_as_owner`, as which older ones always ran; nothing but the values of other
      parameters comes after it.
    - NOT NULL of an inherited column is written as a constraint of the table.

    Args:
        entry: From an archive. `version`: ``server_version_num`` of the server it describes.
    """
    kind, words = entry.address.kind, entry.definition
    if kind in ("ACL", "DEFAULT ACL") and version < _MAINTAIN_SINCE:
        words = words.replace(_ALL_BEFORE_MAINTAIN, "GRANT ALL ON TABLE")
    if kind == "SUBSCRIPTION" and version < _RUN_AS_OWNER_SINCE:
        words = "".join(words.rpartition(", run_as_owner = true")[::2])
    if kind in ("TABLE", "FOREIGN TABLE") and version < _NOT_NULL_CONSTRAINTS_SINCE and "NOT NULL" in words:
        words = _with_not_null_set(entry)
    return entry if words == entry.definition else dataclasses.replace(entry, definition=words)


def _with_not_null_set(entry: Entry) -> str:
    """Return a table's definition with each NOT NULL that stands by itself set by an ALTER TABLE behind it."""
    before, elements, after = _body(entry.definition)
    required = [_required(element) for element in elements]
    columns = [column for column in required if column]
    if not columns:
        return entry.definition
    left = [element for element, column in zip(elements, required, strict=True) if not column]
    # The last one of the body ends with the line break before the closing parenthesis.
    body = ",".join([*left[:-1], f"{left[-1].rstrip()}\n"]) if left else "\n"
    table = qualified(entry.address.schema, entry.address.name)
    set_them = [f"\nALTER {entry.address.kind} ONLY {table} ALTER COLUMN {column} SET NOT NULL;" for column in columns]
    return "".join([before, body, after, *set_them])


def _body(definition: str) -> tuple[str, list[str], str]:
    """Return what stands before the first parenthesis and in it, the elements within, and the rest."""
    before, elements, after = "", [""], ""
    depth, closed = 0, False
    for kind, text in tokens(definition):
        if kind == "other" and text in "([" and not closed:
            depth += 1
        elif kind == "other" and text in ")]" and not closed:
            depth -= 1
            closed = depth == 0
        if closed:
            after += text
        elif depth == 0 or (depth == 1 and not before.endswith("(")):
            before += text
        elif depth == 1 and kind == "other" and text == ",":
            elements.append("")
        else:
            elements[-1] += text
    return before, elements, after


def _required(element: str) -> str:
    """Return the column an element requires to be NOT NULL, as it is written; empty when it is another element."""
    words = [(kind, text) for kind, text in tokens(element) if kind != "space"]
    if [text for kind, text in words[:2] if kind == "word"] != ["NOT", "NULL"]:
        return ""
    return words[2][1]
