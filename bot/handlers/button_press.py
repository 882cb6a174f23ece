"""One press of a button: who pressed, under which message, and what the button says."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, MaybeInaccessibleMessage, Update
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, TelegramError
from telegram.ext import ContextTypes

from bot.chats import Chats
from bot.i18n.translator import Translator
from bot.updates.queue import Source, UpdateQueue

ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
UNCHANGED = "not modified"  # Telegram's refusal of an edit that changes nothing
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A press and the way to answer it."""

    query: CallbackQuery
    source: Source
    translator: Translator
    owner: str  # whose button it is, as the button says
    action: str
    value: str  # empty when the action needs none

    @property
    def bot(self) -> Bot:
        """The bot that got it."""
        return self.source.bot

    @property
    def person_id(self) -> int:
        """The one who pressed."""
        return self.query.from_user.id

    @property
    def chat_id(self) -> int:
        """The chat of the message that carries the button."""
        return self._message.chat.id

    @property
    def message_id(self) -> int:
        """The message that carries the button."""
        return self._message.message_id

    @property
    def _message(self) -> MaybeInaccessibleMessage:
        if self.query.message is None:
            raise ValueError("handlers of presses are registered for buttons under messages only")
        return self.query.message

    async def is_by(self, owner: int) -> bool:
        """Return whether `owner` has pressed; a chat presses by its admins, who can write in its name."""
        if owner == self.person_id:
            return True
        if owner != self.chat_id:
            return False
        try:
            member = await self.bot.get_chat_member(self.chat_id, self.person_id)
        except TelegramError as error:
            log.warning("cannot check whether an admin pressed: %s", type(error).__name__)
            return False
        return member.status in ADMINS

    async def answer(self, text: str = "", alert: bool = False) -> None:
        """Stop the button from spinning, with a notice if there is a text; do it at once and once."""
        try:
            await self.query.answer(text, show_alert=alert)
        except TelegramError as error:  # the press is too old, which only the person's app would have shown
            log.warning("press not answered: %s", type(error).__name__)

    async def show(self, text: str, keyboard: InlineKeyboardMarkup) -> None:
        """Change the text and the buttons of the message."""
        await allow_unchanged(
            self.bot.edit_message_text(text, self.chat_id, self.message_id, reply_markup=keyboard),
        )

    async def show_buttons(self, keyboard: InlineKeyboardMarkup) -> None:
        """Change the buttons of the message."""
        await allow_unchanged(self.bot.edit_message_reply_markup(self.chat_id, self.message_id, reply_markup=keyboard))


PressCallback = Callable[[ButtonPress], Awaitable[None]]


async def allow_unchanged(edit: Awaitable[object]) -> None:
    """Wait for an edit; that it changes nothing is no error."""
    try:
        await edit
    except BadRequest as error:
        if UNCHANGED not in error.message.lower():
            raise


def press_handler(
    handler: PressCallback, chats: Chats, updates: UpdateQueue
) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
    """Return what python-telegram-bot calls for a press, which hands it to a handler."""

    async def callback(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None or query.message is None:
            raise ValueError("handlers of presses are registered for buttons under messages only")
        _, owner, action, value, *_ = f"{query.data}:::".split(":")
        translator = await chats.translator(query.message.chat.id, query.from_user.language_code)
        source = Source(context.bot, updates.entry_of(update))
        await handler(ButtonPress(query, source, translator, owner, action, value))

    return callback
