"""Code that a role with few rights leaves in the live database never gets more rights than that role has.

Every attack has an author of its own, who plants it in a database that works; then all of it is compared and changed so
that the server has a reason to run the code: by a login that owns the database and is a member of the authors, and by a
superuser. The payload tries to make its author a superuser, as it is called or after ``RESET ROLE``.

A superuser runs what others wrote with all rights: that is why such a login is refused over a network. The attacks that
then succeed are named here, so that the warning stays true.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

from schemactl import pipeline
from schemactl.postgres.connect import connect
from schemactl.postgres.quoting import identifier
from schemactl.scratch.server import ScratchServer, scratch_database
from schemactl.settings import Settings
from tests.fixtures.main_job import url_of

OWNER = f"owner_{os.getpid()}"
_PAYLOAD = """
CREATE FUNCTION app.f(integer) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    BEGIN RESET EXECUTE 'ALTER ROLE author SUPERUSER';
    EXCEPTION WHEN OTHERS THEN NULL; END;
    RETURN true;
END $$;
"""
_BASE = "CREATE TABLE app.t (a integer); INSERT INTO app.t VALUES (1), (2);"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One attack.

    Attributes:
        name: What the study of attacks calls it, and what it is.
        plant: Commands of the author, who is called ``author`` and owns the schema ``app`` with the table ``app.t``.
        desired: What app.t and its company shall become, beside the payload's function ``app.f``.
        superuser_falls: Whether a superuser who applies this gives the author all rights.
    """

    name: str
    plant: str
    desired: str
    superuser_falls: bool = False


