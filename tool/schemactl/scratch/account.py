"""Running PostgreSQL's programs as an account they accept: they refuse to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from schemactl.errors import ScratchError

# A clean environment: variables such as PGDATA, PGOPTIONS or LD_PRELOAD must not reach the server.
_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}

_NOBODY = 65534
_ROOT_HINT = (
    "PostgreSQL cannot run as root, so it runs as nobody, who must be able to reach the cache directory. "
    "Set SCHEMACTL_CACHE_DIR to one, run schemactl as a normal user, or set scratch to docker:<image> or to a URL."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who the server's processes run as.

    Attributes:
        uid: None for the account we run as ourselves.
        gid: Likewise.
    """

    uid: int | None = None
    gid: int | None = None

    @property
    def is_other(self) -> bool:
        """Return whether it is not our own account, so that files must be handed over to it."""
        return self.uid is not None

    def give(self, path: Path) -> None:
        """Make the account the owner of a file."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)

    def start(
        self,
        command: Sequence[str | Path],
        *,
        stdin: int | IO[bytes] = subprocess.DEVNULL,
        output: int | IO[bytes] = subprocess.PIPE,
    ) -> subprocess.Popen[bytes]:
        """Start a program under this account, in a session of its own so that Ctrl-C does not reach it.

        Raises:
            ScratchError: The program or the account cannot be used.
        """
        try:
            return subprocess.Popen(
                command,
                stdin=stdin,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=_ENVIRONMENT,
                cwd="/",
                start_new_session=True,
                user=self.uid,
                group=self.gid,
                extra_groups=[] if self.is_other else None,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise ScratchError(f"cannot run {command[0]}: {error}", hint=_ROOT_HINT if self.is_other else "") from error

    def run(self, command: Sequence[str | Path], *, output: int | IO[bytes] = subprocess.PIPE) -> None:
        """Run a program under this account to its end.

        Raises:
            ScratchError: It cannot be started or fails; the message holds what it printed, if that was not redirected.
        """
        with self.start(command, output=output) as process:
            printed, _ = process.communicate()
        if process.returncode:
            reason = (printed or b"").decode(errors="replace").strip()
            raise ScratchError(f"{Path(command[0]).name} failed with code {process.returncode}: {reason}")


def server_account() -> Account:
    """Return our own account, or ``nobody`` when that is root."""
    if os.geteuid() != 0:
        return Account()
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return Account(uid=_NOBODY, gid=_NOBODY)
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)
