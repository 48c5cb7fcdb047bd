"""Qdrant, by its own client: a server by URL, or a directory in the client's on-disk mode.

The only module that imports `qdrant_client`. The local mode keeps its points as pickles, so whoever can write the
directory can run code here: it must belong to us alone.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import sqlite3
import stat
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from schemactl.errors import StoreError
from schemactl.vectors.store import API_KEY_VARIABLE
from schemactl.vectors.values import Distance, Point, PointId, Shape

if TYPE_CHECKING:
    from qdrant_client import QdrantClient
    from qdrant_client.http.models import Filter, Record

OURS = "schemactl"
"""The key in a point's payload that holds what we need ourselves; beside it are the row's other columns."""

_KEY = f"{OURS}.key"

_WORDS = {
    Distance.COSINE: "Cosine",
    Distance.EUCLID: "Euclid",
    Distance.DOT: "Dot",
    Distance.MANHATTAN: "Manhattan",
}
_ACCIDENTS = (EOFError, KeyError, OSError, RuntimeError, RuntimeWarning, ValueError)
"""What the local mode raises about a directory that is in use, damaged or full."""

_TIMEOUT_SECONDS = 60
_PAGE = 1000
_THIS_MACHINE = ("http://localhost", "http://127.0.0.1", "http://[::1]")


class QdrantStore:
    """A Qdrant server or directory.

    Args:
        address: A URL, or what the messages call the directory. `api_key`: for a server.
        directory: Where the local mode keeps its files; None for a server.

    Raises:
        StoreError: See `VectorStore`.
    """

    def __init__(self, address: str, api_key: str, *, directory: Path | None) -> None:
        self._address, self._api_key, self._directory = address, api_key, directory
        if api_key and address.startswith("http://") and not address.startswith(_THIS_MACHINE):
            raise StoreError(
                f"{API_KEY_VARIABLE} would travel unencrypted to {address}",
                hint="Use https://, or unset the variable where the server asks for no key.",
            )
        self._client = self._opened()

    def shape(self, collection: str) -> Shape | None:
        """Return what a collection takes, or None where there is none of this name.

        Raises:
            StoreError: Besides the usual: it keeps several vectors per point, so it is none of ours.
        """
        with self._speaking():
            if not self._client.collection_exists(collection):
                return None
            vectors = self._client.get_collection(collection).config.params.vectors
        size, word = getattr(vectors, "size", None), str(getattr(vectors, "distance", ""))
        distance = next((d for d, w in _WORDS.items() if w.lower() == word.rpartition(".")[2].lower()), None)
        if size is None or distance is None:
            raise StoreError(
                f"collection {collection} of {self._address} keeps more than one vector per point",
                hint="It was made by something else: name another one with --collection.",
            )
        return Shape(dimensions=int(size), distance=distance)

    def create(self, collection: str, shape: Shape) -> None:
        """Make a collection whose vectors and payloads lie on disk: they were moved out to save memory."""
        from qdrant_client import models

        with self._speaking():
            self._client.create_collection(
                collection,
                vectors_config=models.VectorParams(
                    size=shape.dimensions, distance=models.Distance(_WORDS[shape.distance]), on_disk=True
                ),
                on_disk_payload=True,
            )

    def upsert(self, collection: str, points: Sequence[Point]) -> None:
        """Write points, over those of the same id."""
        from qdrant_client import models

        made = [
            models.PointStruct(
                id=point.id,
                vector=list(point.vector),
                payload={
                    **point.payload,
                    OURS: {"key": point.key, "original": base64.b64encode(point.original).decode()},
                },
            )
            for point in points
        ]
        with self._speaking():
            self._client.upsert(collection, points=made, wait=True)

    def fetch(self, collection: str, ids: Sequence[PointId]) -> dict[PointId, Point]:
        """Return the points there are of these ids, as all replicas of a cluster have them."""
        from qdrant_client import models

        with self._speaking():
            records = self._client.retrieve(
                collection,
                ids=list(ids),
                with_payload=True,
                with_vectors=True,
                consistency=models.ReadConsistencyType.ALL,
            )
        points = (_point(record) for record in records)
        return {point.id: point for point in points}

    def count(self, collection: str) -> int:
        """Return the exact number of points that were moved here."""
        with self._speaking():
            return self._client.count(collection, count_filter=_moved_here(), exact=True).count

    def scan(self, collection: str) -> Iterator[list[tuple[PointId, str]]]:
        """Yield id and key of all points that were moved here; each page begins with the id after the last one."""
        offset: Any = None
        while True:
            with self._speaking():
                records, offset = self._client.scroll(
                    collection,
                    scroll_filter=_moved_here(),
                    limit=_PAGE,
                    offset=offset,
                    with_payload=[_KEY],
                    with_vectors=False,
                )
            points = (_point(record) for record in records)
            yield [(point.id, point.key) for point in points]
            if offset is None:
                return

    def delete(self, collection: str, ids: Sequence[PointId]) -> None:
        """Delete points; ids nobody has do not matter."""
        from qdrant_client import models

        if not ids:
            return
        with self._speaking():
            self._client.delete(collection, points_selector=models.PointIdsList(points=list(ids)), wait=True)

    def reopen(self) -> None:
        """Begin anew with a client that remembers nothing; a directory is read from disk again."""
        self.close()
        self._client = self._opened()

    def close(self) -> None:
        """Let go of the store."""
        with self._speaking():
            self._client.close()

    def _opened(self) -> QdrantClient:
        try:
            from qdrant_client import QdrantClient
        except ImportError as error:
            raise StoreError(
                "moving vectors needs the package qdrant-client", hint="Install it: pip install 'schemactl[qdrant]'"
            ) from error
        with self._speaking():
            if self._directory is not None:
                _require_private(self._directory)
                return QdrantClient(path=str(self._directory))
            # The check of versions runs in a thread that can only warn.
            client = QdrantClient(
                url=self._address, api_key=self._api_key or None, timeout=_TIMEOUT_SECONDS, check_compatibility=False
            )
            client.get_collections()
            return client

    @contextlib.contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn everything the client may raise into our error, and keep its advice to ourselves."""
        from pickle import UnpicklingError

        from qdrant_client.common.client_exceptions import QdrantException
        from qdrant_client.http.exceptions import ApiException, UnexpectedResponse

        try:
            with warnings.catch_warnings():
                # Large directories are slow and keys to our own machine need no TLS; the documentation says so.
                warnings.filterwarnings("ignore", "Local mode is not recommended", UserWarning)
                warnings.filterwarnings("ignore", "Api key is used with an insecure connection", UserWarning)
                # Numbers whose squares overflow: the point would be found by nobody.
                warnings.filterwarnings("error", category=RuntimeWarning)
                yield
        except UnexpectedResponse as error:
            raise self._refusal(error.status_code or 0, error.reason_phrase) from error
        except (ApiException, QdrantException, sqlite3.Error, UnpicklingError, *_ACCIDENTS) as error:
            reason = " ".join(str(error).split()) or type(error).__name__
            raise StoreError(
                f"the vector store {self._address} does not work: {reason}",
                hint="Nothing was removed that is not in two places. Run the command again when it does.",
            ) from error

    def _refusal(self, status: int, reason: str) -> StoreError:
        if status in {401, 403}:
            return StoreError(
                f"the vector store {self._address} lets us not in: {status} {reason}",
                hint=f"Set {API_KEY_VARIABLE} to a key that may write to it.",
            )
        return StoreError(
            f"the vector store {self._address} refuses: {status} {reason}",
            hint="Its log says more. Nothing was removed that is not in two places; run the command again.",
        )


