"""One message of a person's: who wrote it, what it says, in which language, where to answer; and filters for them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Collection, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram import Bot, InlineKeyboardMarkup, Message, ReplyParameters, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes, filters

from bot.chats import Chats, ChatSettings, translator_of
from bot.i18n.translator import Translator
from bot.jobs.pictures import FoundPhoto, find_photo
from bot.jobs.tickets import Ticket
from bot.styles.paint_options import StyleChoice
from bot.telegram_api.retry import repeat_safely
from bot.updates.queue import Source, UpdateQueue

COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]+)(?:@(?P<bot>[A-Za-z0-9_]+))?(?:\s+(?P<rest>.*))?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message and all that is needed to answer it."""

    message: Message
    source: Source
    translator: Translator
    command: Command  # empty when the message is none
    settings: ChatSettings | None  # of its chat; None while Redis is away

    @property
    def bot(self) -> Bot:
        """The bot that got it."""
        return self.source.bot

    @property
    def chat_id(self) -> int:
        """The chat that the message came from."""
        return self.message.chat_id

    @property
    def thread_id(self) -> int | None:
        """The topic of a forum group that the message came from."""
        return self.message.message_thread_id if self.message.is_topic_message else None

    @property
    def person_id(self) -> int:
        """The one who wrote; in groups that may be a chat or an anonymous admin."""
        return author_of(self.message)

    @property
    def is_private(self) -> bool:
        """Whether nobody else hears it."""
        return self.message.chat.type == ChatType.PRIVATE

    @property
    def is_for_us(self) -> bool:
        """Whether a photo is meant for the bot: always in a private chat, in a group only as a reply to the bot."""
        replied = self.message.reply_to_message
        return self.is_private or bool(replied and replied.from_user and replied.from_user.id == self.bot.id)

    @property
    def names_us(self) -> bool:
        """Whether its command says that it is for the bot."""
        words = (self.message.text or self.message.caption or "").split(maxsplit=1)
        return bool(words) and words[0].lower().endswith(f"@{self.bot.username}".lower())

    @property
    def quote(self) -> ReplyParameters:
        """What makes an answer a reply to this message."""
        return ReplyParameters(self.message.message_id, allow_sending_without_reply=True)

    async def answer(self, text: str, keyboard: InlineKeyboardMarkup | None = None) -> Message:
        """Reply to the message, also when Telegram does not take it at once; raise TelegramError when it never does."""
        return await repeat_safely(
            lambda: self.message.reply_text(text, reply_parameters=self.quote, reply_markup=keyboard)
        )


def author_of(message: Message) -> int:
    """Return who wrote a message; in groups that may be a chat or an anonymous admin."""
    return (message.sender_chat or message.from_user or message.chat).id


MessageCallback = Callable[[IncomingMessage], Awaitable[None]]


def message_handler(
    handler: MessageCallback, chats: Chats, updates: UpdateQueue
) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
    """Return what python-telegram-bot calls for a new message, which hands it to a handler."""

    async def callback(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is None:
            raise ValueError("handlers are registered for new messages only")
        source = Source(context.bot, updates.entry_of(update))
        await handler(await incoming_message(update.message, source, chats))

    return callback


async def incoming_message(message: Message, source: Source, chats: Chats) -> IncomingMessage:
    """Return a message with all that is needed to answer it."""
    code = message.from_user.language_code if message.from_user else None
    command = read_command(message.text or message.caption, source.bot.username)
    settings = await chats.known(message.chat_id)
    return IncomingMessage(message, source, translator_of(settings, code), command or Command("", ""), settings)


@dataclass(frozen=True, slots=True)
class Command:
    """A command as Telegram writes it: /name@bot rest."""

    name: str  # in lower case
    rest: str


def read_command(text: str | None, username: str) -> Command | None:
    """Return the command that a text or a caption is, or None when it is none or meant for another bot."""
    match = COMMAND.fullmatch(text or "")
    if match is None or (match["bot"] or username).lower() != username.lower():
        return None
    return Command(match["name"].lower(), (match["rest"] or "").strip())


def ticket_for(incoming: IncomingMessage, photo: FoundPhoto, wish: StyleChoice, as_file: bool) -> Ticket:
    """Return whom to answer: the painting replies to the message that holds the photo."""
    return Ticket(
        chat_id=incoming.chat_id,
        thread_id=incoming.thread_id,
        message_id=photo.message_id,
        person_id=incoming.person_id,
        as_file=as_file or photo.as_file,
        file_stem=photo.stem,
        language=incoming.translator.language,
        photo=photo,
        wish=wish,
    )


class IsCommand(filters.MessageFilter):
    """Messages whose text or caption is the command /name, for this bot; any command when no name is given.

    PTB's own filter looks at texts only, and wants the entities that some Bot API servers leave out.
    """

    def __init__(self, name: str | None = None) -> None:
        super().__init__(name=f"IsCommand({name})")
        self._command = name

    def filter(self, message: Message) -> bool:
        """Return whether a message is this command."""
        command = read_command(message.text or message.caption, message.get_bot().username)
        return command is not None and self._command in (None, command.name)


class Picture(filters.MessageFilter):
    """Messages that hold a picture, as a photo or as a file."""

    def filter(self, message: Message) -> bool:
        """Return whether a message holds a picture."""
        return find_photo(message) is not None


class WrittenBy(filters.MessageFilter):
    """Messages of some people; to all others a command of admins does not exist."""

    def __init__(self, people: Collection[int]) -> None:
        super().__init__(name="WrittenBy")
        self._people = people

    def filter(self, message: Message) -> bool:
        """Return whether one of them wrote a message."""
        return author_of(message) in self._people
