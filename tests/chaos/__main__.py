"""`python -m tests.chaos`, which is `make chaos`: kill everything in turn, and print what became of the photos.

Exit code 0 when nothing was lost, doubled, out of order or left behind and no recovery took longer than it may.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.chaos.storm import Plan, Report, run

LONGEST_RECOVERY = 30.0  # seconds from the death of a worker to the result of its photo
GOAL = f"may be {LONGEST_RECOVERY:.0f} s"


def main() -> int:
    """Run the plan that the options give; return the exit code."""
    plan = _plan()
    folder = Path(tempfile.mkdtemp(prefix="emostyle-chaos-"))
    print(f"{plan.photos} photos from {plan.chats} chats, seed {plan.seed}; logs are in {folder}", flush=True)
    report = asyncio.run(run(plan, folder))
    print(table(report))
    return 0 if report.is_good and max(report.recoveries, default=0.0) <= LONGEST_RECOVERY else 1


def table(report: Report) -> str:
    """Return the report as lines of text."""
    account = report.account
    rows = [
        ("sent", account.sent),
        ("painted once", account.painted),
        ("sent again, as the bot asked", report.again),
        ("lost", _list(account.lost)),
        ("doubled", _list(account.doubled)),
        ("albums out of order or in pieces", _list(account.misplaced)),
        ("left in Redis", ", ".join(report.left) or 0),
        *sorted(report.troubles.items()),
        ("photos in the hands of killed workers", len(report.recoveries) + report.unrecovered),
        ("longest recovery after a worker's kill", f"{max(report.recoveries, default=0.0):.1f} s, {GOAL}"),
        ("whole run, seconds", f"{report.seconds:.0f}"),
    ]
    return "\n".join(f"{name:40} {value}" for name, value in rows)


def _list(numbers: list[int]) -> str:
    return f"{len(numbers)}" + (f": {', '.join(map(str, numbers))}" if numbers else "")


def _plan() -> Plan:
    usual = Plan()
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--photos", type=int, default=usual.photos)
    parser.add_argument("--chats", type=int, default=usual.chats)
    parser.add_argument("--bots", type=int, default=usual.bots, help="processes")
    parser.add_argument("--workers", type=int, default=usual.workers, help="processes")
    parser.add_argument("--seconds", type=float, default=usual.seconds, help="in which the photos are sent")
    parser.add_argument("--pause", type=float, default=usual.pause, help="seconds between two troubles")
    parser.add_argument("--patience", type=float, default=usual.patience, help="seconds to wait for the last painting")
    parser.add_argument("--painting", type=float, default=usual.painting, help="seconds that a worker has a photo")
    parser.add_argument("--seed", type=int, default=usual.seed)
    return Plan(**vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
