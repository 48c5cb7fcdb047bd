"""A ready-made data directory: initdb takes a second, unpacking a copy of what it made takes 50 ms.

The copy is a tar file in the cache whose name holds the digest of its content. One that was cut off or changed on disk
is made again.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from pathlib import Path

from schemactl.errors import ScratchError
from schemactl.scratch.account import Account
from schemactl.scratch.cache import cache_directory, only_one
from schemactl.scratch.copies import identity
from schemactl.scratch.home import Home
from schemactl.scratch.installation import Installation

SUPERUSER = "postgres"

# Only glibc and musl are sure to have C.UTF-8.
_LOCALE = "C.UTF-8" if sys.platform == "linux" else "C"
_INITDB_OPTIONS = (
    f"--username={SUPERUSER}",
    "--auth=trust",
    "--encoding=UTF8",
    f"--locale={_LOCALE}",
    "--no-sync",
    "--no-instructions",
    "--wal-segsize=1",
)
# Without this program every start runs initdb: slower, and right.
_TAR = "tar"


class Template:
    """The cached data directory of one installation.

    Args:
        installation: Whose initdb makes it.
        account: Who the data directory belongs to.
    """

    def __init__(self, installation: Installation, account: Account) -> None:
        self._installation = installation
        self._account = account
        self._name = f"cluster-{installation}-{identity(installation, *_INITDB_OPTIONS)}"

    def unpack(self, home: Home) -> bool:
        """Fill the data directory from the cache.

        Returns:
            Whether there was an intact copy. If not, nothing is left in the data directory, nor in the cache.
        """
        for archive in self._archives():
            if self._unpack(archive, home):
                return True
            home.empty()
        self.forget()
        return False

    def create(self, home: Home) -> None:
        """Fill the data directory with initdb, and keep a copy. Of many that come at once, one does the work.

        Raises:
            ScratchError: initdb failed.
        """
        with only_one(self._name):
            if self.unpack(home):
                return
            initdb = self._installation.bindir / "initdb"
            try:
                self._account.run([initdb, f"--pgdata={home.data}", *_INITDB_OPTIONS])
            except ScratchError as error:
                error.hint = (
                    error.hint or "The account needs an entry in /etc/passwd; a container may run under a number alone."
                )
                raise
            self._keep(home.data)

    def forget(self) -> None:
        """Remove the copy from the cache."""
        for archive in self._archives():
            archive.unlink(missing_ok=True)

    def _archives(self) -> list[Path]:
        """Return the copies in the cache: one, or several if one could not be replaced."""
        return sorted(cache_directory().glob(f"{self._name}-*.tar"))

    def _unpack(self, archive: Path, home: Home) -> bool:
        """Unpack a copy while its digest is computed, and return whether both went well."""
        try:
            with archive.open("rb") as content:
                with self._account.start([_TAR, "-xf", "-", "-C", home.path], stdin=content) as process:
                    intact = archive.name == self._archive_name(archive)
                if process.returncode == 0 and intact:
                    os.utime(archive)  # keeps it from being removed as unused
                    return True
        except (OSError, ScratchError):
            return False
        return False

    def _keep(self, data: Path) -> None:
        """Put a copy into the cache. Failing to do so costs time at the next start and is no error."""
        unfinished: Path | None = None
        try:
            with tempfile.NamedTemporaryFile(prefix=f"{self._name}.", dir=cache_directory(), delete=False) as file:
                unfinished = Path(file.name)
                Account().run([_TAR, "-cf", "-", "-C", data.parent, data.name], output=file)
                os.fsync(file.fileno())
            unfinished.rename(cache_directory() / self._archive_name(unfinished))
        except (OSError, ScratchError):
            if unfinished:
                unfinished.unlink(missing_ok=True)

    def _archive_name(self, archive: Path) -> str:
        """Return the name an archive of this content has in the cache."""
        with archive.open("rb") as content:
            return f"{self._name}-{hashlib.file_digest(content, 'sha256').hexdigest()[:32]}.tar"
