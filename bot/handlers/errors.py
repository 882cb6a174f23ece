"""What happens when a handler fails: a log line without personal data, and a sentence for the person."""

from __future__ import annotations

import logging

import redis
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ContextTypes

from bot.chats import Chats
from bot.coordination.loops import AWAY
from bot.handlers.message import incoming_message
from bot.i18n.message_ids import MessageId
from bot.observability.error_reports import ErrorReports, place_of, trace_of
from bot.observability.metrics import Metrics
from bot.updates.queue import Source, UpdateQueue

log = logging.getLogger(__name__)


class ErrorHandler:
    """Logs and reports the error of a handler, and apologises to the person."""

    def __init__(self, chats: Chats, reports: ErrorReports, updates: UpdateQueue, metrics: Metrics) -> None:
        self._chats, self._reports, self._updates, self._metrics = chats, reports, updates, metrics

    async def __call__(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log an error and apologise to the person, if there is one; postpone the update when Redis was away."""
        log_error(context.error)
        if isinstance(context.error, AWAY) and self._updates.postpone(update):
            return
        self._metrics.troubles.labels("handler").inc()
        if context.error is not None:
            await self._reports.tell(type(context.error).__name__, place_of(context.error))
        key = MessageId.NOT_QUEUED if isinstance(context.error, redis.RedisError) else MessageId.SORRY
        try:
            await self._apologise(update, context, key)
        except (TelegramError, *AWAY) as error:
            log.warning("apology not sent: %s", type(error).__name__)
            if isinstance(error, AWAY):
                self._updates.postpone(update)

    async def _apologise(self, update: object, context: ContextTypes.DEFAULT_TYPE, key: MessageId) -> None:
        if not isinstance(update, Update):
            return
        if update.message is not None:
            incoming = await incoming_message(update.message, Source(context.bot, None), self._chats)
            await incoming.answer(incoming.translator.text(key))
        elif update.callback_query is not None:  # its button spins until it is answered
            query = update.callback_query
            chat_id = query.message.chat.id if query.message else query.from_user.id
            translator = await self._chats.translator(chat_id, query.from_user.language_code)
            await query.answer(translator.text(key), show_alert=True)


def log_error(error: Exception | None) -> None:
    """Log the class of an error without its message, which may hold names and texts."""
    if isinstance(error, redis.RedisError):
        log.warning("update not handled, Redis unavailable (%s)", type(error).__name__)
    elif error is not None:
        log.error("%s while handling an update:\n%s", type(error).__name__, trace_of(error))
