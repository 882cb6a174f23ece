"""What the bot answers to commands that tell something."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram.error import BadRequest, Forbidden, InvalidToken

from bot.keys import Key
from bot.talks import Talk
from bot.texts import Keeping, help_text, mapping, privacy_text

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Commands:
    """Handlers that tell people what they ask."""

    preview: bytes  # JPEG of the seven styles
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
        """Show the seven emotions with their artworks."""
        words = mapping(talk.voice)
        try:
            await talk.message.reply_photo(
                self.preview, caption=words, filename="emotions.jpg", reply_parameters=talk.quote
            )
        except (BadRequest, Forbidden, InvalidToken) as error:  # a group without pictures, a server without sendPhoto
            log.warning("the preview was refused: %s", type(error).__name__)
            await talk.answer(words)

    async def unknown(self, talk: Talk) -> None:
        """Say that there is no such command; in groups it may be another bot's."""
        if talk.is_private:
            await talk.answer(talk.voice.say(Key.UNKNOWN_COMMAND))

    async def text(self, talk: Talk) -> None:
        """Ask for a photo."""
        if talk.is_private:
            await talk.answer(talk.voice.say(Key.SEND_PHOTO))

    async def anything_else(self, talk: Talk) -> None:
        """Say what can be painted."""
        if talk.is_private:
            await talk.answer(talk.voice.say(Key.NOT_A_PHOTO))
