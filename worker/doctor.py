"""`python -m worker.doctor`: check whether a worker can run here, and say what to change if not."""

from __future__ import annotations

import argparse
import sys

from emostyle.doctor import check_device, check_library
from emostyle.findings import Finding, as_json, exit_code, lines
from worker.settings import WorkerSettings
from worker.shared.redis_checks import check_redis, check_settings
from worker.shared.settings import SharedSettings


def examine() -> list[Finding]:
    """Check settings, Redis, weights and the device."""
    settings, found = check_settings(WorkerSettings)
    shared, _ = check_settings(SharedSettings)
    found += check_redis(shared) if shared else []
    return found + (check_library(settings.device, settings.styles_dir) if settings else check_library())


def checks() -> list[Finding]:
    """Check what `emostyle doctor` does not check itself."""
    settings, found = check_settings(WorkerSettings)
    return found + (check_device(settings.device) if settings and settings.device != "auto" else [])


def main() -> int:
    """Print the findings; return 1 if one of them is a failure."""
    parser = argparse.ArgumentParser(prog="python -m worker.doctor", description="Check whether a worker can run here.")
    parser.add_argument("--json", action="store_true", help="print one JSON array")
    arguments = parser.parse_args()
    found = examine()
    print(as_json(found) if arguments.json else lines(found))
    return exit_code(found)


if __name__ == "__main__":
    sys.exit(main())
