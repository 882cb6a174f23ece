"""`python -m bot.launch`, which is `make run`: Redis, worker and bot in one go, and the chat page without a token.

Prints one line `ready: <address>` when a photo can be sent. SIGINT and SIGTERM end everything in order: first the bot,
then the worker, which finishes its photo, then the page, and Redis last.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from bot.launch.processes import READY, USAGE, Child, ChildDiedError, Program
from bot.sandbox.chats.people import SANDBOX_TOKEN
from bot.settings import BotSettings, LaunchSettings
from worker.shared.local_redis import LocalRedisError, open_redis
from worker.shared.settings import describe, reveal

FAILED = 1
SIGNALS = (signal.SIGINT, signal.SIGTERM)
GRACE_SECONDS = 30.0  # for a worker to finish its photo
STILL_SECONDS = 5.0  # between two signs of life while something loads
REVIVE_SECONDS = 3.0  # between two looks at the local Redis server
log = logging.getLogger("launch")


def main() -> int:
    """Run everything until a signal stops it; return the exit code."""
    logging.basicConfig(level="INFO", format="[run] %(message)s", stream=sys.stderr)
    logging.getLogger("asyncio").setLevel(logging.WARNING)
    try:
        own = LaunchSettings()
        settings = BotSettings.model_validate({} if own.token else {"TELEGRAM_BOT_TOKEN": SANDBOX_TOKEN})
    except ValidationError as error:
        print(f"emostyle: {describe(error)}", file=sys.stderr)
        return USAGE
    _leave_on_signals()
    try:
        with open_redis(reveal(settings.redis_url), settings.data_dir) as handle:
            what = programs(handle.url, settings.data_dir, None if own.token else own.port)
            try:
                return asyncio.run(run(what, handle.revive))
            finally:
                _end_undisturbed()
    except LocalRedisError as error:
        print(f"emostyle: {error}", file=sys.stderr)
        return FAILED


def programs(redis_url: str, data_dir: Path, port: int | None) -> list[Program]:
    """Return what to start, in order; with a port the page stands in for Telegram."""
    shared = {"REDIS_URL": redis_url, "EMOSTYLE_DATA_DIR": str(data_dir)}
    worker = Program("worker", "worker", shared)
    if port is None:
        return [worker, Program("bot", "bot", shared)]
    token = {"TELEGRAM_BOT_TOKEN": SANDBOX_TOKEN}
    page = Program("page", "bot.sandbox", {**token, "PORT": str(port)})
    bot = Program("bot", "bot", {**shared, **token}, addresses={"TELEGRAM_API_URL": "page"})
    return [page, worker, bot]


async def run(what: Sequence[Program], revive: Callable[[], None]) -> int:
    """Start programs in order, print the address of the page or of the bot, and keep them until a signal comes.

    `revive` starts a local Redis server again if it has died; it may block.
    """
    children = [Child(program) for program in what]
    stop = _stop_on_signals(children)
    starting = asyncio.create_task(_start_all(children))
    stopping = asyncio.create_task(stop.wait())
    reviving = asyncio.create_task(keep_redis(revive))
    try:
        await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if starting.done():
            print(f"{READY}{starting.result()}", flush=True)
            await stopping
        log.info("stopping")
    except ChildDiedError as error:
        if error.code == USAGE:  # it has said itself what is wrong
            return USAGE
        log.critical("%s", error)
        return FAILED
    finally:
        await _cancel(starting, stopping)
        for child in reversed(children):  # they need Redis to end well
            await child.stop(GRACE_SECONDS)
        await _cancel(reviving)
    return 0


async def keep_redis(revive: Callable[[], None]) -> None:
    """Look after the local Redis server every few seconds; what goes wrong is logged, and tried again."""
    while True:
        await asyncio.sleep(REVIVE_SECONDS)
        try:
            await asyncio.to_thread(revive)
        except (LocalRedisError, OSError) as error:
            log.warning("%s", error)


async def _cancel(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _start_all(children: Sequence[Child]) -> str:
    """Start children one after the other; return the address: the page's if there is one, otherwise the bot's."""
    addresses: dict[str, str] = {}
    for child in children:
        child.program = child.program.knowing(addresses)
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


def _leave_on_signals() -> None:
    """Leave by an exception, which ends a Redis server that we have just started; `run` has a way of its own."""
    for number in SIGNALS:
        signal.signal(number, lambda *_: sys.exit(0))


def _end_undisturbed() -> None:
    """Ignore signals while Redis writes its data and ends."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _stop_on_signals(children: Sequence[Child]) -> asyncio.Event:
    stop = asyncio.Event()

    def on_signal() -> None:
        if stop.is_set():  # a second Ctrl-C ends at once
            for child in children:
                child.kill()
        stop.set()

    for number in SIGNALS:
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(number, on_signal)
    return stop


if __name__ == "__main__":
    sys.exit(main())
