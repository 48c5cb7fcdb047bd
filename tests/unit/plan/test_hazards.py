"""The catalogue of hazards."""

from __future__ import annotations

import inspect
import re

from schemactl.model.hazard import IDS
from schemactl.plan import hazards


def test_every_id_is_known() -> None:
    """What `--allow` takes is exactly what a plan can hold."""
    assert set(re.findall(r'"(SC\d{3})"', inspect.getsource(hazards))) == set(IDS)
