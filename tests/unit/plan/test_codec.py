"""Plans as files: what is read is exactly what was written, or it is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemactl.errors import SchemactlError, StalePlan, UsageError
from schemactl.model.plan import Plan
from schemactl.model.sealed import seal
from schemactl.plan.codec import FORMAT, decode_plan, encode_plan
from schemactl.render.form import Format
from schemactl.render.formats import render_plan
from tests.unit.builders import a_plan, everything

WRITTEN = encode_plan(everything())


def resealed(**members: Any) -> str:
    """Return a document with a right checksum whose members are not what a plan has."""
    document = json.loads(WRITTEN)
    return seal(FORMAT, {"summary": document["summary"], "plan": document["plan"]} | members)


def plan_with(**fields: Any) -> str:
    """Return a document with a right checksum in which fields of the plan hold something else."""
    return resealed(plan=json.loads(WRITTEN)["plan"] | fields)


# A plan has so many fields that some of those drawn at random are too large to be kept.
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.data_too_large])
@given(plan=st.from_type(Plan))
def test_plan_reads_back_as_it_was_written(plan: Plan) -> None:
    """Every value of every field, those added later included, survives the file."""
    assert decode_plan(encode_plan(plan)) == plan


def test_plan_with_everything_reads_back_as_it_was_written() -> None:
    """The same for a plan as they look in life."""
    assert decode_plan(WRITTEN) == everything()


def test_same_plan_gives_the_same_file() -> None:
    """Sets have no order, files have: two runs must not differ."""
    assert encode_plan(decode_plan(WRITTEN)) == WRITTEN


def test_json_report_is_the_file() -> None:
    """What `diff --format json` prints can be given to `apply --plan`."""
    assert render_plan(everything(), Format.JSON) == WRITTEN


def assert_refused_or_same(changed: str, plan: Plan) -> None:
    """Assert that a changed document is refused, or still says exactly the same."""
    try:
        read = decode_plan(changed)
    except (UsageError, StalePlan):
        return
    assert read == plan


@settings(max_examples=200, deadline=None)
@given(position=st.integers(0, len(WRITTEN) - 1), character=st.characters(codec="latin-1"))
def test_one_changed_byte_is_refused_or_changes_nothing(position: int, character: str) -> None:
    """Nobody applies another plan than the one that was proven."""
    assert_refused_or_same(WRITTEN[:position] + character + WRITTEN[position + 1 :], everything())


@pytest.mark.parametrize("bit", [0x01, 0x10, 0x20])
def test_every_flipped_bit_is_refused_or_changes_nothing(bit: int) -> None:
    """The same for every byte of a small plan."""
    written = encode_plan(a_plan())
    for position, character in enumerate(written):
        assert_refused_or_same(written[:position] + chr(ord(character) ^ bit) + written[position + 1 :], a_plan())


def test_changed_statement_makes_the_plan_stale() -> None:
    """A plan edited by hand is not the proven one; the hint says how to get one that is."""
    with pytest.raises(StalePlan) as caught:
        decode_plan(WRITTEN.replace("DROP TABLE public.documents", "DROP TABLE public.books"))
    assert "changed after it was written" in caught.value.message
    assert "schemactl diff --out plan.json" in caught.value.hint


def test_another_layout_is_the_same_plan() -> None:
    """A tool that formats JSON or sorts its names does no harm."""
    assert decode_plan(json.dumps(json.loads(WRITTEN), sort_keys=True)) == everything()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is not JSON"),
        (WRITTEN[:500], "it is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 5_000, "it is not JSON"),
        ("[]", "its format is not schemactl-plan/1"),
        (WRITTEN.replace("schemactl-plan/1", "schemactl-plan/2"), "its format is not schemactl-plan/1"),
        ('{"format": "schemactl-plan/1"}', "it has no checksum"),
        (WRITTEN.replace('{\n  "format"', '{\n  "plan": {},\n  "format"'), "a name is given twice"),
        (resealed(plan=None), "Plan is not an object"),
        (plan_with(database=None), "Plan.database is not a str"),
        (plan_with(live_version=True), "Plan.live_version is not a int"),
        (plan_with(live_version=1.5), "Plan.live_version is not a int"),
        (plan_with(groups={}), "Plan.groups is not a list"),
        (plan_with(groups=[1]), "Plan.groups[0] is not an object"),
        (plan_with(changes=[{"sign": "+"}]), "Plan.changes[0] lacks a field"),
        (plan_with(changes=[{"sign": "+", "mood\n": 1}]), "Plan.changes[0] has an unknown field 'mood\\n'"),
        (
            plan_with(diagnostics=[{"code": "x", "message": "y", "level": "fatal"}]),
            "Plan.diagnostics[0].level is not a Level",
        ),
        (
            plan_with(groups=[{"statements": [{"locks": [{"relation": "t", "mode": "HUGE"}]}]}]),
            "Plan.groups[0].statements[0].locks[0].mode is not a LockMode",
        ),
    ],
)
def test_text_that_is_no_plan_is_refused(text: str, reason: str) -> None:
    """The message says what is wrong and where, the hint how to get a plan."""
    with pytest.raises(UsageError) as caught:
        decode_plan(text)
    assert reason in caught.value.message
    assert caught.value.message.isprintable()
    assert caught.value.hint


def test_field_with_a_default_may_be_missing() -> None:
    """A plan written before the field was invented can still be applied."""
    document = json.loads(WRITTEN)["plan"]
    del document["preflight"]
    assert decode_plan(resealed(plan=document)).preflight == ()


def test_refusals_carry_their_exit_codes() -> None:
    """The caller of a job can tell a wrong file from a stale one."""
    codes: list[int] = []
    for text in ("", WRITTEN.replace("app", "bpp")):
        with pytest.raises(SchemactlError) as caught:
            decode_plan(text)
        codes.append(caught.value.exit_code)
    assert codes == [64, 4]
