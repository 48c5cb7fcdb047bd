"""Functions in TypeScript: arguments, results, and which overloads PostgREST cannot tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from schemactl.api_types.layout import Array, Both, Members, Type, key, quoted, union
from schemactl.api_types.typescript_types import TypeWords, member, nullable, present
from schemactl.api_types.values import Function, Interface, Relation

_SINGLE_BODY = frozenset({"json", "jsonb", "text"})
"""Types a lone argument without a name may have: PostgREST passes the body of the request to it."""

_ERROR = Members((("error", "true"),), spread=False)
_RENAME = "Try renaming the parameters or the function itself in the database so function overloading can be resolved"


class FunctionWords:
    """Writes the functions of one database.

    Args:
        interface: The database. `words`: writes its types.
    """

    def __init__(self, interface: Interface, words: TypeWords) -> None:
        self._interface = interface
        self._words = words
        self._relations = {relation.oid: relation for relation in interface.relations}

    def members(self, schema: str) -> tuple[tuple[str, Type], ...]:
        """Return the functions of a schema by name; overloads are a union."""
        callable_ones = [f for f in self._interface.functions if f.schema == schema and self._is_callable(f)]
        named = groupby(callable_ones, key=lambda function: function.name)
        return tuple((key(name), self._overloads(list(functions))) for name, functions in named)

    def computed_fields(self, relation: Relation) -> Iterable[tuple[str, Type]]:
        """Yield functions of one row of a relation: callers select them like columns."""
        for function in self._interface.functions:
            if function.schema == relation.schema and len(function.arguments) == 1:
                row = self._words.row_type(function.arguments[0].type)
                if row and row.relation == relation.oid:
                    yield member(function.name, nullable(self._result(function)))

    def _is_callable(self, function: Function) -> bool:
        """Return whether PostgREST finds it: by the names of its arguments, or as the one that takes a body."""
        unnamed = [argument for argument in function.arguments if not argument.name]
        if not unnamed or all(argument.has_default and self._is_body(argument.type) for argument in unnamed):
            return True
        alone = len(function.arguments) == 1
        return alone and (self._is_body(unnamed[0].type) or self._words.row_type(unnamed[0].type) is not None)

    def _is_body(self, oid: int) -> bool:
        return self._type_name(oid) in _SINGLE_BODY

    def _type_name(self, oid: int) -> str:
        found = self._interface.types.get(oid)
        return found.name if found else "unknown"

    def _overloads(self, functions: Sequence[Function]) -> Type:
        return union(self._signature(function, functions) for function in functions)

    def _signature(self, function: Function, overloads: Sequence[Function]) -> Type:
        error = self._conflict(function, overloads) or self._no_match(function)
        returns = Both(_ERROR, quoted(error)) if error else self._result(function)
        members: list[tuple[str, Type]] = [("Args", self._arguments(function))]
        options = self._set_options(function)
        collapsed = function.rows_estimate <= 1 and options is not None
        members.append(("Returns", Array(returns) if function.returns_set and not collapsed else returns))
        if options:
            members.append(("SetofOptions", options))
        return Members(tuple(members), spread=False)

    def _arguments(self, function: Function) -> Type:
        if not function.arguments:
            return "Record<PropertyKey, never>"
        return Members(
            tuple(member(a.name, self._words(a.type), optional=a.has_default) for a in function.arguments), spread=False
        )

    def _result(self, function: Function) -> Type:
        """Return what one row or the only value of a function is."""
        if function.result_columns:
            return Members(tuple(member(name, self._words(oid)) for name, oid in function.result_columns))
        row = self._words.row_type(function.returns)
        relation = self._relations.get(row.relation) if row else None
        if relation and relation.schema == function.schema:
            columns = ((c.name, self._words(c.type), c.nullable) for c in relation.columns)
            return Members(tuple(member(n, nullable(t) if null else present(t)) for n, t, null in columns))
        return self._words(function.returns)

    def _set_options(self, function: Function) -> Type | None:
        """Return what lets callers select columns of the rows a function returns; None when it returns no rows."""
        target = self._words.row_type(function.returns)
        if target is None:
            return None
        source = self._words.row_type(function.arguments[0].type) if self._takes_one(function) else None
        members = (
            ("from", quoted(source.name if source else "*")),
            ("to", quoted(target.name)),
            ("isOneToOne", "true" if function.rows_estimate <= 1 else "false"),
            ("isSetofReturn", "true" if function.returns_set else "false"),
        )
        return Members(members)

    def _takes_one(self, function: Function) -> bool:
        return function.argument_count == 1 and len(function.arguments) == 1

    def _no_match(self, function: Function) -> str:
        """Return why a function of a row cannot be called by itself; empty when it can."""
        argument = function.arguments[0] if len(function.arguments) == 1 else None
        if argument is None or argument.name or not self._words.row_type(argument.type):
            return ""
        if self._words.row_type(function.returns):
            return ""
        return (
            f"the function {function.schema}.{function.name} with parameter or with a single unnamed json/jsonb "
            "parameter, but no matches were found in the schema cache"
        )

    def _conflict(self, function: Function, overloads: Sequence[Function]) -> str:
        """Return PostgREST's complaint about overloads it cannot tell apart; empty when there is none."""
        others = [other for other in overloads if other is not function]
        name = f"{function.schema}.{function.name}"
        if not function.arguments:
            bodies = [
                o for o in others if len(o.arguments) == 1 and not o.arguments[0].name and o.arguments[0].has_default
            ]
            candidates = [f"{name}()", f"{name}( => {self._type_name(bodies[0].returns)})"] if bodies else []
        else:
            twins = [other for other in others if _is_twin(function, other)]
            same = sorted([function, *twins], key=lambda f: f.arguments[0].type) if twins else []
            candidates = [f"{name}({self._named(f)})" for f in same]
        if not candidates:
            return ""
        return f"Could not choose the best candidate function between: {', '.join(candidates)}. {_RENAME}"

    def _named(self, function: Function) -> str:
        return ", ".join(f"{a.name} => {self._type_name(a.type)}" for a in function.arguments)


def _is_twin(function: Function, other: Function) -> bool:
    """Return whether two functions take one argument of the same name, but of another type."""
    if len(function.arguments) != 1 or len(other.arguments) != 1 or not function.arguments[0].name:
        return False
    one, two = function.arguments[0], other.arguments[0]
    return one.name == two.name and one.type != two.type
