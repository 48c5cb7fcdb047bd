from __future__ import annotations

import pytest

from schemactl.cli.main import run
from tests.repartition.conftest import SOURCE, TWIN


def test_the_command_does_one_step_after_the_other(shelf: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each says what it has done and which comes next; the way is left and begun again in between."""
    steps = {
        (): "2,500 rows of public.books are in public.books_twin too, checksum ",
        ("--check",): "hold the same 2,500 rows",
        ("--abandon",): "public.books is as it was, public.books_twin is empty.",
        ("--batch", "700", "--pause", "1ms"): "--swap",
        ("--swap", "--recheck"): "public.books is partitioned now; the old table is kept as schemactl.books__before.",
        ("--drop-old",): "schemactl.books__before is gone.",
    }
    for flags, says in steps.items():
        code = run(["repartition", SOURCE, TWIN, "--database-url", shelf, *flags])
        captured = capsys.readouterr()
        assert (code, captured.err) == (0, ""), flags
        assert says in captured.out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        ([SOURCE, TWIN, "--swap", "--abandon"], 64, "do not go together"),
        ([SOURCE, TWIN, "--recheck"], 64, "do not go together"),
        ([SOURCE, TWIN, "--batch", "0"], 64, "batch"),
        ([SOURCE, TWIN, "--pause", "soon"], 64, "not a duration"),
        ([SOURCE], 64, "Missing argument 'TWIN'"),
        ([SOURCE, SOURCE], 64, "public.books is not a partitioned table"),
        ([SOURCE, "public.nothing"], 64, "there is no table public.nothing"),
        ([SOURCE, TWIN, "--swap"], 64, "not all moved yet"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_hint(
    shelf: str, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, says: str
) -> None:
    """With the exit code for usage, and no traceback."""
    assert run(["repartition", *arguments, "--database-url", shelf]) == code
    errors = capsys.readouterr().err
    assert says in errors
    assert errors.splitlines()[1].startswith("hint: ")
