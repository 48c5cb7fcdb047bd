"""What is asked of a vector store. One implementation speaks to Qdrant; another needs these nine methods.

Every method raises `StoreError` when the store cannot be reached or refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from schemactl.errors import UsageError
from schemactl.vectors.values import Point, PointId, Shape

API_KEY_VARIABLE = "QDRANT_API_KEY"
"""The only place a key is read from: arguments show in process lists and shell histories."""

_LOCAL = "qdrant://"


class VectorStore(Protocol):
    """A place for vectors, outside PostgreSQL."""

    def shape(self, collection: str) -> Shape | None:
        """Return what a collection takes, or None where there is none of this name."""
        ...

    def create(self, collection: str, shape: Shape) -> None:
        """Make a collection."""
        ...

    def upsert(self, collection: str, points: Sequence[Point]) -> None:
        """Write points, over those of the same id; returns when the store has them."""
        ...

    def fetch(self, collection: str, ids: Sequence[PointId]) -> dict[PointId, Point]:
        """Return the points there are of these ids."""
        ...

    def count(self, collection: str) -> int:
        """Return the exact number of points that were moved here; others may put their own beside them."""
        ...

    def scan(self, collection: str) -> Iterator[list[tuple[PointId, str]]]:
        """Yield id and key of all points that `count` counts, by pages; those yielded already may be deleted."""
        ...

    def delete(self, collection: str, ids: Sequence[PointId]) -> None:
        """Delete points; ids nobody has do not matter."""
        ...

    def reopen(self) -> None:
        """Forget everything read or written so far: from now on the answers are what was really kept."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


def normalise_store(text: str) -> str:
    """Return a store's address in the one form the ledger keeps: an http(s) URL, or ``qdrant://`` and a path.

    Raises:
        UsageError: It is something else, or holds a password.
    """
    if text.startswith(("http://", "https://")):
        if "@" in text:
            raise UsageError(
                "the address of the store must not hold a login or password",
                hint=f"Put the key into the environment variable {API_KEY_VARIABLE}.",
            )
        return text.rstrip("/")
    path = text.removeprefix(_LOCAL)
    if not path or "://" in path:
        raise UsageError(
            f"not the address of a store: {text!r}",
            hint="Write https://host:6333 for a Qdrant server, or qdrant:///path for a directory of its local mode.",
        )
    return f"{_LOCAL}{Path(path).expanduser().absolute()}"


def open_store(address: str, api_key: str = "") -> VectorStore:
    """Open the store at an address.

    Args:
        address: As `normalise_store` returns it. `api_key`: empty where the store asks for none.

    Raises:
        StoreError: The package for it is missing, or the store cannot be opened.
    """
    from schemactl.vectors.qdrant import QdrantStore

    return QdrantStore(address, api_key, directory=local_directory(address))


def local_directory(address: str) -> Path | None:
    """Return the directory of a local store, or None for a server."""
    return Path(address.removeprefix(_LOCAL)) if address.startswith(_LOCAL) else None
