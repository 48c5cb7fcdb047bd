"""Settings: flags over environment over ``[tool.schemactl]`` in pyproject.toml (or schemactl.toml) over defaults."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from schemactl.errors import SettingsError
from schemactl.model.hazard import BLOCKING, CATALOGUE, IDS, HazardPolicy, Reaction
from schemactl.model.online import DEFAULT_ABOVE, OnlineChoice, OnlinePolicy
from schemactl.model.trash import DEFAULT_DAYS, OnDrop, TrashPolicy

_DURATION = re.compile(r"(?P<number>[0-9]{1,9})\s*(?P<unit>ms|s|min)")
_LONGEST = timedelta(days=1)
_MOST_DAYS = 36_500
_SIZE = re.compile(r"(?P<number>[0-9]{1,9})\s*(?P<unit>kB|MB|GB|TB)?")
_SIZE_UNITS = {None: 1, "kB": 1024, "MB": 1024**2, "GB": 1024**3, "TB": 1024**4}
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
        hazards: What hazards do, by id: ``block``, ``warn`` or ``ignore``.
        safe_below: Under how many bytes a table is small: waiting for it is brief.
        online: Which tables are changed by online forms: ``auto``, ``always`` or ``never``.
        online_above: From how many bytes on ``auto`` takes a table for big.
        allow_superuser: Whether `apply` goes on as a superuser; None: on a server of this machine only.
        signers: File of the keys that may sign plans, as ssh-keygen reads it; with one, only signed plans are applied.
        on_drop: What becomes of dropped tables and columns: ``drop``, or ``trash`` to keep them for a while.
        trash_days: For how many days.
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
    hazards: Mapping[str, Reaction] = field(default_factory=dict)
    safe_below: int = 0
    online: OnlineChoice = OnlineChoice.AUTO
    online_above: int = DEFAULT_ABOVE
    allow_superuser: bool | None = None
    signers: str = ""
    on_drop: OnDrop = OnDrop.DROP
    trash_days: int = DEFAULT_DAYS
    root: Path = Path()

    @property
    def trash_policy(self) -> TrashPolicy:
        """Return what to do with what is dropped."""
        return TrashPolicy(on_drop=self.on_drop, days=self.trash_days)

    @property
    def online_policy(self) -> OnlinePolicy:
        """Return when to take online forms."""
        return OnlinePolicy(choice=self.online, above=self.online_above)

    @property
    def hazard_policy(self) -> HazardPolicy:
        """Return what to make of hazards."""
        return HazardPolicy(reactions=self.hazards, safe_below=self.safe_below)


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
        table = _laid_over(table, _table(sections[env], f"env.{env}"))
    settings = replace(Settings(root=root), **_values(table))
    url = next((environment[name] for name in _URL_VARIABLES if environment.get(name)), settings.database_url)
    scratch = environment.get("SCHEMACTL_SCRATCH") or settings.scratch
    return replace(settings, database_url=url, scratch=scratch)


def _laid_over(table: dict[str, Any], section: dict[str, Any]) -> dict[str, Any]:
    """Return the settings with those of an environment over them; of the hazards those it names."""
    both = table | section
    if "hazards" in table and "hazards" in section:
        both["hazards"] = _table(table["hazards"], "hazards") | _table(section["hazards"], "hazards")
    return both


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
    if name == "hazards":
        return _reactions(_table(value, "tool.schemactl.hazards"))
    if name in _READ_TEXTS:
        return _READ_TEXTS[name](_texts(name, value))
    if name == "allow_superuser":
        if not isinstance(value, bool):
            raise SettingsError(f"{name} must be true or false", hint="Write it without quotes.")
        return value
    if name == "trash_days":
        return _days(value)
    if name in _READ_TEXT:
        return _READ_TEXT[name](str(value))
    if not isinstance(value, str):
        raise SettingsError(f"{name} must be a text, not {type(value).__name__}", hint="Put it in quotes.")
    return value


def _texts(name: str, value: Any) -> list[str]:
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise SettingsError(f"{name} must be a text or a list of texts", hint='For example: ["public", "chat"].')
    return items


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


def _reactions(table: Mapping[str, Any]) -> dict[str, Reaction]:
    """Return what hazards do; SettingsError for an id or a word that is none, and for losses, which always stop."""
    losses = {sort.id for sort in CATALOGUE if sort.severity in BLOCKING}
    for identity, reaction in table.items():
        if identity not in IDS or reaction not in list(Reaction):
            raise SettingsError(
                f"not a hazard and what it does: {identity} = {reaction!r}",
                hint=f"Write an id and one of {', '.join(Reaction)}. The ids: {', '.join(IDS)}.",
            )
        if identity in losses:
            raise SettingsError(
                f"{identity} loses rows or values: it stops apply until it is allowed by name",
                hint=f'Allow one with --allow {identity}:schema.object, or with allow = ["{identity}:schema.object"].',
            )
    return {identity: Reaction(reaction) for identity, reaction in table.items()}


def parse_online(text: str) -> OnlineChoice:
    """Return which tables are changed by online forms; SettingsError for a word that says nothing of it."""
    try:
        return OnlineChoice(text.strip())
    except ValueError:
        raise SettingsError(
            f"online is neither auto, always nor never: {text!r}",
            hint="auto takes online forms for tables above online_above.",
        ) from None


def parse_on_drop(text: str) -> OnDrop:
    """Return what becomes of what is dropped; SettingsError for a word that does not say so."""
    try:
        return OnDrop(text.strip())
    except ValueError:
        raise SettingsError(
            f"on_drop is neither drop nor trash: {text!r}",
            hint="trash keeps dropped tables and columns for trash_days.",
        ) from None


def _days(value: Any) -> int:
    """Return a number of days; SettingsError for what is none. A flag is a number to Python."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _MOST_DAYS:
        raise SettingsError(f"trash_days is no number of days: {value!r}", hint="Write it without quotes, such as 30.")
    return value


def parse_days(text: str) -> int:
    """Return a number of days written like ``30d``; SettingsError when the text is none."""
    number = text.strip().removesuffix("d")
    if not number.isascii() or not number.isdigit() or int(number) > _MOST_DAYS:
        raise SettingsError(f"not a number of days: {text!r}", hint="Write it like 30d.")
    return int(number)


def parse_size(text: str) -> int:
    """Return a number of bytes written like ``10MB``, in PostgreSQL's units: kB, MB, GB and TB of 1024 each.

    Raises:
        SettingsError: The text is none.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise SettingsError(f"not a size: {text!r}", hint="Write it like 500kB, 10MB or 2GB.")
    return int(match["number"]) * _SIZE_UNITS[match["unit"]]


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


_READ_TEXT: Mapping[str, Callable[[str], Any]] = {
    "lock_timeout": parse_duration,
    "on_drop": parse_on_drop,
    "online": parse_online,
    "online_above": parse_size,
    "safe_below": parse_size,
}
_READ_TEXTS: Mapping[str, Callable[[list[str]], Any]] = {
    "target": tuple,
    "allow": parse_allowed,
    "schemas": parse_schemas,
    "partitions_elsewhere": parse_tables,
}
"""How settings are read that are written as a text, or as a list of texts."""
