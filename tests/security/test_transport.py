"""Over a network nothing is sent in plain text on the word of whoever answers."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from schemactl.errors import ConnectionFailed
from schemactl.postgres.connect import connect, parse_conninfo
from schemactl.postgres.transport import is_local

PASSWORD = "canary-over-the-wire"
_SSL_REQUEST = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"
_ASKS_FOR_PASSWORD = b"R\x00\x00\x00\x08\x00\x00\x00\x03"


class Rogue:
    """A server that cannot encrypt, asks for the password in plain text and keeps all it hears."""

    def __init__(self) -> None:
        """Listen on every address; 0.0.0.0 reaches this machine and is no loopback address."""
        self.heard = b""
        self.listener = socket.create_server(("0.0.0.0", 0))  # noqa: S104 - the point of the test
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                client.settimeout(5)
                with client, contextlib.suppress(OSError):
                    while data := client.recv(4096):
                        self.heard += data
                        client.sendall(b"N" if data == _SSL_REQUEST else _ASKS_FOR_PASSWORD)
                        if PASSWORD.encode() in data:
                            break


@pytest.fixture
def rogue() -> Iterator[Rogue]:
    """Return one at work."""
    server = Rogue()
    yield server
    server.listener.close()


def url(rogue: Rogue, host: str = "0.0.0.0", more: str = "") -> str:  # noqa: S104 - the point of the test
    """Return the URL of the rogue server."""
    return f"postgresql://u:{PASSWORD}@{host}:{rogue.port}/d?gssencmode=disable&connect_timeout=5{more}"


@pytest.mark.parametrize("more", ["", "&sslmode=prefer", "&sslmode=allow", "&sslmode=require", "&sslmode=verify-full"])
def test_a_server_that_cannot_encrypt_never_hears_the_password(rogue: Rogue, more: str) -> None:
    """Neither by default nor in any mode that names encryption."""
    with pytest.raises(ConnectionFailed) as caught:
        connect(url(rogue, more=more))
    assert PASSWORD.encode() not in rogue.heard
    assert "sslmode=" in caught.value.hint or "certificate" in str(caught.value)
    assert PASSWORD not in f"{caught.value}{caught.value.hint}"


@pytest.mark.parametrize(("host", "more"), [("0.0.0.0", "&sslmode=disable"), ("127.0.0.1", "")])  # noqa: S104
def test_plain_text_is_sent_where_it_is_asked_for_or_stays_here(rogue: Rogue, host: str, more: str) -> None:
    """`sslmode=disable` says so in the URL; the loopback interface has nobody who listens."""
    with pytest.raises(ConnectionFailed):
        connect(url(rogue, host, more))
    assert PASSWORD.encode() in rogue.heard


def test_the_environment_counts_as_the_url_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """PGHOST leads over a network too, PGSSLMODE says how, and what pg_dump is given says the same."""
    monkeypatch.setenv("PGHOST", "db.example.org")
    assert parse_conninfo("postgresql:///d")["sslmode"] == "require"
    monkeypatch.setenv("PGSSLMODE", "verify-full")
    assert "sslmode" not in parse_conninfo("postgresql:///d")
    monkeypatch.setenv("PGSSLMODE", "prefer")
    with pytest.raises(ConnectionFailed, match="in plain text") as caught:
        parse_conninfo("postgresql:///d")
    assert "sslmode=verify-full" in caught.value.hint
    monkeypatch.setenv("PGSERVICE", "app")
    assert "sslmode" not in parse_conninfo("postgresql:///d"), "a service file speaks for itself"


@pytest.mark.parametrize(
    ("host", "address", "local"),
    [
        ("", "", True),
        ("/run/postgresql", "", True),
        ("@abstract", "", True),
        ("localhost", "", True),
        ("127.0.0.1,::1", "", True),
        ("localhost", "192.0.2.1", False),
        ("db.example.org", "127.0.0.1", True),
        ("localhost,db.example.org", "", False),
        ("localhost.example.org", "", False),
    ],
)
def test_what_stays_on_this_machine(host: str, address: str, *, local: bool) -> None:
    """Sockets, localhost and loopback addresses; one host elsewhere among several is elsewhere."""
    assert is_local(host, address) is local
