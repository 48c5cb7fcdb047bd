"""What a database of a platform already has before anything of ours is created there.

It is run before the declarations on the scratch server and never managed.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from schemactl.errors import SettingsError

KNOWN = ("supabase",)
"""Platforms whose prelude ships with schemactl."""


def platform_sql(platform: str, root: Path = Path()) -> str:
    """Return the SQL that brings an empty database to what the platform provides: roles, namespaces, functions, grants.

    Args:
        platform: One of `KNOWN`, the path of a .sql file, or empty for a plain PostgreSQL.
        root: Directory that a relative path starts from.

    Raises:
        SettingsError: The platform is neither known nor a readable file.
    """
    if not platform:
        return ""
    if platform in KNOWN:
        return files("schemactl.declare").joinpath("platforms", f"{platform}.sql").read_text(encoding="utf-8")
    try:
        return (root / platform).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"cannot read the platform {platform!r}: {error}",
            hint=f"Set platform to one of {', '.join(KNOWN)}, or to the path of a .sql file.",
        ) from error
