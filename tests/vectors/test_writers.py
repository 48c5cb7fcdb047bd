"""Other sessions go on writing while vectors move: what they wrote last is what there is."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from schemactl.errors import LockNotObtained, StoreError
from schemactl.postgres.connect import connect
from schemactl.vectors import back, out
from schemactl.vectors.session import LOCK_KEY
from schemactl.vectors.values import Step
from tests.vectors.conftest import ROWS, Notes, numbers_of

NEW = "[9,9,9,9,9,9,9,9]"


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait long for rows that stay locked."""
    for room in (out, back):
        monkeypatch.setattr(room, "_PAUSE_SECONDS", 0.01)


def once(step: Step, act: Callable[[], object]) -> Callable[[Step, int], None]:
    """Return an observer that acts after the first step of a kind."""
    acted: list[object] = []

    def observe(seen: Step, _: int) -> None:
        if seen is step and not acted:
            acted.append(act())

    return observe


@pytest.mark.parametrize("moment", [Step.READ, Step.COPIED, Step.REOPENED, Step.COMPARED])
def test_a_vector_changed_after_it_was_copied_is_moved_again(notes: Notes, moment: Step) -> None:
    """A change wins, whenever it comes: the old copy is never entered, and the new vector moves in the same run."""
    key = min(notes.vectors())
    change = f"UPDATE public.notes SET embedding = '{NEW}' WHERE id = '{key}'"
    assert notes.out(on_step=once(moment, lambda: notes.run(change))).moved == ROWS
    assert numbers_of(notes.stored()[key]) == (9.0,) * 8
    assert notes.back().restored == ROWS
    assert notes.value("SELECT embedding::text FROM public.notes WHERE id = %s", key) == NEW


def test_rows_and_vectors_that_go_meanwhile_leave_no_copy(notes: Notes) -> None:
    """A row deleted and a vector set to NULL after they were copied are not in the store at the end."""
    gone, emptied, *_ = sorted(notes.vectors())
    change = (
        f"DELETE FROM public.notes WHERE id = '{gone}'; UPDATE public.notes SET embedding = NULL WHERE id = '{emptied}'"
    )
    moved = notes.out(on_step=once(Step.COPIED, lambda: notes.run(change)))
    assert (moved.moved, moved.left) == (ROWS - 2, 0)
    assert notes.stored().keys() == notes.entries().keys()
    assert notes.status().problems == ()
    assert notes.back().restored == ROWS - 2
    assert notes.value("SELECT embedding FROM public.notes WHERE id = %s", emptied) is None


def test_locked_rows_are_passed_by_and_named(notes: Notes) -> None:
    """A session that keeps a row locked is not waited for, on either way, and its vector stays where it is."""
    key = min(notes.vectors())
    with connect(notes.conninfo, autocommit=False) as other:
        other.execute("SELECT FROM public.notes WHERE id = %s FOR UPDATE", [key])
        moved = notes.out()
        assert (moved.moved, moved.left) == (ROWS - 1, 1)
    assert notes.vectors().keys() == {key}
    assert notes.stored().keys() == notes.entries().keys()
    assert notes.out().moved == 1
    with connect(notes.conninfo, autocommit=False) as other:
        other.execute("SELECT FROM public.notes WHERE id = %s FOR UPDATE", [key])
        came = notes.back()
        assert (came.restored, came.busy) == (ROWS - 1, 1)
    assert notes.back().restored == 1


def test_a_table_locked_as_a_whole_is_an_error_with_nothing_half_done(notes: Notes) -> None:
    """An ALTER TABLE in the way ends the run; nothing is lost and the next one goes on."""
    before = notes.vectors()
    with connect(notes.conninfo, autocommit=False) as other:
        steps = once(Step.COMPARED, lambda: other.execute("LOCK TABLE public.notes"))
        with pytest.raises(LockNotObtained, match="lock on the table"):
            notes.out(on_step=steps)
    notes.require_all(before)
    assert notes.out().moved == ROWS


def test_a_newer_vector_wins_on_the_way_back(notes: Notes) -> None:
    """A vector written after the old one had left stays; status counts it, and its old copy goes."""
    notes.out()
    key = min(notes.entries())
    notes.run("UPDATE public.notes SET embedding = %s WHERE id = %s RETURNING 1", NEW, key)
    status = notes.status()
    assert (status.newer, status.out, status.problems) == (1, ROWS - 1, ())
    came = notes.back()
    assert (came.restored, came.newer) == (ROWS - 1, 1)
    assert notes.value("SELECT embedding::text FROM public.notes WHERE id = %s", key) == NEW
    assert notes.stored() == {}


def test_a_newer_vector_replaces_the_copy_when_it_is_moved(notes: Notes) -> None:
    """Moved out again, the row has one point and one entry: those of the new vector."""
    notes.out()
    key = min(notes.entries())
    notes.run("UPDATE public.notes SET embedding = %s WHERE id = %s RETURNING 1", NEW, key)
    assert notes.out().moved == 1
    assert numbers_of(notes.stored()[key]) == (9.0,) * 8
    assert notes.status().problems == ()


def test_an_entry_never_outlives_its_vector(notes: Notes) -> None:
    """A run breaks off after copying a newer vector, which the application then deletes: the old one stays away."""
    notes.out()
    key = min(notes.entries())
    notes.run("UPDATE public.notes SET embedding = %s WHERE id = %s RETURNING 1", NEW, key)

    def break_off() -> None:
        raise StoreError("the store has failed")

    with pytest.raises(StoreError):
        notes.out(on_step=once(Step.COPIED, break_off))
    notes.run("UPDATE public.notes SET embedding = NULL WHERE id = %s RETURNING 1", key)
    came = notes.back()
    assert (came.restored, came.refused, notes.vectors().get(key)) == (ROWS - 1, (), None)


def test_two_movers_at_once(notes: Notes) -> None:
    """The second one is told to wait, and neither does anything to the other's vectors."""
    with connect(notes.conninfo) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK_KEY])
        for move in (notes.out, notes.back, notes.status, notes.prune):
            with pytest.raises(LockNotObtained, match="another process is moving vectors"):
                move()
    assert len(notes.vectors()) == ROWS


def test_a_writer_that_never_rests(notes: Notes) -> None:
    """While one session writes all the time, vectors go and come back: every row ends with what was written last."""
    written: dict[str, int] = {}
    keys, resting = sorted(notes.vectors()), threading.Event()

    def write() -> None:
        with connect(notes.conninfo) as connection:
            number = 0
            while not resting.is_set():
                key, number = keys[number % ROWS], number + 1
                command = (
                    "UPDATE public.notes SET embedding = array_fill(%s::real, ARRAY[8])::public.vector WHERE id = %s"
                )
                connection.execute(command.encode(), [number, key])
                written[key] = number
                time.sleep(0.002)

    writer = threading.Thread(target=write)
    writer.start()
    for _ in range(2):
        notes.out()
        notes.back()
    resting.set()
    writer.join()
    notes.out()
    assert notes.back().refused == ()
    found = {key: int(numbers_of(sent)[0]) for key, sent in notes.vectors().items() if key in written}
    assert found == written
