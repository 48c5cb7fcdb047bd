"""The demo: a real legacy database with rows is taken to the schema declared in this repository.

It works as somebody at a terminal would, with diff, apply and drift, on a server of its own. What must hold is looked
up in the database and not only printed, so a demo that ends well has proven something.
"""

from __future__ import annotations

import dataclasses
import importlib.util
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from schemactl import pipeline
from schemactl.demo.checks import (
    CACHES,
    MOVED,
    DemoFailed,
    Finding,
    check_contracted,
    check_old_names,
    check_rows,
    count_rows,
    require,
)
from schemactl.demo.excerpt import BOLD, excerpt
from schemactl.demo.observe import Observation, count_objects, observe_after, observe_before, observe_rows
from schemactl.demo.stage import Stage
from schemactl.demo.tampering import HAND_MADE, check_named
from schemactl.errors import ExitCode
from schemactl.model.intent import MovedFrom
from schemactl.model.plan import Plan
from schemactl.model.report import DriftReport
from schemactl.model.statement import Phase
from schemactl.plan.summary import summary_line
from schemactl.postgres.connect import connect
from schemactl.render.formats import render_plan
from schemactl.render.text import Ink, drift_lines
from schemactl.render.words import apply_line
from schemactl.scratch.server import open_scratch
from schemactl.settings import Settings

Result = TypeVar("Result")

_DATABASE = "schemactl_demo"
_ALLOWED = tuple(f"SC101:{table}" for table in CACHES)
_PLAN_FOLDER = Path("build", "demo")
_PLAN_FILES = {"plan.txt": "text", "plan.sql": "sql", "plan.md": "markdown"}
_CHECKOUT_HINT = "Run it inside a clone of the repository, where pyproject.toml names its schema: make demo."


def run_demo(
    settings: Settings,
    *,
    scale: float,
    show: Callable[[str], None],
    say: Callable[[str], None],
    colour: bool = False,
) -> None:
    """Take the legacy database to the declared schema, prove that no row was lost, and find changes made by hand.

    Args:
        settings: Those of a checkout of this repository.
        scale: Factor on the number of rows; 1 makes some 17,000.
        show: Takes the result, piece by piece. `say`: told what is going on meanwhile.
        colour: Whether the result may hold ANSI escapes.

    Raises:
        DemoFailed: It was not started in a checkout, or something that must hold does not.
        SchemactlError: Whatever else went wrong on the way.
    """
    if scale <= 0:
        raise DemoFailed(f"the scale must be positive, not {scale}", hint="1 makes some 17,000 rows, 0.1 a tenth.")
    _require_checkout(settings)
    started = time.monotonic()
    stage = Stage(show, Ink(colour))
    with open_scratch("embedded") as server:
        server.create_database(_DATABASE)
        demo = _Demo(server.conninfo(_DATABASE), dataclasses.replace(settings, allow=_ALLOWED), stage, say)
        before = demo.build(scale, server.description)
        plan = demo.diff()
        demo.apply(plan)
        demo.prove(before)
        demo.repeat()
        demo.contract(before)
        demo.tamper()
    stage.lines(("", stage.ink(f"Everything held. {time.monotonic() - started:.0f} seconds, server and all.", BOLD)))


def _require_checkout(settings: Settings) -> None:
    """Make sure that the target is the schema the legacy database is to be taken to."""
    from schemactl.declare.target import load_target

    if not settings.target:
        raise DemoFailed("the demo needs the schema that this repository declares", hint=_CHECKOUT_HINT)
    for target in settings.target:
        package = target.partition(":")[0].partition(".")[0]
        if importlib.util.find_spec(package) is None:
            raise DemoFailed(f"the target {target!r} of the demo cannot be imported", hint=_CHECKOUT_HINT)
    intents = load_target(*settings.target).intents
    moved = {f"{intent.old_schema}.{intent.old_name}" for intent in intents if isinstance(intent, MovedFrom)}
    if not moved >= set(MOVED):
        raise DemoFailed(f"the target {', '.join(settings.target)} is not the demo's schema", hint=_CHECKOUT_HINT)


