"""`schemactl docs` as a user gives it: writes, checks, and leaves alone what people wrote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, folder, run, write

__all__ = ["folder", "run", "write"]

Write = Callable[[str, str], Path]

DESIRED = '''
    """The shop."""

    from sqlalchemy import BigInteger, Column, MetaData, Table, Text
    from schemactl import Schema, backfill, data_step, moved_from, renamed_from

    metadata = MetaData()
    Schema("shop", metadata)
    Table(
        "orders",
        metadata,
        Column("id", BigInteger, primary_key=True),
        Column("buyer", Text, renamed_from("customer"), nullable=False),
        Column("cents", BigInteger, nullable=False),
        backfill("cents", "total * 100", needs=["total"]),
        moved_from("public.orders"),
        schema="shop",
        comment="What was sold.",
    )
    data_step(
        "greet | everybody",
        metadata,
        sql="UPDATE shop.orders SET buyer = 'x'",
        when="SELECT true",
        verify="SELECT true",
    )
'''
LIVE = """
    CREATE TABLE public.orders (id bigint PRIMARY KEY, customer text, total bigint);
    CREATE TABLE public.carts (id bigint PRIMARY KEY);
"""


@pytest.fixture
def shop(write: Write) -> Path:
    """Declare a shop and return a live side that is behind."""
    write("pyproject.toml", '[tool.schemactl]\ntarget = "shop_docs"\nschemas = ["public", "shop"]\n')
    write("shop_docs/__init__.py", DESIRED)
    return write("live.sql", LIVE)


def test_pages_are_written_checked_and_found_stale(shop: Path, run: Run) -> None:
    """What was written is fresh; what was changed, lost, or is made no more is named, and nothing else is touched."""
    assert run("docs").code == 0
    assert run("docs", "--check").code == 0
    page, extra, mine = Path("docs/schema/shop_docs.md"), Path("docs/schema/old.md"), Path("docs/schema/mine.md")
    extra.write_text(page.read_text(encoding="utf-8"), encoding="utf-8")
    mine.write_text("# Written by hand\n", encoding="utf-8")
    Path("docs/benchmarks.md").write_text("# Written by hand\n", encoding="utf-8")
    page.write_text(page.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    Path("docs/schema/README.md").unlink()
    found = run("docs", "--check")
    assert found.code == 2
    assert found.out.splitlines()[:-1] == [
        "missing: docs/schema/README.md",
        "stale: docs/schema/shop_docs.md",
        "not made any more: docs/schema/old.md",
    ]
    assert run("docs").code == 0
    assert not extra.exists()
    assert mine.read_text(encoding="utf-8") == "# Written by hand\n"
    assert run("docs", "--check").code == 0
    assert shop.exists()


def test_the_guide_tells_what_a_deploy_does(shop: Path, run: Run) -> None:
    """Moves, renames, fillings, steps, phases, losses, locks, and the way back."""
    assert run("docs", "--from", shop).code == 0
    guide = Path("docs/migration.md").read_text(encoding="utf-8")
    for sentence in (
        "| table | `public.orders` | [`shop.orders`](schema/shop_docs.md#shop.orders) |",
        "| `shop.orders` | column | `customer` | `buyer` |",
        "| [`shop.orders`](schema/shop_docs.md#shop.orders) | `cents` | `total * 100` |",
        "| greet &#124; everybody | between additions and removals | by a query |",
        "### Expand:",
        "### Migrate:",
        "### Contract:",
        "UPDATE shop.orders SET buyer = 'x';\n-- must be true right after it:\nSELECT true;",
        "--allow SC101:public.carts",
        "$ pg_dump --file removed.sql --table public.carts",
        "| `shop.orders` | `ACCESS EXCLUSIVE` |",
        "$ schemactl diff --desired before.snapshot",
    ):
        assert sentence in guide
    assert "| [`shop.orders`](schema/shop_docs.md#shop.orders) | `customer` | renamed | `buyer` |" in Path(
        "docs/api-changes.md"
    ).read_text(encoding="utf-8")
    assert str(Path.cwd()) not in guide
    again = run("docs", "--from", shop, "--check")
    assert (again.code, again.out.splitlines()) == (0, ["5 files, all fresh"])


def test_a_plan_made_earlier_can_be_told(shop: Path, run: Run) -> None:
    """With a plan file the guide needs no live side; what callers see is then not compared."""
    assert run("diff", "--live", shop, "--out", "plan.json").code == 2
    assert run("docs", "--plan", "plan.json").code == 0
    guide = Path("docs/migration.md").read_text(encoding="utf-8")
    assert "| table | `public.orders` | [`shop.orders`](schema/shop_docs.md#shop.orders) |" in guide
    assert "UPDATE shop.orders SET buyer = 'x';" in guide
    assert not Path("docs/api-changes.md").exists()


def test_a_database_in_sync_has_nothing_to_tell(run: Run, write: Write) -> None:
    """The pages say so, in a sentence."""
    live = write("live.sql", "CREATE TABLE public.orders (id bigint PRIMARY KEY);")
    assert run("docs", "--from", live, "--desired", live).code == 0
    assert "a deploy does nothing" in Path("docs/migration.md").read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_an_error(shop: Path, run: Run, write: Write) -> None:
    """It is named, and what to do."""
    write("docs", "a file")
    assert shop.exists()
    outcome = run("docs")
    assert outcome.code == 64
    assert outcome.says("cannot write")
