"""A comment on a pull request that is too long is refused as a whole, so ours never is."""

from __future__ import annotations

import dataclasses

import pytest

from schemactl.model.address import Address
from schemactl.model.hazard import Severity
from schemactl.model.plan import Change, Plan
from schemactl.model.report import Outcome
from schemactl.render.form import Format
from schemactl.render.formats import render_apply, render_drift, render_plan
from tests.unit.builders import a_drift, a_group, a_hazard, a_note, a_plan, a_run, a_statement

GITHUB_LIMIT = 65_536


def a_long_plan(statements: int, sql: str, name: str = "a_table") -> Plan:
    """Return a plan of this many statements, each with a change, a hazard, a remark and a loss."""
    addresses = [Address("TABLE", "public", f"{name}_{n}") for n in range(statements)]
    hazards = [
        (a_hazard(object=str(a), message=f"{a} is written."), a_hazard("SC101", Severity.LOSS, str(a)))
        for a in addresses
    ]
    return a_plan(
        a_group(*(a_statement(sql, a, hazards=h) for a, h in zip(addresses, hazards, strict=True))),
        changes=tuple(Change(address=a, sign="~") for a in addresses),
        diagnostics=tuple(a_note("cannot-plan", message=f"{a} differs", address=a) for a in addresses),
    )


@pytest.mark.parametrize("name", ["a_table", "_" * 63, "`" * 63, "名" * 63])
@pytest.mark.parametrize("sql", ["SELECT 1", "SELECT\n" + "  column_name,\n" * 60 + "1", f"SELECT '{'`' * 5_000}'"])
@pytest.mark.parametrize("statements", [1, 40, 500])
def test_comment_stays_below_the_limit(statements: int, sql: str, name: str) -> None:
    """However long the plan, its comment is accepted, and its fence and folded part are closed."""
    text = render_plan(a_long_plan(statements, sql, name), Format.MARKDOWN)
    assert len(text) <= GITHUB_LIMIT
    fence = next(line for line in text.splitlines() if line.endswith("`sql")).removesuffix("sql")
    assert text.splitlines().count(fence) == 1
    assert text.endswith("</details>\n")


def test_cut_sql_says_so_and_where_to_find_all_of_it() -> None:
    """A reader of a part must know that it is a part."""
    text = render_plan(a_long_plan(900, "SELECT\n" + "  column_name,\n" * 60 + "1"), Format.MARKDOWN)
    assert "lines are shown, `schemactl diff --format sql` prints all of it." in text
    assert "… and " in text


def test_sql_of_one_endless_line_is_left_out() -> None:
    """Where not even one line fits, the fence is empty and the note says so."""
    plan = a_long_plan(1, "SELECT 1")
    statement = dataclasses.replace(plan.statements[0], cause="x" * 70_000, sql="SELECT " + "1" * 70_000)
    text = render_plan(dataclasses.replace(plan, groups=(a_group(statement),)), Format.MARKDOWN)
    assert len(text) <= GITHUB_LIMIT
    assert "Cut here: " in text


def test_short_sql_is_not_cut() -> None:
    """The note appears only where something is missing."""
    assert "Cut here" not in render_plan(a_long_plan(3, "SELECT 1"), Format.MARKDOWN)


def test_long_drift_report_stays_below_the_limit() -> None:
    """Definitions are cut like SQL."""
    report = dataclasses.replace(a_drift(), details=(("table public.books", "+ a line\n" * 20_000),))
    text = render_drift(report, Format.MARKDOWN)
    assert len(text) <= GITHUB_LIMIT
    assert "`schemactl drift --format text` prints all of it" in text


def test_long_run_shows_first_what_a_reader_must_act_on() -> None:
    """Among hundreds of applied statements the one in doubt is not cut off."""
    report = a_run(*[Outcome.APPLIED] * 1_998, Outcome.IN_DOUBT, Outcome.NOT_APPLIED)
    text = render_apply(report, a_long_plan(2_000, "SELECT 1"), Format.MARKDOWN)
    assert len(text) <= GITHUB_LIMIT
    assert text.splitlines()[5].startswith("| 1999 | in doubt |")


def test_worst_hazards_come_first() -> None:
    """A table that is cut keeps what matters most."""
    rows = [line for line in render_plan(a_long_plan(500, "SELECT 1"), Format.MARKDOWN).splitlines() if "| SC" in line]
    assert "SC101" in rows[0]


def test_few_notes_on_the_order_of_columns_stand_alone() -> None:
    """Three notes are read one by one; more are told in one line, as the golden of a plan shows."""
    plan = a_plan(diagnostics=(a_note(), a_note(address=None), a_note()))
    assert render_plan(plan, Format.TEXT).count("[column-order]") == 3


def test_folded_notes_without_an_address_keep_their_words() -> None:
    """A note that names no object is quoted."""
    plan = a_plan(diagnostics=(a_note(address=None, message="somewhere"),) * 4)
    assert "somewhere, somewhere, somewhere and 1 more [column-order]" in render_plan(plan, Format.TEXT)
