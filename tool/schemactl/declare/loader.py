"""Importing schema modules and finding what they declare. A mistake in them becomes an error with file and line."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import MetaData, Table

from schemactl.declare.item import Item
from schemactl.declare.location import failure_location, remember_tables, shorten
from schemactl.errors import DeclarationError, SchemactlError
from schemactl.model.declaration import SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What was imported.

    Attributes:
        metadatas: Every distinct MetaData, in the order it was found.
        files: Every file of the package the modules belong to, sorted.
    """

    metadatas: tuple[MetaData, ...]
    files: tuple[Path, ...]


def load_modules(spec: str) -> Loaded:
    """Import what a target names.

    Args:
        spec: ``package`` for everything in it, or ``package.module:attribute`` for a MetaData, a declarative base, or a
            function that returns one.

    Raises:
        DeclarationError: A module cannot be imported, or there is no MetaData where one was expected.
    """
    remember_tables()
    directory = str(Path.cwd())
    if sys.path[0] not in {"", directory}:
        # First, as `python -m` would: an installed package of the same name must not win over the user's own.
        sys.path.insert(0, directory)
    importlib.invalidate_caches()
    module_name, _, attribute = spec.partition(":")
    module = _import(module_name, spec)
    modules = [module] if attribute else [module, *_submodules(module, spec)]
    _refuse_lost_items(modules)
    metadatas = [_attribute(module, attribute, spec)] if attribute else _distinct(modules)
    if not metadatas:
        raise DeclarationError(
            f"{spec} declares nothing: no MetaData was found in it",
            hint="Create one, metadata = MetaData(), and put your tables on it.",
            source=_start_of(module),
        )
    return Loaded(metadatas=tuple(metadatas), files=_files(module_name.partition(".")[0]))


def _import(name: str, spec: str) -> ModuleType:
    """Import one module.

    Whatever a user's module raises, even an attempt to exit, is a mistake in that module and is reported as one.
    """
    if not name or not all(part.isidentifier() for part in name.split(".")):
        raise DeclarationError(
            f"{spec!r} is no target",
            hint='Name a package, "schema", or a MetaData in a module, "app.models:metadata".',
        )
    try:
        return importlib.import_module(name)
    except SchemactlError as error:
        error.source = error.source or failure_location(error.__traceback__)
        raise
    except SyntaxError as error:
        place = SourceLocation(shorten(error.filename), error.lineno or 1) if error.filename else None
        raise DeclarationError(f"syntax error: {error.msg}", hint="Correct the line.", source=place) from error
    except (Exception, SystemExit, GeneratorExit) as error:
        raise _cannot_import(name, error) from error


def _cannot_import(name: str, error: BaseException) -> DeclarationError:
    place = failure_location(error.__traceback__)
    if isinstance(error, ModuleNotFoundError) and f"{name}.".startswith(f"{error.name}."):
        return DeclarationError(
            f"there is no module {error.name}",
            hint="Run schemactl in the directory that holds the package, or correct `target` in [tool.schemactl].",
            source=place,
        )
    reason = " ".join(str(error).split("(Background on this error")[0].split())
    return DeclarationError(
        f"cannot import {name}: {type(error).__name__}{': ' if reason else ''}{reason}",
        hint=f"`python -c 'import {name}'` shows the whole traceback.",
        source=place,
    )


def _submodules(module: ModuleType, spec: str) -> Iterator[ModuleType]:
    """Import everything below a package, in order of name."""
    for path in sorted(getattr(module, "__path__", ())):
        for found in sorted(pkgutil.iter_modules([path], f"{module.__name__}."), key=lambda found: found.name):
            child = _import(found.name, spec)
            yield child
            if found.ispkg:
                yield from _submodules(child, spec)


def _attribute(module: ModuleType, attribute: str, spec: str) -> MetaData:
    try:
        value: Any = module
        for name in attribute.split("."):
            value = getattr(value, name)
    except AttributeError as error:
        raise DeclarationError(
            f"{module.__name__} has no {attribute}",
            hint=f"Correct the part after the colon in {spec!r}.",
            source=_start_of(module),
        ) from error
    found = _metadata_of(value)
    if found is None and callable(value):
        try:
            found = _metadata_of(value())
        except Exception as error:
            raise _cannot_import(f"{spec} (calling {attribute})", error) from error
    if found is None:
        raise DeclarationError(
            f"{spec} is a {type(value).__name__}, not a MetaData",
            hint="Name a MetaData, a declarative base, or a function without arguments that returns one.",
            source=_start_of(module),
        )
    return found


def _metadata_of(value: Any) -> MetaData | None:
    """Return the MetaData a value is or has: a MetaData, a table, a registry, a declarative base or mapped class."""
    if isinstance(value, MetaData):
        return value
    metadata = getattr(value, "metadata", None) if isinstance(value, type | Table) or _is_registry(value) else None
    return metadata if isinstance(metadata, MetaData) else None


def _is_registry(value: Any) -> bool:
    return type(value).__module__.startswith("sqlalchemy.orm") and type(value).__name__ == "registry"


def _distinct(modules: list[ModuleType]) -> list[MetaData]:
    found: dict[int, MetaData] = {}
    for module in modules:
        for value in list(vars(module).values()):
            metadata = _metadata_of(value)
            if metadata is not None:
                found.setdefault(id(metadata), metadata)
    return list(found.values())


def _refuse_lost_items(modules: list[ModuleType]) -> None:
    """Refuse an item that has a name in a module but belongs to nothing; it would be left out without a word."""
    for module in modules:
        for name, value in list(vars(module).items()):
            if isinstance(value, Item) and not value.attached:
                raise value.refused(
                    f"{type(value).__name__} {name} belongs to no table",
                    "Put it inside Table(...), or give table=... (and metadata=... when the table is named as text).",
                )


def _files(package: str) -> tuple[Path, ...]:
    """Return the files of every imported module of a package."""
    files = set()
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == package and (file := getattr(module, "__file__", None)):
            files.add(Path(file))
    return tuple(sorted(files))


def _start_of(module: ModuleType) -> SourceLocation | None:
    file = getattr(module, "__file__", None)
    return SourceLocation(shorten(file), 1) if file else None
