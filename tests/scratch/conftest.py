"""Scratch servers for the tests of the room that makes them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from schemactl.scratch.cache import ENVIRONMENT_VARIABLE
from schemactl.scratch.embedded import EmbeddedServer, embedded_server


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    """A server of the newest version, shared by all tests that leave no traces on it."""
    with embedded_server() as running:
        yield running


@pytest.fixture
def empty_cache(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache with nothing in it. Not tmp_path: root's server runs as nobody, who cannot enter that."""
    directory = Path(tempfile.mkdtemp(prefix="schemactl-test-"))
    directory.chmod(0o755)
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, str(directory))
    yield directory
    shutil.rmtree(directory)


@pytest.fixture
def start_python() -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Run a Python program beside the test, and kill it at the end."""
    started: list[subprocess.Popen[str]] = []

    def start(program: str) -> subprocess.Popen[str]:
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment)
        started.append(process)
        return process

    yield start
    for process in started:
        with process:
            process.kill()
