"""Whatever breaks, and whenever: every vector is in PostgreSQL, or in the store with the ledger saying so.

The moments at which something breaks are enumerated, not chosen.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE

import pytest
from psycopg.conninfo import conninfo_to_dict
from qdrant_client import QdrantClient, models

from schemactl.errors import Blocked, ConnectionFailed, StoreError
from schemactl.scratch.server import ScratchServer, database_name
from schemactl.vectors.qdrant import OURS, QdrantStore
from schemactl.vectors.store import local_directory
from schemactl.vectors.values import Distance, Point, Shape, Status
from tests.fixtures.proxy import Fault, Mode, open_proxy
from tests.vectors.conftest import COLUMN, ROWS, Notes

pytestmark = pytest.mark.faults

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


@pytest.fixture
def copy_of(server: ScratchServer) -> Iterator[Callable[[Notes], Notes]]:
    """Return a maker of copies of a database, with the same store."""
    with contextlib.ExitStack() as made:

        def make(notes: Notes) -> Notes:
            name = database_name("copy")
            server.create_database(name, template=str(conninfo_to_dict(notes.conninfo)["dbname"]))
            made.callback(server.drop_database, name)
            return replace(notes, conninfo=server.conninfo(name))

        yield make


@pytest.fixture
def kill_at(notes: Notes) -> Iterator[Callable[[str, int], bool]]:
    """Return a function that starts a run which kills itself at the n-th moment, and says whether it came to that."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), *sys.path]))}
    program = [sys.executable, str(HERE / "killed.py"), notes.conninfo, str(notes.directory)]
    with subprocess.Popen(program, env=environment, stdin=PIPE, stdout=PIPE, text=True, bufsize=1) as process:
        asked, answers = process.stdin, process.stdout
        assert asked is not None
        assert answers is not None

        def ask(command: str, moment: int) -> bool:
            asked.write(f"{command} {moment}\n")
            said = answers.readline().strip()
            assert said in {"killed", "ended"}
            notes.end_sessions()
            return said == "killed"

        yield ask
        asked.close()


def test_killed_at_every_moment(notes: Notes, kill_at: Callable[[str, int], bool]) -> None:
    """Killed between any two steps or halfway through a call, both ways: nothing is lost, and another run ends it."""
    before, moment, alive = notes.vectors(), 0, set[str]()
    while alive != {"out", "back"}:
        moment += 1
        for command, move, left in (("out", notes.out, 0), ("back", notes.back, ROWS)):
            if not kill_at(command, moment):
                alive.add(command)
            notes.require_all(before)
            move()
            assert len(notes.vectors()) == left
    assert moment > 12
    notes.require_all(before)
    assert notes.status().problems == ()


@pytest.mark.parametrize("mode", [Mode.DROP_BEFORE, Mode.DROP_RESPONSE])
@pytest.mark.parametrize("command", ["out", "back"])
def test_connection_that_breaks_at_every_command(notes: Notes, command: str, mode: Mode) -> None:
    """The connection to PostgreSQL breaks one command later in each run: nothing is lost, and the rest goes on."""
    before, number = notes.vectors(), 0
    if command == "back":
        notes.out()
    fired = True
    while fired:
        number += 1
        with open_proxy(notes.conninfo, Fault(mode=mode, number=number)) as (proxy, through):
            broken = replace(notes, conninfo=through)
            with contextlib.suppress(ConnectionFailed):
                (broken.out if command == "out" else broken.back)()
            fired = proxy.fired
        notes.end_sessions()
        notes.require_all(before)
    assert number > 15
    assert len(notes.vectors()) == (0 if command == "out" else ROWS)
    assert notes.status().problems == ()


