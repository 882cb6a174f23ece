"""What happens when a handler fails: a log line without personal data, and a sentence for the person."""

from __future__ import annotations

import logging
import traceback

import redis
from telegram import Update
from telegram.error import Conflict, TelegramError

from bot.context import Context
from bot.handlers import answer
from bot.texts import Key, say

log = logging.getLogger(__name__)


def on_polling_error(error: TelegramError) -> None:
    """Log in one line why Telegram gives no updates; python-telegram-bot would log a traceback every time."""
    if isinstance(error, Conflict):
        log.error("another bot polls with the same TELEGRAM_BOT_TOKEN: stop one of them")
    else:
        log.warning("Telegram gives no updates (%s)", type(error).__name__)


async def on_error(update: object, context: Context) -> None:
    """Log an error and apologise, if there is anybody to apologise to."""
    error = context.error
    if isinstance(error, redis.RedisError):
        log.warning("Redis does not answer (%s)", type(error).__name__)
    elif error is not None:
        # Only where it happened: messages of errors may hold names and texts.
        places = "".join(traceback.format_tb(error.__traceback__)[-3:])
        log.error("%s while handling an update:\n%s", type(error).__name__, places)
    if not isinstance(update, Update) or update.message is None:
        return
    try:
        await answer(update, say(Key.NOT_QUEUED if isinstance(error, redis.RedisError) else Key.SORRY))
    except TelegramError as second:
        log.warning("no apology: %s", type(second).__name__)
