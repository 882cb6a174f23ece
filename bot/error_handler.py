"""What happens when a handler fails: a log line without personal data, and a sentence for the person."""

from __future__ import annotations

import logging

import redis
from telegram import Update
from telegram.error import Conflict, TelegramError
from telegram.ext import ContextTypes

from bot.chats import Chats
from bot.inbox import Inbox
from bot.keys import Key
from bot.metrics import Metrics
from bot.reports import Reports, place_of, trace_of
from bot.streams import AWAY
from bot.talks import open_talk

log = logging.getLogger(__name__)


def on_polling_error(error: TelegramError) -> None:
    """Log in one line why Telegram gives no updates; python-telegram-bot would log a traceback every time."""
    if isinstance(error, Conflict):
        log.error("another bot polls with the same TELEGRAM_BOT_TOKEN: stop one of them")
    else:
        log.warning("Telegram gives no updates (%s)", type(error).__name__)


class ErrorHandler:
    """Does what is left to do when a handler has failed."""

    def __init__(self, chats: Chats, reports: Reports, inbox: Inbox, metrics: Metrics) -> None:
        self._chats, self._reports, self._inbox, self._metrics = chats, reports, inbox, metrics

    async def __call__(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log an error and apologise, if there is anybody to; have it handled again when Redis was away."""
        log_error(context.error)
        if isinstance(context.error, AWAY) and self._inbox.postpone(update):
            return
        self._metrics.troubles.labels("handler").inc()
        if context.error is not None:
            await self._reports.tell(type(context.error).__name__, place_of(context.error))
        key = Key.NOT_QUEUED if isinstance(context.error, redis.RedisError) else Key.SORRY
        try:
            await self._apologise(update, context, key)
        except (TelegramError, *AWAY) as error:
            log.warning("no apology: %s", type(error).__name__)
            if isinstance(error, AWAY):
                self._inbox.postpone(update)

    async def _apologise(self, update: object, context: ContextTypes.DEFAULT_TYPE, key: Key) -> None:
        if not isinstance(update, Update):
            return
        if update.message is not None:
            talk = await open_talk(update.message, context.bot, self._chats)
            await talk.answer(talk.voice.say(key))
        elif update.callback_query is not None:  # its button spins until it is answered
            query = update.callback_query
            chat_id = query.message.chat.id if query.message else query.from_user.id
            voice = await self._chats.voice(chat_id, query.from_user.language_code)
            await query.answer(voice.say(key), show_alert=True)


def log_error(error: Exception | None) -> None:
    """Log an error without what it says: messages of errors may hold names and texts."""
    if isinstance(error, redis.RedisError):
        log.warning("Redis does not answer (%s)", type(error).__name__)
    elif error is not None:
        log.error("%s while handling an update:\n%s", type(error).__name__, trace_of(error))
