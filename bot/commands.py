"""What the bot answers to commands that tell something."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from telegram import InputMediaPhoto
from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.artworks import artworks_of
from bot.chats import Chats
from bot.keyboards import artworks_keyboard
from bot.keys import Key
from bot.talks import Talk
from bot.texts import Keeping, artwork_line, emotion_name, help_text, mapping, privacy_text
from emostyle.emotions import Emotion

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Commands:
    """Handlers that tell people what they ask."""

    chats: Chats
    previews: Mapping[Emotion, bytes]  # a JPEG for each
    keeping: Keeping  # how long things are kept

    async def start(self, talk: Talk) -> None:
        """Say hello."""
        await talk.answer(talk.voice.say(Key.START))

    async def help(self, talk: Talk) -> None:
        """Tell how to use the bot."""
        await talk.answer(help_text(talk.voice))

    async def about(self, talk: Talk) -> None:
        """Tell what the bot is."""
        await talk.answer(talk.voice.say(Key.ABOUT))

    async def privacy(self, talk: Talk) -> None:
        """Tell what is kept."""
        await talk.answer(privacy_text(talk.voice, self.keeping))

    async def emotions(self, talk: Talk) -> None:
        """Show a picture of each style, then name the artworks, with buttons to choose one for the chat."""
        try:
            await talk.message.reply_media_group(self._album(talk), reply_parameters=talk.quote)
        except (BadRequest, Forbidden, InvalidToken) as error:  # a group without pictures, a server without albums
            log.warning("the previews were refused: %s", type(error).__name__)
        wish = (await self.chats.settings(talk.chat_id)).wish
        await talk.answer(mapping(talk.voice), artworks_keyboard(talk.voice, wish, talk.person_id))

    def _album(self, talk: Talk) -> list[InputMediaPhoto]:
        return [
            InputMediaPhoto(
                picture,
                caption=f"{emotion_name(talk.voice, each)}\n{artwork_line(talk.voice, artworks_of(each)[0])}",
                filename=f"{each}.jpg",
            )
            for each, picture in self.previews.items()
        ]

    async def unknown(self, talk: Talk) -> None:
        """Say that there is no such command; in groups it may be another bot's unless ours is named."""
        if talk.is_private or talk.names_us:
            await talk.answer(talk.voice.say(Key.UNKNOWN_COMMAND))

    async def text(self, talk: Talk) -> None:
        """Ask for a photo."""
        if talk.is_private:
            await talk.answer(talk.voice.say(Key.SEND_PHOTO))

    async def anything_else(self, talk: Talk) -> None:
        """Say what can be painted."""
        if talk.is_for_us:
            await talk.answer(talk.voice.say(Key.NOT_A_PHOTO))
