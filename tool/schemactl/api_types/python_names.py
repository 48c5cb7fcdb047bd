"""Names for Python: PascalCase for classes, each given once, and texts as literals."""

from __future__ import annotations

import keyword
import re

from schemactl.model.printable import escaped

_WORD = re.compile(r"[^\W_]+")
_FIELD = re.compile(r"(?!__)[A-Za-z_][A-Za-z0-9_]*\Z")


class ClassNames:
    """Gives every object a class name of its own."""

    def __init__(self) -> None:
        self._taken = {"Json", "Literal", "NotRequired", "TypeAlias", "TypedDict"}

    def give(self, *parts: str) -> str:
        """Return a new name of schema, object and role: ``PublicUserBooksInsert``; with a number if it is taken."""
        base = "".join(word[0].upper() + word[1:] for part in parts for word in _WORD.findall(part))
        if not base.isidentifier():
            base = f"T{base}"
        name, number = base, 2
        while name in self._taken:
            name, number = f"{base}{number}", number + 1
        self._taken.add(name)
        return name


def is_field(name: str) -> bool:
    """Return whether a name can be written as a field of a class and is the same there.

    Keywords cannot, letters beyond ASCII may be replaced by others (PEP 3131), and two underscores in front bring the
    name of the class along.
    """
    return bool(_FIELD.match(name)) and not keyword.iskeyword(name)


def quoted(text: str) -> str:
    """Return a text as a literal, in the quotes it has fewer of, with everything that does not show escaped."""
    plain = "".join(c if c.isprintable() else escaped(c) for c in text.replace("\\", "\\\\"))
    if text.count('"') > text.count("'"):
        return "'" + plain.replace("'", "\\'") + "'"
    return '"' + plain.replace('"', '\\"') + '"'
