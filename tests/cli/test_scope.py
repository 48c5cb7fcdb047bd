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


@pytest.mark.parametrize("turned", [False, True], ids=["declared", "not_declared"])
def test_a_subscription_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str], *, turned: bool) -> None:
    """Making or dropping one reaches another server; the rest is planned."""
    without = "CREATE TABLE public.t (id integer, b integer);"
    pair = (SUBSCRIPTION, without) if turned else (without, SUBSCRIPTION)
    assert diff(tmp_path, *pair) == ExitCode.CANNOT_PLAN
    shown = capsys.readouterr().out
    assert "cannot be planned: subscription s" in shown
    assert "column" in shown
