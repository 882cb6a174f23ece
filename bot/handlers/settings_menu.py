"""`/settings`: the settings of a chat, and buttons that change them."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.chats import Chats, ChatSettings
from bot.coordination.locks import Locks
from bot.handlers.button_press import ButtonPress
from bot.handlers.message import IncomingMessage
from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Language, Translator, language_of, translator_for
from bot.messages.keyboards import (
    AUTO,
    CHAT_ARTWORK,
    artworks_keyboard,
    brush_keyboard,
    language_keyboard,
    mix_keyboard,
    settings_keyboard,
    strength_keyboard,
    style_keyboard,
)
from bot.messages.texts import mapping
from bot.redis_keys import hidden_id
from bot.styles.artworks import artworks_of, read_place
from bot.styles.paint_options import Brush, StyleChoice, parts_with
from emostyle.emotions import Emotion


@dataclass(frozen=True, slots=True)
class SettingsMenu:
    """Shows and changes the settings of chats."""

    chats: Chats
    locks: Locks

    async def open(self, incoming: IncomingMessage) -> None:
        """Show the settings of a chat."""
        settings = await self.chats.settings(incoming.chat_id)
        keyboard = settings_keyboard(incoming.translator, settings, incoming.person_id)
        await incoming.answer(incoming.translator.text(MessageId.SETTINGS_TITLE), keyboard)

    async def press(self, press: ButtonPress) -> None:
        """Change a setting, or show what it can be changed to; only who opened the menu may."""
        owner = owner_of(press)
        if owner is None or not await press.is_by(owner):
            await press.answer(press.translator.text(MessageId.PRESSED_NOT_YOURS), alert=True)
            return
        lock = hidden_id("settings", press.chat_id)
        async with self.locks.hold(lock):  # somebody may press faster than Redis answers
            settings = await self.chats.settings(press.chat_id)
            changed = changed_settings(settings, press.action, press.value)
            await self.chats.set(press.chat_id, changed)
        translator = translator_for(changed.language or language_of(press.query.from_user.language_code))
        await press.answer(translator.text(MessageId.SAVED) if changed.settled != settings.settled else "")
        async with self.locks.hold(lock):  # whichever edit is the last one shows what holds
            await press.show(*_page(translator, await self.chats.settings(press.chat_id), press, owner))


def owner_of(press: ButtonPress) -> int | None:
    """Return whose menu it is, as its buttons say; None for buttons that say nothing of the kind."""
    return int(press.owner) if press.owner.removeprefix("-").isdecimal() else None


def _page(
    translator: Translator, settings: ChatSettings, press: ButtonPress, owner: int
) -> tuple[str, InlineKeyboardMarkup]:
    """Return what the menu shows after a press: the settings, or what one of them can be changed to."""
    wish = settings.wish
    if press.action == CHAT_ARTWORK:
        return mapping(translator), artworks_keyboard(translator, wish, owner)
    match press.action if not press.value else "":
        case "style":
            now = AUTO if wish.is_free else wish.emotion
            return translator.text(MessageId.SETTINGS_CHOOSE_STYLE), style_keyboard(translator, now, owner)
        case "strength":
            return translator.text(MessageId.SETTINGS_CHOOSE_STRENGTH), strength_keyboard(
                translator, wish.strength, owner
            )
        case "brush":
            return translator.text(MessageId.SETTINGS_CHOOSE_BRUSH), brush_keyboard(translator, wish.brush, owner)
        case "language":
            return translator.text(MessageId.SETTINGS_CHOOSE_LANGUAGE), language_keyboard(
                translator, settings.language, owner
            )
    if settings.mixing is not None:
        return translator.text(MessageId.SETTINGS_CHOOSE_MIX), mix_keyboard(translator, settings.mixing, owner)
    return translator.text(MessageId.SETTINGS_TITLE), settings_keyboard(translator, settings, owner)


def changed_settings(settings: ChatSettings, action: str, value: str) -> ChatSettings:
    """Return settings after a press; an unknown press changes nothing."""
    settings = settings if action in ("part", "mixed") else settings.settled  # a mix that was left is given up
    wish = settings.wish
    if action == CHAT_ARTWORK:
        return settings.model_copy(update={"wish": _painted_by(wish, value)})
    match action:
        case "style" if value == AUTO or value in set(Emotion):
            chosen = None if value == AUTO else Emotion(value)
            return settings.model_copy(update={"wish": wish.painting(chosen)})
        case "strength" if value == AUTO or value.isdecimal():
            strength = None if value == AUTO else min(int(value), 100) / 100
            return settings.model_copy(update={"wish": wish.model_copy(update={"strength": strength})})
        case "colors":
            return settings.model_copy(
                update={"wish": wish.model_copy(update={"keep_colors": not wish.keep_colors})},
            )
        case "brush" if value in set(Brush):
            return settings.model_copy(update={"wish": wish.model_copy(update={"brush": Brush(value)})})
        case "answer":
            return settings.model_copy(update={"as_file": not settings.as_file})
        case "language" if value == AUTO or value in set(Language):
            return settings.model_copy(update={"language": None if value == AUTO else Language(value)})
        case _:
            return _mixed(settings, action, value)


def _painted_by(wish: StyleChoice, value: str) -> StyleChoice:
    """Return a wish after a press in the list of artworks, which says `emotion-number`, or that faces decide."""
    if (place := read_place(value)) is not None:
        emotion, number = place
        return wish.painting(emotion, artworks_of(emotion)[number].style if number else None)
    return wish.painting(None) if value == AUTO else wish


def _mixed(settings: ChatSettings, action: str, value: str) -> ChatSettings:
    """Return settings after a press of the menu's part where a mix is put together."""
    match action:
        case "mix":
            return settings.model_copy(update={"mixing": {}})
        case "part" if value in set(Emotion):
            return settings.model_copy(update={"mixing": parts_with(settings.mixing or {}, Emotion(value))})
        case "mixed" if settings.mixing:
            mix = {emotion: float(parts) for emotion, parts in settings.mixing.items()}
            return settings.settled.model_copy(update={"wish": settings.wish.mixing(mix)})
        case "mixed" | "back":
            return settings.settled
        case _:
            return settings
