from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tarfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from schemactl.errors import ScratchError
from schemactl.postgres.connect import connect
from schemactl.scratch import home, template
from schemactl.scratch.account import server_account
from schemactl.scratch.embedded import EmbeddedServer, embedded_server
from schemactl.scratch.server import PREFIX, database_name, open_scratch, scratch_database

_PRINT_AND_SLEEP = """
import time
from schemactl.scratch.embedded import embedded_server
with embedded_server() as server:
    print(server.conninfo("postgres"), flush=True)
    time.sleep(60)
"""
_START_IN_A_THREAD = """
import threading, time
from schemactl.scratch.embedded import embedded_server
context = embedded_server()
def start():
    print(context.__enter__().conninfo("postgres"), flush=True)
thread = threading.Thread(target=start)
thread.start()
thread.join()
time.sleep(60)
"""


def _directory(conninfo: str) -> Path:
    return Path(dict(part.split("=", 1) for part in conninfo.split())["host"])


def _server_pid(directory: Path) -> int:
    return int((directory / "data/postmaster.pid").read_text().splitlines()[0])


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def _wait_until(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return condition()


def test_nothing_of_a_server_is_left_when_its_context_ends() -> None:
    """The process has ended and its directory is gone."""
    with open_scratch("embedded") as server:
        directory = _directory(server.conninfo("postgres"))
        pid = _server_pid(directory)
    assert not _runs(pid)
    assert not directory.exists()


def test_a_start_from_the_cache_is_quick(capsys: pytest.CaptureFixture[str]) -> None:
    """The bound is generous for busy machines; the time itself is printed."""
    with embedded_server():
        pass
    begin = time.perf_counter()
    with embedded_server():
        elapsed = time.perf_counter() - begin
    with capsys.disabled():
        print(f" [warm start {1000 * elapsed:.0f} ms]", end="")  # noqa: T201 -- the measurement is the point
    assert elapsed < 5


def test_a_server_says_what_it_is(server: EmbeddedServer) -> None:
    """Version and description agree with what the server answers."""
    with connect(server.conninfo("postgres")) as connection:
        assert server.version == connection.info.server_version
        row = connection.execute("SELECT current_setting('server_version')").fetchone()
    assert row is not None
    assert server.description == f"embedded PostgreSQL {row[0].split()[0]}"


def test_nobody_else_can_reach_a_server(server: EmbeddedServer) -> None:
    """There is no TCP port, and the directory of the socket is closed to other accounts."""
    with connect(server.conninfo("postgres")) as connection:
        assert connection.execute("SELECT current_setting('listen_addresses')").fetchone() == ("",)
    assert _directory(server.conninfo("postgres")).stat().st_mode & 0o077 == 0


def test_ten_thousand_tables_can_be_locked_at_once(server: EmbeddedServer) -> None:
    """pg_dump locks every table of a schema in one transaction."""
    with connect(server.conninfo("postgres")) as connection:
        row = connection.execute(
            "SELECT current_setting('max_locks_per_transaction')::int * current_setting('max_connections')::int"
        ).fetchone()
    assert row is not None
    assert row[0] > 4 * 10_000


def test_a_publication_can_be_created_without_a_warning(server: EmbeddedServer) -> None:
    """Declared publications are materialised here, and a warning would end up in the report."""
    notices: list[str | None] = []
    with scratch_database(server, "t") as database, connect(server.conninfo(database)) as connection:
        connection.add_notice_handler(lambda notice: notices.append(notice.message_primary))
        connection.execute("CREATE PUBLICATION everything FOR ALL TABLES")
    assert notices == []


def test_a_database_can_start_as_a_copy_of_another(server: EmbeddedServer) -> None:
    """Clones are made this way."""
    with scratch_database(server, "first") as first:
        with connect(server.conninfo(first)) as connection:
            connection.execute("CREATE TABLE public.kept ()")
        with (
            scratch_database(server, "second", template=first) as second,
            connect(server.conninfo(second)) as connection,
        ):
            assert connection.execute("SELECT to_regclass('public.kept')::text").fetchone() == ("public.kept",)


@pytest.mark.parametrize("name", ["postgres", "template1", "app", "schemactl", f"{PREFIX}{'x' * 60}"])
def test_a_database_that_is_not_ours_is_neither_created_nor_dropped(server: EmbeddedServer, name: str) -> None:
    """Only names with our prefix, and none the server would shorten."""
    with pytest.raises(ScratchError, match="refusing"):
        server.drop_database(name)
    with pytest.raises(ScratchError, match="refusing"):
        server.create_database(name)


def test_dropping_a_database_ends_its_sessions_and_may_be_repeated(server: EmbeddedServer) -> None:
    """A forgotten connection must not keep a run from cleaning up."""
    name = database_name("t")
    server.create_database(name)
    forgotten = connect(server.conninfo(name))
    server.drop_database(name)
    server.drop_database(name)
    forgotten.close()


def test_missing_roles_are_created_and_existing_ones_left_alone(server: EmbeddedServer) -> None:
    """Names are quoted, the server's own ones are passed over, and a second call changes nothing."""
    names = ["anon", 'a "quoted" name', "select", "public", "pg_monitor", "anon"]
    server.ensure_roles(names)
    server.ensure_roles(names, superuser="the boss")
    server.ensure_roles(["the boss"])
    with connect(server.conninfo("postgres", "the boss")) as connection:
        roles = connection.execute(
            "SELECT rolname, rolcanlogin, rolsuper FROM pg_roles WHERE rolname !~ '^(pg_|postgres)' ORDER BY rolname"
        ).fetchall()
    assert roles == [
        ('a "quoted" name', False, False),
        ("anon", False, False),
        ("select", False, False),
        ("the boss", True, True),
    ]


@pytest.mark.faults
@pytest.mark.parametrize("program", [_PRINT_AND_SLEEP, _START_IN_A_THREAD], ids=["main thread", "thread that ended"])
def test_a_server_ends_with_a_killed_owner(start_python: Callable[[str], subprocess.Popen[str]], program: str) -> None:
    """Also if a thread started it, and not before the process ends. The directory goes too: it may be memory."""
    owner = start_python(program)
    assert owner.stdout is not None
    conninfo = owner.stdout.readline().strip()
    directory = _directory(conninfo)
    pid = _server_pid(directory)
    time.sleep(0.2)
    with connect(conninfo) as connection:
        connection.execute("SELECT 1")
    owner.kill()
    owner.wait()
    assert _wait_until(lambda: not _runs(pid))
    assert _wait_until(lambda: not directory.exists())


@pytest.mark.faults
def test_the_next_start_sweeps_what_even_the_watcher_could_not(
    start_python: Callable[[str], subprocess.Popen[str]],
) -> None:
    """With owner and watcher killed, the server runs on until somebody else starts one."""
    owner = start_python(_PRINT_AND_SLEEP)
    assert owner.stdout is not None
    directory = _directory(owner.stdout.readline().strip())
    pid = _server_pid(directory)
    for watcher in _watchers(directory):
        os.kill(watcher, signal.SIGKILL)
    owner.kill()
    owner.wait()
    assert _runs(pid)
    with embedded_server():
        assert not _runs(pid)
        assert not directory.exists()


def _watchers(directory: Path) -> list[int]:
    processes = (path for path in Path("/proc").iterdir() if path.name.isdigit())
    found = []
    for process in processes:
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if arguments[0] == b"/bin/sh" and os.fsencode(directory) in arguments:
            found.append(int(process.name))
    return found


def test_a_sweep_leaves_running_servers_alone() -> None:
    """Other runs on the same machine are not disturbed."""
    with embedded_server() as server:
        home.sweep(server_account())
        with connect(server.conninfo("postgres")) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)


