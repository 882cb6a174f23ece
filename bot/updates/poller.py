"""Polling Telegram as long as we lead, and not a moment longer: Telegram answers two pollers with 409."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from telegram import Update
from telegram.error import Conflict, TelegramError
from telegram.ext import (
    Updater,
)

from bot.coordination.leader import Leadership
from bot.observability.liveness import beat

LOOK_SECONDS = 0.1  # between two looks whether we lead
log = logging.getLogger(__name__)


class Poller:
    """Begins and ends polling with the lead."""

    def __init__(self, updater: Updater, leadership: Leadership, kinds: Sequence[str]) -> None:
        self._updater, self._leadership, self._kinds = updater, leadership, kinds
        self.ready = asyncio.Event()  # we poll, or somebody else does
        self._is_ending = False

    async def run(self) -> None:
        """Poll until it is ended; raise InvalidToken when Telegram does not know the token."""
        try:
            while not self._is_ending:
                if not self._updater.running:  # otherwise each call for updates is a turn
                    beat()
                if self._leadership.is_ours and not self._updater.running:
                    await self._begin()
                elif not self._leadership.is_ours and self._updater.running:
                    await self._updater.stop()
                if self._updater.running or (self._leadership.decided.is_set() and not self._leadership.is_ours):
                    self.ready.set()
                await asyncio.sleep(LOOK_SECONDS)
        finally:
            if self._updater.running:
                await self._updater.stop()

    def end(self) -> None:
        """Let `run` end with its next turn: while an updater stops, it swallows a cancellation."""
        self._is_ending = True

    async def _begin(self) -> None:
        """Begin to poll; Telegram may keep us waiting for longer than we lead."""
        starting = asyncio.create_task(
            self._updater.start_polling(
                allowed_updates=self._kinds, bootstrap_retries=-1, error_callback=self._on_error
            )
        )
        try:
            while not starting.done() and self._leadership.is_ours:
                beat()
                await asyncio.wait({starting}, timeout=LOOK_SECONDS)
        finally:
            if not starting.done():
                starting.cancel()
                await asyncio.gather(starting, return_exceptions=True)
                if self._updater.running:  # it says so though it was broken off, and would never begin again
                    await self._updater.stop()
        if not starting.cancelled():
            starting.result()

    def _on_error(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            self._leadership.doubt()
        on_polling_error(error)


def on_polling_error(error: TelegramError) -> None:
    """Log in one line why Telegram gives no updates; python-telegram-bot would log a traceback every time."""
    if isinstance(error, Conflict):
        log.error("another bot polls with the same TELEGRAM_BOT_TOKEN: stop one of them")
    else:
        log.warning("Telegram gives no updates (%s)", type(error).__name__)


ALLOWED_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY]
