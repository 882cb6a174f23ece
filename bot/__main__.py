"""`python -m bot`: the bot, polling Telegram."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

from pydantic import ValidationError
from telegram.error import InvalidToken

from bot.app import ALLOWED_UPDATES, build_application
from bot.artworks import all_artworks
from bot.asking import ask
from bot.polling import Polling
from bot.service import SERVICE, BotApplication, Service
from bot.settings import BotSettings
from bot.watchdog import watchdog
from bot.web import WEB, Web, WebError, serving
from emostyle.catalogue import STYLES_DIR
from emostyle.errors import WeightsError
from worker.shared.local_redis import LocalRedisError, open_redis
from worker.shared.logs import LogFormat, configure
from worker.shared.settings import describe, reveal

FAILED, USAGE = 1, 2


def main() -> int:
    """Run the bot until it is told to stop; return the exit code."""
    try:
        settings = BotSettings()
    except ValidationError as error:
        print(f"emostyle bot: {describe(error)}", file=sys.stderr)
        return USAGE
    configure_logging(settings.log_level, settings.log_format)
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # python-telegram-bot warns at every 429 without it
    try:
        if settings.styles_dir:
            os.environ[STYLES_DIR] = str(settings.styles_dir)  # it may come from a file .env
        all_artworks()  # a style that is none ends the start, not somebody's evening
        with open_redis(reveal(settings.redis_url), settings.data_dir) as handle:
            asyncio.run(serve(build_application(settings, handle.url)))
    except InvalidToken:
        print("emostyle bot: Telegram does not know this TELEGRAM_BOT_TOKEN: ask @BotFather.", file=sys.stderr)
        return USAGE
    except (LocalRedisError, WeightsError, WebError) as error:
        print(f"emostyle bot: {error}", file=sys.stderr)
        return FAILED
    return 0


async def serve(application: BotApplication) -> None:
    """Run until SIGINT or SIGTERM; raise InvalidToken when Telegram does not know the token."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    service: Service = application.bot_data[SERVICE]
    with watchdog(service.pulse):
        await run(application, stop)


async def run(application: BotApplication, stop: asyncio.Event) -> None:
    """Handle updates until `stop` is set, and serve meanwhile what operators ask for; leave nothing running."""
    async with serving(application.bot_data.get(WEB)):  # before Telegram is reached: a bot that waits for it is alive
        await receive(application, stop)


async def receive(application: BotApplication, stop: asyncio.Event) -> None:
    """Receive and handle updates until `stop` is set, and say when it begins."""
    if application.post_init is None or application.post_stop is None or application.updater is None:
        raise RuntimeError("the application was not built by bot.app")
    service: Service = application.bot_data[SERVICE]
    try:
        if not await ask(application.initialize, stop, "Telegram does not answer", final=InvalidToken):
            return
        await application.post_init(application)
        with service.pulse.of("Inbox"):  # for the task that it creates
            await application.start()
        await take_updates(application, service, stop)
    finally:
        if application.running:
            await service.end_handling(application)
        await application.post_stop(application)
        await application.shutdown()
        await application.bot.shutdown()  # what a failed start left open


async def take_updates(application: BotApplication, service: Service, stop: asyncio.Event) -> None:
    """Have Telegram bring updates, or poll for them, until `stop` is set."""
    ready = f"ready: https://t.me/{application.bot.username}"
    web: Web | None = application.bot_data.get(WEB)
    if web is not None and web.webhook is not None:
        if await web.webhook.announce(application.bot, ALLOWED_UPDATES, stop):
            print(ready, flush=True)
            await stop.wait()
    elif application.updater is not None:
        with service.pulse.of("Polling"):
            await poll(Polling(application.updater, service.leadership, ALLOWED_UPDATES), ready, stop)


async def poll(polling: Polling, ready: str, stop: asyncio.Event) -> None:
    """Poll whenever we lead until `stop` is set; print the line when we do, or when another one does."""
    running = asyncio.create_task(polling.run())
    others = [asyncio.create_task(polling.ready.wait()), asyncio.create_task(stop.wait())]
    try:
        await asyncio.wait({running, *others}, return_when=asyncio.FIRST_COMPLETED)
        if polling.ready.is_set() and not running.done():
            print(ready, flush=True)
            await asyncio.wait({running, others[1]}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
    finally:
        polling.end()
        for task in (running, *others):
            task.cancel()
        await asyncio.gather(running, *others, return_exceptions=True)


def configure_logging(level: str, form: LogFormat = "text") -> None:
    """Log to standard error; httpx would write every address, and so the token, at INFO."""
    configure(level, form, tells_errors=False, quiet=("httpx", "httpcore", "telegram", "apscheduler", "rq", "aiohttp"))


if __name__ == "__main__":
    sys.exit(main())
