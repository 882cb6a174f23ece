"""`/settings`: what holds in a chat, and buttons that change it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chats import Chats, ChatSettings
from bot.keyboards import AUTO, language_keyboard, settings_keyboard, strength_keyboard, style_keyboard
from bot.keys import Key
from bot.languages import Language
from bot.presses import Press
from bot.talks import Talk
from bot.voices import voice_of
from emostyle.emotions import Emotion


@dataclass(frozen=True, slots=True)
class SettingsMenu:
    """Shows and changes the settings of chats."""

    chats: Chats

    async def open(self, talk: Talk) -> None:
        """Show the settings of a chat."""
        settings = await self.chats.settings(talk.chat_id)
        keyboard = settings_keyboard(talk.voice, settings, talk.person_id)
        await talk.answer(talk.voice.say(Key.SETTINGS_TITLE), keyboard)

    async def press(self, press: Press) -> None:
        """Change a setting, or show what it can be changed to; only the one who opened the menu may."""
        if press.owner != str(press.person_id):
            await press.answer(press.voice.say(Key.PRESSED_NOT_YOURS), alert=True)
            return
        settings = await self.chats.settings(press.chat_id)
        if press.action in ("style", "strength", "language") and not press.value:
            await press.answer()
            await self._offer(press, settings)
            return
        changed = changed_settings(settings, press.action, press.value)
        await self.chats.set(press.chat_id, changed)
        voice = voice_of(changed.language) if changed.language else press.voice
        await press.answer(voice.say(Key.SAVED) if changed != settings else "")
        await press.show(voice.say(Key.SETTINGS_TITLE), settings_keyboard(voice, changed, press.person_id))

    async def _offer(self, press: Press, settings: ChatSettings) -> None:
        voice, owner = press.voice, press.person_id
        if press.action == "style":
            now = AUTO if settings.wish.is_free else settings.wish.emotion
            await press.show(voice.say(Key.SETTINGS_CHOOSE_STYLE), style_keyboard(voice, now, owner))
        elif press.action == "strength":
            now_strength = settings.wish.strength
            keyboard = strength_keyboard(voice, now_strength, owner)
            await press.show(voice.say(Key.SETTINGS_CHOOSE_STRENGTH), keyboard)
        else:
            await press.show(voice.say(Key.SETTINGS_CHOOSE_LANGUAGE), language_keyboard(voice, owner))


def changed_settings(settings: ChatSettings, action: str, value: str) -> ChatSettings:
    """Return settings after a press; what is not understood changes nothing."""
    wish = settings.wish
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
        case "answer":
            return settings.model_copy(update={"as_file": not settings.as_file})
        case "language" if value in set(Language):
            return settings.model_copy(update={"language": Language(value)})
        case _:
            return settings
