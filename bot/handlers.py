"""What the bot does with photos, and with wishes how to paint them."""

from __future__ import annotations

import hashlib
import logging
import time
from dataclasses import dataclass

import redis
from telegram import Message
from telegram.error import TelegramError

from bot.artworks import artworks_of
from bot.chats import Chats
from bot.gateway import Gateway
from bot.keys import Key
from bot.photos import FoundPhoto, PhotoTooBigError, fetch_photo, find_photo
from bot.progress import Progress
from bot.talks import Talk
from bot.texts import artwork_name, choices, emotion_name
from bot.tickets import Ticket
from bot.voices import Voice
from bot.wishes import Unknown, read_wish
from emostyle.emotions import Emotion
from worker.contract import StyleRequest

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handlers:
    """The handlers and what they work with; `app` puts them in order."""

    gateway: Gateway
    chats: Chats
    progress: Progress
    max_side: int  # pixels, of paintings sent as photos
    file_max_side: int  # pixels, of paintings sent as files

    async def style(self, talk: Talk) -> None:
        """Choose an emotion: for the photo that the command belongs to, otherwise for the whole chat."""
        photo = find_photo(talk.message) or find_photo(talk.message.reply_to_message)
        if photo is None and talk.message.text is None:  # the caption of something that cannot be painted
            if talk.is_private:
                await talk.answer(talk.voice.say(Key.NOT_A_PHOTO))
            return
        if not talk.command.rest and photo is None:
            await talk.answer(style_now(talk.voice, await self.chats.style(talk.chat_id)))
            return
        wish = read_wish(talk.command.rest or "auto")
        if isinstance(wish, Unknown):
            await talk.answer(unknown_style(talk.voice, wish))
        elif photo is not None:
            await self._paint(talk, photo, wish)
        else:
            await self.chats.set_style(talk.chat_id, wish)
            await talk.answer(style_set(talk.voice, wish))

    async def photo(self, talk: Talk) -> None:
        """Paint a photo in the emotion of its chat, or in the one that is read from it."""
        photo = find_photo(talk.message)
        if photo is not None and talk.is_for_us:
            await self._paint(talk, photo, await self.chats.style(talk.chat_id))

    async def _paint(self, talk: Talk, photo: FoundPhoto, emotion: Emotion | None) -> None:
        ticket = ticket_for(talk, photo, emotion)
        request_id = request_id_for(talk.message, talk.bot.id)
        status_id = await self.progress.announce(ticket, talk.voice.say(Key.PAINTING))
        ticket = ticket.model_copy(update={"status_id": status_id})
        is_first = self.progress.begin(request_id, ticket)  # after the message, which would end a chat action
        trouble, ahead = await self._submit(talk, photo, self._request(request_id, ticket, photo, emotion))
        if trouble is not None:
            self.progress.end(request_id)
            await self.progress.remove(ticket)
            await talk.answer(talk.voice.say(trouble))
        elif ahead is None:
            if is_first:
                self.progress.end(request_id)
            await self.progress.remove(ticket)  # the same message came twice; the first one has its own status
        elif ahead > 0:
            await self.progress.change(ticket, talk.voice.say(Key.WAITING, ahead=ahead))

    def _request(self, request_id: str, ticket: Ticket, photo: FoundPhoto, emotion: Emotion | None) -> StyleRequest:
        return StyleRequest(
            request_id=request_id,
            ticket=ticket.model_dump_json(),
            submitted=time.time(),
            emotion=emotion,
            max_side=self.file_max_side if photo.as_file else self.max_side,
            lossless=photo.lossless,
        )

    async def _submit(self, talk: Talk, photo: FoundPhoto, request: StyleRequest) -> tuple[Key | None, int | None]:
        """Fetch and queue a photo; return what to say if that failed, and how many photos wait before it."""
        try:
            data = await fetch_photo(talk.bot, photo)
            return None, await self.gateway.submit(request, data)
        except PhotoTooBigError:
            return Key.TOO_BIG_TO_FETCH, None
        except TelegramError as error:
            log.warning("request %s: photo not fetched: %s", request.request_id, type(error).__name__)
            too_big = "too big" in error.message.lower()
            return Key.TOO_BIG_TO_FETCH if too_big else Key.NOT_FETCHED, None
        except redis.RedisError as error:
            log.warning("request %s: not queued: %s", request.request_id, type(error).__name__)
            return Key.NOT_QUEUED, None


def ticket_for(talk: Talk, photo: FoundPhoto, emotion: Emotion | None) -> Ticket:
    """Return whom to answer: the painting replies to the message that holds the photo."""
    return Ticket(
        chat_id=talk.chat_id,
        thread_id=talk.thread_id,
        message_id=photo.message_id,
        as_file=photo.as_file,
        file_stem=photo.stem,
        asked=emotion is not None,
        language=talk.voice.language,
    )


def request_id_for(message: Message, bot_id: int) -> str:
    """Return one id for one message, so that an update that comes twice makes one job; it tells nobody whose it is.

    The time is part of it: a Bot API server that starts anew, as the stand-in does, counts messages from 1 again.
    """
    identity = f"{bot_id}:{message.chat_id}:{message.message_id}:{message.date.timestamp():.0f}"
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


def style_now(voice: Voice, emotion: Emotion | None) -> str:
    """Return what is said about the emotion of a chat, with the others to choose from."""
    if emotion is None:
        return f"{voice.say(Key.STYLE_NOW_AUTO)}\n{choices(voice)}"
    return f"{voice.say(Key.STYLE_NOW, emotion=emotion_name(voice, emotion))}\n{choices(voice)}"


def style_set(voice: Voice, emotion: Emotion | None) -> str:
    """Return what is said after the emotion of a chat was set."""
    if emotion is None:
        return voice.say(Key.STYLE_AUTO)
    artwork = artwork_name(voice, artworks_of(emotion)[0])
    return voice.say(Key.STYLE_SET, emotion=emotion_name(voice, emotion), artwork=artwork)


def unknown_style(voice: Voice, wish: Unknown) -> str:
    """Return what is said about a word that is no emotion."""
    if wish.nearest is None:
        return f"{voice.say(Key.STYLE_UNKNOWN, name=wish.name)}\n{choices(voice)}"
    nearest = emotion_name(voice, wish.nearest)
    return f"{voice.say(Key.STYLE_UNKNOWN_NEAREST, name=wish.name, nearest=nearest)}\n{choices(voice)}"
