"""Writes the rows of a database as typed dictionaries, which is what supabase-py and other callers of PostgREST get.

Values have the types JSON leaves of them: a uuid or a timestamp is a `str`. What only the server computes has no place
among the values to write. The file needs nothing but Python 3.11, and formatters leave it as it is.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from schemactl.api_types.python_names import ClassNames, is_field, quoted
from schemactl.api_types.values import Column, Function, Interface, Kind, PgType, Relation, Sort
from schemactl.model.printable import printable

_WIDTH = 88
_HEAD = '''\
"""Rows and functions of the database, as PostgREST sends and takes them.

Written by `schemactl types --language python`. Do not edit: change the declarations and
run it again.
"""

from typing import {imports}

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
"""Any value of JSON."""
'''
_WORDS = {
    "bool": "bool",
    **dict.fromkeys(("int2", "int4", "int8"), "int"),
    **dict.fromkeys(("float4", "float8", "numeric"), "float"),
    **dict.fromkeys(("citext", "ltree", "vector", "halfvec", "sparsevec"), "str"),
    "void": "None",
    "record": "dict[str, Json]",
}


@dataclass(frozen=True, slots=True)
class _Field:
    """One entry of a dictionary; one that is not required may be missing."""

    name: str
    type: str
    required: bool

    @property
    def annotation(self) -> str:
        """Return what stands behind its name."""
        return self.type if self.required else f"NotRequired[{self.type}]"


def write_python(interface: Interface, *, unions: bool = False) -> str:
    """Return the text of a Python module with the types of a database.

    Args:
        interface: The database.
        unions: Whether a column that a CHECK limits to some texts has these as its type, and not just `str`.
    """
    blocks = _Writer(interface, unions=unions).blocks()
    words = ("Literal", "NotRequired", "TypeAlias", "TypedDict")
    names = [name for name in words if name == "TypeAlias" or any(name in block for block in blocks)]
    text = _HEAD.format(imports=", ".join(names)).rstrip("\n")
    below_class = False
    for block in blocks:
        is_class = block.startswith("class ")
        text += ("\n\n\n" if is_class or below_class else "\n\n") + block
        below_class = is_class
    return f"{text}\n"


class _Writer:
    """Writes the classes of one database, enums first."""

    def __init__(self, interface: Interface, *, unions: bool) -> None:
        self._interface = interface
        self._unions = unions
        self._names = ClassNames()
        # Names are given in the order in which they matter most, so that an odd one makes way for a plain one.
        self._rows = {r.oid: self._names.give(r.schema, r.name) for r in interface.relations}
        self._own = {t.oid: self._names.give(t.schema, t.name) for t in self._types(Kind.ENUM, Kind.COMPOSITE)}
        self._pending = {*self._rows.values(), *(self._own[t.oid] for t in self._types(Kind.COMPOSITE))}
        """Classes that are not defined yet: until then their names need quotes."""

    def blocks(self) -> list[str]:
        """Return the definitions of the module, in their order."""
        blocks = [self._enum(t) for t in self._types(Kind.ENUM)]
        blocks += [self._composite(t) for t in self._types(Kind.COMPOSITE)]
        for schema in self._interface.schemas:
            for relation in self._interface.relations_in(schema, *Sort):
                blocks += self._relation(relation)
        for schema in self._interface.schemas:
            callable_ones = [f for f in self._interface.functions if f.schema == schema and _is_callable(f)]
            for _, overloads in groupby(callable_ones, key=lambda function: function.name):
                blocks += self._function(tuple(overloads))
        return blocks

    def _types(self, *kinds: Kind) -> list[PgType]:
        found = [t for s in self._interface.schemas for kind in kinds for t in self._interface.types_in(s, kind)]
        return [t for t in found if t.labels or t.attributes]

    def _enum(self, kind: PgType) -> str:
        words = f"Values of the enum {kind.schema}.{kind.name}."
        return f"{_alias(self._own[kind.oid], kind.labels)}\n{_docstring(words, '', '')}"

    def _composite(self, kind: PgType) -> str:
        fields = [self._field(name, _or_none(self._word(oid))) for name, oid in kind.attributes]
        self._pending.discard(self._own[kind.oid])
        return _dictionary(self._own[kind.oid], fields, f"A value of the type {kind.schema}.{kind.name}.")

    def _relation(self, relation: Relation) -> list[str]:
        name, where = self._rows[relation.oid], f"{relation.schema}.{relation.name}"
        aliases: list[str] = []
        columns = sorted(relation.columns, key=lambda column: column.number)
        types = {c.number: self._column(relation, c, aliases) for c in columns}
        rows = [self._field(c.name, types[c.number]) for c in columns]
        self._pending.discard(name)
        blocks = [*aliases, _dictionary(name, rows, f"A row of {where}.", relation.comment)]
        writable = [c for c in columns if c.writable and not c.is_computed]
        if relation.takes_inserts:
            fields = [self._field(c.name, types[c.number], required=not c.is_optional) for c in writable]
            given = self._names.give(relation.schema, relation.name, "Insert")
            blocks.append(_dictionary(given, fields, f"What INSERT into {where} takes."))
        if relation.takes_updates:
            fields = [self._field(c.name, types[c.number], required=False) for c in writable]
            given = self._names.give(relation.schema, relation.name, "Update")
            blocks.append(_dictionary(given, fields, f"What UPDATE of {where} takes."))
        return blocks

    def _field(self, name: str, word: str, *, required: bool = True) -> _Field:
        late = self._pending.intersection(re.findall(r"\w+", word))
        return _Field(name, quoted(word) if late else word, required)

    def _column(self, relation: Relation, column: Column, aliases: list[str]) -> str:
        """Return the type of a column, having added an alias for the values it is limited to."""
        word = self._word(column.type)
        if self._unions and column.choices and word == "str":
            word = self._names.give(relation.schema, relation.name, column.name)
            where = f"{relation.schema}.{relation.name}.{column.name}"
            aliases.append(f"{_alias(word, column.choices)}\n{_docstring(f'Values of {where}.', '', '')}")
        return _or_none(word) if column.nullable else word

    def _function(self, overloads: Sequence[Function]) -> list[str]:
        first, alone = overloads[0], len(overloads) == 1
        blocks: list[str] = []
        arguments, results = [], []
        union_of_arguments = "" if alone else self._names.give(first.schema, first.name, "Args")
        union_of_results = "" if alone else self._names.give(first.schema, first.name, "Returns")
        for number, function in enumerate(overloads, 1):
            which = "" if alone else str(number)
            taken, given = self._arguments(function, which)
            result, returned = self._result(function, which)
            arguments += [taken] if taken else []
            results.append(result)
            blocks += [*given, *returned]
        if not alone:
            if arguments:
                blocks.append(f"{union_of_arguments}: TypeAlias = {quoted(' | '.join(arguments))}")
            blocks.append(f"{union_of_results}: TypeAlias = {quoted(' | '.join(results))}")
        return blocks

    def _arguments(self, function: Function, which: str) -> tuple[str, list[str]]:
        """Return the name of the class of a function's arguments, empty if it has none, and its block."""
        if not function.arguments:
            return "", []
        name = self._names.give(function.schema, function.name, "Args", which)
        fields = [self._field(a.name, self._word(a.type), required=not a.has_default) for a in function.arguments]
        words = f"Arguments of {function.schema}.{function.name}."
        return name, [_dictionary(name, fields, words, function.comment)]

    def _result(self, function: Function, which: str) -> tuple[str, list[str]]:
        """Return the name of what a function returns, and the blocks that define it."""
        blocks: list[str] = []
        word = self._word(function.returns)
        where = f"{function.schema}.{function.name}"
        if function.result_columns:
            word = self._names.give(function.schema, function.name, "Row", which)
            fields = [self._field(name, _or_none(self._word(oid))) for name, oid in function.result_columns]
            blocks.append(_dictionary(word, fields, f"A row that {where} returns."))
        name = self._names.give(function.schema, function.name, "Returns", which)
        returned = f"list[{word}]" if function.returns_set else word
        words = _docstring(f"What {where} returns.", "", "")
        return name, [*blocks, f"{name}: TypeAlias = {returned}\n{words}"]

    def _word(self, oid: int) -> str:
        """Return the Python type of values of a PostgreSQL type, without NULL; any value of JSON if it is not known."""
        kind = self._interface.types.get(oid)
        if kind is None:
            return "Json"
        match kind.kind:
            case Kind.ARRAY:
                return f"list[{self._word(kind.inner)}]"
            case Kind.DOMAIN:
                return self._word(kind.inner)
            case Kind.RANGE:
                return "str"
            case Kind.ENUM | Kind.COMPOSITE:
                return self._own.get(oid, "str" if kind.kind is Kind.ENUM else "Json")
            case Kind.ROW:
                return self._rows.get(kind.relation, "Json")
            case Kind.BASE | Kind.PSEUDO:
                plain = kind.kind is Kind.BASE and kind.schema == "pg_catalog" and kind.name not in {"json", "jsonb"}
                return _WORDS.get(kind.name) or ("str" if plain else "Json")


