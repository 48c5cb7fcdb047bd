"""Who is asking: recognising the calls that say so, in policies and in function bodies.

The callers of an API share a few database roles; who they are is in a setting, read with Supabase's ``auth.uid()`` and
its like or with ``current_setting``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schemactl.lint.rule import Row
from schemactl.lint.tokens import Token, called, scan

_AUTH = frozenset({"uid", "jwt", "role", "email"})
_BEFORE_BOOLEAN = frozenset({"and", "or", "not", "where", "on", "when", "then", "else", "select"})
_OPERAND_ENDS = frozenset({"and", "or", "then", "else", "end", "order", "group", "limit"})


def identity_calls(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the positions of calls that tell who is asking."""
    for position, schema, name in called(tokens):
        if (schema == "auth" and name in _AUTH) or (schema in {"", "pg_catalog"} and name == "current_setting"):
            yield position


def identity_aware(routines: Iterable[Row]) -> frozenset[int]:
    """Return the oids of the functions that ask who is asking, themselves or through functions they call.

    Calls are followed by name, whatever the arguments.
    """
    bodies = {int(row["oid"]): (row, tuple(scan(str(row["body"])))) for row in routines}
    aware = {oid for oid, (_, tokens) in bodies.items() if any(True for _ in identity_calls(tokens))}
    while True:
        names = {(str(bodies[oid][0]["schema"]), str(bodies[oid][0]["name"])) for oid in aware}
        plain = {name for _, name in names}
        more = {
            oid
            for oid, (_, tokens) in bodies.items()
            if oid not in aware and any((s, n) in names or (not s and n in plain) for _, s, n in called(tokens))
        }
        if not more:
            return frozenset(aware)
        aware |= more


def per_row_calls(expression: str, columns: Iterable[str]) -> tuple[str, ...]:
    """Return the calls in a policy's expression that PostgreSQL makes for every row, as written: ``auth.uid()``.

    A call is made once per statement when it stands in a SELECT of its own, without FROM and without a column of the
    table.

    Args:
        expression: As `pg_get_expr` prints it.
        columns: Columns of the policy's table.
    """
    tokens = tuple(scan(expression))
    known = frozenset(columns)
    found = [_written(tokens, p) for p in identity_calls(tokens) if not _made_once(tokens, p, known)]
    return tuple(dict.fromkeys(found))


def _written(tokens: Sequence[Token], position: int) -> str:
    dotted = position > 0 and tokens[position - 1].text == "."
    return f"{tokens[position - 2].text}.{tokens[position].text}()" if dotted else f"{tokens[position].text}()"


def _made_once(tokens: Sequence[Token], position: int, columns: frozenset[str]) -> bool:
    group = _enclosing_select(tokens, position)
    return bool(group) and not any(
        token.word == "from" or (token.kind == "name" and token.text in columns and not _is_label_or_call(group, place))
        for place, token in enumerate(group)
    )


def _enclosing_select(tokens: Sequence[Token], position: int) -> Sequence[Token]:
    """Return the tokens of the innermost ``( SELECT ... )`` around a position, or nothing."""
    depth = 0
    for start in range(position - 1, -1, -1):
        if tokens[start].kind != "symbol":
            continue
        depth += {")": 1, "(": -1}.get(tokens[start].text, 0)
        if depth < 0:
            depth = 0
            if tokens[start + 1].word == "select":
                return tokens[start + 1 : _closing(tokens, start)]
    return ()


def _closing(tokens: Sequence[Token], opening: int) -> int:
    depth = 0
    for position in range(opening, len(tokens)):
        if tokens[position].kind == "symbol":
            depth += {"(": 1, ")": -1}.get(tokens[position].text, 0)
            if depth == 0:
                return position
    return len(tokens)


def _is_label_or_call(tokens: Sequence[Token], place: int) -> bool:
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    return (before is not None and (before.word == "as" or before.text == "::")) or (
        after is not None and after.kind == "symbol" and after.text == "("
    )


def compared_with_identity(expression: str) -> frozenset[str]:
    """Return the unqualified names in ``name = <who is asking>`` of a policy's expression, on either side."""
    tokens = tuple(scan(expression))
    names = set()
    for position, token in enumerate(tokens):
        if token.kind != "symbol" or token.text != "=":
            continue
        left, right = _operand(tokens, position, -1), _operand(tokens, position, 1)
        for one, other in ((left, right), (right, left)):
            name = _only_name(one)
            if name and any(True for _ in identity_calls(other)):
                names.add(name)
    return frozenset(names)


def _operand(tokens: Sequence[Token], position: int, step: int) -> Sequence[Token]:
    """Return what stands on one side of an operator, up to the end of its parentheses or a logical operator."""
    depth, place = 0, position + step
    opening, closing = ("(", ")") if step > 0 else (")", "(")
    ends = _OPERAND_ENDS if step > 0 else _BEFORE_BOOLEAN
    while 0 <= place < len(tokens):
        token = tokens[place]
        if depth == 0 and (token.word in ends or (token.kind == "symbol" and token.text == closing)):
            break
        if token.kind == "symbol":
            depth += {opening: 1, closing: -1}.get(token.text, 0)
        place += step
    return tokens[position + 1 : place] if step > 0 else tokens[place + 1 : position]


def _only_name(operand: Sequence[Token]) -> str:
    """Return the name an operand consists of, parentheses and a cast aside: ``(user_id)::text``; otherwise nothing."""
    bare = [token for token in operand if token.kind != "symbol" or token.text not in "()"]
    if not bare or bare[0].kind != "name" or (len(bare) > 1 and bare[1].text != "::"):
        return ""
    return bare[0].text
