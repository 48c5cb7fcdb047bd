"""Settings: where they come from, which wins, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemactl.errors import SettingsError
from schemactl.model.hazard import Reaction
from schemactl.model.online import OnlineChoice, OnlinePolicy
from schemactl.settings import Settings, load_settings, parse_duration, parse_schemas, parse_size

EVERYTHING = """
[tool.schemactl]
target = ["app.models", "app.audit:metadata"]
schemas = ["public", "chat"]
scratch = "docker:postgres:18"
platform = "supabase"
database_url = "postgresql:///app"
allow = "SC101:public.documents"
lock_timeout = "2s"

[tool.schemactl.env.staging]
lock_timeout = "1min"
"""


def write(folder: Path, text: str, name: str = "pyproject.toml") -> Path:
    """Write a settings file and return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    """All namespaces, our own scratch server, half a second for a lock."""
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert load_settings(tmp_path, {}) == Settings(root=tmp_path)


def test_every_setting_is_read(tmp_path: Path) -> None:
    """One text stands for a list of one."""
    assert load_settings(write(tmp_path, EVERYTHING), {}) == Settings(
        target=("app.models", "app.audit:metadata"),
        schemas=frozenset({"public", "chat"}),
        scratch="docker:postgres:18",
        platform="supabase",
        database_url="postgresql:///app",
        allow=("SC101:public.documents",),
        lock_timeout=timedelta(seconds=2),
        root=tmp_path,
    )


def test_security_is_set_per_environment(tmp_path: Path) -> None:
    """Whether superusers may apply, and whose signature counts."""
    text = '[tool.schemactl.env.p]\nallow_superuser = false\nsigners = "signers"\n[tool.schemactl]\n'
    found = load_settings(write(tmp_path, text), {}, env="p")
    assert (found.allow_superuser, found.signers) == (False, "signers")
    with pytest.raises(SettingsError, match="allow_superuser must be true or false"):
        load_settings(write(tmp_path, '[tool.schemactl]\nallow_superuser = "no"\n'), {})


def test_an_environment_is_laid_over_the_rest(tmp_path: Path) -> None:
    """Only what it names changes."""
    found = load_settings(write(tmp_path, EVERYTHING), {}, env="staging")
    assert (found.lock_timeout, found.platform) == (timedelta(minutes=1), "supabase")


def test_settings_are_found_above(tmp_path: Path) -> None:
    """The nearest file with settings counts; one without our table is passed over."""
    write(tmp_path, EVERYTHING)
    below = write(tmp_path / "app" / "sub", "[project]\nname = 'x'\n")
    found = load_settings(below, {})
    assert (found.root, found.platform) == (tmp_path, "supabase")


def test_a_file_of_our_own_needs_no_table(tmp_path: Path) -> None:
    """For projects without pyproject.toml."""
    assert load_settings(write(tmp_path, 'target = "app"', "schemactl.toml"), {}).target == ("app",)


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "postgresql:///app"),
        ({"DATABASE_URL": "postgresql:///b"}, "postgresql:///b"),
        ({"DATABASE_URL": "postgresql:///b", "SCHEMACTL_DATABASE_URL": "postgresql:///c"}, "postgresql:///c"),
        ({"DATABASE_URL": "postgresql:///b", "SCHEMACTL_DATABASE_URL": ""}, "postgresql:///b"),
        ({"DATABASE_URL": ""}, "postgresql:///app"),
    ],
)
def test_the_environment_wins_over_the_file(tmp_path: Path, environment: dict[str, str], url: str) -> None:
    """Our own variable first; an empty one is none."""
    assert load_settings(write(tmp_path, EVERYTHING), environment).database_url == url


@pytest.mark.parametrize(("value", "scratch"), [("embedded", "embedded"), ("", "docker:postgres:18")])
def test_the_scratch_server_may_be_chosen_by_the_environment(tmp_path: Path, value: str, scratch: str) -> None:
    """An empty variable, as jobs have them, chooses nothing."""
    assert load_settings(write(tmp_path, EVERYTHING), {"SCHEMACTL_SCRATCH": value}).scratch == scratch


def test_the_url_is_not_printed_with_the_settings() -> None:
    """A debug line must not leak the password."""
    assert "secret" not in repr(Settings(database_url="postgresql://u:secret@h/d"))


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("500ms", timedelta(milliseconds=500)),
        (" 3 s ", timedelta(seconds=3)),
        ("2min", timedelta(minutes=2)),
        ("1440min", timedelta(days=1)),
    ],
)
def test_durations_are_read_as_postgresql_writes_them(text: str, duration: timedelta) -> None:
    """A number and a unit."""
    assert parse_duration(text) == duration


