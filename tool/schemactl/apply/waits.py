"""How long a run waits for the locks of others, written down while it waits: whoever looks at the history sees it."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from schemactl.apply import history
from schemactl.apply.clock import Clock
from schemactl.apply.events import Event, GroupStarted, OnEvent, Retrying

if TYPE_CHECKING:
    import psycopg


class Waits:
    """Hears the events of a run, notes the tries that failed, and passes all of them on.

    A group is only tried again after its transaction ended: what is noted then commits at once.

    Args:
        connection: The session of the run. `run_id`: its number in the history.
        clock: Time. `on_event`: who else hears the events.
    """

    def __init__(self, connection: psycopg.Connection[Any], run_id: int, clock: Clock, on_event: OnEvent) -> None:
        self._connection = connection
        self._run_id = run_id
        self._clock = clock
        self._on_event = on_event
        self._began = clock.elapsed()
        self._tries: Counter[int] = Counter()
        self._seconds: defaultdict[int, float] = defaultdict(float)

    def __call__(self, event: Event) -> None:
        """Take one event."""
        if isinstance(event, GroupStarted):
            self._began = self._clock.elapsed()
        elif isinstance(event, Retrying):
            self._note(event)
        self._on_event(event)

    def _note(self, event: Retrying) -> None:
        position = event.position
        self._tries[position] += 1
        self._seconds[position] += self._clock.elapsed() - self._began + event.pause_seconds
        history.record_wait(
            self._connection,
            self._run_id,
            position,
            tries=self._tries[position],
            waited_ms=round(self._seconds[position] * 1000),
        )
