"""Reports of errors to the admins' chat: what went wrong and where in the code, without anything about the person."""

from __future__ import annotations

import logging
import time
import traceback
from pathlib import Path

from telegram import Bot
from telegram.error import TelegramError

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Language, translator_for

NO_PLACES = ("telegram_api", "sandbox")  # rooms: most calls go through the first, and the second is not the bot
AGAIN = 600.0  # seconds before the same place is reported again
log = logging.getLogger(__name__)


class ErrorReports:
    """Sends errors to the admins' chat, the same one at most every `AGAIN` seconds."""

    def __init__(self, bot: Bot, chat_id: int | None) -> None:
        self._bot, self._chat_id = bot, chat_id
        self._told: dict[str, float] = {}  # when each trouble was reported

    async def tell(self, error: str, where: str) -> None:
        """Report an error, unless the same was reported lately or there is no chat for it."""
        trouble, now = f"{error} {where}", time.monotonic()
        if self._chat_id is None or now - self._told.get(trouble, -AGAIN) < AGAIN:
            return
        self._told[trouble] = now
        try:
            text = translator_for(Language.ENGLISH).text(MessageId.ERROR_REPORT, error=error, where=where)
            await self._bot.send_message(self._chat_id, text)
        except TelegramError as refusal:
            log.warning("error report not sent to the admins: %s", type(refusal).__name__)


def place_of(error: BaseException) -> str:
    """Return the last place in our own code that an error came through, as "handlers/photos.py:36"."""
    bot = Path(__file__).parents[1]
    places = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [(path.relative_to(bot), line) for path, line in places if path.is_relative_to(bot)]
    telling = [f"{path.as_posix()}:{line}" for path, line in ours if path.parts[0] not in NO_PLACES]
    return telling[-1] if telling else "?"


def trace_of(error: BaseException) -> str:
    """Return the last places of an error's traceback, without its message."""
    return "".join(traceback.format_tb(error.__traceback__)[-3:])
