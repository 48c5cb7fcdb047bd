"""`schemactl check`: from declarations to findings with file and line, waivers, formats and the exit code."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.errors import DeclarationError, UsageError
from schemactl.lint.run import rules
from schemactl.model.declaration import SourceLocation
from schemactl.model.diagnostic import Diagnostic, Level
from schemactl.pipeline import check
from schemactl.render.formats import render_checks
from schemactl.settings import Settings

HEAD = """
from sqlalchemy import Column, Index, MetaData, String, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSON, TIMESTAMP
from schemactl import Function, Policy, RowSecurity, Waive
metadata = MetaData()
BROKEN = "CREATE FUNCTION public.f() RETURNS integer LANGUAGE plpgsql AS 'BEGIN RETURN (SELECT 1 FROM nothing); END'"
"""
FAULTY = """
Table(
    "books",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("user_id", Uuid),
    Column("read_at", TIMESTAMP),
    Index("books_user", "user_id"),
    Index("books_user_again", "user_id"),
    RowSecurity(),
    Policy("own books", command="select", using="user_id = auth.uid()"),
)
Function("f", metadata, sql=BROKEN)
"""
Check = Callable[[str], tuple[Diagnostic, ...]]


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Check]:
    """Return the findings in a module's declarations, on the platform."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def run_check(module: str) -> tuple[Diagnostic, ...]:
        (tmp_path / "declared.py").write_text(HEAD + textwrap.dedent(module))
        settings = Settings(root=tmp_path, platform="supabase", schemas=frozenset({"public"}))
        return check("declared", settings, lambda _message: None)

    yield run_check
    sys.modules.pop("declared", None)


def of(findings: tuple[Diagnostic, ...], rule: str) -> list[Diagnostic]:
    """Return the findings of one rule."""
    return [finding for finding in findings if finding.code == rule]


def line_of(words: str, module: str = FAULTY) -> str:
    """Return file and line of some words in the module."""
    text = HEAD + module
    return f"declared.py:{text.count(chr(10), 0, text.index(words)) + 1}"


def test_findings_name_file_and_line(checked: Check) -> None:
    """A finding points at the column, index, policy or function it is about, and they are sorted by place."""
    findings = checked(FAULTY)
    places = {finding.code: str(finding.source) for finding in findings}
    assert places["SL304"] == line_of('Column("read_at"')
    assert places["SL108"] == line_of('Column("user_id"')
    assert places["SL202"] == line_of('Index("books_user_again"')
    assert places["SL106"] == line_of('Policy("own books"')
    assert places["SL006"] == line_of('Function("f"')
    lines = [finding.source.line for finding in findings if finding.source]
    assert lines == sorted(lines)


WAIVED = """
Table(
    "books",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("user_id", Uuid),
    Column("read_at", TIMESTAMP, info={"waive": {"SL304": "local time is meant"}}),
    Index("books_user", "user_id"),
    Index("books_user_again", "user_id", info={"waive": {"SL202": "measured"}}),
    RowSecurity(),
    Policy("own books", command="select", using="user_id = auth.uid()"),
    Waive("SL104", "no harm", of="own books"),
    Waive("SL106", "a small table"),
    info={"waive": {"SL109": "not reachable"}},
)
Function("f", metadata, sql=BROKEN)
Waive("SL006", "being rewritten", on="public.f()", metadata=metadata)
"""


def test_waivers_leave_findings_out(checked: Check) -> None:
    """A waiver on the table, on a part of it, in `info` or for a function's name covers its finding and no other."""
    assert {finding.code for finding in checked(WAIVED)} == {"SL108"}


def test_stale_waivers_are_reported(checked: Check) -> None:
    """A waiver that covers nothing, or of a rule that does not exist, is a finding at its own line."""
    module = FAULTY + (
        'Waive("SL301", "may vanish", on="public.books", metadata=metadata)\n'
        'Waive("SL777", "no such rule", on="public.books", metadata=metadata)\n'
    )
    stale = of(checked(module), "SL901")
    assert [str(finding.source) for finding in stale] == [
        line_of('Waive("SL301"', module),
        line_of('Waive("SL777"', module),
    ]
    assert "it finds nothing on public.books" in stale[0].message
    assert "there is no such rule" in stale[1].message


@pytest.mark.parametrize(
    ("waiver", "message"),
    [
        ('Waive("SL301", " ", on="public.books", metadata=metadata)', "gives no reason"),
        ('Waive("unlogged", "why", on="public.books", metadata=metadata)', "'unlogged' is no rule's id"),
        ('Waive("SC999", "why", on="public.books", metadata=metadata)', "'SC999' is no rule's id"),
        ('Waive("SC101", "why", on="public.books", metadata=metadata)', "SC101 loses rows or values"),
        ('Table("t", metadata, Column("id", Uuid), info={"waive": ["SL301"]})', "no mapping of rules to reasons"),
    ],
)
def test_waivers_need_a_rule_and_a_reason(checked: Check, waiver: str, message: str) -> None:
    """A waiver without a rule or a reason is refused at its line."""
    with pytest.raises(DeclarationError, match=message) as refused:
        checked(f"{waiver}\n")
    assert str(refused.value.source) == f"declared.py:{HEAD.count(chr(10)) + 1}"