def _is_callable(function: Function) -> bool:
    return all(argument.name for argument in function.arguments)


def _or_none(word: str) -> str:
    """Return a type whose values may be missing; `Json` includes that."""
    return word if word == "Json" else f"{word} | None"


def _alias(name: str, values: Iterable[str]) -> str:
    literals = [quoted(value) for value in values]
    line = f"{name}: TypeAlias = Literal[{', '.join(literals)}]"
    if len(line) <= _WIDTH:
        return line
    return "\n".join([f"{name}: TypeAlias = Literal[", *(f"    {literal}," for literal in literals), "]"])


def _dictionary(name: str, fields: Sequence[_Field], words: str, comment: str = "") -> str:
    """Return a TypedDict: a class, or a call where a field's name does not fit into one."""
    loose = bool(fields) and not any(field.required for field in fields)
    annotations = [(f.name, f.type if loose else f.annotation) for f in fields]
    if all(is_field(field.name) for field in fields):
        head = f"class {name}(TypedDict{', total=False' if loose else ''}):"
        lines = [head, _docstring(words, comment, "    ")]
        if annotations:
            lines += ["", *(f"    {field}: {annotation}" for field, annotation in annotations)]
        return "\n".join(lines)
    lines = [f"        {quoted(field)}: {annotation}," for field, annotation in annotations]
    total = ["    total=False,"] if loose else []
    call = [f"{name} = TypedDict(", f"    {quoted(name)},", "    {", *lines, "    },", *total, ")"]
    return "\n".join([*call, _docstring(words, comment, "")])


def _docstring(words: str, comment: str, indent: str) -> str:
    """Return a docstring, the comment of the object below its first line."""
    safe = _in_docstring(words)
    text = textwrap.fill(_in_docstring(comment), _WIDTH - len(indent), initial_indent=indent, subsequent_indent=indent)
    return f'{indent}"""{safe}\n\n{text}\n{indent}"""' if text else f'{indent}"""{safe}"""'


def _in_docstring(text: str) -> str:
    return printable(" ".join(text.split())).replace("\\", "\\\\").replace('"', "'")
