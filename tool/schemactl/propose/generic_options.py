"""Options of foreign objects and columns: what leads from one list to another.

Source: PostgreSQL manual, ALTER SERVER, ALTER FOREIGN TABLE.
"""

from __future__ import annotations

from collections.abc import Iterable

from schemactl.postgres.quoting import identifier, literal


def options_clause(before: Iterable[str], after: Iterable[str]) -> str:
    """Return ``OPTIONS (ADD ..., SET ..., DROP ...)`` between two lists of ``name=value``; nothing for equal ones."""
    old, new = _by_name(before), _by_name(after)
    actions = [f"DROP {identifier(name)}" for name in old if name not in new]
    actions += [
        f"{'SET' if name in old else 'ADD'} {_written(name, value)}"
        for name, value in new.items()
        if old.get(name) != value
    ]
    return f"OPTIONS ({', '.join(actions)})" if actions else ""


def options_list(options: Iterable[str]) -> str:
    """Return ``OPTIONS (name 'value', ...)`` for a new object; nothing when there are none."""
    written = [_written(name, value) for name, value in _by_name(options).items()]
    return f"OPTIONS ({', '.join(written)})" if written else ""


def _by_name(options: Iterable[str]) -> dict[str, str]:
    return dict(option.partition("=")[::2] for option in options)


def _written(name: str, value: str) -> str:
    return f"{identifier(name)} {literal(value).strip()}"
