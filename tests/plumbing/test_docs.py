"""The documents are true: what they name exists, what they show is printed, and their examples run."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from schemactl.cli.main import app
from schemactl.errors import ExitCode
from schemactl.model.hazard import IDS
from schemactl.postgres.connect import connect
from schemactl.postgres.lexer import split_statements
from schemactl.scratch.server import ScratchServer, scratch_database
from schemactl.settings import Settings, load_settings, parse_duration, parse_online, parse_size

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "tool" / "schemactl"
README = ROOT / "README.md"
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
DOCUMENTS = [
    README,
    ARCHITECTURE,
    *(ROOT / name for name in ("CONTRIBUTING.md", "CHANGELOG.md")),
    *(ROOT / folder / "README.md" for folder in ("bench", "examples", "tests")),
    *(
        ROOT / "docs" / f"{name}.md"
        for name in (
            "audit",
            "benchmarks",
            "generated",
            "hazards",
            "partitioning",
            "pytest",
            "reliability",
            "scheduled-jobs",
            "vectors",
        )
    ),
]
NOT_HERE = {"case.toml", "schemactl.toml", "conftest.py", ".github/workflows/"}
"""Names of files in other places: the reader's own repository, every folder of a case."""

documents = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block of a document.

    Attributes:
        language: The word after the fence. `text`: what is inside.
        mark: The words of an HTML comment on the line before, or empty.
    """

    language: str
    text: str
    mark: str


@cache
def blocks_of(document: Path) -> tuple[Block, ...]:
    """Return the fenced blocks of a document."""
    found = re.finditer(
        r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$",
        document.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    return tuple(Block(language=m["language"], text=m["text"], mark=m["mark"] or "") for m in found)


def spans_of(document: Path) -> list[str]:
    """Return the texts between single backticks, outside of fenced blocks."""
    prose = re.sub(r"^```.*?^```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", prose)


def table_after(document: Path, mark: str) -> list[list[str]]:
    """Return the rows of the table that follows a mark, without its head."""
    text = document.read_text(encoding="utf-8").partition(f"<!-- {mark} -->\n")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()[2:]]


@cache
def source_words() -> frozenset[str]:
    """Return every word of the tool's own files."""
    files = [path for path in TOOL.rglob("*") if path.suffix in {".py", ".sql"}]
    return frozenset(word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))


@documents
def test_links_lead_somewhere(document: Path) -> None:
    """Every relative link leads to a file or folder of the repository."""
    targets = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    missing = [t for t in targets if "://" not in t and not (document.parent / t).exists()]
    assert missing == []


@documents
def test_named_files_exist(document: Path) -> None:
    """Every path in backticks exists: beside the document, in the repository, or in the tool."""
    paths = {
        span for span in spans_of(document) if re.fullmatch(r"[\w.-]*[\w/]*/[\w./-]*|[\w-]+\.(?:py|md|toml)", span)
    }
    places = (document.parent, ROOT, TOOL, ROOT / "examples" / "github")
    assert sorted(p for p in paths - NOT_HERE if not any((place / p).exists() for place in places)) == []


def test_named_functions_exist() -> None:
    """Every dotted name of a room in ARCHITECTURE.md can be imported."""
    rooms = {path.stem for path in TOOL.iterdir()}
    dotted = {s for s in spans_of(ARCHITECTURE) if re.fullmatch(r"\w+(\.\w+)+", s) and s.partition(".")[0] in rooms}
    names = {name for name in dotted if not name.endswith(".py")}
    assert names, "ARCHITECTURE.md names no function"
    assert sorted(name for name in names if not is_importable(f"schemactl.{name}")) == []


def is_importable(name: str) -> bool:
    """Return whether a dotted name is a module, or something in one."""
    module, _, attribute = name.rpartition(".")
    try:
        importlib.import_module(name)
    except ModuleNotFoundError:
        return bool(module) and is_importable(module) and hasattr(importlib.import_module(module), attribute)
    return True


def test_named_words_occur_in_the_code() -> None:
    """Every name in backticks in ARCHITECTURE.md occurs in the tool."""
    known = source_words() | set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"])
    names = {span for span in spans_of(ARCHITECTURE) if re.fullmatch(r"[A-Za-z_]\w{2,}", span)}
    assert sorted(names - known) == []


