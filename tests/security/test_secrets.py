"""No password shows: one canary of every origin, looked for in every channel a run leaves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

from schemactl.cli.main import run
from schemactl.postgres.connect import connect
from schemactl.scratch.server import ScratchServer, scratch_database
from tests.fixtures.main_job import url_of

OF_URL, OF_ENVIRONMENT = "canary-of-the-url", "canary-of-the-environment"
OF_SERVER, OF_USER = "canary-of-the-server", "canary-of-the-user"
CONNECTING, DECLARED = (OF_URL, OF_ENVIRONMENT), (OF_SERVER, OF_USER)

BASE = "CREATE FOREIGN DATA WRAPPER w;"
DESIRED = f"""
CREATE FOREIGN DATA WRAPPER w;
CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'h', password '{OF_SERVER}');
CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'u', password '{OF_USER}');
CREATE TABLE public.kept (id integer);
"""


class Watch:
    """Reads the arguments of all processes of this machine, again and again."""

    def __init__(self) -> None:
        """Begin to look."""
        self.seen: set[bytes] = set()
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._end.wait(0.02):
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    self.seen.add(path.read_bytes())
                except OSError:
                    continue  # it ended meanwhile

    def stop(self) -> bytes:
        """Return all that was seen."""
        self._end.set()
        self._thread.join()
        return b"\n".join(self.seen)


@pytest.fixture
def url(server: ScratchServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """Return a database's connection string with a password; another one is in the environment."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PGPASSWORD", OF_ENVIRONMENT)
    with scratch_database(server, "secrets") as name:
        with connect(server.conninfo(name)) as connection:
            connection.execute(BASE)
        given = url_of(server, name)
        if "password" in server.conninfo(name):
            pytest.skip("the server checks passwords: the canary would not get in")
        yield make_conninfo(given, password=OF_URL)


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are read from /proc")
def test_no_channel_shows_a_password(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Reports, errors, arguments of processes and recorded runs hold none; plans and snapshots none we connect with."""
    monkeypatch.setenv("SCHEMACTL_DATABASE_URL", url)
    desired = tmp_path / "desired.sql"
    desired.write_text(DESIRED, encoding="utf-8")
    plan, snapshot = tmp_path / "plan.json", tmp_path / "live.snapshot"
    watch = Watch()
    try:
        codes = [
            run(["diff", "--desired", str(desired), "--out", str(plan), "--format", f]) for f in ("text", "markdown")
        ]
        codes += [run(["apply", "--plan", str(plan), "--yes"]), run(["drift", "--desired", str(desired)])]
        codes += [run(["snapshot", "--out", str(snapshot)])]
        broken = tmp_path / "broken.sql"
        broken.write_text(DESIRED.replace("TABLE public.kept", "TABEL public.kept"), encoding="utf-8")
        codes += [run(["diff", "--desired", str(broken)])]
        monkeypatch.setenv("SCHEMACTL_DATABASE_URL", make_conninfo(url, dbname="no_such_database"))
        codes += [run(["drift", "--desired", str(desired)])]
    finally:
        processes = watch.stop()
    shown = capfd.readouterr()
    assert codes == [2, 2, 0, 0, 0, 1, 1]
    with connect(url) as connection:
        tables = connection.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = 'schemactl'"
        ).fetchall()
        recorded = [str(connection.execute(f"SELECT * FROM {name}".encode()).fetchall()) for (name,) in tables]
    assert any("kept" in text for text in recorded), "the run was recorded"
    channels = {"out": shown.out, "err": shown.err, "processes": processes.decode(errors="replace")}
    channels["history"] = "\n".join(recorded)
    for title, text in channels.items():
        assert [secret for secret in (*CONNECTING, *DECLARED) if secret in text] == [], title
    for path in tmp_path.iterdir():
        assert [secret for secret in CONNECTING if secret in path.read_text("utf-8")] == [], path