def _require_private(directory: Path) -> None:
    """Make sure that a directory exists, is ours, and that nobody else can write there.

    Raises:
        StoreError: Others could put a file there that would be executed.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = directory.stat()
    if status.st_uid != os.geteuid() or status.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise StoreError(
            f"others can write to {directory}, and what lies there is executed when it is opened",
            hint=f"Make it yours alone: chown and chmod 700 {directory}",
        )


def _moved_here() -> Filter:
    """Return the filter for points with a key of ours."""
    from qdrant_client import models

    without_key = models.IsEmptyCondition(is_empty=models.PayloadField(key=_KEY))
    return models.Filter(must_not=[without_key])


def _id(record: Record) -> PointId:
    return record.id if isinstance(record.id, int) else str(record.id)


def _point(record: Record) -> Point:
    """Return a point as it is there. What is not as we wrote it becomes empty: then no checksum agrees."""
    payload = dict(record.payload or {})
    ours = payload.pop(OURS, None)
    ours = ours if isinstance(ours, dict) else {}
    try:
        original = base64.b64decode(str(ours.get("original", "")), validate=True)
    except binascii.Error:
        original = b""
    # A list of lists would be several vectors, which no collection of ours takes.
    vector = cast("list[float]", record.vector) if isinstance(record.vector, list) else []
    return Point(
        id=_id(record),
        key=str(ours.get("key", "")),
        vector=tuple(vector),
        original=original,
        payload=payload,
    )
