"""The workflows, the action and the hook that users copy keep calling commands and flags that exist."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = [*sorted((ROOT / ".github/workflows").glob("*.yml")), *sorted((ROOT / "examples/github").glob("*.yml"))]
ACTION = ROOT / "action.yml"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
EVENTS = {"schedule", "workflow_run", "workflow_dispatch"}
"""Events a pull request from a fork cannot cause."""


def parse(path: Path) -> Any:
    """Return the document of a YAML file. YAML reads the key `on` as true; the caller sees that."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps_of(path: Path) -> Iterator[dict[str, Any]]:
    """Yield every step of a workflow or of the composite action."""
    document = parse(path)
    jobs = [document["runs"]] if "runs" in document else document["jobs"].values()
    for job in jobs:
        yield from job["steps"]


def scripts() -> list[Any]:
    """Return every `run:` script with an id that tells where it stands."""
    return [
        pytest.param(step["run"], id=f"{path.name}: {step.get('name', step['run'].splitlines()[0])}")
        for path in [*WORKFLOWS, ACTION]
        for step in steps_of(path)
        if "run" in step
    ]


def calls_in(script: str) -> Iterator[list[str]]:
    """Yield the words of every schemactl call of a shell script, up to a redirection or the end of the command."""
    for line in script.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if "schemactl" in words:
            call = words[words.index("schemactl") + 1 :]
            ends = [i for i, word in enumerate(call) if re.match(r"[|&;>]", word)]
            yield call[: ends[0]] if ends else call


def written_calls() -> list[Any]:
    """Return every schemactl call in a workflow or the hook whose command is written out."""
    calls = [(path.name, call) for path in WORKFLOWS for s in steps_of(path) for call in calls_in(s.get("run", ""))]
    calls += [(HOOKS.name, call) for hook in parse(HOOKS) for call in calls_in(hook["entry"])]
    return [pytest.param(call, id=f"{name}: {' '.join(call)}") for name, call in calls]


@cache
def help_of(*command: str) -> str:
    """Return what `schemactl COMMAND --help` prints."""
    start = "from schemactl.cli.main import main; main()"
    plain = {**os.environ, "COLUMNS": "300", "TERM": "dumb", "NO_COLOR": "1", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", start, *command, "--help"], capture_output=True, text=True, check=False, env=plain
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_action(
    tmp_path: Path, *, command: str, args: str, exit_code: int, succeed_on: str = "0 2"
) -> tuple[int, Any, str]:
    """Run the action's script with a stand-in for schemactl that notes its arguments and ends with `exit_code`.

    Returns:
        The script's exit code, its outputs, and the arguments the command was given, one a line.
    """
    stand_in = tmp_path / "schemactl"
    stand_in.write_text(
        "#!/bin/bash\n"
        f'printf "%s\\n" "$@" >"{tmp_path}/arguments"\n'
        f'echo "url: ${{SCHEMACTL_DATABASE_URL:-none}}" >"{tmp_path}/seen"\n'
        'for a in "$@"; do case "$a" in --out=*) echo "{}" >"${a#--out=}";; esac; done\n'
        f"echo the report\nexit {exit_code}\n"
    )
    stand_in.chmod(0o755)
    script = next(step["run"] for step in steps_of(ACTION) if step.get("id") == "run")
    environment = {
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "COMMAND": command,
        "ARGS": args,
        "DATABASE_URL_INPUT": "postgresql://db.example/app",
        "SUCCEED_ON": succeed_on,
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=tmp_path,
    )
    assert "the report" in done.stdout
    assert (tmp_path / "seen").read_text() == "url: postgresql://db.example/app\n"
    outputs = dict(line.split("=", 1) for line in (tmp_path / "output").read_text().splitlines())
    return done.returncode, outputs, (tmp_path / "arguments").read_text()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_parses_and_bounds_what_it_may_do(path: Path) -> None:
    """Every workflow is YAML, says which rights its token has, and gives every job a time limit."""
    document = parse(path)
    assert "permissions" in document
    assert all("timeout-minutes" in job and "runs-on" in job for job in document["jobs"].values())


@pytest.mark.parametrize("script", scripts())
def test_script_is_valid_bash_and_safe_from_injection(script: str) -> None:
    """No `${{ }}` stands in a script, where a branch name could become code; values come through the environment."""
    assert "${{" not in script
    done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("call", written_calls())
def test_call_uses_a_command_and_flags_that_exist(call: list[str]) -> None:
    """A workflow calls only commands that `schemactl --help` knows, with flags that the command's help knows."""
    command, *rest = call
    assert re.search(rf"\b{re.escape(command)}\b", help_of())
    known = set(re.findall(r"--[a-z][a-z-]*", help_of(command)))
    assert {word.split("=")[0] for word in rest if word.startswith("--")} <= known


def test_every_use_is_covered() -> None:
    """The examples show the three uses, and the calls were found: an empty list would prove nothing."""
    called = {call.values[0][0] for call in written_calls()}
    assert called == {"apply", "check", "diff", "drift", "snapshot"}


def test_pull_requests_get_no_credentials() -> None:
    """The review workflow names no secret, and its one writing token never meets the code of the pull request."""
    path = ROOT / "examples/github/schema-review.yml"
    assert "secrets." not in path.read_text(encoding="utf-8")
    jobs = parse(path)["jobs"]
    assert "write" not in jobs["diff"]["permissions"].values()
    assert not any("checkout" in step.get("uses", "") or "run" in step for step in jobs["comment"]["steps"])


def test_review_trusts_only_snapshots_that_no_fork_can_publish() -> None:
    """The events the review accepts a snapshot from are those the drift workflow runs on."""
    review = (ROOT / "examples/github/schema-review.yml").read_text(encoding="utf-8")
    drift = parse(ROOT / "examples/github/schema-drift.yml")
    assert set(re.findall(r'\.event == "(\w+)"', review)) == EVENTS == set(drift[True])


def test_hook_installs_the_scratch_server_of_the_embedded_extra() -> None:
    """pre-commit installs no extras, so the hook repeats ours word for word."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    (hook,) = parse(HOOKS)
    assert hook["additional_dependencies"] == extras["embedded"]
    assert hook["files"] == "^schema/"
    assert hook["pass_filenames"] is False


@pytest.mark.parametrize(("exit_code", "changes"), [(0, "false"), (2, "true")])
def test_action_reports_differences_without_failing(tmp_path: Path, exit_code: int, changes: str) -> None:
    """For diff, differences are an answer: the step passes and its outputs say so and where the plan is."""
    code, outputs, arguments = run_action(tmp_path, command="diff", args="--live=a b.snapshot\n", exit_code=exit_code)
    assert code == 0
    assert outputs["exit-code"] == str(exit_code)
    assert outputs["changes"] == changes
    assert Path(outputs["plan-path"]).is_file()
    assert Path(outputs["report-path"]).read_text(encoding="utf-8") == "the report\n"
    assert arguments == f"diff\n--live=a b.snapshot\n--out={outputs['plan-path']}\n"


def test_action_fails_on_other_exit_codes_and_keeps_them(tmp_path: Path) -> None:
    """Whatever is not listed in `succeed-on` fails the step with the command's own exit code."""
    code, outputs, arguments = run_action(tmp_path, command="drift", args="", exit_code=2, succeed_on="0")
    assert code == 2
    assert outputs["plan-path"] == ""
    assert arguments == "drift\n"


def test_flags_put_together_by_scripts_exist() -> None:
    """The flags that the action and the deploy workflow add by themselves exist."""
    assert "--out" in help_of("diff")
    assert "--allow" in help_of("apply")
