"""A name may hold anything but a zero byte, and no report lets it out of its place.

Every text of a plan is given the same hostile ending; what is asserted is structure: lines, comments, tokens, fences.
"""

from __future__ import annotations

import dataclasses
import json
import re
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from schemactl.model.plan import Plan
from schemactl.model.report import DriftReport, Outcome
from schemactl.render import sql
from schemactl.render.form import Format
from schemactl.render.formats import render_apply, render_checks, render_drift, render_plan
from tests.unit.builders import a_drift, a_hazard, a_plan, a_run, everything

# What is ours and never a name from a database.
OURS = {"code", "sign", "id", "live_fingerprint", "desired_fingerprint", "tool_version", "server_version"}
OURS_IN_SCRIPT = {"BEGIN;", "COMMIT;", "SET lock_timeout = 0;", sql.LOCK_TIMEOUT, *sql._SETTINGS}
POISONS = [
    "\n\\! touch /tmp/owned\n",
    "\rDROP TABLE public.books;",
    "\u2028DROP TABLE public.books;",
    "*/ DROP TABLE public.books; /*",
    "--> <script>alert(1)</script>",
    "`",
    "```\n</details>\n# owned",
    "`" * 40,
    "$$; DROP TABLE public.books; $$",
    "$`x`$",
    "\x1b[2J\x1b]0;owned\x07",
    "\x9b31m",
    "\u202e;sgniht dab\u2066",
    "a | b | c |",
    "\\",
    "\\|",
    "**bold** __bold__ ~~gone~~",
    "[click](https://evil.example)",
    "https://evil.example www.evil.example",
    "@everyone :tada:",
    "&lt;b&gt; &#64;everyone",
    "'; DROP TABLE public.books; --",
]


