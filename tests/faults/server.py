"""A server that keeps what it has said yes to, and can be killed and started again in the middle of a run."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from unittest.mock import patch
from urllib.parse import urlencode

from psycopg.conninfo import conninfo_to_dict

from schemactl.scratch import embedded
from schemactl.scratch.account import Account, server_account
from schemactl.scratch.copies import startable
from schemactl.scratch.home import Home, sweep
from schemactl.scratch.installation import Installation, find_installation
from schemactl.scratch.template import Template

if TYPE_CHECKING:
    import subprocess

_SETTINGS = {
    # Our scratch servers forget the last moments before a crash, which is what is tried here. What the kernel was given
    # outlives the server, so that it need not wait for the disk.
    "synchronous_commit": "on",
    "autovacuum": "on",
    "max_connections": "100",
}


@dataclass(slots=True, kw_only=True)
class Restartable:
    """A running server of one version. Use `restartable_server` to get one."""

    server: embedded.EmbeddedServer
    _installation: Installation
    _account: Account
    _home: Home
    _process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def major(self) -> int:
        """Return its major version."""
        return self.server.version // 10000

    @property
    def url(self) -> str:
        """Return where scratch databases can be made, as settings take it."""
        return "postgresql:///postgres?" + urlencode(
            {name: value for name, value in conninfo_to_dict(self.server.conninfo("postgres")).items() if value}
        )

    def start(self) -> None:
        """Start it."""
        with patch.dict(embedded._SETTINGS, _SETTINGS):
            self._process = embedded._start(self._installation, self._account, self._home)

    def stop(self) -> None:
        """End it at once, without a checkpoint and without waiting for any session: ``pg_ctl stop -m immediate``."""
        self.server.close()
        if self._process is not None:
            embedded._stop(self._process)

    def restart(self) -> None:
        """End it at once and start it again: it recovers as after a crash."""
        self.stop()
        self.start()

    def restart_as_standby(self) -> None:
        """Start it again in recovery, as a standby whose primary sends nothing (PostgreSQL manual, Standby Servers)."""
        self.stop()
        self._home.data.joinpath("standby.signal").touch()
        self.start()


@contextlib.contextmanager
def restartable_server(major: int | None = None) -> Iterator[Restartable]:
    """Run a server of a major version, the newest for None, and remove all traces of it at the end.

    Raises:
        ScratchError: It is not installed, or does not start.
    """
    account = server_account()
    sweep(account)
    found = find_installation(major)
    installation = startable(found, account)
    home = Home(account)
    running = Restartable(
        server=embedded.EmbeddedServer(found, home.path), _installation=installation, _account=account, _home=home
    )
    try:
        template = Template(installation, account)
        if not template.unpack(home):
            template.create(home)
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        home.remove()
