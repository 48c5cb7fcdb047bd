"""The short names of types."""

from __future__ import annotations

import re

_TIME = re.compile(r"(timestamp|time)(\(\d\))? (with|without) time zone\b")
_ALIASES = {"character varying": "varchar", "double precision": "float8"}


def short_type(name: str) -> str:
    """Return a type, as ``format_type`` prints it, by the shortest of PostgreSQL's own names for it.

    Source: PostgreSQL manual, "Data Types", table of aliases.
    """
    if time := _TIME.match(name):
        zone = "tz" if time[3] == "with" else ""
        return f"{time[1]}{zone}{time[2] or ''}{name[time.end() :]}"
    return next((short + name[len(long) :] for long, short in _ALIASES.items() if name.startswith(long)), name)
