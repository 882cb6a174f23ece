"""Sends one reply to Telegram, and decides what follows from each error.

A reply must not be sent twice. A retry is safe after an error of Telegram itself, and after one that came before
Telegram can have read the whole call. It is not safe after the connection broke while the bot waited for the answer,
because the picture may have arrived.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any, assert_never

from telegram import Bot, InputFile, InputMediaDocument, InputMediaPhoto, Message, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.i18n.message_ids import MessageId
from bot.i18n.translator import Translator, translator_for
from bot.jobs.tickets import Ticket
from bot.messages.replies import AlbumReply, PictureReply, Reply, TextReply
from bot.telegram_api.errors import is_safe_to_repeat, seconds_of
from bot.telegram_api.rate_limiter import ReplyCall
from worker.shared.backoff import backoff

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds between tries
PATIENCE: dict[str, Any] = {
    "write_timeout": 60.0,
    "read_timeout": 60.0,
}  # seconds, to write pictures and to wait for the answer
GONE = ("chat not found", "chat_write_forbidden", "not enough rights", "user is deactivated", "topic_closed")
# Words of servers and proxies (no such method, too many bytes) that may accept another form of the reply.
OTHER_FORM = ("not found", "too large", "too big")
log = logging.getLogger(__name__)


class Outcome(Enum):
    """How sending ended."""

    SENT = auto()
    UNCONFIRMED = auto()  # it may have arrived; a retry might send it twice
    UNWANTED = auto()  # the bot is blocked or the chat is gone


@dataclass(frozen=True, slots=True)
class Sent:
    """How sending ended, and the messages that Telegram made of the pictures."""

    outcome: Outcome
    messages: tuple[Message, ...] = ()  # none if Telegram did not confirm them


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is sent next, and the pauses after failures."""

    reply: Reply
    ticket: Ticket
    pauses: Iterator[float] = field(default_factory=lambda: backoff(FIRST_PAUSE, LONGEST_PAUSE))  # seconds


