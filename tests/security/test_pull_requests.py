"""A pull request's job has no credentials: a snapshot file goes in, a report comes out, and nobody is connected to."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

from schemactl import pipeline
from schemactl.postgres.snapshot_file import encode_snapshot
from schemactl.scratch.server import ScratchServer, scratch_database
from schemactl.settings import Settings

SECRET = "not-for-pull-requests"


def test_a_report_needs_a_file_and_no_database(server: ScratchServer, tmp_path: Path) -> None:
    """Even a URL that lies around is not used where the live side is a file; nor does its password appear anywhere."""
    with scratch_database(server, "pull") as name:
        found = pipeline.snapshot(server.conninfo(name), Settings())
    (tmp_path / "live.snapshot").write_text(encode_snapshot(found), encoding="utf-8")
    (tmp_path / "desired.sql").write_text("CREATE TABLE public.books (id bigint PRIMARY KEY);", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)  # noqa: FBT003 - its own word for it
        port = listener.getsockname()[1]
        environment = os.environ | {
            "SCHEMACTL_DATABASE_URL": f"postgresql://robot:{SECRET}@127.0.0.1:{port}/live",
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        sides = ["--live", "live.snapshot", "--desired", "desired.sql", "--format", "markdown", "--out", "plan.json"]
        command = [sys.executable, "-m", "schemactl", "diff", *sides]
        result = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60
        )
        try:
            listener.accept()
            called = True
        except BlockingIOError:
            called = False
    assert (result.returncode, called) == (2, False), result.stderr
    assert "CREATE TABLE public.books" in result.stdout
    plan = (tmp_path / "plan.json").read_text(encoding="utf-8")
    assert SECRET not in result.stdout + result.stderr + plan
