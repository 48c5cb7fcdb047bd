"""Plan files: no byte can be changed, and where signers are named, nothing unsigned is applied."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from schemactl.cli.applying import read_plan_of
from schemactl.cli.signature import NAMESPACE, require_signature
from schemactl.errors import BadSignature, SchemactlError, UsageError
from schemactl.model.statement import Verb
from schemactl.plan.codec import decode_plan, encode_plan
from schemactl.settings import Settings
from tests.fixtures.applying import plan_of, statement

PLAN = plan_of([statement("CREATE TABLE public.shelves (id integer)", "TABLE", "shelves", Verb.CREATE)])


def _sign(folder: Path, name: str, document: Path, namespace: str = NAMESPACE) -> Path:
    """Make a key, sign a document with it, and return the public key."""
    key = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", key], check=True)
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", key, document], check=True, capture_output=True
    )
    return key.with_suffix(".pub")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return a plan file."""
    path = tmp_path / "plan.json"
    path.write_text(encode_plan(PLAN), encoding="utf-8")
    return path


@pytest.fixture
def signers(tmp_path: Path, plan: Path) -> Path:
    """Sign the plan, and return the file that names its signer."""
    public = _sign(tmp_path, "release", plan)
    path = tmp_path / "allowed_signers"
    path.write_text(f'release@example.org namespaces="{NAMESPACE}" {public.read_text()}', encoding="utf-8")
    return path


def _flips(original: bytes) -> list[bytes]:
    return [original[:i] + bytes([original[i] ^ 1]) + original[i + 1 :] for i in range(len(original))]


def test_a_plan_with_any_byte_changed_is_refused_or_says_the_same() -> None:
    """Every byte once. What reads as the same plan (a space that became another) is the same plan."""
    original = encode_plan(PLAN).encode()
    refused = 0
    for changed in _flips(original):
        try:
            found = decode_plan(changed.decode(errors="surrogateescape"))
        except SchemactlError:
            refused += 1
            continue
        assert found == PLAN
    assert refused >= len(original.replace(b" ", b"").replace(b"\n", b""))


def test_a_signed_plan_is_taken(plan: Path, signers: Path) -> None:
    """By the name beside it, by flags or by the setting, relative to the settings' file."""
    settings = Settings(root=signers.parent, signers=signers.name)
    assert read_plan_of(plan, None, None, settings) == PLAN
    assert read_plan_of(plan, plan.with_name("plan.json.sig"), signers, Settings()) == PLAN
    assert require_signature(plan.read_bytes(), plan.with_name("plan.json.sig"), signers) == "release@example.org"


def test_no_byte_of_a_signed_plan_can_be_changed(plan: Path, signers: Path) -> None:
    """Not even one that reads the same: what was signed is the file."""
    for changed in _flips(plan.read_bytes())[::199]:
        with pytest.raises(BadSignature, match="not one of this plan"):
            require_signature(changed, plan.with_name("plan.json.sig"), signers)


def _unsigned(plan: Path, _: Path) -> None:
    plan.with_name("plan.json.sig").unlink()


def _stranger(plan: Path, _: Path) -> None:
    plan.with_name("plan.json.sig").unlink()
    _sign(plan.parent, "stranger", plan)


def _other_purpose(plan: Path, signers: Path) -> None:
    plan.with_name("plan.json.sig").unlink()
    public = _sign(plan.parent, "other", plan, "git")
    signers.write_text(f"release@example.org {public.read_text()}", encoding="utf-8")


def _broken(plan: Path, _: Path) -> None:
    plan.with_name("plan.json.sig").write_text("no signature", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_unsigned, "the plan is not signed"),
        (_stranger, "is of nobody named in"),
        (_other_purpose, "another purpose"),
        (_broken, "is of nobody named in"),
    ],
)
def test_other_signatures_are_refused(
    plan: Path, signers: Path, spoil: Callable[[Path, Path], None], message: str
) -> None:
    """The hint says how to sign."""
    spoil(plan, signers)
    with pytest.raises(BadSignature, match=message) as caught:
        read_plan_of(plan, None, signers, Settings())
    assert "ssh-keygen -Y sign -n schemactl" in caught.value.hint


def test_what_is_missing_is_named(plan: Path, signers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan, the signers, and ssh-keygen."""
    with pytest.raises(UsageError, match="only a signed plan"):
        read_plan_of(None, None, signers, Settings())
    with pytest.raises(UsageError, match="nobody is named"):
        read_plan_of(plan, plan.with_name("plan.json.sig"), None, Settings())
    with pytest.raises(UsageError, match="no file of allowed signers") as caught:
        read_plan_of(plan, None, signers.with_name("nowhere"), Settings())
    assert "namespaces=" in caught.value.hint
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError, match="no ssh-keygen") as caught:
        read_plan_of(plan, None, signers, Settings())
    assert "OpenSSH" in caught.value.hint
