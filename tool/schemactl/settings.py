"""Settings: flags over environment over ``[tool.schemactl]`` in pyproject.toml (or schemactl.toml) over defaults."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from schemactl.errors import SettingsError
from schemactl.model.hazard import IDS

_DURATION = re.compile(r"(?P<number>[0-9]{1,9})\s*(?P<unit>ms|s|min)")
_LONGEST = timedelta(days=1)
_UNITS = {"ms": "milliseconds", "s": "seconds", "min": "minutes"}
_URL_VARIABLES = ("SCHEMACTL_DATABASE_URL", "DATABASE_URL")
_FILES = ("pyproject.toml", "schemactl.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a command needs to know that is not its own flag.

    Attributes:
        target: Declared schemas, ``package`` or ``package.module:metadata``; several are taken together.
        schemas: Managed namespaces; None for all.
        scratch: ``embedded``, ``server`` (the live one), ``docker:<image>`` or a URL.
        platform: What a database of the platform already has: ``supabase``, the path of a .sql file, or empty.
        database_url: The live database, or empty for libpq's own variables and service file.
        allow: Hazards allowed, ``SC101`` or ``SC101:public.documents``.
        lock_timeout: Longest wait for one lock.
        partitions_elsewhere: Partitioned tables, ``public.events``, whose partitions others make.
        allow_superuser: Whether `apply` goes on as a superuser; None: on a server of this machine only.
        signers: File of the keys that may sign plans, as ssh-keygen reads it; with one, only signed plans are applied.
        root: Directory of the settings file; targets are imported from there.
    """

    target: tuple[str, ...] = ()
    schemas: frozenset[str] | None = None
    scratch: str = "embedded"
    platform: str = ""
    database_url: str = field(default="", repr=False)
    allow: tuple[str, ...] = ()
    lock_timeout: timedelta = timedelta(milliseconds=500)
    partitions_elsewhere: frozenset[str] = frozenset()
    allow_superuser: bool | None = None
    signers: str = ""
    root: Path = Path()


def load_settings(start: Path, environment: Mapping[str, str], *, env: str = "") -> Settings:
    """Return the settings for a directory.

    Args:
        start: Where to look for a settings file first; then in the directories above.
        environment: The process environment.
        env: A section ``[tool.schemactl.env.<env>]`` to lay over the others, or empty.

    Raises:
        SettingsError: The file cannot be read, or holds a key or a value that makes no sense.
    """
    root, table = _find(start.resolve())
    sections = _table(table.pop("env", {}), "env")
    if env:
        if env not in sections:
            known = ", ".join(sorted(sections)) or "none"
            raise SettingsError(
                f"there is no environment {env!r}", hint=f"Declared in [tool.schemactl.env.*]: {known}."
            )
        table |= _table(sections[env], f"env.{env}")
    settings = replace(Settings(root=root), **_values(table))
    url = next((environment[name] for name in _URL_VARIABLES if environment.get(name)), settings.database_url)
    scratch = environment.get("SCHEMACTL_SCRATCH") or settings.scratch
    return replace(settings, database_url=url, scratch=scratch)


def _find(start: Path) -> tuple[Path, dict[str, Any]]:
    """Return the first directory upwards with settings, and the settings as they stand there."""
    for directory in (start, *start.parents):
        for name in _FILES:
            path = directory / name
            if not path.is_file():
                continue
            document = _read(path)
            table = document if name == "schemactl.toml" else _table(document.get("tool", {}), "tool").get("schemactl")
            if table is not None:
                return directory, _table(table, "tool.schemactl")
    return start, {}


def _table(value: Any, name: str) -> dict[str, Any]:
    """Return a copy of a TOML table; SettingsError when something else stands in its place."""
    if not isinstance(value, dict):
        raise SettingsError(f"{name} must be a table", hint=f"Write [{name}] and its settings below.")
    return dict(value)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError, RecursionError) as error:
        raise SettingsError(f"cannot read {path}: {error}", hint="Correct the file.") from error


def _values(table: Mapping[str, Any]) -> dict[str, Any]:
    known = {f.name for f in fields(Settings)} - {"root"}
    unknown = sorted(set(table) - known)
    if unknown:
        raise SettingsError(
            f"unknown setting {unknown[0]!r} in [tool.schemactl]", hint=f"Known settings: {', '.join(sorted(known))}."
        )
    return {name: _value(name, value) for name, value in table.items()}


def _value(name: str, value: Any) -> Any:
    """Return a setting in its own type."""
    if name == "lock_timeout":
        return parse_duration(str(value))
    if name in ("target", "allow", "schemas", "partitions_elsewhere"):
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise SettingsError(f"{name} must be a text or a list of texts", hint='For example: ["public", "chat"].')
        if name == "partitions_elsewhere":
            return parse_tables(items)
        if name == "allow":
            return parse_allowed(items)
        return parse_schemas(items) if name == "schemas" else tuple(items)
    if name == "allow_superuser":
        if not isinstance(value, bool):
            raise SettingsError(f"{name} must be true or false", hint="Write it without quotes.")
        return value
    if not isinstance(value, str):
        raise SettingsError(f"{name} must be a text, not {type(value).__name__}", hint="Put it in quotes.")
    return value


def parse_schemas(names: Iterable[str]) -> frozenset[str]:
    """Return the managed namespaces.

    Raises:
        SettingsError: There is none, or one has no name: then nothing would be managed, and everything be in sync.
    """
    schemas = frozenset(name.strip() for name in names)
    if not schemas or "" in schemas:
        raise SettingsError(
            "schemas names no namespace", hint='Name at least one, such as ["public"], or leave it out for all.'
        )
    return schemas


def parse_tables(names: Iterable[str]) -> frozenset[str]:
    """Return names of tables with their schemas, as reports print them.

    Raises:
        SettingsError: One has no schema: then it would mean no table, or another one.
    """
    tables = frozenset(name.strip() for name in names)
    for name in sorted(tables):
        if not all(name.partition(".")[::2]):
            raise SettingsError(f"not a table: {name!r}", hint='Write it with its schema, such as "public.events".')
    return tables


def parse_allowed(items: Iterable[str]) -> tuple[str, ...]:
    """Return hazards that are allowed, as they were written.

    Raises:
        SettingsError: One begins with no id of a hazard: it would allow nothing, and whoever wrote it would not know.
    """
    allowed = tuple(item.strip() for item in items)
    for item in allowed:
        identity, colon, subject = item.partition(":")
        if identity not in IDS or bool(colon) != bool(subject):
            raise SettingsError(
                f"not a hazard: {item!r}",
                hint=f"Write SC101, or SC101:public.documents for one object. The ids: {', '.join(IDS)}.",
            )
    return allowed


def parse_duration(text: str) -> timedelta:
    """Return a duration written like ``500ms``, ``3s`` or ``2min``.

    Raises:
        SettingsError: The text is none, or zero, which PostgreSQL takes for "wait forever".
    """
    match = _DURATION.fullmatch(text.strip())
    duration = timedelta(**{_UNITS[match["unit"]]: int(match["number"])}) if match else timedelta(0)
    if not duration or duration > _LONGEST:
        raise SettingsError(f"not a duration: {text!r}", hint="Write it like 500ms, 3s or 2min; a day is the most.")
    return duration
