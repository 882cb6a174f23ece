"""The bot while it runs: serves operators, receives updates, and ends in order."""

from __future__ import annotations

import asyncio
import signal

from telegram.error import InvalidToken

from bot.coordination.loops import end
from bot.observability.liveness import watchdog
from bot.operations.http_server import WEB, HttpServer, serving
from bot.service import SERVICE, BotApplication, Service
from bot.telegram_api.retry import until_answered
from bot.updates.poller import ALLOWED_UPDATES


async def serve(application: BotApplication) -> None:
    """Run until SIGINT or SIGTERM; raise InvalidToken when Telegram does not know the token."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    service: Service = application.bot_data[SERVICE]
    with watchdog(service.liveness):
        await run(application, stop)


async def run(application: BotApplication, stop: asyncio.Event) -> None:
    """Handle updates until `stop` is set, and serve meanwhile what operators ask for; leave nothing running."""
    async with serving(application.bot_data.get(WEB)):  # before Telegram is reached: a bot that waits for it is alive
        await receive(application, stop)


async def receive(application: BotApplication, stop: asyncio.Event) -> None:
    """Receive and handle updates until `stop` is set, and print a line when that begins."""
    if application.post_init is None or application.post_stop is None:
        raise RuntimeError("the application was not built by bot.app")
    service: Service = application.bot_data[SERVICE]
    try:
        if not await until_answered(application.initialize, stop, "Telegram does not answer", final=InvalidToken):
            return
        await application.post_init(application)
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
    web: HttpServer | None = application.bot_data.get(WEB)
    if web is not None and web.webhook is not None:
        if await web.webhook.announce(application.bot, ALLOWED_UPDATES, stop):
            print(ready, flush=True)
            await stop.wait()
    else:
        await poll(service, ready, stop)


async def poll(service: Service, ready: str, stop: asyncio.Event) -> None:
    """Poll whenever we lead until `stop` is set; print the line when we do, or when another one does."""
    running = asyncio.create_task(service.polling.run())
    others = [asyncio.create_task(service.poller.ready.wait()), asyncio.create_task(stop.wait())]
    try:
        await asyncio.wait({running, *others}, return_when=asyncio.FIRST_COMPLETED)
        if service.poller.ready.is_set() and not running.done():
            print(ready, flush=True)
            await asyncio.wait({running, others[1]}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
    finally:
        service.polling.end()
        await end([running, *others])
        await service.poller.close()
