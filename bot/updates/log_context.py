"""The first to see an update: counts it, and notes its ids for all lines that are logged until it is answered."""

from __future__ import annotations

import logging

from telegram import Message, Update
from telegram.ext import ContextTypes

from bot.ids import album_id, request_id_for, request_id_of_press
from bot.observability.metrics import Metrics
from worker.shared.logs import note

log = logging.getLogger(__name__)


class LogContext:
    """Sees every update before its handler does, in the same task."""

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def __call__(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Note what an update is about, and nothing of whom."""
        note(**ids_of(update, context.bot.id))
        kind = "press" if update.callback_query else "message"
        self._metrics.updates.labels(kind).inc()
        log.info("received a %s", kind)


def ids_of(update: Update, bot_id: int) -> dict[str, str]:
    """Return the ids that lines about an update carry; the request is known before there is one."""
    ids = {"update": str(update.update_id)}
    if update.callback_query is not None:
        ids["request"] = request_id_of_press(update.callback_query.id, bot_id)
    if update.message is not None:
        ids |= _ids_of_message(update.message, bot_id)
    return ids


def _ids_of_message(message: Message, bot_id: int) -> dict[str, str]:
    if message.media_group_id is None:
        return {"request": request_id_for(message, bot_id)}
    return {"album": album_id(message.chat_id, message.media_group_id)}  # its photos get requests later
