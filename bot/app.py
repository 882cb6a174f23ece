"""The composition root: what the bot is made of, its handlers in order, its start and its end."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any, Protocol

import redis
from redis.asyncio import Redis
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from bot.admin import Admin
from bot.album_parts import AlbumParts
from bot.answers import Answers
from bot.broadcast import Broadcast
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
from bot.keyboards import CHAT
from bot.known_chats import KnownChats
from bot.ledger import Ledger
from bot.limits import Limits, Rules
from bot.menus import set_menus
from bot.open_requests import OpenRequests
from bot.pacing import Pace
from bot.presses import feel
from bot.progress import Progress
from bot.repainting import Repainting
from bot.reports import Reports, place_of, trace_of
from bot.sending import Sender
from bot.settings import BotSettings
from bot.settings_menu import SettingsMenu
from bot.shown import ShownPaintings
from bot.talks import hear
from bot.texts import Keeping
from bot.waiting_room import WaitingRoom
from bot.watch import Watch
from emostyle.emotions import EMOTIONS, Emotion
from worker.connections import connect, connect_async

ASSETS = Path(__file__).parent / "assets"
FINISH_SECONDS = 20.0  # for replies under way at the end
AGAIN_SECONDS = 2.0  # before a loop that failed begins again
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
        store = connect_async(settings, redis_url, socket_timeout=10)
        queue = connect(settings, redis_url, socket_timeout=10)
        gateway = Gateway(queue, settings.photo_ttl, settings.job_timeout)
        progress, open_requests = Progress(application.bot), OpenRequests(store)
        estimates, counts, known_chats = Estimates(store, gateway), Counts(store), KnownChats(store)
        shown, cache = ShownPaintings(store, settings.buttons_ttl), Cache(store, settings.cache_ttl)
        limits = Limits(store, gateway, open_requests, rules_of(settings))
        admins = settings.admins or frozenset()

        self.chats = Chats(store)
        self.reports = Reports(application.bot, settings.admin_chat)
        self.waiting_room = WaitingRoom(gateway, open_requests, estimates)
        ledger = Ledger(counts, estimates, self.reports, known_chats, self.waiting_room)
        answers = Answers(store, Sender(application.bot), progress, open_requests, shown, cache, ledger)
        sizes = Sizes(settings.max_side, settings.file_max_side)
        desk = Desk(gateway, open_requests, progress, answers, estimates, cache, sizes)
        keeping = Keeping(settings.photo_ttl, settings.buttons_ttl, settings.cache_ttl)
        broadcast = Broadcast(store, application.bot, known_chats)

        self.commands = Commands(self.chats, read_previews(), keeping)
        self.handlers = Handlers(self.chats, desk, limits, known_chats, shown)
        self.settings_menu = SettingsMenu(self.chats)
        self.forgetting = Forgetting(
            self.chats, open_requests, self.waiting_room, shown, cache, known_chats, AlbumParts(store)
        )
        self.buttons = Buttons(shown, Repainting(shown, desk, self.waiting_room), counts, limits)
        self.admin = Admin(admins, counts, estimates, gateway, known_chats, broadcast, self.commands)
        watch = Watch(store, gateway, open_requests, progress, estimates)
        loops = (Delivery(store, answers, self.reports), watch, broadcast)
        self.service = Service(store, queue, loops, progress, self.reports, admins)


def rules_of(settings: BotSettings) -> Rules:
    """Return the limits that the settings give."""
    return Rules(
        per_person=settings.per_person,
        per_minute=settings.per_minute,
        queue_cap=settings.queue_cap,
        admins=settings.admins or frozenset(),
        allowed=settings.allow,
        blocked=settings.block or frozenset(),
    )


def read_previews() -> dict[Emotion, bytes]:
    """Return the picture of each emotion; raise OSError when one is missing."""
    return {emotion: (ASSETS / f"{emotion}.jpg").read_bytes() for emotion in EMOTIONS}


def add_handlers(application: BotApplication, rooms: Rooms) -> None:
    """Register the handlers; the first that fits a message gets it."""
    new = filters.UpdateType.MESSAGE  # not edits: a corrected caption must not start a second job
    commands, handlers = rooms.commands, rooms.handlers
    for condition, callback in (
        (filters.StatusUpdate.MIGRATE, handlers.moved),
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
        (Command("stats"), rooms.admin.stats),
        (Command("broadcast"), rooms.admin.broadcast),
        (Command(), commands.unknown),  # also as a caption: /stlye happy is not a wish to have the face read
        (Picture(), handlers.photo),
        (filters.TEXT, commands.text),
        (~filters.StatusUpdate.ALL, commands.anything_else),
    ):
        application.add_handler(MessageHandler(new & condition, hear(callback, rooms.chats)))
    # What no version of ours has said is answered as a painting that is no longer known.
    for pattern, press in ((f"^{CHAT}:", rooms.settings_menu.press), (None, rooms.buttons.press)):
        application.add_handler(CallbackQueryHandler(feel(press, rooms.chats), pattern=pattern))
    application.add_error_handler(ErrorHandler(rooms.chats, rooms.reports))


class Loop(Protocol):
    """Something that goes on beside the handlers."""

    async def run(self) -> None:
        """Go on until the end."""

    def end(self) -> None:
        """Let `run` end soon."""


class Service:
    """What runs beside the handlers: delivery, status messages, broadcasts."""

    def __init__(
        self,
        store: Redis,
        queue: redis.Redis,
        loops: tuple[Delivery, Watch, Broadcast],
        progress: Progress,
        reports: Reports,
        admins: frozenset[int],
    ) -> None:
        self._store, self._queue, self._progress = store, queue, progress
        self._reports, self._admins = reports, admins
        self._delivery = loops[0]
        self._loops: tuple[Loop, ...] = loops
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, application: BotApplication) -> None:
        """Begin, and tell Telegram our commands."""
        self._tasks = [asyncio.create_task(self._keep_running(loop)) for loop in self._loops]
        self._tasks.append(asyncio.create_task(set_menus(application.bot, self._admins)))

    async def _keep_running(self, loop: Loop) -> None:
        """Run a loop, and begin it again after an error that nobody has thought of."""
        while True:
            (error,) = await asyncio.gather(loop.run(), return_exceptions=True)
            if not isinstance(error, Exception):
                return
            log.error("a loop begins again after %s:\n%s", type(error).__name__, trace_of(error))
            await self._reports.tell(type(error).__name__, place_of(error))
            await asyncio.sleep(AGAIN_SECONDS)

    async def stop(self, _: BotApplication) -> None:
        """Let replies under way end, and close what is open."""
        for loop in self._loops:
            loop.end()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._delivery.finish(FINISH_SECONDS)
        await self._progress.actions.close()
        await self._store.aclose()
        self._queue.close()
