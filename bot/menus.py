"""The command menus that Telegram shows, by scope and language."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.languages import Language
from bot.texts import COMMANDS, GROUP_COMMANDS, menu
from bot.voices import voice_of

# Both scopes get every language: a list of a narrower scope hides the translated lists of a wider one.
SCOPES: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeAllPrivateChats(), COMMANDS),
    (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
)
log = logging.getLogger(__name__)


async def set_menus(bot: Bot) -> None:
    """Tell Telegram our commands, in every language; English is what all others see."""
    try:
        for scope, commands in SCOPES:
            for language in Language:
                code = None if language is Language.ENGLISH else language.value
                await bot.set_my_commands(menu(voice_of(language), commands), scope, code)
    except TelegramError as error:
        log.warning("command menu not set: %s", type(error).__name__)
