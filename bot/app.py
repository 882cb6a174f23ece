"""The composition root: what the bot is made of, its handlers in order, its start and its end."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import redis
from redis.asyncio import Redis
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from bot.answers import Answers
from bot.buttons import Buttons
from bot.cache import Cache
from bot.chats import Chats
from bot.commands import Commands
from bot.counts import Counts
from bot.delivery import Delivery
from bot.desk import Desk, Sizes
from bot.error_handler import ErrorHandler
from bot.estimates import Estimates
from bot.filters import Command, Picture
from bot.forgetting import Forgetting
from bot.gateway import Gateway
from bot.handlers import Handlers
from bot.keyboards import CHAT, PAINTING
from bot.menus import set_menus
from bot.open_requests import OpenRequests
from bot.pacing import Pace
from bot.presses import feel
from bot.progress import Progress
from bot.repainting import Repainting
from bot.sending import Sender
from bot.settings import BotSettings
from bot.settings_menu import SettingsMenu
from bot.shown import ShownPaintings
from bot.talks import hear
from bot.texts import Keeping
from bot.waiting_room import WaitingRoom
from bot.watch import Watch
from emostyle.emotions import EMOTIONS

ASSETS = Path(__file__).parent / "assets"
FINISH_SECONDS = 20.0  # for replies under way at the end
AT_ONCE = 64  # updates handled at the same time
ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]
log = logging.getLogger(__name__)

BotApplication = Application[Any, Any, Any, Any, Any, Any]


def build_application(settings: BotSettings, redis_url: str) -> BotApplication:
    """Put the bot together; nothing connects before it is started. Raises OSError when the preview is missing."""
    application: BotApplication = (
        ApplicationBuilder()
        .token(settings.token.get_secret_value())
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .rate_limiter(Pace())
        .concurrent_updates(AT_ONCE)
        .connection_pool_size(AT_ONCE)
        .pool_timeout(30)
        .build()
    )
    rooms = Rooms(application, settings, redis_url)
    add_handlers(application, rooms)
    application.post_init = rooms.service.start
    application.post_stop = rooms.service.stop
    return application


class Rooms:
    """Everything that handlers work with, made once."""

    def __init__(self, application: BotApplication, settings: BotSettings, redis_url: str) -> None:
        store = Redis.from_url(redis_url, socket_timeout=10)
        queue = redis.Redis.from_url(redis_url, socket_timeout=10)
        progress, open_requests = Progress(application.bot), OpenRequests(store)
        gateway = Gateway(queue, settings.photo_ttl, settings.job_timeout)
        sizes = Sizes(settings.max_side, settings.file_max_side)
        estimates = Estimates(store, gateway)
        shown = ShownPaintings(store, settings.buttons_ttl)
        cache = Cache(store, settings.cache_ttl)
        answers = Answers(store, Sender(application.bot), progress, open_requests, shown, estimates, cache)
        desk = Desk(gateway, open_requests, progress, answers, estimates, cache, sizes)
        self.chats = Chats(store)
        keeping = Keeping(settings.photo_ttl, settings.buttons_ttl, settings.cache_ttl)
        previews = {emotion: (ASSETS / f"{emotion}.jpg").read_bytes() for emotion in EMOTIONS}
        self.commands = Commands(self.chats, previews, keeping)
        self.handlers = Handlers(self.chats, desk)
        self.settings_menu = SettingsMenu(self.chats)
        self.waiting_room = WaitingRoom(gateway, open_requests, estimates)
        self.forgetting = Forgetting(self.chats, open_requests, self.waiting_room, shown, cache)
        self.buttons = Buttons(shown, Repainting(shown, desk, self.waiting_room), Counts(store))
        watch = Watch(store, gateway, open_requests, progress, estimates)
        self.service = Service(store, queue, Delivery(store, answers), progress, watch)


def add_handlers(application: BotApplication, rooms: Rooms) -> None:
    """Register the handlers; the first that fits a message gets it."""
    new = filters.UpdateType.MESSAGE  # not edits: a corrected caption must not start a second job
    commands, handlers = rooms.commands, rooms.handlers
    for condition, callback in (
        (Command("start"), commands.start),
        (Command("style"), handlers.style),
        (Command("mix"), handlers.mix),
        (Command("emotions"), commands.emotions),
        (Command("me"), handlers.me),
        (Command("settings"), rooms.settings_menu.open),
        (Command("status"), rooms.waiting_room.status),
        (Command("cancel"), rooms.waiting_room.cancel),
        (Command("help"), commands.help),
        (Command("privacy"), commands.privacy),
        (Command("forget"), rooms.forgetting.forget),
        (Command("about"), commands.about),
        (Command(), commands.unknown),  # also as a caption: /stlye happy is not a wish to have the face read
        (Picture(), handlers.photo),
        (filters.TEXT, commands.text),
        (~filters.StatusUpdate.ALL, commands.anything_else),
    ):
        application.add_handler(MessageHandler(new & condition, hear(callback, rooms.chats)))
    for kind, press in ((CHAT, rooms.settings_menu.press), (PAINTING, rooms.buttons.press)):
        application.add_handler(CallbackQueryHandler(feel(press, rooms.chats), pattern=f"^{kind}:"))
    application.add_error_handler(ErrorHandler(rooms.chats))


class Service:
    """What runs beside the handlers: the delivery of results, and the look after status messages."""

    def __init__(self, store: Redis, queue: redis.Redis, delivery: Delivery, progress: Progress, watch: Watch) -> None:
        self._store, self._queue, self._delivery, self._progress = store, queue, delivery, progress
        self._watch = watch
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, application: BotApplication) -> None:
        """Begin to deliver, and tell Telegram our commands."""
        self._tasks = [
            asyncio.create_task(self._delivery.run()),
            asyncio.create_task(set_menus(application.bot)),
            asyncio.create_task(self._watch.run()),
        ]

    async def stop(self, _: BotApplication) -> None:
        """Let replies under way end, and close what is open."""
        self._delivery.end()
        self._watch.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._delivery.finish(FINISH_SECONDS)
        await self._progress.close()
        await self._store.aclose()
        self._queue.close()