def poisoned(value: Any, poison: str, field: str = "") -> Any:
    """Return a value with the poison at the end of every text that may come from a database."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in dataclasses.fields(value)]
        return dataclasses.replace(value, **{n: poisoned(getattr(value, n), poison, n) for n in names})
    if isinstance(value, tuple):
        return tuple(poisoned(item, poison, field) for item in value)
    if field == "sql" and isinstance(value, str):
        return f"{value} /* a name, quoted */ " + '"' + poison.replace('"', '""') + '"'
    if isinstance(value, str) and not isinstance(value, Enum) and value and field not in OURS:
        return value + poison
    return value


def a_poisoned_plan(poison: str) -> Plan:
    """Return a plan with everything, every text of it poisoned."""
    plan: Plan = poisoned(everything(), poison)
    return plan


def tokens(text: str) -> list[tuple[str, list[str]]]:
    """Return the structure of a Markdown text: its blocks, and what there is inside each line besides text."""
    blocks = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [(b.type, [c.type for c in b.children or () if c.type not in {"text", "text_special"}]) for b in blocks]


def assert_shows_everything(text: str) -> None:
    """Assert that nothing in a text is hidden, moves the cursor or turns the direction of writing."""
    assert {c for c in text if not c.isprintable()} <= {"\n", "\t"}


def outside_statements(script: str, plan: Plan) -> list[str]:
    """Return the lines of a script that are not part of a statement of the plan."""
    for statement in plan.statements:
        command = sql.terminated(statement.sql)
        assert f"\n{command}\n" in script
        script = script.replace(f"\n{command}\n", "\n", 1)
    return [line for line in re.split(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", script) if line]


@pytest.mark.parametrize("poison", POISONS)
def test_script_holds_nothing_but_comments_control_and_statements(poison: str) -> None:
    """Whatever a name holds, a line that is no statement is a comment or one of our own commands."""
    plan = a_poisoned_plan(poison)
    lines = outside_statements(render_plan(plan, Format.SQL), plan)
    assert [line for line in lines if not line.startswith("--") and line not in OURS_IN_SCRIPT] == []
    harmless = a_poisoned_plan("x")
    assert len(lines) == len(outside_statements(render_plan(harmless, Format.SQL), harmless))


@pytest.mark.parametrize("poison", POISONS)
def test_reports_as_sql_are_comments_to_the_last_line(poison: str) -> None:
    """A drift report and a run, asked for as SQL, run nothing when they are run."""
    run = a_run(*[Outcome.IN_DOUBT] * 5)
    drift: DriftReport = poisoned(a_drift(), poison)
    for report in (render_drift(drift, Format.SQL), render_apply(run, a_poisoned_plan(poison), Format.SQL)):
        assert_shows_everything(report)
        assert all(line.startswith("--") for line in report.splitlines())


@pytest.mark.parametrize("poison", POISONS)
def test_markdown_keeps_its_structure(poison: str) -> None:
    """Tables, lists, fences and the folded part are the same as with harmless names."""
    run = a_run(*[Outcome.APPLIED] * 5)

    def comments(ending: str) -> list[str]:
        plan = a_poisoned_plan(ending)
        return [
            render_plan(plan, Format.MARKDOWN),
            render_drift(poisoned(a_drift(), ending), Format.MARKDOWN),
            render_checks(plan.diagnostics, Format.MARKDOWN),
            render_apply(run, plan, Format.MARKDOWN),
        ]

    for hostile, harmless in zip(comments(poison), comments("x"), strict=True):
        assert_shows_everything(hostile)
        assert tokens(hostile) == tokens(harmless)


def test_nobody_is_mentioned_and_nothing_is_linked_outside_of_code() -> None:
    """GitHub looks for these after rendering, where a character reference is the character again."""
    plan = a_poisoned_plan("@everyone https://evil.example www.evil.example :tada:")
    text = render_plan(plan, Format.MARKDOWN).partition("```")[0]
    outside = re.sub(r"`[^`]*`", "", text)
    assert re.search(r"@|://|www\.|:tada:", outside) is None


@pytest.mark.parametrize("poison", POISONS)
def test_text_shows_what_a_name_holds(poison: str) -> None:
    """Nothing moves the cursor, hides, or starts a line; with colour the only escapes are ours."""
    plan = a_poisoned_plan(poison)
    plain = render_plan(plan, Format.TEXT)
    assert_shows_everything(plain)
    in_colour = render_plan(plan, Format.TEXT, colour=True)
    assert re.sub(r"\x1b\[\d+m", "", in_colour) == plain
    assert_shows_everything(render_checks(plan.diagnostics, Format.TEXT))


@pytest.mark.parametrize("poison", POISONS)
def test_json_is_plain_ascii_and_keeps_every_name(poison: str) -> None:
    """A document can go through any terminal, and still holds the names as they are."""
    text = render_plan(a_poisoned_plan(poison), Format.JSON)
    assert text.isascii()
    assert_shows_everything(text)
    assert json.loads(text)["plan"]["database"] == f"app{poison}"


@settings(max_examples=40, deadline=None)
@given(poison=st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=30))
def test_no_name_at_all_breaks_a_report(poison: str) -> None:
    """What holds for the names we thought of holds for all others."""
    plan = a_poisoned_plan(poison)
    lines = outside_statements(render_plan(plan, Format.SQL), plan)
    assert all(line.startswith("--") or line in OURS_IN_SCRIPT for line in lines)
    assert tokens(render_plan(plan, Format.MARKDOWN)) == tokens(render_plan(a_poisoned_plan("x"), Format.MARKDOWN))
    assert_shows_everything(render_plan(plan, Format.TEXT))


def test_hidden_characters_of_a_statement_are_announced() -> None:
    """What runs must be what is read: a statement with characters that do not show says which ones."""
    plan = a_poisoned_plan("\u202e\x1b")
    assert render_plan(plan, Format.SQL).count("BEWARE: it holds characters that do not show: U+001B, U+202E") == 5
    assert render_plan(plan, Format.TEXT).count("U+001B, U+202E") == 5
    assert "BEWARE" not in render_plan(everything(), Format.SQL)


def test_windows_line_ends_in_a_function_body_are_no_alarm() -> None:
    """Bodies written on Windows hold them, and they hide nothing."""
    statement = dataclasses.replace(everything().statements[0], sql="DO $$BEGIN\r\nEND$$")
    plan = a_plan(dataclasses.replace(everything().groups[0], statements=(statement,)))
    assert "BEWARE" not in render_plan(plan, Format.SQL)
    assert "DO $$BEGIN\r\nEND$$;" in render_plan(plan, Format.SQL)
    assert "\r" not in render_plan(plan, Format.TEXT)


def test_comment_at_the_end_of_a_statement_does_not_swallow_its_semicolon() -> None:
    """A data step is the user's own text and may end with a comment."""
    assert sql.terminated("SELECT 1 -- one") == "SELECT 1 -- one\n;"
    assert sql.terminated("SELECT 1 -- one\n+ 1\n") == "SELECT 1 -- one\n+ 1;"


def test_name_that_means_something_to_a_shell_is_quoted_in_the_flag_to_paste() -> None:
    """People paste `--allow ...` into a shell."""
    hazard = dataclasses.replace(everything().hazards[-1], object="public.$(touch /tmp/owned)")
    statement = dataclasses.replace(everything().statements[-1], hazards=(hazard, hazard))
    plan = a_plan(dataclasses.replace(everything().groups[-1], statements=(statement,)))
    assert render_plan(plan, Format.TEXT).count("--allow 'SC101:public.$(touch /tmp/owned)'\n") == 1


def test_hazard_without_an_object_is_about_the_database() -> None:
    """An empty name would break inline code."""
    statement = dataclasses.replace(everything().statements[0], hazards=(a_hazard(object=""),))
    plan = a_plan(dataclasses.replace(everything().groups[0], statements=(statement,)))
    assert "| `the database` |" in render_plan(plan, Format.MARKDOWN)
