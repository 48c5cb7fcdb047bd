"""``python -m schemactl``."""

from __future__ import annotations

from schemactl.cli.main import main

main()
