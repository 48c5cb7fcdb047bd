"""Detached signatures of plan files, as OpenSSH makes them: ``ssh-keygen -Y sign -n schemactl -f key plan.json``.

The checksum in a plan guards against accidents only; a signature says who let this plan pass. The namespace keeps a
signature made for something else, such as a commit, from counting (ssh-keygen(1), ALLOWED SIGNERS).
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from schemactl.errors import BadSignature, UsageError
from schemactl.model.printable import printable

NAMESPACE = "schemactl"
_SECONDS = 30
_SIGN = f"Sign it: `ssh-keygen -Y sign -n {NAMESPACE} -f ~/.ssh/id_ed25519 plan.json`."


def require_signature(document: bytes, signature: Path, signers: Path) -> str:
    """Return who signed a document.

    Args:
        document: What was signed; the caller goes on with these very bytes.
        signature: The file ssh-keygen wrote. `signers`: the file of allowed signers.

    Raises:
        UsageError: A file or ssh-keygen itself is missing.
        BadSignature: The signature is not one of an allowed signer on this document.
    """
    program = shutil.which("ssh-keygen")
    if program is None:
        raise UsageError(
            "there is no ssh-keygen here, which verifies signatures", hint="Install OpenSSH 8.2 or newer (its client)."
        )
    if not signers.is_file():
        raise UsageError(
            f"there is no file of allowed signers {signers}",
            hint=f'A line of it: `release@example.org namespaces="{NAMESPACE}" ssh-ed25519 AAAA...`.',
        )
    if not signature.is_file():
        raise BadSignature(f"the plan is not signed: there is no {signature}", hint=_SIGN)
    common = ["-f", str(signers.resolve()), "-s", str(signature.resolve())]
    found = _run([program, "-Y", "find-principals", *common], b"")
    names = found.stdout.decode(errors="replace").splitlines() if found.returncode == 0 else []
    for name in names:
        verify = [program, "-Y", "verify", "-n", NAMESPACE, "-I", name, *common]
        if _run(verify, document).returncode == 0:
            return printable(name)
    if names:
        raise BadSignature(
            f"the signature in {signature} is not one of this plan: one of them was changed, or it was made for "
            f"another purpose than {NAMESPACE}",
            hint=f"Look at the plan again before you sign it anew. {_SIGN}",
        )
    raise BadSignature(
        f"the signature in {signature} is of nobody named in {signers}", hint=f"Let one of them sign it. {_SIGN}"
    )


def _run(command: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(command, input=given, capture_output=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise BadSignature("ssh-keygen did not answer", hint="Run it by hand to see what it waits for.") from None
