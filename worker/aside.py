"""`python -m worker.aside`: the former name of `python -m worker.dead_letters`, for scripts of operators."""

from __future__ import annotations

import sys

from worker.dead_letters import main

if __name__ == "__main__":
    sys.exit(main())
