"""What a piece of Python depended on while it ran, so that its result can be kept until any of that changes.

Every file it opened, every directory it listed, every module that is loaded afterwards, and the environment. Python
reports the first two itself (PEP 578, audit events). Whoever starts a program or talks to the network gets no evidence:
what they learned there cannot be checked later.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

_OPENING = frozenset({"open", "os.listdir", "os.scandir"})
_UNCHECKABLE = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "socket.connect"})
_WITHOUT_MEANING = frozenset({"_", "OLDPWD", "PWD", "SHLVL"})
"""Variables a shell changes by itself."""

_RECENTLY_NS = 100_000_000
"""A file written this shortly before could change again without a new time stamp (coarse clocks of file systems)."""

Result = TypeVar("Result")
State = tuple[int, int]
"""Of a file the time of its last change in nanoseconds and its size; of a directory a digest of the names in it and -1.

Both are -1 for what is not there.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a result depends on.

    Attributes:
        files: State by path. `environment`: digest of the environment, the interpreter and where modules are looked
            for.
    """

    files: dict[str, State]
    environment: str

    @property
    def holds(self) -> bool:
        """Return whether all of it is still the same."""
        return self.environment == _environment() and all(_state(path) == kept for path, kept in self.files.items())


class _Recorder:
    """Collects what the interpreter reports while it is switched on. An audit hook cannot be removed again."""

    def __init__(self) -> None:
        self.paths: set[str] | None = None
        self.checkable = True
        self._installed = False

    def start(self) -> None:
        self.paths, self.checkable = set(), True
        if not self._installed:
            self._installed = True
            sys.addaudithook(self._hear)

    def stop(self) -> set[str]:
        paths, self.paths = self.paths or set(), None
        return paths

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.paths is None:
            return
        if event in _UNCHECKABLE:
            self.checkable = False
        elif event in _OPENING and isinstance(arguments[0], str | bytes | os.PathLike):
            self.paths.add(os.fsdecode(arguments[0]))


_recorder = _Recorder()


def witnessed(make: Callable[[], Result]) -> tuple[Result, Evidence | None]:
    """Return what `make` returns, and what it depended on; None when that cannot be checked later."""
    started = time.time_ns()
    _recorder.start()
    try:
        result = make()
    finally:
        opened = _recorder.stop()
    files = {path: _state(path) for path in {*map(os.path.abspath, opened), *_loaded_modules()} if _counts(path)}
    changing = max(map(_changed_ns, files), default=0)
    if changing > started - _RECENTLY_NS or not _recorder.checkable:
        return result, None
    return result, Evidence(files=files, environment=_environment())


def _loaded_modules() -> Iterator[str]:
    for module in list(sys.modules.values()):
        path = getattr(module, "__file__", None)
        if isinstance(path, str):
            yield os.path.abspath(path)  # noqa: PTH100 - a thousand of them in every run


def _counts(path: str) -> bool:
    """Return whether a file says anything: compiled modules are made from their source, devices have no state."""
    return "__pycache__" not in path and not path.startswith(("/dev/", "/proc/", "/sys/"))


def _state(path: str) -> State:
    try:
        found = os.stat(path)  # noqa: PTH116 - likewise
        if not stat.S_ISDIR(found.st_mode):
            return found.st_mtime_ns, found.st_size
        names = "/".join(sorted(name for name in os.listdir(path) if name != "__pycache__"))  # noqa: PTH208 - likewise
    except OSError:
        return -1, -1
    return int.from_bytes(hashlib.blake2b(os.fsencode(names), digest_size=8).digest(), "big"), -1


def _changed_ns(path: str) -> int:
    """Return when a file or directory was changed; 0 for what is not there."""
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0


def _environment() -> str:
    variables = sorted(item for item in os.environ.items() if item[0] not in _WITHOUT_MEANING)
    return hashlib.sha256(repr((sys.version, sys.path, str(Path.cwd()), variables)).encode()).hexdigest()
