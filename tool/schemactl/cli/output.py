"""Where words go: the result to standard output, everything else to standard error."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from schemactl.errors import SchemactlError, UsageError
from schemactl.postgres.connect import redact
from schemactl.render.escape import readable


def prepare() -> None:
    """Let standard output write any name: what its encoding lacks is escaped, as on standard error."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def say(message: str) -> None:
    """Tell the person at the terminal what is going on; silent when nobody watches."""
    if sys.stderr.isatty():
        sys.stderr.write(f"… {message}\n")


def wants_colour() -> bool:
    """Return whether to colour standard output: on a terminal, unless NO_COLOR is set, or when FORCE_COLOR is."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or sys.stdout.isatty()


def show(text: str) -> None:
    """Write a result to standard output, ending with one newline."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    sys.stdout.flush()


def show_error(error: SchemactlError) -> None:
    """Write an error and its hint to standard error, passwords removed."""
    sys.stderr.write(f"error: {_indented(str(error))}\n")
    if error.hint:
        sys.stderr.write(f"hint: {_indented(error.hint)}\n")


def _indented(words: str) -> str:
    """Return a message whose further lines are indented, so that no name can pass for a message of ours."""
    first, *others = readable(redact(words)).split("\n")
    return "\n".join([first, *(line if line.startswith("  ") else f"  {line}" for line in others)])


def write_file(path: Path, text: str) -> None:
    """Write a file as a whole or not at all.

    Raises:
        UsageError: It cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            # A pipe or /dev/null is written to and must not make place for a file; a directory refuses by itself.
            path.write_text(text, encoding="utf-8")
        else:
            _replace(path.resolve(), text)
    except OSError as error:
        raise UsageError(
            f"cannot write {path}: {error.strerror}", hint="Name a file in a directory that exists."
        ) from error


def _replace(path: Path, text: str) -> None:
    unfinished = path.parent / f".{path.name}.unfinished"
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
