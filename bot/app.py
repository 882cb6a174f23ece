"""The composition root: what the bot is made of, its handlers in order, its start and its end."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Any

import redis
from redis.asyncio import Redis
from telegram import Bot, Message, Update
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters

from bot.chats import Chats
from bot.commands import Commands
from bot.delivery import Delivery
from bot.error_handler import ErrorHandler
from bot.gateway import Gateway
from bot.handlers import Handlers
from bot.languages import Language
from bot.pacing import Pace
from bot.photos import find_photo
from bot.progress import Progress
from bot.sending import Sender
from bot.settings import BotSettings
from bot.talks import hear
from bot.texts import menu
from bot.voices import voice_of
from bot.wishes import read_command

PREVIEW = Path(__file__).parent / "assets" / "emotions.jpg"
FINISH_SECONDS = 20.0  # for replies under way at the end
AT_ONCE = 64  # updates handled at the same time
ALLOWED_UPDATES = [Update.MESSAGE]
log = logging.getLogger(__name__)

BotApplication = Application[Any, Any, Any, Any, Any, Any]


class Command(filters.MessageFilter):
    """Messages whose text or caption is the command /name, for this bot; any command when no name is given.

    PTB's own filter looks at texts only, and wants the entities that some Bot API servers leave out.
    """

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=f"Command({name})")
        self._command = name

    def filter(self, message: Message) -> bool:
        """Tell whether a message is this command."""
        command = read_command(message.text or message.caption, message.get_bot().username)
        return command is not None and self._command in (None, command.name)


class Picture(filters.MessageFilter):
    """Messages that hold a picture, as a photo or as a file."""

    def filter(self, message: Message) -> bool:
        """Tell whether a message holds a picture."""
        return find_photo(message) is not None


def build_application(settings: BotSettings, redis_url: str) -> BotApplication:
    """Put the bot together; nothing connects before it is started. Raises OSError when the preview is missing."""
    token = settings.token.get_secret_value()
    application: BotApplication = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{settings.api_url}/bot")
        .base_file_url(f"{settings.api_url}/file/bot")
        .rate_limiter(Pace())
        .concurrent_updates(AT_ONCE)
        .connection_pool_size(AT_ONCE)
        .pool_timeout(30)
        .build()
    )
    store = Redis.from_url(redis_url, socket_timeout=10)
    queue = redis.Redis.from_url(redis_url, socket_timeout=10)
    progress = Progress(application.bot)
    handlers = Handlers(
        gateway=Gateway(queue, settings.photo_ttl, settings.job_timeout),
        chats=Chats(store),
        progress=progress,
        max_side=settings.max_side,
        file_max_side=settings.file_max_side,
    )
    add_handlers(application, handlers, Commands(PREVIEW.read_bytes(), settings.photo_ttl))
    application.add_error_handler(ErrorHandler(handlers.chats))
    service = Service(store, queue, Delivery(store, Sender(application.bot), progress), progress)
    application.post_init = service.start
    application.post_stop = service.stop
    return application


def add_handlers(application: BotApplication, handlers: Handlers, commands: Commands) -> None:
    """Register the handlers; the first that fits a message gets it."""
    new = filters.UpdateType.MESSAGE  # not edits: a corrected caption must not start a second job
    service_notices = filters.StatusUpdate.ALL
    for condition, callback in (
        (Command("start"), commands.start),
        (Command("help"), commands.help),
        (Command("style"), handlers.style),
        (Command("emotions"), commands.emotions),
        (Command("privacy"), commands.privacy),
        (Command(), commands.unknown),  # also as a caption: /stlye happy is not a wish to have the face read
        (Picture(), handlers.photo),
        (filters.TEXT, commands.text),
        (~service_notices, commands.anything_else),
    ):
        application.add_handler(MessageHandler(new & condition, hear(callback, handlers.chats)))


async def set_menus(bot: Bot) -> None:
    """Tell Telegram our commands, in every language; English is what all others see."""
    try:
        for language in Language:
            code = None if language is Language.ENGLISH else language.value
            await bot.set_my_commands(menu(voice_of(language)), language_code=code)
    except TelegramError as error:
        log.warning("command menu not set: %s", type(error).__name__)


class Service:
    """What runs beside the handlers: the delivery of results."""

    def __init__(self, store: Redis, queue: redis.Redis, delivery: Delivery, progress: Progress) -> None:
        self._store, self._queue, self._delivery, self._progress = store, queue, delivery, progress
        self._loop: asyncio.Task[None] | None = None

    async def start(self, application: BotApplication) -> None:
        """Begin to deliver, and tell Telegram our commands."""
        self._loop = asyncio.create_task(self._delivery.run())
        await set_menus(application.bot)

    async def stop(self, _: BotApplication) -> None:
        """Let replies under way end, and close what is open."""
        self._delivery.end()
        if self._loop:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        await self._delivery.finish(FINISH_SECONDS)
        await self._progress.close()
        await self._store.aclose()
        self._queue.close()
