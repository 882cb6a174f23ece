"""What the bot does with each kind of message."""

from __future__ import annotations

import hashlib
import logging
import time
from dataclasses import dataclass

import redis
from telegram import Message, ReplyParameters, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.chats import Chats
from bot.context import Context
from bot.gateway import Gateway
from bot.photos import FoundPhoto, PhotoTooBigError, fetch_photo, find_photo
from bot.progress import Progress
from bot.texts import Key, artwork_name, choices, duration, emotion_name, mapping, say
from bot.tickets import Ticket
from bot.wishes import Unknown, read_command, read_wish
from emostyle.emotions import Emotion
from emostyle.palette import PALETTE
from worker.contract import StyleRequest

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Handlers:
    """The handlers and what they work with; `app` puts them in order."""

    gateway: Gateway
    chats: Chats
    progress: Progress
    preview: bytes  # JPEG of the seven styles
    max_side: int  # pixels, of paintings sent as photos
    file_max_side: int  # pixels, of paintings sent as files
    photo_ttl: int  # seconds that a photo waits at most

    async def start(self, update: Update, context: Context) -> None:
        """Say hello."""
        await answer(update, say(Key.START))

    async def help(self, update: Update, context: Context) -> None:
        """Tell how to use the bot."""
        await answer(update, say(Key.HELP))

    async def privacy(self, update: Update, context: Context) -> None:
        """Tell what is kept."""
        await answer(update, say(Key.PRIVACY, wait=duration(self.photo_ttl)))

    async def emotions(self, update: Update, context: Context) -> None:
        """Show the seven emotions with their artworks."""
        message = _message(update)
        try:
            await message.reply_photo(
                self.preview, caption=mapping(), filename="emotions.jpg", reply_parameters=_quote(message)
            )
        except (BadRequest, Forbidden, InvalidToken) as error:  # a group without pictures, a server without sendPhoto
            log.warning("the preview was refused: %s", type(error).__name__)
            await answer(update, mapping())

    async def style(self, update: Update, context: Context) -> None:
        """Choose an emotion: for the photo that the command belongs to, otherwise for the whole chat."""
        message = _message(update)
        command = read_command(message.text or message.caption, context.bot.username)
        photo = find_photo(message) or find_photo(message.reply_to_message)
        if command is None:
            return
        if photo is None and message.text is None:  # the caption of something that cannot be painted
            await self.anything_else(update, context)
            return
        if not command.rest and photo is None:
            await self._tell_style(update, message.chat_id)
            return
        wish = read_wish(command.rest or "auto")
        if isinstance(wish, Unknown):
            await answer(update, unknown_style(wish))
        elif photo is not None:
            await self._paint(update, context, photo, wish)
        else:
            await self.chats.set_style(message.chat_id, wish)
            await answer(update, style_set(wish))

    async def photo(self, update: Update, context: Context) -> None:
        """Paint a photo in the emotion of its chat, or in the one that is read from it."""
        message = _message(update)
        photo = find_photo(message)
        if photo is None or not _is_meant_for_us(message, context.bot.id):
            return
        await self._paint(update, context, photo, await self.chats.style(message.chat_id))

    async def unknown_command(self, update: Update, context: Context) -> None:
        """Say that there is no such command; in groups it may be another bot's."""
        if _message(update).chat.type == ChatType.PRIVATE:
            await answer(update, say(Key.UNKNOWN_COMMAND))

    async def text(self, update: Update, context: Context) -> None:
        """Ask for a photo."""
        if _message(update).chat.type == ChatType.PRIVATE:
            await answer(update, say(Key.SEND_PHOTO))

    async def anything_else(self, update: Update, context: Context) -> None:
        """Say what can be painted."""
        if _message(update).chat.type == ChatType.PRIVATE:
            await answer(update, say(Key.NOT_A_PHOTO))

    async def _tell_style(self, update: Update, chat_id: int) -> None:
        emotion = await self.chats.style(chat_id)
        if emotion is None:
            await answer(update, say(Key.STYLE_NOW_AUTO, choices=choices()))
        else:
            await answer(update, say(Key.STYLE_NOW, emotion=emotion_name(emotion), choices=choices()))

    async def _paint(self, update: Update, context: Context, photo: FoundPhoto, emotion: Emotion | None) -> None:
        message = _message(update)
        ticket = ticket_for(message, photo, emotion)
        request_id = request_id_for(message, context.bot.id)
        status_id = await self.progress.announce(ticket, say(Key.PAINTING))
        ticket = ticket.model_copy(update={"status_id": status_id})
        is_first = self.progress.begin(request_id, ticket)  # after the message, which would end a chat action
        trouble, ahead = await self._submit(context, photo, self._request(request_id, ticket, photo, emotion))
        if trouble is not None:
            self.progress.end(request_id)
            await self.progress.remove(ticket)
            await answer(update, say(trouble))
        elif ahead is None:
            if is_first:
                self.progress.end(request_id)
            await self.progress.remove(ticket)  # the same message came twice; the first one has its own status
        elif ahead > 0:
            await self.progress.change(ticket, say(Key.PAINTING_LATER, ahead=ahead))

    def _request(self, request_id: str, ticket: Ticket, photo: FoundPhoto, emotion: Emotion | None) -> StyleRequest:
        return StyleRequest(
            request_id=request_id,
            ticket=ticket.model_dump_json(),
            submitted=time.time(),
            emotion=emotion,
            max_side=self.file_max_side if photo.as_file else self.max_side,
            lossless=photo.lossless,
        )

    async def _submit(
        self, context: Context, photo: FoundPhoto, request: StyleRequest
    ) -> tuple[Key | None, int | None]:
        """Fetch and queue a photo; return what to say if that failed, and how many photos wait before it."""
        try:
            data = await fetch_photo(context.bot, photo)
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


