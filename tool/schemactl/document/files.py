"""Documents on disk: written, or compared with what is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from schemactl.document.folder import FOLDER
from schemactl.document.markdown import MARK
from schemactl.errors import UsageError

_HEAD_BYTES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How a folder differs from the documents; paths below it, sorted.

    Attributes:
        missing: Not there. `stale`: there, with another content. `extra`: made by an earlier run, and no more.
    """

    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def fresh(self) -> bool:
        """Return whether nothing differs."""
        return not (self.missing or self.stale or self.extra)


def compare_files(documents: Mapping[str, str], out: Path) -> Freshness:
    """Return how a folder differs from the documents. Files that people wrote are not looked at."""
    there = {path: out / path for path in sorted(documents) if (out / path).is_file()}
    return Freshness(
        missing=tuple(path for path in sorted(documents) if path not in there),
        stale=tuple(path for path, file in there.items() if _content(file) != documents[path]),
        extra=tuple(path for path in sorted(_generated(out)) if path not in documents),
    )


def write_files(documents: Mapping[str, str], out: Path) -> Freshness:
    """Write what differs and remove what is no more; return what that was.

    Raises:
        UsageError: A file cannot be written.
    """
    found = compare_files(documents, out)
    try:
        for path in (*found.missing, *found.stale):
            file = out / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(documents[path], encoding="utf-8", newline="\n")
        for path in found.extra:
            (out / path).unlink()
    except OSError as error:
        raise UsageError(f"cannot write {error.filename}: {error.strerror}", hint="Name another folder.") from error
    return found


def _content(file: Path) -> str:
    """Return what a file holds, whatever line ends git gave it; what is no text differs from any."""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _generated(out: Path) -> Iterator[str]:
    """Yield the files of the reference's folder that carry our mark."""
    for file in sorted((out / FOLDER).rglob("*")):
        if file.suffix in (".md", ".svg") and file.is_file() and MARK in _content(file)[:_HEAD_BYTES]:
            yield file.relative_to(out).as_posix()
