"""Sending one reply to Telegram, and what each of Telegram's refusals means.

The point is to send once. An error that comes before Telegram can have read the whole call, or that Telegram itself
answered with, is safe to try again; a connection that breaks while we wait for the answer is not, because the picture
may be there already.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

import httpx
from telegram import Bot, InputFile, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.keys import Key
from bot.replies import PictureReply, Reply, TextReply
from bot.tickets import Ticket
from bot.voices import Voice, voice_of

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds between tries
UPLOAD_SECONDS = 60.0  # to write a picture, and to wait for the answer to it
GONE = ("chat not found", "chat_write_forbidden", "not enough rights", "user is deactivated", "topic_closed")
# Servers and proxies refuse like this what another form of the reply may pass: no such method, too many bytes.
OTHER_FORM = ("not found", "too large", "too big")
MAYBE_DONE = ("gateway time", "gateway_time", "(504)")  # a proxy that gave up waiting for an answer
# The call cannot have been read to its end when one of these is the cause.
BEFORE_THE_END = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.WriteError, httpx.WriteTimeout,
)  # fmt: skip
log = logging.getLogger(__name__)


class Outcome(Enum):
    """How sending ended."""

    SENT = auto()
    UNCONFIRMED = auto()  # it may have arrived; sending it again might double it
    UNWANTED = auto()  # the bot is blocked or the chat is gone


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is sent next, and how long to wait if even that fails."""

    reply: Reply
    ticket: Ticket
    pause: float = FIRST_PAUSE  # seconds


class Sender:
    """Sends replies through one bot."""

    def __init__(self, bot: Bot, pause: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._bot, self._pause = bot, pause

    async def send(self, reply: Reply, ticket: Ticket, painting: bytes) -> Outcome:
        """Send a reply, trying again for as long as that is safe."""
        attempt = Attempt(reply, ticket)
        while True:
            try:
                await self._send(attempt.reply, attempt.ticket, painting)
            except TelegramError as error:
                step = await self._after(error, attempt)
                if isinstance(step, Outcome):
                    return step
                attempt = step
            except (TypeError, KeyError, AttributeError, ValueError):
                # Telegram said yes in a form that python-telegram-bot cannot read.
                log.exception("the answer to a sent reply cannot be read")
                return Outcome.UNCONFIRMED
            else:
                return Outcome.SENT

    async def _after(self, error: TelegramError, attempt: Attempt) -> Outcome | Attempt:
        """Return what follows a failed attempt: the end, or the next attempt."""
        if isinstance(error, RetryAfter):
            await self._pause(_seconds(error))
            return attempt
        if isinstance(error, ChatMigrated):
            moved = attempt.ticket.model_copy(update={"chat_id": error.new_chat_id, "thread_id": None})
            return replace(attempt, ticket=moved)
        if isinstance(error, Forbidden) or any(word in error.message.lower() for word in GONE):
            return Outcome.UNWANTED
        if isinstance(error, BadRequest) or _needs_another_form(error):
            log.warning("refused by Telegram: %s", error.message)
            better = second_best(attempt.reply, voice_of(attempt.ticket.language))
            return replace(attempt, reply=better) if better else Outcome.UNWANTED
        if not is_safe_to_repeat(error):
            return Outcome.UNCONFIRMED
        log.warning("not sent yet (%s); trying again in %.0f s", type(error).__name__, attempt.pause)
        await self._pause(attempt.pause)
        return replace(attempt, pause=min(2 * attempt.pause, LONGEST_PAUSE))

    async def _send(self, reply: Reply, ticket: Ticket, painting: bytes) -> None:
        quote = ReplyParameters(ticket.message_id, allow_sending_without_reply=True)
        if isinstance(reply, TextReply):
            await self._bot.send_message(
                ticket.chat_id, reply.text, message_thread_id=ticket.thread_id, reply_parameters=quote
            )
            return
        send = self._bot.send_document if reply.as_file else self._bot.send_photo
        await send(
            ticket.chat_id,
            InputFile(painting, reply.filename),
            caption=reply.caption,
            message_thread_id=ticket.thread_id,
            reply_parameters=quote,
            write_timeout=UPLOAD_SECONDS,
            read_timeout=UPLOAD_SECONDS,
        )


def second_best(reply: Reply, voice: Voice) -> Reply | None:
    """Return what to try when Telegram refuses a reply: the picture as a file, then a sentence, then nothing."""
    sorry = TextReply(voice.say(Key.SORRY))
    if isinstance(reply, PictureReply):
        return sorry if reply.as_file else replace(reply, as_file=True)
    return None if reply == sorry else sorry


def is_safe_to_repeat(error: TelegramError) -> bool:
    """Tell whether a call that failed with `error` cannot have had its effect."""
    if any(words in error.message.lower() for words in MAYBE_DONE):
        return False
    cause = error.__cause__
    # Without a cause the error is Telegram's own answer (502 and its like), and with a TelegramError as its cause it is
    # such an answer in HTML: nothing was sent.
    return cause is None or isinstance(cause, (TelegramError, *BEFORE_THE_END))


def _needs_another_form(error: TelegramError) -> bool:
    """Tell whether a refusal is of this form of the reply; python-telegram-bot takes every 404 for a wrong token."""
    return isinstance(error, (InvalidToken, NetworkError)) and any(w in error.message.lower() for w in OTHER_FORM)


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after if isinstance(after, int) else after.total_seconds())
