"""The flips: for each managed column of the catalogs, a small pair of SQL scripts that differ in it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "flips"
_KEYS = {"of", "before", "after", "both", "postgres", "refused"}
_VERSIONS = re.compile(r"(<|>=)(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """Two databases that differ in just some columns of the catalogs.

    Attributes:
        name: Unique; its tag is the name of its schema and a part of the names of all its other objects.
        of: The managed columns that differ, ``catalog.column``.
        before, after: SQL; in it `TAG` stands for the tag. `postgres`: ``>=17`` where not all versions can do it.
        refused: Whether the difference must be refused by name, because nothing can be planned for it.
    """

    name: str
    of: frozenset[str]
    before: str
    after: str
    postgres: str = ""
    refused: bool = False

    @property
    def tag(self) -> str:
        """Return the words that tell its objects from others."""
        return f"__{self.name}__"

    def fits(self, major: int) -> bool:
        """Return whether servers of a major version can do it."""
        found = _VERSIONS.fullmatch(self.postgres)
        if found is None:
            return True
        return major < int(found[2]) if found[1] == "<" else major >= int(found[2])

    def script(self, sql: str) -> str:
        """Return one of its scripts for a schema of its own."""
        return (
            f"SET check_function_bodies = off;\nCREATE SCHEMA {self.tag};\nSET search_path = {self.tag};\n"
            f"{sql.replace('TAG', self.tag)}"
        )


def read_flips() -> tuple[Flip, ...]:
    """Return all flips, by file and in their order there.

    Raises:
        ValueError: One has a key nobody knows, or two have the same name.
    """
    flips: dict[str, Flip] = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        for name, said in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in flips or not said.keys() <= _KEYS:
                raise ValueError(f"{path.name}: {name} is there twice or has unknown keys: {sorted(said)}")
            both = said.get("both", "")
            flips[name] = Flip(
                name=name,
                of=frozenset(said["of"]),
                before=f"{both};\n{said.get('before', '')}",
                after=f"{both};\n{said.get('after', '')}",
                postgres=said.get("postgres", ""),
                refused=said.get("refused", False),
            )
    return tuple(flips.values())
