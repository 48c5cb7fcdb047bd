"""Command lines that make no sense, and those that only ask for words."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl import __version__
from schemactl.cli.output import show_error, write_file
from schemactl.errors import UsageError
from tests.cli.conftest import Run

COMMANDS = ("diff", "apply", "drift", "snapshot", "check", "demo", "audit", "docs", "types", "repartition", "vectors")


def test_the_version_is_told(run: Run) -> None:
    """On standard output, where a script can read it."""
    assert run("--version").out == f"schemactl {__version__}\n"


def test_a_process_tells_the_same(spawn: Run) -> None:
    """`python -m schemactl` is the command."""
    assert spawn("--version").out == f"schemactl {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(run: Run, command: str) -> None:
    """What it does, and every flag with a sentence."""
    outcome = run(command, "--help")
    assert (outcome.code, outcome.err) == (0, "")
    lines = outcome.out.splitlines()
    assert lines[0].startswith(f"Usage: schemactl {command}")
    assert lines[2].strip().endswith(".") or lines[3].strip()
    flags = [line for line in lines if line.startswith("  --")]
    assert flags
    assert [flag for flag in flags if len(flag.split(maxsplit=2)) < 2] == []


def test_help_lists_every_command(run: Run) -> None:
    """And the exit codes, for whoever writes a job."""
    text = run("--help").out
    assert [command for command in COMMANDS if f"  {command} " not in text] == []
    assert "64 usage" in text


def test_without_a_command_help_is_shown_as_an_error(run: Run) -> None:
    """A job that calls it by mistake must not pass."""
    outcome = run()
    assert (outcome.code, outcome.out) == (64, "")
    assert outcome.err.startswith("Usage: schemactl")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["frobnicate"], "No such command 'frobnicate'"),
        (["diff", "--frobnicate"], "No such option: --frobnicate"),
        (["diff", "--live"], "requires an argument"),
        (["diff", "--format", "yaml"], "'yaml' is not one of 'text', 'sql', 'json', 'markdown'"),
        (["check", "--format", "sql"], "'sql' is not one of"),
        (["diff", "surplus"], "unexpected extra argument"),
        (["demo", "--scale", "much"], "Invalid value for '--scale'"),
        (["apply", "--lock-timeout", "soon"], "not a duration: 'soon'"),
        (["apply", "--lock-timeout", "0s"], "not a duration: '0s'"),
        (["apply", "--allow", "nonsense"], "not a hazard: 'nonsense'"),
        (["apply", "--allow", "sc101"], "not a hazard: 'sc101'"),
        (["apply", "--allow", "SC999:public.books"], "not a hazard: 'SC999:public.books'"),
        (["apply", "--allow", "SC101:"], "not a hazard: 'SC101:'"),
        (["diff", "--schemas", ","], "schemas names no namespace"),
        (["diff", "--env", "moon"], "there is no environment 'moon'"),
        (["apply", "--plan", "nowhere.json"], "cannot read nowhere.json"),
        (["apply", "--plan", "."], "cannot read ."),
        (["diff", "--phase", "later"], "'later' is not one of 'expand', 'migrate', 'contract'"),
        (["apply", "--plan", "x.json", "--phase", "expand"], "a plan file says itself with which phase it ends"),
        (["apply", "--live", "live.sql"], "is a file, and only a database can be changed"),
        (["audit", "--format", "sql"], "'sql' is not one of 'text', 'json', 'markdown'"),
        (["docs", "--plan", "nowhere.json"], "cannot read nowhere.json"),
        (["docs", "--desired", "postgresql://h/d"], "only declarations can be built"),
        (["types"], "Missing option '--language'"),
        (["types", "--language", "python", "--check"], "--check needs a file"),
        (["repartition", "public.books"], "Missing argument 'TWIN'. hint: See `schemactl repartition --help`."),
        (["repartition", "public.books", "public.twin", "--swap", "--check"], "these flags do not go together"),
        (["vectors"], "Missing command. hint: See `schemactl vectors --help`."),
        (["vectors", "out"], "Missing argument 'COLUMN'. hint: See `schemactl vectors out --help`."),
        (["diff", "--live", "nowhere.sql.gz"], "neither a database URL nor a file"),
        (["diff", "--live", "u:canary@host/db"], "neither a database URL nor a file"),
        (["diff", "--live", "mysql://u:canary@host/db"], "neither a database URL nor a file"),
    ],
)
def test_what_makes_no_sense_is_refused(run: Run, arguments: list[str], words: str) -> None:
    """With exit code 64, nothing on standard output, and words that name the mistake."""
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (64, "")
    assert outcome.says(words)
    assert "hint: " in outcome.err


def test_no_name_passes_for_a_message(capsys: pytest.CaptureFixture[str]) -> None:
    """Further lines of a message are indented, and what does not show is escaped."""
    show_error(UsageError("there is no table a\nerror: b\x1b[2J\n  c", hint="Look.\nhint: d"))
    assert capsys.readouterr().err == ("error: there is no table a\n  error: b\\x1b[2J\n  c\nhint: Look.\n  hint: d\n")


def test_nothing_desired_is_a_mistake(run: Run, write: Callable[[str, str], Path]) -> None:
    """An empty desired state would drop everything."""
    live = write("live.sql", "CREATE TABLE t (a integer);")
    outcome = run("diff", "--live", live)
    assert outcome.code == 64
    assert outcome.says("nothing says what the database should look like", "--desired")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("[tool.schemactl", "cannot read"),
        ("[tool.schemactl]\ntarjet = 'x'", "unknown setting 'tarjet'"),
        ("[tool.schemactl]\ntarget = 3", "target must be a text or a list of texts"),
        ("[tool.schemactl]\nschemas = [1]", "schemas must be a text or a list of texts"),
        ("[tool.schemactl]\nschemas = []", "schemas names no namespace"),
        ("[tool.schemactl]\nscratch = true", "scratch must be a text, not bool"),
        ("[tool.schemactl]\ndatabase_url = ['postgresql://u:canary@h/d']", "database_url must be a text, not list"),
        ("[tool.schemactl]\nlock_timeout = 500", "not a duration: '500'"),
        ("[tool.schemactl]\nenv = 'x'", "env must be a table"),
        ("[tool]\nschemactl = 'x'", "tool.schemactl must be a table"),
        ("tool = 'x'", "tool must be a table"),
        ('x = "\\ud800"', "cannot read"),
    ],
)
def test_settings_that_make_no_sense_are_refused(
    run: Run, write: Callable[[str, str], Path], settings: str, words: str
) -> None:
    """Before anything is connected to."""
    write("pyproject.toml", settings)
    outcome = run("diff")
    assert (outcome.code, outcome.out) == (64, "")
    assert outcome.says(words)


def test_settings_may_differ_by_environment(run: Run, write: Callable[[str, str], Path]) -> None:
    """The section of the environment is laid over the others; a broken one is named."""
    write("pyproject.toml", "[tool.schemactl.env.prod]\ntarjet = 'x'\n[tool.schemactl.env]\nstaging = 1")
    assert run("diff", "--env", "prod").says("unknown setting 'tarjet'")
    assert run("diff", "--env", "staging").says("env.staging must be a table")
    assert run("diff", "--env", "moon").says("prod, staging")


def test_bytes_that_are_no_text_are_refused(run: Run) -> None:
    """Arguments come from the shell, which passes on anything."""
    assert run("diff", "--live", os.fsdecode(b"postgresql://\xff@/x")).says("the database URL cannot be read")


@pytest.mark.parametrize("name", ["", ".", "missing/plan.json", "/", "x" * 300])
def test_a_file_that_cannot_be_written_is_named(folder: Path, name: str) -> None:
    """And nothing half-written stays behind."""
    with pytest.raises(UsageError, match="cannot write"):
        write_file(Path(name), "text")
    assert list(folder.iterdir()) == []


def test_a_device_is_written_to_and_stays_one() -> None:
    """Writing a file whole by renaming would replace /dev/null when root does it."""
    write_file(Path("/dev/null"), "text")
    assert Path("/dev/null").is_char_device()


def test_a_link_stays_one(folder: Path) -> None:
    """The file it leads to is written, as a whole or not at all."""
    (folder / "link.json").symlink_to("plan.json")
    write_file(Path("link.json"), "text")
    assert (folder / "link.json").is_symlink()
    assert (folder / "plan.json").read_text(encoding="utf-8") == "text"


def test_a_fault_of_ours_is_no_traceback_either(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A traceback may hold what must not be seen; whoever wants it can have it."""

    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("postgresql://u:canary@host/db")

    monkeypatch.setattr("schemactl.cli.options.load_settings", broken)
    outcome = run("diff")
    assert outcome.code == 1
    assert outcome.says(
        "this should not have happened: RuntimeError: postgresql://u:***@host/db", "SCHEMACTL_TRACEBACK"
    )
    monkeypatch.setenv("SCHEMACTL_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        run("diff")


def test_a_reader_who_leaves_is_no_error() -> None:
    """`schemactl --help | head -1` says nothing more."""
    command = f"{sys.executable} -m schemactl --help | head -c 1"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True, env=environment)
    assert (result.stdout, result.stderr) == ("U", "")


def test_a_full_disk_is_named() -> None:
    """/dev/full takes nothing."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "schemactl", "hazards"]
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=environment)
    assert result.returncode == 1
    assert result.stderr.startswith("error: standard output: No space left on device\nhint: ")


def test_output_of_any_encoding_can_hold_any_name(spawn: Run, write: Callable[[str, str], Path]) -> None:
    """What the encoding lacks is escaped."""
    live, desired = write("live.sql", ""), write("desired.sql", 'CREATE TABLE public."Bücher 書" (a integer);')
    outcome = spawn("diff", "--live", live, "--desired", desired, "--format", "sql", PYTHONIOENCODING="ascii")
    assert outcome.code == 2
    assert r'CREATE TABLE public."B\xfccher \u66f8"' in outcome.out