@pytest.mark.parametrize(
    "text", ["", "5", "0ms", "-1s", "1.5s", "1h", "s", "1s\n2s", "1441min", "9" * 30 + "min", "٣s", "1_0s", "0x1s"]
)
def test_other_durations_are_refused(text: str) -> None:
    """Zero would mean "wait for ever" to PostgreSQL, a bare number something else in every tool."""
    with pytest.raises(SettingsError, match="not a duration"):
        parse_duration(text)


@given(text=st.text() | st.from_regex(r"\s*[0-9]*\s*(ms|s|min)\s*"))
def test_any_text_is_a_duration_or_is_refused(text: str) -> None:
    """Nothing else comes out, and no duration is shorter than a millisecond or longer than a day."""
    try:
        duration = parse_duration(text)
    except SettingsError:
        return
    assert timedelta(milliseconds=1) <= duration <= timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "size"), [("10MB", 10 * 1024**2), ("512kB", 524_288), (" 2 GB ", 2 * 1024**3), ("1TB", 1024**4), ("0", 0)]
)
def test_sizes_are_read_as_postgresql_writes_them(text: str, size: int) -> None:
    """A number and a unit of 1024 each; without a unit bytes."""
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "MB", "-1MB", "1.5GB", "10mb", "10 MiB", "1MB1", "9" * 10 + "MB"])
def test_other_sizes_are_refused(text: str) -> None:
    """PostgreSQL takes no other units, and neither do we."""
    with pytest.raises(SettingsError, match="not a size"):
        parse_size(text)


def test_when_to_take_online_forms_is_a_setting(tmp_path: Path) -> None:
    """A number without quotes is a number of bytes; another word than the three is refused."""
    found = load_settings(write(tmp_path, '[tool.schemactl]\nonline = "always"\nonline_above = 4096'), {})
    assert found.online_policy == OnlinePolicy(choice=OnlineChoice.ALWAYS, above=4096)
    with pytest.raises(SettingsError, match="neither auto, always nor never"):
        load_settings(write(tmp_path, '[tool.schemactl]\nonline = "sometimes"'), {})


def test_what_hazards_do_is_a_setting(tmp_path: Path) -> None:
    """An environment changes those it names and no other."""
    text = 'hazards = { SC211 = "warn", SC301 = "ignore" }\nsafe_below = "1MB"\n[env.live.hazards]\nSC211 = "block"\n'
    folder = write(tmp_path, text, "schemactl.toml")
    assert load_settings(folder, {}).hazards == {"SC211": Reaction.WARN, "SC301": Reaction.IGNORE}
    found = load_settings(folder, {}, env="live")
    assert (found.hazards, found.safe_below) == ({"SC211": Reaction.BLOCK, "SC301": Reaction.IGNORE}, 1024 * 1024)


@pytest.mark.parametrize(
    "wrong", ['SC999 = "block"', 'SC211 = "stop"', "SC211 = [1]", 'SC101 = "warn"', 'SC107 = "ignore"']
)
def test_other_words_about_hazards_are_refused(tmp_path: Path, wrong: str) -> None:
    """Unknown ids and words, and losses: these are allowed by name."""
    with pytest.raises(SettingsError):
        load_settings(write(tmp_path, f"[tool.schemactl.hazards]\n{wrong}\n"), {})


@pytest.mark.parametrize("names", [[], [""], ["public", " "]])
def test_a_list_without_a_namespace_is_refused(names: list[str]) -> None:
    """It would manage nothing, and nothing is always in sync."""
    with pytest.raises(SettingsError, match="names no namespace"):
        parse_schemas(names)


NAMES = [
    "target",
    "schemas",
    "scratch",
    "platform",
    "database_url",
    "allow",
    "lock_timeout",
    "online",
    "online_above",
    "hazards",
    "safe_below",
    "env",
    "root",
    "other",
]
WORDS = st.sampled_from(["", "a", "public", "1s", "embedded"])
VALUES = st.recursive(
    WORDS | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["a", "target"]), inner, max_size=2),
    max_leaves=4,
)


def toml(value: Any) -> str:
    """Return a value as TOML."""
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{name} = {toml(inner)}" for name, inner in value.items()) + "}"
        case list():
            return "[" + ", ".join(toml(inner) for inner in value) + "]"
        case str():
            return f'"{value}"'
        case _:
            return repr(value)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=st.dictionaries(st.sampled_from(NAMES), VALUES), env=WORDS, deep=st.booleans())
def test_any_settings_are_read_or_refused(tmp_path: Path, table: dict[str, Any], env: str, *, deep: bool) -> None:
    """Whatever stands in the file, the only error is one that says so."""
    document = {"tool": {"schemactl": table} if deep else table} if deep or "a" in table else {"tool": table}
    write(tmp_path, "\n".join(f"{name} = {toml(value)}" for name, value in document.items()))
    try:
        found = load_settings(tmp_path, {}, env=env)
    except SettingsError:
        return
    assert found.schemas is None or (found.schemas and "" not in found.schemas)
