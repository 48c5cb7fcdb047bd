"""Changes of a live database with online forms for every table, through the pipeline that the command line uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from schemactl import pipeline
from schemactl.apply.events import Event
from schemactl.model.online import OnlineChoice
from schemactl.model.plan import Plan
from schemactl.model.report import ApplyReport
from schemactl.model.statement import Phase
from schemactl.postgres.connect import connect
from schemactl.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Changing:
    """A live database, and where its desired state is written.

    Attributes:
        conninfo: The live database. `scratch`: the URL of the scratch server. `folder`: for the desired state's file.
    """

    conninfo: str
    scratch: str
    folder: Path

    @property
    def settings(self) -> Settings:
        """Return settings that take online forms for every table."""
        return Settings(schemas=frozenset({"public"}), scratch=self.scratch, online=OnlineChoice.ALWAYS)

    def plan(self, desired: str, phase: Phase | None = None) -> Plan:
        """Return the plan to a desired state in SQL."""
        return pipeline.diff(self.conninfo, self._file(desired), self.settings, _silent, phase)

    def apply(
        self, desired: str, at: Callable[[Event], None] = lambda _: None, phase: Phase | None = None
    ) -> ApplyReport:
        """Apply a desired state in SQL; `at` is told of every event."""
        request = pipeline.ApplyRequest(
            live=self.conninfo,
            desired=self._file(desired),
            plan=None,
            confirm=lambda _: True,
            on_event=at,
            phase=phase,
        )
        _, report = pipeline.apply(request, self.settings, _silent)
        assert report is not None
        return report

    def in_sync(self, desired: str) -> bool:
        """Return whether nothing is left to do."""
        return self.plan(desired).empty

    def run(self, *commands: str) -> None:
        """Run commands on the live database."""
        with connect(self.conninfo) as connection:
            for command in commands:
                connection.execute(command.encode())

    def value(self, query: str) -> object:
        """Return the one value a query gives on the live database."""
        with connect(self.conninfo) as connection:
            return (connection.execute(query.encode()).fetchone() or (None,))[0]

    def _file(self, desired: str) -> str:
        path = self.folder / "desired.sql"
        path.write_text(desired, encoding="utf-8")
        return str(path)


def commands(plan: Plan) -> list[str]:
    """Return the SQL of a plan, statement by statement."""
    return [statement.sql for statement in plan.statements]


def _silent(_: str) -> None:
    """Say nothing."""
