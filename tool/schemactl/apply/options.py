"""How a run behaves towards the other sessions of the live database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from schemactl.postgres.batches import TARGET_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyOptions:
    """Settings of one run.

    Attributes:
        allow: Hazards allowed by name: ``SC101``, or ``SC101:public.documents`` for one object.
        allow_superuser: Whether the login may be a superuser; None: on a server of this machine only.
        lock_timeout: Longest wait for one lock, and so the longest other sessions queue behind us. It must stay below
            the server's ``deadlock_timeout``: then a deadlock always costs us the transaction and never the
            application.
        statement_timeout: Longest time of one statement.
        outside_lock_timeout: The same wait for statements that refuse to run in a transaction. CREATE INDEX
            CONCURRENTLY waits for every old snapshot without blocking anybody, so zero (forever) is right.
        outside_statement_timeout: Longest time of such a statement.
        batch_target: How long a batch of a statement that changes all rows should take; its size follows.
        batch_timeout: Longest time of a batch; one that takes longer is tried again with half the rows.
        idle_timeout: The server ends our session when it hears nothing from us for so long outside a transaction.
        idle_in_transaction_timeout: The same inside a transaction, where we hold locks.
        lock_tries: How often a transaction group is tried when another session is in its way.
        longest_pause: Upper limit of the growing pause between two tries.
        run_lock_wait: How long to wait for another run to end.
        reconnect_wait: How long to try to find out what became of a COMMIT whose answer was lost.
        operator: Who wants the run, ``user@host``, for the history.
    """

    allow: frozenset[str] = frozenset()
    allow_superuser: bool | None = None
    lock_timeout: timedelta = timedelta(milliseconds=500)
    statement_timeout: timedelta = timedelta(minutes=30)
    outside_lock_timeout: timedelta = timedelta(0)
    outside_statement_timeout: timedelta = timedelta(hours=6)
    batch_target: timedelta = timedelta(seconds=TARGET_SECONDS)
    batch_timeout: timedelta = timedelta(seconds=2)
    idle_timeout: timedelta = timedelta(minutes=5)
    idle_in_transaction_timeout: timedelta = timedelta(seconds=60)
    lock_tries: int = 12
    longest_pause: timedelta = timedelta(seconds=15)
    run_lock_wait: timedelta = timedelta(seconds=60)
    reconnect_wait: timedelta = timedelta(seconds=30)
    operator: str = ""