def test_a_sweep_ends_no_process_that_only_inherited_a_number() -> None:
    """The number in a left-over lock file may belong to anybody by now, here to ourselves."""
    left_over = home.Home(server_account())
    left_over.data.mkdir()
    (left_over.data / "postmaster.pid").write_text(f"{os.getpid()}\n{left_over.data}\n")
    os.close(left_over._lock)
    home.sweep(server_account())
    assert not left_over.path.exists()


def test_first_starts_at_the_same_time_share_the_work(empty_cache: Path) -> None:
    """Neither sees a half-made template, and only one is made."""
    barrier = threading.Barrier(2)

    def start(_: int) -> int:
        barrier.wait()
        with embedded_server() as server, connect(server.conninfo("postgres")) as connection:
            return connection.info.server_version

    with ThreadPoolExecutor(2) as pool:
        versions = set(pool.map(start, range(2)))
    assert len(versions) == 1
    assert len(list(empty_cache.glob("cluster-*.tar"))) == 1
    assert [path for path in empty_cache.iterdir() if path.suffix not in (".tar", ".lock", "") and path.is_file()] == []


def test_a_damaged_template_is_made_again(empty_cache: Path) -> None:
    """Cut off, changed in one byte, or intact but holding a cluster that does not start."""
    with embedded_server():
        pass
    (archive,) = empty_cache.glob("cluster-*.tar")
    intact = archive.read_bytes()
    middle = len(intact) // 2
    damages = [intact[:middle], intact[:middle] + bytes([intact[middle] ^ 1]) + intact[middle + 1 :], b""]
    for damage in damages:
        archive.write_bytes(damage)
        with embedded_server() as server:
            _assert_answers(server)
        (archive,) = empty_cache.glob("cluster-*.tar")
        assert archive.stat().st_size == len(intact)