class Sender:
    """Sends replies through one bot."""

    def __init__(self, bot: Bot, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._bot, self._pause = bot, pause

    async def send(self, reply: Reply, ticket: Ticket, *paintings: bytes, call: ReplyCall | None = None) -> Sent:
        """Send a reply with its paintings, and retry while that is safe; `call` says whether a call is in flight."""
        attempt = Attempt(reply, ticket)
        while True:
            try:
                messages = await self._send(attempt.reply, attempt.ticket, paintings, call)
            except TelegramError as error:
                step = await self._after(error, attempt)
                if isinstance(step, Outcome):
                    return Sent(step)
                attempt = step
            except (TypeError, KeyError, AttributeError, ValueError):
                # Telegram accepted the call, but python-telegram-bot cannot read the answer.
                log.exception("Telegram's answer to a reply cannot be read: the reply counts as unconfirmed")
                return Sent(Outcome.UNCONFIRMED)
            else:
                return Sent(Outcome.SENT, messages)

    async def send_kept(
        self, reply: PictureReply | AlbumReply, ticket: Ticket, *file_ids: str, call: ReplyCall | None = None
    ) -> Sent | None:
        """Send pictures by Telegram's file ids; return None if Telegram cannot have sent them."""
        try:
            return Sent(Outcome.SENT, await self._send(reply, ticket, file_ids, call))
        except TelegramError as error:
            is_unsent = is_safe_to_repeat(error)
            follows = "it is painted again" if is_unsent else "it may have arrived, so it is not sent again"
            log.warning("painting of the cache not sent (%s): %s", type(error).__name__, follows)
            return None if is_unsent else Sent(Outcome.UNCONFIRMED)

    async def _after(self, error: TelegramError, attempt: Attempt) -> Outcome | Attempt:
        """Return what follows a failed attempt: the end, or the next attempt."""
        if isinstance(error, RetryAfter):
            await self._pause(seconds_of(error))
            return attempt
        if isinstance(error, ChatMigrated):
            moved = attempt.ticket.model_copy(update={"chat_id": error.new_chat_id, "thread_id": None})
            return replace(attempt, ticket=moved)
        if isinstance(error, Forbidden) or any(word in error.message.lower() for word in GONE):
            return Outcome.UNWANTED
        if attempt.ticket.edit_id is not None and isinstance(error, BadRequest):
            return _after_edit(error, attempt)
        if isinstance(error, BadRequest) or _needs_another_form(error):
            better = second_best(attempt.reply, translator_for(attempt.ticket.language))
            follows = f"sending it as {type(better).__name__}" if better else "giving up"
            log.warning("reply refused by Telegram (%s): %s", error.message, follows)
            return replace(attempt, reply=better) if better else Outcome.UNWANTED
        # The same edit can safely be made twice.
        is_edit = attempt.ticket.edit_id is not None and isinstance(attempt.reply, PictureReply)
        if not is_safe_to_repeat(error) and not is_edit:
            return Outcome.UNCONFIRMED
        pause = next(attempt.pauses)
        log.warning("reply not sent (%s); trying again in %.0f s", type(error).__name__, pause)
        await self._pause(pause)
        return attempt

    async def _send(
        self, reply: Reply, ticket: Ticket, paintings: Sequence[bytes | str], call: ReplyCall | None
    ) -> tuple[Message, ...]:
        options: dict[str, Any] = {} if call is None else {"rate_limit_args": call}
        match reply:
            case TextReply():
                await self._bot.send_message(
                    ticket.chat_id, reply.text, reply_markup=reply.keyboard, **(options | _place_of(ticket))
                )
                return ()
            case AlbumReply():
                return await self._send_album(reply, ticket, paintings, options)
            case PictureReply() if ticket.edit_id is not None:
                return await self._edit(reply, ticket, paintings[0], options)
            case PictureReply():
                send = self._bot.send_document if reply.as_file else self._bot.send_photo
                picture = paintings[0] if isinstance(paintings[0], str) else InputFile(paintings[0], reply.filename)
                words, place = {"caption": reply.caption, "reply_markup": reply.keyboard}, _place_of(ticket)
                return (await send(ticket.chat_id, picture, **(options | words | place | PATIENCE)),)
            case _:
                assert_never(reply)

    async def _send_album(
        self, reply: AlbumReply, ticket: Ticket, paintings: Sequence[bytes | str], options: dict[str, Any]
    ) -> tuple[Message, ...]:
        kind = InputMediaDocument if reply.as_files else InputMediaPhoto
        pairs = zip(paintings, reply.filenames, strict=True)
        media = [kind(painting, filename=name) for painting, name in pairs]
        # Telegram shows a caption under the whole album if only the last file, or the first photo, has one.
        at = -1 if reply.as_files else 0
        media[at] = kind(paintings[at], filename=reply.filenames[at], caption=reply.caption)
        return await self._bot.send_media_group(ticket.chat_id, media, **(options | _place_of(ticket) | PATIENCE))

    async def _edit(
        self, reply: PictureReply, ticket: Ticket, painting: bytes | str, options: dict[str, Any]
    ) -> tuple[Message, ...]:
        kind = InputMediaDocument if reply.as_file else InputMediaPhoto
        media = kind(painting, filename=reply.filename, caption=reply.caption)
        edited = await self._bot.edit_message_media(
            media, ticket.chat_id, ticket.edit_id, reply_markup=reply.keyboard, **(options | PATIENCE)
        )
        return (edited,) if isinstance(edited, Message) else ()


def _place_of(ticket: Ticket) -> dict[str, Any]:
    quote = ReplyParameters(ticket.message_id, allow_sending_without_reply=True)
    return {"message_thread_id": ticket.thread_id, "reply_parameters": quote}


def _after_edit(error: BadRequest, attempt: Attempt) -> Outcome | Attempt:
    """Return what follows a refused edit: SENT if the message is the same already, otherwise a new message."""
    if "not modified" in error.message.lower():
        return Outcome.SENT
    log.warning("edit refused by Telegram (%s): sending a new message", error.message)
    return replace(attempt, ticket=attempt.ticket.model_copy(update={"edit_id": None}))


def second_best(reply: Reply, translator: Translator) -> Reply | None:
    """Return what to send when Telegram refuses a reply: the picture as a file, then an apology, then nothing."""
    sorry = TextReply(translator.text(MessageId.SORRY))
    match reply:
        case PictureReply():
            return sorry if reply.as_file else replace(reply, as_file=True)
        case AlbumReply():
            return sorry if reply.as_files else replace(reply, as_files=True)
        case _:
            return None if reply == sorry else sorry


def _needs_another_form(error: TelegramError) -> bool:
    """Return whether Telegram may accept another form of the reply; a 404 is an InvalidToken in python-telegram-bot."""
    return isinstance(error, (InvalidToken, NetworkError)) and any(w in error.message.lower() for w in OTHER_FORM)
