"""`python -m tests.load`, which is `make load`: how many photos go in and out, and where their time goes.

First one photo after the other (idle), then as many chats at once as asked for (full). With the stub painter what is
measured is bot, Redis and RQ alone; `--photo FILE` has the real one paint a photo of yours.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from bot.sandbox.person import Person
from bot.sandbox.server import Sandbox, running_sandbox
from tests.chaos.crew import Member
from tests.chaos.crowd import photo_of
from tests.load.stages import STAGES, Clock, Job, busy_share, durations, jobs_of, percentile, place_of
from worker.shared.local_redis import open_redis

PERCENTS = (50, 95, 99)
PATIENCE = 120.0  # seconds for one painting


@dataclass(frozen=True)
class Plan:
    """How large a measurement is."""

    chats: int = 50
    photos: int = 20  # of each chat, one after the other
    idle: int = 30  # photos sent while nothing else goes on
    bots: int = 1
    workers: int = 1
    photo: Path | None = None  # painted by the real painter; None: the stub


def main() -> int:
    """Measure, print a table, and return the exit code."""
    plan = _plan()
    with tempfile.TemporaryDirectory(prefix="emostyle-load-") as folder:
        asyncio.run(measure(plan, Path(folder)))
    return 0


async def measure(plan: Plan, folder: Path) -> None:
    """Start the system, send everything and print the tables."""
    with open_redis(None, folder / "redis") as handle, Redis.from_url(handle.url) as store:
        async with running_sandbox() as sandbox:
            members = _members(plan, folder, sandbox, handle.url)
            try:
                await asyncio.gather(*(member.start() for member in members))
                await _phases(plan, sandbox, store)
            finally:
                await asyncio.gather(*(member.stop() for member in members))


async def _phases(plan: Plan, sandbox: Sandbox, store: Redis) -> None:
    clock = Clock()
    listening = asyncio.create_task(clock.listen(sandbox.state))
    photo = plan.photo.read_bytes() if plan.photo else photo_of(0)
    await _send(sandbox.person, photo, 1, Clock())  # the first one finds cold caches everywhere
    await _send(sandbox.person, photo, plan.idle, clock)
    idle = jobs_of(store)
    print(f"{plan.bots} bots, {plan.workers} workers, {'the real painter' if plan.photo else 'a stub painter'}\n")
    print(f"one photo after the other\n{table(clock, idle)}\n", flush=True)
    people = [sandbox.new_person(f"Person {number}") for number in range(plan.chats)]
    begin = time.perf_counter()
    await asyncio.gather(*(_send(person, photo, plan.photos, clock) for person in people))
    seconds = time.perf_counter() - begin
    jobs = [job for job in jobs_of(store) if job not in idle]
    print(f"{plan.chats} chats at once, {plan.photos} photos each\n{table(clock, jobs)}")
    print(
        f"\n{len(jobs) / seconds:.1f} photos/s; workers busy {busy_share(jobs):.1%} of the time in which photos waited"
    )
    listening.cancel()


async def _send(person: Person, photo: bytes, count: int, clock: Clock) -> None:
    for _ in range(count):
        began = time.time()
        # Bytes after the end of a JPEG change nothing but make it another photo, which no cache knows.
        message = await person.send_photo(photo + secrets.token_bytes(16))
        clock.sent[place_of(message)] = began
        await person.next_message(lambda each: each.data is not None, timeout=PATIENCE)


def table(clock: Clock, jobs: list[Job]) -> str:
    """Return the milliseconds of each stage as lines of text."""
    found = durations(clock, jobs)
    lines = [f"{'ms':12}" + "".join(f"{f'p{percent}':>10}" for percent in PERCENTS)]
    for stage in STAGES:
        values = (f"{1000 * percentile(found[stage], percent):10.1f}" for percent in PERCENTS)
        lines.append(f"{stage:12}" + "".join(values))
    return "\n".join(lines)


def _members(plan: Plan, folder: Path, sandbox: Sandbox, redis_url: str) -> list[Member]:
    environment = {
        "REDIS_URL": redis_url,
        "TELEGRAM_BOT_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "EMOSTYLE_QUEUE_CAP": "100000",
        "EMOSTYLE_PER_MINUTE": "100000",
        "EMOSTYLE_CALLS_PER_SECOND": "10000",
    }
    module = "worker" if plan.photo else "tests.chaos.stub"
    return [
        *(Member(f"worker-{place}", module, folder, environment) for place in range(plan.workers)),
        *(Member(f"bot-{place}", "bot", folder, environment) for place in range(plan.bots)),
    ]


def _plan() -> Plan:
    usual = Plan()
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--chats", type=int, default=usual.chats)
    parser.add_argument("--photos", type=int, default=usual.photos, help="of each chat, one after the other")
    parser.add_argument("--idle", type=int, default=usual.idle, help="photos sent one after the other before")
    parser.add_argument("--bots", type=int, default=usual.bots, help="processes")
    parser.add_argument("--workers", type=int, default=usual.workers, help="processes")
    parser.add_argument("--photo", type=Path, default=None, help="have the real painter paint this photo")
    return Plan(**vars(parser.parse_args()))


if __name__ == "__main__":
    sys.exit(main())
