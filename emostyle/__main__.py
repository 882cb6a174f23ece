"""`python -m emostyle` is the command `emostyle`."""

from __future__ import annotations

import sys

from emostyle.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
