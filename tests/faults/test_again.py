"""A database that changes between planning and the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemactl import pipeline
from schemactl.errors import StalePlan
from schemactl.model.plan import Plan
from schemactl.postgres.connect import connect
from schemactl.settings import Settings
from tests.faults.trial import Lab

DESIRED = "CREATE TABLE public.books (id integer, pages integer); CREATE TABLE public.shelves (id integer);"


@pytest.mark.parametrize("from_file", [False, True], ids=["plan made now", "plan from a file"])
def test_plan_is_made_again_when_another_run_was_faster(lab: Lab, tmp_path: Path, *, from_file: bool) -> None:
    """A plan made now is made and confirmed anew; one from a file was reviewed as it is, so it is refused."""
    desired = tmp_path / "desired.sql"
    desired.write_text(DESIRED, encoding="utf-8")
    settings, shown = Settings(scratch=lab.running.url), list[int]()
    with lab.database() as conninfo, connect(conninfo) as other:
        other.execute("CREATE TABLE public.books (id integer)")

        def confirm(plan: Plan) -> bool:
            shown.append(len(plan.statements))
            if len(shown) == 1:
                other.execute("CREATE TABLE public.shelves (id integer)")
            return True

        plan = pipeline.diff(conninfo, str(desired), settings, lambda _: None) if from_file else None
        request = pipeline.ApplyRequest(
            live=conninfo, desired=str(desired), plan=plan, confirm=confirm, on_event=lambda _: None
        )
        if from_file:
            with pytest.raises(StalePlan) as refused:
                pipeline.apply(request, settings, lambda _: None)
            assert refused.value.hint.startswith("Nothing was changed.")
            return
        _, report = pipeline.apply(request, settings, lambda _: None)
    assert shown == [2, 1]
    assert report is not None
    assert report.verified
