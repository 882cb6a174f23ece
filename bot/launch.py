"""`python -m bot.launch`, which is `make run`: Redis, worker and bot in one go, and the chat page without a token.

Prints one line `ready: <address>` when a photo can be sent. SIGINT and SIGTERM end everything in order: first the bot,
then the worker, which finishes its photo, then the page, and Redis last.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError

from bot.processes import READY, Child, ChildDiedError, Program
from bot.sandbox.identity import SANDBOX_TOKEN
from bot.settings import BotSettings
from worker.environment import describe, reveal
from worker.local_redis import LocalRedisError, open_redis

USAGE, FAILED, INTERRUPTED = 2, 1, 130
DEFAULT_PORT = "8088"
GRACE_SECONDS = 30.0  # for a worker to finish its photo
STILL_SECONDS = 5.0  # between two signs of life while something loads
log = logging.getLogger("launch")


def main() -> int:
    """Run everything until we are told to stop; return the exit code."""
    logging.basicConfig(level="INFO", format="[run] %(message)s", stream=sys.stderr)
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    own = {**dotenv_values(".env"), **os.environ}
    sandboxed = not own.get("TELEGRAM_BOT_TOKEN")
    try:
        settings = BotSettings.model_validate({"TELEGRAM_BOT_TOKEN": SANDBOX_TOKEN} if sandboxed else {})
    except ValidationError as error:
        print(f"emostyle: {describe(error)}", file=sys.stderr)
        return USAGE
    port = own.get("PORT") or DEFAULT_PORT
    try:
        with open_redis(reveal(settings.redis_url), settings.data_dir) as handle:
            return asyncio.run(run(programs(handle.url, settings.data_dir, port if sandboxed else None)))
    except LocalRedisError as error:
        print(f"emostyle: {error}", file=sys.stderr)
        return FAILED


def programs(redis_url: str, data_dir: Path, port: str | None) -> list[Program]:
    """Return what to start, in order; with a port the page stands in for Telegram."""
    shared = {"REDIS_URL": redis_url, "EMOSTYLE_DATA_DIR": str(data_dir)}
    worker = Program("worker", "worker", shared)
    if port is None:
        return [worker, Program("bot", "bot", shared)]
    page = {"TELEGRAM_BOT_TOKEN": SANDBOX_TOKEN, "PORT": port}
    bot = {**shared, "TELEGRAM_BOT_TOKEN": SANDBOX_TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}"}
    return [Program("page", "bot.sandbox", page), worker, Program("bot", "bot", bot)]


async def run(what: Sequence[Program]) -> int:
    """Start programs in order, print the address of the page or of the bot, and keep them until a signal comes."""
    children = [Child(program) for program in what]
    stop = _stop_on_signals(children)
    starting = asyncio.create_task(_start_all(children))
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            print(f"{READY}{starting.result()}", flush=True)
            await stopping
        log.info("stopping")
    except ChildDiedError as error:
        log.error("%s", error)  # noqa: TRY400
        return FAILED
    finally:
        starting.cancel()
        stopping.cancel()
        await asyncio.gather(starting, stopping, return_exceptions=True)
        for child in reversed(children):
            await child.stop(GRACE_SECONDS)
    return 0


async def _start_all(children: Sequence[Child]) -> str:
    """Start children one after the other; return the address: the page's if there is one, otherwise the bot's."""
    addresses = {}
    for child in children:
        addresses[child.program.name] = await _start(child)
    return addresses.get("page", addresses[children[-1].program.name])


async def _start(child: Child) -> str:
    begin = time.monotonic()
    log.info("starting the %s", child.program.name)
    start = asyncio.create_task(child.start())
    try:
        while not (await asyncio.wait({start}, timeout=STILL_SECONDS))[0]:
            log.info("still starting the %s (%.0f s)", child.program.name, time.monotonic() - begin)
    except asyncio.CancelledError:
        start.cancel()
        await asyncio.gather(start, return_exceptions=True)
        raise
    return start.result()


def _stop_on_signals(children: Sequence[Child]) -> asyncio.Event:
    stop = asyncio.Event()

    def on_signal() -> None:
        if stop.is_set():  # a second Ctrl-C: somebody is in a hurry
            for child in children:
                child.kill()
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, on_signal)
    return stop


if __name__ == "__main__":
    sys.exit(main())