def test_rooms_stand_in_their_order() -> None:
    """The table of rooms in ARCHITECTURE.md is the order of layers that import-linter checks."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contract = next(c for c in settings["tool"]["importlinter"]["contracts"] if c["id"] == "layers")
    layers = [{room.strip() for room in layer.split("|")} for layer in contract["layers"] if layer != "__main__"]
    table = ARCHITECTURE.read_text(encoding="utf-8").partition("| Room | Its one job |\n")[2].partition("\n\n")[0]
    first_cells = [line.strip("|").split("|")[0] for line in table.splitlines()[1:]]
    rows = [{re.sub(r"/$|\.py$", "", name) for name in re.findall(r"`([^`]+)`", cell)} for cell in first_cells]
    assert rows == layers


def commands() -> dict[str, set[str]]:
    """Return the flags of every command of the tool, and those of the tool itself under an empty name."""
    group: Any = get_command(app)
    found = {"": {flag for option in group.params for flag in option.opts}}
    for name, command in group.commands.items():
        parts = [command, *getattr(command, "commands", {}).values()]
        found[name] = {flag for part in parts for o in part.params for flag in o.opts if flag.startswith("--")}
    return found


def calls_in(document: Path) -> Iterator[list[str]]:
    """Yield the words after `schemactl` of every call in a document, in blocks and in backticks."""
    lines = [line for block in blocks_of(document) for line in block.text.splitlines() if line.startswith("$ ")]
    for text in [*lines, *spans_of(document)]:
        words = shlex.split(text.removeprefix("$ "), comments=True) if "schemactl" in text and "'" not in text else []
        if words[:1] == ["schemactl"]:
            yield words[1:]


@documents
def test_commands_and_flags_exist(document: Path) -> None:
    """Every call of schemactl that a document shows names a command and flags that exist."""
    known = {**commands()}
    for words in calls_in(document):
        command = words[0] if words and not words[0].startswith("-") else ""
        assert command in known, words
        flags = {word.partition("=")[0] for word in words if word.startswith("--")} - {"--help"}
        assert flags <= known[command], words


def test_flags_in_prose_exist() -> None:
    """Every flag the README names alone belongs to some command."""
    flags = {match for span in spans_of(README) for match in re.findall(r"^--[a-z-]+", span)}
    assert flags
    assert sorted(flags - set().union(*commands().values()) - {"--schema-only"}) == []


def test_tests_in_the_readme_are_those_of_the_example() -> None:
    """The test the README shows is in `examples/pytest`, which our tests run; docs/pytest.md shows the whole file."""
    example = (ROOT / "examples" / "pytest" / "test_notes.py").read_text(encoding="utf-8")
    (shown,) = (block.text for block in blocks_of(README) if block.text.startswith("def test_"))
    assert f"\n\n{shown}\n" in example
    whole = [block.text for block in blocks_of(ROOT / "docs" / "pytest.md") if "# test_notes.py\n" in block.text]
    assert [text.removeprefix("# test_notes.py\n") for text in whole] == [example]


@documents
def test_make_targets_exist(document: Path) -> None:
    """Every `make` a document shows has a target."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = "\n".join([*spans_of(document), *(line for b in blocks_of(document) for line in b.text.splitlines())])
    targets = set(re.findall(r"^(?:\$ )?make ([a-z]+)", text, re.MULTILINE))
    assert sorted(t for t in targets if not re.search(rf"^{t}:", makefile, re.MULTILINE)) == []


@documents
def test_environment_variables_are_read(document: Path) -> None:
    """Every variable of ours that a document names is read by the tool or by the tests."""
    readers = source_words() | set(re.findall(r"\w+", (ROOT / "tests/fixtures/server.py").read_text(encoding="utf-8")))
    assert set(re.findall(r"SCHEMACTL_[A-Z_]+", document.read_text(encoding="utf-8"))) <= readers


def test_exit_codes_are_all_told() -> None:
    """The table of exit codes in the README holds exactly those the tool has."""
    assert [int(row[0]) for row in table_after(README, "exit codes")] == sorted(ExitCode)


def test_settings_are_all_told() -> None:
    """The table of settings in the README holds exactly those the tool knows, with their defaults."""
    told = {row[0].strip("`"): row[1].strip("`") for row in table_after(README, "settings")}
    assert set(told) == {field.name for field in fields(Settings)} - {"root"}
    assert told["scratch"] == Settings().scratch
    assert parse_duration(told["lock_timeout"]) == Settings().lock_timeout
    assert parse_size(told["safe_below"]) == Settings().safe_below
    assert parse_size(told["online_above"]) == Settings().online_above
    assert parse_online(told["online"]) is Settings().online


def test_hazards_are_all_told() -> None:
    """The README explains exactly the hazards there are."""
    told = [line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("| SC")]
    assert set(re.findall(r"SC\d{3}", "".join(told))) == set(IDS)


@documents
def test_examples_can_be_read(document: Path) -> None:
    """Every fenced block of Python, TOML or SQL is what it says."""
    for block in blocks_of(document):
        match block.language:
            case "python":
                compile(block.text, str(document), "exec")
            case "toml":
                tomllib.loads(block.text)
            case "sql":
                assert split_statements(block.text)
            case language:
                assert language in {"", "text", "console", "yaml"}