@dataclasses.dataclass(frozen=True, slots=True)
class _Demo:
    """The acts of the demo.

    Attributes:
        live: The legacy database. `settings`: those of the checkout, with the allowed hazards.
        stage: Where it appears. `say`: see `run_demo`.
    """

    live: str
    settings: Settings
    stage: Stage
    say: Callable[[str], None]

    def build(self, scale: float, server: str) -> Observation:
        """Build the legacy database and show what it holds."""
        from schemactl.demo.legacy import build_legacy

        self.stage.heading("1  A legacy database, as 25 hand-written migrations left it")
        self.say("building the legacy database")
        with connect(self.live) as connection:
            build_legacy(connection, scale=scale)
            before = observe_before(connection)
            objects = count_objects(connection, "public")
        rows = {name.removeprefix("public."): table.rows for name, table in before.tables.items()}
        self.stage.contents(rows)
        self.stage.lines((f"  {before.rows:,} rows on {server}. In schema public: {objects}.",))
        return before

    def diff(self) -> Plan:
        """Show the head of the plan and write it down as a whole."""
        self.stage.heading("2  What would have to change")
        self.stage.command("schemactl diff")
        plan, seconds = _timed(lambda: pipeline.diff(self.live, "", self.settings, self.say))
        self.stage.lines(excerpt(plan, self.stage.ink))
        self.stage.lines(("", self._write_down(plan)))
        self.stage.ended(ExitCode.CANNOT_PLAN if plan.unplanned else ExitCode.DIFFERENCES, seconds)
        require((Finding(claim="every difference has a statement", holds=bool(plan.groups) and not plan.unplanned),))
        return plan

    def _write_down(self, plan: Plan) -> str:
        """Write the whole plan in several formats and return where to find it."""
        folder = self.settings.root / _PLAN_FOLDER
        texts = {name: render_plan(plan, form) for name, form in _PLAN_FILES.items()}
        length = texts["plan.txt"].count("\n")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in texts.items():
                (folder / name).write_text(text, encoding="utf-8")
        except OSError as error:
            return f"The whole plan has {length:,} lines and could not be written to {folder}: {error.strerror}."
        return f"The head of {length:,} lines. All of them, also as SQL and as a pull request's comment: {folder}/"

    def apply(self, plan: Plan) -> None:
        """Apply exactly the plan that was shown; the two derived caches may go."""
        self.stage.heading("3  Apply it: the plan that was shown")
        self.stage.command(f"schemactl apply --plan plan.json --yes {' '.join(f'--allow {name}' for name in _ALLOWED)}")
        request = self._request(plan)
        (_, report), seconds = _timed(lambda: pipeline.apply(request, self.settings, self.say))
        if report:
            self.stage.lines((apply_line(report),))
        self.stage.ended(ExitCode.IN_SYNC, seconds)
        done = report is not None and report.verified
        require((Finding(claim="the database was read again and is as declared", holds=done),))

    def prove(self, before: Observation) -> None:
        """Look where the rows are now."""
        self.stage.heading("4  Where the rows are now, asked of the database itself")
        with connect(self.live) as connection:
            after = observe_after(connection)
            old_names = observe_rows(connection, MOVED)
        findings = (*check_rows(before, after), check_old_names(before, old_names))
        self.stage.findings(findings)
        self.stage.counts(count_rows(before, after))
        require(findings)

    def repeat(self) -> None:
        """Show that nothing is left to do."""
        self.stage.heading("5  Nothing is left to do")
        self.stage.command("schemactl drift")
        self._drift(ExitCode.IN_SYNC)
        self.stage.command("schemactl apply --yes")
        (plan, report), seconds = _timed(lambda: pipeline.apply(self._request(None), self.settings, self.say))
        self.stage.lines((summary_line(plan),))
        self.stage.ended(ExitCode.IN_SYNC, seconds)
        require((Finding(claim="a second apply finds nothing to do", holds=plan.empty and report is None),))

    def contract(self, before: Observation) -> None:
        """Take the old names away once nobody uses them any more."""
        self.stage.heading("6  Nobody uses the old names any more")
        self.stage.command("schemactl apply --phase contract --yes")
        request = dataclasses.replace(self._request(None), phase=Phase.CONTRACT)
        (plan, report), seconds = _timed(lambda: pipeline.apply(request, self.settings, self.say))
        self.stage.lines((summary_line(plan), *(f"  {statement.sql};" for statement in plan.statements)))
        self.stage.ended(ExitCode.IN_SYNC, seconds)
        with connect(self.live) as connection:
            findings = (check_contracted(before, observe_after(connection), observe_rows(connection, MOVED)),)
        self.stage.lines(("",))
        self.stage.findings(findings)
        require((*findings, Finding(claim="it is as declared", holds=report is not None and report.verified)))

    def tamper(self) -> None:
        """Change the database by hand and show that drift names every change."""
        self.stage.heading("7  Somebody changes the database by hand")
        with connect(self.live) as connection:
            for change in HAND_MADE:
                self.stage.sql(change.sql)
                connection.execute(change.sql.encode())
        self.stage.command("schemactl drift")
        findings = tuple(check_named(self._drift(ExitCode.DIFFERENCES)))
        self.stage.lines(("",))
        self.stage.findings(findings)
        require(findings)

    def _drift(self, expected: ExitCode) -> DriftReport:
        report, seconds = _timed(lambda: pipeline.drift(self.live, "", self.settings, self.say))
        code = ExitCode.IN_SYNC if report.in_sync else ExitCode.DIFFERENCES
        self.stage.lines(drift_lines(report, self.stage.ink))
        self.stage.ended(code, seconds)
        require((Finding(claim=f"drift ends with exit code {expected.value}", holds=code is expected),))
        return report

    def _request(self, plan: Plan | None) -> pipeline.ApplyRequest:
        return pipeline.ApplyRequest(
            live=self.live, desired="", plan=plan, confirm=lambda _: True, on_event=lambda _: None
        )


def _timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """Return what some work returns, and how many seconds it took."""
    started = time.monotonic()
    return work(), time.monotonic() - started
