"""Reports of errors to the admins' chat: what went wrong and where in the program, and nothing of whom."""

from __future__ import annotations

import logging
import time
import traceback
from pathlib import Path

from telegram import Bot
from telegram.error import TelegramError

from bot.keys import Key
from bot.languages import Language
from bot.voices import voice_of

EVERYWHERE = ("pacing.py", "measured_calls.py", "repeating.py")  # most calls go through these: they tell nothing
AGAIN = 600.0  # seconds before the same place is reported again
log = logging.getLogger(__name__)


class Reports:
    """Tells the admins, each trouble once in a while."""

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
            text = voice_of(Language.ENGLISH).say(Key.ERROR_REPORT, error=error, where=where)
            await self._bot.send_message(self._chat_id, text)
        except TelegramError as refusal:
            log.warning("no report to the admins: %s", type(refusal).__name__)


def place_of(error: BaseException) -> str:
    """Return the last place in our own code that an error came through, as "handlers.py:36"."""
    here = Path(__file__).parent
    places = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    ours = [f"{path.name}:{line}" for path, line in places if path.parent == here and path.name not in EVERYWHERE]
    return ours[-1] if ours else "?"


def trace_of(error: BaseException) -> str:
    """Return the last places that an error came through, without what it says."""
    return "".join(traceback.format_tb(error.__traceback__)[-3:])