@pytest.mark.parametrize("block", [b for b in blocks_of(README) if b.language == "toml"], ids=lambda b: b.text[:40])
def test_settings_in_examples_are_taken(block: Block, tmp_path: Path) -> None:
    """The tool takes the settings the README shows, also those of an environment."""
    (tmp_path / "pyproject.toml").write_text(block.text, encoding="utf-8")
    for name in ("", *tomllib.loads(block.text)["tool"]["schemactl"].get("env", {})):
        assert load_settings(tmp_path, {}, env=name).root == tmp_path


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """The worked example of the README: its files and its database.

    Attributes:
        folder: Holds the files. `url`: the database.
    """

    folder: Path
    url: str

    def run(self, *arguments: str) -> tuple[int, list[str]]:
        """Run a command; return its exit code and the lines it wrote, without what differs from run to run."""
        paths = os.pathsep.join([str(ROOT / "tool"), os.environ.get("PYTHONPATH", "")])
        environment = os.environ | {"SCHEMACTL_DATABASE_URL": self.url, "PYTHONPATH": paths}
        environment.pop("SCHEMACTL_SCRATCH", None)
        command = [sys.executable, "-m", "schemactl", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        return done.returncode, [steady(line) for line in (done.stdout + done.stderr).splitlines()]


def steady(line: str) -> str:
    """Return a line without times, versions and the name of the database."""
    line = re.sub(r"schemactl_scratch_\w+_readme", "shop", line)
    line = re.sub(r"observed [\d:T+-]+|\d+\.\d s|PostgreSQL [\d.]+", "...", line)
    return line.rstrip()


def shown(mark: str) -> list[str]:
    """Return the lines of a block of output in the README that a command must print, in their order."""
    (block,) = (block for block in blocks_of(README) if block.mark == f"output: {mark}")
    return [steady(line) for line in block.text.splitlines() if line.strip() not in {"", "..."} and line[:2] != "$ "]


def missing(expected: list[str], printed: list[str]) -> list[str]:
    """Return the expected lines that were not printed in this order."""
    rest = iter(printed)
    return [line for line in expected if line not in rest]


@pytest.fixture
def shop(server: ScratchServer, tmp_path: Path) -> Iterator[Shop]:
    """Return the worked example, its database as it was before."""
    if server.version < 180000:
        pytest.skip("the README shows what PostgreSQL 18 does: it names NOT NULL constraints")
    for block in blocks_of(README):
        name = re.match(r"(?:#|--) ([\w./]+)\n", block.text)
        if name and not (tmp_path / name[1]).exists():
            (tmp_path / name[1]).parent.mkdir(exist_ok=True)
            (tmp_path / name[1]).write_text(block.text, encoding="utf-8")
    with scratch_database(server, "readme") as database:
        url = server.conninfo(database)
        with connect(url) as connection:
            for command in split_statements((tmp_path / "legacy.sql").read_text(encoding="utf-8")):
                connection.execute(command.text.encode())
        yield Shop(folder=tmp_path, url=url)


@pytest.mark.slow
def test_worked_example_is_what_the_commands_print(shop: Shop) -> None:
    """The README's example runs, and every line of output it shows is printed, in its order."""
    code, printed = shop.run("diff")
    assert (code, missing(shown("diff"), printed)) == (ExitCode.DIFFERENCES, []), printed
    code, printed = shop.run("apply", "--yes")
    assert (code, missing(shown("refused"), printed)) == (ExitCode.BLOCKED, []), printed
    code, printed = shop.run("apply", "--yes", "--allow", "SC101:public.carts")
    assert (code, missing(shown("applied"), printed)) == (ExitCode.IN_SYNC, []), printed
    with connect(shop.url) as connection:
        row = connection.execute("SELECT count(*), min(buyer) FROM shop.orders").fetchone()
        assert row == (1000, "buyer 1")
        connection.execute("DROP INDEX shop.orders_buyer_placed_at_idx")
        connection.execute("ALTER TABLE shop.orders ADD COLUMN note text")
    code, printed = shop.run("drift")
    assert (code, missing(shown("drift"), printed)) == (ExitCode.DIFFERENCES, []), printed


def test_coverage_is_what_the_command_prints(shop: Shop) -> None:
    """The report of what is covered holds the lines the README shows."""
    code, printed = shop.run("coverage", "--postgres", "15")
    assert (code, missing(shown("coverage"), printed)) == (ExitCode.IN_SYNC, []), printed


@pytest.mark.slow
def test_example_passes_the_check(shop: Shop) -> None:
    """`schemactl check` says of the README's declarations what the README says it says."""
    code, printed = shop.run("check")
    assert (code, missing(shown("check"), printed)) == (ExitCode.IN_SYNC, []), printed