def test_sql_files_are_checked_with_their_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain SQL is checked too; objects are found by the commands that make them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schema.sql").write_text(
        "CREATE TABLE t (id uuid PRIMARY KEY, at timestamp);\n\n"
        'CREATE UNLOGGED TABLE public."U" (t uuid);\n'
        'ALTER TABLE ONLY public."U"\n    ADD CONSTRAINT fk FOREIGN KEY (t) REFERENCES public.t (id);\n'
        "CREATE INDEX again ON public.t USING btree (id);\n"
        "CREATE OR REPLACE FUNCTION f() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1';\n"
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY;\nCREATE POLICY p ON t USING (true);\n"
        "CREATE MATERIALIZED VIEW IF NOT EXISTS v AS SELECT 1;\n"
    )
    findings = check("schema.sql", Settings(root=tmp_path), lambda _message: None)
    places = {finding.code: str(finding.source) for finding in findings}
    assert places["SL304"] == "schema.sql:1"
    assert places["SL301"] == places["SL302"] == "schema.sql:3"
    assert places["SL201"] == "schema.sql:4"
    assert places["SL202"] == "schema.sql:6"
    assert places["SL001"] == "schema.sql:7"
    assert places["SL105"] == "schema.sql:9"


@pytest.mark.parametrize("source", ["postgresql://localhost/app", "live.json"])
def test_only_declarations_can_be_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """A database or a snapshot file is refused with a hint: nothing is ever tried on a live server."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "live.json").write_text("{}")
    with pytest.raises(UsageError, match="only declarations can be built") as refused:
        check(source, Settings(root=tmp_path), lambda _message: None)
    assert "pg_dump --schema-only" in refused.value.hint


def test_exit_code_tells_errors_from_warnings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`schemactl check` fails when an error was found, not for warnings and notes."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "warning.sql").write_text("CREATE TABLE t (id uuid);")
    (tmp_path / "error.sql").write_text("CREATE FUNCTION f() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1';")
    assert run(["check", "--desired", "warning.sql"]) == 0
    assert "warning.sql:1: warning: table public.t has no primary key [SL302]" in capsys.readouterr().out
    assert run(["check", "--desired", "error.sql", "--format", "sarif"]) == 1
    log = json.loads(capsys.readouterr().out)
    assert {result["ruleId"] for result in log["runs"][0]["results"]} == {"SL001", "SL002"}


def test_sarif_log_has_the_shape_code_hosts_read(checked: Check) -> None:
    """Every result names a rule that is described, a level, a message and a place with a relative URI."""
    findings = checked(FAULTY)
    log = json.loads(render_checks(findings, "sarif", rules=rules()))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (one,) = log["runs"]
    driver = one["tool"]["driver"]
    assert driver["name"] == "schemactl"
    assert [rule["id"] for rule in driver["rules"]] == [rule.id for rule in rules()]
    for rule in driver["rules"]:
        assert rule["name"].isalnum()
        assert all(rule[part]["text"] for part in ("shortDescription", "fullDescription", "help"))
        assert rule["defaultConfiguration"]["level"] in {"error", "warning", "note"}
    assert len(one["results"]) == len(findings)
    for result, finding in zip(one["results"], findings, strict=True):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert result["level"] == finding.level.value
        assert finding.message in result["message"]["text"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"] == {"uri": "declared.py"}
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert location["logicalLocations"][0]["fullyQualifiedName"]


def test_sarif_holds_findings_without_place_or_description() -> None:
    """A finding without file or address, and one of an unknown rule, are listed all the same; paths become URIs."""
    findings = (
        Diagnostic(code="other", level=Level.NOTE, message="something"),
        Diagnostic(code="SL001", level=Level.ERROR, message="m", source=SourceLocation("my schema/ä.py", 3)),
        Diagnostic(code="SL001", level=Level.ERROR, message="m", source=SourceLocation("/elsewhere/a.py", 3)),
    )
    results = json.loads(render_checks(findings, "sarif", rules=rules()))["runs"][0]["results"]
    assert results[0] == {"ruleId": "other", "level": "note", "message": {"text": "something."}}
    uris = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in results[1:]]
    assert uris == ["my%20schema/%C3%A4.py", "file:///elsewhere/a.py"]


def test_findings_cannot_be_written_as_sql() -> None:
    """A format that has no place for findings is refused with the ones that do."""
    with pytest.raises(UsageError, match="cannot be written as 'sql'") as refused:
        render_checks((), "sql")
    assert "sarif" in refused.value.hint
