"""Functions and types of a family's page."""

from __future__ import annotations

from collections.abc import Iterator

from schemactl.document.families import routine_key
from schemactl.document.links import Links, shown, signature
from schemactl.document.markdown import code, codes, items, listed, table, words
from schemactl.document.reference import Argument, NamedType, Routine
from schemactl.document.security_section import role_words
from schemactl.document.type_names import short_type

_MODES = {
    "o": "a result",
    "b": "an argument and a result",
    "v": "any number of arguments",
    "t": "a column of the result",
}


def routine_section(routine: Routine, links: Links) -> str:
    """Return everything there is to say about one function."""
    parts = (
        f"{links.anchor('routine', routine_key(routine))}\n\n### {code(signature(routine))}",
        words(routine.comment),
        items(_facts(routine)),
        _arguments(routine),
    )
    return "\n\n".join(part for part in parts if part)


def _facts(routine: Routine) -> Iterator[str]:
    if routine.result:
        yield f"Returns {code(_result(routine))}"
    yield f"Who may call it: {executors(routine)}"
    rights = "**its owner's rights** (`SECURITY DEFINER`)" if routine.definer else "the caller's rights"
    more = ", not called when an argument is null" if routine.strict else ""
    yield f"Runs with {rights}; {routine.volatility}, parallel {routine.parallel}, {code(routine.language)}{more}"


def executors(routine: Routine) -> str:
    """Return who may call a function, in words."""
    if routine.for_triggers and not routine.executors:
        return "nobody; triggers run it"
    return listed([role_words(role) for role in routine.executors]) or "nobody but its owner"


def _result(routine: Routine) -> str:
    """Return what comes back; the columns of a table are listed below and not repeated here."""
    if any(argument.mode == "t" for argument in routine.arguments):
        return "TABLE"
    head, of, name = routine.result.partition("SETOF ")
    return f"SETOF {short_type(name)}" if of and not head else short_type(routine.result)


def _arguments(routine: Routine) -> str:
    rows = (
        (code(argument.name) or f"${place}", code(short_type(argument.type)), _role(argument), code(argument.default))
        for place, argument in enumerate(routine.arguments, 1)
    )
    return table(("Name", "Type", "Is", "Default"), rows)


def _role(argument: Argument) -> str:
    return _MODES.get(argument.mode, "an argument" if argument.default else "a required argument")


def type_section(one: NamedType, links: Links) -> str:
    """Return everything there is to say about one enum, domain, range or composite type."""
    parts = (
        f"{links.anchor('type', one.name)}\n\n### {code(shown(one.name))}",
        words(one.comment),
        items(_type_facts(one)),
    )
    return "\n\n".join(part for part in parts if part)


def _type_facts(one: NamedType) -> Iterator[str]:
    match one.kind:
        case "enum":
            yield f"An enum: {codes(one.labels) or 'no labels'}"
        case "domain":
            required = ", not null" if one.required else ""
            default = f", default {code(one.default)}" if one.default else ""
            yield f"A domain over {code(short_type(one.base))}{required}{default}"
            yield from (code(check) for check in one.checks)
        case "range":
            yield f"A range of {code(short_type(one.base))}"
        case _:
            yield f"A {one.kind}: {codes(one.attributes)}"