async def answer(update: Update, text: str) -> None:
    """Reply to the message of an update."""
    message = _message(update)
    await message.reply_text(text, reply_parameters=_quote(message))


def ticket_for(message: Message, photo: FoundPhoto, emotion: Emotion | None) -> Ticket:
    """Return whom to answer: the painting replies to the message that holds the photo."""
    return Ticket(
        chat_id=message.chat_id,
        thread_id=message.message_thread_id if message.is_topic_message else None,
        message_id=photo.message_id,
        as_file=photo.as_file,
        file_stem=photo.stem,
        asked=emotion is not None,
    )


def request_id_for(message: Message, bot_id: int) -> str:
    """Return one id for one message, so that an update that comes twice makes one job; it tells nobody whose it is.

    The time is part of it: a Bot API server that starts anew, as the stand-in does, counts messages from 1 again.
    """
    identity = f"{bot_id}:{message.chat_id}:{message.message_id}:{message.date.timestamp():.0f}"
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


def style_set(emotion: Emotion | None) -> str:
    """Return what is said after the emotion of a chat was set."""
    if emotion is None:
        return say(Key.STYLE_AUTO)
    return say(Key.STYLE_SET, emotion=emotion_name(emotion), artwork=artwork_name(PALETTE[emotion]))


def unknown_style(wish: Unknown) -> str:
    """Return what is said about a word that is no emotion."""
    nearest = f" Did you mean {wish.nearest.value}?" if wish.nearest else ""
    return say(Key.STYLE_UNKNOWN, name=wish.name, nearest=nearest, choices=choices())


def _is_meant_for_us(message: Message, bot_id: int) -> bool:
    """Tell whether to paint a photo: always in a private chat, in a group only as a reply to the bot."""
    if message.chat.type == ChatType.PRIVATE:
        return True
    replied = message.reply_to_message
    return bool(replied and replied.from_user and replied.from_user.id == bot_id)


def _message(update: Update) -> Message:
    if update.message is None:
        raise ValueError("handlers are registered for new messages only")
    return update.message


def _quote(message: Message) -> ReplyParameters:
    return ReplyParameters(message.message_id, allow_sending_without_reply=True)
