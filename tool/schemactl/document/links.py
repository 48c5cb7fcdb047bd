"""Links between the pages of the reference, as seen from one of them."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from schemactl.document.families import Documented, routine_key
from schemactl.document.markdown import code
from schemactl.document.reference import Name, Routine
from schemactl.postgres.quoting import qualified


@dataclass(frozen=True, slots=True)
class Links:
    """Links from one page.

    Attributes:
        documented: What the pages are about.
        page: Path of the page they stand on, without an ending, below the folder of the reference.
    """

    documented: Documented
    page: str

    def relation(self, name: Name, text: str = "") -> str:
        """Return a relation's name, as a link where it is described."""
        return self._link("relation", name, text or shown(name))

    def routine(self, routine: Routine, text: str = "") -> str:
        """Return a function's name with its argument types, as a link."""
        return self._link("routine", routine_key(routine), text or signature(routine))

    def type(self, name: Name) -> str:
        """Return a type's name, as a link."""
        return self._link("type", name, shown(name))

    def functions_named(self, name: Name) -> str:
        """Return a function's name, as a link to the first that has it."""
        first = next((one for one in self.documented.reference.routines if one.name == name), None)
        return self.routine(first, shown(name)) if first else code(shown(name))

    def anchor(self, kind: str, name: Name) -> str:
        """Return the place a link to an object leads to."""
        return f'<a id="{self.documented.anchors[kind, name][1]}"></a>'

    def family(self, path: str, text: str) -> str:
        """Return a link to another page; the text is Markdown."""
        return f"[{text}]({self._path(path)}.md)"

    def _link(self, kind: str, name: Name, text: str) -> str:
        place = self.documented.anchors.get((kind, name))
        if place is None:
            return code(text)
        path, anchor = place
        page = "" if path == self.page else f"{self._path(path)}.md"
        return f"[{code(text)}]({page}#{anchor})"

    def _path(self, path: str) -> str:
        return posixpath.relpath(path, posixpath.dirname(self.page) or ".")


def shown(name: Name) -> str:
    """Return a name as SQL writes it."""
    return qualified(name.schema, name.name)


def signature(routine: Routine) -> str:
    """Return a function's name with the types of what callers pass."""
    return f"{shown(routine.name)}({', '.join(routine.input_types)})"
