"""Commands that answer with a text, and the menu of commands that Telegram shows, by scope and language."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InputMediaPhoto,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.chats import Chats
from bot.handlers.message import IncomingMessage
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Language, Translator, translator_for
from bot.messages.keyboards import artworks_keyboard
from bot.messages.texts import (
    ADMIN_COMMANDS,
    COMMANDS,
    GROUP_COMMANDS,
    Retention,
    artwork_story,
    emotion_name,
    help_text,
    mapping,
    menu,
    privacy_text,
)
from bot.styles.artworks import artworks_of
from emostyle.emotions import Emotion

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InfoCommands:
    """Handlers of commands that answer with a text."""

    chats: Chats
    previews: Mapping[Emotion, bytes]  # a JPEG for each
    retention: Retention  # how long things are kept

    async def start(self, incoming: IncomingMessage) -> None:
        """Answer /start."""
        await incoming.answer(incoming.translator.text(MessageId.START))

    async def help(self, incoming: IncomingMessage) -> None:
        """Answer /help."""
        await incoming.answer(help_text(incoming.translator))

    async def about(self, incoming: IncomingMessage) -> None:
        """Answer /about."""
        await incoming.answer(incoming.translator.text(MessageId.ABOUT))

    async def privacy(self, incoming: IncomingMessage) -> None:
        """Answer /privacy."""
        await incoming.answer(privacy_text(incoming.translator, self.retention))

    async def emotions(self, incoming: IncomingMessage) -> None:
        """Show a picture of each style, then name the artworks, with buttons to choose one for the chat."""
        try:
            await incoming.message.reply_media_group(self._album(incoming.translator), reply_parameters=incoming.quote)
        except (BadRequest, Forbidden, InvalidToken) as error:  # a group without pictures, a server without albums
            log.warning("previews of /emotions refused by Telegram: %s", type(error).__name__)
        wish = (await self.chats.settings(incoming.chat_id)).wish
        await incoming.answer(
            mapping(incoming.translator), artworks_keyboard(incoming.translator, wish, incoming.person_id)
        )

    def _album(self, translator: Translator) -> list[InputMediaPhoto]:
        return [
            InputMediaPhoto(
                picture,
                caption=f"{emotion_name(translator, each)}\n{artwork_story(translator, artworks_of(each)[0])}",
                filename=f"{each}.jpg",
            )
            for each, picture in self.previews.items()
        ]

    async def unknown(self, incoming: IncomingMessage) -> None:
        """Say that there is no such command; in groups it may be another bot's unless ours is named."""
        if incoming.is_private or incoming.names_us:
            await incoming.answer(incoming.translator.text(MessageId.UNKNOWN_COMMAND))

    async def text(self, incoming: IncomingMessage) -> None:
        """Ask for a photo."""
        if incoming.is_private:
            await incoming.answer(incoming.translator.text(MessageId.SEND_PHOTO))

    async def anything_else(self, incoming: IncomingMessage) -> None:
        """Answer a message that is neither a text nor a picture."""
        if incoming.is_for_us:
            await incoming.answer(incoming.translator.text(MessageId.NOT_A_PHOTO))


# Both scopes get every language: a list of a narrower scope hides the translated lists of a wider one.
SCOPES: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeAllPrivateChats(), COMMANDS),
    (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
)


async def set_menus(bot: Bot, admins: Iterable[int] = ()) -> None:
    """Set the command menus at Telegram, in every language; English is the default."""
    await _set_menus(bot, SCOPES)
    for admin in admins:
        await _set_menus(bot, [(BotCommandScopeChat(admin), (*COMMANDS, *ADMIN_COMMANDS))])


async def _set_menus(bot: Bot, scopes: Iterable[tuple[BotCommandScope, tuple[str, ...]]]) -> None:
    try:
        for scope, commands in scopes:
            for language in Language:
                code = None if language is Language.ENGLISH else language.value
                await bot.set_my_commands(menu(translator_for(language), commands), scope, code)
    except TelegramError as error:
        log.warning("command menu not set: %s", type(error).__name__)