class FailingStore(QdrantStore):
    """The real store, whose n-th call fails halfway. `calls` counts over all stores of a run."""

    calls: list[str]
    fails_at: int

    def upsert(self, collection: str, points: Sequence[Point]) -> None:
        """Write points, or half of them."""
        self._call("upsert", lambda: QdrantStore.upsert(self, collection, points[: len(points) // 2]))
        super().upsert(collection, points)

    def fetch(self, collection: str, ids: Sequence[int | str]) -> dict[int | str, Point]:
        """Read points, or not."""
        self._call("fetch", lambda: None)
        return super().fetch(collection, ids)

    def delete(self, collection: str, ids: Sequence[int | str]) -> None:
        """Delete points, or half of them."""
        self._call("delete", lambda: QdrantStore.delete(self, collection, ids[: len(ids) // 2]))
        super().delete(collection, ids)

    def _call(self, name: str, half: Callable[[], None]) -> None:
        self.calls.append(name)
        if len(self.calls) == self.fails_at:
            half()
            raise StoreError("the store has failed")


def failing(number: int) -> Callable[[str, str], FailingStore]:
    """Return an opener of stores that fail at the n-th call."""
    kind = type("Failing", (FailingStore,), {"calls": [], "fails_at": number})
    return lambda address, key: kind(address, key, directory=local_directory(address))


def test_store_that_fails_at_every_call(notes: Notes) -> None:
    """The store fails one call later in each run, halfway, both ways: nothing is lost, and the rest goes on."""
    before = notes.vectors()
    for move in (notes.out, notes.back):
        failures, done = 0, False
        while not done:
            with contextlib.suppress(StoreError):
                move(opener=failing(failures + 1))
                done = True
            failures += not done
            notes.require_all(before)
        assert failures >= 3
        assert notes.status().problems == ()


class LyingStore(QdrantStore):
    """The real store, except that it keeps one point of every batch otherwise than it says."""

    def upsert(self, collection: str, points: Sequence[Point]) -> None:
        """Write points, the first one wrong or not at all."""
        first, *others = points
        super().upsert(collection, [*self.instead(first), *others])

    def instead(self, point: Point) -> list[Point]:
        """Return what is written for a point."""
        return [replace(point, vector=tuple(reversed(point.vector)))]


class LosingStore(LyingStore):
    """It loses a point."""

    def instead(self, point: Point) -> list[Point]:
        """Return nothing."""
        del point
        return []


class BlurringStore(LyingStore):
    """It flips the last bit of a vector's bytes."""

    def instead(self, point: Point) -> list[Point]:
        """Return the point with another last bit."""
        return [replace(point, original=point.original[:-1] + bytes([point.original[-1] ^ 1]))]


class ForgettingStore(LyingStore):
    """It answers from memory what it never kept."""

    def __init__(self, address: str, api_key: str, *, directory: Path | None) -> None:
        self.memory: dict[int | str, Point] = {}
        super().__init__(address, api_key, directory=directory)

    def instead(self, point: Point) -> list[Point]:
        """Return nothing, but remember."""
        self.memory[point.id] = point
        return []

    def fetch(self, collection: str, ids: Sequence[int | str]) -> dict[int | str, Point]:
        """Read points, or remember them."""
        return {id_: self.memory[id_] for id_ in ids if id_ in self.memory} | super().fetch(collection, ids)

    def reopen(self) -> None:
        """Forget."""
        self.memory.clear()
        super().reopen()


@pytest.mark.parametrize(
    ("store", "words"),
    [
        (LyingStore, "searches by other numbers"),
        (LosingStore, "is not in the store"),
        (BlurringStore, "checksum differs"),
        (ForgettingStore, "is not in the store"),
    ],
)
def test_nothing_is_removed_on_a_store_s_word(notes: Notes, store: type[QdrantStore], words: str) -> None:
    """What was written is read back, and as long as one vector of a batch is not there as it was, none is removed."""
    before = notes.vectors()
    with pytest.raises(StoreError, match=words):
        notes.out(opener=lambda address, key: store(address, key, directory=local_directory(address)))
    assert (notes.vectors(), notes.entries()) == (before, {})


def damage(notes: Notes, keys: list[str]) -> None:
    """Delete a point, alter the bytes of one, the numbers of one, and give one another row's key."""
    client = QdrantClient(path=str(notes.directory))
    missing, altered, turned, swapped = keys
    point = client.retrieve(COLUMN, [altered], with_payload=True)[0]
    client.delete(COLUMN, models.PointIdsList(points=[missing]))
    ours = dict((point.payload or {})[OURS])
    client.set_payload(COLUMN, {OURS: {**ours, "original": "AAgAAA=="}}, points=[altered])
    client.update_vectors(COLUMN, [models.PointVectors(id=turned, vector=[1.0] * 8)])
    client.set_payload(COLUMN, {OURS: {**ours, "key": "another"}}, points=[swapped])
    client.close()


def test_damaged_points_are_refused_by_name_and_the_others_return(notes: Notes) -> None:
    """A missing, altered or swapped point keeps nobody else from returning, and stays where it is, with its entry."""
    before = notes.vectors()
    notes.out()
    keys = sorted(before)[5:9]
    damage(notes, keys)
    problems = notes.status().problems
    assert "1 are lost" in problems[0]
    assert [problem.split(": ")[0] for problem in problems[1:]] == [f"row {key}" for key in keys]
    back = notes.back()
    assert (back.restored, [key for key, _ in back.refused]) == (ROWS - 4, keys)
    assert [words for _, words in back.refused] == [
        "it is not in the store",
        "its checksum differs",
        "the store searches by other numbers",
        "its point belongs to row 'another'",
    ]
    assert notes.vectors() == {key: sent for key, sent in before.items() if key not in keys}
    assert sorted(notes.entries()) == keys


def test_numbers_a_store_cannot_compare_stay_where_they_are(notes: Notes) -> None:
    """By cosine, squares that overflow make a vector nobody would find: it is refused and not removed."""
    notes.run("UPDATE public.notes SET embedding = '[3e38,3e38,0,0,0,0,0,0]'")
    with pytest.raises(StoreError):
        notes.out()
    assert len(notes.vectors()) == ROWS


def test_a_collection_of_somebody_else_is_refused(notes: Notes) -> None:
    """A collection of the same name that the ledger does not know may belong to another database."""
    client = QdrantClient(path=str(notes.directory))
    client.create_collection(COLUMN, models.VectorParams(size=8, distance=models.Distance.COSINE))
    client.close()
    with pytest.raises(StoreError, match="is there already") as caught:
        notes.out()
    assert "--collection" in caught.value.hint
    assert notes.out(collection="mine").moved == ROWS


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (None, "is not in"),
        (Shape(dimensions=9, distance=Distance.COSINE), "takes 9 dimensions"),
        (Shape(dimensions=8, distance=Distance.DOT), "distance dot"),
    ],
)
def test_a_collection_that_became_another_is_refused(notes: Notes, shape: Shape | None, words: str) -> None:
    """When the collection is gone or was made anew, nothing is moved in either direction."""
    notes.out(where="owner = 'ann'")
    store = QdrantStore(notes.request.store, "", directory=notes.directory)
    store._client.delete_collection(COLUMN)
    if shape is not None:
        store.create(COLUMN, shape)
    store.close()
    for move in (notes.out, notes.back, notes.status, notes.prune):
        with pytest.raises(StoreError, match=words):
            move()


def test_a_copy_of_a_database_cannot_harm_the_original(notes: Notes, copy_of: Callable[[Notes], Notes]) -> None:
    """A copy reads the vectors it shares with the original, and deletes none before it is said to be the only one."""
    before = notes.vectors()
    notes.out()
    copy = copy_of(notes)
    for move in (copy.out, copy.back, copy.prune):
        with pytest.raises(Blocked, match="is a copy of the one"):
            move()
    assert copy.status().problems == ()
    assert copy.back(keep=True).restored == ROWS
    assert copy.vectors() == before
    assert notes.status().problems == ()
    assert copy.prune(adopt=True).deleted == ROWS
    status: Status = notes.status(verify=False)
    assert f"{ROWS} are lost" in status.problems[0]


UNREACHABLE = "http://127.0.0.1:9"


def test_a_store_that_does_not_answer(notes: Notes) -> None:
    """An unreachable server is an error with a hint; nothing was changed."""
    with pytest.raises(StoreError, match=UNREACHABLE) as caught:
        notes.out(store=UNREACHABLE)
    assert caught.value.hint
    assert len(notes.vectors()) == ROWS


@pytest.mark.parametrize(("broken", "key", "words"), [(0, "wrong", "lets us not in: 403"), (507, "sesame", "507")])
def test_a_store_that_refuses(notes: Notes, new_store: Callable[..., str], broken: int, key: str, words: str) -> None:
    """A wrong key and a full disk are told apart, and the key is never shown."""
    with pytest.raises(StoreError, match=words) as caught:
        notes.out(store=new_store(broken=broken), api_key=key)
    assert key not in f"{caught.value} {caught.value.hint}" or key == "wrong"
    assert len(notes.vectors()) == ROWS


def test_a_key_never_travels_in_the_clear(notes: Notes) -> None:
    """A key is sent over http to this machine only."""
    with pytest.raises(StoreError, match="would travel unencrypted"):
        notes.out(store="http://store.example:6333", api_key="sesame")


def test_a_directory_others_can_write_to_is_never_opened(notes: Notes) -> None:
    """The local mode runs what lies in its directory."""
    notes.directory.mkdir()
    notes.directory.chmod(0o777)
    with pytest.raises(StoreError, match="others can write"):
        notes.out()


# The client forgets to close its lock file when another process holds the lock.
@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")
def test_a_directory_in_use_is_named(notes: Notes) -> None:
    """Two processes cannot have one directory; the error says so."""
    client = QdrantClient(path=str(notes.directory))
    with pytest.raises(StoreError, match="already accessed"):
        notes.out()
    client.close()
