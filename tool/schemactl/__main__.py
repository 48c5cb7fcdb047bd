"""The command, as ``schemactl`` and as ``python -m schemactl``."""

from __future__ import annotations

import sys


def main() -> None:
    """Load and run the command line; Ctrl-C while it loads ends it as quietly as later."""
    try:
        from schemactl.cli.main import main as run
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