ATTACKS = (
    Attack(
        name="D1-operator",
        plant="CREATE FUNCTION public.g(name, name) RETURNS text LANGUAGE sql AS 'SELECT app.f(1)::text'; "
        "CREATE OPERATOR public.|| (FUNCTION = public.g, LEFTARG = name, RIGHTARG = name)",
        desired="CREATE TABLE app.t (a integer, b text); "
        "CREATE FUNCTION public.g(name, name) RETURNS text LANGUAGE sql AS 'SELECT app.f(1)::text'; "
        "CREATE OPERATOR public.|| (FUNCTION = public.g, LEFTARG = name, RIGHTARG = name);",
    ),
    Attack(
        name="D3-check",
        plant="ALTER TABLE app.t ADD CONSTRAINT c CHECK (app.f(a)) NOT VALID",
        desired="CREATE TABLE app.t (a integer, CONSTRAINT c CHECK (app.f(a)));",
        superuser_falls=True,
    ),
    Attack(
        name="D4-index-expression",
        plant="ALTER FUNCTION app.f(integer) IMMUTABLE",
        desired="CREATE TABLE app.t (a integer); CREATE INDEX i ON app.t (app.f(a));",
    ),
    Attack(
        name="D5-default",
        plant="SELECT 1",
        desired="CREATE TABLE app.t (a integer, b boolean DEFAULT app.f(1));",
        superuser_falls=True,
    ),
    Attack(
        name="D6-materialized-view",
        plant="CREATE VIEW app.v AS SELECT app.f(a) AS x FROM app.t",
        desired="CREATE TABLE app.t (a integer); CREATE VIEW app.v AS SELECT app.f(a) AS x FROM app.t; "
        "CREATE MATERIALIZED VIEW app.m AS SELECT x FROM app.v;",
    ),
    Attack(
        name="D8-row-security",
        plant="ALTER TABLE app.t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON app.t USING (app.f(a))",
        desired="CREATE TABLE app.t (a integer NOT NULL); ALTER TABLE app.t ENABLE ROW LEVEL SECURITY; "
        "CREATE POLICY p ON app.t USING (app.f(a));",
    ),
    Attack(
        name="D8-type-change",
        plant="CREATE INDEX i ON app.t ((a + 1))",
        desired="CREATE TABLE app.t (a bigint, CONSTRAINT c CHECK (app.f(1))); CREATE INDEX i ON app.t ((a + 1));",
        superuser_falls=True,
    ),
    Attack(
        name="M1-trigger-name",
        plant="CREATE FUNCTION app.n() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; "
        'CREATE TRIGGER "x"" ON app.t;ALTER ROLE author SUPERUSER;--" BEFORE UPDATE ON app.t '
        "FOR EACH ROW EXECUTE FUNCTION app.n()",
        desired="CREATE TABLE app.t (a integer);",
    ),
    Attack(
        name="M2-enum-label",
        plant="CREATE TYPE app.e AS ENUM ('b''); ALTER ROLE author SUPERUSER; --')",
        desired="CREATE TABLE app.t (a integer); CREATE TYPE app.e AS ENUM ('c');",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A database to plant attacks in: its server, its name, and where the desired state is written."""

    server: ScratchServer
    database: str
    folder: Path

    def url(self, login: str = "") -> str:
        """Return the connection string for a login, the server's own without one."""
        url = url_of(self.server, self.database)
        return make_conninfo(url, user=login, password="canary") if login else url

    def fallen(self) -> set[str]:
        """Return the attacks whose authors have all rights by now."""
        with connect(self.server.conninfo("postgres")) as connection:
            rows = connection.execute("SELECT rolname FROM pg_roles WHERE rolsuper").fetchall()
        roles = {row[0] for row in rows}
        return {attack.name for attack in ATTACKS if _author(attack) in roles}


def _author(attack: Attack) -> str:
    return f"author_{os.getpid()}_{ATTACKS.index(attack)}"


def _own(attack: Attack, sql: str) -> str:
    """Return commands with the names of one attack: its schema and its author."""
    return re.sub(r"\bapp\b", f"app{ATTACKS.index(attack)}", re.sub(r"\bauthor\b", _author(attack), sql))


@pytest.fixture
def scene(server: ScratchServer, tmp_path: Path) -> Iterator[Scene]:
    """A database with its owner, a login that is a member of all authors."""
    authors = [_author(attack) for attack in ATTACKS]
    with contextlib.ExitStack() as stack:
        with connect(server.conninfo("postgres")) as connection:
            connection.execute(f"CREATE ROLE {OWNER} LOGIN PASSWORD 'canary'".encode())
            for author in authors:
                connection.execute(f"CREATE ROLE {author}; GRANT {author} TO {OWNER}".encode())
        stack.callback(_forget, server, [*authors, OWNER])
        name = stack.enter_context(scratch_database(server, "plants"))
        with connect(server.conninfo(name)) as connection:
            connection.execute(f"ALTER DATABASE {identifier(name)} OWNER TO {OWNER}".encode())
        yield Scene(server=server, database=name, folder=tmp_path)


def _forget(server: ScratchServer, roles: list[str]) -> None:
    with connect(server.conninfo("postgres")) as connection:
        connection.execute(f"DROP ROLE {', '.join(roles)}".encode())


def _plant(scene: Scene, reset: str) -> Path:
    """Plant all attacks as their authors, and return the file with what is desired."""
    wanted = []
    with connect(scene.server.conninfo(scene.database)) as connection:
        for attack in ATTACKS:
            stage = _own(
                attack,
                "CREATE SCHEMA app AUTHORIZATION author; GRANT CREATE ON SCHEMA public TO author; SET ROLE author;",
            )
            function = _own(attack, _PAYLOAD.replace("RESET", reset))
            for commands in (stage, _own(attack, _BASE), function, _own(attack, attack.plant), "RESET ROLE"):
                connection.execute(commands.encode())
            if "IMMUTABLE" in attack.plant:
                function = function.replace("VOLATILE", "IMMUTABLE")
            wanted += [stage, function, _own(attack, attack.desired), "RESET ROLE;"]
    desired = scene.folder / "desired.sql"
    desired.write_text("\n".join(wanted), encoding="utf-8")
    return desired


def _change(scene: Scene, login: str, desired: Path) -> None:
    """Compare, look for drift, and apply."""
    settings = Settings(root=scene.folder, allow=("SC101", "SC102", "SC103"), allow_superuser=not login)
    url = scene.url(login)
    pipeline.drift(url, str(desired), settings, lambda _: None)
    request = pipeline.ApplyRequest(
        live=url, desired=str(desired), plan=None, confirm=lambda _: not scene.fallen(), on_event=lambda _: None
    )
    plan, report = pipeline.apply(request, settings, lambda _: None)
    assert report is not None, "something was run by reading"
    assert report.verified
    touched = {s.address.schema or s.address.name for s in plan.statements}
    assert touched >= {f"app{i}" for i in range(len(ATTACKS))}, "an attack was given no reason to run"


@pytest.mark.parametrize("reset", ["", "RESET ROLE;"], ids=["as-called", "after-reset-role"])
def test_an_owner_who_is_no_superuser_gives_nothing_away(scene: Scene, reset: str) -> None:
    """Neither comparing nor applying makes an author anything more, D9's way of ``RESET ROLE`` included."""
    _change(scene, OWNER, _plant(scene, reset))
    assert scene.fallen() == set()


def test_a_superuser_who_goes_on_gives_away_what_is_known(scene: Scene) -> None:
    """Comparing is safe for everybody. Applying is not where the server runs an author's code in our name."""
    _change(scene, "", _plant(scene, ""))
    assert scene.fallen() == {attack.name for attack in ATTACKS if attack.superuser_falls}