def test_a_template_that_does_not_start_is_made_again(
    empty_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its digest is right, and yet the server refuses it."""
    with embedded_server():
        pass
    (archive,) = empty_cache.glob("cluster-*.tar")
    intact = Path(shutil.move(archive, tmp_path / "intact.tar"))
    with tarfile.open(intact) as good, tarfile.open(archive, "w") as bad:
        for member in good:
            if not member.name.startswith("data/global/"):
                bad.addfile(member, good.extractfile(member))
    monkeypatch.setattr(template.Template, "_archive_name", lambda _self, path: path.name)
    with embedded_server() as server:
        monkeypatch.undo()
        _assert_answers(server)


def _assert_answers(server: EmbeddedServer) -> None:
    with connect(server.conninfo("postgres")) as connection:
        assert connection.execute("SELECT count(*) > 300 FROM pg_class").fetchone() == (True,)


def test_a_long_temporary_directory_does_not_break_the_socket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A socket address holds some hundred bytes; a longer place is passed over."""
    long = tmp_path / ("x" * 120)
    long.mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(long))
    monkeypatch.setattr(home, "_SHARED_MEMORY", tmp_path / "missing")
    with embedded_server() as server:
        assert long not in _directory(server.conninfo("postgres")).parents


@pytest.mark.skipif(os.geteuid() != 0, reason="only root starts the server as another account")
def test_root_can_use_binaries_only_root_can_reach(
    empty_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A virtual environment often lies below a home directory that is closed to others."""
    from schemactl.scratch import installation

    found = installation.find_installation(None)
    for part in found.parts:
        target = tmp_path / part.relative_to(found.root)
        target.parent.mkdir(parents=True, exist_ok=True)
        _ = shutil.copytree(part, target, symlinks=True) if part.is_dir() else shutil.copy2(part, target)
    tmp_path.chmod(0o700)
    bindir = tmp_path / found.bindir.relative_to(found.root)
    monkeypatch.setattr(installation, "_places", lambda: iter([("a closed directory", bindir)]))
    with embedded_server() as server:
        assert server.bindir == bindir
        _assert_answers(server)
    assert list(empty_cache.glob("postgresql-*/"))
