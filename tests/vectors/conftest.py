"""A small table with vectors, a directory for the store, and what must hold whatever happens to either of them."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import HTTPServer
from pathlib import Path
from typing import Any

import pytest
from qdrant_client import QdrantClient

from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database
from schemactl.vectors.back import move_back
from schemactl.vectors.encoding import checksum, numbers
from schemactl.vectors.out import move_out
from schemactl.vectors.prune import prune
from schemactl.vectors.session import OnStep, OpenStore, Request
from schemactl.vectors.status import read_status
from schemactl.vectors.store import open_store
from schemactl.vectors.values import MovedBack, MovedOut, Pruned, Status, Step
from tests.vectors.rest import KEY, Door

ROWS = 24
REAL_VECTORS = """
SELECT EXISTS (
    SELECT FROM pg_catalog.pg_proc JOIN pg_catalog.pg_language ON pg_language.oid = prolang
    WHERE proname = 'cosine_distance' AND lanname = 'c'
)
"""
NOTES = f"""
CREATE EXTENSION vector SCHEMA public;
CREATE TABLE public.notes (
    id uuid PRIMARY KEY, owner text NOT NULL, embedding public.vector(8), updated_at timestamptz DEFAULT '2020-01-01'
);
CREATE INDEX notes_embedding ON public.notes USING hnsw (embedding public.vector_cosine_ops);
SELECT setseed(0.5);
INSERT INTO public.notes (id, owner, embedding)
SELECT md5(n::text)::uuid, CASE n % 2 WHEN 0 THEN 'ann' ELSE 'ben' END,
    (SELECT array_agg((random() - 0.5)::real) FROM generate_series(1, 8 + 0 * n))::public.vector
FROM generate_series(1, {ROWS}) AS n;
"""
COLUMN = "public.notes.embedding"


def ignore(_: Step, __: int) -> None:
    """Take no notice of progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """A database with the table `notes`, a store, and the commands on both."""

    conninfo: str
    directory: Path
    request: Request = field(init=False)

    def __post_init__(self) -> None:
        store = f"qdrant://{self.directory}"
        object.__setattr__(self, "request", Request(database_url=self.conninfo, column=COLUMN, store=store, batch=12))

    def end_sessions(self) -> None:
        """End all other sessions of the database: a server notices a broken connection late."""
        self.run(
            "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    def out(self, on_step: OnStep = ignore, opener: OpenStore = open_store, **changes: Any) -> MovedOut:
        """Move vectors out."""
        return move_out(replace(self.request, **changes), on_step, opener)

    def back(self, on_step: OnStep = ignore, opener: OpenStore = open_store, **changes: Any) -> MovedBack:
        """Move vectors back."""
        return move_back(replace(self.request, store="", **changes), on_step, opener)

    def status(self, *, verify: bool = True) -> Status:
        """Return where the vectors are."""
        return read_status(replace(self.request, store=""), ignore, verify=verify)

    def prune(self, **changes: Any) -> Pruned:
        """Clear the store."""
        return prune(replace(self.request, store="", **changes), ignore)

    def run(self, command: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Run a command in a session of its own."""
        with connect(self.conninfo) as connection:
            cursor = connection.execute(command.encode(), parameters or None)
            return cursor.fetchall() if cursor.description else []

    def value(self, query: str, *parameters: Any) -> Any:
        """Return the only value of a query."""
        return self.run(query, *parameters)[0][0]

    def vectors(self) -> dict[str, bytes]:
        """Return the bytes of every vector in PostgreSQL by key."""
        query = "SELECT id::text, public.vector_send(embedding) FROM public.notes WHERE embedding IS NOT NULL"
        return {key: bytes(sent) for key, sent in self.run(query)}

    def entries(self) -> dict[str, bytes]:
        """Return the checksum of every vector that is in the store only, as the ledger has it."""
        if self.value("SELECT to_regclass('schemactl.offloaded_vector') IS NULL"):
            return {}
        query = "SELECT key, checksum FROM schemactl.offloaded_vector WHERE state = 'out'"
        return {key: bytes(checksum) for key, checksum in self.run(query)}

    def stored(self) -> dict[str, bytes]:
        """Return the bytes of every point in the store by key."""
        with contextlib.closing(open_store(self.request.store)) as store:
            if store.shape(COLUMN) is None:
                return {}
            ids = [id_ for page in store.scan(COLUMN) for id_, _ in page]
            return {point.key: point.original for point in store.fetch(COLUMN, ids).values()} if ids else {}

    def require_all(self, before: dict[str, bytes]) -> None:
        """Make sure that every vector is where it should be, with its bits, and entered where only the store has it."""
        stored, entries = self.stored(), self.entries()
        assert {key: stored.get(key) for key in entries} | self.vectors() == before
        assert entries == {key: checksum(stored[key]) for key in entries}


@pytest.fixture
def directory() -> Iterator[Path]:
    """Return a private directory in memory, where there is some: the store syncs every single point to disk."""
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a name nobody can foresee
    base = memory if os.access(memory, os.W_OK) else None
    path = Path(tempfile.mkdtemp(prefix="schemactl-test-", dir=base))
    yield path / "store"
    shutil.rmtree(path)


@pytest.fixture(scope="session")
def notes_template(server: ScratchServer) -> Iterator[str]:
    """Return the name of a database with two dozen notes; skip where the server has no pgvector."""
    with scratch_database(server, "notes") as name:
        with connect(server.conninfo(name)) as connection:
            connection.execute(NOTES.encode())
            real = connection.execute(REAL_VECTORS.encode()).fetchone()
        if real != (True,):
            pytest.skip("needs pgvector itself")
        yield name


@pytest.fixture
def notes(server: ScratchServer, notes_template: str, directory: Path) -> Iterator[Notes]:
    """Return a copy of it and an empty store."""
    with scratch_database(server, "notes", template=notes_template) as name:
        yield Notes(conninfo=server.conninfo(name), directory=directory)


def numbers_of(original: bytes) -> tuple[float, ...]:
    """Return the numbers of a vector's bytes."""
    return numbers(original, "vector")


@pytest.fixture
def new_store(directory: Path) -> Iterator[Callable[..., str]]:
    """Return a maker of Qdrant servers: the given one, or the real engine behind a door of HTTP."""
    with contextlib.ExitStack() as opened:

        def make(*, broken: int = 0) -> str:
            if (url := os.environ.get("SCHEMACTL_TEST_QDRANT")) and not broken:
                client = QdrantClient(url=url, api_key=KEY)
                client.delete_collection(COLUMN)
                opened.callback(client.close)
                opened.callback(client.delete_collection, COLUMN)
                return url
            engine = QdrantClient(path=f"{directory}-server", force_disable_check_same_thread=True)
            opened.callback(engine.close)
            door = type("OpenDoor", (Door,), {"engine": engine, "broken": broken})
            server = HTTPServer(("127.0.0.1", 0), door)
            opened.callback(server.server_close)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
            opened.callback(thread.join)
            opened.callback(server.shutdown)
            thread.start()
            return f"http://127.0.0.1:{server.server_port}"

        yield make
