"""What is not managed is never touched, and what cannot be planned is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemactl.cli.main import run
from schemactl.errors import ExitCode

ORDERS = """
CREATE SCHEMA shop;
CREATE TABLE shop.orders (id integer PRIMARY KEY, total integer);
CREATE VIEW public.totals AS SELECT total FROM shop.orders;
CREATE VIEW shop.mine AS SELECT total FROM shop.orders;
"""
SUBSCRIPTION = """
CREATE TABLE public.t (id integer);
CREATE SUBSCRIPTION s CONNECTION 'host=nowhere' PUBLICATION p
    WITH (connect = false, slot_name = none, enabled = false);
"""


def diff(tmp_path: Path, live: str, desired: str, *flags: str) -> int:
    """Run diff between two texts of SQL and return its exit code."""
    (tmp_path / "live.sql").write_text(live, encoding="utf-8")
    (tmp_path / "desired.sql").write_text(desired, encoding="utf-8")
    return run(["diff", "--live", str(tmp_path / "live.sql"), "--desired", str(tmp_path / "desired.sql"), *flags])


def test_a_view_that_is_not_managed_is_not_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It would not come back: the change it blocks is refused by name."""
    wanted = ORDERS.replace("total integer", "total bigint")
    assert diff(tmp_path, ORDERS, wanted, "--schemas", "shop") == ExitCode.CANNOT_PLAN
    shown = capsys.readouterr().out
    assert "view public.totals, which is not managed, depends on it" in shown
    assert "DROP VIEW" not in shown


def test_a_view_that_is_managed_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the limit both views are dropped and made again."""
    wanted = ORDERS.replace("total integer", "total bigint")
    assert diff(tmp_path, ORDERS, wanted) == ExitCode.DIFFERENCES
    shown = capsys.readouterr().out
    assert shown.count("DROP VIEW") == shown.count("CREATE VIEW") == 2


def test_a_subscription_is_made_without_reaching_its_publisher(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is planned beside the rest, and the report says that it does not run yet."""
    without = "CREATE TABLE public.t (id integer, b integer);"
    assert diff(tmp_path, without, SUBSCRIPTION) == ExitCode.DIFFERENCES
    shown = capsys.readouterr().out
    assert "connect = false" in shown
    assert "SC404" in shown
    assert "column" in shown


def test_a_subscription_that_is_dropped_lets_go_of_its_slot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its slot, dropping it would reach the publisher; the report says what is left there."""
    assert diff(tmp_path, SUBSCRIPTION, "CREATE TABLE public.t (id integer);") == ExitCode.DIFFERENCES
    shown = capsys.readouterr().out
    assert shown.index("SET (slot_name = NONE)") < shown.index("DROP SUBSCRIPTION s")
    assert "SC404" in shown


def test_passwords_are_not_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither in the report for the terminal nor in the comment; the script that is run has them."""
    tower = (
        "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'inside', api_key '{0}');"
    )
    tower += "CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (\"user\" 'me', password '{0}');"
    tower += "CREATE SUBSCRIPTION r CONNECTION 'host=x password={0}' PUBLICATION p WITH (connect = false);"
    for form, hidden in (("text", True), ("markdown", True), ("sql", False)):
        for live, desired in (("", tower.format("n3w")), (tower.format("0ld"), tower.format("n3w"))):
            diff(tmp_path, live, desired, "--format", form)
            shown = capsys.readouterr().out
            assert ("n3w" not in shown) is hidden
            assert "0ld" not in shown
    diff(tmp_path, "", tower.format("n3w"))
    shown = capsys.readouterr().out
    assert "inside" in shown
    assert "'me'" in shown


EVENTS = """
CREATE TABLE public.events (id integer NOT NULL, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE public.events_other PARTITION OF public.events DEFAULT;
"""
PARTITIONS = """
CREATE TABLE public.events_2025 PARTITION OF public.events FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')
    PARTITION BY RANGE (day);
CREATE TABLE public.events_2025_05 PARTITION OF public.events_2025 FOR VALUES FROM ('2025-05-01') TO ('2025-06-01');
CREATE UNIQUE INDEX events_2025_05_id ON public.events_2025_05 (id);
ALTER TABLE public.events_2025_05 ADD CHECK (id > 0) NOT VALID;
COMMENT ON TABLE public.events_2025_05 IS 'made by a job';
COMMENT ON INDEX public.events_2025_05_id IS 'made by a job';
GRANT SELECT ON public.events_2025_05 TO PUBLIC;
ALTER TABLE public.events_2025_05 ENABLE ROW LEVEL SECURITY;
CREATE POLICY mine ON public.events_2025_05 USING (true);
"""


@pytest.fixture
def partitions_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that leave the partitions of public.events to others."""
    (tmp_path / "schemactl.toml").write_text('partitions_elsewhere = ["public.events"]', encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("partitions_elsewhere")
def test_partitions_others_make_are_no_difference(tmp_path: Path) -> None:
    """Neither they nor what belongs to them; what is declared is still compared."""
    assert diff(tmp_path, EVENTS + PARTITIONS, EVENTS) == ExitCode.IN_SYNC
    secured = EVENTS + "ALTER TABLE public.events_other ENABLE ROW LEVEL SECURITY;"
    assert diff(tmp_path, EVENTS + PARTITIONS, secured) == ExitCode.DIFFERENCES


@pytest.mark.usefixtures("partitions_elsewhere")
def test_partitions_others_make_follow_their_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A change of the partitioned table reaches them; what that makes of them is no difference either."""
    wanted = EVENTS.replace("id integer", "id bigint, note text") + "CREATE INDEX ON public.events (day);"
    assert diff(tmp_path, EVENTS + PARTITIONS, wanted) == ExitCode.DIFFERENCES
    shown = capsys.readouterr().out
    assert "proven" in shown
    assert "DROP" not in shown


def test_partitions_are_ours_unless_said_otherwise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the setting what is not declared goes."""
    assert diff(tmp_path, EVENTS + PARTITIONS, EVENTS) == ExitCode.DIFFERENCES
    assert "DROP TABLE public.events_2025" in capsys.readouterr().out
