"""Flags that several commands share, and the settings they lead to."""

from __future__ import annotations

import dataclasses
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from schemactl.model.statement import Phase
from schemactl.settings import Settings, load_settings, parse_allowed, parse_duration, parse_online, parse_schemas
from schemactl.sources import is_sql, is_url

DatabaseUrl = Annotated[
    str,
    typer.Option(
        "--database-url",
        help="The live database; else SCHEMACTL_DATABASE_URL, DATABASE_URL, or libpq's own variables and service file.",
        metavar="URL",
        show_default=False,
    ),
]
Live = Annotated[
    str,
    typer.Option(
        "--live",
        help="Compare this instead: a URL, a snapshot file or a .sql file.",
        metavar="SOURCE",
        show_default=False,
    ),
]
Desired = Annotated[
    str,
    typer.Option(
        "--desired",
        help="What is desired: a target (package or package.module:metadata), SQL files, a URL, a snapshot file.",
        metavar="SOURCE",
        show_default=False,
    ),
]
Declared = Annotated[
    str,
    typer.Option(
        "--desired",
        help="What is declared: a target (package or package.module:metadata), a .sql file or a folder of them.",
        metavar="SOURCE",
        show_default=False,
    ),
]
Schemas = Annotated[
    str,
    typer.Option("--schemas", help="Managed namespaces, separated by commas.", metavar="NAMES", show_default=False),
]
Scratch = Annotated[
    str,
    typer.Option(
        "--scratch",
        help="Scratch server: embedded, server, docker:<image> or a URL.",
        metavar="SERVER",
        show_default=False,
    ),
]
Env = Annotated[
    str, typer.Option("--env", help="Section [tool.schemactl.env.NAME] to use.", metavar="NAME", show_default=False)
]
Allow = Annotated[
    list[str],
    typer.Option(
        "--allow",
        help="Allow a hazard: SC101 or SC101:public.documents. May be repeated.",
        metavar="HAZARD",
        show_default=False,
    ),
]
PhaseOption = Annotated[
    Phase | None,
    typer.Option(
        "--phase",
        help="End before rows are moved (expand), before what old code needs is removed (migrate), or after all of it, "
        "old names of moved tables included (contract). Without it everything but those names.",
        show_default=False,
    ),
]
OnlineOption = Annotated[
    str,
    typer.Option(
        "--online",
        help="Tables changed by online forms, which let others work: auto (those above online_above), always or never.",
        metavar="CHOICE",
        show_default=False,
    ),
]
LockTimeout = Annotated[
    str,
    typer.Option(
        "--lock-timeout", help="Longest wait for one lock, such as 500ms.", metavar="DURATION", show_default=False
    ),
]


AllowSuperuser = Annotated[
    bool | None,
    typer.Option(
        "--allow-superuser/--refuse-superuser",
        help="Whether the login may be a superuser. Without it: on this machine only.",
        show_default=False,
    ),
]
Signature = Annotated[
    Path | None,
    typer.Option(
        "--signature", help="The plan's signature; else the plan's name with .sig.", metavar="FILE", show_default=False
    ),
]
Signers = Annotated[
    Path | None,
    typer.Option(
        "--signers",
        help="Apply the plan only if one of these keys signed it (ssh-keygen's allowed_signers).",
        metavar="FILE",
        show_default=False,
    ),
]


def settings_for(
    *,
    env: str = "",
    schemas: str = "",
    scratch: str = "",
    desired: str = "",
    allow: list[str] | None = None,
    lock_timeout: str = "",
    online: str = "",
    allow_superuser: bool | None = None,
) -> Settings:
    """Return the settings with a command's flags laid over them.

    Managed namespaces and platform belong to the target of the settings: they are left out when something else is
    desired.

    Raises:
        SettingsError: A setting or flag makes no sense.
    """
    settings = load_settings(Path.cwd(), os.environ, env=env)
    if str(settings.root) not in sys.path:
        sys.path.insert(0, str(settings.root))
    if desired and (is_url(desired) or is_sql(desired)):
        settings = dataclasses.replace(settings, schemas=None, platform="")
    if schemas:
        settings = dataclasses.replace(settings, schemas=parse_schemas(schemas.split(",")))
    if scratch:
        settings = dataclasses.replace(settings, scratch=scratch)
    if lock_timeout:
        settings = dataclasses.replace(settings, lock_timeout=parse_duration(lock_timeout))
    if allow_superuser is not None:
        settings = dataclasses.replace(settings, allow_superuser=allow_superuser)
    if online:
        settings = dataclasses.replace(settings, online=parse_online(online))
    return dataclasses.replace(settings, allow=(*settings.allow, *parse_allowed(allow or ())))
