"""`python -m worker.doctor`: whether a worker could work here, and what to do when not."""

from __future__ import annotations

import argparse
import sys

from emostyle.doctor import check_device, check_library
from emostyle.findings import Finding, as_json, exit_code, lines
from worker.settings import WorkerSettings
from worker.shared.redis_checks import check_redis, check_settings
from worker.shared.settings import SharedSettings


def examine() -> list[Finding]:
    """Look at settings, Redis, weights and the device."""
    settings, found = check_settings(WorkerSettings)
    shared, _ = check_settings(SharedSettings)
    found += check_redis(shared) if shared else []
    return found + (check_library(settings.device, settings.styles_dir) if settings else check_library())


def checks() -> list[Finding]:
    """Look at what `emostyle doctor` does not look at itself."""
    settings, found = check_settings(WorkerSettings)
    return found + (check_device(settings.device) if settings and settings.device != "auto" else [])


def main() -> int:
    """Print what was found; return 1 when something does not work."""
    parser = argparse.ArgumentParser(prog="python -m worker.doctor", description="Look whether a worker could work.")
    parser.add_argument("--json", action="store_true", help="print one JSON array")
    arguments = parser.parse_args()
    found = examine()
    print(as_json(found) if arguments.json else lines(found))
    return exit_code(found)


if __name__ == "__main__":
    sys.exit(main())
