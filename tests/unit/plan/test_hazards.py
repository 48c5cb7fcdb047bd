"""The catalogue of hazards."""

from __future__ import annotations

import re
from importlib.resources import files

from schemactl.model.catalogue import CATALOGUE
from schemactl.model.hazard import IDS

_FAMILIES = ("loss", "blocking", "compatibility", "authorisation")


def test_every_id_is_known() -> None:
    """What `--allow` takes is exactly what a plan can hold."""
    texts = [files("schemactl.plan.hazards").joinpath(f"{name}.py").read_text(encoding="utf-8") for name in _FAMILIES]
    assert {found for text in texts for found in re.findall(r'"(SC\d{3})"', text)} == set(IDS)


def test_no_id_stands_for_two_things() -> None:
    """Ids and names are unique, and the catalogue is in their order."""
    assert list(IDS) == sorted(set(IDS))
    assert len({sort.name for sort in CATALOGUE}) == len(CATALOGUE)
