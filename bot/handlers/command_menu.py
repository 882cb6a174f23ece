"""The command menus that Telegram shows, by scope and language."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.i18n.translator import Language, translator_for
from bot.messages.texts import ADMIN_COMMANDS, COMMANDS, GROUP_COMMANDS, menu

# Both scopes get every language: a list of a narrower scope hides the translated lists of a wider one.
SCOPES: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeAllPrivateChats(), COMMANDS),
    (BotCommandScopeAllGroupChats(), GROUP_COMMANDS),
)
log = logging.getLogger(__name__)


async def set_menus(bot: Bot, admins: Iterable[int] = ()) -> None:
    """Tell Telegram our commands, in every language; English is what all others see."""
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
